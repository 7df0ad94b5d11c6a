"""Days as people write them, and what they can mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_ORDERS = (
    re.compile(r"(?P<year>\d{4})[-/. ](?P<month>\d{1,2})[-/. ](?P<day>\d{1,2})", re.ASCII),
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[-/. ]+(?P<name>[A-Za-z]{3,9})\.?,?[-/. ]+(?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<name>[A-Za-z]{3,9})\.? +(?P<day>\d{1,2})(?:st|nd|rd|th)?,? +(?P<year>\d{4})", re.ASCII),
)
_NUMBERS = re.compile(r"(?P<one>\d{1,2})[-/.](?P<other>\d{1,2})[-/.](?P<year>\d{4})", re.ASCII)
"""The order of day and month is the writer's country's."""
_AROUND = " \t'\"‘’“”«»"


def meant_days(text: str) -> tuple[str, ...]:
    """The days that `text` can mean, as YYYY-MM-DD: one for "January 10, 2023", "2023/1/10" and "13.1.2023", two for
    "10/1/2023", none for "May 2023".
    """
    text = text.strip(_AROUND)
    for order in _ORDERS:
        if found := order.fullmatch(text):
            parts = found.groupdict()
            month = _month(parts["name"]) if "name" in parts else int(parts["month"])
            return _existing([(int(parts["year"]), month, int(parts["day"]))])
    if found := _NUMBERS.fullmatch(text):
        year, one, other = int(found["year"]), int(found["one"]), int(found["other"])
        return _existing([(year, one, other), (year, other, one)])
    return ()


def _existing(candidates: Iterable[tuple[int, int, int]]) -> tuple[str, ...]:
    """Those of the (year, month, day) that the calendar has, in order, each once."""
    days: dict[str, None] = {}
    for year, month, day in candidates:
        try:
            days[date(year, month, day).isoformat()] = None
        except ValueError:
            continue
    return tuple(sorted(days))


def _month(name: str) -> int:
    """From 1; 0 for what is no month."""
    return next((number for number, month in enumerate(_MONTHS, 1) if month.startswith(name.lower())), 0)
