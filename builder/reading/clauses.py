"""Clauses: the parts of a sentence that each have a verb, or introduce one, so that a date is tied to what it dates.

No parser: function words, punctuation and a list of verbs mark where clauses begin. Where they don't tell, a clause
stays too long rather than being cut in the wrong place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from builder.reading.words import load_set, load_words
from builder.text import Span

ClauseKind = Literal[
    "main",  # stands alone, or goes on after an insertion
    "reported",  # what somebody said or thought
    "attribution",  # who said it, when that comes after what was said
    "relative",  # "which ...", "who ..."
    "reduced",  # "signed in Geneva": a relative clause without pronoun and auxiliary
    "adverbial",  # "after ...", "while ..." with a verb of its own
    "phrase",  # the same without a verb: "since the invasion"
    "joined",  # "and continue": a further verb of the same subject
    "participle",  # ", leaving ..."
    "aside",  # in brackets or between dashes
]


class Token(NamedTuple):
    """A word or a mark; `lower` is in lower case, with a straight apostrophe. A tuple, because there are so many."""

    start: int
    end: int
    lower: str
    capital: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """`body` is the clause without the `opener` ("that", "after", "who") that ties it to clause number `host`."""

    span: Span
    kind: ClauseKind
    opener: str
    body: int
    host: int | None
    tokens: tuple[Token, ...]


@cache
def grammar(name: str) -> frozenset[str]:
    """A closed class of words."""
    return frozenset(next(row[1].split(" ") for row in load_words("event_grammar") if row[0] == name))


_TOKEN = re.compile(r"[^\W_]+(?:[-.'’&/,]{1,2}(?=\w)[^\W_]+)*|--|[,;:()\[\]“”\"—–]|(?<=\s)-(?=\s)|[’'](?=\w)")
# "GENEVA, Jan 4 (Agency) -", "LIMA --", "(CNN)".
_DATELINE = re.compile(
    r"\s*(?:[A-Z]{2}[A-Z.'’-]+[^()\n—–]{0,50}(?:\([A-Z][^()\n]{1,40}\)\s*(?:--|[—–-])?|\s(?:--|[—–-]))\s"
    r"|[A-Z][\w.'’, -]{2,40}\([A-Z][^()\n]{1,30}\)\s*(?:--|[—–-])\s|\([A-Z][\w ]{1,20}\)\s*(?:--|[—–-])?\s?)"
)

AUXILIARIES = grammar("auxiliaries")
_FINITE = AUXILIARIES - {"be", "been", "being"}
_DETERMINERS = grammar("determiners")
_PLURAL_SUBJECTS = frozenset(["they", "we", "you", "people", "both", "who"])
_SUBJECT_PRONOUNS = frozenset(["he", "she", "it", "they", "we", "i", "you", "there"])
_SUBORDINATORS = grammar("subordinators")
_PHRASE_OPENERS = frozenset(["following", "amid", "despite", "during", "pending", "besides"])
_LONG_OPENERS = {"ahead": "of", "prior": "to", "according": "to", "days": "after", "hours": "after"}
_RELATIVES = frozenset(["who", "which", "whose", "whom", "where"])
_PREPOSITIONS = grammar("prepositions")
_FUTURE_PARTICIPLES = frozenset(("due", "set", "scheduled", "expected", "planned", "slated"))
_DASHES = frozenset(("--", "—", "–", "-"))
_OPENING = frozenset(("(", "["))
_CLOSING = frozenset((")", "]"))
_QUOTES = frozenset(("“", "”", '"'))
_ADVERBS_BEFORE_VERB = grammar("adverbs_before_verb")
_INTENDING = grammar("intending")
_WRITINGS = grammar("writings")
_OWNERS_OF_NOUNS = grammar("determiners_of_names")
_DECIDING = frozenset(("decided", "ruled"))
# Prepositions that cannot open a clause whose verb soon follows: "and by the envoy met".
_NOT_OPENING = frozenset(("by", "of", "with", "from", "to", "for", "between", "against"))


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
def _verbs() -> _Verbs:
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
    return word in _verbs().sayings


def tells(word: str) -> bool:
    """Whether a verb can follow what somebody said or decided: ", the council decided on Monday"."""
    return word in _DECIDING or is_saying(word)


def is_shortening(word: str) -> bool:
    """Whether a participle can open a shortened relative clause: "a letter published on Monday"."""
    return word in _verbs().reduced


def is_participle(word: str) -> bool:
    return word in _verbs().participles


def is_base(word: str) -> bool:
    return word in _verbs().bases


def tokens_of(prose: str, span: Span) -> tuple[Token, ...]:
    """The words and marks of a piece of prose."""
    found = []
    for match in _TOKEN.finditer(prose, span.start, span.end):
        word = match[0]
        lower = word.lower()
        found.append(
            Token(match.start(), match.end(), lower.replace("’", "'") if "’" in lower else lower, word[0].isupper())
        )
    return tuple(found)


def verb_at(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the word can be the finite verb of its clause."""
    word = tokens[at].lower
    if word == "may" and tokens[at].capital and at > 0:
        return False  # the month
    if word in _FINITE or word.endswith(("'ll", "n't", "'ve")):
        return True
    intends = word in _INTENDING and at > 0 and at + 1 < len(tokens) and tokens[at + 1].lower == "to"
    if intends and (tokens[at - 1].capital or tokens[at - 1].lower in _SUBJECT_PRONOUNS):
        return True
    if word in _verbs().bases and at > 0 and word + "s" not in load_set("event_plurals"):
        subject = tokens[at - 1].lower
        if subject in _PLURAL_SUBJECTS or (len(subject) > 4 and subject.endswith("s") and not subject.endswith("ss")):
            return not subject.endswith("'s") and (at < 2 or tokens[at - 2].lower != "to")
    known = word in _verbs().finite
    if not known and not (word.endswith("ed") and len(word) > 4 and "-" not in word):
        return False
    if tokens[at].capital and at > 0:
        return False
    before = tokens[at - 1].lower if at > 0 else ""
    after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if before in _DETERMINERS or before in _PREPOSITIONS or before.endswith("'s"):
        return False  # "the proposed deal", "of reduced violence"
    # A reduced relative clause ("the deal signed in ...") has no object.
    return not (word in _verbs().reduced and after in _PREPOSITIONS and _has_verb(tokens, 0, at))


