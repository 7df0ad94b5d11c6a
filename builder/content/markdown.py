"""The one dialect: CommonMark with tables, parsed by markdown-it-py; raw HTML in contributors' text is text.

markdown-it-py knows on which lines a block stands, but not where its characters do. `find_runs` works that out, by
following each block's pieces through the source; everything that is read or linked is found in those runs only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from builder.problems import Problem
from builder.text import Span, blank, locate

MAX_BODY = 1_000_000
MAX_OPEN_BRACKETS = 200
"""In one paragraph: unmatched brackets make any CommonMark parser search quadratically."""
MAX_DEPTH = 60
"""Quote marks and list indents at the start of one line."""

_PARAGRAPH_END = re.compile(r"\n[ \t]*\n")
_DESTINATION = re.compile(
    r"\]\((?:<[^<>\n]*>|(?:\\.|\((?:\\.|[^()\s\\])*\)|[^()\s\\])*)(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)|\]\[[^\]]*\]|\]"
)
_CONTROL = re.compile(r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]")
# Overrides and isolates that show text in another order than it has; plain marks (LRM, RLM, ZWNJ) belong to real scripts.
_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of the source that is shown as it stands; `linkable` unless it is in a link or a heading."""

    span: Span
    linkable: bool


@cache
def body_parser() -> MarkdownIt:
    """The parser of contributors' text."""
    # text_join merges escapes and entities into their neighbours, which would hide where they stand in the source.
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("text_join")


def refuse_body(path: str, text: str, offset: int) -> list[Problem]:
    """What about the body (from `offset` of the file's `text`) no parser should be given, or no reader be shown."""
    body = text[offset:]
    problems: list[Problem] = []

    def refuse(at: int, code: str, message: str, hint: str) -> None:
        where = locate(text, offset + at)
        problems.append(Problem(path, where.line, where.column, code, message, hint))

    if len(body) > MAX_BODY:
        refuse(0, "body-too-long", f"the body has {len(body):,} characters", f"Keep it under {MAX_BODY:,}")
        return problems
    hidden = _CONTROL.search(body)
    if hidden:
        refuse(
            hidden.start(),
            "control-character",
            f"the control character U+{ord(hidden[0]):04X} stands here",
            "Delete it",
        )
    turned = _DIRECTION.search(body)
    if turned:
        refuse(
            turned.start(), "direction-override",
            f"the character U+{ord(turned[0]):04X} stands here, which shows text in another order than it is stored",
            "Delete it; right-to-left text needs no such marks",
        )  # fmt: skip
    at = 0
    for paragraph in _PARAGRAPH_END.split(body):
        if paragraph.count("[") > MAX_OPEN_BRACKETS:
            refuse(
                at + paragraph.index("["),
                "brackets",
                f"{paragraph.count('['):,} opening brackets in one paragraph",
                f"Keep them under {MAX_OPEN_BRACKETS}",
            )
            break
        at = body.find(paragraph, at) + len(paragraph)
    deep = re.search(rf"^(?:[ \t]*(?:>|[-+*]|\d{{1,9}}[.)])[ \t]*){{{MAX_DEPTH},}}", body, re.MULTILINE)
    if deep:
        refuse(deep.start(), "nesting", f"a line opens more than {MAX_DEPTH} quotes or lists", "Write plain paragraphs")
    return problems


def find_runs(source: str) -> tuple[Run, ...]:
    """The pieces of `source` that are text, in order: not markup, code, destinations of links or descriptions of images."""
    starts = [0, *(match.end() for match in re.finditer("\n", source))]
    runs: list[Run] = []
    cursor, in_heading = 0, False
    for token in body_parser().parse(source):
        if token.type in ("heading_open", "heading_close"):
            in_heading = token.type == "heading_open"
        if token.type != "inline" or token.map is None:
            continue
        cursor = max(cursor, starts[min(token.map[0], len(starts) - 1)])
        places: list[int] = []  # for each character of the block's content, where it stands in the source
        for line in token.content.split("\n"):
            found = source.find(line, cursor)
            if found < 0:
                break
            places += range(found, found + len(line) + 1)
            cursor = found + len(line)
        runs += _runs_in(token, places, in_heading=in_heading)
    return tuple(runs)


def _runs_in(block: Token, places: list[int], *, in_heading: bool) -> list[Run]:
    content, runs, at, links = block.content[: max(len(places) - 1, 0)], [], 0, 0
    for child in block.children or ():
        match child.type:
            case "link_open":
                links += 1
            case "link_close":
                links -= 1
                if child.markup != "autolink":
                    passed = _DESTINATION.match(content, content.find("]", at))
                    at = passed.end() if passed else at
            case "code_inline" | "image":
                mark = child.markup or ("![" if child.type == "image" else "`")
                found = content.find(child.content, max(content.find(mark, at), 0))
                if found >= 0:
                    at = found + len(child.content)
                    passed = _DESTINATION.match(content, at) if child.type == "image" else None
                    at = passed.end() if passed else at + (len(mark) if child.type == "code_inline" else 0)
            case "text" | "text_special":
                shown = child.content if child.type == "text" else child.markup
                found = content.find(shown, at) if shown else -1
                if found >= 0:
                    at = found + len(shown)
                    if child.type == "text":
                        runs.append(Run(Span(places[found], places[at - 1] + 1), linkable=not links and not in_heading))
    return runs


def prose_of(source: str) -> str:
    """`source` with all that is not text blanked: what reading sees, offsets unchanged."""
    spans, at = [], 0
    for run in find_runs(source):
        spans.append(Span(at, run.span.start))
        at = run.span.end
    spans.append(Span(at, len(source)))
    return blank(source, spans)
