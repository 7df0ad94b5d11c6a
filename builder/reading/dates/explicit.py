"""Rules for dates that carry their own name: days, months, years, quarters, seasons, decades, holidays."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from builder.period import Modifier
from builder.reading.dates.numbers import number_of, year_of
from builder.reading.dates.rules import Matched, Reading, Rule, rule
from builder.reading.dates.tokens import context, lexicon
from builder.reading.dates.values import moved, unit_of, value_at

_MONEY = frozenset("$£€¥#")


def edge(matched: Matched, name: str = "edge_of") -> Modifier:
    """How a date's beginning, middle or end is picked out: "early", "the end of"."""
    match matched.meaning(name, "early", "mid", "late", "edge"):
        case "start":
            return "start"
        case "mid":
            return "mid"
        case "end":
            return "end"
    return "approx" if matched.meaning(name, "about") or matched.word(name).lower() in ("about", "around") else ""


def titled(matched: Matched, name: str) -> bool:
    """A capital makes a common word part of a title: "This Week", "60 Minutes"."""
    word = matched.word(name).split()[-1]
    at = matched.places(name).stop - 1
    return word[0].isupper() and not word.isupper() and at > 0 and matched.last > matched.first


def _month(matched: Matched, name: str = "name_of_month") -> int:
    return int(matched.meaning(name))


def _day(text: str) -> int | None:
    figures = re.match(r"\d+", text)
    return int(figures[0]) if figures else number_of(text.split())


def _year_near(matched: Matched, month: int, day: int) -> int | None:
    """The year that makes a day without one come nearest to publication, on the side to which the clause looks."""
    published = matched.published
    days = []
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    if not days:
        return None
    nearest = min(days, key=lambda when: abs((when - published).days))
    ahead = (nearest - published).days
    if _moved_to(matched):
        return nearest.year
    if matched.before() in ("ended", "since"):
        side = -1
    elif abs(ahead) <= 120 or matched.was_ahead():
        return nearest.year
    else:  # far either way: the verb decides, or else the past, which is what news reports
        side = matched.direction() or -1
    fitting = [when for when in days if (when - published).days * side >= 0]
    return min(fitting or [nearest], key=lambda when: abs((when - published).days)).year


_MOVES = frozenset(("shifted", "moved", "postponed", "delayed", "extended", "pushed", "rescheduled", "deferred"))


def _moved_to(matched: Matched) -> bool:
    """ "shifted the date from May 1 to September 11": the day that is named last is still to come."""
    if matched.before() not in ("to", "until", "till"):
        return False
    return not _MOVES.isdisjoint(matched.tokens.words[max(0, matched.first - 16) : matched.first])


def _shared_year(matched: Matched) -> int | None:
    """The year that stands only once for two: "in May and July last year", "from November to March 2021"."""
    tokens = matched.tokens
    words = tokens.words[matched.last + 1 : matched.last + 9]
    if len(words) < 3 or words[0] not in ("and", "or", "to", "until", "through"):
        return None
    if words[0] == "and" and matched.has("number") and words[1].isdigit():  # "October 7 and 15, 2011"
        said = words[3] if words[2] == "," else words[2]
        return int(said) if re.fullmatch("(?:19|20)[0-9]{2}", said) else None
    at = 2 if words[1] in ("in", "on", "early", "late") and len(words) > 3 else 1
    entry = lexicon().get(words[at])
    if entry is None or entry.kind != "month":
        return None
    at += 1
    while at < len(words) and (words[at] == "," or (words[at].isdigit() and len(words[at]) < 3)):
        at += 1
    if at < len(words) and re.fullmatch("(?:19|20)[0-9]{2}", words[at]):
        year = int(words[at])
    elif words[at : at + 3] == ("of", "that", "year") and matched.earlier and matched.earlier.year:
        return matched.earlier.year
    elif words[at : at + 2] in (("last", "year"), ("this", "year"), ("next", "year")):
        year = matched.published.year + _STEPS[words[at]]
    else:
        return None
    return year - (_month(matched) > int(entry.value))


_STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1, "following": 1}


def _step(matched: Matched) -> int:
    """-1 for "last", 1 for "next", 0 for "this" or nothing."""
    return _STEPS.get(matched.word("which").lower().rpartition(" ")[2], 0)


