"""The news of the day: what the opening sentence tells without a date has happened about when it was published."""

from __future__ import annotations

from datetime import date

from builder.period import Period
from builder.reading.clauses import Clause, is_participle, is_saying, verb_at
from builder.reading.statements.statement import Dated
from builder.reading.words import load_set
from builder.text import Span

_OPENING = 8
"""Sentences, headings among them, in which an article has opened."""
_SHORTEST = 50
"""Characters of an opening sentence."""
_PERFECT = frozenset(("has", "have"))
_BETWEEN = frozenset(("been", "also", "now", "finally", "again", "reportedly"))


def lead_sentence(prose: str, sentences: tuple[Span, ...]) -> int | None:
    """The number of the sentence with which the article opens, after headings and captions of pictures."""
    for number, sentence in enumerate(sentences[:_OPENING]):
        if sentence.end - sentence.start >= _SHORTEST and prose[sentence.end - 1] in '.”"':
            return number
    return None


def lead_date(clauses: tuple[Clause, ...], published: date) -> Dated | None:
    """The day of publication, as about the day of what a lead tells: "The sides have agreed a truce", "X says ...".

    An empty span behind the verb. None where the lead tells of something else than a turn of events.
    """
    clause = next((clause for clause in clauses if clause.kind in ("main", "joined")), None)
    if clause is None or not load_set("event_lasting").isdisjoint(token.lower for token in clause.tokens):
        return None
    at = _turn(clause)
    if at is None:
        return None
    period = Period(f"{published.isoformat()}~", published, published, "approx")
    return Dated(Span(clause.tokens[at].end, clause.tokens[at].end), period)


def _turn(clause: Clause) -> int | None:
    """The verb that tells what has just happened: a perfect, or a verb of saying."""
    tokens = clause.tokens
    first = next((n for n, token in enumerate(tokens) if token.start >= clause.body and verb_at(tokens, n)), None)
    if first is None:
        return None
    if tokens[first].lower not in _PERFECT:
        return first if is_saying(tokens[first].lower) else None
    at = first + 1
    while at < len(tokens) and tokens[at].lower in _BETWEEN:
        at += 1
    return at if at < len(tokens) and is_participle(tokens[at].lower) else None
