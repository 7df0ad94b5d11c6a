"""The one dialect: CommonMark with tables, parsed by markdown-it-py; raw HTML in contributors' text is text.

markdown-it-py knows on which lines a block stands, but not where its characters do. `find_runs` works that out, by
following each block's pieces through the source; everything that is read or linked is found in those runs only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.helpers import parseLinkDestination, parseLinkTitle
from markdown_it.token import Token

from builder.problems import Problem
from builder.text import Span, blank, locate

MAX_BODY = 100_000
"""Characters; longer than any article, and read and shown within seconds whatever they are."""
MAX_LINES = 10_000
"""Each may be a list or a paragraph of its own, which takes a parser longer than the text in it."""
MAX_OPEN_BRACKETS = 200
"""In one paragraph: unmatched brackets make any CommonMark parser search quadratically."""
MAX_COLUMNS = 100
"""Of a table: CommonMark parsers fill short rows up with empty cells."""
MAX_DEPTH = 60
"""Quote marks and list indents at the start of one line."""

_BLOCK_END = re.compile(r"\n[ \t]*\n|\n(?= {0,3}[-+*] +[^\s])")
_LINE_BREAK = re.compile(r"\r\n?|\n")
_DEFINITION = re.compile(r"^[ \t>*+-]*\[[^\]]+\]:", re.MULTILINE)
_CONTROL = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]")
# Overrides and isolates that show text in another order than it has; plain marks (LRM, RLM, ZWNJ) are real scripts'.
_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_COLUMNS = re.compile(rf"^(?:[ \t:>-]*\|){{{MAX_COLUMNS + 1},}}", re.MULTILINE)
_DEEP = re.compile(rf"^(?:[ \t]*(?:>|(?:[-+*]|[0-9]{{1,9}}[.)])(?=[ \t]))){{{MAX_DEPTH},}}", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of the source that is shown as it stands; `linkable` unless it is in a link or a heading."""

    span: Span
    linkable: bool


@dataclass(frozen=True, slots=True)
class Shorthand:
    """A link whose label names what it leads to: `[label]` or `[label][]`. `span` is the first pair of brackets."""

    span: Span
    end: int


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
        refuse(0, "body-too-long", f"the text has {len(body):,} characters", f"Shorten it to {MAX_BODY:,}")
        return problems
    lines = len(_LINE_BREAK.findall(body))
    if lines > MAX_LINES:
        refuse(0, "too-many-lines", f"the text has {lines:,} lines", f"Shorten it to {MAX_LINES:,}")
        return problems
    hidden = _CONTROL.search(body)
    if hidden:
        refuse(
            hidden.start(),
            "control-character",
            f"a character that cannot be seen, U+{ord(hidden[0]):04X}, stands here",
            "Delete it: delete the characters around it too and type them anew",
        )
    turned = _DIRECTION.search(body)
    if turned:
        refuse(
            turned.start(),
            "direction-override",
            f"a character that cannot be seen, U+{ord(turned[0]):04X}, turns the text after it around",
            "Delete it: text from right to left needs no such marks",
        )
    at = 0
    for block in _BLOCK_END.split(body):
        at = body.find(block, at)
        if block.count("[") > MAX_OPEN_BRACKETS:
            refuse(
                at + block.index("["),
                "brackets",
                f"{block.count('['):,} opening brackets stand in one paragraph",
                f"Keep them under {MAX_OPEN_BRACKETS}: part it with an empty line",
            )
            break
        at += len(block)
    wide = _COLUMNS.search(body)
    if wide:
        refuse(wide.start(), "columns", f"a table has more than {MAX_COLUMNS} columns", "Part it, or leave it out")
    deep = _DEEP.search(body)
    if deep:
        refuse(deep.start(), "nesting", f"a line opens {MAX_DEPTH} quotes or lists in each other", "Write paragraphs")
    return problems


def find_runs(source: str) -> tuple[Run, ...]:
    """The pieces of `source` that are text, in order: no markup, code, addresses of links, descriptions of images."""
    return tuple(piece for piece in _find_pieces(source) if isinstance(piece, Run))


def find_shorthands(source: str) -> tuple[Shorthand, ...]:
    """The links of `source` whose text may not be changed: it would name something else."""
    if not _DEFINITION.search(source):
        return ()
    return tuple(piece for piece in _find_pieces(source) if isinstance(piece, Shorthand))


