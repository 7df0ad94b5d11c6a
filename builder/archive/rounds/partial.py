"""Reports that know less than a meeting's days and both of its sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from builder.archive.rounds.fitting import are_nested, is_timely, may_be_of
from builder.archive.rounds.lookup import Calendar
from builder.archive.rounds.meeting import TWO, Meeting
from builder.archive.rounds.sightings import Places, Sighting, is_called_single


def find_candidates(sighting: Sighting, calendar: Calendar, places: Places) -> list[Meeting]:
    """The meetings that a vague or partial report may be of."""
    timely = [
        meeting
        for meeting in calendar.around(sighting)
        if is_timely(sighting, meeting)
        and all(places.agree(sighting.place, place) for place in meeting.places)
        and _is_not_over(sighting, meeting)
        and _is_not_otherwise_numbered(sighting, meeting)
    ]
    # An editor's entry goes before what the machine has put together.
    timely = [meeting for meeting in timely if meeting.curated] or timely
    named = [meeting for meeting in timely if sighting.number and sighting.number in meeting.numbers]
    timely = named or timely
    for narrower in (_has_same_days, _is_called_alike, _is_titled_alike):
        if len(timely) > 1:
            timely = [meeting for meeting in timely if narrower(sighting, meeting)] or timely
    if not sighting.parties and len(timely) > 1:
        # Who names no side can mean any of them.
        return [meeting for meeting in timely if not sighting.present.isdisjoint(meeting.everybody)]
    return [meeting for meeting in timely if may_be_of(sighting, meeting)]


def _is_not_over(sighting: Sighting, meeting: Meeting) -> bool:
    """What was still to come when its article came out is not what was over by then."""
    return sighting.status != "planned" or not meeting.held or sighting.published <= meeting.last or sighting.precise


def _is_not_otherwise_numbered(sighting: Sighting, meeting: Meeting) -> bool:
    return sighting.precise or not sighting.number or not meeting.numbers or sighting.number in meeting.numbers


def _has_same_days(sighting: Sighting, meeting: Meeting) -> bool:
    return sighting.precise and sighting.bounds == (meeting.first, meeting.last)


def _is_called_alike(sighting: Sighting, meeting: Meeting) -> bool:
    """Whether both are called a meeting, or neither: "the talks of May" are not what is only called a meeting."""
    if meeting.curated is not None and is_called_single(meeting.curated.data.title) == sighting.single:
        return True
    return any(other.single == sighting.single for other in meeting.sightings)


def _is_titled_alike(sighting: Sighting, meeting: Meeting) -> bool:
    """Whether an editor's title has the report's own word for it: a "dialogue" beside "talks"."""
    noun = sighting.report.label.rpartition(" ")[2].lower()
    return meeting.curated is not None and noun in meeting.curated.data.title.lower()


def meetings_of_partial(sightings: Iterable[Sighting], places: Places) -> list[Meeting]:
    """Meetings of which no report has days and both sides, but several have them together."""
    by_day: dict[tuple[date, date], list[list[Sighting]]] = defaultdict(list)
    for sighting in sightings:
        assert sighting.bounds
        groups = by_day[sighting.bounds]
        home = next((group for group in groups if all(_complete(sighting, other, places) for other in group)), None)
        if home is None:
            groups.append([sighting])
        else:
            home.append(sighting)
    meetings = []
    for (first, last), groups in by_day.items():
        for group in groups:
            parties = frozenset().union(*(sighting.parties for sighting in group))
            # "About these days", and nothing more, is too little to say that there was a meeting.
            dated = any(sighting.period and sighting.period.mod != "approx" for sighting in group)
            if dated and len(parties) >= TWO:
                meeting = Meeting(first, last, {parties}, set())
                for sighting in group:
                    meeting.add(sighting)
                meetings.append(meeting)
    return meetings


def _complete(a: Sighting, b: Sighting, places: Places) -> bool:
    """Whether two reports of the same days are of one meeting: they share a side, or tell of the same town."""
    if not places.agree(a.place, b.place) or (a.status == "held") != (b.status == "held"):
        return False
    if len(a.parties) >= TWO and len(b.parties) >= TWO:
        return are_nested(a.parties, b.parties)
    if a.parties & b.parties:
        return True
    return (
        a.precise and a.place is not None and b.place is not None and (a.parties | b.parties) <= a.present & b.present
    )
