"""What stands on the timeline: an entry, the reports that it comes from, where they differ, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from builder.archive.citations import Citation
from builder.archive.timeline.numbers import Amount
from builder.content.curated import EntryMetadata
from builder.content.folder import Curated
from builder.period import Period
from builder.reading.events import Turn
from builder.reading.statements import Status

Aspect = Literal["date", "number", "status", "place"]
Became = Literal["happened", "postponed", "missed", "called off"]


def shown_status(kind: str, status: Status) -> str:
    """ "said" of a statement that was made, whatever became of what it says; else the status."""
    return "said" if kind == "statement" and status == "happened" else status


@dataclass(frozen=True, slots=True)
class Report:
    """One article's report of an event; its citation is the sentence or clause that it stands in.

    `amounts` are what it counts, read only where another report of the event may count otherwise. `turn`: what it
    says became of something planned.
    """

    citation: Citation
    published: date
    period: Period
    status: Status
    summary: str
    kind: str
    actors: frozenset[str]
    place: str | None
    amounts: tuple[Amount, ...] = ()
    turn: Turn | None = None

    @property
    def spoken(self) -> bool:
        """Whether it tells what somebody said on a day, not what happened on it."""
        return self.kind == "statement"

    @property
    def shown_status(self) -> str:
        """The status as readers see it: what was said on a day is not what happened on it."""
        return shown_status(self.kind, self.status)

    @property
    def sort_key(self) -> tuple[object, ...]:
        """A total order: the day of publication, then the place, then what tells two reports of one place apart."""
        article, span = self.citation.article, self.citation.span
        return (self.published, article, span.start, span.end, *self.period.sort_key, self.status, self.summary)


@dataclass(frozen=True, slots=True)
class Account:
    """One of several accounts: `shown` as it stands in a sentence, and who gives it, one citation an article."""

    shown: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """On what independent sources differ about one event, and their accounts, two at least."""

    aspect: Aspect
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of something planned. `entry` is the id of the entry that tells of it, or of the new date.

    `citations` are the reports that say so; none where an editor does, whose sources stand in the entry's file.
    """

    became: Became
    entry: str | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """What several articles report. `was_planned` when it was announced before it happened.

    `reports` are in the order of publication; only an editor's own entry has none. `former` are ids that lead here.
    `contested` when one side denies what another says: `status` is then no more than "alleged".
    """

    id: str
    period: Period
    status: Status
    was_planned: bool
    kind: str
    actors: tuple[str, ...]
    place: str | None
    reports: tuple[Report, ...]
    contested: bool = False
    former: tuple[str, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    outcome: Outcome | None = None
    curated: Curated[EntryMetadata] | None = None

    @property
    def shown_status(self) -> str:
        """The status as readers see it: what was said on a day is not what happened on it."""
        return shown_status(self.kind, self.status)

    @property
    def first_reported(self) -> date | None:
        """The day of the earliest report; None for an entry that no article of the archive reports."""
        return min((report.published for report in self.reports), default=None)

    @property
    def sort_key(self) -> tuple[object, ...]:
        return (*self.period.sort_key, self.id)