def _said_year(matched: Matched) -> int | None:
    if matched.has("year"):
        return int(matched.word("year"))
    if matched.has("spelled_year"):
        return year_of(matched.word("spelled_year").split())
    if matched.has("which") and matched.meaning("unit") == "Y":  # "last year", "this year"
        return matched.published.year + _step(matched)
    if matched.has("that_year") and matched.meaning("that_year", "unit") == "Y" and matched.earlier:
        return matched.earlier.year
    return _year_just_said(matched)


_JOINTS = frozenset((",", "-", "–", "—", ":", "(", "in", "on", "by", "early", "late", "mid"))


def _year_just_said(matched: Matched) -> int | None:
    """The year of "earlier this year, in January", "in 2019, on March 3"."""
    earlier = matched.earlier
    if earlier is None or unit_of(earlier.value) != "Y" or not 0 < matched.first - earlier.last <= 3:
        return None
    between = matched.tokens.words[earlier.last + 1 : matched.first]
    return earlier.year if between and _JOINTS.issuperset(between) and between[0] != "in" else None


def read_day(matched: Matched) -> Reading | None:
    month = _month(matched)
    number = _day(matched.word("number") or matched.word("day_number"))
    if number is None or not 1 <= number <= 31:
        return None
    skip = 1 if matched.has("this") else 0
    year = _said_year(matched)
    if year is None and (matched.has("last") or matched.has("next")):
        skip = matched.places("last").stop - matched.first if matched.has("last") else 0
        passed = (month, number) < (matched.published.month, matched.published.day)
        year = matched.published.year - (0 if passed else 1) + (1 if matched.has("next") else 0)
    year = year or _shared_year(matched) or _year_near(matched, month, number)
    try:
        value = date(year or 0, month, number).isoformat()
    except ValueError:
        return None
    return Reading("DATE", value, "approx" if matched.word("about") else "", skip=skip)


def read_day_range(matched: Matched) -> Reading | None:
    """ "17-18 July": one expression, from the first day to the last."""
    month = _month(matched)
    numbers = [
        int(part)
        for part in re.findall(r"\d+", matched.word("days") or f"{matched.word('day')} {matched.word('day_2')}")
    ]
    if len(numbers) != 2 or numbers[0] >= numbers[1]:
        return None
    if matched.has("and") and numbers[1] - numbers[0] > 1 and matched.before() != "between":
        return None  # "on October 7 and 15": two days, with others between them
    year = _said_year(matched) or _year_near(matched, month, numbers[0])
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
    number = _day(matched.word("day_number")) or 0
    try:
        value = date(_said_year(matched) or int(year), int(month), number).isoformat()
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
    year = int(said) if said else _year_near(matched, month, number)
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
    number = _day(matched.word("ordinal_number")) or 0
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


def read_part_of_month(matched: Matched) -> Reading | None:
    """ "the first day of May", "the last week of March", "the first Tuesday in November"."""
    month = _month(matched)
    year = _said_year(matched) or _month_year(matched, month)
    if not 1 <= year <= 9999:
        return None
    number = 0 if matched.has("last") else _day(matched.word("rank")) or 0
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


def read_iso_date(matched: Matched) -> Reading | None:
    try:
        return Reading("DATE", date.fromisoformat(matched.word("iso_date")).isoformat())
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


def read_month(matched: Matched) -> Reading | None:
    month = _month(matched)
    year = _said_year(matched)
    if year is None:
        if matched.word("name_of_month") == "MAY":  # as likely the verb in a headline
            return None
        if "." not in matched.word("name_of_month") and matched.meaning("name_of_month", "month_short"):
            return None
        if _is_name(matched):
            return None
        year = _shared_year(matched) or _month_year(matched, month)
    if not 1 <= year <= 9999:
        return None
    return Reading("DATE", f"{year:04}-{month:02}", edge(matched))


def read_which_month(matched: Matched) -> Reading | None:
    """ "last February": the latest that is over; "next May"; "this September" is publication's year."""
    month, published = _month(matched), matched.published
    year = published.year
    if _step(matched) < 0 and month >= published.month:
        year -= 1
    elif _step(matched) > 0 and month <= published.month:
        year += 1
    return Reading("DATE", f"{year:04}-{month:02}", edge(matched)) if 1 <= year <= 9999 else None


