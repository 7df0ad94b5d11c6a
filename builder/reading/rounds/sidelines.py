"""Meetings on the fringes of another: "they met after the opening ceremony", "talks on the sidelines of the summit"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from builder.reading.rounds.meetings import Meeting
from builder.reading.rounds.report import RoundReport, RoundStatus
from builder.reading.statements import is_planned

_BESIDE = re.compile(
    r"(?: [^;\n]{1,160}?)?"
    r" (?:(?:shortly |right |just |soon )?after|on the (?:sidelines|margins) of)"
    r" (?:the|an?|this|that)(?P<name>(?: [\w’'-]+){1,5})"
)
_MOST = 3
"""Meetings on the fringes, of one article, that are worth a look."""
_PAST = frozenset(("met", "sat", "sat down", "gathered", "convened", "reconvened", "spoke", "talked", "meets"))


def host_of(prose: str, meeting: Meeting) -> str | None:
    """The words, in lower case, that name the other meeting beside which this one is."""
    match = _BESIDE.match(prose, meeting.words.end, meeting.sentence.end)
    return match["name"].lower() if match else None


def status_beside(prose: str, meeting: Meeting) -> RoundStatus:
    if meeting.noun in _PAST:
        return "held"
    return "planned" if is_planned(meeting.clause.span.of(prose).lower()) else "held"


@dataclass(frozen=True, slots=True)
class Beside:
    """An undated report with the words for the other meeting; `alone` where it counts without that, too."""

    report: RoundReport
    host: str
    alone: bool


def dated_beside(
    beside: list[Beside], reports: list[RoundReport], published: date
) -> tuple[list[RoundReport], list[RoundReport]]:
    """Those whose words for the other meeting name one of the dated `reports`, with its day; then the rest."""
    dated, others = [], []
    for number, one in enumerate(beside):
        day = next((known.period for known in reports if _is_host(known, one.host)), None) if number < _MOST else None
        over = day is not None and day.last is not None and day.last < published
        if day is not None and not (over and one.report.status == "planned"):
            dated.append(replace(one.report, period=day))
        elif one.alone:
            others.append(one.report)
    return dated, others


def _is_host(known: RoundReport, host: str) -> bool:
    noun = known.label.rpartition(" ")[2].lower()
    return known.period is not None and known.period.first == known.period.last and f" {noun}" in host
