"""How the dates of two reports lie to each other."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from builder.period import Period, parse_period

Nearness = Literal["same", "within", "near", "far"]
"""`same` days; one `within` the other; a few days apart, or overlapping; or farther, but of one season."""

NEAR_DAYS = 3
FAR_DAYS = 45
_SHORT = 14
"""Days up to which two periods that overlap in part can be two memories of one thing."""
_ABOUT = timedelta(days=NEAR_DAYS)


def bounds_of(period: Period) -> tuple[date, date]:
    """The first and last day of what a period names: of "by May 2021" those of May 2021, of "about" a few days more."""
    if period.first is not None and period.last is not None:
        if period.mod != "approx":
            return period.first, period.last
        return max(period.first, date.min + _ABOUT) - _ABOUT, min(period.last, date.max - _ABOUT) + _ABOUT
    named = _named(period)
    first = named.first or named.last or period.first or period.last or date.min
    return first, named.last or first


@lru_cache(maxsize=10_000)
def _named(period: Period) -> Period:
    try:
        return parse_period(period.edtf)
    except ValueError:
        return period


def ordinals_of(period: Period) -> tuple[int, int]:
    """The ordinals of the first and last day of what a period names."""
    first, last = bounds_of(period)
    return first.toordinal(), last.toordinal()


def length_of(period: Period) -> int:
    """How many days a period names: the fewer, the more precise."""
    first, last = bounds_of(period)
    return (last - first).days + 1


def nearness_of(first: int, last: int, other_first: int, other_last: int) -> Nearness | None:
    """How two stretches of days lie to each other, given as ordinals; None where they cannot be of one event."""
    if first == other_first and last == other_last:
        return "same"
    if (first <= other_first and other_last <= last) or (other_first <= first and last <= other_last):
        return "within"
    if max(last - first, other_last - other_first) >= _SHORT:
        return None
    gap = max(other_first - last, first - other_last)
    if gap <= NEAR_DAYS:
        return "near"
    return "far" if gap <= FAR_DAYS else None


def is_open(period: Period) -> bool:
    """Whether it names only the day by which something is, or since which it is."""
    return period.mod in ("on_or_before", "on_or_after")
