"""TIMEX3 values: from days and units to values, and from values to the periods that they name."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from builder.period import Modifier, Period, day, parse_period

SEASON_NUMBERS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
_HALVES = {"1": ("01", "06"), "2": ("07", "12")}

_CALENDAR = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_WEEK = re.compile(r"(\d{4})-W(\d{2})(-WE)?")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_HALF = re.compile(r"(\d{4})-H([12])")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)")
_DECADE = re.compile(r"\d{3}")
_CENTURY = re.compile(r"\d{2}")


def value_at(unit: str, when: date) -> str:
    """The year, quarter, month, week or day that `when` falls in, as a TIMEX3 value."""
    match unit:
        case "L":
            return f"{when.year // 1000:01}"
        case "C":
            return f"{when.year // 100:02}"
        case "E":
            return f"{when.year // 10:03}"
        case "Y":
            return f"{when.year:04}"
        case "Q":
            return f"{when.year:04}-Q{(when.month + 2) // 3}"
        case "H":
            return f"{when.year:04}-H{1 if when.month < 7 else 2}"
        case "M":
            return f"{when.year:04}-{when.month:02}"
        case "W" | "WE":
            year, week, _ = when.isocalendar()
            return f"{year:04}-W{week:02}" + ("-WE" if unit == "WE" else "")
    return when.isoformat()


_MONTHS_IN = {"M": 1, "Q": 3, "H": 6, "Y": 12, "E": 120, "C": 1200, "L": 12000}
_DAYS_IN = {"D": 1, "W": 7, "WE": 7, "2W": 14}


def moved(when: date, unit: str, by: int) -> date | None:
    """`when`, `by` units later; None beyond the calendar."""
    try:
        if unit in _DAYS_IN:
            return when + timedelta(days=by * _DAYS_IN[unit])
        if unit not in _MONTHS_IN:
            return when
        months = when.year * 12 + when.month - 1 + by * _MONTHS_IN[unit]
        year, month = months // 12, months % 12 + 1
        return date(year, month, min(when.day, monthrange(year, month)[1]))
    except (ValueError, OverflowError):
        return None


def unit_of(value: str) -> str:
    """The unit that a calendar value is given in; empty for anything else."""
    value = value.partition("T")[0]
    if _CALENDAR.fullmatch(value):
        return {4: "Y", 7: "M", 10: "D"}[len(value)]
    for unit, shape in (("W", _WEEK), ("Q", _QUARTER), ("H", _HALF), ("S", _SEASON), ("E", _DECADE), ("C", _CENTURY)):
        if shape.fullmatch(value):
            return unit
    return ""


def period_of(value: str, mod: Modifier = "") -> Period | None:
    """The period that a TIMEX3 value names; None for durations, sets, vague references and days that never were."""
    value = value.partition("T")[0]
    try:
        period = _named(value)
    except ValueError:
        return None
    return _modified(period, mod) if period else None


def _named(value: str) -> Period | None:
    if "/" in value or _CALENDAR.fullmatch(value):
        return parse_period(value)
    if match := _WEEK.fullmatch(value):
        first = date.fromisocalendar(int(match[1]), int(match[2]), 6 if match[3] else 1)
        last = date.fromisocalendar(int(match[1]), int(match[2]), 7)
        return Period(f"{first.isoformat()}/{last.isoformat()}", first, last)
    if match := _QUARTER.fullmatch(value):
        quarter = int(match[2])
        return parse_period(f"{match[1]}-{quarter * 3 - 2:02}/{match[1]}-{quarter * 3:02}")
    if match := _HALF.fullmatch(value):
        first_month, last_month = _HALVES[match[2]]
        return parse_period(f"{match[1]}-{first_month}/{match[1]}-{last_month}")
    if match := _SEASON.fullmatch(value):
        return parse_period(f"{match[1]}-{SEASON_NUMBERS[match[2]]}")
    if _DECADE.fullmatch(value):
        return parse_period(f"{value}0/{value}9")
    if _CENTURY.fullmatch(value):
        return parse_period(f"{value}00/{value}99")
    return None


def _modified(period: Period, mod: Modifier) -> Period:
    """`period` narrowed, widened or opened as `mod` says; only ever as far as the words do."""
    first, last = period.first, period.last
    if mod == "" or first is None or last is None:
        return period
    if mod == "on_or_before":
        return Period(period.edtf, None, last, mod)
    if mod == "on_or_after":
        return Period(period.edtf, first, None, mod)
    if first == last:  # a day has no "mid": "early Tuesday" is Tuesday
        return Period(period.edtf + "~", first, last, mod) if mod == "approx" else day(first)
    about = "/".join(f"{part}~" for part in period.edtf.split("/"))
    if mod == "approx":
        return Period(about, first, last, mod)
    # A month falls into tens of days, a year into four months each, anything else into thirds.
    days = (last - first).days + 1
    if days <= 31 and days >= 28:
        low, high = first.replace(day=11), first.replace(day=20)
    elif unit_of(period.edtf) == "Y":
        low, high = first.replace(month=5), date(first.year, 8, 31)
    else:
        low, high = first + timedelta(days=days // 3), last - timedelta(days=days // 3)
    one_day = timedelta(days=1)
    bounds = {"start": (first, low - one_day), "mid": (low, high), "end": (high + one_day, last)}
    first, last = bounds[mod]
    return Period(about, first, last, mod)
