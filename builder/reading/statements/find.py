"""Which clause each date dates."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from builder.reading.clauses import Clause, dateline_end, find_clauses
from builder.reading.dates import DateExpression
from builder.reading.statements.dated import MOVED, calendar_dates
from builder.reading.statements.lead import lead_date, lead_sentence
from builder.reading.statements.offsets import is_named_day, offset_dates, offset_places, with_other_days
from builder.reading.statements.phrases import owns_object
from builder.reading.statements.statement import Dated, Statement
from builder.reading.statements.telling import tell
from builder.text import Span

_MOVED_FROM = re.compile(rf"{MOVED.pattern}[^.;]{{0,60}}\bfrom (?:the )?$")
_ANNIVERSARY = re.compile(r"\banniversary of (?:the )?$")


@lru_cache(maxsize=2)
def find_statements(
    prose: str, sentences: tuple[Span, ...], dates: tuple[DateExpression, ...], published: date
) -> tuple[Statement, ...]:
    """What each calendar date dates. Events and rounds ask for the same article's, one after the other."""
    dated = with_other_days(prose, calendar_dates(prose, dates), published)
    starts = [item.span.start for item in dated]
    sentence_starts = [sentence.start for sentence in sentences]
    distant = {bisect_right(sentence_starts, at) - 1 for at in offset_places(prose)}
    lead = lead_sentence(prose, sentences)
    found: list[Statement] = []
    for at, sentence in enumerate(sentences):
        low, high = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
        if low == high and at not in distant and at != lead:
            continue
        if low < high:
            low = bisect_left(starts, dateline_end(prose, sentence), low, high)
        here = dated[low:high]
        clauses = find_clauses(prose, sentence, tuple(item.span for item in here))
        if at in distant:
            here = sorted([*here, *offset_dates(prose, sentence, clauses, here, published)], key=lambda item: item.span)
        elif at == lead and not here:
            news = lead_date(clauses, published)
            here = [news] if news is not None else []
        placed = [(item, _clause_at(clauses, item.span.start)) for item in here]
        several = len({number for _, number in placed}) > 1
        seen: set[tuple[int, str]] = set()
        for item, number in placed:
            if number is None or (number, item.period.edtf) in seen:
                continue
            seen.add((number, item.period.edtf))
            # What is dated by its distance from another date is told together with that.
            others = tuple(other.span for other in here if other is not item and item.span.start < item.span.end)
            beside = [other for other, at in placed if at == number and other is not item]
            if _MOVED_FROM.search(prose, max(sentence.start, item.span.start - 80), item.span.start):
                continue  # the old date
            if prose.endswith(("post-", "pre-"), sentence.start, item.span.start):
                continue  # "a post-2014 force"
            if _ANNIVERSARY.search(prose, max(0, item.span.start - 20), item.span.start) and not _has_year(prose, item):
                continue
            if beside and (owns_object(prose, clauses[number], item) or _clock_alone(prose, item)):
                continue
            told = tell(prose, sentence, clauses, number, item, others=others, several=several)
            # Nobody has said anything on a day to come: "responded by calling a summit on Friday".
            found.append(replace(told, said=False) if told.said and _is_to_come(item, published) else told)
    return tuple(found)


def _is_to_come(item: Dated, published: date) -> bool:
    """Whether a date lies ahead. Where it is one day later than where that is written, it may already be told."""
    first = item.period.first
    return first is not None and first > published + (_A_DAY if first == item.period.last else timedelta())


_A_DAY = timedelta(days=1)
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d|noon|midnight|[\w.]+ [ap]\.?m\.?", re.IGNORECASE)


def _has_year(prose: str, item: Dated) -> bool:
    return re.search(r"\d{4}", item.span.of(prose)) is not None or is_named_day(item.span.of(prose))


def _clock_alone(prose: str, item: Dated) -> bool:
    """An hour without its day."""
    return _CLOCK.fullmatch(item.span.of(prose)) is not None


def _clause_at(clauses: tuple[Clause, ...], offset: int) -> int | None:
    number = bisect_left([clause.span.end for clause in clauses], offset + 1)
    return number if number < len(clauses) else None
