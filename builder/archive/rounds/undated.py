"""Reports without a date: "the talks in Oslo ended without a deal"."""

from __future__ import annotations

from datetime import timedelta

from builder.archive.rounds.fitting import may_be_of
from builder.archive.rounds.lookup import Calendar, Landmarks
from builder.archive.rounds.meeting import OFF, TWO, Meeting
from builder.archive.rounds.sightings import Places, Sighting

_SHORT = timedelta(days=10)
"""Talks no longer than this are what an article of these days means by talks without a date."""
_MONTH = timedelta(days=31)
"""So long, where both sides are named."""
_AFTERWARDS = timedelta(days=2)
_FRESH = timedelta(days=366)
"""How far from the days of a meeting that was called off it is told of without a date."""


def find_undated_candidates(
    sighting: Sighting, landmarks: Landmarks, calendar: Calendar, places: Places
) -> list[Meeting]:
    """The meetings that a report without a date may be of: by their number, or those of the days when it came out."""
    if sighting.status == "held" and sighting.number is not None:
        return _numbered(sighting, landmarks, places)
    if sighting.place is None:
        return []
    if sighting.status == "held":
        return _of_these_days(sighting, calendar)
    return _off(sighting, landmarks) if sighting.status in OFF else []


def _numbered(sighting: Sighting, landmarks: Landmarks, places: Places) -> list[Meeting]:
    assert sighting.number is not None
    published = sighting.published
    return [
        meeting
        for meeting in landmarks.by_number.get(sighting.number, ())
        if meeting.first <= published
        and (sighting.parties or published - meeting.last <= _AFTERWARDS)
        and all(places.agree(sighting.place, place) for place in meeting.places)
        and may_be_of(sighting, meeting)
    ]


def _of_these_days(sighting: Sighting, calendar: Calendar) -> list[Meeting]:
    published = sighting.published
    if not sighting.parties:
        return []
    longest = _MONTH if len(sighting.parties) >= TWO else _SHORT
    return [
        meeting
        for meeting in calendar.near(published.toordinal() - _AFTERWARDS.days, published.toordinal(), sighting.parties)
        if meeting.first <= published
        and published - meeting.last <= _AFTERWARDS
        and meeting.last - meeting.first <= longest
        and sighting.place in meeting.places
        and meeting.held
        and may_be_of(sighting, meeting)
    ]


def _off(sighting: Sighting, landmarks: Landmarks) -> list[Meeting]:
    assert sighting.place is not None
    return [
        meeting
        for meeting in landmarks.off_by_place.get(sighting.place, ())
        if abs(sighting.published - meeting.first) <= _FRESH and may_be_of(sighting, meeting)
    ]
