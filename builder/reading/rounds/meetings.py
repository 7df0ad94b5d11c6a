"""Meetings: the noun phrases and verbs that name them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from builder.reading.clauses import Clause, Token, grammar, verb_at
from builder.reading.statements import Statement
from builder.reading.words import load_set, load_words
from builder.text import Span


@dataclass(frozen=True, slots=True)
class Meeting:
    """A noun phrase (or verb) for a meeting, with the words that belong to it."""

    sentence: Span
    clause: Clause
    words: Span
    label: str
    noun: str
    vague: bool  # "past talks": one of them only where a date says which


@cache
def meeting_nouns() -> dict[str, tuple[str, ...]]:
    return {row[0]: tuple(row[1].split()) if len(row) > 1 else () for row in load_words("round_nouns")}


def own_nouns(words: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """A topic's own nouns in the same form, each with its plural: who set "hearing" means "hearings" too."""
    lower = [word.lower() for word in words]
    return dict.fromkeys((*lower, *(_HISSING.sub(r"\1e", _Y.sub("ie", word)) + "s" for word in lower)), ())


_HISSING = re.compile(r"(s|x|z|ch|sh)$")
_Y = re.compile(r"(?<=[^aeiou])y$")
WORDS = re.compile(r"[a-z]+")


@cache
def telling_words() -> frozenset[str]:
    return _opening_verbs() | meeting_nouns().keys()


@cache
def _opening_verbs() -> frozenset[str]:
    """The first words of the verbs of meeting."""
    return frozenset(phrase.split(" ")[0] for phrase in load_set("round_verbs"))


_NOT_IN_LABEL = grammar("not_in_label")
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
COUNTS = {word: number for number, word in enumerate(_NUMBERS, 2)} | {str(number): number for number in range(2, 31)}
# Talks so long, or so many, that they are a chapter of their own.
_MANY = rf"(?:\d+|{'|'.join(_NUMBERS)}|a dozen|dozens|several|many)"
SERIES = re.compile(
    rf"\b(?:{_MANY} (?:rounds|months|years|weeks)|(?:a|one|two|three) years? and a half"
    r"|a year|months|years|weeks|decades)"
    r" of (?:[a-z]+(?:-[a-z]+)*,? ){0,4}[a-z]+$",
    re.IGNORECASE,
)
# "a new meeting", beside one that was called off.
NEW = re.compile(r"\b(?:new|another|potential|possible|further|fresh|future)\b", re.IGNORECASE)
_SPLIT_NOUN = grammar("split_noun")
_ROUNDS_OF = frozenset(("round", "rounds", "cycle", "phase"))
# What names more meetings in one sentence is a list, and each costs a look at the whole of it.
_MOST_IN_SENTENCE = 16


def find_meetings(
    prose: str,
    sentence: Span,
    clauses: tuple[Clause, ...],
    statements: list[Statement],
    nouns: dict[str, tuple[str, ...]],
) -> list[Meeting]:
    dated = [statement.dated.span for statement in statements]
    opening = _opening_verbs()
    found: list[Meeting] = []
    for clause in clauses:
        tokens = clause.tokens
        at = 0
        while at < len(tokens) and len(found) < _MOST_IN_SENTENCE:
            word = tokens[at].lower
            if word in nouns and not verb_at(tokens, at):
                last, label, vague = _label(tokens, at, nouns, dated)
                if label is not None:
                    words = Span(label[0].start, label[1].end)
                    found.append(Meeting(sentence, clause, words, _said_label(prose, label), word, vague))
                at = last
            elif word in opening and _meets(prose, clause, at):
                found.append(Meeting(sentence, clause, Span(tokens[at].start, tokens[at].end), "", word, vague=False))
            at += 1
    return found


