"""Where clauses begin: one walk over the words of a sentence."""

from __future__ import annotations

from functools import cache

from builder.reading.clauses.clause import ClauseKind
from builder.reading.clauses.grammar import (
    ADVERBS_BEFORE_VERB,
    AUXILIARIES,
    DETERMINERS,
    FINITE,
    LONG_OPENERS,
    PHRASE_OPENERS,
    PREPOSITIONS,
    RELATIVES,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    grammar,
)
from builder.reading.clauses.tokens import Token
from builder.reading.clauses.verbs import (
    DECIDING,
    has_verb,
    is_saying,
    is_shortening,
    verb_at,
    verb_plain,
    verb_within,
    verbs,
)

_FUTURE_PARTICIPLES = frozenset(("due", "set", "scheduled", "expected", "planned", "slated"))
_DEGREES = frozenset(("almost", "nearly", "formally", "soon", "twice", "quickly", "finally"))
_JOINING = frozenset(("but", "and", "so", "yet"))
_UNITS = frozenset(("days", "hours"))
_DASHES = frozenset(("--", "—", "–", "-"))
_OPENING = frozenset(("(", "["))
_CLOSING = frozenset((")", "]"))
_QUOTES = frozenset(("“", "”", '"'))
_WRITINGS = grammar("writings")
_OWNERS_OF_NOUNS = grammar("determiners_of_names")
# Prepositions that cannot open a clause whose verb soon follows: "and by the envoy met".
_NOT_OPENING = frozenset(("by", "of", "with", "from", "to", "for", "between", "against"))
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
    words = SUBORDINATORS | PHRASE_OPENERS | frozenset(LONG_OPENERS) | RELATIVES
    return marks | words | verbs().reduced | verbs().sayings