def _find_pieces(source: str) -> Iterator[Run | Shorthand]:
    starts = [0, *(match.end() for match in _LINE_BREAK.finditer(source)), len(source)]
    environment: dict[str, Any] = {}
    cursor, in_heading = 0, False
    for token in body_parser().parse(source, environment):
        if token.type in ("heading_open", "heading_close"):
            in_heading = token.type == "heading_open"
        if token.type != "inline" or token.map is None:
            continue
        places = _places_of(token.content, source, starts[token.map[0] : token.map[1] + 1], cursor)
        if places is None:
            continue
        cursor = places[-1]
        for piece in _pieces_in(token, environment.get("references", {})):
            found = Span(places[piece.span.start], places[piece.span.end - 1] + 1)
            # What stands otherwise in the source, as `\\|` in a table does, has no place of its own.
            if found.of(source) != piece.span.of(token.content):
                continue
            if isinstance(piece, Shorthand):
                yield Shorthand(found, places[piece.end - 1] + 1)
            else:
                yield Run(found, linkable=piece.linkable and not in_heading)


def _places_of(content: str, source: str, starts: list[int], cursor: int) -> list[int] | None:
    """For each character of a block's `content`, where it stands in the lines of `source` that begin at `starts`.

    The last of `starts` is where they end. Nothing before `cursor` is meant: the cells of a table share a line.
    """
    places: list[int] = []
    lines = iter(pairwise(starts))
    for line in content.split("\n"):
        text = line.strip(" \t")
        escaped = text.replace("|", "\\|")
        for start, end in lines:
            at = source.find(text, max(start, cursor), end)
            if at < 0 and escaped != text:
                at = source.find(escaped, max(start, cursor), end)
            if at >= 0:
                break
        else:
            return None
        places += [at] * (len(line) - len(line.lstrip(" \t")))
        for character in text:
            at += character == "|" and source.startswith("\\|", at)
            places.append(at)
            at += 1
        places += [at] * (len(line.lstrip(" \t")) - len(text) + 1)  # white space, and the line break
        cursor = at
    return places


def _pieces_in(block: Token, references: dict[str, Any]) -> Iterator[Run | Shorthand]:
    """What of the block is shown as it stands, and links by their label alone; places are those in its content."""
    content = block.content
    flat = content.replace("\n", " ")
    at, links, opened = 0, 0, 0
    for child in block.children or ():
        match child.type:
            case "link_open":
                links += 1
                opened = content.find("[", at)
            case "link_close":
                links -= 1
                if child.markup == "autolink":
                    at = content.find(">", at) + 1 or at
                else:
                    closed = content.find("]", at) + 1
                    at = _after_label(content, closed - 1, references)
                    if opened >= 0 and content[closed:at] in ("", "[]"):
                        yield Shorthand(Span(opened, closed), at)
            case "code_inline":
                opening = content.find(child.markup, at)
                found = flat.find(child.content, opening + len(child.markup))
                at = content.find(child.markup, found + len(child.content)) + len(child.markup)
            case "image":
                found = content.find(child.content, content.find("![", at) + 2)
                at = _after_label(content, content.find("]", found + len(child.content)), references)
            case "text_special":
                found = content.find(child.markup, at)
                at = found + len(child.markup) if found >= 0 else at
            case "text" if child.content:
                found = content.find(child.content, at)
                if found >= 0:
                    at = found + len(child.content)
                    yield Run(Span(found, at), linkable=links == 0)


def _after_label(content: str, bracket: int, references: dict[str, Any]) -> int:
    """Where a link or image ends whose label is closed by the `bracket`: past its destination or reference."""
    after, end = bracket + 1, len(content)
    if content.startswith("(", after):
        place = _skip_space(content, after + 1)
        destination = parseLinkDestination(content, place, end)
        if destination.ok:
            gap = _skip_space(content, destination.pos)
            title = parseLinkTitle(content, gap, end)
            closing = _skip_space(content, title.pos) if title.ok and gap > destination.pos else gap
            if content.startswith(")", closing):
                return closing + 1
    if content.startswith("[", after):
        label_end = content.find("]", after)
        label = content[after + 1 : label_end]
        if label_end >= 0 and (not label or normalizeReference(label) in references):
            return label_end + 1
    return after


def _skip_space(content: str, at: int) -> int:
    while at < len(content) and content[at] in " \t\n":
        at += 1
    return at


def prose_of(source: str) -> str:
    """`source` with all that is not text blanked: what reading sees, offsets unchanged."""
    spans, at = [], 0
    for run in find_runs(source):
        spans.append(Span(at, run.span.start))
        at = run.span.end
    spans.append(Span(at, len(source)))
    return blank(source, spans)
