from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.problems import Problem, fails, render_github, render_json, render_text, visible

LATE = Problem("content/b.md", 2, 8, "value", "'title' is empty", "Write something")
EARLY = Problem("content/a.md", 10, 1, "unknown-file", "this file has no place", "", "warning")
NOTE = Problem("content/a.md", 1, 1, "near-name", "this name is new", "", "note")
_PROBLEMS = st.lists(
    st.builds(Problem, st.text(), st.integers(1, 99), st.integers(1, 99), st.just("value"), st.text(), st.text())
)


def test_text() -> None:
    assert render_text([LATE, EARLY]) == (
        "content/a.md:10:1: this file has no place [warning: unknown-file]\n"
        "content/b.md:2:8: 'title' is empty. Write something [error: value]\n"
    )


def test_github() -> None:
    """Errors first: GitHub shows ten of a kind, and people read from the top."""
    assert render_github([NOTE, EARLY, LATE]) == (
        "::error file=content/b.md,line=2,col=8,title=Wrong value::'title' is empty. Write something\n"
        "::warning file=content/a.md,line=10,col=1,title=Unknown file::this file has no place\n"
        "::notice file=content/a.md,line=1,col=1,title=Near name::this name is new\n"
    )


def test_github_begins_paths_where_the_checkout_does() -> None:
    assert render_github([EARLY], "sites/one/").startswith("::warning file=sites/one/content/a.md,")


def test_advice_fails_nothing() -> None:
    assert not fails([NOTE])
    assert fails([NOTE, EARLY])
    assert fails([LATE])


def test_github_properties_and_data_are_escaped() -> None:
    problem = Problem("content/a,b:c%.md", 1, 1, "value", "100% :: ,")
    assert render_github([problem]) == (
        "::error file=content/a%2Cb%3Ac%25.md,line=1,col=1,title=Wrong value::100%25 :: ,\n"
    )


def test_json() -> None:
    assert json.loads(render_json([LATE, EARLY])) == [
        {
            "path": "content/a.md", "line": 10, "column": 1, "code": "unknown-file",
            "message": "this file has no place", "hint": "", "severity": "warning",
        },
        {
            "path": "content/b.md", "line": 2, "column": 8, "code": "value", "message": "'title' is empty",
            "hint": "Write something", "severity": "error",
        },
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb", "a\\x0ab"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\u202e", "\\u202e"),
        ("\U000e0001", "\\U000e0001"),
        ("\udcff", "\\udcff"),
        ("می‌خواهم 😀", "می‌خواهم 😀"),
        ("a\u00a0b", "a\u00a0b"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(_PROBLEMS)
def test_nobody_draws_on_terminals_or_forges_a_second_problem(problems: list[Problem]) -> None:
    for rendered in (render_text(problems), render_github(problems)):
        rendered.encode()
        assert rendered.count("\n") == len(problems)
        assert len(rendered.splitlines()) == len(problems)
        assert "\x1b" not in rendered
    rendered = render_json(problems)
    rendered.encode()
    assert [entry["message"] for entry in json.loads(rendered)] == [problem.message for problem in sorted(problems)]
