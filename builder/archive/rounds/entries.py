"""Which timeline entries tell of which round."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from builder.archive.citations import Citation
from builder.archive.rounds.round import Round
from builder.archive.timeline import TimelineEntry


def rounds_of_entries(entries: Mapping[str, TimelineEntry], rounds: Mapping[str, Round]) -> dict[str, str]:
    """An entry belongs to a round when one of its sentences reports that round, within its days."""
    by_article: dict[str, list[tuple[Citation, str]]] = defaultdict(list)
    for round_ in rounds.values():
        for citation in round_.reports:
            by_article[citation.article].append((citation, round_.id))
    found: dict[str, str] = {}
    for entry in entries.values():
        votes: Counter[str] = Counter()
        for report in entry.reports:
            for citation, round_id in by_article[report.citation.article]:
                if citation.span.overlaps(report.citation.span) and rounds[round_id].period.overlaps(entry.period):
                    votes[round_id] += 1
        if votes:
            found[entry.id] = max(votes, key=lambda round_id: (votes[round_id], round_id))
    return found
