"""One report of one event."""

from __future__ import annotations

from dataclasses import dataclass

from builder.period import Period
from builder.reading.statements import (
    Status,
)
from builder.text import Span


@dataclass(frozen=True, slots=True)
class Event:
    """One report of one event. `span` is the sentence or clause that states it; `period` what its date names.

    `summary` is a short clause made of the article's own words (attribution and date removed); `kind` a word of the
    list `words/en/event_kinds.txt` ("talks", "agreement", "attack", ...) or "other".
    """

    span: Span
    period: Period
    status: Status
    summary: str
    kind: str
    actors: tuple[str, ...]
    place: str | None
