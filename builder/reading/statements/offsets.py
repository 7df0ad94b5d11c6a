"""Dates told by their distance from another: "a day after the envoy left", "a month after the June 3 vote"."""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from datetime import date, timedelta
from itertools import islice

from builder.period import Period, day
from builder.reading.clauses import Clause, is_saying, verb_at
from builder.reading.statements.statement import Dated
from builder.reading.statements.status import is_planned
from builder.reading.words import load_words
from builder.text import Span

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTS = {word: number for number, word in enumerate(_NUMBERS, 1)}
_OFFSET = re.compile(
    rf"\b(?<!to )(?P<count>an?|the|{'|'.join(_NUMBERS)}|\d{{1,2}})"
    r" (?P<unit>day|week|month|year)s? (?P<side>after|before) (?=\S)",
    re.IGNORECASE,
)
_ANNIVERSARY = re.compile(r"(?:the )?(?P<count>\d{1,3})(?:st|nd|rd|th) anniversary of (?:the )?", re.IGNORECASE)
_UNITS = ("day", "days", "week", "weeks", "month", "months", "year", "years")
_REACH = 60
"""Characters between "a month after" and the date that it counts from, and before "in the coming days"."""
_MOST = 4
"""Distances looked at in one sentence."""
_COMES = frozenset(("came", "comes", "come", "follows", "followed", "announced", "announces"))
_A_YEAR = 366
# Within these, a hundred years more or less is still a date.
_FIRST_YEAR, _LAST_YEAR = 100, 9900
# "the day after tomorrow", "two weeks before that": from what, is told elsewhere.
_NOT_COUNTED = re.compile(r"(?:that|this|then|it|tomorrow|yesterday)\b", re.IGNORECASE)


def offset_places(prose: str) -> list[int]:
    """Where dates told by their distance may stand: behind a unit, "days after"."""
    found = []
    for side in (" after ", " before "):
        at = prose.find(side)
        while at >= 0:
            if prose.endswith(_UNITS, max(0, at - 6), at):
                found.append(at)
            at = prose.find(side, at + 1)
    return found


def offset_dates(
    prose: str, sentence: Span, clauses: tuple[Clause, ...], here: list[Dated], published: date
) -> list[Dated]:
    """Dates, as empty spans before the words that tell what they date, that a sentence gives only by their distance.

    Counted from the date that follows; failing that, back from that of what comes before, which in news without a date
    of its own is the day of publication.
    """
    found: list[Dated] = []
    for match in islice(_OFFSET.finditer(prose, sentence.start, sentence.end), _MOST):
        if _NOT_COUNTED.match(prose, match.end()):
            continue
        if any(item.span.start < match.end() and match.start() < item.span.end for item in here):
            continue
        count = _COUNTS.get(match["count"].lower()) or (int(match["count"]) if match["count"].isdigit() else 1)
        sign = 1 if match["side"].lower() == "after" else -1
        base = next((item for item in here if 0 <= item.span.start - match.end() < _REACH), None)
        if base is not None:
            main = _clause_of(clauses, max(sentence.start, match.start() - 1))
            dated = any(main is _clause_of(clauses, item.span.start) for item in here if item is not base)
            counted = _anniversary(base.period, prose[match.end() : base.span.start])
            period = None if dated or counted is None else _moved(counted, sign * count, match["unit"].lower())
            at = max(sentence.start, match.start() - 1)
        else:
            period = _counted_back(clauses, here, match, published)
            period = _moved(period, -sign * count, match["unit"].lower()) if period is not None else None
            at = match.end()
        if period is not None:
            found.append(Dated(Span(at, at), period))
    return found


def _clause_of(clauses: tuple[Clause, ...], offset: int) -> Clause | None:
    return next((clause for clause in clauses if clause.span.start <= offset < clause.span.end), None)


def _counted_back(
    clauses: tuple[Clause, ...], here: list[Dated], match: re.Match[str], published: date
) -> Period | None:
    """The date of what stands before "a day after": its own, or that of publication where it is news."""
    at = match.start()
    before = [item for item in here if item.span.start < at]
    if before:
        return before[-1].period
    if match["unit"].lower() != "day":
        return None
    for clause in [clause for clause in clauses if clause.span.start < at][-2:]:
        for n, token in enumerate(clause.tokens):
            if token.start < at and (token.lower in _COMES or is_saying(token.lower)) and verb_at(clause.tokens, n):
                return day(published)
    return None


