"""A round of talks as all articles tell it."""

from __future__ import annotations

from dataclasses import dataclass

from builder.archive.citations import Citation
from builder.content.curated import RoundMetadata
from builder.content.folder import Curated
from builder.period import Period
from builder.reading.positions import PositionKind
from builder.reading.rounds import RoundStatus


@dataclass(frozen=True, slots=True)
class PeriodAccount:
    """Days that some reports give, where others give different ones."""

    period: Period
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class PlaceAccount:
    """A place that some reports give, where others give a different one."""

    place: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class NumberAccount:
    """Which round of its series reports say it is: never counted by the machine."""

    number: int
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Attendance:
    """A person in reports of a round: `deed` is what a sentence says of the part taken ("led", "met"), None where
    reports only name the person. `side` is the party that the person belongs to."""

    person: str
    side: str | None
    deed: str | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Helper:
    """An actor of which reports say that it hosts, or mediates."""

    actor: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Stance:
    """What reports say was agreed, offered, demanded or disputed; `citations` are the clauses that tell it."""

    kind: PositionKind
    holder: str | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """`reports` cite the sentences that tell of it; `labels` are what articles call it; `parties` are actor ids.

    `grounds` are the first reports that bear out the machine's status, days and place, and that name each party.
    `unsure` are reports that may be of this round or of another. The rest is empty where no report tells of it.
    """

    id: str
    title: str
    period: Period
    place: str | None
    parties: tuple[str, ...]
    status: RoundStatus
    labels: tuple[str, ...]
    series: str
    reports: tuple[Citation, ...]
    curated: Curated[RoundMetadata] | None
    grounds: tuple[Citation, ...] = ()
    unsure: tuple[Citation, ...] = ()
    periods: tuple[PeriodAccount, ...] = ()
    places: tuple[PlaceAccount, ...] = ()
    numbers: tuple[NumberAccount, ...] = ()
    people: tuple[Attendance, ...] = ()
    hosts: tuple[Helper, ...] = ()
    facilitators: tuple[Helper, ...] = ()
    stances: tuple[Stance, ...] = ()

    @property
    def sort_key(self) -> tuple[object, ...]:
        return (*self.period.sort_key, self.id)
