"""Closed classes of words, by which clauses are told apart without a parser."""

from __future__ import annotations

from functools import cache

from builder.reading.words import load_words


@cache
def grammar(name: str) -> frozenset[str]:
    """A closed class of words."""
    return frozenset(next(row[1].split(" ") for row in load_words("event_grammar") if row[0] == name))


AUXILIARIES = grammar("auxiliaries")
FINITE = AUXILIARIES - {"be", "been", "being"}
DETERMINERS = grammar("determiners")
PLURAL_SUBJECTS = frozenset(["they", "we", "you", "people", "both", "who"])
SUBJECT_PRONOUNS = frozenset(["he", "she", "it", "they", "we", "i", "you", "there"])
SUBORDINATORS = grammar("subordinators")
PHRASE_OPENERS = frozenset(["following", "amid", "despite", "during", "pending", "besides"])
LONG_OPENERS = {"ahead": "of", "prior": "to", "according": "to", "days": "after", "hours": "after"}
RELATIVES = frozenset(["who", "which", "whose", "whom", "where"])
PREPOSITIONS = grammar("prepositions")
ADVERBS_BEFORE_VERB = grammar("adverbs_before_verb")
