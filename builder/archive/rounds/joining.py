"""Which reports are of one meeting.

Precise reports with both sides come first and make the meetings; a report that knows less (a month, one side) joins
the only meeting that it can be of. Where it can be of several, it is kept with each as unsure, and decides nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from builder.archive.rounds.sightings import Places, Sighting
from builder.content.curated import RoundMetadata
from builder.content.folder import Curated
from builder.period import parse_period
from builder.reading.rounds import RoundStatus

A_DAY = timedelta(days=1)
_TWO = 2
"""It takes, to meet."""
_OFF = frozenset(("postponed", "cancelled"))
_SHORT = timedelta(days=10)
"""Talks no longer than this are what an article of these days means by talks without a date."""
_MONTH = timedelta(days=31)
"""So long, where both sides are named."""
_AFTERWARDS = timedelta(days=2)
_FRESH = timedelta(days=366)
"""How far from the days of a meeting that was called off it is told of without a date."""
_LONGEST = 1100
"""Days of an editor's round, longest, on which reports are looked for."""


@dataclass(slots=True)
class Meeting:
    """Reports of one meeting while they are put together, and the editor's entry, if one is of it."""

    first: date
    last: date
    parties: set[frozenset[str]]
    places: set[str]
    curated: Curated[RoundMetadata] | None = None
    sightings: list[Sighting] = field(default_factory=list)
    statuses: set[RoundStatus] = field(default_factory=set)
    unsure: list[Sighting] = field(default_factory=list)

    @property
    def held(self) -> bool:
        return self.curated.data.status == "held" if self.curated else "held" in self.statuses

    @property
    def off(self) -> bool:
        if self.curated is not None:
            return self.curated.data.status in _OFF
        return not self.held and not _OFF.isdisjoint(self.statuses)

    @property
    def numbers(self) -> set[int]:
        told = {sighting.number for sighting in self.sightings if sighting.number}
        if self.curated is not None and self.curated.data.number:
            return {self.curated.data.number}
        return told

    @property
    def everybody(self) -> frozenset[str]:
        return frozenset().union(*self.parties)

    def add(self, sighting: Sighting) -> None:
        self.sightings.append(sighting)
        self.statuses.add(sighting.status)
        if self.curated is None and sighting.precise and sighting.bounds:
            self.first, self.last = min(self.first, sighting.bounds[0]), max(self.last, sighting.bounds[1])
            if len(sighting.parties) >= _TWO:
                self.parties.add(sighting.parties)
        if sighting.place and self.curated is None:
            self.places.add(sighting.place)


class _Calendar:
    """Meetings by the days (as ordinals) that they may touch, and by those who are in them.

    A report is so compared only with the meetings of its days and parties, however many an archive has.
    """

    def __init__(self) -> None:
        self._found: dict[tuple[int, str], dict[int, Meeting]] = defaultdict(dict)

    def put(self, meeting: Meeting) -> None:
        opens = meeting.first.toordinal()
        known = meeting.everybody | _helpers(meeting)
        for day in range(opens - 1, min(meeting.last.toordinal() + 1, opens + _LONGEST) + 1):
            for party in (*known, _ANYBODY, *(() if known else (_NOBODY,))):
                self._found[day, party][id(meeting)] = meeting

    def near(self, first: int, last: int, parties: frozenset[str]) -> list[Meeting]:
        """The meetings of these days that some of `parties` are in, or of which nobody is known; all for no parties."""
        found: dict[int, Meeting] = {}
        for day in range(first, last + 1):
            for party in (*parties, _NOBODY) if parties else (_ANYBODY,):
                found.update(self._found.get((day, party), {}))
        return sorted(found.values(), key=_meeting_key)

    def around(self, sighting: Sighting) -> list[Meeting]:
        assert sighting.bounds
        return self.near(sighting.bounds[0].toordinal(), sighting.bounds[1].toordinal(), sighting.parties)


_ANYBODY, _NOBODY = "*", ""
"""No ids of actors."""


def _meeting_key(meeting: Meeting) -> tuple[object, ...]:
    opening = meeting.sightings[0].citation if meeting.sightings else None
    return (
        meeting.curated is None,
        meeting.first,
        meeting.last,
        meeting.curated.id if meeting.curated else "",
        (opening.article, opening.span.start, opening.span.end) if opening else ("", 0, 0),
    )


