"""Dates that a sentence gives without writing them: by their distance from another, by a name, as soon to come.

Coarser than the reading that the timeline is made with, and apart from it: any date that the words could lead to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from builder.period import Period, day, parse_period
from builder.reading.statements.offsets import with_other_days
from builder.text import Span

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTS = {"a": 1, "an": 1, "the": 1, **{word: number for number, word in enumerate(_NUMBERS, 1)}}
_DISTANCE = re.compile(
    rf"\b(?P<count>{'|'.join(_COUNTS)}|[0-9]{{1,2}}) (?P<unit>day|week|month|year)s?"
    r" (?:after|before|earlier|later|ago)\b",
    re.IGNORECASE,
)
_FIRST_YEAR, _LAST_YEAR = 100, 9900


def named_days(prose: str, published: date) -> Iterator[tuple[int, Period]]:
    """Where in `prose` a day is called by a name, or something said to come in days, and when that is."""
    return ((found.span.start, found.period) for found in with_other_days(prose, [], published))


def distant_dates(prose: str, sentence: Span, near: Iterable[Period], published: date) -> Iterator[Period]:
    """Where "ten days after" or "a month before" in a sentence lead to from the dates `near`, or from publication."""
    bases = [published, *(period.first for period in near if period.first)]
    for match in _DISTANCE.finditer(prose, sentence.start, sentence.end):
        count = _COUNTS.get(match["count"].lower()) or int(match["count"])
        for base in bases:
            for sign in (1, -1):
                if _FIRST_YEAR < base.year < _LAST_YEAR:
                    yield _moved(base, sign * count, match["unit"].lower())


def _moved(base: date, count: int, unit: str) -> Period:
    match unit:
        case "day" | "week":
            return day(base + timedelta(days=count * (7 if unit == "week" else 1)))
        case "month":
            months = base.year * 12 + base.month - 1 + count
            return parse_period(f"{months // 12:04d}-{months % 12 + 1:02d}")
    return parse_period(f"{base.year + count:04d}")
