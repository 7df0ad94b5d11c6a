"""Whether the days and those named in a report fit a meeting."""

from __future__ import annotations

from datetime import timedelta

from builder.archive.rounds.meeting import OFF, TWO, Meeting
from builder.archive.rounds.sightings import Places, Sighting

_A_DAY = timedelta(days=1)


def is_same(sighting: Sighting, meeting: Meeting, places: Places) -> bool:
    """Whether a full report is of a meeting that the machine has put together."""
    if not all(are_nested(sighting.parties, parties) for parties in meeting.parties):
        return False
    if not is_timely(sighting, meeting):
        return False
    if all(places.agree(sighting.place, place) for place in meeting.places):
        return True
    # One number and the same days: the reports differ about the place.
    same_days = sighting.bounds == (meeting.first, meeting.last)
    return same_days and sighting.number is not None and sighting.number in meeting.numbers


def are_nested(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two sets of parties can be of one meeting: one within the other, or two in both."""
    return a <= b or b <= a or len(a & b) >= TWO


def is_timely(sighting: Sighting, meeting: Meeting) -> bool:
    """Whether the days overlap, or touch where both are told alike.

    Talks held until the 18th and planned from the 19th are two.
    """
    assert sighting.bounds
    first, last = sighting.bounds
    overlap = first <= meeting.last and meeting.first <= last
    touch = first - meeting.last <= _A_DAY and meeting.first - last <= _A_DAY
    if sighting.status in OFF and meeting.held and not first <= meeting.first <= last:
        return False  # a session called off, in talks that were held
    if sighting.status == "held" and meeting.off and meeting.curated is None:
        return False
    return overlap or (touch and sighting.precise and (sighting.status == "held") == meeting.held)


def may_be_of(sighting: Sighting, meeting: Meeting) -> bool:
    """Whether those named fit: the report's parties are of the meeting, and its article names two of these somewhere.

    One is enough where the report gives the very place and days, or the number.
    """
    sides = meeting.everybody
    if not sighting.parties <= sides | meeting.helpers:
        return False
    plain = sighting.place is not None and bool(meeting.places) and (sighting.precise or sighting.status in OFF)
    numbered = sighting.number is not None and sighting.number in meeting.numbers
    return len(sighting.present & sides) >= min(1 if plain or numbered else TWO, len(sides))
