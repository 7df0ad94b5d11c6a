"""Verbs: their forms, and which word is the finite verb of its clause."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from builder.reading.clauses.grammar import (
    DETERMINERS,
    FINITE,
    PLURAL_SUBJECTS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    grammar,
)
from builder.reading.clauses.tokens import Token
from builder.reading.words import load_set, load_words

_INTENDING = grammar("intending")
_INTENDING_THEY = frozenset(word[:-1] for word in _INTENDING)
_AFTER_LAST = frozenset(("for", "until", "about", "at", "more", "only", "long", "longer"))
DECIDING = frozenset(("decided", "ruled"))


@dataclass(frozen=True, slots=True)
class _Verbs:
    bases: frozenset[str]
    finite: frozenset[str]
    participles: frozenset[str]
    sayings: frozenset[str]
    reduced: frozenset[str]


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeou":
        return base[:-1] + "ied"
    return base + "ed"


def _third(base: str) -> str:
    if base.endswith("y") and base[-2] not in "aeou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def forms_of(base: str) -> frozenset[str]:
    """All written forms of a verb, regular unless the list of verbs says otherwise."""
    row = next((row for row in load_words("event_verbs") if row[0] == base), (base,))
    past = row[1] if len(row) > 1 else _past(base)
    gerund = (base[:-1] if base.endswith("e") and not base.endswith("ee") else base) + "ing"
    doubled = {past[:-2] + "ing"} if past == base + base[-1] + "ed" else set()
    return frozenset({base, past, row[2] if len(row) > 2 else past, _third(base), gerund, *doubled})


@cache
def verbs() -> _Verbs:
    rows = load_words("event_verbs")
    pasts = {row[0]: row[1] if len(row) > 1 else _past(row[0]) for row in rows}
    sayings = {form for base in load_set("event_sayings") if " " not in base for form in forms_of(base)}
    return _Verbs(
        bases=frozenset(pasts),
        finite=frozenset({*pasts.values(), *(_third(base) for base in pasts)} - load_set("event_plurals")),
        participles=frozenset(row[2] if len(row) > 2 else pasts[row[0]] for row in rows),
        sayings=frozenset(form for form in sayings if not form.endswith("ing") or form == "saying")
        - {"state", "states", "report", "reports", "claim", "claims", "note", "notes", "hope", "hopes", "estimates"}
        - {
            "estimate",
            "charge",
            "charges",
            "comment",
            "comments",
            "remark",
            "remarks",
            "promise",
            "promises",
            "pledge",
        },
        reduced=load_set("event_participles"),
    )


def is_saying(word: str) -> bool:
    return word in verbs().sayings


def tells(word: str) -> bool:
    """Whether a verb can follow what somebody said or decided: ", the council decided on Monday"."""
    return word in DECIDING or is_saying(word)


def is_shortening(word: str) -> bool:
    """Whether a participle can open a shortened relative clause: "a letter published on Monday"."""
    return word in verbs().reduced


def is_participle(word: str) -> bool:
    return word in verbs().participles


def is_base(word: str) -> bool:
    return word in verbs().bases


@lru_cache(maxsize=20_000)
def _can_be_verb(word: str) -> bool:
    """Whether a word can be a finite verb beside some neighbours; most can beside none."""
    return (
        word in FINITE
        or word.endswith(("'ll", "n't", "'ve"))
        or word in _INTENDING
        or word in _INTENDING_THEY
        or word in verbs().bases
        or word in verbs().finite
        or (word.endswith("ed") and len(word) > 4 and "-" not in word)
    )


def verb_at(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the word can be the finite verb of its clause."""
    word = tokens[at].lower
    if not _can_be_verb(word):
        return False
    if word == "may" and tokens[at].capital and at > 0:
        return False  # the month
    if word in FINITE or word.endswith(("'ll", "n't", "'ve")):
        return True
    if word == "last" and at + 1 < len(tokens) and tokens[at + 1].lower not in _AFTER_LAST:
        return False  # "talks last month"
    intends = word in _INTENDING and at > 0 and at + 1 < len(tokens) and tokens[at + 1].lower == "to"
    if intends and (tokens[at - 1].capital or tokens[at - 1].lower in SUBJECT_PRONOUNS):
        return True
    if word in _INTENDING_THEY and at > 0 and at + 1 < len(tokens) and tokens[at + 1].lower == "to":
        subject = tokens[at - 1].lower
        return subject in PLURAL_SUBJECTS or (len(subject) > 3 and subject.endswith("s") and "'" not in subject)
    if word in verbs().bases and at > 0 and word + "s" not in load_set("event_plurals"):
        subject = tokens[at - 1].lower
        if subject in PLURAL_SUBJECTS or (len(subject) > 4 and subject.endswith("s") and not subject.endswith("ss")):
            return not subject.endswith("'s") and (at < 2 or tokens[at - 2].lower != "to")
    known = word in verbs().finite
    if not known and not (word.endswith("ed") and len(word) > 4 and "-" not in word):
        return False
    if tokens[at].capital and at > 0:
        return False
    before = tokens[at - 1].lower if at > 0 else ""
    after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if before in DETERMINERS or before in PREPOSITIONS or before.endswith("'s"):
        return False  # "the proposed deal", "of reduced violence"
    # A reduced relative clause ("the deal signed in ...") has no object.
    return not (word in verbs().reduced and after in PREPOSITIONS and has_verb(tokens, 0, at))


def has_verb(tokens: tuple[Token, ...], start: int, end: int) -> bool:
    return any(verb_plain(tokens[n].lower) for n in range(max(start, end - 25), end))


def verb_plain(word: str) -> bool:
    """A looser test, for a word without its neighbours."""
    return word in FINITE or word in verbs().finite


def verb_within(tokens: tuple[Token, ...], start: int, *, limit: int = 14, stop: frozenset[str]) -> int | None:
    """The first finite verb from `start` on, before any of the words in `stop`."""
    for n in range(start, min(start + limit, len(tokens))):
        if tokens[n].lower in stop:
            return None
        if verb_at(tokens, n):
            return n
    return None
