"""A real cluster of two workers, processes of their own: what they do is what is done here, or there is a sentence."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from builder.cache.findings import reading_code
from builder.cluster import Cluster, ClusterError
from tests import forking

ROOT = Path(__file__).parent.parent
NUMBERS = range(100)
CLUSTER = """
import sys
import dask
from distributed import LocalCluster

if __name__ == "__main__":
    dask.config.set({"distributed.scheduler.allowed-failures": 0, "distributed.nanny.environ": {}})
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


def square_of_whom(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


def square_or_die(number: int) -> int:
    if number == 40 and multiprocessing.parent_process() is not None:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    script = folder / "cluster.py"
    script.write_text(CLUSTER, encoding="utf-8")
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests"), os.environ.get("PYTHONPATH", "")])
    with subprocess.Popen(
        [sys.executable, script], env={**os.environ, "PYTHONPATH": path}, cwd=folder,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        yield process.stdout.readline().strip(), process
        process.stdin.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with cluster(tmp_path_factory.mktemp("cluster")) as (address, _):
        yield address


def find(folder: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return forking.run("builder.cli", ["findings", *arguments], folder=folder, env=os.environ, given=given)


def test_both_workers_work(address: str) -> None:
    with Cluster(address, reading_code) as workers:
        found = list(workers(square_of_whom, NUMBERS, 1))
    assert [number for number, _ in found] == [number * number for number in NUMBERS]
    processes = {process for _, process in found}
    assert len(processes) == 2
    assert os.getpid() not in processes


def test_the_same_is_found_there(address: str, tmp_path: Path) -> None:
    articles = sorted((ROOT / "content" / "articles").rglob("*.md"))[:12]
    lines = "".join(
        json.dumps({"id": path.stem, "published": "2021-03-01", "text": path.read_text(encoding="utf-8")}) + "\n"
        for path in articles
    )
    files = [str(path) for path in articles]
    here = find(tmp_path, *files, "--jsonl", "-", given=lines)
    there = find(tmp_path, "--scheduler", address, *files, "--jsonl", "-", given=lines)
    assert here.stdout.count("\n") == 2 * len(articles) == 24
    assert (there.stdout, there.stderr, there.returncode) == (here.stdout, "", 0)


def test_other_code_is_refused(address: str) -> None:
    with (
        Cluster(address, os.getpid) as workers,  # type: ignore[arg-type]
        pytest.raises(ClusterError, match=r"the worker tcp://.* has another version of explainer"),
    ):
        workers(square_of_whom, NUMBERS, 1)


def test_workers_without_the_code_are_refused(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "only_here.py").write_text("def code():\n    return 'x'\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    from only_here import code  # type: ignore[import-not-found]

    with (
        Cluster(address, code) as workers,
        pytest.raises(ClusterError, match=r"cannot load explainer .*only_here.*Install the version"),
    ):
        workers(square_of_whom, NUMBERS, 1)


def test_a_worker_that_dies_is_not_missed(tmp_path: Path) -> None:
    with cluster(tmp_path) as (address, _), Cluster(address, reading_code) as workers:
        assert list(workers(square_or_die, NUMBERS, 1)) == [number * number for number in NUMBERS]


def test_a_cluster_that_dies_is_not_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with cluster(tmp_path) as (address, process), Cluster(address, reading_code) as workers:
        assert len(list(workers(square_of_whom, NUMBERS, 1))) == len(NUMBERS)
        monkeypatch.setattr("builder.cluster._SILENCE", 2.0)
        found = workers(square_of_whom, range(2000), 1)
        first = [next(found) for _ in range(10)]
        process.kill()
        assert [number for number, _ in (*first, *found)] == [number * number for number in range(2000)]


def test_nothing_to_do_asks_nobody() -> None:
    with Cluster("tcp://127.0.0.1:1", reading_code) as workers:
        assert list(workers(square_of_whom, [], 1)) == []


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense://x", "127.0.0.1:99999999"])
def test_where_nobody_answers_there_is_a_sentence(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.cluster._PATIENCE", 1.0)
    with (
        Cluster(address, reading_code) as workers,
        pytest.raises(ClusterError, match=r"nobody answers at .* Start one with 'dask scheduler'"),
    ):
        workers(square_of_whom, NUMBERS, 1)


def test_a_loop_of_events_at_work_is_no_obstacle(address: str) -> None:
    async def ask() -> list[tuple[int, str]]:
        with Cluster(address, reading_code) as workers:
            return list(workers(square_of_whom, NUMBERS, 1))

    with ThreadPoolExecutor(1) as aside:  # here one may be at work already
        found = aside.submit(lambda: asyncio.run(ask())).result()
    assert [number for number, _ in found] == [number * number for number in NUMBERS]


def test_without_dask_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with Cluster("tcp://127.0.0.1:1", reading_code) as workers, pytest.raises(ClusterError, match="pip install"):
        workers(square_of_whom, NUMBERS, 1)


def test_the_command_ends_with_the_sentence(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("Ada Lund met the council.", encoding="utf-8")
    done = find(tmp_path, "--scheduler", "nonsense://x", "--published", "2021-03-01", str(text))
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("Error: scheduler: nobody answers at 'nonsense://x'")
    assert done.stderr.count("\n") == 1
