"""Events: dated statements of what happened, is planned, is alleged or denied."""

from __future__ import annotations

from builder.reading.events.event import Event
from builder.reading.events.find import find_events
from builder.reading.events.gist import Gist, find_gists
from builder.reading.events.turns import Turn
from builder.reading.statements import SUMMARY_LENGTH

__all__ = ["SUMMARY_LENGTH", "Event", "Gist", "Turn", "find_events", "find_gists"]