def _has_verb(tokens: tuple[Token, ...], start: int, end: int) -> bool:
    return any(verb_plain(tokens[n].lower) for n in range(max(start, end - 25), end))


def verb_plain(word: str) -> bool:
    """A looser test, for a word without its neighbours."""
    return word in _FINITE or word in _verbs().finite


def _verb_within(tokens: tuple[Token, ...], start: int, *, limit: int = 14, stop: frozenset[str]) -> int | None:
    """The first finite verb from `start` on, before any of the words in `stop`."""
    for n in range(start, min(start + limit, len(tokens))):
        if tokens[n].lower in stop:
            return None
        if verb_at(tokens, n):
            return n
    return None


_NOT_BEFORE_SECOND = grammar("not_before_second")
_BEFORE_DATES = grammar("before_dates")
_TIMES = _BEFORE_DATES | grammar("parts_of_days")
_NOT_AFTER_AS = grammar("not_after_as")
_STOPS = frozenset((",", ";", ":", "(", "—", "–", "--", "-", "that", "which", "who", "”", '"'))
_HARD_STOPS = _STOPS - {","}
_ANY = frozenset((";", ":", "”"))


@cache
def _triggers() -> frozenset[str]:
    """The words and marks at which a clause can begin."""
    marks = _DASHES | _OPENING | _QUOTES | {",", ";", ":", "and", "but", "or", "nor", "that"}
    words = _SUBORDINATORS | _PHRASE_OPENERS | frozenset(_LONG_OPENERS) | _RELATIVES
    return marks | words | _verbs().reduced | _verbs().sayings


