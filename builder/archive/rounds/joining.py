"""Which reports are of one meeting.

Precise reports with both sides come first and make the meetings; a report that knows less (a month, one side) joins
the only meeting that it can be of. Where it can be of several, it is kept with each as unsure, and decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from builder.archive.rounds.editors import find_editors_meeting, meeting_of_editor
from builder.archive.rounds.fitting import is_same
from builder.archive.rounds.lookup import Calendar, Landmarks
from builder.archive.rounds.meeting import TWO, Meeting
from builder.archive.rounds.partial import find_candidates, meetings_of_partial
from builder.archive.rounds.sightings import Places, Sighting
from builder.archive.rounds.undated import find_undated_candidates
from builder.content.curated import RoundMetadata
from builder.content.folder import Curated


def join_sightings(
    sightings: Iterable[Sighting], curated: Sequence[Curated[RoundMetadata]], places: Places
) -> list[Meeting]:
    """The meetings that editors and reports tell of; those of the machine have two sides at least."""
    calendar = Calendar()
    meetings = [meeting_of_editor(entry) for entry in curated]
    for meeting in meetings:
        calendar.put(meeting)
    dated: list[Sighting] = []
    undated: list[Sighting] = []
    for sighting in sorted(sightings, key=_order):
        (dated if sighting.bounds else undated).append(sighting)
    partial = []
    for sighting in dated:
        if sighting.precise and len(sighting.parties) >= TWO:
            if (new := _place(sighting, calendar, places)) is not None:
                meetings.append(new)
        else:
            partial.append(sighting)
    found = [(sighting, find_candidates(sighting, calendar, places)) for sighting in partial]
    left = [sighting for sighting, candidates in found if not _attach(sighting, candidates)]
    meetings += meetings_of_partial(left, places)
    for meeting in meetings:
        calendar.put(meeting)
    landmarks = Landmarks.of(meetings)
    # Found for all before any joins, so that none makes way for another.
    without_date = [(sighting, find_undated_candidates(sighting, landmarks, calendar, places)) for sighting in undated]
    for sighting, candidates in without_date:
        _attach(sighting, candidates)
    return meetings


def _order(sighting: Sighting) -> tuple[object, ...]:
    """Stretches of days before the days in them, then the more precise before the vaguer."""
    if not sighting.bounds:
        return (2, 0, date.max, sighting.citation)
    length = (sighting.bounds[1] - sighting.bounds[0]).days
    return (0 if sighting.precise else 1, -length if sighting.precise else length, *sighting.bounds, sighting.citation)


def _place(sighting: Sighting, calendar: Calendar, places: Places) -> Meeting | None:
    """Put a full report to its meeting; a new one, where there is none yet."""
    assert sighting.bounds
    first, last = sighting.bounds
    near = calendar.around(sighting)
    home = find_editors_meeting(sighting, near, places) or next(
        (meeting for meeting in near if not meeting.curated and is_same(sighting, meeting, places)), None
    )
    if home is not None:
        home.add(sighting)
        calendar.put(home)
        return None
    meeting = Meeting(first, last, {sighting.parties}, set())
    meeting.add(sighting)
    calendar.put(meeting)
    return meeting


def _attach(sighting: Sighting, candidates: list[Meeting]) -> bool:
    """Put a report to the only meeting that it may be of; to each of several as unsure."""
    if len(candidates) == 1:
        candidates[0].add(sighting)
    else:
        for meeting in candidates:
            meeting.unsure.append(sighting)
    return bool(candidates)
