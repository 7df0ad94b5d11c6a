"""Work on many things, side by side where that pays."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager

Work = Callable[[int], bytes]

_AT_ONCE = 16
_PAYS = 64
"""Things, below which a second process comes too late."""
_DEATH_OF_PARENT = 1
"""PR_SET_PDEATHSIG, of Linux' prctl(2)."""

_work: list[Work] = []
"""In a worker: what it does. It cannot be sent there, and need not: a forked process has all that its parent had."""


@contextmanager
def at_work(work: Work, count: int) -> Iterator[Iterator[bytes]]:
    """What `work` makes of 0, 1, ... `count` - 1, in that order; the workers start before the block is entered.

    What a worker fails to do, or dies of, is done here once more, so that errors arise as they would without workers.
    """
    workers = _workers()
    if workers < 2 or count < _PAYS:
        yield map(work, range(count))
        return
    parts = [range(at, min(at + _AT_ONCE, count)) for at in range(0, count, _AT_ONCE)]
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, context, _begin, (work, os.getpid())) as pool:
        try:
            yield _results(work, parts, [pool.submit(_do, part) for part in parts])
        finally:
            pool.shutdown(cancel_futures=True)


def _results(work: Work, parts: Sequence[range], futures: list[Future[list[bytes]]]) -> Iterator[bytes]:
    futures.reverse()
    for part in parts:
        try:
            done = futures.pop().result()
        except Exception:  # noqa: BLE001 - whatever it was, it happens again here, or does not
            done = [work(number) for number in part]
        yield from done


def _workers() -> int:
    """Processes to start: a fork is safe on Linux, and only while no thread holds what the child would wait for."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


def _begin(work: Work, parent: int) -> None:
    """A worker stops when its parent tells it to, or dies; whoever presses Ctrl-C means the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(_DEATH_OF_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    _work.append(work)


def _do(part: range) -> list[bytes]:
    return [_work[0](number) for number in part]
