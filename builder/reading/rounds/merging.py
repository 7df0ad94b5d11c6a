"""Reports of the same meeting, made one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from builder.period import Period
from builder.reading.rounds.meetings import NEW, SERIES
from builder.reading.rounds.report import RoundReport

_MOST = 200


def merged(reports: list[RoundReport], states: frozenset[str], published: date) -> tuple[RoundReport, ...]:
    """Dated reports first; each other report joins the one that it can be about."""
    rounds: list[RoundReport] = []
    # What tells of more meetings than this is a list, not an article.
    ordered = sorted(reports[:_MOST], key=lambda r: (r.period is None, _vague(r.period), r.label == "meeting", r.span))
    for report in ordered:
        at = next((n for n, known in enumerate(rounds) if _same(known, report, states, published)), None)
        if at is None:
            rounds.append(report)
        else:
            rounds[at] = _joined(rounds[at], report, states)
    return tuple(sorted(rounds, key=lambda r: (r.span, r.label)))


def _days_apart(one: Period, other: Period) -> int:
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return 100_000
    return max((other.first - one.last).days, (one.first - other.last).days)


def _vague(period: Period | None) -> int:
    if period is None or period.first is None or period.last is None:
        return 100_000
    return (period.last - period.first).days


def _same(known: RoundReport, report: RoundReport, states: frozenset[str], published: date) -> bool:
    places = {known.place, report.place} - {None, *states}
    if known.place and report.place and (_VENUE.search(known.place) or _VENUE.search(report.place)):
        places = set()  # a house is in a town
    if len(places) > 1 or _is_call(known) != _is_call(report) or _others_meet(known, report):
        return False
    if known.period is not None and report.period is not None:
        wide = max(_vague(known.period), _vague(report.period)) > 6
        if wide and (known.status == "held") != (report.status == "held"):
            return False
        beside = known.period.overlaps(report.period) or _days_apart(known.period, report.period) <= 1
        return known.period.overlaps(report.period) or (
            beside and known.place is not None and known.place == report.place
        )
    # "The upcoming talks", in an article of the day on which they opened.
    opens = report.period is None and known.period is not None and (known.period.last or published) >= published
    if (known.status == "held") != (report.status == "held") and not (opens and known.status == "held"):
        return False
    if report.period is None and known.status != report.status and NEW.search(report.label):
        return False  # "a new meeting", after one was called off
    if _is_series(known) != _is_series(report):
        return False
    if report.period is None and known.period is not None:
        if _vague(known.period) > _LONGEST:
            return False
        # An undated "talks in X" gives no place to a dated "met Y".
        if report.place is not None and known.place is None and known.label.startswith("meeting"):
            return False
        # Nor does a "meeting of theirs" have the parties of talks that somebody else holds.
        more = len(report.parties) > max(1, len(known.parties))
        if more and _is_meeting(known) != _is_meeting(report):
            return False
        number = _number(report.label)
        # "launched talks on Monday, the first direct negotiations": of one sentence, and of one meeting.
        apposed = not _number(known.label) and known.span.overlaps(report.span)
        return apposed or not number or number == _number(known.label)
    return True


_VENUE = re.compile(r"\b(?:House|Hotel|Palace|Hall|Cent(?:er|re)|Building|Office|Mansion|Villa|Castle|Headquarters)$")
_A_WEEK = 7
_LONGEST = 92
"""Days of a period beyond which it says of no meeting when it was."""
_CALL = re.compile(r"\b(?:call|conversation)\b")


def _is_call(report: RoundReport) -> bool:
    return _CALL.search(report.label) is not None


def _is_meeting(report: RoundReport) -> bool:
    return report.label.startswith("meeting")


def _is_series(report: RoundReport) -> bool:
    """Whether it tells of talks over months or many rounds, and not of one meeting."""
    return report.period is None and SERIES.search(report.label) is not None


_SIDED = re.compile(
    r"\b(?:(?:two|three|four|five|six|seven|eight)-(?:party|way|sided|nation|power)|bilateral|trilateral"
    r"|quadrilateral|quadripartite|multilateral)\b",
    re.IGNORECASE,
)


def _others_meet(known: RoundReport, report: RoundReport) -> bool:
    """Whether two reports name different parties, or of one only is said how many these are: "six-party talks"."""
    one, other = set(known.parties), set(report.parties)
    if len(one) > 1 and len(other) > 1 and not (one <= other or other <= one):
        return True
    if (
        known.period is not None
        and report.period is not None
        and max(_vague(known.period), _vague(report.period)) < _A_WEEK
    ):
        return False
    sided = [match[0].lower() if match else "" for match in map(_SIDED.search, (known.label, report.label))]
    return sided[0] != sided[1]


_ORDINAL = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th))\b", re.IGNORECASE
)


def _number(label: str) -> str:
    match = _ORDINAL.search(label)
    return match[0].lower() if match else ""


def _joined(known: RoundReport, report: RoundReport, states: frozenset[str]) -> RoundReport:
    period = _longer(known.period, report.period) if known.period and report.period else known.period or report.period
    label = known.label
    if label.startswith("meeting") and report.period is not None and not report.label.startswith("meeting"):
        label = report.label
    status = known.status
    if report.status in ("postponed", "cancelled") and known.status == "planned":
        status = report.status
    return replace(
        known,
        label=label,
        period=period,
        place=report.place if report.place and (known.place is None or known.place in states) else known.place,
        parties=_parties(known, report),
        status=status,
    )


def _parties(known: RoundReport, report: RoundReport) -> tuple[str, ...]:
    """The longer list; but what is told without a date adds no third to those who are named with one."""
    if len(known.parties) >= len(report.parties):
        return known.parties
    undated = report.period is None and known.period is not None
    return known.parties if undated and known.parties and len(report.parties) > 2 else report.parties


def _longer(known: Period, other: Period) -> Period:
    """The days that talks lasted, where one report gives these and the other the day on which they opened or ended."""
    if known.first is None or known.last is None or other.first is None or other.last is None:
        return known
    days = (max(known.last, other.last) - min(known.first, other.first)).days
    edge = known.first == other.first or known.last == other.last
    counted = "/" in other.edtf and _vague(known) < _vague(other)
    return other if counted and days < (_LONGEST if edge else _A_WEEK) else known
