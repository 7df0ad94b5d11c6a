"""What a date without a year of its own hangs on: words beside it, the tense of its clause, the day of publication."""

from __future__ import annotations

import re
from datetime import date

from builder.period import Modifier
from builder.reading.dates.numbers import number_of, year_of
from builder.reading.dates.rules import Matched
from builder.reading.dates.tense import is_set
from builder.reading.dates.tokens import lexicon
from builder.reading.dates.values import unit_of


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


def month_of(matched: Matched, name: str = "name_of_month") -> int:
    return int(matched.meaning(name))


def number_in(text: str) -> int | None:
    figures = re.match(r"\d+", text)
    return int(figures[0]) if figures else number_of(text.split())


_STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1, "following": 1}


def step(matched: Matched) -> int:
    """-1 for "last", 1 for "next", 0 for "this" or nothing."""
    return _STEPS.get(matched.word("which").lower().rpartition(" ")[2], 0)


def said_year(matched: Matched) -> int | None:
    if matched.has("year"):
        return int(matched.word("year"))
    if matched.has("spelled_year"):
        return year_of(matched.word("spelled_year").split())
    if matched.has("which") and matched.meaning("unit") == "Y":  # "last year", "this year"
        return matched.published.year + step(matched)
    if matched.has("that_year") and matched.meaning("that_year", "unit") == "Y" and matched.earlier:
        return matched.earlier.year
    return None


_JOINTS = frozenset((",", "-", "–", "—", ":", "(", "in", "on", "by", "early", "late", "mid"))
_JOINS = frozenset((",", "-", "–", "—", "and", "or", "to", "until", "through", "in", "early", "late", "mid"))


def year_just_said(matched: Matched, month: int) -> int | None:
    """The year of "earlier this year, in January", "in 2019, on March 3", and of the May in "from March to May"."""
    earlier = matched.earlier
    if earlier is None or not 0 < matched.first - earlier.last <= 3:
        return None
    between = matched.tokens.words[earlier.last + 1 : matched.first]
    unit = unit_of(earlier.value)
    if unit == "Y":
        return earlier.year if between and _JOINTS.issuperset(between) else None
    if unit != "M" or earlier.year is None or not between or not _JOINS.issuperset(between):
        return None
    first = int(earlier.value[5:7])
    spans = between[0] in ("-", "–", "—", "to", "until", "through")
    return earlier.year + (month < first) if spans or month > first else None


_YEAR = re.compile("(?:19|20)[0-9]{2}")


def shared_year(matched: Matched) -> int | None:
    """The year that stands only once for many: "in May and July last year", "November to March 2021"."""
    tokens = matched.tokens
    words = tokens.words[matched.last + 1 : matched.last + 16]
    if words[:1] == ("and",) and matched.has("number") and words[1:2] and words[1].isdigit():
        said = words[3:4] if words[2:3] == (",",) else words[2:3]  # "October 7 and 15, 2011"
        return int(said[0]) if said and _YEAR.fullmatch(said[0]) else None
    at, month, passed = 0, month_of(matched), 0
    while at + 1 < len(words) and words[at] in _JOINS:
        at += 2 if words[at + 1] in _JOINS else 1
        if at < len(words) and words[at].isdigit() and len(words[at]) < 3:  # "30 May to 2 June 2021"
            at += 1
        entry = lexicon().get(words[at]) if at < len(words) else None
        if entry is None or entry.kind not in ("month", "month_short"):
            return None
        if words[at + 1 : at + 2] == (".",):
            at += 1
        passed += month > int(entry.value)  # from November to March a year goes by
        month = int(entry.value)
        at += 1
        if at < len(words) and words[at].isdigit() and len(words[at]) < 3:
            at += 1
        year = _year_at(matched, words[at + 1 if words[at : at + 1] == (",",) else at :])
        if year is not None:
            return year - passed
    return None


def _year_at(matched: Matched, words: tuple[str, ...]) -> int | None:
    """The year that `words` begin with."""
    if words and _YEAR.fullmatch(words[0]):
        return int(words[0])
    if words[:3] == ("of", "that", "year") and matched.earlier:
        return matched.earlier.year
    if words[:2] in (("last", "year"), ("this", "year"), ("next", "year")):
        return matched.published.year + _STEPS[words[0]]
    return None


def year_of_day(matched: Matched, month: int, day: int) -> int | None:
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
    if _moved_to(matched) or (ahead > 0 and is_set(matched.tokens, matched.last)):
        return nearest.year
    if matched.before() in ("by", "until", "till") and ahead < -60 and not matched.had():
        side = 1  # "they hope to finish by December 31"
    elif matched.before() in ("ended", "since") or (ahead > 30 and matched.happened()):
        side = -1
    elif (abs(ahead) <= 150 and not (ahead < -90 and matched.direction() > 0)) or matched.was_ahead():
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


def year_of_month(matched: Matched, month: int) -> int:
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


def looks_ahead(matched: Matched) -> bool:
    if matched.before() == "as" and matched.before(2) in ("soon", "early"):
        return True
    if matched.before() in ("until", "till", "by", "through"):
        return matched.grants_time() or matched.direction(12) >= 0
    return matched.direction(6 if matched.kind_after() == "possessive" else 40) > 0