def _anniversary(period: Period, before: str) -> Period | None:
    """The day that a date stands for behind `before`: itself, or one of its anniversaries."""
    if "anniversary" not in before:
        return period
    match = _ANNIVERSARY.search(before)
    if match is None or period.first is None or period.first != period.last or period.first.year > _LAST_YEAR - 1000:
        return None
    years = int(match["count"])
    # 29 February has no anniversary in most years; the last day of the month serves.
    last = monthrange(period.first.year + years, period.first.month)[1]
    return day(date(period.first.year + years, period.first.month, min(period.first.day, last)))


def _moved(period: Period, count: int, unit: str) -> Period | None:
    """The day, month or year at a distance; None where the date that it is counted from is vaguer than the distance."""
    first, last = period.first, period.last
    if first is None or last is None or not _FIRST_YEAR < first.year < _LAST_YEAR:
        return None
    if unit in ("day", "week"):
        return day(first + timedelta(days=count * (7 if unit == "week" else 1))) if first == last else None
    if unit == "year" and (last - first).days <= _A_YEAR:
        return Period(f"{first.year + count:04d}", date(first.year + count, 1, 1), date(first.year + count, 12, 31))
    if unit == "month" and (first.year, first.month) == (last.year, last.month):
        months = first.year * 12 + first.month - 1 + count
        year, month = months // 12, months % 12 + 1
        return Period(f"{year:04d}-{month:02d}", date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    return None


# --- Days with a name, and days soon to come ---


def _named_days() -> dict[str, date]:
    return {row[0]: date.fromisoformat(row[1]) for row in load_words("event_named_days")}


_NAMED = _named_days()
# "the 9/11 attacks", "on D-Day"; not "a war triggered by 9/11", where the name is that of the event.
_NAMES = "|".join(re.escape(name) for name in _NAMED)
_NAME = re.compile(rf"(?<=[Tt]he )(?:{_NAMES})(?= [a-z])|(?<=on )(?:{_NAMES})(?![\w/])")


def is_named_day(text: str) -> bool:
    return text in _NAMED


# "in the coming days": not to the day, but to the week.
_SOON = re.compile(
    r"\b(?<=in |er )(?:the )?(?:coming|next few|following few) (?P<unit>days|weeks)\b(?!,? (?:weeks|months|and|or)\b)"
    r"|\b(?<=within )(?P<within>days|weeks)\b(?! of\b)"
)
_MAY_COME = re.compile(r"\b(?:(?:could|may|might)(?! have)|ahead of|before)\b")
_SOON_WORDS = ("coming ", "next few ", "following few ", "within days", "within weeks")
_AT_MOST = {"days": 7, "weeks": 30}


def with_other_days(prose: str, dated: list[Dated], published: date) -> list[Dated]:
    """Calendar dates and, in order among them, days known by a name and what will be "in the coming days"."""
    found: list[Dated] = []
    if any(name in prose for name in _NAMED):  # far quicker than the search for all of them
        found += [Dated(Span(*match.span()), day(_NAMED[match[0]])) for match in _NAME.finditer(prose)]
    for match in _SOON.finditer(prose) if any(words in prose for words in _SOON_WORDS) else ():
        before = prose[max(0, match.start() - _REACH) : match.start()].lower()
        if not (is_planned(before) or _MAY_COME.search(before)):
            continue  # "within days it had collapsed"
        first = published + timedelta(days=1)
        last = published + timedelta(days=_AT_MOST[match["unit"] or match["within"]])
        soon = Period(f"{first.isoformat()}/{last.isoformat()}~", first, last, "approx")
        found.append(Dated(Span(*match.span()), soon))
    if not found:
        return dated
    starts = [item.span.start for item in dated]
    free = [item for item in found if not _taken(item.span, dated, bisect_left(starts, item.span.end))]
    return sorted([*dated, *free], key=lambda item: item.span)


def _taken(span: Span, dated: list[Dated], following: int) -> bool:
    """Whether the date before the one numbered `following` covers some of `span`."""
    return following > 0 and dated[following - 1].span.overlaps(span)
