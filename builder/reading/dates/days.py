"""Rules for days: of a month, of a week, and written in figures."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from builder.reading.dates.reference import (
    looks_ahead,
    month_of,
    number_in,
    said_year,
    shared_year,
    step,
    year_just_said,
    year_of_day,
)
from builder.reading.dates.rules import Matched, Reading, Rule, rule
from builder.reading.dates.tokens import context, lexicon
from builder.reading.dates.values import moved, unit_of


def read_day(matched: Matched) -> Reading | None:
    month = month_of(matched)
    number = number_in(matched.word("number") or matched.word("day_number"))
    if number is None or not 1 <= number <= 31:
        return None
    skip = 1 if matched.has("this") else 0
    year = said_year(matched)
    if year is None and (matched.has("last") or matched.has("next")):
        skip = matched.places("last").stop - matched.first if matched.has("last") else 0
        passed = (month, number) < (matched.published.month, matched.published.day)
        year = matched.published.year - (0 if passed else 1) + (1 if matched.has("next") else 0)
    if year is None and (month, number) == (9, 11) and matched.after() in context("sept-11"):
        year = 2001
    year = year or shared_year(matched) or year_just_said(matched, month) or year_of_day(matched, month, number)
    try:
        value = date(year or 0, month, number).isoformat()
    except ValueError:
        return None
    return Reading("DATE", value, "approx" if matched.word("about") else "", skip=skip)


def read_day_range(matched: Matched) -> Reading | None:
    """ "17-18 July": one expression, from the first day to the last."""
    month = month_of(matched)
    numbers = [
        int(part)
        for part in re.findall(r"\d+", matched.word("days") or f"{matched.word('day')} {matched.word('day_2')}")
    ]
    if len(numbers) != 2 or numbers[0] >= numbers[1]:
        return None
    if matched.has("and") and numbers[1] - numbers[0] > 1 and matched.before() != "between":
        return None  # "on October 7 and 15": two days, with others between them
    year = said_year(matched) or year_of_day(matched, month, numbers[0])
    try:
        first, last = (date(year or 0, month, number).isoformat() for number in numbers)
    except ValueError:
        return None
    return Reading("DATE", f"{first}/{last}")


def read_other_day(matched: Matched) -> Reading | None:
    """ "and 15" after "October 7": of the same month."""
    earlier = matched.earlier
    if earlier is None or earlier.last != matched.first - 1 or unit_of(earlier.value) != "D":
        return None
    if matched.tokens.kinds[earlier.last] not in ("day", "ordinal_number") or matched.kind_after() in _COUNTED:
        return None
    year, month, _ = earlier.value.split("-")
    number = number_in(matched.word("day_number")) or 0
    try:
        value = date(said_year(matched) or int(year), int(month), number).isoformat()
    except ValueError:
        return None
    return Reading("DATE", value, skip=1) if value > earlier.value else None


_COUNTED = frozenset({"other", "units", "unit", "hyphen", "hundred", "thousand", "month", "month_short", "day"})


def read_day_before_other(matched: Matched) -> Reading | None:
    """ "7" of "7 and 15 October"."""
    words, kinds, at = matched.tokens.words, matched.tokens.kinds, matched.last
    if kinds[at + 1 : at + 3] != ("and", "day") or kinds[at + 3 : at + 4] not in (("month",), ("month_short",)):
        return None
    month = int(lexicon()[words[at + 3]].value)
    at += 5 if words[at + 4 : at + 5] == (".",) else 4
    said = words[at] if at < len(words) and kinds[at] == "year" else ""
    number = int(matched.word("day"))
    year = int(said) if said else year_of_day(matched, month, number)
    try:
        return Reading("DATE", date(year or 0, month, number).isoformat())
    except ValueError:
        return None


def read_day_only(matched: Matched) -> Reading | None:
    """ "on the 26th": of the month spoken of, or else the nearest on the side to which the clause looks."""
    if matched.before() not in ("on", "until", "since", ",") or matched.kind_after() in ("other", "hyphen", "units"):
        return None
    if matched.before() == "," and matched.tokens.kinds[matched.first - 2] != "weekday":
        return None
    if matched.kind_after() in ("unit", "half", "last", "weekday", "part", "of", "ordinal"):
        return None
    number = number_in(matched.word("ordinal_number")) or 0
    published = matched.published
    side = 1 if looks_ahead(matched) else matched.direction()
    days = []
    for by in (-1, 0, 1):
        month = moved(published.replace(day=1), "M", by)
        if month and number <= monthrange(month.year, month.month)[1]:
            days.append(month.replace(day=number))
    fitting = [when for when in days if (when - published).days * side >= 0]
    when = min(fitting, key=lambda day: abs((day - published).days), default=None)
    return Reading("DATE", when.isoformat()) if when else None


def read_iso_date(matched: Matched) -> Reading | None:
    try:
        year, month, number = (int(part) for part in re.split("[/-]", matched.word("iso_date")))
        return Reading("DATE", date(year, month, number).isoformat())
    except ValueError:
        return None


def read_slashed(matched: Matched) -> Reading | None:
    """Only where one of both readings is a date, or both are the same: 25/12/2020, 12/25/2020, 1/1/2021."""
    left, right, year = (int(part) for part in re.split(r"[/.]", matched.word("slashed")))
    days = set()
    for month, number in ((left, right), (right, left)):
        try:
            days.add(date(year, month, number))
        except ValueError:
            continue
    return Reading("DATE", days.pop().isoformat()) if len(days) == 1 else None


def read_weekday(matched: Matched) -> Reading | None:
    """The latest such day up to publication, unless the words look ahead."""
    number = int(matched.meaning("name_of_weekday"))
    published = matched.published
    tokens = matched.tokens
    if matched.first and tokens.words[matched.first - 1] in context("day-name"):
        return None
    if tokens.words[matched.last + 1 : matched.last + 2] and tokens.words[matched.last + 1] in context("paper"):
        return None
    back = (published.isoweekday() - number) % 7
    which = matched.word("which").lower().split()[-1:] or [""]
    if which[0] in ("previous", "following") and matched.earlier and unit_of(matched.earlier.value) == "D":
        published = date.fromisoformat(matched.earlier.value)
        back = (published.isoweekday() - number) % 7
    if which[0] in ("last", "previous", "past"):
        days = -(back or 7)
    elif which[0] in ("next", "coming", "following"):
        days = 7 - back
    elif looks_ahead(matched):
        days = (7 - back) % 7
    else:
        days = -back
    when = moved(published, "D", days)
    if when is None:
        return None
    value = when.isoformat()
    skip = 1 if matched.has("earlier") or matched.has("later") else 0
    if matched.has("part_of_day"):
        return Reading("TIME", f"{value}T{matched.meaning('part_of_day')}", skip=skip)
    return Reading("DATE", value, skip=skip)


def read_weekday_of_week(matched: Matched) -> Reading | None:
    """ "Tuesday last week"."""
    week = moved(matched.published, "W", step(matched)) if matched.meaning("unit") == "W" else None
    when = moved(week, "D", int(matched.meaning("name_of_weekday")) - week.isoweekday()) if week else None
    if when is None:
        return None
    part = matched.meaning("part_of_day")
    return Reading("TIME", f"{when.isoformat()}T{part}") if part else Reading("DATE", when.isoformat())


RULES: tuple[Rule, ...] = (
    rule(
        "(about )?(which? any_weekday comma?)? (last|next|this)? name_of_month the? number "
        "(comma? (year|spelled_year)|which unit|that_year)?",
        read_day,
    ),
    rule(
        "(about )?(any_weekday comma? the?)? the? day_number of? name_of_month (comma? (year|spelled_year)|that_year)?",
        read_day,
    ),
    rule("name_of_month days (comma? year)?", read_day_range),
    rule("days of? name_of_month (comma? year)?", read_day_range),
    rule("name_of_month day (to|and|dash|hyphen) day_2 (comma? year)?", read_day_range),
    rule("day (to|and|dash|hyphen) day_2 name_of_month (comma? year)?", read_day_range),
    rule("and day_number (comma? year)?", read_other_day),
    rule("day", read_day_before_other),
    rule("the ordinal_number", read_day_only),
    rule("iso_date", read_iso_date),
    rule("slashed", read_slashed),
    rule("(early|late|earlier|later)? which? name_of_weekday part_of_day?", read_weekday),
    rule("(early|late)? name_of_weekday part_of_day? of? which unit", read_weekday_of_week),
)
