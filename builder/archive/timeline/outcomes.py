"""What became of what was planned: reports of other entries say that it happened in time, was put off or called off.

What the reports of the planned day itself say, "the talks planned for Monday have not started", is told where these
are summed up. Here a plan is tied to another day's entry: only where words, actors and places fit as well as for one
event, and the days fit what is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from builder.archive.timeline.entry import Outcome, TimelineEntry
from builder.archive.timeline.likeness import Scale
from builder.archive.timeline.nearness import FAR_DAYS, is_open
from builder.archive.timeline.reports import Traits
from builder.text import Span

TOLD = 2.1
"""Evidence at which a report that says something was put off or called off is taken to say it of a plan."""
FULFILLED = 3.1
"""Evidence at which what happened before the due day is taken to be what was planned."""

_WINDOW = 60
_AHEAD = 60
"""Days before the due day from which on a plan can be called off."""
_EXACT = 31
"""Days of the longest period that is a day on which something happened after all."""
_CROWD = 24


@dataclass(frozen=True, slots=True)
class _Plan:
    """One report of a planned entry whose outcome its own reports do not tell."""

    entry: TimelineEntry
    traits: Traits
    announced: date


def find_outcomes(
    entries: Sequence[TimelineEntry], traits_of: Mapping[str, Sequence[Traits]], scale: Scale
) -> dict[str, Outcome]:
    """By id of a planned entry, what the reports of other entries say became of it.

    `traits_of` gives an entry's reports by its id. Of several answers the one that fits best counts.
    """
    plans = _Plans(
        _Plan(entry, traits, min(report.published for report in entry.reports))
        for entry in entries
        if entry.status == "planned" and entry.period.last and (entry.outcome is None or entry.outcome.entry is None)
        for traits in traits_of.get(entry.id, ())
    )
    best: dict[str, tuple[tuple[object, ...], Outcome]] = {}
    for entry in entries:
        for told in traits_of.get(entry.id, ()):
            for plan in plans.near(told):
                found = _judge(plan, entry, told, scale)
                if found is not None and (plan.entry.id not in best or found[0] < best[plan.entry.id][0]):
                    best[plan.entry.id] = found
    return {identifier: outcome for identifier, (_, outcome) in best.items()}


class _Plans:
    """Plans by when they fell due and by their words; deadlines apart, since what is done in time may settle them."""

    def __init__(self, plans: Iterable[_Plan]) -> None:
        self._all: dict[tuple[int, str], list[_Plan]] = defaultdict(list)
        self._deadlines: dict[tuple[int, str, str], list[_Plan]] = defaultdict(list)
        self._sentences: dict[tuple[str, Span], list[_Plan]] = defaultdict(list)
        for plan in plans:
            report, due = plan.traits.report, plan.traits.last // _WINDOW
            self._sentences[report.citation.article, plan.traits.sentence].append(plan)
            for sense in plan.traits.inside:
                self._all[due, sense].append(plan)
                if report.period.mod == "on_or_before":
                    self._deadlines[due, report.kind, sense].append(plan)

    def near(self, told: Traits) -> Iterable[_Plan]:
        """Plans due around the days of a report that may tell what became of them, each of their reports once."""
        report = told.report
        if report.turn is None:
            return self._fulfilled(told) if report.status == "happened" and not report.spoken else ()
        if report.status == "planned" and report.turn != "moved":
            return ()
        found = list(self._sentences.get((report.citation.article, told.sentence), ()))
        for window in range((told.first - FAR_DAYS) // _WINDOW, (told.last + _AHEAD) // _WINDOW + 1):
            for sense in told.inside:
                found += _unless_crowded(self._all.get((window, sense), ()))
        return _once(found)

    def _fulfilled(self, told: Traits) -> Iterable[_Plan]:
        if is_open(told.report.period) or told.days > _EXACT:
            return ()
        found: list[_Plan] = []
        for window in (told.last // _WINDOW, told.last // _WINDOW + 1):
            for sense in told.inside:
                found += _unless_crowded(self._deadlines.get((window, told.report.kind, sense), ()))
        return _once(found)


def _unless_crowded(block: Sequence[_Plan]) -> Sequence[_Plan]:
    return block if len(block) <= _CROWD else ()


def _once(plans: Iterable[_Plan]) -> Iterable[_Plan]:
    return {id(plan): plan for plan in plans}.values()


def _judge(plan: _Plan, entry: TimelineEntry, told: Traits, scale: Scale) -> tuple[tuple[object, ...], Outcome] | None:
    """What `told`, a report of `entry`, says became of a plan, with how well it fits: the least fits best."""
    announced = plan.announced
    if entry.id == plan.entry.id or told.report.published < announced:
        return None
    if told.report.status == "planned":
        return _judge_move(plan, entry, told, scale)
    if told.report.turn == "called off":
        if not -FAR_DAYS <= plan.traits.last - told.first <= _AHEAD or plan.traits.days > _EXACT:
            return None
        least, outcome = TOLD, Outcome("called off", entry.id, (told.report.citation,))
    else:
        # Of what was to be done by a day, what was done until then. What happened later may be another thing.
        in_time = announced.toordinal() < told.first <= told.last <= plan.traits.last
        if told.report.turn is not None or not in_time or plan.traits.report.period.mod != "on_or_before":
            return None
        least, outcome = FULFILLED, Outcome("happened", entry.id, (told.report.citation,))
    evidence = _compare(plan, told, scale)
    return ((-evidence, told.report.sort_key), outcome) if evidence >= least else None


def _judge_move(
    plan: _Plan, entry: TimelineEntry, told: Traits, scale: Scale
) -> tuple[tuple[object, ...], Outcome] | None:
    """Whether `told` gives the new day of a plan: in the plan's own sentence, or in an article that has the old day."""
    if told.first <= plan.traits.last:
        return None
    article = told.report.citation.article
    outcome = Outcome("postponed", entry.id, (told.report.citation,))
    if plan.traits.report.citation.article == article and plan.traits.sentence == told.sentence:
        return (-100.0, told.report.sort_key), outcome
    if article not in {report.citation.article for report in plan.entry.reports}:
        return None
    evidence = _compare(plan, told, scale)
    return ((-evidence, told.report.sort_key), outcome) if evidence >= TOLD else None


def _compare(plan: _Plan, told: Traits, scale: Scale) -> float:
    """The evidence that both are of one thing, as if both were of the planned day: that the day differs is known."""
    report = plan.traits.report
    # Who said that something was put off does not matter here; that it was said is then no likeness either.
    kind = "other" if told.report.spoken != report.spoken else told.report.kind
    moved = replace(told.report, period=report.period, status=report.status, kind=kind)
    return scale.compare(plan.traits, replace(told, report=moved, first=plan.traits.first, last=plan.traits.last))
