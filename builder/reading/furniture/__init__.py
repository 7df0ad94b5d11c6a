"""Page furniture: what stands on a news page beside the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.reading.furniture.alone import reason_alone
from builder.reading.furniture.captions import CAPTION, credit_at_end, mark_captions, parts_of_caption
from builder.reading.furniture.lines import Line, find_lines
from builder.reading.furniture.neighbours import (
    mark_author_boxes,
    mark_highlights,
    mark_related,
    mark_repetitions,
    mark_teasers_at_end,
)
from builder.reading.furniture.recurring import mark_recurring, recurring_lines, recurring_within
from builder.reading.furniture.rows import mark_rows
from builder.reading.furniture.surroundings import mark_surroundings
from builder.text import Span

__all__ = ["CAPTION", "Furniture", "find_furniture", "recurring_lines", "recurring_within"]


@dataclass(frozen=True, slots=True)
class Furniture:
    """A run of lines that is not the article; `reason` is a word or two for people, such as "teaser".

    A `CAPTION` is no part of the article's text either, but what it says is read like the text.
    """

    span: Span
    reason: str


_FRONT_MATTER_KEY = re.compile(r"[\w -]{1,30}:(?:\s|\Z)")
_FRONT_MATTER_LINES = 60


def find_furniture(
    text: str, *, title: str = "", publisher: str = "", recurring: frozenset[str] = frozenset()
) -> tuple[Furniture, ...]:
    """The lines of `text` that are not the article, ordered and disjoint. In doubt a line stays.

    `recurring` are the lines that other articles of the outlet have as well, see `recurring_lines`.
    """
    lines, header = _front_matter(find_lines(text))
    reasons: list[str | None] = [reason_alone(line, title, publisher) for line in lines]
    mark_recurring(lines, reasons, recurring, publisher)
    mark_rows(lines, reasons, publisher)
    mark_captions(lines, reasons)
    mark_repetitions(lines, reasons)
    mark_surroundings(lines, reasons, publisher)
    mark_author_boxes(lines, reasons, publisher)
    mark_related(lines, reasons)
    mark_teasers_at_end(lines, reasons)
    mark_highlights(lines, reasons)
    return tuple(sorted([*header, *_pieces(lines, reasons)], key=lambda piece: piece.span))


def _front_matter(lines: list[Line]) -> tuple[list[Line], tuple[Furniture, ...]]:
    """What other programs left above the article between two `---` lines, and the lines below it."""
    if not lines or not lines[0].text.startswith("---") or lines[0].text.strip("-\n "):
        return lines, ()
    for at, line in enumerate(lines[1 : _FRONT_MATTER_LINES + 1], start=1):
        if line.text.rstrip() == "---" or line.text.endswith("\n---"):
            keys = sum(bool(_FRONT_MATTER_KEY.match(inside.text)) for inside in lines[1:at])
            if keys * 2 < at - 1:
                break
            return lines[at + 1 :], (Furniture(Span(lines[0].span.start, line.span.end), "metadata"),)
    return lines, ()


def _pieces(lines: Sequence[Line], reasons: Sequence[str | None]) -> Iterator[Furniture]:
    """Captions part by part, credits at the end of prose, and neighbouring lines of one other reason as one piece."""
    start: int | None = None
    for at, (line, reason) in enumerate(zip(lines, reasons, strict=True)):
        if reason == CAPTION:
            yield from (Furniture(span, part) for span, part in parts_of_caption(line))
        elif reason is None:
            credit = credit_at_end(line)
            if credit:
                yield Furniture(credit, "credit")
        else:
            start = at if start is None else start
            if at + 1 == len(lines) or reasons[at + 1] != reason:
                yield Furniture(Span(lines[start].span.start, line.span.end), reason)
                start = None