class Cutter:
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
        if word in SUBORDINATORS or word in PHRASE_OPENERS:
            self._subordinate(at, 1)
        elif word in LONG_OPENERS and after == LONG_OPENERS[word]:
            if word == "according":
                self.cut(at, "attribution", 2)
            else:
                self._subordinate(at, 2)
        elif word in RELATIVES and at > 0 and after not in _QUOTES:
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
        elif word in verbs().reduced and at > 0:
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
        if tokens[at].lower == "as" and verb_within(tokens, following, limit=9, stop=_STOPS) is None:
            return  # "as a sign of"
        gerund = tokens[following].lower.endswith("ing") and not (
            following + 1 < len(tokens) and verb_at(tokens, following + 1)  # "since fighting erupted"
        )
        if gerund and tokens[at].lower in ("before", "after", "since", "while", "when", "though"):
            self.cut(at, "participle", words)
            return
        clause = tokens[at].lower not in PHRASE_OPENERS and (words == 1 or tokens[at + 1].lower == "after")
        found = verb_within(tokens, following, limit=18, stop=_HARD_STOPS | SUBORDINATORS) if clause else None
        if found is not None:
            commas = [n for n in range(following, found) if tokens[n].lower == ","]
            joined = any(tokens[n + 1].lower in ("and", "but") and n + 2 not in self.dated for n in commas)
            inserted = at > 0 and tokens[at - 1].lower == "," and found - 1 in commas  # "A. Levi, once a rival, has"
            # "after 21 months in May, ..."
            timed = bool(commas) and any(n in self.dated for n in range(following, commas[0]))
            opens = at == 0 or (at == 1 and tokens[0].lower in _JOINING)
            if (opens and commas) or joined or inserted or timed:
                found = None  # "After the vote, he said": the verb belongs to what follows the comma
        kind: ClauseKind = "adverbial" if found is not None else "phrase"
        if words > 1 and tokens[at].lower in _UNITS and self.cuts[-1][0] < at - 1:
            self.cut(at - 1, kind, words + 1)  # the number belongs to it: "two days after"
        else:
            self.cut(at, kind, words)

    def _that(self, at: int) -> None:
        tokens = self.tokens
        if tokens[at - 1].lower in RELATIVES:
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
            or after in SUBJECT_PRONOUNS
            or after in ("they", "the", "its", "their", "his", "her")
            or (tokens[at + 1].capital and self._acts(at + 2))
        ):
            self.cut(at, "relative", 1)

    def _comma(self, at: int, kind: ClauseKind, start: int) -> None:
        tokens = self.tokens
        after = tokens[at + 1].lower
        if after in RELATIVES or after in ("and", "but", "or", "which") or (after in SUBORDINATORS and after != "as"):
            return
        if self._is_attribution(at + 1):
            self.cut(at + 1, "attribution")
        elif after.endswith("ing") and len(after) > 5 and has_verb(tokens, start, at):
            self.cut(at + 1, "participle")
        elif kind == "adverbial" and not any(verb_at(tokens, n) or n in self.dated for n in range(start + 1, at)):
            return  # "after the chairman, A. Levi, met": its verb is still to come
        elif (
            (kind in ("relative", "aside", "participle", "reduced") and verb_at(tokens, self._past_adverbs(at + 1)))
            or (
                (
                    kind in ("adverbial", "phrase", "participle")
                    or (kind == "attribution" and start == 0)
                    or (kind in ("relative", "reduced") and self._fronted())
                )
                and verb_within(tokens, at + 1, limit=20, stop=_HARD_STOPS) is not None
            )
            or (start == 0 and kind == "main" and self._introduces(start, at))
        ):
            self.cut(at + 1, "main")

    def _past_adverbs(self, at: int) -> int:
        """The first word from `at` on that is no adverb: "almost collapsed"."""
        last = len(self.tokens) - 1
        while at < last and (self.tokens[at].lower in _DEGREES or self.tokens[at].lower in ADVERBS_BEFORE_VERB):
            at += 1
        return at

    def _fronted(self) -> bool:
        """Whether the sentence opens with a phrase or clause and its main clause is still to come."""
        first = self.tokens[0].lower
        opens = first in PREPOSITIONS or first in SUBORDINATORS or first in PHRASE_OPENERS or first in LONG_OPENERS
        return opens and not any(kind == "main" for _, kind, _ in self.cuts[1:])

    def _introduces(self, start: int, comma: int) -> bool:
        """Whether a sentence opens with a phrase that has no verb: "In a statement issued on Monday, ...".

        A date alone, however long ("On 5 January 2021, ..."), belongs to the clause that it opens.
        """
        return (
            self.tokens[start].lower in PREPOSITIONS
            and not all(n in self.dated or self.tokens[n].lower in _TIMES for n in range(start + 1, comma))
            and verb_within(self.tokens, start, limit=comma - start, stop=_ANY) is None
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
                and (n == at or tokens[n - 1].lower not in DETERMINERS | PREPOSITIONS)
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
        if last > at and self.tokens[last].lower in PREPOSITIONS:
            last -= 1
        verb = self.tokens[last].lower in DECIDING
        return verb and at < last < at + 12 and all(token.lower != "," for token in self.tokens[at:last])

    def _join(self, at: int, start: int) -> None:
        tokens = self.tokens
        n = at + 1
        while n < len(tokens) and (
            tokens[n].lower in ADVERBS_BEFORE_VERB or n in self.dated or tokens[n].lower in ("on", "in")
        ):
            n += 1
        if n < len(tokens) and tokens[n].lower in FINITE and self.cuts[-1][1] == "reduced":
            self.cut(at, "joined", 1)
            return
        if n >= len(tokens) or not (tokens[at].lower == "but" or any(verb_at(tokens, k) for k in range(start, at))):
            return
        word = tokens[n].lower
        if word in _NOT_OPENING and n + 1 not in self.dated:
            return
        if verb_at(tokens, n) or (
            word in verbs().bases and self._infinitive_before(start, at) and not tokens[n].capital
        ):
            self.cut(at, "joined", 1)
            return
        after_comma = tokens[at - 1].lower == ","
        found = verb_within(tokens, n, limit=9, stop=_STOPS)
        if found is None and after_comma and tokens[n].lower in DETERMINERS:
            found = self._after_apposition(n)
        if (
            found is not None
            and found > n
            and (after_comma or tokens[n].lower in SUBJECT_PRONOUNS or n in self.dated or n > at + 1)
        ):
            self.cut(at, "main", 1)

    def _after_apposition(self, at: int) -> int | None:
        """The verb of "the negotiator, A. Levi, has gone": right after the second of two commas that stand close."""
        commas = [n for n in range(at, min(at + 18, len(self.tokens) - 1)) if self.tokens[n].lower == ","][:2]
        if (
            len(commas) < 2
            or commas[1] - commas[0] > 9
            or verb_within(self.tokens, at, limit=commas[1] - at, stop=_HARD_STOPS)
        ):
            return None
        return commas[1] + 1 if verb_at(self.tokens, commas[1] + 1) else None

    def _infinitive_before(self, start: int, at: int) -> bool:
        tokens = self.tokens
        return any(
            tokens[n].lower in ("to", "will", "would", "can", "could", "should", "must", "may")
            and tokens[n + 1].lower in verbs().bases
            for n in range(max(start, at - 14), at - 1)
        )

    def _second_verb(self, at: int, start: int) -> None:
        """ "The round that ended on Monday was the longest": a second verb takes the main clause up again."""
        tokens = self.tokens
        word = tokens[at].lower
        if at in self.dated or not (word in FINITE or (word in verbs().finite and verb_at(tokens, at))):
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
            or noun.lower in DETERMINERS
            or noun.lower in PREPOSITIONS
            or noun.lower.endswith("ly")
        ):
            return
        if noun.lower == "having" or noun.lower in ADVERBS_BEFORE_VERB:
            return
        if noun.lower in _WRITINGS and at > 2 and tokens[at - 2].lower in ("a", "an") and tokens[at - 3].lower == "in":
            return  # "he ordered it in a decree issued on Monday"
        if (
            after == "to"
            and at + 2 < len(tokens)
            and (tokens[at + 2].lower in verbs().bases) != (tokens[at].lower in _FUTURE_PARTICIPLES)
        ):
            return  # "the cabinet agreed to free", "cancelled due to protests"
        if (
            noun.lower in SUBJECT_PRONOUNS
            or verb_plain(noun.lower)
            or noun.lower in ("and", "or", "not", "who", "that")
        ):
            return
        if (
            tokens[at].lower in ("set", "held", "made", "given")
            and after not in PREPOSITIONS
            and at + 1 not in self.dated
        ):
            return
        if self.cuts[-1][1] == "attribution":
            return  # "according to a letter published on Monday"
        if self.cuts[-1][1] == "relative" and not has_verb(tokens, start, at):
            return  # it is the verb of "which started ..."
        contact = self._contact(at, start)
        if contact is not None:
            self.cut(contact, "relative")
            return
        if before.capital and not comma and tokens[at].lower not in _FUTURE_PARTICIPLES:
            return  # "the accord the Government signed": a name acts
        if after in PREPOSITIONS or following in self.dated or tokens[at].lower in ("due", "expected", "scheduled"):
            opened = has_verb(tokens, start, at) or self.cuts[-1][1] in ("phrase", "relative")
            opens_phrase = tokens[start].lower in PREPOSITIONS
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
        closed = PREPOSITIONS | SUBORDINATORS | RELATIVES | ADVERBS_BEFORE_VERB | FINITE | DETERMINERS
        if not plain or before.lower in closed or before.lower in ("and", "or", "but", "that", "to", "all", "both"):
            return None
        determined = any(tokens[n].lower in _OWNERS_OF_NOUNS for n in range(max(start, first - 4), first - 1))
        return first if determined and has_verb(tokens, start, first) else None

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
            if word in _STOPS or word in SUBORDINATORS or word in ("and", "but", "or", "to"):
                return False
            if word in FINITE or (word in verbs().finite and verb_at(self.tokens, n)):
                return True
        return False

    def _unmarked_report(self, at: int) -> None:
        """ "said the talks will open": a report without "that"."""
        tokens = self.tokens
        n = at + 1
        if tokens[at].lower in ("told", "tells", "informed", "assured", "warned", "reminded"):
            if tokens[n].lower in PREPOSITIONS:
                return
            n += 1  # whom
        while n < len(tokens) and (
            n in self.dated or (tokens[n].lower in ("on", "in", "late", "early", "later") and n + 1 in self.dated)
        ):
            n += 1
        if n >= len(tokens) or tokens[n].lower in _STOPS or tokens[n].lower in PREPOSITIONS:
            return
        found = verb_within(tokens, n, limit=14, stop=_STOPS)
        if found is not None and found > n:
            self.cut(n, "reported")
