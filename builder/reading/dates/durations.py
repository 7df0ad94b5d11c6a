"""Rules for durations, repeated times, times of day, and words such as "now"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from builder.reading.dates.days import read_day
from builder.reading.dates.numbers import number_of
from builder.reading.dates.reference import looks_ahead, titled
from builder.reading.dates.relative import named
from builder.reading.dates.rules import Matched, Reader, Reading, Rule, rule
from builder.reading.dates.tokens import context, lexicon
from builder.reading.dates.values import moved, unit_of, value_at

# TIMEX3 counts decades in years, as annotators do.
_IN_YEARS = {"E": 10, "C": 100, "L": 1000}


def duration(unit: str, count: str) -> str:
    """ "P3D", "PT2H", "PXM"."""
    if unit == "2":  # "one second"
        unit = "TS"
    if unit == "2W":
        return f"P{int(count) * 2}W" if count.isdigit() else "PXW"
    if unit in _IN_YEARS:
        return f"P{int(count) * _IN_YEARS[unit]}Y" if count.isdigit() else f"PX{unit}"
    return f"PT{count}{unit[1]}" if unit.startswith("T") else f"P{count}{unit}"


def read_count(matched: Matched) -> Reading | None:
    """ "two years", "20-day", "nearly two decades"."""
    unit = matched.meaning("any_unit")
    count = number_of(matched.word("count").split())
    if unit == "D" and matched.word("count") == "one" and matched.first == matched.last - 1:
        some_day = matched.before() in context("some-day")
        return Reading("DATE", "FUTURE_REF") if some_day else Reading("DURATION", "P1D")
    if count is None or unit == "WE" or titled(matched, "any_unit"):
        return None
    # "its two-year plan": the stretch is "two-year"
    skip = 1 if matched.has("owner") and matched.has("hyphen") else 0
    if matched.word("last") == "last" and matched.before() in context("some-day"):
        skip = 1  # "would last six weeks"
    if re.fullmatch("[12][0-9]{3}", matched.word("count")) and not matched.word("any_unit").endswith("s"):
        return None  # "the 1988 quarter"
    if _is_age(matched):
        return None
    if matched.has("hyphen") and unit == "Q":
        return None  # "three-quarters" are a share
    if matched.has("half"):
        return _half(unit, count)
    if "." in matched.word("count") or matched.has("fraction"):
        return (
            _half(unit, count)
            if matched.has("fraction")
            else Reading("DURATION", duration(unit, matched.word("count").split()[-1]))
        )
    return Reading("DURATION", duration(unit, str(count)), skip=skip)


def _is_age(matched: Matched) -> bool:
    """ "44-year-old": somebody's age; but a "20-year-old war" has lasted so long."""
    if matched.after() == "old":
        at = matched.last + 2
    elif matched.after() == "-" and matched.after(2) == "old":
        at = matched.last + 3
    else:
        return False
    words = matched.tokens.words[at : at + 3]
    goes_on = next((place for place in range(len(words[:2])) if words[place] in context("goes-on")), None)
    if goes_on is None:
        return True
    # "a 35-year-old war veteran"
    follower = "".join(words[goes_on + 1 : goes_on + 2])
    return follower.endswith(("er", "or", "ist", "an")) and follower not in ("after", "over", "under", "for", "than")


def _half(unit: str, count: int) -> Reading:
    if unit in _IN_YEARS:
        return Reading("DURATION", f"P{count * _IN_YEARS[unit] + _IN_YEARS[unit] // 2}Y")
    halves = {"Y": f"P{count}Y6M", "TH": f"PT{count}H30M", "TM": f"PT{count}M30S", "D": f"P{count}DT12H"}
    return Reading("DURATION", halves.get(unit) or f"P{count}.5{unit}")


def read_half_unit(matched: Matched) -> Reading | None:
    """ "half a century", "a half-hour"."""
    unit = matched.meaning("one_unit")
    halves = {"C": "P50Y", "E": "P5Y", "Y": "P6M", "D": "PT12H", "TH": "PT30M", "TM": "PT30S"}
    return Reading("DURATION", halves[unit]) if unit in halves and not titled(matched, "one_unit") else None


def read_long(matched: Matched) -> Reading | None:
    """ "month-long", "decades-long"; of "20-day-long" the count is read elsewhere."""
    if matched.kind_before() == "hyphen":
        return None
    unit = matched.meaning("units") or matched.meaning("one_unit")
    return Reading("DURATION", duration(unit, "X" if matched.has("units") else "1")) if unit != "2" else None


def read_unit_and_half(matched: Matched) -> Reading | None:
    """ "a year and a half"."""
    unit = matched.meaning("one_unit")
    return _half(unit, 1) if unit not in ("2", "Q") else None


def read_vague_count(matched: Matched) -> Reading | None:
    word = matched.word("vague_count").lower()
    count = "2" if "couple" in word else "12" if "dozen" in word else "X"
    unit = matched.meaning("any_unit")
    return Reading("DURATION", duration(unit, count)) if unit else None


