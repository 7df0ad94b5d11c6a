"""Periods: when something was or will be, as precisely as it was said and no more.

Written in EDTF (ISO 8601-2:2019, level 1, https://www.loc.gov/standards/datetime/): `2021`, `2021-01`, `2021-01-05`,
approximate `2021-01~`, intervals `2021-07-17/2021-07-18`, open ends `../2021-05` and `2021-05/..`, seasons `2021-21`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

Modifier = Literal["", "start", "mid", "end", "approx", "on_or_before", "on_or_after"]
"""How the named date is meant: TIMEX3's `mod`, in lower case. Empty: as it stands."""

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SEASONS = {21: ("spring", 3), 22: ("summer", 6), 23: ("autumn", 9), 24: ("winter", 12)}

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%]?)")


@dataclass(frozen=True, slots=True)
class Period:
    """`edtf` names the date; `first` and `last` bound it (inclusive days, None when open); `mod` says how it is meant.

    "by May 2021" is Period("2021-05", None, 2021-05-31, "on_or_before"); "mid-January 2021" is
    Period("2021-01~", 2021-01-11, 2021-01-20, "mid").
    """

    edtf: str
    first: date | None
    last: date | None
    mod: Modifier = ""

    @property
    def sort_key(self) -> tuple[date, date, str, str]:
        """A total order by bounds; what has only a deadline sorts by it."""
        first = self.first or self.last or date.min
        return (first, self.last or date.max, self.edtf, self.mod)

    @property
    def knows_month(self) -> bool:
        """Whether more is known of its beginning than a year."""
        return len(self.edtf.partition("/")[0].rstrip("~?%")) >= len("2021-01")

    def overlaps(self, other: Period) -> bool:
        return (self.first or date.min) <= (other.last or date.max) and (other.first or date.min) <= (
            self.last or date.max
        )


def day(value: date) -> Period:
    return Period(value.isoformat(), value, value)


def parse_period(text: str) -> Period:
    """The period that an EDTF string names. Raises ValueError, with a sentence for people, when it is not one."""
    if "/" in text:
        start, _, end = text.partition("/")
        first = None if start in ("", "..") else _parse_date(start)
        last = None if end in ("", "..") else _parse_date(end)
        if first is None and last is None:
            raise ValueError(f"'{text}' has neither a beginning nor an end")
        if first is None and last is not None:
            return Period(end, None, last.last, "on_or_before")
        if last is None and first is not None:
            return Period(start, first.first, None, "on_or_after")
        assert first is not None
        assert last is not None
        assert first.first
        assert last.last
        if last.last < first.first:
            raise ValueError(f"'{text}' ends before it begins")
        return Period(text, first.first, last.last, "approx" if "approx" in (first.mod, last.mod) else "")
    return _parse_date(text)


def _parse_date(text: str) -> Period:
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"'{text[:40]}' is not a date such as 2021, 2021-01 or 2021-01-05")
    year, month, day_ = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    mod: Modifier = "approx" if match[4] in ("~", "%") else ""
    if year == 0:
        raise ValueError(f"'{text}': there is no year 0")
    if not match[2]:
        return Period(text, date(year, 1, 1), date(year, 12, 31), mod)
    if month in SEASONS and not match[3]:
        start = SEASONS[month][1]
        end_year, end = (year + 1, 2) if start == 12 else (year, start + 2)
        return Period(text, date(year, start, 1), date(end_year, end, monthrange(end_year, end)[1]), mod)
    if not 1 <= month <= 12:
        raise ValueError(f"'{text}': there is no month {month}")
    length = monthrange(year, month)[1]
    if not match[3]:
        return Period(text, date(year, month, 1), date(year, month, length), mod)
    if not 1 <= day_ <= length:
        raise ValueError(f"'{text}' does not exist: {MONTHS[month - 1]} {year} has {length} days")
    return Period(text, date(year, month, day_), date(year, month, day_), mod)


def say(period: Period) -> str:
    """The period as a person writes it: "5 January 2021", "17–18 July 2021", "mid-January 2021", "by May 2021"."""
    named = _say_edtf(period.edtf)
    match period.mod:
        case "mid":
            return f"mid-{named}"
        case "start":
            return f"early {named}"
        case "end":
            return f"late {named}"
        case "approx":
            return f"about {named}"
        case "on_or_before":
            return f"by {named}"
        case "on_or_after":
            # "since earlier this week" began on some day of the interval.
            return f"beginning {named}" if "/" in period.edtf else f"from {named}"
    return named


def machine_date(period: Period) -> str:
    """The value of a `<time datetime>` for a period: its beginning, no more precise than HTML and the report allow."""
    known = period.first or period.last
    stamp = period.edtf.partition("/")[0].rstrip("~?%")
    if known and (not stamp[:1].isdigit() or stamp[5:7] > "12"):
        return known.isoformat()[:7]
    return stamp


def _say_edtf(text: str) -> str:
    start, slash, end = text.partition("/")
    if not slash or start == end:
        return _say_date(start)
    a, b = start.rstrip("~?%").split("-"), end.rstrip("~?%").split("-")
    if start in ("", ".."):
        return _say_date(end)
    if end in ("", ".."):
        return _say_date(start)
    if len(a) == len(b) == 3 and a[:2] == b[:2]:
        return f"{int(a[2])}–{_say_date(end)}"
    if len(a) == len(b) and len(a) > 1 and a[0] == b[0]:
        return f"{_say_date('-'.join(a)).rsplit(' ', 1)[0]} – {_say_date(end)}"
    return f"{_say_date(start)} – {_say_date(end)}"


def _say_date(text: str) -> str:
    parts = [int(part) for part in text.rstrip("~?%").split("-")]
    if len(parts) == 1:
        return str(parts[0])
    if parts[1] in SEASONS:
        return f"{SEASONS[parts[1]][0]} {parts[0]}"
    month = MONTHS[parts[1] - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{parts[2]} {month} {parts[0]}"
