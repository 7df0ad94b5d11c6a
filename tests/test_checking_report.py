"""Problems on a terminal: the line, and a caret below the place, whatever stands in the line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.checking.report import WIDTH, find_excerpt, render_report, summarise, width_of
from builder.problems import Problem

ERROR = Problem("content/a.md", 2, 3, "value", "this is wrong", "Mend it")
WARNING = Problem("content/b.md", 1, 1, "unknown-file", "this file has no place", "", "warning")
NOTE = Problem("content/a.md", 1, 1, "near-name", "this name is new", "", "note")


def test_each_problem_with_its_line_and_a_caret() -> None:
    assert render_report([WARNING, ERROR], {"content/a.md": "---\nx: y\n---\n"}) == (
        "content/a.md:2:3: this is wrong. Mend it [error: value]\n"
        "    x: y\n"
        "      ^\n"
        "content/b.md:1:1: this file has no place [warning: unknown-file]\n"
    )


def test_colours_are_the_caller_s() -> None:
    painted = render_report([ERROR], {"content/a.md": "\nabc"}, lambda piece, what: f"<{what}>{piece}</>")
    assert painted == (
        "<place>content/a.md:2:3:</> this is wrong. Mend it <error>[error: value]</>\n"
        "    <source>abc</>\n"
        "    <error>  ^</>\n"
    )


@pytest.mark.parametrize(
    ("line", "column", "source", "pointer"),
    [
        ("key: value", 6, "key: value", "     ^"),
        ("key: value", 11, "key: value", "          ^"),
        ("key: value", 99, "key: value", "          ^"),
        ("\tkey: value", 2, "    key: value", "    ^"),
        ("名前: 値", 5, "名前: 値", "      ^"),
        ("e\u0301te\u0301: x", 7, "e\u0301te\u0301: x", "    ^"),
        ("a\x1b[31mb", 7, "a\\x1b[31mb", "         ^"),
        ("می‌گوید: مذاکره پایان یافت", 10, "می‌گوید: مذاکره پایان یافت", "at: مذاکره پایان یافت"),
        ("title: خبر", 99, "title: خبر", "at the end of the line"),
        ("x" * 300, 200, "…" + "x" * WIDTH + "…", " " * 61 + "^"),
        ("x" * 300, 300, "…" + "x" * 61, " " * 61 + "^"),
        ("x" * 300, 1, "x" * WIDTH + "…", "^"),
    ],
)
def test_excerpt(line: str, column: int, source: str, pointer: str) -> None:
    found = find_excerpt(f"first\n{line}\nlast", 2, column)
    assert found is not None
    assert (found.source, found.pointer) == (source, pointer)


@pytest.mark.parametrize(("text", "line"), [("", 1), ("a\n\nb", 2), ("a\n  \nb", 2), ("a\nb", 3), ("a\nb\n", 99)])
def test_where_there_is_nothing_to_see(text: str, line: int) -> None:
    assert find_excerpt(text, line, 1) is None


@given(st.text(max_size=400), st.integers(1, 5), st.integers(1, 500))
def test_whatever_stands_there_nothing_but_the_line_is_drawn(text: str, line: int, column: int) -> None:
    found = find_excerpt(text, line, column)
    if found is not None:
        for drawn in (found.source, found.pointer):
            drawn.encode()
            assert len(drawn.splitlines()) <= 1
            assert "\x1b" not in drawn
        assert width_of(found.source) <= 10 * (WIDTH + 4)  # an escape is at most ten characters long
        if found.pointer.endswith("^"):
            assert len(found.pointer) <= width_of(found.source) + 1


@pytest.mark.parametrize(
    ("problems", "summary"),
    [
        ([], ""),
        ([ERROR], "1 error."),
        ([NOTE, ERROR, ERROR], "2 errors and 1 note."),
        ([WARNING, NOTE, ERROR], "1 error, 1 warning and 1 note."),
    ],
)
def test_summary(problems: list[Problem], summary: str) -> None:
    assert summarise(problems) == summary