def read_year_part(matched: Matched) -> Reading | None:
    """ "the 1988 period", "the 1988 quarter": in an account of quarters, the same quarter of that year."""
    year = matched.word("year")
    if not "1800" <= year <= "2100":
        return None
    quarter = matched.earlier.quarter if matched.earlier else ""
    return Reading("DATE", year + quarter[4:], aside=True)


def _month_year(matched: Matched, month: int) -> int:
    """The verb decides; a month soon to come is past only when the verb stands close by."""
    published = matched.published
    ahead = (month - published.month) % 12
    side = matched.direction(6 if 1 <= ahead <= 3 and not matched.fronted() else 40)
    if matched.before() in ("until", "till", "through"):
        side = max(side, 0)
    if matched.before() == "by":  # "agreed to leave by May"; only "had left by May" looks back
        side = -1 if matched.had() else 1
    if ahead == 0:
        return published.year
    if ahead == 11:  # of the month just over nobody says only its name who means the next
        return published.year - (month > published.month)
    if matched.was_ahead():  # "was to open in March": the nearest one
        return published.year + (month < published.month) - (ahead >= 6)
    if matched.before() == "since":
        side = -1
    if side > 0 or (side == 0 and ahead <= 3):
        return published.year + (month < published.month)
    return published.year - (month > published.month)


def _is_name(matched: Matched) -> bool:
    """ "April Smith", "Theresa May", "the March Group", "August Wilson": a capital beside makes a month a name."""
    word = matched.word("name_of_month").lower()
    if word not in ("may", "april", "june", "august", "march", "january"):
        return False
    after, before = matched.after(), matched.before()
    tokens = matched.tokens
    follower = matched.last + 1 < len(tokens.words) and tokens.words[matched.last + 1]
    if word == "may":  # a surname too: a month only after a word that calls for a date
        return before not in context("year") or matched.kind_after() == "possessive"
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
        return Reading("DATE", matched.word("decade")[:3], edge(matched))
    figure = matched.meaning("nineties") if matched.has("nineties") else matched.word("decade_short")[0]
    if matched.has("nineties") and not matched.has("the") and matched.before() in ("his", "her", "their", "in", "my"):
        return None
    year = int(f"19{figure}0")
    return Reading("DATE", str(year)[:3], edge(matched))


def read_century(matched: Matched) -> Reading | None:
    if matched.meaning("one_unit") != "C":
        return None
    number = _day(matched.word("rank"))
    return Reading("DATE", f"{number - 1:02}", edge(matched)) if number else None


def read_weekday(matched: Matched) -> Reading | None:
    """The latest such day up to publication, unless the words look ahead."""
    number = int(matched.meaning("name_of_weekday"))
    published = matched.published
    if matched.first and matched.tokens.words[matched.first - 1] in context("day-name"):
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
    week = moved(matched.published, "W", _step(matched)) if matched.meaning("unit") == "W" else None
    when = moved(week, "D", int(matched.meaning("name_of_weekday")) - week.isoweekday()) if week else None
    if when is None:
        return None
    part = matched.meaning("part_of_day")
    return Reading("TIME", f"{when.isoformat()}T{part}") if part else Reading("DATE", when.isoformat())


def looks_ahead(matched: Matched) -> bool:
    if matched.before() == "as" and matched.before(2) in ("soon", "early"):
        return True
    if matched.before() in ("until", "till", "by", "through"):
        return matched.grants_time() or matched.direction(12) >= 0
    return matched.direction(6 if matched.kind_after() == "possessive" else 40) > 0


def read_season(matched: Matched) -> Reading | None:
    season, published = matched.meaning("season"), matched.published
    year = _said_year(matched)
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
        number = _day(matched.word("rank"))
    if number is None or not 1 <= number <= 4:
        return None
    year = _said_year(matched)
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
    year = _said_year(matched) or (matched.published.year if matched.has("unit") else None)
    return Reading("DATE", f"{year:04}-H{number}") if year else None


def read_fiscal_year(matched: Matched) -> Reading | None:
    year = int(matched.word("fiscal_year")[2:]) if matched.has("fiscal_year") else _said_year(matched)
    # A fiscal year's months are its owner's: the calendar year only comes near.
    return Reading("DATE", f"{year:04}", edge(matched) or "approx") if year else None


