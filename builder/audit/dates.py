"""Dates as pages show them, against those that sentences give."""

from __future__ import annotations

import re
from collections.abc import Iterable

from builder.audit.blocks import Run
from builder.audit.words import HOLE, Phrases
from builder.period import MONTHS, SEASONS, Period, machine_date, parse_period, say

_STEMS = {name: f"{number:02d}" for number, name in enumerate(MONTHS, 1)}
_STEMS |= {name: str(number) for number, (name, _) in SEASONS.items()}
_DATE = re.compile(rf"(?:(?:([0-9]{{1,2}}) )?({'|'.join(_STEMS)}) )?\b([0-9]{{4}})\b")
_DATING = Phrases(("reported", "as reported", "from", "to", "until"))
_STRETCH = Phrases((*MONTHS, "no month", "month not reported", "part", "undated"))
_DIGIT = re.compile(r"[0-9]")


def is_dated(run: Run, known: Iterable[Period]) -> bool:
    """Whether one of the periods is shown by `run`, or is of the same days as far as the run's machine value goes."""
    periods = tuple(known)
    if any(run.time == machine_date(period) and run.text.strip() == say(period) for period in periods):
        return True
    try:
        shown = parse_period(run.time or "")
    except ValueError:
        return False
    return any(shown.overlaps(period) for period in periods)


def dates_only(text: str, known: Iterable[Period]) -> bool:
    """Whether `text` only dates something ("reported 3 May 2021 to June 2021"), with dates that overlap known ones."""
    periods = tuple(known)
    left = _DATE.sub(lambda match: HOLE if _is_known(match, periods) else match[0], text)
    return left != text and not _DIGIT.search(left) and _DATING.say(left)


def dating_words(text: str) -> bool:
    """Whether nothing stands in `text` but words that date something."""
    return _DATING.say(_DATE.sub(HOLE, text))


def is_stretch(text: str) -> bool:
    """Whether `text` names a stretch of time: "2021", "March", "March 2021", "March 2021, part 2"."""
    return _STRETCH.say(text)


def dates_in(text: str) -> tuple[str, ...]:
    """The dates in `text` as machines write them."""
    return tuple(_edtf(match) for match in _DATE.finditer(text))


def _edtf(match: re.Match[str]) -> str:
    month = f"-{_STEMS[match[2]]}" if match[2] else ""
    return f"{match[3]}{month}" + (f"-{int(match[1]):02d}" if match[1] else "")


def _is_known(match: re.Match[str], periods: Iterable[Period]) -> bool:
    try:
        named = parse_period(_edtf(match))
    except ValueError:
        return False
    return any(named.overlaps(period) for period in periods)
