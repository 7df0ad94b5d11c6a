"""Work that others help with: what comes of it is what comes of doing it alone, whatever becomes of them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.workers import LocalProcesses, alone, beside, spread

ROOT = Path(__file__).parent.parent
NUMBERS = range(1000)


def square(number: int) -> int:
    return number * number


def square_here(number: int) -> int:
    """Workers die of it, and do not only fail."""
    if number == 40 and multiprocessing.parent_process() is not None:
        os.kill(os.getpid(), signal.SIGKILL)
    return square(number)


def square_of_whom(number: int) -> tuple[int, int]:
    return square(number), os.getpid()


class Helper(Executor):
    """Does what it is asked for at once, but from the `first` to the `last` time, when it does something else."""

    def __init__(self, first: int, last: int, instead: Callable[[], Future[Any]]) -> None:
        self.bad, self.instead, self.asked = range(first, last), instead, 0

    def submit(self, work: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        self.asked += 1
        if self.asked - 1 in self.bad:
            return self.instead()
        done: Future[Any] = Future()
        done.set_result(work(*args))
        return done


def refuse() -> Future[Any]:
    raise RuntimeError("cannot schedule new futures")


def fail(error: BaseException) -> Callable[[], Future[Any]]:
    def failing() -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(error)
        return future

    return failing


def cancel() -> Future[Any]:
    future: Future[Any] = Future()
    future.cancel()
    return future


INSTEAD = (refuse, fail(BrokenExecutor()), fail(OSError("no such worker")), fail(MemoryError()), cancel, Future[Any])


@given(st.integers(0, 700), st.integers(0, 100), st.integers(0, 100), st.sampled_from(INSTEAD))
def test_what_an_executor_does_is_what_is_done_here(
    count: int, first: int, last: int, instead: Callable[[], Future[Any]]
) -> None:
    helper = Helper(first, last, instead)
    assert list(spread(helper, square, range(count), 0.001)) == [square(number) for number in range(count)]


def test_one_that_fails_once_is_asked_again() -> None:
    helper = Helper(3, 4, fail(OSError()))
    assert len(list(spread(helper, square, NUMBERS))) == len(NUMBERS)
    assert helper.asked == len(NUMBERS) / 8


def test_one_that_is_silent_is_waited_for_once() -> None:
    began = time.monotonic()
    assert list(spread(Helper(0, 1000, Future), square, NUMBERS, 0.2)) == list(map(square, NUMBERS))
    assert 0.2 <= time.monotonic() - began < 2


def test_a_mistake_in_the_work_is_raised() -> None:
    with ThreadPoolExecutor(2) as threads, pytest.raises(ZeroDivisionError):
        list(spread(threads, lambda number: 1 // (number - 500), NUMBERS))


def test_no_more_is_handed_over_than_is_soon_taken_back() -> None:
    helper = Helper(0, 0, refuse)
    next(spread(helper, square, range(100_000)))
    assert helper.asked < 100


def test_who_stops_leaves_nothing_to_do() -> None:
    waiting: list[Future[Any]] = []

    def wait() -> Future[Any]:
        waiting.append(Future())
        return waiting[-1]

    found = spread(Helper(1, 1000, wait), square, NUMBERS)
    next(found)
    found.close()  # type: ignore[attr-defined]
    assert len(waiting) > 50
    assert all(future.cancelled() for future in waiting)


def test_processes_help_where_it_pays() -> None:
    with LocalProcesses(count=2) as workers:
        found = list(workers(square_of_whom, NUMBERS, 1000))
        alone_too = list(workers(square_of_whom, NUMBERS[:999], 1000))
    assert [number for number, _ in found] == list(map(square, NUMBERS))
    assert os.getpid() not in {process for _, process in found}
    assert {process for _, process in alone_too} == {os.getpid()}


def test_one_core_helps_nobody() -> None:
    with LocalProcesses(count=1) as workers:
        assert {process for _, process in workers(square_of_whom, NUMBERS, 2)} == {os.getpid()}


def test_a_worker_that_dies_is_not_missed() -> None:
    with LocalProcesses(count=2) as workers:
        assert list(workers(square_here, NUMBERS, 2)) == list(map(square, NUMBERS))


def test_what_cannot_be_sent_is_done_here() -> None:
    with LocalProcesses(count=2) as workers:
        assert list(workers(lambda number: number * number, range(20), 2)) == list(map(square, range(20)))


def test_alone_is_in_order() -> None:
    assert list(alone(square, NUMBERS, 1)) == list(map(square, NUMBERS))


LONG = """
import os, sys, time
from builder.workers import LocalProcesses

def tell(number):
    os.write(1, b"%d\\n" % os.getpid())  # in one piece, whoever else writes
    time.sleep(0.2)
    return number

if __name__ == "__main__":
    with LocalProcesses(count=2) as workers:
        list(workers(tell, range(10_000), 2))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_worker_outlives_who_started_it(tmp_path: Path, how: signal.Signals) -> None:
    script = tmp_path / "long.py"
    script.write_text(LONG, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, script], env={**os.environ, "PYTHONPATH": str(ROOT)}, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        workers = {int(process.stdout.readline()) for _ in range(4)}
        assert process.pid not in workers
        if how is signal.SIGINT:  # as a terminal does, to all of them
            os.killpg(process.pid, how)
        else:
            process.send_signal(how)
        # Who is alive holds the other end of both open.
        _, said = process.communicate(timeout=20)
    assert said.count("Traceback") == (how is signal.SIGINT), "nobody but the one that was asked to stop says so"


# One piece of work beside another


@pytest.fixture
def forking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.workers._can_fork", lambda: sys.platform == "linux")


def whole() -> tuple[int, str]:
    return os.getpid(), "x" * 1_000_000


@pytest.mark.usefixtures("forking")
def test_work_is_done_beside() -> None:
    with beside(whole, worth=True) as found:
        there, text = found()
    assert there != os.getpid()
    assert text == whole()[1]
    with beside(whole, worth=False) as found:
        assert found() == whole()


@pytest.mark.usefixtures("forking")
def test_what_nobody_waits_for_is_given_up() -> None:
    began = time.monotonic()
    with beside(lambda: time.sleep(60), worth=True):
        pass
    assert time.monotonic() - began < 30
    assert multiprocessing.active_children() == []


@pytest.mark.usefixtures("forking")
def test_work_of_a_lost_process_is_done_here() -> None:
    def work() -> int:
        if multiprocessing.parent_process() is not None:
            os.kill(os.getpid(), signal.SIGKILL)
        return 7

    with beside(work, worth=True) as found:
        assert found() == 7


@pytest.mark.usefixtures("forking")
def test_a_mistake_in_work_beside_shows_here() -> None:
    with beside(lambda: 1 // 0, worth=True) as found, pytest.raises(ZeroDivisionError):
        found()


@pytest.mark.usefixtures("forking")
def test_where_no_process_can_be_had_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise BlockingIOError("Resource temporarily unavailable")

    monkeypatch.setattr("multiprocessing.context.ForkProcess.start", refuse)
    with beside(os.getpid, worth=True) as found:
        assert found() == os.getpid()


def test_nothing_is_forked_beside_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.workers.active_count", lambda: 2)
    with beside(os.getpid, worth=True) as found:
        assert found() == os.getpid()
