"""Events: dated statements of what happened, is planned, is alleged or denied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from builder.period import Period
from builder.reading.dates import DateExpression
from builder.reading.names import Mention
from builder.reading.quotes import Quote
from builder.text import Span

Status = Literal["happened", "planned", "alleged", "denied"]


@dataclass(frozen=True, slots=True)
class Event:
    """One report of one event. `span` is the sentence or clause that states it; `period` what its date names.

    `summary` is a short clause made of the article's own words (attribution and date removed); `kind` a word of the list
    `words/en/event_kinds.txt` ("talks", "agreement", "attack", ...) or "other".
    """

    span: Span
    period: Period
    status: Status
    summary: str
    kind: str
    actors: tuple[str, ...]
    place: str | None


def find_events(
    prose: str,
    sentences: tuple[Span, ...],
    dates: tuple[DateExpression, ...],
    mentions: tuple[Mention, ...],
    quotes: tuple[Quote, ...],
) -> tuple[Event, ...]:
    return ()
