"""Colours and progress: on a terminal only, and never in what a command prints."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Collection, Iterable

import pytest

from builder.terminal import open_console, show_progress

COLOUR = re.compile(r"\x1b\[[0-9;:]*m")


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def printed(stream: io.StringIO, text: str, style: str = "bold red") -> str:
    open_console(stream).print(text, style=style)
    return stream.getvalue()


def test_a_terminal_gets_colours() -> None:
    assert COLOUR.search(printed(Terminal(), "wrong"))


@pytest.mark.parametrize(
    ("variable", "value"), [("FORCE_COLOR", "1"), ("TTY_COMPATIBLE", "1"), ("CLICOLOR_FORCE", "1"), ("TERM", "xterm")]
)
def test_a_pipe_gets_none(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)
    assert printed(io.StringIO(), "wrong") == "wrong\n"


@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_who_wants_none_gets_none(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)
    assert printed(Terminal(), "wrong") == "wrong\n"


def test_an_empty_no_color_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    assert COLOUR.search(printed(Terminal(), "wrong"))


@pytest.mark.parametrize("text", ["[bold]x[/bold]", "[/]", ":smile:", "1 'a' http://example.org", "word " * 100])
def test_text_is_printed_as_it_is(text: str) -> None:
    assert printed(io.StringIO(), text) == f"{text}\n"
    assert COLOUR.sub("", printed(Terminal(), text)) == f"{text}\n"


def go_through(stream: io.StringIO, things: Collection[int]) -> list[int]:
    with show_progress(stream) as watch:
        return list(watch("Counting sheep", things))


def shows_its_cursor(stream: io.StringIO) -> bool:
    return stream.getvalue().rfind("\x1b[?25h") > stream.getvalue().rfind("\x1b[?25l") >= 0


def test_nothing_is_drawn_where_nobody_sees_it() -> None:
    stream = io.StringIO()
    assert go_through(stream, range(5)) == [0, 1, 2, 3, 4]
    assert stream.getvalue() == ""


def test_short_work_draws_nothing() -> None:
    stream = Terminal()
    assert go_through(stream, range(5)) == [0, 1, 2, 3, 4]
    assert "sheep" not in stream.getvalue()


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.terminal._PATIENCE", 0)


@pytest.mark.usefixtures("_impatient")
def test_a_terminal_is_told_what_is_done_and_how_far_it_is() -> None:
    stream = Terminal()
    assert go_through(stream, range(5)) == [0, 1, 2, 3, 4]
    assert "Counting sheep" in stream.getvalue()
    assert "/5" in stream.getvalue()
    assert shows_its_cursor(stream)


@pytest.mark.usefixtures("_impatient")
def test_progress_without_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    stream = Terminal()
    go_through(stream, range(5))
    assert "Counting sheep" in stream.getvalue()
    assert not COLOUR.search(stream.getvalue())


@pytest.mark.usefixtures("_impatient")
def test_a_dumb_terminal_gets_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    stream = Terminal()
    go_through(stream, range(5))
    assert stream.getvalue() == ""


@pytest.mark.usefixtures("_impatient")
def test_the_cursor_comes_back_when_work_fails() -> None:
    stream = Terminal()

    def fail(things: Iterable[int]) -> None:
        for _ in things:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), show_progress(stream) as watch:
        fail(watch("Counting sheep", range(5)))
    assert shows_its_cursor(stream)


@pytest.mark.usefixtures("_impatient")
def test_what_is_gone_through_within_may_tell_too() -> None:
    stream = Terminal()
    with show_progress(stream) as watch:
        pairs = [(a, b) for a in watch("Outer", "ab") for b in watch("Inner", "cd")]
    assert pairs == [("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")]


@pytest.mark.usefixtures("_impatient")
def test_standard_output_is_left_alone(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    with show_progress() as watch:
        for thing in watch("Counting sheep", range(3)):
            print(thing)
    assert capsys.readouterr().out == "0\n1\n2\n"
    assert "Counting sheep" in stream.getvalue()
