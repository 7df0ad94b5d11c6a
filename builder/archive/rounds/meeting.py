"""A meeting while its reports are put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from builder.archive.rounds.sightings import Sighting
from builder.content.curated import RoundMetadata
from builder.content.folder import Curated
from builder.reading.rounds import RoundStatus

TWO = 2
"""It takes, to meet."""
OFF = frozenset(("postponed", "cancelled"))
"""What becomes of a meeting that is not held."""


@dataclass(slots=True)
class Meeting:
    """Reports of one meeting while they are put together, and the editor's entry, if one is of it.

    `everybody` are all of `parties`, `told_numbers` what reports say of which round it is.
    """

    first: date
    last: date
    parties: set[frozenset[str]]
    places: set[str]
    curated: Curated[RoundMetadata] | None = None
    sightings: list[Sighting] = field(default_factory=list)
    statuses: set[RoundStatus] = field(default_factory=set)
    unsure: list[Sighting] = field(default_factory=list)
    everybody: frozenset[str] = field(init=False)
    told_numbers: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.everybody = frozenset[str]().union(*self.parties)

    @property
    def held(self) -> bool:
        return self.curated.data.status == "held" if self.curated else "held" in self.statuses

    @property
    def off(self) -> bool:
        if self.curated is not None:
            return self.curated.data.status in OFF
        return not self.held and not OFF.isdisjoint(self.statuses)

    @property
    def numbers(self) -> set[int]:
        if self.curated is not None and self.curated.data.number:
            return {self.curated.data.number}
        return self.told_numbers

    @property
    def helpers(self) -> frozenset[str]:
        """Whom the editor names as host or mediators."""
        if self.curated is None:
            return frozenset()
        data = self.curated.data
        return frozenset({*data.facilitators, *([data.host] if data.host else [])})

    @property
    def sort_key(self) -> tuple[object, ...]:
        """Editors' entries first, then by days."""
        opening = self.sightings[0].citation if self.sightings else None
        return (
            self.curated is None,
            self.first,
            self.last,
            self.curated.id if self.curated else "",
            (opening.article, opening.span.start, opening.span.end) if opening else ("", 0, 0),
        )

    def add(self, sighting: Sighting) -> None:
        self.sightings.append(sighting)
        self.statuses.add(sighting.status)
        if sighting.number:
            self.told_numbers.add(sighting.number)
        if self.curated is None and sighting.precise and sighting.bounds:
            self.first, self.last = min(self.first, sighting.bounds[0]), max(self.last, sighting.bounds[1])
            if len(sighting.parties) >= TWO:
                self.parties.add(sighting.parties)
                self.everybody |= sighting.parties
        if sighting.place and self.curated is None:
            self.places.add(sighting.place)
