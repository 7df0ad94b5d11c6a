"""Words by what they mean to the matching of reports: stems, and one sense for words that stand for each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from lunr.stemmer import PorterStemmer

from builder.reading.folding import fold
from builder.reading.ordinals import NUMBER_OF_ORDINAL
from builder.reading.words import load_set, load_words
from builder.text import Span

_ORDINAL = re.compile(r"([0-9]+)(?:st|nd|rd|th)")
_WORD = re.compile(r"[^\W_]+(?:['’ʼ](?=s\b))?")
_COUNTED = frozenset(["round", "meeting", "session", "phase", "batch", "stage", "day", "summit"])
"""What "first" numbers: "the first round", but not "met for the first time"."""


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Porter's stem (An algorithm for suffix stripping, Program 14(3), 1980) of a folded word."""
    return str(_stemmer().stem(word))


class Sense(NamedTuple):
    """A telling word, or phrase, that begins at `start`; `ordinal` where it numbers a thing, `name` then empty."""

    start: int
    name: str
    ordinal: int = 0


def find_senses(text: str, spans: Iterable[Span]) -> list[Sense]:
    """The telling words within `spans` of `text`, in order; what only joins words, or tells the time, is left out.

    "The sixth round" has the ordinal 6; "first" counts where it numbers something, not in "met for the first time".
    """
    found: list[Sense] = []
    for span in spans:
        words = [(match.start(), _read(match[0])) for match in _WORD.finditer(text, span.start, span.end)]
        behind = 0
        for at, (start, word) in enumerate(words):
            if at < behind:
                continue
            if word.opens:
                taken, name = _phrase_at(words, at)
                behind = at + taken
                if name:
                    found.append(Sense(start, name))
            elif word.sense:
                found.append(Sense(start, word.sense))
            elif word.ordinal and (word.ordinal > 1 or (at + 1 < len(words) and words[at + 1][1].stem in _counted())):
                found.append(Sense(start, "", word.ordinal))
    return found


def _phrase_at(words: Sequence[tuple[int, _Word]], at: int) -> tuple[int, str]:
    """How many words the longest phrase has that begins at the word `at`, and its sense; else of the word alone."""
    for stems, sense in _phrases()[words[at][1].stem]:
        if len(stems) <= len(words) - at and all(words[at + n][1].stem == other for n, other in enumerate(stems)):
            return len(stems), sense
    return 1, words[at][1].sense


class _Word(NamedTuple):
    """A word read by itself; `sense` is empty for what tells nothing. `opens` where a phrase may begin with it."""

    stem: str
    sense: str
    ordinal: int = 0
    opens: bool = False


@lru_cache(maxsize=200_000)
def _read(word: str) -> _Word:
    folded = fold(word)
    written = _ORDINAL.fullmatch(folded)
    if written or folded in NUMBER_OF_ORDINAL:
        return _Word(folded, "", ordinal=int(written[1]) if written else NUMBER_OF_ORDINAL[folded])
    root = stem(folded)
    telling = bool(folded) and not folded.isdigit() and folded not in load_set("timeline_fillers")
    return _Word(root, _single().get(root, root) if telling else "", opens=root in _phrases())


def are_contrary(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one text has a sense whose contrary only the other has: of one day's talks, what opened did not close."""
    mine, theirs = one - other, other - one
    contraries = _contraries()
    return any(not contraries[sense].isdisjoint(theirs) for sense in mine & contraries.keys())


@cache
def _stemmer() -> PorterStemmer:
    return PorterStemmer()


@cache
def _counted() -> frozenset[str]:
    return frozenset(stem(word) for word in _COUNTED)


@cache
def _single() -> dict[str, str]:
    """Stem -> sense."""
    return {stems[0]: sense for stems, sense in reversed(_forms()) if len(stems) == 1}


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First stem -> phrases of several stems and their senses, the longest first."""
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for stems, sense in sorted(_forms(), key=lambda form: -len(form[0])):
        if len(stems) > 1:
            phrases.setdefault(stems[0], []).append((stems, sense))
    return phrases


@cache
def _forms() -> tuple[tuple[tuple[str, ...], str], ...]:
    return tuple(
        (tuple(stem(word) for word in fold(form).split()), sense)
        for sense, *forms in load_words("timeline_senses")
        for form in forms
    )


@cache
def _contraries() -> dict[str, frozenset[str]]:
    """Sense -> the senses that are contrary to it."""
    found: dict[str, set[str]] = {}
    for one, other in load_words("timeline_contraries"):
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {sense: frozenset(others) for sense, others in found.items()}
