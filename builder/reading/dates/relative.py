"""Rules for dates named by their distance: from publication ("last month"), from the date before ("a year earlier")."""

from __future__ import annotations

from datetime import date

from builder.reading.dates.days import read_day
from builder.reading.dates.numbers import number_of
from builder.reading.dates.reference import edge, titled
from builder.reading.dates.rules import Matched, Reading, Rule, rule
from builder.reading.dates.tokens import lexicon
from builder.reading.dates.values import moved, period_of, unit_of, value_at

_STEPS = {
    "last": -1, "past": -1, "previous": -1, "preceding": -1, "this": 0, "current": 0, "latest": 0, "same": 0,
    "next": 1, "coming": 1, "upcoming": 1, "following": 1,
}  # fmt: skip
_FISCAL = frozenset({"fiscal", "financial"})
# From the finest to the widest: from a month one cannot count on in days.
_WIDTHS = {
    unit: width
    for width, units in enumerate(("D", "W WE", "M", "Q S", "H", "Y", "E", "C", "L"))
    for unit in units.split()
}
_CALENDAR_UNITS = ("D", "W", "M", "Q", "Y", "E", "C", "WE")


def _at(unit: str, when: date | None) -> str | None:
    return value_at(unit, when) if when else None


def _anchor(matched: Matched) -> date:
    """The first day of the date before, or publication."""
    period = period_of(matched.earlier.value) if matched.earlier else None
    return (period.first or period.last if period else None) or matched.published


def _date(value: str | None, matched: Matched) -> Reading | None:
    return (
        Reading("DATE", value, edge(matched) if matched.groups.re.groupindex.get("edge_of") else "") if value else None
    )


def read_step(matched: Matched) -> Reading | None:
    """ "last month", "early next year", "earlier this week"."""
    which = [word for word in matched.word("which_unit").lower().split() if word not in _FISCAL]
    unit = matched.meaning("which_unit", "unit", "weekend", "second")
    if titled(matched, "which_unit"):
        return None
    if unit not in _CALENDAR_UNITS or (unit == "D" and which[-2] != "this"):
        return None
    word = which[-2]
    if matched.after() == "of" and word in ("last", "next"):
        return None  # "the last week of the strike"
    if word in ("following", "previous", "preceding"):
        return _date(_at(unit, moved(_anchor(matched), unit, _STEPS[word])), matched)
    if word == "latest" and unit == "Q":  # the latest that is over
        return _date(_at(unit, moved(matched.published, unit, -1)), matched)
    if which[:2] in (["the", "past"], ["this", "past"]) and unit in ("W", "M"):
        return Reading("DURATION", f"P1{unit}")  # up to now, not the calendar week before
    if word in ("last", "past", "next", "coming") and unit in ("E", "C"):  # "the past decade": ten years up to now
        return Reading("DURATION", f"P{10 if unit == 'E' else 100}Y")
    return _date(_at(unit, moved(matched.published, unit, _STEPS[word])), matched)


def read_that(matched: Matched) -> Reading | None:
    """ "that day", "the same year": of the date before."""
    if matched.earlier is None:
        return None
    if matched.has("part"):  # "that night"
        value = matched.earlier.value
        return Reading("TIME", f"{value}T{matched.meaning('part')}") if unit_of(value) == "D" else None
    unit = matched.meaning("one_unit")
    if unit not in _CALENDAR_UNITS:
        return None
    finer = unit_of(matched.earlier.value)
    order = "DWMQYEC"
    if finer and (finer not in order or order.index(finer) > order.index(unit)):
        return None
    return _date(_at(unit, _anchor(matched)), matched)


def read_ago(matched: Matched) -> Reading | None:
    """ "two weeks ago", "five weeks from now": as precise as its unit."""
    step = 1 if matched.has("from") else -1
    unit = matched.meaning("any_unit")
    if unit == "TH" and matched.has("count") and number_of(matched.word("count").split()) in (24, 48, 72):
        days = (number_of(matched.word("count").split()) or 0) // 24
        return _date(_at("D", moved(matched.published, "D", step * days)), matched)
    if unit.startswith("T"):
        return (
            Reading("DATE", "PRESENT_REF")
            if unit in ("TM", "TS")
            else Reading("DATE", value_at("D", matched.published))
        )
    if unit == "Y" and count_is_one(matched) and matched.earlier and matched.earlier.quarter:
        return _compared(matched, "Q")
    if matched.has("vague_count") and not matched.word("vague_count").lower().startswith(("couple", "a couple")):
        return Reading("DATE", "PAST_REF" if step < 0 else "FUTURE_REF")
    count = number_of(matched.word("count").split()) if matched.has("count") else 2 if matched.has("vague_count") else 1
    if count is None:
        return None
    if unit == "2W":
        unit, count = "W", count * 2
    if matched.has("half"):
        return _half_ago(matched, unit, count)
    when = moved(matched.published, unit, step * count)
    if when is None:
        return None
    return Reading(
        "DATE",
        value_at("Y" if unit in ("E", "C", "L") else unit, when),
        "approx" if matched.has("degree") or unit in ("E", "C", "L") else "",
    )


