"""Whose position it is."""

from __future__ import annotations

import re

from builder.reading.positions.telling import Telling
from builder.reading.quotes.quote import Quote

_WE = re.compile(r"\b(?:[Ww]e|I|[Oo]ur side)\b")
_SHARED = re.compile(r"\b(?:and|both|between)\b")
_OWNED = re.compile(r"\b(?:of|for|with|in|by|to|from|against|over|on|at)(?: the)? $")
_PREPOSITION_WITHIN = 12
"""Characters before a name in which the preposition stands that makes it no subject."""


def holder_of(telling: Telling, quotes: tuple[Quote, ...]) -> str | None:
    """The one named as the subject, or who says "we"; None for several, or for a mere pronoun."""
    prose, subject = telling.prose, telling.around.subject
    actors = [mention for mention in telling.acting if mention.kind != "place"]
    if not actors and telling.around.relative:
        nearest = telling.before[-1] if telling.before else None
        return nearest.name if nearest and nearest.kind != "place" else None
    if not actors:
        spoken = next((quote for quote in quotes if quote.span.contains(telling.cue)), None)
        return spoken.speaker if spoken and _WE.search(prose, subject.start, subject.end) else None
    leading = [
        mention
        for mention in actors
        if not _OWNED.search(
            prose, max(telling.sentence.start, mention.span.start - _PREPOSITION_WITHIN), mention.span.start
        )
    ] or actors
    if _SHARED.search(prose, subject.start, subject.end):
        return None
    return next((mention.name for mention in leading if mention.kind == "person"), leading[0].name)
