"""Where they meet."""

from __future__ import annotations

import re

from builder.reading.names import Mention
from builder.reading.rounds.meetings import Meeting
from builder.reading.rounds.parties import within
from builder.reading.statements import Statement, place_of

_ELSEWHERE = frozenset(("attribution", "reported", "aside"))
_AT = re.compile(r"\b(?:[Ii]n|[Aa]t)(?: the)? $|\bcapital,? $")
# "Muscat has hosted", "Muscat, the capital, hosted"; not "the Muscat office hosted".
_SUBJECT_ENDS = re.compile(r"\s*(?:[,(]|(?:has|have|had|will|would|also|is|was|to|hosted|hosts)\b)")
_HOSTS = re.compile(r"\b(?:hosted|hosts|hosting|host) ")


def place_of_meeting(
    prose: str, meeting: Meeting, statement: Statement | None, mentions: tuple[Mention, ...], starts: list[int]
) -> str | None:
    """The place that hosts, that of the clause or, for a meeting with a date, that of the sentence."""
    inside = within(mentions, starts, meeting.clause.span)
    place = _hosting(prose, meeting, inside) or place_of(prose, inside, (meeting.clause.span,))
    if place is not None or statement is None:
        return place
    # "..., he said in Lima": where that was said is not where they meet.
    near = [clause.span for clause in statement.clauses if clause.kind not in _ELSEWHERE]
    around = [
        mention
        for span in near
        for mention in within(mentions, starts, span)
        if _AT.search(prose, max(0, mention.span.start - 14), mention.span.start)
    ]
    return place_of(prose, around, near)


def _hosting(prose: str, meeting: Meeting, inside: list[Mention]) -> str | None:
    """The place that is said to host: "Muscat hosted talks between the two"."""
    hosts = _HOSTS.search(prose, meeting.clause.span.start, meeting.words.start)
    if hosts is None:
        return None
    places = (m for m in inside if m.kind in ("place", "state") and m.span.end <= hosts.start())
    return next((m.name for m in places if _SUBJECT_ENDS.match(prose, m.span.end)), None)