def _meets(prose: str, clause: Clause, at: int) -> bool:
    """Whether a word is a verb of meeting, alone or with what it needs: "sat down", "spoke by phone"."""
    word = clause.tokens[at].lower
    if word.endswith("ing") and (at == 0 or clause.tokens[at - 1].lower not in _BEFORE_ING):
        return False  # "his negotiating skills"
    following = clause.tokens[at + 1].lower if at + 1 < len(clause.tokens) else ""
    verbs = _meeting_verbs()
    needed = verbs.get(word)
    if needed is None:
        needed = verbs.get(f"{word} {following}")
    if not needed:
        return needed is not None
    return any(words.search(prose, clause.tokens[at].end, clause.span.end) for words in needed)


_BEFORE_ING = grammar("before_gerund")


@cache
def _meeting_verbs() -> dict[str, tuple[re.Pattern[str], ...]]:
    return {
        row[0]: tuple(re.compile(rf"\b{re.escape(words)}\b") for words in row[1:]) for row in load_words("round_verbs")
    }


def _label(
    tokens: tuple[Token, ...], at: int, nouns: dict[str, tuple[str, ...]], dated: list[Span]
) -> tuple[int, tuple[Token, Token] | None, bool]:
    """The noun phrase around a meeting noun: "second round of direct talks". Also the last word used, and whether it
    means none in particular."""
    first = at
    while first > 0 and at - first < 6:
        word = tokens[first - 1]
        if not word.lower[:1].isalnum() or word.lower in _NOT_IN_LABEL or verb_at(tokens, first - 1):
            break
        if any(word.start < span.end and span.start < word.end for span in dated):
            break
        first -= 1
    before = tuple(token.lower for token in tokens[first:at])
    last = at
    if tokens[at].lower in _SPLIT_NOUN and at + 2 < len(tokens) and tokens[at + 1].lower == "of":
        inner = next((n for n in range(at + 2, min(at + 8, len(tokens))) if tokens[n].lower in nouns), None)
        if inner is not None and all(tokens[n].lower[:1].isalnum() for n in range(at + 2, inner)):
            last = inner
        elif tokens[at].lower in _ROUNDS_OF and not tokens[at + 2].capital and tokens[at + 2].lower.isalpha():
            return last, None, False  # "a round of voting", "the first cycle of payments"
    elif first > 1 and tokens[first - 1].lower == "of" and tokens[first - 2].lower in _SPLIT_NOUN:
        # "two days of talks", "a week of talks"
        first -= 2
        while (
            first > 0
            and tokens[first - 1].lower not in _NOT_IN_LABEL
            and tokens[first - 1].lower[:1].isalnum()
            and not verb_at(tokens, first - 1)
        ):
            first -= 1
    while first < at and tokens[first].lower in _RUNNING_BASES:
        first += 1  # "to resume talks"
    needed = nouns[tokens[at].lower]
    if needed and not set(needed) & set(before[-1:]):
        return last, None, False
    unspecific = _unspecific()
    if any(unspecific.get(word) == () for word in before):
        return last, None, False
    if (
        last + 1 < len(tokens)
        and tokens[last + 1].lower in _COMPOUND_AFTER
        and tokens[last].end + 1 == tokens[last + 1].start
    ):
        return last, None, False
    return last, (tokens[first], tokens[last]), any(word in unspecific for word in before)


@cache
def _unspecific() -> dict[str, tuple[str, ...]]:
    return {row[0]: row[1:] for row in load_words("round_unspecific")}


_RUNNING_BASES = grammar("running_bases")
# "talks process", "negotiation team", "meeting room": the meeting noun only describes another.
_COMPOUND_AFTER = grammar("compound_after")


def _said_label(prose: str, label: tuple[Token, Token]) -> str:
    text = " ".join(prose[label[0].start : label[1].end].split())
    text = re.sub(r"^[\W_]+|[“”\"]", "", text)
    if text.isupper():
        text = text.lower()
    return text[0].lower() + text[1:] if text[1:2].islower() and text.split(" ")[0] in _OPENING_WORDS else text


_OPENING_WORDS = grammar("opening_words")
