"""How the meetings are found that a report can be of, however many an archive has: by days, by number, by place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from builder.archive.rounds.meeting import Meeting
from builder.archive.rounds.sightings import Sighting

_LONGEST = 1100
"""Days of an editor's round, longest, on which reports are looked for."""
_ANYBODY, _NOBODY = "*", ""
"""No ids of actors."""


class Calendar:
    """Meetings by the days (as ordinals) that they may touch, and by those who are in them.

    A report is so compared only with the meetings of its days and parties.
    """

    def __init__(self) -> None:
        self._found: dict[tuple[int, str], dict[int, Meeting]] = defaultdict(dict)
        self._put: dict[int, tuple[date, date, frozenset[str]]] = {}

    def put(self, meeting: Meeting) -> None:
        """Where it is found from now on: again, once reports have given it other days or parties."""
        known = meeting.everybody | meeting.helpers
        extent = (meeting.first, meeting.last, known)
        if self._put.get(id(meeting)) == extent:
            return
        self._put[id(meeting)] = extent
        opens = meeting.first.toordinal()
        for day in range(opens - 1, min(meeting.last.toordinal() + 1, opens + _LONGEST) + 1):
            for party in (*known, _ANYBODY, *(() if known else (_NOBODY,))):
                self._found[day, party][id(meeting)] = meeting

    def near(self, first: int, last: int, parties: frozenset[str]) -> list[Meeting]:
        """The meetings of these days that some of `parties` are in, or of which nobody is known; all for no parties."""
        found: dict[int, Meeting] = {}
        for day in range(first, last + 1):
            for party in (*parties, _NOBODY) if parties else (_ANYBODY,):
                found.update(self._found.get((day, party), {}))
        return sorted(found.values(), key=lambda meeting: meeting.sort_key)

    def around(self, sighting: Sighting) -> list[Meeting]:
        """The meetings that may be of the days and parties of a report."""
        assert sighting.bounds
        return self.near(sighting.bounds[0].toordinal(), sighting.bounds[1].toordinal(), sighting.parties)


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Meetings by what finds them where no date does: the number of the round, or the place of one called off."""

    by_number: dict[int, list[Meeting]]
    off_by_place: dict[str, list[Meeting]]

    @classmethod
    def of(cls, meetings: Iterable[Meeting]) -> Landmarks:
        by_number: dict[int, list[Meeting]] = defaultdict(list)
        off_by_place: dict[str, list[Meeting]] = defaultdict(list)
        for meeting in sorted(meetings, key=lambda meeting: meeting.sort_key):
            for number in sorted(meeting.numbers):
                by_number[number].append(meeting)
            if meeting.off:
                for place in sorted(meeting.places):
                    off_by_place[place].append(meeting)
        return cls(by_number, off_by_place)
