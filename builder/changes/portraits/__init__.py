"""Portraits: all that readers see of a thing, as aspects that can be compared."""

from builder.changes.portraits.actors import portray_actor
from builder.changes.portraits.articles import portray_article
from builder.changes.portraits.entries import portray_entry
from builder.changes.portraits.portrait import Portrait, Trait, evidence_of, source_of
from builder.changes.portraits.quotes import portray_quotes
from builder.changes.portraits.rounds import portray_round
from builder.changes.portraits.terms import portray_term

__all__ = [
    "Portrait",
    "Trait",
    "evidence_of",
    "portray_actor",
    "portray_article",
    "portray_entry",
    "portray_quotes",
    "portray_round",
    "portray_term",
    "source_of",
]
