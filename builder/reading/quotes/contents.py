"""What is said: where the words that belong to a verb of saying begin and end.

All functions look at a paragraph's tokens; `low` and `high` bound the sentence, `at` is the verb.
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.reading.clauses import verb_plain
from builder.reading.quotes.speakers import Speaker
from builder.reading.quotes.tokens import BREAK, COLON, COMMA, DASH, FRAGMENT, SOFT_STOP, SPEECH, STOP, WORD, Token
from builder.reading.quotes.vocabulary import (
    ABOUT,
    AUXILIARIES,
    BARE_CLAUSE,
    BOUNDARIES,
    DETERMINERS,
    HEADS,
    INTRODUCTIONS,
    NO_CLAUSE,
    PREPOSITIONS,
    PRONOUNS,
    QUESTIONS,
    TIMES,
    VERBS,
    Verb,
    adverb,
)

# Words and marks of "GENEVA, Switzerland, May 2 (Agency) -".
MOST_IN_DATELINE = 12
# Behind "call", they make it another verb.
_CALLED_AWAY = frozenset(("off", "up", "in", "out", "back", "down", "away", "over", "around"))
_PERSONS = frozenset(("him", "them", "me", "us"))
# Words of a clause, with its subject, that somebody may have said.
_SHORTEST = 3
# Behind a verb, they are no noun that says what was said.
_NOTHING_SAID = frozenset(("and", "or", "each", "himself", "herself", "itself", "themselves", "to"))


def clause_start(tokens: Sequence[Token], low: int, stop: int) -> int:
    """Where the clause that ends before `stop` begins: after the last attribution or contrast, else the sentence."""
    bracketed = False
    for at in range(stop - 1, low, -1):
        token = tokens[at]
        if token.low == ")":
            bracketed = True
        elif token.low == "(" and bracketed:
            bracketed = False
        elif token.kind == BREAK or (token.kind == COMMA and tokens[at + 1].low == "while"):
            return at + 1
    return _behind_dateline(tokens, low, stop)


def _behind_dateline(tokens: Sequence[Token], low: int, stop: int) -> int:
    """Behind "GENEVA (Agency) -", "LIMA, May 2 --"."""
    for at in range(low + 1, min(stop, low + MOST_IN_DATELINE)):
        token = tokens[at]
        if token.kind == DASH:
            return at + 1
        if token.kind == WORD and not (token.capital or token.low.isdigit()):
            break
    return low


def verb_not_noun(tokens: Sequence[Token], at: int, high: int, verb: Verb, speaker: Speaker) -> bool:
    """Whether "reports", "claim" and the like are verbs here: they agree with their subject and say something."""
    before = tokens[at - 1]
    following = tokens[at + 1] if at + 1 < high else None
    subject = at - 1
    while subject > speaker.last and adverb(tokens[subject]):
        subject -= 1
    if tokens[subject].low in _SUBJECTS[verb.form == "base"]:
        return True
    if verb.form == "base":
        plural = before.low.endswith("s") and not before.low.endswith(("'s", "ss")) and not before.capital
        if not plural and not adverb(before):
            return False
    elif before.capital:
        if speaker.first > 0 and _takes_object(tokens[speaker.first - 1]):
            return False  # "seeks Union guarantees that"
    else:
        singular = not before.low.endswith("s") and (before.low in HEADS or adverb(before))
        # "A page on the union's site states that": what begins the sentence has a verb.
        whole = not before.low.endswith(("s", "ed")) and _begins(tokens, speaker.first) and following is not None
        if not singular and not (whole and following is not None and following.low == "that"):
            return False
    if following is None or following.kind in (STOP, SOFT_STOP):
        return before.capital or tokens[speaker.first - 1].kind in (COMMA, SPEECH, FRAGMENT)
    return (
        following.kind in (SPEECH, FRAGMENT, COLON)
        or following.low in ("that", "out")
        or (following.kind == WORD and (following.capital or following.low in PRONOUNS or following.low in DETERMINERS))
    )


def _takes_object(token: Token) -> bool:
    """Whether a word is a verb that what follows is the object of, not one of saying that a clause follows."""
    verb = VERBS.get(token.low)
    return token.kind == WORD and verb_plain(token.low) and (verb is None or "c" not in verb.frames)


# Subjects that only a verb follows, by whether its form is the plural's.
_SUBJECTS = {False: frozenset(("he", "she", "it", "who", "which")), True: frozenset(("i", "we", "they", "you", "who"))}


def _begins(tokens: Sequence[Token], at: int) -> bool:
    """Whether a sentence begins at `at`."""
    return at == 0 or tokens[at - 1].kind in (STOP, SOFT_STOP)


def last_fragment(tokens: Sequence[Token], start: int, high: int) -> int:
    """Behind the last piece in marks that follows `start` closely."""
    end = start + 1
    for at in range(start + 1, min(high, start + 6)):
        if tokens[at].kind in (FRAGMENT, SPEECH):
            end = at + 1
    return end


def says_again(tokens: Sequence[Token], first: int, stop: int) -> bool:
    """Whether a verb of saying stands between, so that what follows is a quote of its own."""
    verbs = [VERBS.get(tokens[i].low) for i in range(first, stop)]
    return any(verb is not None and "c" in verb.frames and not verb.noun for verb in verbs)


def speech_end(tokens: Sequence[Token], at: int) -> int:
    """The token after the speech that begins with the quotation at `at` and may go on in further ones."""
    end = at + 1
    while end + 1 < len(tokens) and tokens[end].kind == SOFT_STOP and tokens[end + 1].kind == SPEECH:
        if has_own_attribution(tokens, end + 1):
            break
        end += 2
    return end


def has_own_attribution(tokens: Sequence[Token], at: int) -> bool:
    if tokens[at].low == ",":
        return True
    return at + 1 < len(tokens) and tokens[at + 1].kind in (WORD, COMMA)


def said_after(tokens: Sequence[Token], at: int, high: int, verb: Verb) -> int | None:
    """Where what was said begins after the verb; None if nothing there was said."""
    begin = at + 1
    while begin < high and tokens[begin].kind == WORD and adverb(tokens[begin]) and tokens[begin].low != "on":
        begin += 1
    if begin + 3 < high and tokens[begin].kind == COMMA and tokens[begin + 2].kind == COMMA:
        aside = tokens[begin + 1]
        if aside.low in INTRODUCTIONS or aside.low == "too" or adverb(aside):
            begin += 3  # "he said, however, the talks ..."
    if begin >= high:
        return None
    if "a" in verb.frames and tokens[begin].low in ("of", "on", "against", "about", "at"):
        named = _noun_phrase(tokens, begin + 1, high)
        if named is not None and _introduced(tokens, begin, high, reach=12) is None:
            return named
    if tokens[at].low.startswith("call") and tokens[begin].low in _CALLED_AWAY:
        return None  # "called off the strike"
    if verb.sort == "call" or tokens[at].low.startswith("call"):
        if "u" in verb.frames and tokens[begin].low in ("for", "on", "upon"):
            return begin + 1
        fragment = _fragment(tokens, begin, min(high, begin + 12))
        return begin if fragment is None and _has_complement(tokens, begin, high) else fragment
    if "p" in verb.frames or "u" in verb.frames:
        introduced = _introduced(tokens, begin, high, reach=14 if "p" in verb.frames else 2)
        if introduced is not None:
            return introduced
        if "u" in verb.frames:
            if tokens[begin].low == "not":
                return None  # "asked not to be named"
            if _asked_to(tokens, begin, high):
                return begin + 1 if tokens[begin].low == "to" else begin  # "appealed to both sides to stop"
            if "p" not in verb.frames:
                return _fragment(tokens, begin, min(high, begin + 12))
        return _after_person(tokens, begin, high)
    token = tokens[begin]
    if token.kind in (SPEECH, FRAGMENT):
        return begin
    if "q" in verb.frames:
        marked = (
            begin + 1 < high
            and token.kind in (COLON, COMMA)
            and (token.kind == COLON or tokens[begin + 1].kind == SPEECH)
        )
        return begin + 1 if marked else None
    if token.low == "to" and begin + 1 < high:
        if "r" in verb.frames:
            return _noun_phrase(tokens, begin + 1, high)
        if "t" not in verb.frames and tokens[begin + 1].low in VERBS:
            return None  # "continued to insist": what the second verb reports
    if "c" in verb.frames and token.low in QUESTIONS and verb.sort != "think" and begin + 2 < high:
        return begin
    if "c" in verb.frames and token.low in _PERSONS and high - begin > _SHORTEST:
        return begin + 1  # "promised them the road would open"
    if "n" in verb.frames and token.low == "that" and begin + 2 < high and tokens[begin + 2].low in PREPOSITIONS:
        return begin  # "repeated that promise in a letter"
    # What is no subject and stands before "that" says when, where or how it was said, or how often.
    beside = token.low in PREPOSITIONS or token.low in TIMES or token.low in NO_CLAUSE or adverb(token)
    reach = 1 if "c" not in verb.frames else 12 if beside else 2
    introduced = _introduced(tokens, begin, high, reach=reach)
    if introduced is not None:
        relative = introduced > begin + 3 and tokens[introduced - 1].low == "that" and tokens[at].low in BARE_CLAUSE
        begun = relative and token.low not in PREPOSITIONS and token.low not in TIMES
        # "said talks to free them are under way in a town that ...": not all that stands behind "that".
        return begin if begun and _is_clause(tokens, begin, introduced - 1) else introduced
    if "t" in verb.frames and token.low == "to":
        return begin
    if token.kind != WORD:
        return None
    plain = tokens[at].low in BARE_CLAUSE
    if "c" in verb.frames:
        timed = token.low in DETERMINERS and begin + 1 < high and tokens[begin + 1].low in TIMES
        if token.low in ABOUT and begin + 1 < high and tokens[begin + 1].low[0].isdigit():
            return begin if plain else None  # "said about 20 people had come"
        if token.low in PREPOSITIONS or token.low in TIMES or (timed and tokens[begin + 1].low.startswith("day")):
            return _over_phrase(tokens, begin, high, bare=plain)
        if token.low in NO_CLAUSE and not (begin + 1 < high and tokens[begin + 1].low == "of"):
            return begin if _is_clause(tokens, begin, high) else None
        if high - begin >= 2 and (plain or _is_clause(tokens, begin, high)):
            return begin
    fragment = _fragment(tokens, begin, min(high, begin + 12))
    return _noun_phrase(tokens, begin, high) if fragment is None and "n" in verb.frames else fragment


def _noun_phrase(tokens: Sequence[Token], begin: int, high: int) -> int | None:
    """`begin`, if two or more words begin there that can name what was said."""
    if begin + 1 >= high or tokens[begin].kind != WORD or tokens[begin + 1].kind != WORD:
        return None
    low = tokens[begin].low
    other = low in PREPOSITIONS or low in TIMES or low in BOUNDARIES or low in _NOTHING_SAID
    return None if other or tokens[begin + 1].low in ("and", "or") else begin


def _asked_to(tokens: Sequence[Token], begin: int, high: int) -> bool:
    """Whether "to" and a verb follow whoever is asked: "both sides to stop"."""
    for at in range(begin + 1, min(high, begin + 16)):
        if _infinitive(tokens, at, high):
            return True
        token = tokens[at]
        doing = token.low.endswith("ing") and tokens[at - 1].low not in DETERMINERS
        if token.low in BOUNDARIES or token.low in AUXILIARIES or doing:
            return False
    return False


def _infinitive(tokens: Sequence[Token], at: int, high: int) -> bool:
    """Whether "to" and a verb stand at `at`, not "to the court"."""
    if tokens[at].low != "to" or at + 1 >= high or tokens[at + 1].kind != WORD:
        return False
    following = tokens[at + 1]
    return not (following.capital or following.low in DETERMINERS or following.low in PRONOUNS)


def _has_complement(tokens: Sequence[Token], begin: int, high: int) -> bool:
    """Whether words say what something is called: "called it unfair", "called the offer a mistake"."""
    if tokens[begin].low in PREPOSITIONS or tokens[begin].low in TIMES:
        return False
    end = begin
    while end < min(high, begin + 30) and tokens[end].kind == WORD and tokens[end].low not in BOUNDARIES:
        end += 1
    if end - begin < 2:
        return False
    if tokens[begin].low in ("it", "him", "her", "them", "this", "these"):
        return tokens[begin + 1].low not in PREPOSITIONS and not adverb(tokens[begin + 1])
    for at in range(begin + 1, end):
        before = tokens[at - 1].low
        if tokens[at].low in ("a", "an") and not (before in PREPOSITIONS or before in ("and", "for")):
            return True
    last = tokens[end - 1]
    return end - begin > 2 and last.low.endswith(("ful", "ous", "able", "ible", "less", "ed")) and not last.capital


def _is_clause(tokens: Sequence[Token], begin: int, high: int) -> bool:
    if tokens[begin].low in PRONOUNS:
        return True
    for at in range(begin + 1, min(high, begin + 22)):
        token = tokens[at]
        if token.kind == BREAK or token.low in BOUNDARIES:
            return False
        if token.low in AUXILIARIES:
            return True
        before = tokens[at - 1]
        noun = before.kind == WORD and before.low not in DETERMINERS and before.low not in PREPOSITIONS
        noun = noun and not adverb(before)
        if noun and not token.capital and (verb_plain(token.low) or (token.low.endswith("ed") and at > begin + 1)):
            return True
    return False


def _fragment(tokens: Sequence[Token], begin: int, high: int) -> int | None:
    """The first piece in marks, unless another verb of saying stands before it."""
    for at in range(begin, high):
        if tokens[at].kind in (FRAGMENT, SPEECH):
            return at
        verb = VERBS.get(tokens[at].low)
        if verb is not None and at > begin and verb.form == ("participle" if tokens[at - 1].kind == COMMA else "past"):
            return None
    return None


def _introduced(tokens: Sequence[Token], begin: int, high: int, *, reach: int) -> int | None:
    """Behind the first "that", colon or speech among the next tokens."""
    for at in range(begin, min(high, begin + reach)):
        token = tokens[at]
        if token.low == "that" and token.kind == WORD and at + 1 < high:
            return at + 1
        if token.kind == COLON and at + 1 < high:
            return at + 1
        if token.kind == SPEECH or (token.kind == FRAGMENT and (at == begin or tokens[at - 1].kind == COMMA)):
            return at
        if token.kind == COMMA and at + 2 < high:
            if tokens[at + 1].kind in (SPEECH, FRAGMENT) or tokens[at + 1].low == "that":
                continue
            if not (tokens[at + 1].capital and tokens[at + 2].kind == COMMA):
                return None
        said = VERBS.get(token.low)
        if token.kind == BREAK or (at > begin and said and said.form == "participle" and not said.noun):
            return None  # "responded by saying that": what "saying" reports
    return None


def _over_phrase(tokens: Sequence[Token], begin: int, high: int, *, bare: bool) -> int | None:
    """Over "on Friday", "in a statement": the clause begins behind it."""
    introduced = _introduced(tokens, begin, high, reach=22)
    if introduced is not None or not bare:
        return introduced
    at = begin
    while at < high and tokens[at].kind == WORD and (tokens[at].low in TIMES or tokens[at].low in ("on", "in", "at")):
        if tokens[at].low in ("in", "at") and not (at + 1 < high and tokens[at + 1].low in TIMES):
            break
        at += 1
    if at > begin and high - at >= 3 and tokens[at].kind == WORD and tokens[at].low not in PREPOSITIONS:
        return at
    # A phrase, then a subject of its own: a pronoun, a determiner or a name after a plain noun.
    for at in range(begin + 1, min(high - 2, begin + 10)):
        token = tokens[at]
        if token.kind != WORD or token.low in BOUNDARIES:
            return None
        if at == begin + 1:
            continue
        opens = token.low in PRONOUNS or (token.low in DETERMINERS and tokens[at - 1].low not in PREPOSITIONS)
        if opens or (
            token.capital
            and not tokens[at - 1].capital
            and tokens[at - 1].low not in PREPOSITIONS
            and tokens[at - 1].low not in DETERMINERS
            and token.low not in TIMES
        ):
            return at
    return None


def _after_person(tokens: Sequence[Token], begin: int, high: int) -> int | None:
    """Behind the person told: "told reporters the talks ..."."""
    at = begin
    if tokens[at].kind != WORD:
        return None
    if tokens[at].low in ("him", "her", "them", "me", "us", "you", "it"):
        at += 1
    elif tokens[at].capital or (tokens[at].low in DETERMINERS and at + 1 < high and tokens[at + 1].capital):
        at += 1
        while at < high and tokens[at].kind == WORD and tokens[at].capital:
            at += 1
    else:
        at += 1
        while (
            at < high
            and tokens[at].kind == WORD
            and not (tokens[at].capital or tokens[at].low in PRONOUNS or tokens[at].low in DETERMINERS)
        ):
            at += 1
    if at < high and tokens[at].kind == WORD and (tokens[at].low in PREPOSITIONS or tokens[at].low in TIMES):
        return _over_phrase(tokens, at, high, bare=True)
    if at < high and tokens[at].kind == FRAGMENT:
        return at
    return at if high - at >= 3 and tokens[at].kind == WORD else None


def said_until(tokens: Sequence[Token], start: int, high: int) -> int:
    """Where what was said after the verb ends: with the speech, else with the sentence or the next verb of saying."""
    if tokens[start].kind == SPEECH:
        end = speech_end(tokens, start)
        if end < len(tokens) and end == start + 1 and tokens[end].low in ("and", "but") and end + 1 < high:
            later = [i for i in range(end, high) if tokens[i].kind in (SPEECH, FRAGMENT)]
            own = any(tokens[i].low in VERBS for i in range(end, high) if tokens[i].kind == WORD)
            if later and not own:
                return later[-1] + 1
        return end
    for at in range(start, high - 1):
        token, following = tokens[at], tokens[at + 1]
        if at < start + 2 and token.kind != FRAGMENT and not (at > start and tokens[start].kind == FRAGMENT):
            continue
        if token.kind == COMMA:
            if following.low == "according" or _told_aside(tokens, at + 1, high):
                return at
            verb = VERBS.get(following.low)
            if verb and verb.form == "participle" and verb.sort != "think":
                return at
            if following.low == "while" and _said_later(tokens, at + 2, high):
                return at
            goes_on = following.low in ("and", "but", "while") and at + 2 < high
            if goes_on and (
                tokens[at + 2].low in VERBS or _says_itself(tokens, at + 2, high) or _dated(tokens, at + 2, high)
            ):
                return at
        elif token.kind == FRAGMENT and token.low == ",":
            verb = VERBS.get(following.low)
            if verb and verb.form == "participle" and verb.sort != "think":
                return at + 1
        elif token.kind == BREAK and token.low == ";" and _opens_clause(following):
            return at
        elif token.low in ("and", "but"):
            verb = VERBS.get(following.low)
            if verb and verb.form in ("past", "present"):
                # "reaffirmed their commitment and called for more": no clause has begun that "called" could belong to.
                alone = token.low == "but" or "c" in verb.frames
                if alone or not any(_finite(tokens[i]) for i in range(start, at)):
                    return at
    return high


def _said_later(tokens: Sequence[Token], first: int, high: int) -> bool:
    """Whether somebody is reported to have said something else behind ", while"."""
    verbs = (VERBS.get(tokens[at].low) for at in range(first, min(high, first + 20)))
    return any(verb is not None and verb.form == "past" and "c" in verb.frames for verb in verbs)


def _finite(token: Token) -> bool:
    return token.kind == WORD and (token.low in AUXILIARIES or verb_plain(token.low))


def _opens_clause(token: Token) -> bool:
    """Whether a subject begins: the sentence goes on with a clause of its own."""
    opens = token.capital or token.low in PRONOUNS or token.low in DETERMINERS or token.low in HEADS
    return token.kind == WORD and opens and token.low != "that"


# What may come or might have come is still part of what was said.
_MAY_COME = frozenset(("would", "could", "might", "may", "should", "will"))


def _told_aside(tokens: Sequence[Token], first: int, high: int) -> bool:
    """Whether the writer adds what is known: "..., which followed two days of rain"."""
    return tokens[first].low == "which" and first + 1 < high and tokens[first + 1].low not in _MAY_COME


def _dated(tokens: Sequence[Token], first: int, high: int) -> bool:
    """Whether the writer's story goes on: "..., and on May 4 the minister left"."""
    if first + 3 >= high or tokens[first].low not in ("on", "in"):
        return False
    day = tokens[first + 1]
    return day.capital and day.low in TIMES


def _says_itself(tokens: Sequence[Token], first: int, high: int) -> bool:
    """Whether a clause begins that says who said something else: "..., and the union warned that"."""
    for at in range(first + 1, min(high - 1, first + 7)):
        if tokens[at].kind != WORD or tokens[at].low in BOUNDARIES:
            return False
        verb = VERBS.get(tokens[at].low)
        if verb is not None and not verb.noun and verb.form == "past" and verb.sort != "think":
            return tokens[at + 1].kind in (SPEECH, FRAGMENT, COLON) or tokens[at + 1].low == "that"
    return False
