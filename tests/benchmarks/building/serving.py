"""How long a server that rebuilds takes until it shows an edit."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

from building.costs import RunError
from building.generators import ENVIRONMENT, PORT, Generator
from building.states import STATES, States, insert

LOOK_EVERY = 0.02
REST = 2.0
"""Seconds between two edits, in which the server does what it does after a build."""
_HERE = build_opener(ProxyHandler({}))


def seconds_until_shown(generator: Generator, states: States, folder: Path, many: int, limit: float) -> float:
    """From an edit to an article until its page, asked for again and again, has it: the best of so `many`.

    Raises RunError where that takes more than `limit` seconds.
    """
    generator.set_up(folder)
    generator.take(states, STATES[0], folder)
    (file,) = (folder / generator.source).rglob(f"articles/**/{states.edited}.md")
    text = file.read_text(encoding="utf-8")
    with _served(generator, folder) as address:
        page = f"{address}/articles/{states.edited}/"
        _wait_for("<h1", page, limit)
        taken = []
        for number in range(many):
            time.sleep(REST)
            mark = f"Item {7001 + number}"
            words = f"{mark} of the agenda was left open."
            changed = insert(text, words) if generator.reads else f"{text}\n\n{words}\n"
            start = time.perf_counter()
            file.write_text(changed, encoding="utf-8")
            _wait_for(mark, page, limit)
            taken.append(time.perf_counter() - start)
    return min(taken)


@contextmanager
def _served(generator: Generator, folder: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    process = subprocess.Popen(
        [part.replace(PORT, port) for part in generator.serve],
        cwd=folder,
        env={**os.environ, **ENVIRONMENT},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait_for(words: str, address: str, limit: float) -> None:
    deadline = time.perf_counter() + limit
    while time.perf_counter() < deadline:
        try:
            with _HERE.open(address, timeout=limit) as answer:
                if words in answer.read().decode("utf-8", errors="replace"):
                    return
        except (HTTPException, OSError):
            pass  # not up yet, or between two builds
        time.sleep(LOOK_EVERY)
    raise RunError(f"{address} did not show {words!r} within {limit:.0f} s")