class _Cutter:
    """Walks once over the tokens of one sentence and notes where clauses begin."""

    __slots__ = ("cuts", "dated", "prose", "resume", "tokens")

    def __init__(self, prose: str, tokens: tuple[Token, ...], dated: frozenset[int]) -> None:
        self.prose = prose
        self.tokens = tokens
        self.dated = dated
        self.resume: tuple[int, ClauseKind] | None = None
        self.cuts: list[tuple[int, ClauseKind, int]] = [(0, "main", 0)]  # first token, kind, words of the opener

    def cut(self, at: int, kind: ClauseKind, opener: int = 0) -> None:
        if at == self.cuts[-1][0]:
            self.cuts[-1] = (at, kind, opener)
        elif at > self.cuts[-1][0]:
            self.cuts.append((at, kind, opener))

    def run(self) -> list[tuple[int, ClauseKind, int]]:
        triggers = _triggers()
        for at in range(len(self.tokens)):
            if self.resume is not None and at == self.resume[0]:
                self.cut(at, "main")
                self.resume = None
            if self.tokens[at].lower in triggers or self.cuts[-1][1] in ("relative", "reduced"):
                self._look(at)
        return self.cuts

    def _look(self, at: int) -> None:
        tokens = self.tokens
        word = tokens[at].lower
        after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        start, kind, opener = self.cuts[-1]
        if start < at < start + opener:
            return
        if word in _SUBORDINATORS or word in _PHRASE_OPENERS:
            self._subordinate(at, 1)
        elif word in _LONG_OPENERS and after == _LONG_OPENERS[word]:
            if word == "according":
                self.cut(at, "attribution", 2)
            else:
                self._subordinate(at, 2)
        elif word in _RELATIVES and at > 0 and after not in _QUOTES:
            self.cut(at, "relative", 1)
        elif word == "that" and at > 0:
            self._that(at)
        elif word == "," and at + 1 < len(tokens):
            self._comma(at, kind, start)
        elif word in ("and", "but", "or", "nor") and at > 0:
            self._join(at, start)
        elif word in (";", ":") and at + 1 < len(tokens):
            said = any(is_saying(token.lower) for token in tokens[start:at])
            self.cut(at + 1, "reported" if word == ":" and said else "main")
        elif word in _DASHES or word in _OPENING:
            self._insertion(at)
        elif word in _QUOTES and at > 0 and is_saying(tokens[at - 1].lower):
            self.cut(at, "reported")
        elif word in _verbs().reduced and at > 0:
            self._reduced(at, start)
        elif is_saying(word) and at + 1 < len(tokens):
            self._unmarked_report(at)
        if kind in ("relative", "reduced") and at > start + opener and self.cuts[-1][0] == start:
            self._second_verb(at, start + opener)

    def _subordinate(self, at: int, words: int) -> None:
        tokens = self.tokens
        following = at + words
        while following < len(tokens) and tokens[following].lower in _BEFORE_DATES and following not in self.dated:
            following += 1
        if following in self.dated:
            return  # "until at least the end of March"
        following = at + words
        if following >= len(tokens) or following in self.dated or tokens[following].lower in _NOT_AFTER_AS:
            return  # "since Saturday", "as well as"
        if tokens[at].lower == "as" and at > 0 and tokens[at - 1].lower in ("such", "same"):
            return
        if tokens[at].lower == "as" and at > 1 and tokens[at - 2].lower == "as":
            return  # "as many as 300"
        if tokens[at].lower == "once" and tokens[following].lower in ("more", "again"):
            return
        if tokens[at].lower == "since" and at > 0 and tokens[at - 1].lower in ("has", "have", "had"):
            return  # "has since moved"
        if tokens[at].lower == "as" and _verb_within(tokens, following, limit=9, stop=_STOPS) is None:
            return  # "as a sign of"
        if tokens[at].lower in ("before", "after", "since", "while", "when", "though") and tokens[
            following
        ].lower.endswith("ing"):
            self.cut(at, "participle", words)
            return
        clause = tokens[at].lower not in _PHRASE_OPENERS and words == 1
        found = _verb_within(tokens, following, limit=18, stop=_HARD_STOPS | _SUBORDINATORS) if clause else None
        if found is not None:
            commas = [n for n in range(following, found) if tokens[n].lower == ","]
            joined = any(tokens[n + 1].lower in ("and", "but") and n + 2 not in self.dated for n in commas)
            inserted = at > 0 and tokens[at - 1].lower == "," and found - 1 in commas  # "A. Levi, once a rival, has"
            # "after 21 months in May, ..."
            timed = bool(commas) and any(n in self.dated for n in range(following, commas[0]))
            if (at == 0 and commas) or joined or inserted or timed:
                found = None  # "After the vote, he said": the verb belongs to what follows the comma
        self.cut(at, "adverbial" if found is not None else "phrase", words)

    def _that(self, at: int) -> None:
        tokens = self.tokens
        if tokens[at - 1].lower in _RELATIVES:
            return  # "for which that document provides"
        back = at - 1
        while back > 0 and (
            back in self.dated or tokens[back].lower in ("on", "in", "at", "late", "early", "later", ",")
        ):
            back -= 1
        after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        said = any(
            is_saying(tokens[n].lower)
            or tokens[n].lower in ("agreed", "decided", "sure", "clear", "statement", "reports")
            for n in range(max(self.cuts[-1][0], at - 14), back + 1)
        )
        if said and not verb_plain(after):
            self.cut(at, "reported", 1)
        elif at + 1 < len(tokens) and (
            verb_at(tokens, at + 1)
            or after in _SUBJECT_PRONOUNS
            or after in ("they", "the", "its", "their", "his", "her")
            or (tokens[at + 1].capital and self._acts(at + 2))
        ):
            self.cut(at, "relative", 1)

    def _comma(self, at: int, kind: ClauseKind, start: int) -> None:
        tokens = self.tokens
        after = tokens[at + 1].lower
        if after in _RELATIVES or after in ("and", "but", "or", "which") or (after in _SUBORDINATORS and after != "as"):
            return
        if self._is_attribution(at + 1):
            self.cut(at + 1, "attribution")
        elif after.endswith("ing") and len(after) > 5 and _has_verb(tokens, start, at):
            self.cut(at + 1, "participle")
        elif kind == "adverbial" and not any(verb_at(tokens, n) or n in self.dated for n in range(start + 1, at)):
            return  # "after the chairman, A. Levi, met": its verb is still to come
        elif (
            (kind in ("relative", "aside", "participle", "reduced") and verb_at(tokens, at + 1))
            or (
                (
                    kind in ("adverbial", "phrase", "participle")
                    or (kind == "attribution" and start == 0)
                    or (kind in ("relative", "reduced") and self._fronted())
                )
                and _verb_within(tokens, at + 1, limit=20, stop=_HARD_STOPS) is not None
            )
            or (start == 0 and kind == "main" and self._introduces(start, at))
        ):
            self.cut(at + 1, "main")

    def _fronted(self) -> bool:
        """Whether the sentence opens with a phrase or clause and its main clause is still to come."""
        first = self.tokens[0].lower
        opens = first in _PREPOSITIONS or first in _SUBORDINATORS or first in _PHRASE_OPENERS or first in _LONG_OPENERS
        return opens and not any(kind == "main" for _, kind, _ in self.cuts[1:])

    def _introduces(self, start: int, comma: int) -> bool:
        """Whether a sentence opens with a phrase that has no verb: "In a statement issued on Monday, ...".

        A date alone, however long ("On 5 January 2021, ..."), belongs to the clause that it opens.
        """
        return (
            self.tokens[start].lower in _PREPOSITIONS
            and not all(n in self.dated or self.tokens[n].lower in _TIMES for n in range(start + 1, comma))
            and _verb_within(self.tokens, start, limit=comma - start, stop=_ANY) is None
            and comma - start > 3
        )

    def _is_attribution(self, at: int) -> bool:
        """ ", a spokesman said on Sunday" up to the end or the next comma."""
        tokens = self.tokens
        if not any(verb_plain(token.lower) or verb_at(tokens, n) for n, token in enumerate(tokens[:at])):
            return False
        if self._decided(at):
            return True
        for n in range(at, min(at + 16, len(tokens))):
            word = tokens[n].lower
            if n == at and word in (
                "expected",
                "understood",
                "believed",
                "hoped",
                "estimated",
                "announced",
                "reported",
            ):
                return False  # a shortened relative clause
            if (
                is_saying(word)
                and not word.endswith("ing")
                and (n == at or tokens[n - 1].lower not in _DETERMINERS | _PREPOSITIONS)
            ):
                rest = tokens[n + 1 : n + 7]
                comma = next((k for k, token in enumerate(rest) if token.lower == ","), None)
                rest = rest[:comma]
                return not any(token.lower in ("that", "“", ":") for token in rest) and not (
                    rest
                    and (rest[0].lower in ("it", "they", "he", "she", "its", "the") and n + 8 < len(tokens) and n > at)
                )
            if word in ("and", ";", ":", "that", "who", "which") or (verb_plain(word) and not is_saying(word)):
                return False
        return False

    def _decided(self, at: int) -> bool:
        """ ", the council decided on Monday": the end of a sentence, nothing but the date behind the verb."""
        last = len(self.tokens) - 1
        while last > at and last in self.dated:
            last -= 1
        if last > at and self.tokens[last].lower in _PREPOSITIONS:
            last -= 1
        verb = self.tokens[last].lower in _DECIDING
        return verb and at < last < at + 12 and all(token.lower != "," for token in self.tokens[at:last])

    def _join(self, at: int, start: int) -> None:
        tokens = self.tokens
        n = at + 1
        while n < len(tokens) and (
            tokens[n].lower in _ADVERBS_BEFORE_VERB or n in self.dated or tokens[n].lower in ("on", "in")
        ):
            n += 1
        if n < len(tokens) and tokens[n].lower in _FINITE and self.cuts[-1][1] == "reduced":
            self.cut(at, "joined", 1)
            return
        if n >= len(tokens) or not (tokens[at].lower == "but" or any(verb_at(tokens, k) for k in range(start, at))):
            return
        word = tokens[n].lower
        if word in _NOT_OPENING and n + 1 not in self.dated:
            return
        if verb_at(tokens, n) or (
            word in _verbs().bases and self._infinitive_before(start, at) and not tokens[n].capital
        ):
            self.cut(at, "joined", 1)
            return
        after_comma = tokens[at - 1].lower == ","
        found = _verb_within(tokens, n, limit=9, stop=_STOPS)
        if found is None and after_comma and tokens[n].lower in _DETERMINERS:
            found = self._after_apposition(n)
        if (
            found is not None
            and found > n
            and (after_comma or tokens[n].lower in _SUBJECT_PRONOUNS or n in self.dated or n > at + 1)
        ):
            self.cut(at, "main", 1)

    def _after_apposition(self, at: int) -> int | None:
        """The verb of "the negotiator, A. Levi, has gone": right after the second of two commas that stand close."""
        commas = [n for n in range(at, min(at + 18, len(self.tokens) - 1)) if self.tokens[n].lower == ","][:2]
        if (
            len(commas) < 2
            or commas[1] - commas[0] > 9
            or _verb_within(self.tokens, at, limit=commas[1] - at, stop=_HARD_STOPS)
        ):
            return None
        return commas[1] + 1 if verb_at(self.tokens, commas[1] + 1) else None

    def _infinitive_before(self, start: int, at: int) -> bool:
        tokens = self.tokens
        return any(
            tokens[n].lower in ("to", "will", "would", "can", "could", "should", "must", "may")
            and tokens[n + 1].lower in _verbs().bases
            for n in range(max(start, at - 14), at - 1)
        )

    def _second_verb(self, at: int, start: int) -> None:
        """ "The round that ended on Monday was the longest": a second verb takes the main clause up again."""
        tokens = self.tokens
        word = tokens[at].lower
        if at in self.dated or not (word in _FINITE or (word in _verbs().finite and verb_at(tokens, at))):
            return
        if tokens[at - 1].lower in _NOT_BEFORE_SECOND or (at + 1 < len(tokens) and tokens[at + 1].lower == "by"):
            return
        first = next(
            (n for n in range(start, at) if verb_at(tokens, n)), start if self.cuts[-1][1] == "reduced" else None
        )
        if first is None or at - first <= 2:
            return
        dated_next = at + 1 in self.dated or (at + 2 in self.dated and tokens[at + 1].lower in ("on", "in"))
        plain = any(tokens[n].lower == "," or n in self.dated for n in range(first, at))
        if plain or (dated_next and not verb_plain(tokens[at - 1].lower) and first == start):
            self.cut(at, "main")

    def _insertion(self, at: int) -> None:
        tokens = self.tokens
        if tokens[at].lower in _OPENING:
            close = next((n for n in range(at + 1, min(at + 40, len(tokens))) if tokens[n].lower in _CLOSING), None)
            if close is not None and close - at > 6:
                self.cut(at, "aside", 1)
                if close + 1 < len(tokens):
                    self.resume = (close + 1, self.cuts[-2][1] if len(self.cuts) > 1 else "main")
            return
        kind = self.cuts[-1][1]
        self.cut(at, "main" if kind == "aside" else "aside", 1)

    def _reduced(self, at: int, start: int) -> None:
        """ "the deal signed in March": after a noun, when the clause has its verb or is a phrase."""
        tokens = self.tokens
        before, after = tokens[at - 1], tokens[at + 1].lower if at + 1 < len(tokens) else ""
        following = at + 1
        if after in ("only", "just", "earlier", "late", "early") and at + 2 < len(tokens):
            following, after = at + 2, tokens[at + 2].lower
        comma = before.lower == ","
        noun = tokens[at - 2] if comma and at > 1 else before
        if (
            noun.lower in AUXILIARIES
            or noun.lower in _DETERMINERS
            or noun.lower in _PREPOSITIONS
            or noun.lower.endswith("ly")
        ):
            return
        if noun.lower == "having" or noun.lower in _ADVERBS_BEFORE_VERB:
            return
        if noun.lower in _WRITINGS and at > 2 and tokens[at - 2].lower in ("a", "an") and tokens[at - 3].lower == "in":
            return  # "he ordered it in a decree issued on Monday"
        if (
            after == "to"
            and at + 2 < len(tokens)
            and (tokens[at + 2].lower in _verbs().bases) != (tokens[at].lower in _FUTURE_PARTICIPLES)
        ):
            return  # "the cabinet agreed to free", "cancelled due to protests"
        if (
            noun.lower in _SUBJECT_PRONOUNS
            or verb_plain(noun.lower)
            or noun.lower in ("and", "or", "not", "who", "that")
        ):
            return
        if (
            tokens[at].lower in ("set", "held", "made", "given")
            and after not in _PREPOSITIONS
            and at + 1 not in self.dated
        ):
            return
        if self.cuts[-1][1] == "attribution":
            return  # "according to a letter published on Monday"
        if self.cuts[-1][1] == "relative" and not _has_verb(tokens, start, at):
            return  # it is the verb of "which started ..."
        contact = self._contact(at, start)
        if contact is not None:
            self.cut(contact, "relative")
            return
        if before.capital and not comma and tokens[at].lower not in _FUTURE_PARTICIPLES:
            return  # "the accord the Government signed": a name acts
        if after in _PREPOSITIONS or following in self.dated or tokens[at].lower in ("due", "expected", "scheduled"):
            opened = _has_verb(tokens, start, at) or self.cuts[-1][1] in ("phrase", "relative")
            opens_phrase = tokens[start].lower in _PREPOSITIONS
            if opened or opens_phrase or (not comma and self._verb_later(at + 1)) or (comma and self._enclosed(at)):
                self.cut(at, "reduced")

    def _contact(self, at: int, start: int) -> int | None:
        """Where "his predecessor struck" begins in "the deal his predecessor struck": two noun phrases in a row."""
        tokens = self.tokens
        first = at - 1
        while first > start + 2 and at - first < 4 and tokens[first].lower not in _OWNERS_OF_NOUNS:
            first -= 1
        before = tokens[first - 1] if first > start + 1 else None
        if before is None or at - first < 2 or tokens[first].lower not in _OWNERS_OF_NOUNS:
            return None
        plain = before.lower.isalpha() and not before.capital and not verb_at(tokens, first - 1)
        closed = _PREPOSITIONS | _SUBORDINATORS | _RELATIVES | _ADVERBS_BEFORE_VERB | _FINITE | _DETERMINERS
        if not plain or before.lower in closed or before.lower in ("and", "or", "but", "that", "to", "all", "both"):
            return None
        determined = any(tokens[n].lower in _OWNERS_OF_NOUNS for n in range(max(start, first - 4), first - 1))
        return first if determined and _has_verb(tokens, start, first) else None

    def _acts(self, at: int) -> bool:
        """Whether a verb follows within a few words, be it one that could be a participle: "that A and B signed in"."""
        for n in range(at, min(at + 7, len(self.tokens))):
            if self.tokens[n].lower in _STOPS:
                return False
            if verb_at(self.tokens, n) or is_shortening(self.tokens[n].lower):
                return True
        return False

    def _enclosed(self, at: int) -> bool:
        """Whether a shortened clause between commas is followed by a verb: "The pact, signed in May, obliges ..."."""
        tokens = self.tokens
        close = next((n for n in range(at + 1, min(at + 14, len(tokens) - 1)) if tokens[n].lower == ","), None)
        return close is not None and verb_at(tokens, close + 1)

    def _verb_later(self, at: int) -> bool:
        """Whether the clause has its verb still to come: "The deal signed in Oslo ended the war"."""
        for n in range(at, min(at + 12, len(self.tokens))):
            word = self.tokens[n].lower
            if word in _STOPS or word in _SUBORDINATORS or word in ("and", "but", "or", "to"):
                return False
            if word in _FINITE or (word in _verbs().finite and verb_at(self.tokens, n)):
                return True
        return False

    def _unmarked_report(self, at: int) -> None:
        """ "said the talks will open": a report without "that"."""
        tokens = self.tokens
        n = at + 1
        if tokens[at].lower in ("told", "tells", "informed", "assured", "warned", "reminded"):
            if tokens[n].lower in _PREPOSITIONS:
                return
            n += 1  # whom
        while n < len(tokens) and (
            n in self.dated or (tokens[n].lower in ("on", "in", "late", "early", "later") and n + 1 in self.dated)
        ):
            n += 1
        if n >= len(tokens) or tokens[n].lower in _STOPS or tokens[n].lower in _PREPOSITIONS:
            return
        found = _verb_within(tokens, n, limit=14, stop=_STOPS)
        if found is not None and found > n:
            self.cut(n, "reported")