def join_sightings(
    sightings: Iterable[Sighting], curated: Sequence[Curated[RoundMetadata]], places: Places
) -> list[Meeting]:
    """The meetings that editors and reports tell of; those of the machine have two sides at least."""
    calendar = _Calendar()
    meetings = [_of_editor(entry) for entry in curated]
    for meeting in meetings:
        calendar.put(meeting)
    dated: list[Sighting] = []
    undated: list[Sighting] = []
    for sighting in sorted(sightings, key=_order):
        (dated if sighting.bounds else undated).append(sighting)
    partial = []
    for sighting in dated:
        if sighting.precise and len(sighting.parties) >= _TWO:
            if (new := _place(sighting, calendar, places)) is not None:
                meetings.append(new)
        else:
            partial.append(sighting)
    found = [(sighting, _candidates(sighting, calendar, places)) for sighting in partial]
    left = [sighting for sighting, candidates in found if not _attach(sighting, candidates)]
    meetings += _from_partial(left, places)
    for meeting in meetings:
        calendar.put(meeting)
    landmarks = _Landmarks.of(meetings)
    # Found for all before any joins, so that none makes way for another.
    without_date = [(sighting, _undated_candidates(sighting, landmarks, calendar, places)) for sighting in undated]
    for sighting, candidates in without_date:
        _attach(sighting, candidates)
    return meetings


def _order(sighting: Sighting) -> tuple[object, ...]:
    """Stretches of days before the days in them, then the more precise before the vaguer."""
    if not sighting.bounds:
        return (2, 0, date.max, sighting.citation)
    length = (sighting.bounds[1] - sighting.bounds[0]).days
    return (0 if sighting.precise else 1, -length if sighting.precise else length, *sighting.bounds, sighting.citation)


def _of_editor(entry: Curated[RoundMetadata]) -> Meeting:
    period = parse_period(entry.data.period)
    first, last = period.first or period.last, period.last or period.first
    assert first
    assert last
    return Meeting(
        first, last, {frozenset(entry.data.parties)}, {entry.data.place} if entry.data.place else set(), entry
    )


def _place(sighting: Sighting, calendar: _Calendar, places: Places) -> Meeting | None:
    """Put a full report to its meeting; a new one, where there is none yet."""
    assert sighting.bounds
    first, last = sighting.bounds
    near = calendar.around(sighting)
    fitting = [m for m in near if m.curated and _fits_editor(sighting, m, places)]
    fitting = fitting or [m for m in near if m.curated and _fits_incomplete(sighting, m)]
    fitting = _closest(sighting, fitting) or [m for m in near if not m.curated and _same(sighting, m, places)]
    if fitting:
        home = fitting[0]
        home.add(sighting)
        calendar.put(home)
        return None
    meeting = Meeting(first, last, {sighting.parties}, set())
    meeting.add(sighting)
    calendar.put(meeting)
    return meeting


def _closest(sighting: Sighting, meetings: list[Meeting]) -> list[Meeting]:
    """Of an editor's entries that all fit, the one that says most: same place, fewest days."""
    return sorted(meetings, key=lambda m: (sighting.place not in m.places, m.last - m.first, _meeting_key(m)))[:1]


def _same(sighting: Sighting, meeting: Meeting, places: Places) -> bool:
    """Whether a full report is of a meeting that the machine has put together."""
    if not all(_nested(sighting.parties, parties) for parties in meeting.parties):
        return False
    if not _timely(sighting, meeting):
        return False
    if all(places.agree(sighting.place, place) for place in meeting.places):
        return True
    # One number and the same days: the reports differ about the place.
    same_days = sighting.bounds == (meeting.first, meeting.last)
    return same_days and sighting.number is not None and sighting.number in meeting.numbers


