"""What the reports of one event come to: when it was, whether it happened, where, and on what they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from builder.archive.sources import Sources
from builder.archive.timeline.disagreement import find_disagreements
from builder.archive.timeline.entry import Outcome, Report, TimelineEntry
from builder.archive.timeline.nearness import bounds_of, is_open, length_of
from builder.archive.timeline.places import Atlas
from builder.period import Period
from builder.reading.statements import Status

_CONFIRMED = 2
"""Independent sources that must report as a fact what others call a claim before it counts as one."""


@dataclass(frozen=True, slots=True)
class Witness:
    """What is known beyond the reports themselves: which articles are one source, and how places lie.

    `days` are those on which articles came out.
    """

    sources: Sources
    atlas: Atlas
    days: Mapping[str, date] = field(default_factory=dict)

    def count(self, reports: Iterable[Report]) -> int:
        """By how many independent sources something is backed that these reports say."""
        return self.sources.independent(report.citation.article for report in reports)

    def sum_up(self, identifier: str, reports: Sequence[Report], former: tuple[str, ...] = ()) -> TimelineEntry:
        """The entry that one event's reports, one at least, make. They may come in any order."""
        if len(reports) == 1:
            return _sum_up_one(identifier, reports[0], former)
        ordered = tuple(sorted(reports, key=lambda report: report.sort_key))
        status = self._status(ordered)
        told = tuple(report for report in ordered if report.status == status) or ordered
        was_planned = status == "happened" and any(report.status == "planned" for report in ordered)
        return TimelineEntry(
            id=identifier,
            period=self._period(told, ordered),
            status=status,
            was_planned=was_planned,
            kind=self._kind(ordered),
            actors=tuple(sorted({actor for report in ordered for actor in report.actors})),
            place=self._place(ordered),
            reports=ordered,
            contested=len({report.status for report in ordered} & {"alleged", "denied"}) == 2
            or {"happened", "denied"} <= {report.status for report in ordered},
            former=former,
            disagreements=find_disagreements(ordered, self.sources, self.atlas),
            outcome=_own_outcome(ordered, status, identifier),
        )

    def _status(self, reports: Sequence[Report]) -> Status:
        """The status that heads an entry: never more certain than its reports together are.

        What one side denies is alleged, whoever reports it; what some report as a claim is one until independent
        sources report it as a fact. A report that something planned came to nothing does not say that it happened.
        """
        by_status: dict[Status, list[Report]] = defaultdict(list)
        for report in reports:
            by_status[report.status].append(report)
        if "planned" in by_status:
            by_status["happened"] = [report for report in by_status["happened"] if report.turn is None]
        happened, alleged, denied = by_status["happened"], by_status["alleged"], by_status["denied"]
        if denied:
            return "alleged" if happened or alleged else "denied"
        if happened:
            return "alleged" if alleged and self.count(happened) < _CONFIRMED else "happened"
        return "alleged" if alleged else "planned"

    def _period(self, told: Sequence[Report], reports: Sequence[Report]) -> Period:
        """The most precise of the periods that most independent sources bear out; of equals the earliest reported."""
        named = list(dict.fromkeys(report.period for report in told))
        if len(named) == 1:
            return named[0]

        def rank(period: Period) -> tuple[object, ...]:
            first, last = bounds_of(period)
            backing = [report for report in reports if _bears_out(report.period, first, last)]
            exact = [report for report in told if report.period == period]
            return (
                -self.count(backing),
                is_open(period),
                period.mod == "approx",
                length_of(period),
                -self.count(exact),
                exact[0].sort_key,
            )

        return min(named, key=rank)

    def _kind(self, reports: Sequence[Report]) -> str:
        telling = [report for report in reports if report.kind != "other"]
        return self._most_backed([(report.kind, report) for report in telling]) or "other"

    def _place(self, reports: Sequence[Report]) -> str | None:
        """The place that most sources name; of a city and its country the city."""
        placed = [(report.place, report) for report in reports if report.place]
        best = self._most_backed(placed)
        if best is None:
            return None
        within = [(place, report) for place, report in placed if self.atlas.lies_in(place, best)]
        return self._most_backed(within) or best

    def _most_backed(self, named: Sequence[tuple[str, Report]]) -> str | None:
        """The value that most independent sources give; of equals the one that was reported first."""
        by_value: dict[Hashable, list[Report]] = defaultdict(list)
        for value, report in named:
            by_value[value].append(report)
        ranked = ((-self.count(reports), reports[0].sort_key, value) for value, reports in by_value.items())
        return min(ranked, default=(0, (), None))[2]  # type: ignore[return-value]


def _sum_up_one(identifier: str, report: Report, former: tuple[str, ...]) -> TimelineEntry:
    return TimelineEntry(
        id=identifier,
        period=report.period,
        status=report.status,
        was_planned=False,
        kind=report.kind,
        actors=tuple(sorted(report.actors)),
        place=report.place,
        reports=(report,),
        former=former,
        outcome=_own_outcome((report,), report.status, identifier),
    )


def _bears_out(period: Period, first: date, last: date) -> bool:
    """Whether somebody who names `period` would not contradict that it was from `first` to `last`."""
    earliest, latest = bounds_of(period)
    return earliest <= first and last <= latest


def _own_outcome(reports: Sequence[Report], status: Status, identifier: str) -> Outcome | None:
    """What the reports of something planned say themselves became of it: the latest of them that says so."""
    if not any(report.status == "planned" for report in reports):
        return None
    if status == "happened":
        return Outcome("happened", identifier, tuple(r.citation for r in reports if r.status == "happened"))
    telling = [report for report in reports if report.turn is not None and report.turn != "moved"]
    if not telling:
        return None
    became = telling[-1].turn
    assert became is not None
    assert became != "moved"
    return Outcome(became, None, tuple(report.citation for report in telling if report.turn == became))
