"""What the archive knew on a day: entries as the reports published until then tell them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from builder.archive.timeline.curation import overrule
from builder.archive.timeline.entry import Outcome, TimelineEntry
from builder.archive.timeline.summing import Witness


def known_on(entries: Iterable[TimelineEntry], day: date, witness: Witness) -> tuple[TimelineEntry, ...]:
    """The entries as of the end of `day`; one that no report had told yet is not among them.

    Status, period, differences and outcome are those of the reports until then. An editor's words stand whenever what
    they are about was known.
    """
    known = (_known(entry, day, witness) for entry in entries)
    return tuple(sorted((entry for entry in known if entry is not None), key=lambda entry: entry.sort_key))


def days_of(entry: TimelineEntry, witness: Witness) -> list[date]:
    """The days on which something became known of an entry, in order."""
    told = {report.published for report in entry.reports}
    if entry.outcome is not None:
        later = (witness.days.get(citation.article) for citation in entry.outcome.citations)
        told |= {day for day in later if day is not None}
    return sorted(told)


def _known(entry: TimelineEntry, day: date, witness: Witness) -> TimelineEntry | None:
    reports = [report for report in entry.reports if report.published <= day]
    if entry.reports and not reports:
        return None
    outcome = _told_by(entry.outcome, day, witness)
    if len(reports) == len(entry.reports):
        return entry if outcome == entry.outcome else replace(entry, outcome=outcome)
    then = witness.sum_up(entry.id, reports, entry.former)
    then = overrule(then, entry.curated) if entry.curated is not None else then
    if then.status == "happened" and all(report.status == "planned" for report in reports):
        # That it would come to pass an editor knows only since.
        then = replace(then, status="planned", was_planned=False)
    return replace(then, outcome=then.outcome or (outcome if then.status == "planned" else None))


def _told_by(outcome: Outcome | None, day: date, witness: Witness) -> Outcome | None:
    """An outcome by the reports of it until `day`; an editor's, and a report of unknown day, always counts."""
    if outcome is None or not outcome.citations:
        return outcome
    told = tuple(c for c in outcome.citations if witness.days.get(c.article, day) <= day)
    return replace(outcome, citations=told) if told else None
