"""Days as people write them, where they can mean one day only."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_ORDERS = (
    re.compile(r"(?P<year>\d{4})[-/. ](?P<month>\d{1,2})[-/. ](?P<day>\d{1,2})", re.ASCII),
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[-/. ]+(?P<name>[A-Za-z]{3,9})\.?,?[-/. ]+(?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<name>[A-Za-z]{3,9})\.? +(?P<day>\d{1,2})(?:st|nd|rd|th)?,? +(?P<year>\d{4})", re.ASCII),
    # Of 13.1. and 1/13 only one can be a month.
    re.compile(r"(?P<day>1[3-9]|2\d|3[01])[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<month>\d{1,2})[-/.](?P<day>1[3-9]|2\d|3[01])[-/.](?P<year>\d{4})", re.ASCII),
)
_AROUND = " \t'\"‘’“”«»"


def meant_day(text: str) -> str | None:
    """The day that `text` means, as YYYY-MM-DD: "January 10, 2023", "2023/1/10", "13.1.2023"; None for "10/1/2023"."""
    for order in _ORDERS:
        found = order.fullmatch(text.strip(_AROUND))
        if found is None:
            continue
        parts = found.groupdict()
        month = _month(parts["name"]) if "name" in parts else int(parts["month"])
        try:
            return date(int(parts["year"]), month, int(parts["day"])).isoformat()
        except ValueError:
            return None
    return None


def _month(name: str) -> int:
    """From 1; 0 for what is no month."""
    return next((number for number, month in enumerate(_MONTHS, 1) if month.startswith(name.lower())), 0)
