"""Events: dated statements of what happened, is planned, is alleged or denied."""

from __future__ import annotations

from builder.reading.events.event import Event
from builder.reading.events.find import find_events
from builder.reading.statements import SUMMARY_LENGTH

__all__ = ["SUMMARY_LENGTH", "Event", "find_events"]
