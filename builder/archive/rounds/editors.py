"""The meetings that editors describe, and which reports are of them."""

from __future__ import annotations

from collections.abc import Iterable

from builder.archive.rounds.fitting import is_timely
from builder.archive.rounds.meeting import TWO, Meeting
from builder.archive.rounds.sightings import Places, Sighting
from builder.content.curated import RoundMetadata
from builder.content.folder import Curated
from builder.period import parse_period


def meeting_of_editor(entry: Curated[RoundMetadata]) -> Meeting:
    """The meeting of an editor's entry, without reports as yet."""
    period = parse_period(entry.data.period)
    first, last = period.first or period.last, period.last or period.first
    assert first
    assert last
    return Meeting(
        first, last, {frozenset(entry.data.parties)}, {entry.data.place} if entry.data.place else set(), entry
    )


def find_editors_meeting(sighting: Sighting, near: Iterable[Meeting], places: Places) -> Meeting | None:
    """Of the meetings `near` a full report the editor's that it is of; of several, the one that says most."""
    described = [meeting for meeting in near if meeting.curated]
    fitting = [meeting for meeting in described if _fits(sighting, meeting, places)]
    fitting = fitting or [meeting for meeting in described if _fits_incomplete(sighting, meeting)]
    # Same place, fewest days.
    return min(fitting, key=lambda m: (sighting.place not in m.places, m.last - m.first, m.sort_key), default=None)


def _fits(sighting: Sighting, meeting: Meeting, places: Places) -> bool:
    """Whether a report is of the meeting that an editor describes."""
    assert meeting.curated
    assert sighting.bounds
    data = meeting.curated.data
    if not is_timely(sighting, meeting) or not places.agree(sighting.place, data.place):
        return False
    # Reports often name those who invite beside, or instead of, those who negotiate.
    involved = {*data.parties, *meeting.helpers}
    shared = sighting.parties & set(data.parties)
    within = sighting.bounds[0] <= meeting.last and meeting.first <= sighting.bounds[1]
    if not sighting.parties <= involved or not shared:
        return not data.parties
    return 2 * len(shared) >= len(data.parties) and (within or len(shared) >= TWO)


def _fits_incomplete(sighting: Sighting, meeting: Meeting) -> bool:
    """Whether a report is of a meeting of which an editor names one party only: it has that one, the place and days."""
    assert meeting.curated
    assert sighting.bounds
    within = meeting.first <= sighting.bounds[0] and sighting.bounds[1] <= meeting.last
    known = meeting.everybody
    same = sighting.place is not None and sighting.place in meeting.places and sighting.status == "held"
    return len(known) == 1 and known <= sighting.parties and within and same and meeting.held
