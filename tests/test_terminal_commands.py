"""Every command on a real terminal: what it prints is the same as into a pipe, and in colour only where wanted."""

from __future__ import annotations

import io
import os
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryFile

import click
import pytest

from builder.cli import main
from tests import forking

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals there")

ESCAPE = b"\x1b"
COLOUR = re.compile(rb"\x1b\[[0-9;:]*m")

# What a command is called with; one that is not here prints its help.
ARGUMENTS = {
    "add": (
        "--url",
        "https://coast.example/a",
        "--title",
        "A",
        "--publisher",
        "B",
        "--published",
        "2020-01-02",
        "--dry-run",
    ),
    "audit": (),
    "check": (),
    "diff": ("--head-dir", "content"),
    "findings": ("content/articles/2019-06-08-gazette-strike-ends.md",),
    "identify": ("--check",),
    "render": ("rounds/",),
    "review": (),
    "schema": ("actor",),
}
# Whose work is long in a large archive.
LONG = ("audit", "check", "diff", "identify", "render", "review")


class Recording:
    """What was written to a pseudo-terminal or a pipe."""

    def __init__(self, reading: int) -> None:
        self.written = b""
        self._reading = reading
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        try:
            while piece := os.read(self._reading, 65_536):
                self.written += piece
        except OSError:  # how Linux tells that nobody writes to the terminal any more
            pass

    def finish(self) -> None:
        self._thread.join()
        os.close(self._reading)


@contextmanager
def recorded(*, terminal: bool) -> Iterator[tuple[io.TextIOWrapper, Recording]]:
    reading, writing = pty.openpty() if terminal else os.pipe()
    recording = Recording(reading)
    with os.fdopen(writing, "w", encoding="utf-8", newline="\n") as stream:
        yield stream, recording
    recording.finish()


def run(*arguments: str, stdout: bool, stderr: bool) -> tuple[bytes, bytes]:
    """What `explainer` prints; `stdout` and `stderr`: whether each is a terminal."""
    with (
        recorded(terminal=stdout) as (out, printed),
        recorded(terminal=stderr) as (error, told),
        redirect_stdout(out),
        redirect_stderr(error),
        pytest.raises(SystemExit),
    ):
        main(arguments)
    return printed.written, told.written


@pytest.fixture(autouse=True)
def _in_an_archive(archive: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(archive("bare"))
    monkeypatch.setattr("builder.terminal._PATIENCE", 0)
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def all_commands() -> list[str]:
    return main.list_commands(click.Context(main))


def call(command: str) -> tuple[str, ...]:
    return (command, *ARGUMENTS.get(command, ("--help",)))


@pytest.mark.parametrize("command", all_commands())
def test_into_a_pipe_go_letters_only(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    printed, told = run(*call(command), stdout=False, stderr=False)
    assert printed + told
    assert ESCAPE not in printed + told


@pytest.mark.parametrize("command", all_commands())
def test_no_color_means_none(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    printed, told = run(*call(command), stdout=True, stderr=True)
    assert printed + told
    assert ESCAPE not in printed
    assert not COLOUR.search(told)


@pytest.mark.parametrize("command", all_commands())
def test_a_dumb_terminal_gets_letters_only(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("NO_COLOR", "1")
    printed, told = run(*call(command), stdout=True, stderr=True)
    assert ESCAPE not in printed + told


@pytest.mark.parametrize("command", LONG)
def test_progress_is_told_and_changes_nothing(command: str) -> None:
    alone, silent = run(*call(command), stdout=False, stderr=False)
    printed, told = run(*call(command), stdout=False, stderr=True)
    assert printed == alone
    assert b"Reading articles" in told or command == "check"
    assert b"Reading articles" not in silent
    assert told.rfind(b"\x1b[?25h") >= told.rfind(b"\x1b[?25l"), "the cursor is back"


MKDOCS = "import builder.terminal; builder.terminal._PATIENCE = 0; from mkdocs.__main__ import cli; cli()"


def build(*options: str, terminal: bool) -> bytes:
    """What `mkdocs build` tells, on a terminal or into a pipe."""
    with recorded(terminal=terminal) as (stream, recording):
        folder = Path.cwd()
        (folder / "impatient.py").write_text(MKDOCS, encoding="utf-8")
        env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        with TemporaryFile() as stdin, TemporaryFile() as stdout:
            streams = (stdin.fileno(), stdout.fileno(), stream.fileno())
            started = forking.start("impatient", ["build", *options], folder=folder, env=env, streams=streams)
            assert started.wait() == 0
            stdout.seek(0)
            assert stdout.read() == b""
    return recording.written


def test_a_build_tells_how_far_it_is_between_its_lines() -> None:
    silent, told = build(terminal=False), build(terminal=True)
    assert ESCAPE not in silent
    assert b"Rendering pages" in told
    assert b"Rendering pages" not in silent
    assert told.rfind(b"\x1b[?25h") > told.rfind(b"\x1b[?25l"), "the cursor is back"
    # A line of the log begins where a line begins, or where a bar was wiped out.
    for line in re.findall(rb"[^\n]*(?:INFO|WARNING) *-  [^\n]*", told):
        assert re.fullmatch(rb"(?:[^\n]*(?:\x1b\[2K|\x1b\[\?25h)\r?)?(?:INFO|WARNING) *-  [^\x1b]*", line), line


def test_a_quiet_build_tells_nothing() -> None:
    assert b"Rendering pages" not in build("--quiet", terminal=True)
