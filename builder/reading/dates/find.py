"""All date expressions of a text: every rule's matches, the leftmost and longest that reads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from heapq import heapify, heappop, heappush

from builder.period import Modifier, Period
from builder.reading.dates import days, durations, holidays, months, relative, years
from builder.reading.dates.patterns import date_like, shadow
from builder.reading.dates.rules import Earlier, Matched, Reading, Rule, TimexType
from builder.reading.dates.tokens import Tokens, tokenise
from builder.reading.dates.values import period_of, unit_of
from builder.text import Span


@dataclass(frozen=True, slots=True)
class DateExpression:
    """`value` is the TIMEX3 value ("2020-02", "P3D", "2021-W02", "PAST_REF"); `period` is None for what names no
    calendar date."""

    span: Span
    type: TimexType
    value: str
    period: Period | None


_BEFORE = frozenset({"by", "before"})
_PARTS_OF_YEAR = frozenset({"P6M", "P9M"})
_DEFINITE = frozenset({"the", "its", "first", "latest"})


@cache
def all_rules() -> tuple[Rule, ...]:
    """In the order that decides between readings of the same words."""
    return (*days.RULES, *months.RULES, *years.RULES, *holidays.RULES, *relative.RULES, *durations.RULES)


def find_dates(
    prose: str,
    sentences: tuple[Span, ...],  # noqa: ARG001 - a clause's tense is read from the words around, in any text
    published: date,
) -> tuple[DateExpression, ...]:
    """The date expressions of `prose`, ordered and disjoint, relative ones read against the day of publication."""
    tokens = tokenise(prose)
    letters, places = date_like(shadow(tokens.kinds))
    present = frozenset(letters)
    candidates = [
        (match.start(), -match.end(), order, match, rule)
        for order, rule in enumerate(all_rules())
        if not any(present.isdisjoint(need) for need in rule.needs)
        for match in rule.pattern.finditer(letters)
        if match.end() > match.start()
    ]
    heapify(candidates)  # by start, the longest first, then the rules' order: no two are equal in these
    found: list[DateExpression] = []
    earlier: Earlier | None = None
    free = taken = 0  # the first letter and the first token that no expression has taken
    while candidates:
        start, _, order, match, rule = heappop(candidates)
        if start < free:
            rest = rule.pattern.search(letters, free, match.end()) if match.end() > free else None
            if rest and rest.end() > rest.start():  # "in August 2020 to three years": what is left of a match may do
                heappush(candidates, (rest.start(), -rest.end(), order, rest, rule))
            continue
        shift = places[start] - start
        matched = Matched(tokens, match, shift, published, earlier)
        reading = rule.read(matched)
        if reading is None:
            continue
        first, last = max(matched.first + reading.skip, taken), matched.last
        period = (
            period_of(reading.value, _mod(tokens, first, last, reading)) if reading.type in ("DATE", "TIME") else None
        )
        if period is None and reading.type in ("DATE", "TIME") and not reading.value.endswith("_REF"):
            continue  # a day that never was, or beyond the calendar
        found.append(DateExpression(tokens.span(first, last), reading.type, reading.value, period))
        free, taken = match.end(), last + 1
        if period is not None:
            earlier = _after(earlier, reading, period, published, last)
        elif earlier and earlier.quarter and reading.value in _PARTS_OF_YEAR and tokens.words[first] in _DEFINITE:
            earlier = replace(earlier, quarter="")  # the account goes on to more than a quarter
    return tuple(found)


def _after(earlier: Earlier | None, reading: Reading, period: Period, published: date, last: int) -> Earlier | None:
    if reading.aside:
        return earlier
    value = reading.value.partition("T")[0]
    # Only a quarter that is over has figures to compare.
    over = unit_of(value) == "Q" and period.last is not None and period.last < published
    return Earlier(value, value if over else earlier.quarter if earlier else "", last)


def _mod(tokens: Tokens, first: int, last: int, reading: Reading) -> Modifier:
    before = tokens.words[first - 1].lower() if first else ""
    possessive = last + 1 < len(tokens.kinds) and tokens.kinds[last + 1] == "possessive"
    if reading.mod or possessive:
        return reading.mod
    if before in _BEFORE:
        return "on_or_before"
    return "on_or_after" if before == "since" else ""