def find_clauses(prose: str, sentence: Span, dates: tuple[Span, ...] = ()) -> tuple[Clause, ...]:
    """The clauses of a sentence, in order and without gaps; `dates` keeps "since Monday" from opening one."""
    dateline = _DATELINE.match(prose, sentence.start, sentence.end)
    tokens = tokens_of(prose, Span(dateline.end() if dateline else sentence.start, sentence.end))
    if not tokens:
        return ()
    dated = frozenset(
        n for n, token in enumerate(tokens) for date in dates if token.start < date.end and date.start < token.end
    )
    cuts = [cut for cut in _Cutter(prose, tokens, dated).run() if cut[0] not in dated or cut[0] - 1 not in dated]
    clauses: list[Clause] = []
    for n, (first, kind, opener) in enumerate(cuts):
        last = cuts[n + 1][0] if n + 1 < len(cuts) else len(tokens)
        start = tokens[first].start
        end = tokens[last].start if last < len(tokens) else sentence.end
        within = tokens[first + opener : last]
        words = " ".join(token.lower for token in tokens[first : first + opener])
        body = within[0].start if within else end
        clauses.append(
            Clause(
                Span(start, end), kind, words, start if not opener else body, n - 1 if n else None, tokens[first:last]
            )
        )
    return tuple(clauses)
