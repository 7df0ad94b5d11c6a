"""The same work on many things, by other processes or machines where that pays; what comes of it is the same."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing.connection import Connection, wait
from threading import Thread, active_count
from typing import Any, Protocol, Self, TypeVar

Given = TypeVar("Given")
Found = TypeVar("Found")

_BATCH = 8
"""Things handed over in one go: a hand-over costs about as much as a twentieth of reading an article."""
_AHEAD = 64
"""Batches handed over and not yet taken back, so that neither side waits and memory stays bounded."""
_MOST = 8
"""Processes; the one that hands over can keep no more of them busy."""


class Workers(Protocol):
    """`workers(work, things, worth)`: what `work` makes of each of `things`, in order.

    `work` and the things may be sent to another process, by pickling, if there are at least `worth` of them: as many as
    it takes for the time that is won to be more than that of starting processes. Threads would win none: all our work
    is Python's own.
    """

    def __call__(self, work: Callable[[Given], Found], things: Sequence[Given], worth: int, /) -> Iterator[Found]: ...


def alone(work: Callable[[Given], Found], things: Sequence[Given], _worth: int, /) -> Iterator[Found]:
    """One after the other, here."""
    return map(work, things)


def spread(
    executor: Executor, work: Callable[[Given], Found], things: Sequence[Given], patience: float | None = None
) -> Iterator[Found]:
    """What `work` makes of each of `things`, in order, with the help of `executor`, which is at work from now on.

    What fails there is done here, so that whatever becomes of a worker nobody sees a difference, and a mistake in the
    work shows as it would without help. All that is left is done here once the executor is broken, or has nothing to
    give for `patience` seconds.
    """
    pending: deque[tuple[tuple[Given, ...], Future[list[Found]] | None]] = deque()
    lost = False

    def hand_over(batch: tuple[Given, ...]) -> Future[list[Found]] | None:
        nonlocal lost
        try:
            return None if lost else executor.submit(_do, work, batch)
        except Exception:  # noqa: BLE001 - an executor may be anybody's
            lost = True
            return None

    def take_back(batch: tuple[Given, ...], future: Future[list[Found]] | None) -> list[Found]:
        nonlocal lost
        if future is not None and (not lost or future.done()):
            try:
                return future.result(patience)
            except (BrokenExecutor, CancelledError, TimeoutError):
                lost = True
            except Exception:  # noqa: BLE001, S110 - done again below, where a mistake in the work itself raises
                pass
        return _do(work, batch)

    def hand_over_more() -> None:
        while len(pending) < _AHEAD and (batch := tuple(islice(waiting, _BATCH))):
            pending.append((batch, hand_over(batch)))

    def results() -> Iterator[Found]:
        try:
            while pending:
                found = take_back(*pending.popleft())
                hand_over_more()
                yield from found
        finally:
            for _, future in pending:
                if future is not None:
                    future.cancel()

    waiting = iter(things)
    hand_over_more()
    return results()


def _do(work: Callable[[Given], Found], batch: tuple[Given, ...]) -> list[Found]:
    return [work(thing) for thing in batch]


class LocalProcesses:
    """Workers on this machine, one a core; started when there is work that is worth it, gone at the end of the block.

    `rooms` are modules that are loaded once for all of them, where the system has a way to do so.
    """

    def __init__(self, rooms: Sequence[str] = (), count: int | None = None) -> None:
        self._rooms = list(rooms)
        self._count = min(_cores(), _MOST) if count is None else count
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.rest()

    def rest(self) -> None:
        """Let the processes go until there is more work: beside their threads nothing can be forked."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def __call__(self, work: Callable[[Given], Found], things: Sequence[Given], worth: int, /) -> Iterator[Found]:
        if self._count < 2 or len(things) < worth:
            return alone(work, things, worth)
        if self._pool is None:
            self._pool = _start(self._count, self._rooms)
        return spread(self._pool, work, things)


def fork_processes() -> ProcessPoolExecutor | None:
    """Workers, one a core, that have all that this process has by now: none of it need be sent, and most cannot be.

    None where that is not safe: elsewhere than on Linux, and once there are threads, whose locks would stay shut.
    """
    if not _can_fork():
        return None
    pool = ProcessPoolExecutor(min(_cores(), _MOST), multiprocessing.get_context("fork"), _settle_in)
    pool.submit(os.getpid).result()  # they start with the first work, and later there may be threads
    return pool


@contextmanager
def at_work(work: Callable[[int], Found], count: int, weight: int | None = None) -> Iterator[Iterator[Found]]:
    """What `work` makes of 0, 1, ... `count` - 1, in that order; processes are at work before the block is entered.

    It takes as long as so many pages do: if no `weight` is given, each is one.
    """
    _work.append(work)
    pool = fork_processes() if (count if weight is None else weight) >= _PAYS else None
    try:
        yield spread(pool, _do_one, range(count)) if pool else map(work, range(count))
    finally:
        if pool:
            pool.shutdown(cancel_futures=True)
        _work.pop()


@contextmanager
def beside(work: Callable[[], Found], *, worth: bool) -> Iterator[Callable[[], Found]]:
    """Begin `work` in a process forked from this one, if it is `worth` that; what is given waits for what it found.

    Where nothing can be forked, or the process is lost, the work is done when it is asked for.
    """
    if not (worth and _can_fork()):
        yield work
        return
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(receiver, sender, work), daemon=True)
    try:
        process.start()
    except OSError:  # no more processes, or no more memory
        receiver.close()
        sender.close()
        yield work
        return
    sender.close()

    def found() -> Found:
        try:
            answer: Found = receiver.recv()
        except (EOFError, OSError):
            answer = work()
        return answer

    try:
        yield found
    finally:
        receiver.close()
        process.kill()
        process.join()


def _send(receiver: Connection, sender: Connection, work: Callable[[], Any]) -> None:
    """What fails here is done again there, where a mistake in the work itself shows."""
    _settle()
    receiver.close()  # else nobody would be told when the other end is gone
    with suppress(Exception):
        sender.send(work())
    sender.close()


_PAYS = 64
"""Pages, below which a second process comes too late."""

_work: list[Callable[[int], Any]] = []
"""What is being done. It holds what cannot be sent, or is too much: a process that is forked has it already."""


def _do_one(number: int) -> Any:
    return _work[-1](number)


def _can_fork() -> bool:
    return sys.platform == "linux" and active_count() == 1 and _cores() > 1


def _start(count: int, rooms: list[str]) -> ProcessPoolExecutor:
    # Never a plain fork: who shows progress or serves pages has threads, whose locks a fork would keep shut for ever.
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(rooms)
        return ProcessPoolExecutor(count, context, _settle)
    return ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), _settle)


def _settle_in() -> None:
    """The same in a process that was forked: what it came with is none of the collector's business, who would walk all
    of it, and so copy it, time and again.
    """
    gc.freeze()
    _settle()


def _settle() -> None:
    """Leave Ctrl-C to the process that hands over, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None
    Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
