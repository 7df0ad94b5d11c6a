"""What became of what was planned: the later reports that say it happened after all, was put off, missed, called off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.archive.timeline.entry import Outcome, TimelineEntry
from builder.archive.timeline.likeness import Scale
from builder.archive.timeline.nearness import FAR_DAYS, is_open
from builder.archive.timeline.reports import Traits

TOLD = 2.1
"""Evidence at which a report that says something failed is taken to say it of a plan."""
FULFILLED = 3.1
"""Evidence at which what happened on another day is taken to be what was planned."""

_WINDOW = 60
_AFTERWARDS = 120
"""Days after the due day in which reports still tell what became of it."""
_CROWD = 24


@dataclass(frozen=True, slots=True)
class Plan:
    """One report of a planned entry whose outcome its own reports do not tell."""

    entry: TimelineEntry
    traits: Traits


def find_outcomes(
    entries: Sequence[TimelineEntry], traits_of: Mapping[str, Sequence[Traits]], scale: Scale
) -> dict[str, Outcome]:
    """By id of a planned entry, what the reports of other entries say became of it.

    `traits_of` gives an entry's reports by its id.
    """
    plans = _Plans(
        Plan(entry, traits)
        for entry in entries
        if entry.status == "planned" and entry.period.last and entry.outcome is None
        for traits in traits_of.get(entry.id, ())
    )
    best: dict[str, tuple[tuple[object, ...], Outcome]] = {}
    for entry in entries:
        for told in traits_of.get(entry.id, ()):
            for plan in plans.about(told):
                found = _judge(plan, entry, told, scale)
                if found is not None:
                    current = best.get(plan.entry.id)
                    if current is None or found[0] < current[0]:
                        best[plan.entry.id] = found
    return {identifier: outcome for identifier, (_, outcome) in best.items()}


class _Plans:
    """Plans by when they fell due and by their words."""

    def __init__(self, plans: Iterable[Plan]) -> None:
        self._blocks: dict[tuple[int, str], list[Plan]] = defaultdict(list)
        for plan in plans:
            for sense in plan.traits.inside:
                self._blocks[plan.traits.last // _WINDOW, sense].append(plan)

    def about(self, told: Traits) -> Iterator[Plan]:
        """Plans of which a report may tell the outcome, each once."""
        report = told.report
        if report.became is None and (report.status != "happened" or report.spoken or is_open(report.period)):
            return
        published = report.published.toordinal()
        low, high = (published - _AFTERWARDS, published + _WINDOW) if report.became else (told.first - FAR_DAYS, told.last)
        seen: set[tuple[str, object]] = set()
        for window in range(low // _WINDOW, high // _WINDOW + 1):
            for sense in sorted(told.inside):
                block = self._blocks.get((window, sense), ())
                for plan in block if len(block) <= _CROWD else ():
                    key = (plan.entry.id, plan.traits.report.sort_key)
                    if key not in seen:
                        seen.add(key)
                        yield plan


def _judge(plan: Plan, entry: TimelineEntry, told: Traits, scale: Scale) -> tuple[tuple[object, ...], Outcome] | None:
    """What `told`, a report of `entry`, says became of a plan, with how well it fits: the least fits best."""
    report = told.report
    if entry.id == plan.entry.id or report.published < min(r.published for r in plan.entry.reports):
        return None
    # Compared as if it were of the planned day: that the day differs is what it tells.
    planned = replace(report, period=plan.traits.report.period, status="planned", kind=_kind_of_plan(plan, told))
    evidence = scale.compare(plan.traits, replace(told, report=planned, first=plan.traits.first, last=plan.traits.last))
    if report.became is not None:
        if evidence < TOLD or not -_WINDOW <= report.published.toordinal() - plan.traits.last <= _AFTERWARDS:
            return None
        moved = report.became == "postponed" and report.status == "planned" and told.first > plan.traits.last
        outcome = Outcome(report.became, entry.id if moved or report.status != "planned" else None, (report.citation,))
    else:
        late = told.first - plan.traits.last
        in_time = is_open(plan.traits.report.period) and late <= 0
        if evidence < FULFILLED or not (0 < late <= FAR_DAYS or in_time) or told.days > _WINDOW:
            return None
        if report.published <= plan.entry.reports[0].published:
            return None
        outcome = Outcome("happened", entry.id, (report.citation,))
    return (-evidence, report.sort_key), outcome


def _kind_of_plan(plan: Plan, told: Traits) -> str:
    """That something was put off is often announced: who said so does not matter here."""
    return plan.traits.report.kind if told.report.spoken != plan.traits.report.spoken else told.report.kind
