"""Rules for months and their parts."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from builder.reading.dates.reference import (
    edge,
    month_of,
    number_in,
    said_year,
    shared_year,
    step,
    year_just_said,
    year_of_month,
)
from builder.reading.dates.rules import Matched, Reading, Rule, rule
from builder.reading.dates.tokens import context
from builder.reading.dates.values import unit_of


def read_month(matched: Matched) -> Reading | None:
    month = month_of(matched)
    year = said_year(matched)
    if year is None:
        if matched.word("name_of_month") == "MAY":  # as likely the verb in a headline
            return None
        if "." not in matched.word("name_of_month") and matched.meaning("name_of_month", "month_short"):
            return None
        if _is_name(matched):
            return None
        year = shared_year(matched) or year_just_said(matched, month) or year_of_month(matched, month)
    if not 1 <= year <= 9999:
        return None
    return Reading("DATE", f"{year:04}-{month:02}", edge(matched))


def read_months(matched: Matched) -> Reading | None:
    """ "February-March": from the first to the last."""
    first, last = month_of(matched), month_of(matched, "name_of_month_2")
    if first == last:
        return None
    passed = last < first
    year = int(matched.word("year")) - passed if matched.has("year") else year_of_month(matched, first)
    return Reading("DATE", f"{year:04}-{first:02}/{year + passed:04}-{last:02}") if 1 <= year < 9999 else None


def read_that_month(matched: Matched) -> Reading | None:
    """ "that May", "that summer": in the year spoken of."""
    if matched.earlier is None or matched.earlier.year is None or unit_of(matched.earlier.value) == "E":
        return None
    part = matched.meaning("season") or f"{month_of(matched):02}"
    return Reading("DATE", f"{matched.earlier.year:04}-{part}")


def read_which_month(matched: Matched) -> Reading | None:
    """ "last February": the latest that is over; "next May"; "this September" is publication's year."""
    month, published = month_of(matched), matched.published
    year = published.year
    if step(matched) < 0 and month >= published.month:
        year -= 1
    elif step(matched) > 0 and month <= published.month:
        year += 1
    return Reading("DATE", f"{year:04}-{month:02}", edge(matched)) if 1 <= year <= 9999 else None


def _is_name(matched: Matched) -> bool:
    """ "April Smith", "Theresa May", "the March Group", "August Wilson": a capital beside makes a month a name."""
    word = matched.word("name_of_month").lower()
    if word not in ("may", "april", "june", "august", "march", "january"):
        return False
    after, before = matched.after(), matched.before()
    tokens = matched.tokens
    follower = matched.last + 1 < len(tokens.words) and tokens.words[matched.last + 1]
    if word == "may":  # a surname too: a month only after a word that calls for a date
        scheduled = before == "for" and (matched.before(2).endswith("ed") or matched.before(2) in ("set", "due"))
        return not (scheduled or before in context("may")) or matched.kind_after() == "possessive"
    if word == "march" and not before.islower() and not _listed(matched):
        return bool(after) and after.isalpha() and bool(follower) and str(follower).islower()
    leader = tokens.words[matched.first - 1] if matched.first else ""
    proper = leader[:1].isupper() and tokens.kinds[matched.first - 1] == "other" and len(leader) > 2
    sentence_start = matched.first > 1 and tokens.kinds[matched.first - 2] in ("stop", "break", "mark")
    return (proper and not sentence_start) or bool(
        follower
        and str(follower)[:1].isupper()
        and tokens.kinds[matched.last + 1] == "other"
        and before not in context("year")
    )


def _listed(matched: Matched) -> bool:
    """ "January, March and May"."""
    return matched.first > 1 and matched.tokens.kinds[matched.first - 2] == "month"


def read_part_of_month(matched: Matched) -> Reading | None:
    """ "the first day of May", "the last week of March", "the first Tuesday in November"."""
    month = month_of(matched)
    year = said_year(matched) or year_of_month(matched, month)
    if not 1 <= year <= 9999:
        return None
    number = 0 if matched.has("last") else number_in(matched.word("rank")) or 0
    length = monthrange(year, month)[1]
    day: int | None = None
    if matched.has("weekday"):
        first = 1 + (int(matched.meaning("weekday")) - date(year, month, 1).isoweekday()) % 7
        day = first + 7 * (number - 1) if number else first + (length - first) // 7 * 7
    elif matched.meaning("unit") == "D":
        day = number or length
    elif (matched.meaning("unit") or matched.meaning("units")) not in ("D", "W"):
        return None
    if day is not None:
        return Reading("DATE", date(year, month, day).isoformat()) if day <= length else None
    return Reading("DATE", f"{year:04}-{month:02}", "start" if number == 1 else "" if number else "end")


RULES: tuple[Rule, ...] = (
    rule(
        "the (rank|last) (unit|units|weekday) (of|in) name_of_month (comma? of? year|which unit|that_year)?",
        read_part_of_month,
    ),
    rule("edge_of? name_of_month (comma? of? (year|spelled_year)|which unit|that_year)?", read_month),
    rule("edge_of? which name_of_month", read_which_month),
    rule("name_of_month (hyphen|dash) name_of_month_2 year?", read_months),
    rule("that (name_of_month|season)", read_that_month),
)