def read_single(matched: Matched) -> Reading | None:
    """ "a year", as a stretch; "$3 a year" is a rate."""
    unit = matched.meaning("one_unit")
    before = matched.before()
    if unit == "2" or matched.kind_before() in ("day", "figure", "decimal", "units", "hundred", "thousand"):
        return None
    if unit == "Q":
        return None  # a share
    if matched.has("degree") or matched.has("over") or before in context("stretch"):
        return Reading("DURATION", duration(unit, "1"))
    # "a month after the vote", "gave him a week to leave"
    if unit not in ("W", "M", "Y") or matched.after() not in ("after", "before", "to"):
        return None
    return Reading("DURATION", duration(unit, "1"))


def read_bare(matched: Matched) -> Reading | None:
    """ "for months", "recent weeks"."""
    unit = matched.meaning("units")
    if matched.before(2) == "matter":  # "a matter of weeks" is a turn of phrase
        return None
    if unit.startswith("T") or (not matched.has("recency") and matched.before() not in context("bare")):
        return None
    return Reading("DURATION", duration(unit, "X"))


def read_following(matched: Matched) -> Reading | None:
    """ "the weeks ahead", "the years that followed"."""
    following = (matched.after(), matched.after(2))
    if following[0] != "ahead" and following not in (("that", "followed"), ("to", "come")):
        return None
    return Reading("DURATION", duration(matched.meaning("units"), "X"))


def read_another(matched: Matched) -> Reading | None:
    """ "another year", "an additional two weeks"."""
    unit = matched.meaning("any_unit")
    count = number_of(matched.word("count").split()) if matched.has("count") else 1
    return Reading("DURATION", duration(unit, str(count))) if count and unit not in ("2", "Q") else None


def read_every(matched: Matched) -> Reading | None:
    if matched.has("weekday"):
        return Reading("SET", f"XXXX-WXX-{matched.meaning('weekday')}")
    if matched.has("month"):
        return Reading("SET", f"XXXX-{int(matched.meaning('month')):02}")
    unit = matched.meaning("any_unit")
    count = number_of(matched.word("count").split()) if matched.has("count") else 2 if matched.has("other") else 1
    return Reading("SET", duration(unit, str(count))) if count and unit != "2" else None


def read_weekday_of_each(matched: Matched) -> Reading | None:
    """ "the first Tuesday of every month": no one Tuesday."""
    number = number_of(matched.word("rank").split()) or 5 if matched.has("rank") else 5
    months = {"M": "XXXX-XX", "Y": "XXXX"}.get(matched.meaning("one_unit"))
    return Reading("SET", f"{months}-WXX-{matched.meaning('name_of_weekday')}-{number}") if months else None


def read_weekdays(matched: Matched) -> Reading | None:
    if matched.after() == "ago":
        return None
    part = f"T{matched.meaning('parts')}" if matched.has("parts") else ""
    return Reading("SET", f"XXXX-WXX-{matched.meaning('weekdays', 'weekdays', 'weekday')}{part}")


def read_often(matched: Matched) -> Reading | None:
    at = matched.first
    follower = matched.tokens.words[at + 1] if at + 1 < len(matched.tokens.words) else ""
    if matched.word("often").istitle() and at and (named(matched, at) or follower[:1].isupper()):
        return None  # "the Daily News"
    if follower in ("newspaper", "paper", "said", "reported"):
        return None  # "the party daily said"
    return Reading("SET", matched.meaning("often"))


def always(reference: str) -> Reader:
    """A reader for words that always mean the same."""
    reading = Reading("DATE", reference)
    return lambda _: reading


def read_future(matched: Matched) -> Reading | None:
    """ "in the near future"; "future earnings" are an attribute, "the future of our peoples" is a topic."""
    if not matched.has("units") and not matched.has("the") and matched.before() not in ("in", "near"):
        return None
    return None if matched.after() == "of" else Reading("DATE", "FUTURE_REF")


def read_ref(matched: Matched) -> Reading | None:
    for name in ("present", "recently", "soon"):
        if matched.has(name):
            return Reading("DATE", matched.meaning(name))
    if matched.has("now"):
        return Reading("DATE", "PRESENT_REF")
    return None


def read_soon(matched: Matched) -> Reading | None:
    if matched.before() == "as" or matched.after() in ("after", "before"):
        return None
    return Reading("DATE", "FUTURE_REF")


def read_the_past(matched: Matched) -> Reading | None:
    return Reading("DATE", "PAST_REF") if matched.before() in ("in", "of", "from") else None


