"""The word lists that reading roles needs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from builder.reading.words import load_set, load_words


@dataclass(frozen=True, slots=True)
class RoleWords:
    """Lower-case words, and verbs as they stand in a text; `heading` and the next two sort the verbs of role_verbs."""

    nouns: frozenset[str]
    offices: frozenset[str]
    honorifics: frozenset[str]
    rank_words: frozenset[str]
    function: frozenset[str]
    heading: tuple[str, ...]
    working: tuple[str, ...]
    naming: tuple[str, ...]


def _small(what: str) -> frozenset[str]:
    return frozenset(row[0] for row in load_words("role_small_words") if row[1] == what)


ARTICLES = _small("article")
LINKS = _small("link")
# Small words that belong to a role, though they open sentences or look like verbs elsewhere.
RANKING = _small("ranking")
OPENERS = ARTICLES | {"and"}
HONORIFICS = _small("honorific")
# What "general" may stand behind without being a rank.
GENERALS = _small("general")
# Nouns that say nothing of a person unless the text says whose they are.
RELATIONAL = _small("relational")
# What an office may be for beside something else: "Trade and Industry Minister".
PORTFOLIOS = _small("portfolio")
# Past tenses that look like nouns or adjectives before a role: "saw interim president X".
PAST = _small("past")


@cache
def role_words() -> RoleWords:
    """All lists, read once."""
    verbs = load_words("role_verbs")
    titles = load_words("name_titles")
    return RoleWords(
        nouns=load_set("role_nouns"),
        offices=frozenset(row[0].lower() for row in titles if row[1] == "office"),
        honorifics=frozenset(row[0].lower() for row in titles if row[1] == "honorific"),
        rank_words=frozenset(word.lower() for row in titles if row[1] == "rank" for word in row[0].split()),
        function=load_set("name_function_words"),
        heading=tuple(row[0] for row in verbs if row[1] == "heads"),
        working=tuple(row[0] for row in verbs if row[1] == "works"),
        naming=tuple(sorted((row[0] for row in verbs if row[1] == "named"), key=len, reverse=True)),
    )


@cache
def role_verb() -> re.Pattern[str]:
    """A verb that a role follows (group `naming`) or that is one with its object (group `heading`)."""
    words = role_words()
    naming = "|".join(re.escape(verb) for verb in words.naming)
    heading = "|".join(re.escape(verb) for verb in words.heading)
    working = "|".join(re.escape(verb) for verb in words.working)
    led = rf"(?:{heading}) (?=the |an? |its |his |her |[A-Z])"
    return re.compile(rf"(?P<naming>{naming}) |(?P<heading>{led}|(?:{working}) (?!me |us |you |him |them |home ))")


@cache
def rank_before() -> re.Pattern[str]:
    """A rank and a space, at the end of what is searched."""
    ranks = sorted((row[0] for row in load_words("name_titles") if row[1] == "rank"), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ranks))}) $")
