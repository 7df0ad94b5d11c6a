"""Where the text of a Markdown source stands: true to the character, for any source, in linear time."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.token import Token

from builder.content.markdown import body_parser, find_runs, prose_of, refuse_body

_PIECES = st.sampled_from(
    [
        "a",
        "b ",
        "Doha",
        "[",
        "]",
        "(",
        ")",
        "](x)",
        '](x "t")',
        "](<x y> 't\\'s')",
        "![",
        "*",
        "**",
        "_",
        "`",
        "``",
        "\\",
        "\\*",
        "&amp;",
        "&#65;",
        "> ",
        "- ",
        "1. ",
        "1. 1 ",
        "# ",
        "<",
        "<b>",
        "<https://e.org/%C3%A9>",
        ">",
        "[x]: /u",
        "[x]",
        "[]",
        "é",
        "طالبان",
        "😀",
        ":",
        "-",
        "<!-- ",
        "-->",
        "~",
        "```",
        '"a\\"b"',
        "\n",
        "\n\n",
        "\n> ",
        "\n- ",
        "\n    ",
        "\t",
        "  \n",
        "\n## ",
        "\n|--|--|\n",
        "|",
        "\\|",
        "\n---\n",
        "\xa0",
    ]
)
_SOURCES = st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=25).map("".join))


def _shown(tokens: Sequence[Token]) -> list[str]:
    """The texts of the rendered page, in order."""
    inline = (child for token in tokens if token.type == "inline" for child in token.children or ())
    return [child.content for child in inline if child.type == "text" and child.content]


@settings(max_examples=250, deadline=None)
@given(_SOURCES)
def test_runs_are_true(source: str) -> None:
    shown, at, end = "\n".join(_shown(body_parser().parse(source))), 0, 0
    for run in find_runs(source):
        assert end <= run.span.start < run.span.end <= len(source)
        at = shown.find(run.span.of(source), at)
        assert at >= 0
        at, end = at + run.span.end - run.span.start, run.span.end


@settings(max_examples=150, deadline=None)
@given(_SOURCES)
def test_prose_keeps_every_offset(source: str) -> None:
    prose = prose_of(source)
    assert len(prose) == len(source)
    assert all(a == b or (a == " " and b != "\n") for a, b in zip(prose, source, strict=True))


@settings(max_examples=150, deadline=None)
@given(_SOURCES)
def test_no_text_is_lost(source: str) -> None:
    if any(c in source for c in "\t|\0\r") or "<http" in source:
        return  # shown otherwise than they stand in the source
    assert [run.span.of(source) for run in find_runs(source)] == _shown(body_parser().parse(source))


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("The **talks** ended.", ["The ", "talks", " ended."]),
        ("See [the accord](https://e.org/accord 'the accord') here", ["See ", "the accord", " here"]),
        ('[a](x "b\\"c d") d', ["a", " d"]),
        ("[a](x(y(z))) z", ["a", " z"]),
        ("[a][b] b\n\n[b]: /b", ["a", " b"]),
        ("[a][c] c\n\n[a]: /b", ["[a][c] c"]),
        ("![the envoy](envoy.jpg) the envoy", [" the envoy"]),
        ("`the\ntalks` talks", [" talks"]),
        ("> 1. 1 May\n>    and 2", ["1 May", "and 2"]),
        ("<b>Doha</b> &amp; Kabul\\*", ["<b>Doha</b> ", " Kabul"]),
        ("| a | b\\|c |\n|---|---|\n| - | d |", ["a", "-", "d"]),
        ("    code\n\n```\ncode\n```\ntext", ["text"]),
        ("Heading\n===\n# Another #", ["Heading", "Another"]),
        ("<https://e.org/x> x", ["https://e.org/x", " x"]),
        ("a\n\tb\n   c  \nd", ["a", "b", "c", "d"]),
    ],
)
def test_texts(source: str, texts: list[str]) -> None:
    assert [run.span.of(source) for run in find_runs(source)] == texts


def test_offsets() -> None:
    assert prose_of("> **Doha** [talks](x) `a`\n") == "    Doha    talks        \n".replace("    D", "    D")


def test_headings_and_links_are_not_linkable() -> None:
    assert [run.linkable for run in find_runs("# a\n\nb [c](d)")] == [False, True, False]


@pytest.mark.parametrize(
    "unit",
    [
        *("a **b", "*a_ ", "[a](b) ", "`a", "``a`", "&amp;", "<a>", "<a", "\\*", "a\n", "a\n\n", "- a\n", "> a\n"),
        *("|a|b|\n", "# a\n", "a\n===\n", "![a](b)", "*", "_", "~", "]", ")", "1. a\n", "    a\n", "```\n", "\t", "é"),
        *("[a]: b\n\n", "[a](<b", "[a](b 'c", "***a** b*", "|a"),
    ],
)  # fmt: skip
def test_endless_markdown_keeps_its_places(unit: str) -> None:
    source = unit * (3000 // len(unit))
    if not refuse_body("a.md", source, 0):
        assert len(prose_of(source)) == len(source)


@pytest.mark.parametrize(
    "unit", ["- " * 59 + "x\n", "> " * 59 + "x\n", "1. " * 59 + "x\n", "-" * 80 + "\n", "[]" * 99 + "\n\n"]
)
def test_what_is_almost_too_much_is_read(unit: str) -> None:
    assert refuse_body("a.md", unit * 20, 0) == []
    assert len(prose_of(unit * 20)) == len(unit * 20)


def test_a_long_list_of_links_is_no_search() -> None:
    assert refuse_body("a.md", "- [a](b)\n" * 500, 0) == []


@settings(max_examples=200, deadline=None)
@given(st.text(), st.text())
def test_problems_stand_in_the_body(head: str, body: str) -> None:
    text = head + body
    for problem in refuse_body("a.md", text, len(head)):
        lines = text.split("\n")
        assert problem.line <= len(lines)
        assert problem.column <= len(lines[problem.line - 1]) + 1
