"""Rules for holidays, fixed and movable."""

from __future__ import annotations

from datetime import date, timedelta

from builder.reading.dates.reference import said_year, year_of_day
from builder.reading.dates.rules import Matched, Reading, Rule, rule
from builder.reading.dates.tokens import context
from builder.reading.dates.values import moved, value_at


def read_feast(matched: Matched) -> Reading | None:
    """ "Good Friday", "Easter Monday"; the Good Friday Agreement is no day."""
    days = {"5": -2} if matched.has("good") else {"1": 1, "7": 0}
    offset = days.get(matched.meaning("weekday"))
    year = _nearest_year(matched)
    if offset is None or not 1 < year < 9999 or matched.kind_after() == "other":
        return None
    when = _easter(year) + timedelta(days=offset)
    if when > matched.published and (when - matched.published).days > 120 and matched.direction() < 0:
        when = _easter(year - 1) + timedelta(days=offset)
    return Reading("DATE", when.isoformat())


def read_holiday(matched: Matched) -> Reading | None:
    if matched.after() in context("holiday-thing"):
        return None  # "a Christmas tree"
    eve = matched.has("eve")
    if matched.has("holiday"):
        month, number = (int(part) for part in matched.meaning("holiday").split("-"))
        year = said_year(matched) or year_of_day(matched, month, number)
        when = date(year, month, number) if year else None
    else:
        year = said_year(matched) or _nearest_year(matched)
        if not 1 < year <= 9999:
            return None
        when = _thanksgiving(year) if matched.has("thanksgiving") else _easter(year)
        if matched.word("which").lower() == "last" and when >= matched.published:
            when = _thanksgiving(year - 1) if matched.has("thanksgiving") else _easter(year - 1)
    if when and eve:
        when = moved(when, "D", -1)
    return Reading("DATE", value_at("D", when)) if when else None


def _nearest_year(matched: Matched) -> int:
    if matched.word("which").lower() == "last":
        return matched.published.year
    return matched.published.year - (1 if matched.has("thanksgiving") and matched.published.month < 5 else 0)


def _thanksgiving(year: int) -> date:
    """The fourth Thursday of November."""
    first = date(year, 11, 1)
    return first + timedelta(days=(4 - first.isoweekday()) % 7 + 21)


def _easter(year: int) -> date:
    """Western Easter, after the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, 1991, ch. 8)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, number = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, number + 1)


RULES: tuple[Rule, ...] = (
    rule("(good|easter) weekday", read_feast),
    rule("which? holiday (eve|unit)?", read_holiday),
    rule("which? (thanksgiving|easter) unit? (eve)?", read_holiday),
)