def read_feast(matched: Matched) -> Reading | None:
    """ "Good Friday", "Easter Monday"; the Good Friday Agreement is no day."""
    days = {"5": -2} if matched.has("good") else {"1": 1, "7": 0}
    offset = days.get(matched.meaning("weekday"))
    year = _nearest_year(matched)
    if offset is None or not 1 < year < 9999 or matched.kind_after() == "other":
        return None
    when = _easter(year) + timedelta(days=offset)
    if when > matched.published and (when - matched.published).days > 120 and matched.direction() < 0:
        when = _easter(year - 1) + timedelta(days=offset)
    return Reading("DATE", when.isoformat())


def read_holiday(matched: Matched) -> Reading | None:
    eve = matched.has("eve")
    if matched.has("holiday"):
        month, number = (int(part) for part in matched.meaning("holiday").split("-"))
        year = _said_year(matched) or _year_near(matched, month, number)
        when = date(year, month, number) if year else None
    else:
        year = _said_year(matched) or _nearest_year(matched)
        if not 1 < year <= 9999:
            return None
        when = _thanksgiving(year) if matched.has("thanksgiving") else _easter(year)
        if matched.word("which").lower() == "last" and when >= matched.published:
            when = _thanksgiving(year - 1) if matched.has("thanksgiving") else _easter(year - 1)
    if when and eve:
        when = moved(when, "D", -1)
    return Reading("DATE", value_at("D", when)) if when else None


def _nearest_year(matched: Matched) -> int:
    if matched.word("which").lower() == "last":
        return matched.published.year
    return matched.published.year - (1 if matched.has("thanksgiving") and matched.published.month < 5 else 0)


def _thanksgiving(year: int) -> date:
    """The fourth Thursday of November."""
    first = date(year, 11, 1)
    return first + timedelta(days=(4 - first.isoweekday()) % 7 + 21)


def _easter(year: int) -> date:
    """Western Easter, after the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, 1991, ch. 8)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, number = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, number + 1)


RULES: tuple[Rule, ...] = (
    rule(
        "(about )?(any_weekday comma?)? (last|next|this)? name_of_month the? number "
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
    rule(
        "the (rank|last) (unit|units|weekday) (of|in) name_of_month (comma? of? year|which unit|that_year)?",
        read_part_of_month,
    ),
    rule("iso_date", read_iso_date),
    rule("slashed", read_slashed),
    rule("edge_of? name_of_month (comma? of? (year|spelled_year)|which unit|that_year)?", read_month),
    rule("edge_of? which name_of_month", read_which_month),
    rule("edge_of? year", read_year),
    rule("the year (span|one_unit)", read_year_part),
    rule("edge_of? the_year year", read_year),
    rule("edge_of? the_year? said", read_spelled_year),
    rule("numbers", read_year_range),
    rule("edge_of? the? decade", read_decade),
    rule("edge_of? the? apostrophe decade_short", read_decade),
    rule("edge_of? the decade_short", read_decade),
    rule("the? edge_of? the_2? nineties", read_decade),
    rule("edge_of? the? rank hyphen? one_unit", read_century),
    rule("(early|late|earlier|later)? which? name_of_weekday part_of_day?", read_weekday),
    rule("(early|late)? name_of_weekday part_of_day? of? which unit", read_weekday_of_week),
    rule("which season", read_season),
    rule("edge_of? the? season of? (year|spelled_year)", read_season),
    rule("edge_of? owner? season", read_bare_season),
    rule("owner? fiscal? hyphen? rank hyphen_2? one_unit (of? (fiscal? year)|of? which unit)?", read_quarter),
    rule("the? unit hyphen? (ago|earlier) rank hyphen? one_unit", read_quarter),
    rule("the? year fiscal? rank hyphen? one_unit", read_quarter),
    rule("which unit possessive fiscal? rank hyphen? one_unit", read_quarter),
    rule("q (of? year)?", read_quarter),
    rule("the? (rank|last) half of the? (year|decade)", read_half),
    rule("the? (rank|last) half of (which|the_2) unit", read_half),
    rule("edge_of? fiscal unit? year", read_fiscal_year),
    rule("fiscal_year", read_fiscal_year),
    rule("(good|easter) weekday", read_feast),
    rule("which? holiday (eve|unit)?", read_holiday),
    rule("which? (thanksgiving|easter) unit? (eve)?", read_holiday),
)
