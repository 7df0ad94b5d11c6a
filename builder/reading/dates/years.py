"""Rules for years, decades, centuries, and the parts of a year."""

from __future__ import annotations

import re

from builder.reading.dates.numbers import number_of, year_of
from builder.reading.dates.reference import edge, number_in, said_year
from builder.reading.dates.rules import Matched, Reading, Rule, rule
from builder.reading.dates.tokens import context

_MONEY = frozenset("$£€¥#")


def read_year(matched: Matched) -> Reading | None:
    number = int(matched.word("year"))
    before, after = matched.before(), matched.after()
    if matched.has("the_year"):
        return Reading("DATE", f"{number:04}", edge(matched))
    if not 1800 <= number <= 2100:
        return None
    tokens = matched.tokens
    at = matched.places("year").start
    if matched.first == at:
        if before in _MONEY or (before == "." and tokens.glued(at)) or after == "%" or before in context("numbered"):
            return None
        if (
            tokens.kinds[at - 1 if at else 0] in ("hyphen", "dash", "mark")
            and tokens.glued(at)
            and before not in "([\"'“‘-–—/"
        ):
            return None
        if before == "-" and matched.before(2) not in ("post", "pre"):
            return None
    if (before == "." and matched.before(2) in context("numbered")) or "figure" in (
        tokens.kinds[at - 1 if at else 0],
        matched.kind_after(),
    ):
        return None
    if after == "-" and tokens.glued(matched.last + 1):
        return None
    if after in context("counted") or matched.kind_after() in ("units", "unit", "hundred", "thousand"):
        return None
    if before not in context("surely-year") and before not in context("year") and not matched.word("edge_of"):
        if after.isalpha() and after.endswith("s") and len(after) > 3 and matched.kind_after() == "other":
            return None
        # Without a word that calls for one, only a number near our time is a year.
        if not matched.published.year - 60 <= number <= matched.published.year + 30:
            return None
    return Reading("DATE", f"{number:04}", edge(matched))


def read_year_part(matched: Matched) -> Reading | None:
    """ "the 1988 period", "the 1988 quarter": in an account of quarters, the same quarter of that year."""
    year = matched.word("year")
    if not "1800" <= year <= "2100":
        return None
    quarter = matched.earlier.quarter if matched.earlier else ""
    return Reading("DATE", year + quarter[4:], aside=True)


def read_spelled_year(matched: Matched) -> Reading | None:
    words = matched.word("said").split()
    if words[-1] == "hundred" and matched.before() not in context("surely-year"):
        return None  # "twelve hundred pupils"
    year = year_of(words)
    return Reading("DATE", f"{year:04}", edge(matched)) if year and 1000 <= year <= 2100 else None


def read_year_range(matched: Matched) -> Reading | None:
    """ "1998-99", "2001–2021": one expression from the first year to the last."""
    first, last = re.split("[–/-]", matched.word("numbers"))
    if len(first) != 4 or not "1500" < first < "2100":
        return None
    if len(last) == 2 and last <= "12" and int(last) != int(first[2:]) + 1:
        return None  # "2020-03" is as likely a month
    last = first[: 4 - len(last)] + last
    return Reading("DATE", f"{first}/{last}") if first < last < "2100" and len(last) == 4 else None


def read_decade(matched: Matched) -> Reading | None:
    if matched.has("decade"):
        digits = matched.word("decade")
        # "the 1700s" are a century, "the 2000s" hardly ever.
        return Reading("DATE", digits[:2] if digits[2] == "0" and digits < "2" else digits[:3], edge(matched))
    figure = matched.meaning("nineties") if matched.has("nineties") else matched.word("decade_short")[0]
    if matched.has("nineties") and not matched.has("the") and matched.before() in ("his", "her", "their", "in", "my"):
        return None
    year = int(f"19{figure}0")
    return Reading("DATE", str(year)[:3], edge(matched))


def read_century(matched: Matched) -> Reading | None:
    if matched.meaning("one_unit") != "C":
        return None
    number = number_in(matched.word("rank"))
    return Reading("DATE", f"{number - 1:02}", edge(matched)) if number else None


def read_months_of_year(matched: Matched) -> Reading | None:
    """ "the first three months of 2020", "the last two quarters of last year"."""
    count, year = number_of(matched.word("count").split()), said_year(matched)
    months = {"M": 1, "Q": 3}.get(matched.meaning("units"), 0) * (count or 0)
    if year is None:
        return None
    last = matched.has("last")
    part = {3: "Q4" if last else "Q1", 6: "H2" if last else "H1"}.get(months)
    return Reading("DATE", f"{year:04}-{part}") if part else None


def read_unit_of_year(matched: Matched) -> Reading | None:
    """ "the last quarter of 2019", "the first month of last year", "the last day of 2020"."""
    unit, year = matched.meaning("one_unit"), said_year(matched)
    last = {"Q": 4, "M": 12, "D": 1}.get(unit)
    number = last if matched.has("last") else number_in(matched.word("rank"))
    if year is None or last is None or number is None or not 1 <= number <= last:
        return None
    if unit == "D":
        return Reading("DATE", f"{year:04}-12-31" if matched.has("last") else f"{year:04}-01-01")
    return Reading("DATE", f"{year:04}-Q{number}" if unit == "Q" else f"{year:04}-{number:02}")


