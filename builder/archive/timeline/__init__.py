"""What happened when, and what became of it: reports of one event in several articles -> one timeline entry."""

from builder.archive.timeline.entry import Account, Aspect, Became, Disagreement, Outcome, Report, TimelineEntry
from builder.archive.timeline.history import days_of, known_on
from builder.archive.timeline.resolve import Timeline, resolve_timeline
from builder.archive.timeline.summing import Witness

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
    "days_of",
    "known_on",
    "resolve_timeline",
]