def read_long_ago(matched: Matched) -> Reading | None:
    """ "decades ago", "some years ago"."""
    return None if matched.meaning("units").startswith("T") else Reading("DATE", "PAST_REF")


def read_anniversary(matched: Matched) -> Reading | None:
    """ "ten years ago this month", "a year ago today"."""
    count = 1 if matched.has("a") else number_of(matched.word("count").split())
    unit = matched.meaning("unit") if matched.has("this") else "D"
    if count is None or matched.meaning("any_unit") != "Y" or unit not in ("D", "W", "M", "E"):
        return None
    when = moved(matched.published, "Y", -count)
    return Reading("DATE", value_at(unit, when)) if when else None


def read_weekday_ago(matched: Matched) -> Reading | None:
    """ "two weeks ago on Monday"."""
    count = 1 if matched.has("a") else number_of(matched.word("count").split())
    when = moved(matched.published, "W", -count) if count and matched.meaning("any_unit") == "W" else None
    when = moved(when, "D", int(matched.meaning("weekday")) - when.isoweekday()) if when else None
    return Reading("DATE", when.isoformat()) if when else None


def _half_ago(matched: Matched, unit: str, count: int) -> Reading | None:
    """ "two and a half years ago": some day of the year about then."""
    months = {"Y": count * 12 + 6, "E": count * 120 + 60}.get(unit)
    when = moved(matched.published, "M", -months) if months else None
    return Reading("DATE", value_at("Y", when), "approx") if when else None


def read_later(matched: Matched) -> Reading | None:
    """ "a year earlier", "two days later": from the date before; without one it is only a stretch of time."""
    if matched.after() == "than":
        return None  # "six months later than planned" compares: a stretch of time
    unit = matched.meaning("any_unit")
    step = -1 if matched.has("earlier") or matched.has("before") else 1
    count = number_of(matched.word("count").split()) if matched.has("count") else 1
    if unit == "Y" and count_is_one(matched) and matched.earlier and matched.earlier.quarter and step < 0:
        return _compared(matched, "Q")
    if count is None or unit.startswith("T") or matched.earlier is None:
        return None
    finer = unit_of(matched.earlier.value)
    when = moved(_anchor(matched), unit, step * count)
    if when is None or _WIDTHS.get(finer, 9) > _WIDTHS.get(unit, 1):
        return None
    if unit == "Y" and finer in ("Q", "M", "D", "H"):
        # "up from 3 percent a year earlier": the same quarter, month or day.
        return Reading("DATE", value_at("M" if finer == "M" and step < 0 else "Y", when), aside=step < 0)
    return Reading("DATE", value_at("Y" if unit in ("E", "C") else unit, when), aside=step < 0)


def count_is_one(matched: Matched) -> bool:
    return not matched.has("vague_count") and (not matched.has("count") or matched.word("count").lower() == "one")


def _compared(matched: Matched, unit: str) -> Reading | None:
    """The same quarter, a year before the one that was spoken of."""
    earlier = matched.earlier
    period = period_of(earlier.quarter) if earlier else None
    when = moved(period.first, "Y", -1) if period and period.first else None
    return Reading("DATE", value_at(unit, when), aside=True) if when else None


def read_year_ago(matched: Matched) -> Reading | None:
    """ "the year-earlier quarter"."""
    if matched.meaning("one_unit") != "Y":
        return None
    if matched.earlier and matched.earlier.quarter:
        return _compared(matched, "Q")
    when = _at("Y", moved(matched.published, "Y", -1))
    return Reading("DATE", when, aside=True) if when else None


def read_next_day(matched: Matched) -> Reading | None:
    """ "the next day", "the following morning": after the date before."""
    if matched.earlier is None:
        return None
    step = -1 if matched.meaning("next_or_before") == "-1" else 1
    if matched.has("one_unit") and matched.meaning("one_unit") != "D":
        return None
    when = _at("D", moved(_anchor(matched), "D", step))
    if when is None:
        return None
    return Reading("TIME", f"{when}T{matched.meaning('part')}") if matched.has("part") else Reading("DATE", when)


def read_today(matched: Matched) -> Reading | None:
    if matched.first and named(matched, matched.first):
        return None  # "USA Today"
    by = int(matched.meaning("today"))
    # "the day after tomorrow", "day before yesterday"
    further = by and matched.before() == ("after" if by > 0 else "before") and matched.before(2) == "day"
    when = _at("D", moved(matched.published, "D", by * 2 if further else by))
    if when is None:
        return None
    if further:
        return Reading("DATE", when, skip=-3 if matched.before(3) == "the" else -2)
    if matched.has("part"):
        return Reading("TIME", f"{when}T{matched.meaning('part')}")
    return Reading("DATE", when)


def named(matched: Matched, at: int) -> bool:
    """Whether token `at` has a capital because it belongs to the name before it."""
    words, kinds = matched.tokens.words, matched.tokens.kinds
    return words[at][0].isupper() and at > 0 and kinds[at - 1] == "other" and words[at - 1][0].isupper()


