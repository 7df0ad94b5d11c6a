"""Pieces of text between quotation marks, whatever marks the writer uses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.text import Span


@dataclass(frozen=True, slots=True)
class Quotation:
    """`outer` includes the marks; `goes_on` when the mark stays open because the next paragraph opens again."""

    inner: Span
    outer: Span
    paragraph: int
    goes_on: bool = False


_DOUBLE = re.compile(r"[\"“”„«»]|''|``|’’|‘‘")
# Not within a word; the mark first, so that the search leaps to it.
_SINGLE = re.compile(r"['‘’](?<!['‘’]['‘’])(?!['‘’])(?:(?<![^\W_].)|(?![^\W_]))")
_OPENING = frozenset("“„«")
_CLOSING = frozenset("”»")
_BEFORE_OPENING = frozenset(" \t\n\xa0([{/—–-―\u200b")
# Clipped words that begin with an apostrophe.
_CLIPPED = re.compile(r"['’‘](?:\d\ds?|em|tis|twas|til|cause|n|bout|round)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Mark:
    at: int
    end: int
    opens: bool
    paragraph: int


def find_quotations(prose: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """The outermost quotations, ordered and disjoint."""
    double = list(_pair_double(prose, paragraphs))
    single = list(_pair_single(prose, paragraphs, double))
    found: list[Quotation] = []
    for piece in sorted([*double, *single], key=lambda piece: (piece.outer.start, -piece.outer.end)):
        if not found or piece.outer.start >= found[-1].outer.end:
            found.append(piece)
    return tuple(found)


def _marks(prose: str, paragraphs: Sequence[Span]) -> list[_Mark]:
    marks: list[_Mark] = []
    inside = False
    for number, paragraph in enumerate(paragraphs):
        for found in _DOUBLE.finditer(prose, paragraph.start, paragraph.end):
            at, end = found.span()
            before = prose[at - 1] if at > paragraph.start else " "
            after = prose[end] if end < paragraph.end else " "
            opens = _opens(found[0], before, after, inside=inside)
            inside = opens
            marks.append(_Mark(at, end, opens, number))
        inside = False
    return marks


def _opens(mark: str, before: str, after: str, *, inside: bool) -> bool:
    # Position is better evidence than shape: some texts use ” for both, or keep " and “ apart from nothing.
    at_start, at_end = before in _BEFORE_OPENING, after.isspace()
    if mark in _OPENING:
        return not (inside and at_end and not at_start)
    if mark in _CLOSING:
        return at_start and not at_end and not inside
    if at_start and not at_end:
        return True
    if at_end and not at_start:
        return False
    return not inside


def _pair_double(prose: str, paragraphs: Sequence[Span]) -> Iterator[Quotation]:
    marks = _marks(prose, paragraphs)
    opened: _Mark | None = None
    for number, mark in enumerate(marks):
        if opened is None:
            opened = mark if mark.opens else None
        elif not mark.opens:
            yield Quotation(Span(opened.end, mark.at), Span(opened.at, mark.end), opened.paragraph)
            opened = None
        else:
            opened = mark
        if opened is None:
            continue
        following = marks[number + 1] if number + 1 < len(marks) else None
        if following is not None and following.paragraph == opened.paragraph:
            continue
        if following is not None and following.paragraph == opened.paragraph + 1 and not following.opens:
            continue  # closed a paragraph later
        paragraph = paragraphs[opened.paragraph]
        goes_on = (
            following is not None
            and following.paragraph == opened.paragraph + 1
            and following.opens
            and following.at == paragraphs[following.paragraph].start
        )
        # Never closed: the writer forgot, if the mark begins the paragraph or a sentence; else it is no quotation.
        starts = opened.at == paragraph.start or prose[opened.end : opened.end + 1].isupper()
        if goes_on or starts:
            inner = Span(opened.end, max(opened.end, paragraph.end))
            yield Quotation(inner, Span(opened.at, inner.end), opened.paragraph, goes_on)
        opened = None


def _pair_single(prose: str, paragraphs: Sequence[Span], double: Sequence[Quotation]) -> Iterator[Quotation]:
    at_double = 0
    for number, paragraph in enumerate(paragraphs):
        candidates: list[tuple[int, bool, bool]] = []  # place, may open, may close
        for found in _SINGLE.finditer(prose, paragraph.start, paragraph.end):
            at = found.start()
            while at_double < len(double) and double[at_double].outer.end <= at:
                at_double += 1
            if at_double < len(double) and double[at_double].outer.start <= at:
                continue
            before = prose[at - 1] if at > paragraph.start else " "
            after = prose[at + 1] if at + 1 < paragraph.end else " "
            opens = (
                (before in _BEFORE_OPENING or before in '"“')
                and (after.isalnum() or after in '["“…')
                and (found[0] != "’")
                and not _CLIPPED.match(prose, at)
            )
            closes = not before.isspace() and not after.isalnum() and found[0] != "‘"
            if opens or closes:
                candidates.append((at, opens, closes))
        yield from _pair_candidates(prose, candidates, number)


def _pair_candidates(prose: str, candidates: Sequence[tuple[int, bool, bool]], paragraph: int) -> Iterator[Quotation]:
    opened = -1
    for number, (at, opens, closes) in enumerate(candidates):
        if opens:
            opened = at
        elif closes and opened >= 0:
            following = candidates[number + 1] if number + 1 < len(candidates) else None
            # "the leaders' visit": a plural's apostrophe, when a better end comes before the next beginning.
            plural = prose[at - 1] in "sS" and prose[at + 1 : at + 2] == " "
            if not (plural and following is not None and not following[1]):
                yield Quotation(Span(opened + 1, at), Span(opened, at + 1), paragraph)
                opened = -1


def content_start(prose: str, start: int) -> int:
    """Behind the opening mark, which may be two signs: two apostrophes, two grave accents."""
    return start + 2 if prose[start : start + 2] in ("''", "``", "‘‘", "’’") else start + 1


def content_end(prose: str, inner: Span) -> int:
    """The end of `inner` without a closing mark and white space."""
    end = inner.end
    while end > inner.start and (prose[end - 1].isspace() or prose[end - 1] in "\"”“»«’'‘"):
        end -= 1
    return end
