"""The timeline of an archive: every dated report of every article, those of one event together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.archive.actors import Who
from builder.archive.citations import Readings
from builder.archive.identifiers import Anchor, Recorded
from builder.archive.sources import Sources
from builder.archive.timeline.curation import Named, curate, overrule, own_entry
from builder.archive.timeline.entry import Outcome, Report, TimelineEntry
from builder.archive.timeline.likeness import make_scale
from builder.archive.timeline.matching import Matcher
from builder.archive.timeline.numbers import find_amounts
from builder.archive.timeline.outcomes import find_outcomes
from builder.archive.timeline.places import read_atlas
from builder.archive.timeline.reports import Traits, find_reports
from builder.archive.timeline.summing import Witness
from builder.content.curated import EntryMetadata, PlaceMetadata
from builder.content.folder import Curated
from builder.problems import Problem


@dataclass(frozen=True, slots=True)
class Timeline:
    """The entries in the order of time, and what editors wrote about entries that has no effect.

    `anchors` is what to record of ids, see `identifiers.Assignment`.
    """

    entries: tuple[TimelineEntry, ...]
    anchors: Mapping[Anchor, str]
    problems: tuple[Problem, ...]


def resolve_timeline(
    readings: Readings,
    who: Who,
    sources: Sources,
    *,
    places: Iterable[PlaceMetadata] = (),
    files: Sequence[Curated[EntryMetadata]] = (),
    recorded: Recorded | None = None,
) -> Timeline:
    """What happened when, by all articles together and by the editors' `files`.

    The same for the same content, in whatever order it comes; every report is one of some entry.
    """
    reports = find_reports(readings, who)
    witness = Witness(sources, read_atlas(places))
    scale = make_scale(reports, witness.atlas)
    matcher = Matcher(reports, scale)
    curation = curate(matcher.group(), reports, files, matcher, recorded or {})
    entries = [_entry(named, reports, witness) for named in curation.named]
    traits = {named.id: [reports[number] for number in named.group] for named in curation.named}
    outcomes = find_outcomes(entries, traits, scale)
    settled = (_settled(entry, outcomes) for entry in entries)
    return Timeline(tuple(sorted(settled, key=lambda entry: entry.sort_key)), curation.anchors, curation.problems)


def _entry(named: Named, reports: Sequence[Traits], witness: Witness) -> TimelineEntry:
    told = [reports[number] for number in named.group]
    if not told and named.curated is not None:
        return own_entry(named.curated, named.former)
    shown = [_counting(traits) for traits in told] if len(told) > 1 else [traits.report for traits in told]
    entry = witness.sum_up(named.id, shown, named.former)
    return overrule(entry, named.curated) if named.curated is not None else entry


def _counting(traits: Traits) -> Report:
    amounts = find_amounts(traits.text)
    return replace(traits.report, amounts=tuple(amounts.values())) if amounts else traits.report


def _settled(entry: TimelineEntry, outcomes: Mapping[str, Outcome]) -> TimelineEntry:
    """The entry with what other entries say became of it; its editor knows better."""
    if entry.id in outcomes and not (entry.curated is not None and entry.curated.data.outcome):
        return replace(entry, outcome=outcomes[entry.id])
    return entry
