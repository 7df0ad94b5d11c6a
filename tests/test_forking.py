"""A command that is forked is what it would be if Python had been started for it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests import forking

TELL = """
import json, os, sys, time
print(json.dumps({
    "name": __name__, "argv": sys.argv, "path": sys.path[0], "folder": os.getcwd(), "session": os.getsid(0),
    "pid": os.getpid(), "zone": time.tzname, "environment": dict(os.environ),
    "handles": sorted(os.listdir("/proc/self/fd")), "streams": [repr(stream) for stream in (sys.stdin, sys.stdout)],
    "given": sys.stdin.read(), "buffered": not sys.stdout.line_buffering, "hashes": hash("a") == hash(sys.argv[-1][:1]),
}))
print("Herrings", file=sys.stderr)
"""  # fmt: skip

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tell.py").write_text(TELL, encoding="utf-8")
    return tmp_path


def ordinarily(folder: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tell", "a", "b c"], cwd=folder, env=env, input="Åse", capture_output=True,
        encoding="utf-8", check=True, start_new_session=True,
    )  # fmt: skip


def told(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert (done.returncode, done.stderr) == (0, "Herrings\n")
    told = json.loads(done.stdout)
    assert told["session"] == told.pop("pid")
    del told["session"]
    return told


def test_it_finds_all_as_it_would(folder: Path) -> None:
    env = {**os.environ, "TZ": "Asia/Tokyo", "OWN": "yes"}
    forked = forking.run("tell", ["a", "b c"], folder=folder, env=env, given="Åse")
    assert told(forked) == told(ordinarily(folder, env))


@pytest.mark.parametrize(
    ("code", "status", "said"),
    [
        ("raise SystemExit('No.')", 1, "No.\n"),
        ("raise SystemExit(7)", 7, ""),
        ("import os; os.abort()", -signal.SIGABRT, ""),
        ("import atexit, sys; atexit.register(print, 'Bye.', file=sys.stderr)", 0, "Bye.\n"),
    ],
)
def test_it_ends_as_it_would(tmp_path: Path, code: str, status: int, said: str) -> None:
    (tmp_path / "ends.py").write_text(code, encoding="utf-8")
    done = forking.run("ends", [], folder=tmp_path, env=os.environ)
    assert (done.returncode, done.stderr) == (status, said)


def test_a_mistake_is_told(tmp_path: Path) -> None:
    (tmp_path / "fails.py").write_text("1 / 0", encoding="utf-8")
    done = forking.run("fails", [], folder=tmp_path, env=os.environ)
    assert done.returncode == 1
    assert "Traceback" in done.stderr
    assert done.stderr.endswith("ZeroDivisionError: division by zero\n")


def test_one_leaves_nothing_to_the_next(tmp_path: Path) -> None:
    (tmp_path / "spoils.py").write_text("import builder, os; builder.spoilt = os.environ['SPOILT'] = 'yes'", "utf-8")
    look = "import builder, os; print(hasattr(builder, 'spoilt'), 'SPOILT' in os.environ)"
    (tmp_path / "looks.py").write_text(look, encoding="utf-8")
    assert forking.run("spoils", [], folder=tmp_path, env=os.environ).returncode == 0
    assert forking.run("looks", [], folder=tmp_path, env=os.environ).stdout == "False False\n"


def test_what_counts_at_the_start_starts_another(tmp_path: Path) -> None:
    (tmp_path / "hashes.py").write_text("print(hash('Åse'))", encoding="utf-8")
    one, other = (
        forking.run("hashes", [], folder=tmp_path, env={**os.environ, "PYTHONHASHSEED": seed}).stdout for seed in "12"
    )
    assert one != other