def read_middle_part(matched: Matched) -> Reading | None:
    """ "mid-afternoon yesterday"."""
    if not matched.has("mid"):
        return None
    if matched.has("today"):
        return read_today(matched)
    return Reading("TIME", f"{matched.published.isoformat()}T{matched.meaning('part')}")


def read_tonight(matched: Matched) -> Reading:
    return Reading("TIME", f"{matched.published.isoformat()}TNI")


def read_this_part(matched: Matched) -> Reading | None:
    """ "this morning", "last night"."""
    back = -1 if matched.has("last") else 0
    if back and matched.meaning("part") not in ("NI", "EV"):
        return None
    when = _at("D", moved(matched.published, "D", back))
    return Reading("TIME", f"{when}T{matched.meaning('part')}") if when else None


def read_the_unit(matched: Matched) -> Reading | None:
    """ "the quarter", "the latest period": the date before of that size."""
    unit = matched.meaning("one_unit")
    if unit == "Q":
        ended = _ended_in(matched)
        if ended:
            return Reading("DATE", ended)
        if matched.kind_after() == "hyphen" or titled(matched, "one_unit"):
            return None
        if matched.earlier and matched.earlier.quarter and not matched.has("latest") and not matched.has("current"):
            return Reading("DATE", matched.earlier.quarter)
        when = moved(matched.published, "M", 0 if matched.has("current") or matched.has("this") else -1)
        return _date(_at("Q", when), matched)
    if titled(matched, "one_unit"):
        return None
    if matched.has("edge_of") and not matched.has("the") and " of" not in matched.word("edge_of"):
        return None  # "an early-week swing"
    if (
        unit not in ("W", "M", "Y")
        or matched.has("its")
        or matched.kind_after() == "hyphen"
        or (unit == "M" and not matched.has("edge_of"))
    ):
        return None
    if matched.after() in ("ended", "ending"):
        return Reading("DURATION", f"P1{unit}")
    if matched.after() in ("before", "after", "earlier", "of", "that", "when", "later"):
        return None
    return _date(_at(unit, matched.published), matched)


def _ended_in(matched: Matched) -> str:
    """ "the quarter ended Sept. 30": the calendar quarter of that month."""
    tokens, at = matched.tokens, matched.last + 2
    if matched.after() not in ("ended", "ending") or at >= len(tokens.words):
        return ""
    entry = lexicon().get(tokens.words[at])
    if entry is None or not entry.kind.startswith("month"):
        return ""
    month, published = int(entry.value), matched.published
    return f"{published.year - (month > published.month):04}-Q{(month + 2) // 3}"


def read_year_end(matched: Matched) -> Reading | None:
    """ "by year-end", "at year's end"."""
    if matched.meaning("unit") != "Y" or matched.meaning("edge") != "end":
        return None
    return Reading("DATE", value_at("Y", matched.published), "end")


def read_period(matched: Matched) -> Reading | None:
    """ "the latest period", in an account of quarters."""
    if matched.earlier is None or not matched.earlier.quarter:
        return None
    return Reading("DATE", matched.earlier.quarter)


def read_week_of(matched: Matched) -> Reading | None:
    """ "the week of March 6"."""
    inner = read_day(matched) if matched.meaning("unit") == "W" else None
    return Reading("DATE", value_at("W", date.fromisoformat(inner.value))) if inner else None


def read_weekend(matched: Matched) -> Reading | None:
    step = 1 if matched.direction() > 0 and matched.published.isoweekday() < 6 else 0
    when = matched.published
    if step == 0 and when.isoweekday() < 6:
        moved_when = moved(when, "W", -1)
        when = moved_when or when
    return Reading("DATE", value_at("WE", when))


RULES: tuple[Rule, ...] = (
    rule("(edge_of|(earlier|later|sometime) in?)? which_unit", read_step),
    rule("(earlier|later)? (that same?|the same) (one_unit|part)", read_that),
    rule("degree? (count|vague_count) any_unit (or so)? ago", read_ago),
    rule("degree? (count|vague_count|a) any_unit from now", read_ago),
    rule("degree? count and a half any_unit ago", read_ago),
    rule("degree? a any_unit and a half ago", read_ago),
    rule("degree? a any_unit (or so)? ago", read_ago),
    rule("(count|a) any_unit ago on? weekday", read_weekday_ago),
    rule("few? units ago", read_long_ago),
    rule("(count|a) any_unit ago (this unit|today)", read_anniversary),
    rule("degree? (count|a) any_unit (earlier|later)", read_later),
    rule("the? one_unit hyphen? (ago|earlier) (span|unit)?", read_year_ago),
    rule("the next_or_before (one_unit|part)", read_next_day),
    rule("(early|late|earlier|later)? today part?", read_today),
    rule("mid hyphen? part today?", read_middle_part),
    rule("part today", read_today),
    rule("tonight", read_tonight),
    rule("(early|late|earlier|later)? (this|last) part", read_this_part),
    rule("(edge_of|(earlier|later) in)? (the|its|edge_of) (latest|current|full)? fiscal? one_unit", read_the_unit),
    rule("about? unit possessive? hyphen? edge", read_year_end),
    rule("the latest span", read_period),
    rule("the? unit of name_of_month number", read_week_of),
    rule("the weekend", read_weekend),
)
