"""Places in a text: half-open spans of Unicode code points, and what line and column a reader would call them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` up to, not including, `end` of some text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place as editors show it: line and column, both counted from 1, columns in code points."""

    line: int
    column: int


def locate(text: str, offset: int) -> Location:
    """The location of `offset` in `text`; lines end with a line feed."""
    before = text[:offset]
    return Location(before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)


# Spaces that are no plain space, and line ends that are no line feed.
_SPACES = "\t\u00a0\u2007\u2009\u200a\u202f"
_LINE_ENDS = "\r\x85\u2028\u2029"


def plain_spaces(text: str) -> str:
    """`text` with plain spaces and line feeds in place of their many variants; all offsets stay true."""
    text = text.replace("\r\n", " \n")
    for space in _SPACES:
        text = text.replace(space, " ")
    for line_end in _LINE_ENDS:
        text = text.replace(line_end, "\n")
    return text


def without_case(text: str) -> str:
    """`text` in a form that all cases of its letters share, letter by letter: a part of it stays a part."""
    return text.upper().casefold()


def blank(text: str, spans: Iterable[Span]) -> str:
    """`text` with everything in `spans` turned into spaces, line breaks kept, so that all offsets stay true."""
    pieces, at = [], 0
    for span in sorted(spans):
        if span.end <= at:
            continue
        start = max(span.start, at)
        pieces.append(text[at:start])
        pieces.append("".join("\n" if c == "\n" else " " for c in text[start : span.end]))
        at = span.end
    pieces.append(text[at:])
    return "".join(pieces)


def covering(spans: tuple[Span, ...], offset: int) -> Span | None:
    """Of ordered, disjoint `spans`, the one that holds `offset`."""
    at = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return spans[at] if at >= 0 and offset < spans[at].end else None
