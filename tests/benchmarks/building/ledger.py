"""What was measured already, so that a run that was broken off goes on where it was."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

Measured = TypeVar("Measured")


class Ledger:
    """One line of JSON for each piece of work; nothing new is begun after `deadline`, in seconds of the clock."""

    def __init__(self, file: Path, deadline: float) -> None:
        self.left_out: list[str] = []
        self._file = file
        self._deadline = deadline
        self._known: dict[str, str] = {}
        if file.is_file():
            for line in file.read_text(encoding="utf-8").splitlines():
                try:
                    work, measured = json.loads(line)
                except ValueError:  # whoever wrote it was stopped
                    continue
                self._known[work] = json.dumps(measured)

    def recall(self, work: str, form: type[Measured], measure: Callable[[], Measured]) -> Measured | None:
        """What `work` gave, now or before; None if there is no time left for it."""
        adapter = TypeAdapter(form)
        if work in self._known:
            try:
                return adapter.validate_json(self._known[work])
            except ValidationError:
                pass
        if time.monotonic() > self._deadline:
            self.left_out.append(work)
            return None
        start = time.monotonic()
        measured = measure()
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps([work, adapter.dump_python(measured, mode="json")], ensure_ascii=False) + "\n")
        print(f"{work}: {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
        return measured


def fingerprint(files: Iterable[Path], words: Iterable[str]) -> str:
    """A digest of `files` and `words`: what was measured holds as long as they stay the same."""
    digest = sha256("\0".join(words).encode())
    for path in sorted(files):
        digest.update(f"\0{path}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]
