"""Calendar dates as statements need them: a range is one date, a day named twice is one."""

from __future__ import annotations

import re

from builder.period import Period
from builder.reading.dates import DateExpression
from builder.reading.statements.statement import Dated
from builder.text import Span

_RANGE = re.compile(r"\s*(?:-|–|—|to|and|through|until|till)\s*(?:the )?")
_RANGE_OPENER = re.compile(r"\b(?:from|between|for) (?:the )?$", re.IGNORECASE)
_EITHER = re.compile(r",? or (?:on |in )?(?:the )?")
_BOTH = re.compile(r",? and (?:on |in )?(?:the )?")
MOVED = re.compile(r"\b(?:shift|mov|postpon|delay|push|extend|reschedul|defer)(?:e?s|e?d|ing)?\b")
_APPOSED = re.compile(r", (?:on )?(?:the )?")
_SAME_DAY = re.compile(r"[\s,]*(?:\([^()]{1,14}\))?[\s,(]*(?:on |in |at |late |early )?(?:the )?")


def calendar_dates(prose: str, dates: tuple[DateExpression, ...]) -> list[Dated]:
    """Calendar dates, the ends of a range made one, a day named twice ("Saturday (Jan. 9)") made one."""
    found: list[Dated] = []
    found_type = ""
    for expression in dates:
        if expression.period is None or expression.type not in ("DATE", "TIME"):
            continue
        period, span = expression.period, expression.span
        if found:
            last = found[-1]
            between = prose[last.span.end : span.start]
            opener = _RANGE_OPENER.search(prose[max(0, last.span.start - 14) : last.span.start])
            joined = between.strip()
            if len(between) < 14 and _alternatives(between, last.period, period):
                found[-1] = Dated(Span(last.span.start, span.end), _interval(last.period, period) or last.period)
                continue
            if opener is not None and opener[0].lower().startswith("from"):
                moved = prose[max(0, last.span.start - 80) : last.span.start].lower()
                opener = None if MOVED.search(moved) else opener
            if len(between) < 14 and _RANGE.fullmatch(between) and (opener or joined in ("-", "–", "—")):
                both = _interval(last.period, _in_order(last.period, period, span.of(prose)))
                if both is not None:
                    leading = opener is not None and not opener[0].lower().startswith("for")
                    start = last.span.start - len(opener[0]) if opener and leading else last.span.start
                    found[-1] = Dated(Span(start, span.end), both)
                    continue
            if (
                len(between) < 24
                and _SAME_DAY.fullmatch(between)
                and (
                    last.period.overlaps(period)
                    or "TIME" in (found_type, expression.type)
                    or (
                        _length(period) == 0
                        and _APPOSED.fullmatch(between) is not None
                        and prose[last.span.start : last.span.end].lower().endswith(("ago", "earlier", "later"))
                    )
                )
            ):
                # An hour without a day was read against the day of publication; the day beside it counts.
                if found_type == "TIME" and expression.type == "DATE":
                    found[-1], found_type = Dated(Span(last.span.start, span.end), period), "DATE"
                    continue
                finer = min(last.period, period, key=_length)
                found[-1] = Dated(Span(last.span.start, span.end), finer)
                continue
        found.append(Dated(span, period))
        found_type = expression.type
    return found


def _alternatives(between: str, first: Period, second: Period) -> bool:
    """ "on Tuesday or Wednesday", "on Tuesday and Wednesday": one date, vague or two days long."""
    if _EITHER.fullmatch(between):
        return True
    next_day = _length(first) == 0 == _length(second) and first.last is not None and second.first is not None
    if not next_day or _BOTH.fullmatch(between) is None:
        return False
    assert first.last is not None
    assert second.first is not None
    return (second.first - first.last).days == 1


def _length(period: Period) -> int:
    return (period.last - period.first).days if period.first and period.last else 100_000


def _in_order(first: Period, last: Period, named: str) -> Period:
    """The end of a range, in the year of its start or the next where it names none: "from November until March"."""
    if first.first is None or last.first is None or last.first != last.last or re.search(r"\d{4}", named):
        return last
    years = (last.first - first.first).days // 366
    if years < 1 or (last.first.month, last.first.day) == (2, 29):
        return last
    end = last.first.replace(year=last.first.year - years)
    return Period(end.isoformat(), end, end)


def _interval(first: Period, last: Period) -> Period | None:
    if not (first.first and last.last and first.first < last.last) or "/" in first.edtf + last.edtf:
        return None
    return Period(f"{first.edtf}/{last.edtf}", first.first, last.last)
