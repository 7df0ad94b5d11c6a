"""Many addresses asked at once, but of one host one after the other, with a pause between."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from urllib.parse import urlsplit

from builder.links.asking import Answer
from builder.progress import Watch, unwatched

HOSTS_AT_ONCE = 8
PAUSE = 1.0
"""Seconds between two requests to one host."""

Ask = Callable[[str], Answer]


@dataclass(slots=True)
class Turns:
    """Hands out moments to ask a host, `pause` seconds apart."""

    pause: float = PAUSE
    _free: dict[str, float] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def wait(self, host: str) -> None:
        """Return when it is the caller's turn."""
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._free.get(host, now))
            self._free[host] = turn + self.pause
        time.sleep(turn - now)


def ask_all(addresses: Iterable[str], ask: Ask, watch: Watch = unwatched) -> dict[str, Answer]:
    """The answer to each of `addresses`."""
    by_host: dict[str, list[str]] = {}
    for address in sorted(set(addresses)):
        by_host.setdefault(urlsplit(address).netloc.lower(), []).append(address)
    answers: dict[str, Answer] = {}
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        for future in watch("Asking hosts", [pool.submit(_ask_one_host, same, ask) for same in by_host.values()]):
            answers |= future.result()
    return answers


def _ask_one_host(addresses: list[str], ask: Ask) -> dict[str, Answer]:
    """Once a host says that it is asked too much, or does not answer at all, the rest has to wait for another day."""
    answers: dict[str, Answer] = {}
    overloaded: Answer | None = None
    for address in addresses:
        if overloaded:
            answers[address] = Answer("unknown", f"was not asked: another one there {overloaded.reason}")
            continue
        answers[address] = ask(address)
        overloaded = answers[address] if answers[address].overloaded else None
    return answers


def is_offline(answers: Mapping[str, Answer]) -> bool:
    """Whether nothing at all could be reached: then no host can be said not to exist."""
    return bool(answers) and all(answer.status is None for answer in answers.values())
