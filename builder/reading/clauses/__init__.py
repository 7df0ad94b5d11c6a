"""Clauses: the parts of a sentence that each have a verb, or introduce one, so that a date is tied to what it dates.

No parser: function words, punctuation and a list of verbs mark where clauses begin. Where they don't tell, a clause
stays too long rather than being cut in the wrong place.
"""

from __future__ import annotations

from builder.reading.clauses.clause import Clause, ClauseKind
from builder.reading.clauses.find import dateline_end, find_clauses
from builder.reading.clauses.grammar import AUXILIARIES, grammar
from builder.reading.clauses.tokens import Token, tokens_of
from builder.reading.clauses.verbs import (
    forms_of,
    is_base,
    is_participle,
    is_saying,
    is_shortening,
    tells,
    verb_at,
    verb_plain,
)

__all__ = [
    "AUXILIARIES",
    "Clause",
    "ClauseKind",
    "Token",
    "dateline_end",
    "find_clauses",
    "forms_of",
    "grammar",
    "is_base",
    "is_participle",
    "is_saying",
    "is_shortening",
    "tells",
    "tokens_of",
    "verb_at",
    "verb_plain",
]
