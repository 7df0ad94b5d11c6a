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
    outcome = entry.outcome if _is_told(entry.outcome, day, witness) else None
    if len(reports) == len(entry.reports):
        return entry if outcome == entry.outcome else replace(entry, outcome=outcome)
    then = witness.sum_up(entry.id, reports, entry.former)
    then = overrule(then, entry.curated) if entry.curated is not None else then
    if then.status == "happened" and all(report.status == "planned" for report in reports):
        # That it would come to pass an editor knows only since.
        then = replace(then, status="planned", was_planned=False)
    return replace(then, outcome=then.outcome or (outcome if then.status == "planned" else None))


def _is_told(outcome: Outcome | None, day: date, witness: Witness) -> bool:
    """Whether a report of an outcome was out; an editor's, and one of unknown day, always is."""
    if outcome is None or not outcome.citations:
        return True
    return any(witness.days.get(citation.article, day) <= day for citation in outcome.citations)
