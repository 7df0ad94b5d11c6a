"""The words that say where reported speech stands, from the language's lists."""

from __future__ import annotations

from dataclasses import dataclass

from builder.reading.quotes.tokens import Token
from builder.reading.words import load_set, load_words


@dataclass(frozen=True, slots=True)
class Verb:
    """A form of a verb of saying; quote_verbs.txt explains the columns."""

    sort: str
    frames: str
    form: str
    noun: bool


VERBS = {row[0]: Verb(row[1], row[2], row[3], row[4:] == ("noun",)) for row in load_words("quote_verbs")}
_NOUNS = load_set("quote_heads") | load_set("role_nouns")
HEADS = _NOUNS | frozenset(noun + "s" for noun in _NOUNS)
# Single people, as against bodies and texts, which speak too.
PERSON_NOUNS = load_set("role_nouns") | {"man", "woman", "person", "source"}
DETERMINERS = load_set("quote_determiners")
BOUNDARIES = load_set("quote_boundaries")
TIMES = load_set("quote_times")
_ADVERBS = load_set("quote_adverbs")


def _used_as(use: str) -> frozenset[str]:
    return frozenset(row[0] for row in load_words("quote_words") if row[1] == use)


PERSON_PRONOUNS = _used_as("person-pronoun")
GROUP_PRONOUNS = _used_as("group-pronoun")
OTHER_PRONOUNS = _used_as("other-pronoun")
PREPOSITIONS = _used_as("preposition")
LINKS = _used_as("link")
NOT_SAID = _used_as("not-said")
BE = _used_as("be")
NAME_LINKS = _used_as("name-link")
_NOUNS_IN_LY = _used_as("noun-in-ly")
QUESTIONS = _used_as("question")
SAID_NOUNS = _used_as("said-noun")
MADE_OUT = _used_as("made-out")
MAKING_OUT = _used_as("making-out")
# Agencies and outlets whose name is one word, and what others are called.
RELAYS = _used_as("relay") | {
    name.lower() for name in load_set("furniture_agencies") | load_set("furniture_wires") if " " not in name
}
RELATIVES = _used_as("relative")
ADDITION_STARTS = _used_as("addition")
AUXILIARIES = _used_as("auxiliary")
BARE_CLAUSE = _used_as("bare-clause")
NO_CLAUSE = _used_as("no-clause")
NO_BEGINNING = _used_as("no-beginning")
INTRODUCTIONS = _used_as("introduction")
WRITINGS = _used_as("writing")
BEFORE_PARTICIPLE = _used_as("before-participle")
NOT_GOING_ON = _used_as("not-going-on")
ABOUT = _used_as("about")
CATENATIVES = _used_as("catenative")
HEAD_ADJECTIVES = _used_as("head-adjective")
PRONOUNS = PERSON_PRONOUNS | GROUP_PRONOUNS | OTHER_PRONOUNS


def adverb(token: Token) -> bool:
    low = token.low
    return low in _ADVERBS or (low.endswith("ly") and not token.capital and low not in _NOUNS_IN_LY)
