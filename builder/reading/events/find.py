"""The dated statements of an article as events."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date

from builder.reading.dates import DateExpression
from builder.reading.events.event import Event
from builder.reading.events.kinds import kind_of
from builder.reading.events.repeats import without_repeats
from builder.reading.events.summaries import summary_of
from builder.reading.names import Mention
from builder.reading.quotes.quote import Quote
from builder.reading.statements import (
    Statement,
    find_statements,
    place_of,
    presupposed,
    status_of,
)
from builder.text import Span

_NAME_LENGTH = 5
"""Words of a noun phrase that names an event, "the attack on the port", and does not tell of it."""


_DEATH = re.compile(r"\b(?:died|(?:was|were|been) (?:shot|wounded|injured|fired)|had been shot)\b")
# Who confirms does not claim, and who "was declared" something says nothing.
_NO_CLAIM = re.compile(
    r"\b(?:confirm(?:s|ed)?|acknowledge[sd]?|admit(?:s|ted)?|concede[sd]?"
    r"|(?:was|were|is|are|been) (?:declared|called|named))\b"
)


def find_events(
    prose: str,
    sentences: tuple[Span, ...],
    dates: tuple[DateExpression, ...],
    mentions: tuple[Mention, ...],
    quotes: tuple[Quote, ...],
    *,
    published: date,
) -> tuple[Event, ...]:
    """One event for each clause with a calendar date."""
    statements = find_statements(prose, sentences, dates, published)
    starts = [mention.span.start for mention in mentions]
    events: list[Event] = []
    named: list[Event] = []  # those that the text only names, and says no more of
    for statement in statements:
        status = status_of(prose, statement, published)
        if status is None:
            continue
        summary = summary_of(prose, statement, mentions, quotes, sentences)
        if summary is None:
            continue
        kind = "statement" if statement.said else kind_of(summary)
        if status == "happened" and (kind == "attack" or _DEATH.search(summary)) and _is_claimed(statement):
            status = "alleged"  # violence or death that somebody reports of another is a claim
        inside = [
            mentions[n]
            for piece in statement.pieces
            for n in range(bisect_left(starts, piece.start), bisect_left(starts, piece.end))
        ]
        actors = tuple(dict.fromkeys(mention.name for mention in inside if mention.kind != "place"))
        place = place_of(prose, inside, statement.pieces)
        event = Event(statement.span, statement.dated.period, status, summary, kind, actors, place)
        bare = statement.noun and statement.clause.kind not in ("reduced", "relative")
        (named if bare and len(summary.split()) <= _NAME_LENGTH else events).append(event)
    kept = without_repeats(events, named)
    return tuple(sorted(kept, key=lambda event: (event.span, event.period.sort_key, event.summary)))


def _is_claimed(statement: Statement) -> bool:
    """Whether a statement is only somebody's word."""
    if not statement.attribution or statement.said or presupposed(statement):
        return False
    return _NO_CLAIM.search(statement.attribution) is None
