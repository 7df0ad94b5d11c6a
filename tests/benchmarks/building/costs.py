"""What a program costs: seconds on the clock, seconds of processors, memory."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from resource import struct_rusage
from threading import Event, Thread
from typing import Self

LOOK_EVERY = 0.5
"""Seconds between two looks at the memory of all processes together: seldom enough to cost them nothing."""
REST = 10.0
"""Seconds that a program's helpers have to end after it."""
_SET_CHILD_SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER in linux/prctl.h."""
_SHARE = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


class RunError(Exception):
    """A program failed or took too long; the text says which, and what it said last."""


@dataclass(frozen=True, slots=True)
class Cost:
    wall: float
    """Seconds from start to end."""
    cpu: float
    """Seconds of all processors in all its processes."""
    memory: float
    """The peak of all its processes together, in MB; pages that they share count once."""


def best(costs: Sequence[Cost]) -> Cost:
    """The least of each: what else the machine did only adds."""
    return Cost(min(c.wall for c in costs), min(c.cpu for c in costs), min(c.memory for c in costs))


def measure(
    command: Sequence[str],
    folder: Path,
    *,
    limit: float,
    environment: Mapping[str, str] | None = None,
    processors: AbstractSet[int] | None = None,
) -> Cost:
    """Run `command` in `folder`, for `limit` seconds at most and only on `processors` if there are any.

    Raises RunError where it fails, and OSError where it cannot be started.
    """
    _adopt_orphans()
    os.sync()  # or it would wait for what the program before it wrote
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        with _only_on(processors):
            process = subprocess.Popen(
                command,
                cwd=folder,
                env={**os.environ, **(environment or {})},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
                start_new_session=True,
            )
        try:
            with _Watch(process.pid, start + limit) as watch:
                end, used = _wait_for_all(process, watch)
        except BaseException:  # whoever stops us stops it too
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            raise
        if process.returncode:
            said.seek(0)
            last = said.read().decode(errors="replace").strip()[-2000:]
            why = f"took longer than {limit:.0f} s" if watch.late else f"ended with {process.returncode}"
            raise RunError(f"{' '.join(command[:4])} {why}. {last}")
    memory = max(watch.peak, *(one.ru_maxrss * 1024 for one in used))
    return Cost(end - start, sum(one.ru_utime + one.ru_stime for one in used), memory / 1e6)


def _wait_for_all(process: subprocess.Popen[bytes], watch: _Watch) -> tuple[float, list[struct_rusage]]:
    """When `process` ended, and what it and each of those that it left behind have used."""
    end, used = 0.0, []
    while True:
        try:
            pid, status, one = os.wait4(-process.pid, 0)
        except ChildProcessError:
            return end, used
        used.append(one)
        if pid == process.pid:
            end = time.perf_counter()
            process.returncode = os.waitstatus_to_exitcode(status)
            watch.deadline = min(watch.deadline, end + REST)


def _adopt_orphans() -> None:
    """What a program leaves to end by itself, such as the server of its workers, is ours to wait for: so it counts.

    Only Linux does that for us; elsewhere such a process is not counted.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1)


@contextmanager
def _only_on(processors: AbstractSet[int] | None) -> Iterator[None]:
    """What is started within runs on these processors only."""
    if not processors:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, processors)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


class _Watch:
    """Looks at a session's memory while a program runs in it, and ends it when its time is up."""

    def __init__(self, session: int, deadline: float) -> None:
        self.peak = 0
        self.late = False
        self._session = session
        self.deadline = deadline
        self._done = Event()
        self._thread = Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(LOOK_EVERY):
            self.peak = max(self.peak, _memory_of(self._session))
            if time.perf_counter() > self.deadline and not self.late:
                self.late = True
                with suppress(ProcessLookupError):
                    os.killpg(self._session, signal.SIGKILL)


def _memory_of(session: int) -> int:
    """Bytes of all processes of a session; 0 where the system does not say."""
    return sum(_share_of(stat) for stat in Path("/proc").glob("[0-9]*/stat") if _session_of(stat) == session)


def _session_of(stat: Path) -> int:
    try:
        # After the command's name, which is in brackets and may hold anything: state, parent, group, session.
        return int(stat.read_text(errors="replace").rpartition(")")[2].split()[3])
    except (OSError, IndexError):
        return -1


def _share_of(stat: Path) -> int:
    try:
        found = _SHARE.search(stat.with_name("smaps_rollup").read_text())
    except OSError:
        return 0
    return int(found[1]) * 1024 if found else 0