def _nested(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two sets of parties can be of one meeting: one within the other, or two in both."""
    return a <= b or b <= a or len(a & b) >= _TWO


def _timely(sighting: Sighting, meeting: Meeting) -> bool:
    """Whether the days overlap, or touch where both are told alike.

    Talks held until the 18th and planned from the 19th are two.
    """
    assert sighting.bounds
    first, last = sighting.bounds
    overlap = first <= meeting.last and meeting.first <= last
    touch = first - meeting.last <= A_DAY and meeting.first - last <= A_DAY
    if sighting.status in _OFF and meeting.held and not first <= meeting.first <= last:
        return False  # a session called off, in talks that were held
    if sighting.status == "held" and meeting.off and meeting.curated is None:
        return False
    return overlap or (touch and sighting.precise and (sighting.status == "held") == meeting.held)


def _fits_editor(sighting: Sighting, meeting: Meeting, places: Places) -> bool:
    """Whether a report is of the meeting that an editor describes."""
    assert meeting.curated
    assert sighting.bounds
    data = meeting.curated.data
    if not _timely(sighting, meeting) or not places.agree(sighting.place, data.place):
        return False
    # Reports often name those who invite beside, or instead of, those who negotiate.
    involved = {*data.parties, *data.facilitators, *([data.host] if data.host else [])}
    shared = sighting.parties & set(data.parties)
    within = sighting.bounds[0] <= meeting.last and meeting.first <= sighting.bounds[1]
    if not sighting.parties <= involved or not shared:
        return not data.parties
    return 2 * len(shared) >= len(data.parties) and (within or len(shared) >= _TWO)


def _fits_incomplete(sighting: Sighting, meeting: Meeting) -> bool:
    """Whether a report is of a meeting of which an editor names one party only: it has that one, the place and days."""
    assert meeting.curated
    assert sighting.bounds
    within = meeting.first <= sighting.bounds[0] and sighting.bounds[1] <= meeting.last
    known = meeting.everybody
    same = sighting.place is not None and sighting.place in meeting.places and sighting.status == "held"
    return len(known) == 1 and known <= sighting.parties and within and same and meeting.held


def _candidates(sighting: Sighting, calendar: _Calendar, places: Places) -> list[Meeting]:
    """The meetings that a vague or partial report may be of."""
    timely = [
        meeting
        for meeting in calendar.around(sighting)
        if _timely(sighting, meeting)
        and all(places.agree(sighting.place, place) for place in meeting.places)
        and _not_over(sighting, meeting)
        and _not_otherwise_numbered(sighting, meeting)
    ]
    # An editor's entry goes before what the machine has put together.
    timely = [meeting for meeting in timely if meeting.curated] or timely
    named = [meeting for meeting in timely if sighting.number and sighting.number in meeting.numbers]
    timely = named or timely
    for narrower in (_same_days, _called_alike, _titled_alike):
        if len(timely) > 1:
            timely = [meeting for meeting in timely if narrower(sighting, meeting)] or timely
    if not sighting.parties and len(timely) > 1:
        # Who names no side can mean any of them.
        return [meeting for meeting in timely if not sighting.present.isdisjoint(meeting.everybody)]
    return [meeting for meeting in timely if _may_be_of(sighting, meeting)]


def _same_days(sighting: Sighting, meeting: Meeting) -> bool:
    return sighting.precise and sighting.bounds == (meeting.first, meeting.last)


def _titled_alike(sighting: Sighting, meeting: Meeting) -> bool:
    """Whether an editor's title has the report's own word for it: a "dialogue" beside "talks"."""
    noun = sighting.report.label.rpartition(" ")[2].lower()
    return meeting.curated is not None and noun in meeting.curated.data.title.lower()


_SINGLE = re.compile(r"\b(?:meeting|call|conversation|encounter|huddle|visit)\b", re.IGNORECASE)


def _called_alike(sighting: Sighting, meeting: Meeting) -> bool:
    """Whether both are called a meeting, or neither: "the talks of May" are not what is only called a meeting."""
    labels = [other.report.label for other in meeting.sightings]
    if meeting.curated is not None:
        labels.append(meeting.curated.data.title)
    single = _SINGLE.search(sighting.report.label) is not None
    return any((_SINGLE.search(label) is not None) == single for label in labels)


def _may_be_of(sighting: Sighting, meeting: Meeting) -> bool:
    """Whether those named fit: the report's parties are of the meeting, and its article names two of these somewhere.

    One is enough where the report gives the very place and days, or the number.
    """
    sides = meeting.everybody
    if not sighting.parties <= sides | _helpers(meeting):
        return False
    plain = sighting.place is not None and bool(meeting.places) and (sighting.precise or sighting.status in _OFF)
    numbered = sighting.number is not None and sighting.number in meeting.numbers
    return len(sighting.present & sides) >= min(1 if plain or numbered else _TWO, len(sides))


def _helpers(meeting: Meeting) -> frozenset[str]:
    if meeting.curated is None:
        return frozenset()
    data = meeting.curated.data
    return frozenset({*data.facilitators, *([data.host] if data.host else [])})


def _not_over(sighting: Sighting, meeting: Meeting) -> bool:
    """What was still to come when its article came out is not what was over by then."""
    return sighting.status != "planned" or not meeting.held or sighting.published <= meeting.last or sighting.precise


def _not_otherwise_numbered(sighting: Sighting, meeting: Meeting) -> bool:
    return sighting.precise or not sighting.number or not meeting.numbers or sighting.number in meeting.numbers


def _attach(sighting: Sighting, candidates: list[Meeting]) -> bool:
    """Put a report to the only meeting that it may be of; to each of several as unsure."""
    if len(candidates) == 1:
        candidates[0].add(sighting)
    else:
        for meeting in candidates:
            meeting.unsure.append(sighting)
    return bool(candidates)


def _from_partial(sightings: list[Sighting], places: Places) -> list[Meeting]:
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
            if dated and len(parties) >= _TWO:
                meeting = Meeting(first, last, {parties}, set())
                for sighting in group:
                    meeting.add(sighting)
                meetings.append(meeting)
    return meetings


def _complete(a: Sighting, b: Sighting, places: Places) -> bool:
    """Whether two reports of the same days are of one meeting: they share a side, or tell of the same town."""
    if not places.agree(a.place, b.place) or (a.status == "held") != (b.status == "held"):
        return False
    if len(a.parties) >= _TWO and len(b.parties) >= _TWO:
        return _nested(a.parties, b.parties)
    if a.parties & b.parties:
        return True
    return (
        a.precise and a.place is not None and b.place is not None and (a.parties | b.parties) <= a.present & b.present
    )


@dataclass(frozen=True, slots=True)
class _Landmarks:
    """Meetings by what finds them where no date does: the number of the round, or the place of one called off."""

    by_number: dict[int, list[Meeting]]
    off_by_place: dict[str, list[Meeting]]

    @classmethod
    def of(cls, meetings: Iterable[Meeting]) -> _Landmarks:
        by_number: dict[int, list[Meeting]] = defaultdict(list)
        off_by_place: dict[str, list[Meeting]] = defaultdict(list)
        for meeting in sorted(meetings, key=_meeting_key):
            for number in sorted(meeting.numbers):
                by_number[number].append(meeting)
            if meeting.off:
                for place in sorted(meeting.places):
                    off_by_place[place].append(meeting)
        return cls(by_number, off_by_place)


def _undated_candidates(
    sighting: Sighting, landmarks: _Landmarks, calendar: _Calendar, places: Places
) -> list[Meeting]:
    """The meetings that a report without a date may be of: by their number, or those of the days when it came out."""
    published = sighting.published
    if sighting.status == "held" and sighting.number is not None:
        return [
            meeting
            for meeting in landmarks.by_number.get(sighting.number, ())
            if meeting.first <= published
            and (sighting.parties or published - meeting.last <= _AFTERWARDS)
            and all(places.agree(sighting.place, place) for place in meeting.places)
            and _may_be_of(sighting, meeting)
        ]
    if sighting.place is None:
        return []
    if sighting.status == "held":
        today = published.toordinal()
        return [
            meeting
            for meeting in calendar.near(today - _AFTERWARDS.days, today, sighting.parties)
            if meeting.first <= published
            and published - meeting.last <= _AFTERWARDS
            and meeting.last - meeting.first <= (_MONTH if len(sighting.parties) >= _TWO else _SHORT)
            and sighting.parties
            and sighting.place in meeting.places
            and meeting.held
            and _may_be_of(sighting, meeting)
        ]
    if sighting.status not in _OFF:
        return []
    return [
        meeting
        for meeting in landmarks.off_by_place.get(sighting.place, ())
        if abs(published - meeting.first) <= _FRESH and _may_be_of(sighting, meeting)
    ]