def read_fiscal_year(matched: Matched) -> Reading | None:
    year = int(matched.word("fiscal_year")[2:]) if matched.has("fiscal_year") else said_year(matched)
    # A fiscal year's months are its owner's: the calendar year only comes near.
    return Reading("DATE", f"{year:04}", edge(matched) or "approx") if year else None


def read_season(matched: Matched) -> Reading | None:
    season, published = matched.meaning("season"), matched.published
    year = said_year(matched)
    which = matched.word("which").lower().split()[-1:] or [""]
    middle = {"SP": 4, "SU": 7, "FA": 10, "WI": 12}[season]
    now = published.year
    if year is None or which[0] in ("past", "coming"):
        if which[0] == "last":
            year = now if middle + 2 < published.month else now - 1
        elif which[0] in ("next", "coming"):
            year = now if middle > published.month else now + 1
        else:
            year = now
            if season == "WI" and published.month < 5 and matched.direction() <= 0:
                year -= 1  # the winter that has just been began in December
            if middle > published.month + 1 and matched.direction() < 0 and which[0] != "this":
                year -= 1
    return Reading("DATE", f"{year:04}-{season}", edge(matched))


def read_bare_season(matched: Matched) -> Reading | None:
    """ "in the summer", "by spring"; "a fall" and "spring to" are other words."""
    word = matched.word("season").lower()
    if word in ("fall", "spring") and not (
        matched.has("owner") and matched.before() in ("in", "during", "by", "until", "since")
    ):
        return None
    if (matched.before() not in context("season") and not matched.has("edge_of")) or matched.kind_after() == "hyphen":
        return None
    if word in ("fall", "spring") and matched.after() in ("of", "in", "from", "to"):
        return None
    return read_season(matched)


def read_quarter(matched: Matched) -> Reading | None:
    """ "the third quarter": of the year that is said, or else the latest that has begun."""
    if matched.has("q"):
        number: int | None = int(matched.meaning("q"))
    else:
        if matched.meaning("one_unit") != "Q":
            return None
        number = number_in(matched.word("rank"))
    if number is None or not 1 <= number <= 4:
        return None
    year = said_year(matched)
    if year is None:
        year = matched.published.year
        begun = (matched.published.month + 2) // 3
        if matched.has("ago") or matched.has("earlier") or (number > begun and matched.direction() <= 0):
            year -= 1
    skip = 1 if matched.has("owner") and (matched.has("hyphen_2") or matched.word("owner").lower() != "the") else 0
    return Reading("DATE", f"{year:04}-Q{number}", skip=skip)


def read_half(matched: Matched) -> Reading | None:
    number = 2 if matched.word("rank").lower() in ("second", "last") or matched.has("last") else 1
    if not matched.has("last") and matched.word("rank").lower() not in ("first", "second"):
        return None
    if matched.has("decade"):
        return Reading("DATE", matched.word("decade")[:3], "start" if number == 1 else "end")
    if matched.has("unit") and matched.meaning("unit") != "Y":
        return None
    year = said_year(matched) or (matched.published.year if matched.has("unit") else None)
    return Reading("DATE", f"{year:04}-H{number}") if year else None


RULES: tuple[Rule, ...] = (
    rule("edge_of? year", read_year),
    rule("the year (span|one_unit)", read_year_part),
    rule("edge_of? the_year year", read_year),
    rule("edge_of? the_year? said", read_spelled_year),
    rule("numbers", read_year_range),
    rule("edge_of? the? decade", read_decade),
    rule("edge_of? the? apostrophe decade_short", read_decade),
    rule("edge_of? the decade_short", read_decade),
    rule("the edge_of decade_short", read_decade),
    rule("the? edge_of? the_2? nineties", read_decade),
    rule("edge_of? the? rank hyphen? one_unit", read_century),
    rule("which season", read_season),
    rule("edge_of? the? season of? (year|spelled_year)", read_season),
    rule("edge_of? owner? season", read_bare_season),
    rule("owner? fiscal? hyphen? rank hyphen_2? one_unit (of? (fiscal? year)|of? which unit)?", read_quarter),
    rule("the? unit hyphen? (ago|earlier) rank hyphen? one_unit", read_quarter),
    rule("the? year fiscal? rank hyphen? one_unit", read_quarter),
    rule("which unit possessive fiscal? rank hyphen? one_unit", read_quarter),
    rule("q (of? year)?", read_quarter),
    rule("year possessive fiscal? rank hyphen? one_unit", read_quarter),
    rule("the? (rank|last) one_unit of (year|which unit)", read_unit_of_year),
    rule("degree? the? (ordinal|last) count units of (year|which unit)", read_months_of_year),
    rule("the? (rank|last) half of the? (year|decade)", read_half),
    rule("the? (rank|last) half of (which|the_2) unit", read_half),
    rule("edge_of? fiscal unit? year", read_fiscal_year),
    rule("fiscal_year", read_fiscal_year),
)