def read_clock(matched: Matched) -> Reading | None:
    """ "10 a.m.", "5 p.m. EST Nov. 9": on the day that is named beside it, or publication's."""
    if matched.has("noon"):
        if matched.before() == "high":
            return None
        clock = matched.meaning("noon")
    else:
        digits = matched.word("clock_hour") or matched.word("clock_time") or _with_colon(matched.word("military"))
        hour, _, minute = digits.replace(".", ":").partition(":")
        number = int(hour or 99)
        if matched.has("ampm"):
            if not 1 <= number <= 12:
                return None
            number = number % 12 + (12 if matched.word("ampm").lower().startswith("p") else 0)
        elif matched.has("part") and number < 12 and matched.meaning("part") in ("AF", "EV"):
            number += 12
        if number > 24 or minute > "59":
            return None
        clock = f"{number:02}:{minute or '00'}"
    when = matched.published
    if matched.earlier and unit_of(matched.earlier.value) == "D" and matched.first - matched.earlier.last < _NEAR:
        when = date.fromisoformat(matched.earlier.value)
    weekday = matched.meaning("weekday_2") or _weekday_after(matched)
    if weekday:
        when = matched.published
        back = (when.isoweekday() - int(weekday)) % 7
        ahead = looks_ahead(matched)
        when = moved(when, "D", (7 - back) % 7 if ahead else -back) or when
    elif matched.has("name_of_month"):
        named = read_day(matched)
        when = date.fromisoformat(named.value) if named else when
    elif matched.has("last"):  # "9 p.m. last night"
        when = moved(matched.published, "D", -1) or when
    elif matched.has("this"):
        when = matched.published
    elif matched.has("today"):
        when = moved(matched.published, "D", int(matched.meaning("today"))) or when
    return Reading("TIME", f"{value_at('D', when)}T{clock}")


def _weekday_after(matched: Matched) -> str:
    """The Friday of "10:35 a.m. (0735 GMT) Friday"."""
    tokens = matched.tokens
    for at in range(matched.last + 1, min(matched.last + 8, len(tokens.kinds))):
        word, kind = tokens.words[at], tokens.kinds[at]
        if kind == "weekday":
            return lexicon()[word].value
        if word not in _BRACKETED and kind not in _CLOCK_KINDS:
            break
    return ""


_BRACKETED = frozenset(("(", ")", ",", "on"))
_CLOCK_KINDS = frozenset(("zone", "figure", "year", "day", "clock_time", "ampm", "local"))

_NEAR = 40
"""How many tokens a day that was named goes on to be the day of the hours after it."""


def _with_colon(figures: str) -> str:
    """ "0735" as "07:35"; empty when no clock shows it."""
    return f"{figures[:2]}:{figures[2:]}" if len(figures) == 4 and figures.isdigit() else ""


def read_bare_clock(matched: Matched) -> Reading | None:
    """ "at 14:30"; scores and prices look the same, but do not follow "at", or use a full stop."""
    if ":" not in matched.word("clock_time") or matched.kind_after() == "ampm":
        return None
    reading = read_clock(matched)
    return replace(reading, skip=1) if reading else None


def read_hour_of_part(matched: Matched) -> Reading | None:
    """ "at 4 in the morning"."""
    reading = read_clock(matched)
    return replace(reading, skip=1) if reading else None


RULES: tuple[Rule, ...] = (
    rule(
        "degree? owner? (last|next|past|latest|previous|coming|ordinal|full)? "
        "(count_2 to)? count fraction? hyphen? more? (trading|additional)? any_unit",
        read_count,
    ),
    rule("degree? owner? (last|next|past|ordinal)? count and a half hyphen? any_unit", read_count),
    rule("degree? a? half hyphen? a? hyphen? one_unit", read_half_unit),
    rule("degree? a one_unit and a half", read_unit_and_half),
    rule("the? (last|next|past) fortnight", lambda _: Reading("DURATION", "P2W")),
    rule("lasting", lambda m: Reading("DURATION", m.meaning("lasting"))),
    rule("(one_unit|units) hyphen long", read_long),
    rule("owner? (last|next|past|coming)? vague_count more? hyphen? any_unit", read_vague_count),
    rule("(degree|over)? a one_unit", read_single),
    rule("recency? units", read_bare),
    rule("the units", read_following),
    rule("(another|a additional) count? any_unit", read_another),
    rule("each other? (count|rank)? any_unit", read_every),
    rule("each (weekday|month) (and weekday_2)?", read_every),
    rule("the? (rank|last) name_of_weekday (of|in) each one_unit", read_weekday_of_each),
    rule("weekdays parts?", read_weekdays),
    rule("weekday parts", lambda m: Reading("SET", f"XXXX-WXX-{m.meaning('weekday')}T{m.meaning('parts')}")),
    rule("often", read_often),
    rule("present", read_ref),
    rule("now", read_ref),
    rule("(more|most)? recently", read_ref),
    rule("soon", read_soon),
    rule("the? near? future units?", read_future),
    rule("the (near|short) term", always("FUTURE_REF")),
    rule("the past", read_the_past),
    rule("recent", always("PAST_REF")),
    rule("current", always("PRESENT_REF")),
    rule("these units", always("PRESENT_REF")),
    rule(
        "about? clock_hour (ampm|oclock possessive? clock) local? zone? (comma|on)? "
        "((weekday comma?)? name_of_month number|weekday_2|today|(last|this) part)?",
        read_clock,
    ),
    rule("military (zone|local) comma? on? ((weekday comma?)? name_of_month number|weekday_2|today)?", read_clock),
    rule("at_clock clock_time local? zone? comma? on? (weekday_2|today)?", read_bare_clock),
    rule("at_clock clock_hour in the part (weekday_2|today)?", read_hour_of_part),
    rule("noon on? (weekday_2|today)?", read_clock),
)
