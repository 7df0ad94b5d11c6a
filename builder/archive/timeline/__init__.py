"""What happened when, and what became of it: reports of one event in several articles -> one timeline entry."""

from builder.archive.timeline.entry import Account, Aspect, Became, Disagreement, Outcome, Report, TimelineEntry
from builder.archive.timeline.resolve import Timeline, resolve_timeline
from builder.archive.timeline.summing import Witness, known_on

__all__ = [
    "Account",
    "Aspect",
    "Became",
    "Disagreement",
    "Outcome",
    "Report",
    "Timeline",
    "TimelineEntry",
    "Witness",
    "known_on",
    "resolve_timeline",
]
