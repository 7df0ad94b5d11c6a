"""When a page says that it was published: the many ways in which programs and people write it."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from builder.reading.dates import find_dates

_DAY_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_PARTS_OF_NAMES = re.compile(r"(\d{4})-(\d{2})-(\d{2})-\d{2}-\d{2}(?:-\d{2})?")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_NUMBERS_ONLY = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.](?:19|20)?\d{2}(?!\d)")
_REFERENCE = date(2000, 1, 1)
"""Any day: only dates that name their year are taken, which mean the same whenever they are read."""


def moment_of(written: str) -> str | None:
    """The day (`2021-07-18`), or the time with its offset (`2021-07-18T18:30:00+04:30`), that `written` names.

    A time without its offset from UTC is not known, the day is. None for what names no one day for certain: no year,
    several days, or 07/08/2021, which is read differently on two sides of an ocean.
    """
    text = written.strip()
    if not text or len(text) > 200:
        return None
    for parse in (datetime.fromisoformat, _timestamp):
        try:
            return _moment(parse(text))
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    leading = _DAY_FIRST.match(text)
    if leading:
        try:
            return date(*map(int, leading.groups())).isoformat()
        except ValueError:
            return None
    return _day_in_words(text)


def _timestamp(text: str) -> datetime:
    """RFC 5322, as HTTP and feeds write it; and a name's "2020-09-12-19-34-02"."""
    parts = _PARTS_OF_NAMES.fullmatch(text)
    return datetime.fromisoformat("-".join(parts.groups())) if parts else parsedate_to_datetime(text)


def _moment(found: datetime) -> str:
    offset = found.utcoffset()
    if offset is None or offset.total_seconds() % 60:
        return found.date().isoformat()
    return found.replace(microsecond=0).isoformat()


def _day_in_words(text: str) -> str | None:
    """The one day that "Sunday, 18 July 2021, 6:30 pm" names."""
    if not _YEAR.search(text):
        return None
    for numbers in _NUMBERS_ONLY.finditer(text):
        first, second = int(numbers[1]), int(numbers[2])
        if first <= 12 and second <= 12 and first != second:
            return None
    days = {
        found.period.first
        for found in find_dates(text, (), _REFERENCE)
        if found.period and found.period.first and found.period.first == found.period.last
    }
    named = {day for day in days if str(day.year) in text}
    return named.pop().isoformat() if len(named) == 1 else None
