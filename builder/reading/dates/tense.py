"""Whether the clause around a date expression looks back or ahead: that is how "in March" gets its year."""

from __future__ import annotations

from functools import cache

from builder.reading.dates.tokens import Tokens
from builder.reading.words import load_words

_REACH = 40
_AUXILIARIES = frozenset({"was", "were", "had", "did", "has", "have", "been"})
_ENDS = frozenset({"break", "closed"})


@cache
def _cues() -> dict[str, int]:
    """Word to -1 (looks back) or 1 (looks ahead)."""
    return {word: _SIDES[tense] for word, tense in load_words("date_tense") if tense in _SIDES}


_SIDES = {"past": -1, "future": 1}


@cache
def _timetable() -> frozenset[str]:
    return frozenset(word for word, tense in load_words("date_tense") if tense == "timetable")


def direction(tokens: Tokens, first: int, last: int, reach: int = _REACH) -> int:
    """-1 when the nearest verb before tokens `first` to `last` (or, at a sentence's start, after) is past, 1 when it is
    future, 0 when nothing within `reach` tokens of the sentence tells."""
    if _runs_to_timetable(tokens, first):
        return 1
    if _still_ahead(tokens, first, last):
        return 1
    if _speaks_of_present(tokens, last) or _is_to_decide(tokens, last) or _is_called(tokens, first):
        return 1
    before = _nearest(tokens, range(first - 1, max(-1, first - 1 - reach), -1))
    if before < 0:
        return before
    stop = min(len(tokens.words), last + 1 + reach)
    after = _nearest(tokens, range(last + 1, _before_attribution(tokens, last + 1, stop)))
    # "would build on a truce in June, when arms fell silent"; "ahead of the vote, the ministry on Sunday warned"
    if before > 0 and after < 0 and (_when_follows(tokens, last) or _splits_clause(tokens, first, last)):
        return after
    return before or after


_TIMETABLE_REACH = 8
# The same verbs of several who do it, where a plural stands before them: "talks open in Quito on Friday".
_OF_MANY = frozenset(
    ("open", "begin", "start", "resume", "return", "convene", "reconvene", "leave", "depart", "arrive")
)


def _runs_to_timetable(tokens: Tokens, first: int) -> bool:
    """ "The envoy leaves on Sunday", "the summit opens in Lima on May 3": the present of timetables."""
    words, kinds = tokens.words, tokens.kinds
    for at in range(first - 1, max(-1, first - 1 - _TIMETABLE_REACH), -1):
        if kinds[at] in _ENDS or kinds[at] in ("stop", "mark") or words[at] in (",", "and", "that", "but"):
            return False
        word = words[at]
        if word in _timetable():
            return True
        if word in _OF_MANY:
            before = words[at - 1] if at else ""
            plural = before.endswith("s") and not _is_past(before, kinds[at - 1])
            return plural or (before[:1].isupper() and at > 1)
        if _is_past(word, kinds[at]) or _cues().get(word, 0):
            return False
    return False


def _speaks_of_present(tokens: Tokens, last: int) -> bool:
    """ "On Friday he speaks in Geneva"."""
    following = tokens.words[last + 1 : last + 4]
    if following[:1] == (",",):
        following = following[1:]
    if len(following) < 2 or following[0] not in ("he", "she", "it"):
        return False
    return following[1].endswith("s") and following[1] not in ("was", "has", "is", "does")


_ENDING = frozenset(("day", "date", "end", "deadline", "limit", "target", "start"))
_AS_REACH = 6


def is_set(tokens: Tokens, last: int) -> bool:
    """ "set May 3 as the final day": a day that somebody sets is to come."""
    following = [word.lower() for word in tokens.words[last + 1 : last + 1 + _AS_REACH]]
    return following[:1] == ["as"] and not _ENDING.isdisjoint(following)


_PUT_OFF = frozenset(("postponed", "cancelled", "canceled", "delayed", "scrapped", "rescheduled"))


def _still_ahead(tokens: Tokens, first: int, last: int) -> bool:
    """ "the summit that was due to open on Saturday has been postponed": that day would still have come."""
    following = tokens.words[last + 1 : last + 5]
    if following[:2] not in (("has", "been"), ("have", "been")) or _PUT_OFF.isdisjoint(following):
        return False
    return was_ahead(tokens, first, _DUE_REACH)


_DUE_REACH = 12
_POLLS = frozenset({"election", "elections", "vote", "poll", "polls", "ballot", "referendum", "runoff", "contest"})


def _is_to_decide(tokens: Tokens, last: int) -> bool:
    """ "an April 5 election to choose a mayor": what it is for has not come about."""
    following = tokens.words[last + 1 : last + 3]
    return len(following) == 2 and following[0] in _POLLS and following[1] == "to"


_CALLS = frozenset(
    f"{verb}{end}"
    for verb, ends in (
        ("call", ("", "s", "ed", "ing")),
        ("demand", ("", "s", "ed", "ing")),
        ("announc", ("e", "es", "ed", "ing")),
        ("schedul", ("e", "es", "ed", "ing")),
    )
    for end in ends
)


def _is_called(tokens: Tokens, first: int) -> bool:
    """ "by calling a vote on April 10": who calls one speaks of a day to come."""
    before = [word.lower() for word in tokens.words[max(0, first - 6) : first]]
    if len(before) < 3 or before[-1] not in ("on", "for", "in") or before[-2] not in _POLLS:
        return False
    return not _CALLS.isdisjoint(before[:-2])


def was_ahead(tokens: Tokens, first: int, reach: int = _REACH) -> bool:
    """Whether the verb before looks ahead from the past: "was due to open in", "were to begin on"."""
    words, kinds = tokens.words, tokens.kinds
    for at in range(first - 1, max(-1, first - 1 - reach), -1):
        if kinds[at] in _ENDS or (kinds[at] == "stop" and _ends_sentence(tokens, at)):
            return False
        word = words[at]
        if word in _ONCE and at + 1 < first and words[at + 1] in _AHEAD_THEN:
            return True  # "a summit originally planned for May"
        if word in _THEN:
            follower = at + 1
            while follower < first and words[follower] in _BETWEEN_THEN:
                follower += 1
            return words[follower] in _AHEAD_THEN
        if word != "to" and (word in _AUXILIARIES or _cues().get(word, 0) < 0):
            return False
    return False


_THEN = frozenset({"was", "were"})
_ONCE = frozenset({"originally", "initially", "previously"})
_BETWEEN_THEN = frozenset({"originally", "initially", "first", "once", "also", "supposedly", "not"})
_AHEAD_THEN = frozenset({"to", "due", "expected", "scheduled", "supposed", "planned", "set", "slated", "meant"})


_SAID = frozenset({"said", "announced", "told", "added", "wrote"})


def _before_attribution(tokens: Tokens, first: int, stop: int) -> int:
    """Where ", the minister said" begins: it says nothing about when what was said takes place."""
    if tokens.words[first : first + 1] != (",",):
        return stop
    for at in range(first + 1, min(stop, first + 12)):
        if tokens.words[at] in _SAID:
            return first
        if tokens.words[at] == "," or tokens.kinds[at] in _ENDS:
            break
    return stop


def _when_follows(tokens: Tokens, last: int) -> bool:
    following = tokens.words[last + 1 : last + 3]
    return bool(following) and (following[0] == "when" or following == (",", "when"))


_BELONGS = frozenset({"for", "until", "till", "by", "to", "due", "expected", "scheduled", "planned", "set", "slated"})


def _splits_clause(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the expression stands between a subject and its past verb: "the envoys on Sunday rejected"."""
    words = tokens.words
    if not _BELONGS.isdisjoint(words[max(0, first - 2) : first]):
        return False
    return last + 1 < len(words) and _is_past(words[last + 1], tokens.kinds[last + 1])


def _is_past(word: str, kind: str) -> bool:
    """By its form: a listed past form, or any in -ed ("United" is none)."""
    return word in _AUXILIARIES or _cues().get(word, 0) < 0 or (kind == "other" and _in_ed(word))


def _in_ed(word: str) -> bool:
    return len(word) > 4 and word.endswith("ed") and word.islower()


def _nearest(tokens: Tokens, places: range) -> int:
    """The first cue met on the way through `places`, up to the end of the sentence or clause group."""
    for at in places:
        kind = tokens.kinds[at]
        if kind in _ENDS or (kind == "stop" and _ends_sentence(tokens, at)):
            return 0
        cue = _cue(tokens, at)
        if cue:
            return cue
    return 0


def _cue(tokens: Tokens, at: int) -> int:
    """-1 or 1 when the word at `at` looks back or ahead where it stands."""
    word = tokens.words[at]
    side = _cues().get(word, 0)
    if word == "set":
        return _set(tokens, at)
    following = tokens.words[at + 1 : at + 3]
    if word in _MODALS and following[:1] == ("have",):
        return -1  # "should have started on March 10"; but "will have started by then"
    if word == "won":
        return 1 if following[:1] in (("'",), ("’",)) else -1  # "won't", "won the vote"
    if word == "due" and following[:1] == ("to",) and following[1:] and following[1] in _DETERMINERS:
        return 0  # "closed due to the storm"
    if word == "could" and tokens.words[at + 1 : at + 2] in (("not",), ("be",), ("n",)):
        return 0
    if word in _ONLY_BEFORE and _ONLY_BEFORE[word].isdisjoint(tokens.words[at + 1 : at + 4]):
        side = -1 if word.endswith("ed") else 0  # "they delayed the vote", "his vacation plans"
    if word == "deadline" and not _MISSED.isdisjoint(tokens.words[max(0, at - 5) : at]):
        return -1
    if word == "ahead" and tokens.words[at + 1 : at + 2] != ("of",):
        return 0  # "came out ahead"
    if side > 0 or _is_ahead(tokens, at, word):
        return -1 if _had(tokens, at) else 1
    if word in _AUXILIARIES:
        return -1
    if side < 0 or (tokens.kinds[at] == "other" and _in_ed(word)):
        return 0 if _attributive(tokens, at) else _participle(tokens, at)
    return 0


def _set(tokens: Tokens, at: int) -> int:
    """ "is set to", "set for" look ahead; "they set aside the plan" looks back; "to set a date" does neither."""
    words = tokens.words
    before = words[at - 1] if at else ""
    if words[at + 1 : at + 2] in (("to",), ("for",)):
        return -1 if _had(tokens, at) else 1
    return 0 if before in ("to", "is", "are", "be", "will", "would", "can", "could", "should", "a", "the") else -1


_UNTIL = frozenset({"until", "through", "till", "to", "by", "beyond"})
_TO = frozenset({"to", "that"})
# Words that look ahead only with one of these soon after.
_ONLY_BEFORE = {
    "going": frozenset({"to"}),
    "proposed": frozenset({"for"}),
    **dict.fromkeys(("extended", "delayed", "postponed", "adjourned"), _UNTIL),
    **dict.fromkeys(("plan", "plans", "hope", "hopes"), _TO),
}


_MISSED = frozenset({"had", "missed", "past", "passed", "another"})  # "had set a deadline of Friday"
_ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "no"})
_MODALS = frozenset({"should", "could", "would", "might", "must", "may"})
_DETERMINERS = frozenset({"the", "a", "an", "its", "their", "his", "her", "this", "that", "some", "any", "no", "of"})


def _attributive(tokens: Tokens, at: int) -> bool:
    """Whether a form in -ed only describes the noun after it, "an unspecified date", or another is a noun: "a cut"."""
    words = tokens.words
    if at and not words[at].endswith("ed"):
        return words[at - 1] in _ARTICLES
    if at == 0 or tokens.kinds[at + 1 : at + 2] != ("other",):
        return False
    before = words[at - 1]
    if before == "still" or before.endswith("ly"):
        before = words[at - 2] if at > 1 else ""
    return before.lower() in _DETERMINERS and not words[at + 1].endswith("ly")


def _is_ahead(tokens: Tokens, at: int, word: str) -> bool:
    """ "to be", "set to", "are to": two words that look ahead together."""
    if word == "be":
        return at > 0 and tokens.words[at - 1] == "to"
    follower = tokens.words[at + 1] if at + 1 < len(tokens.words) else ""
    return (word == "set" and follower in ("to", "for")) or (follower == "to" and word in ("is", "are", "was", "were"))


def _had(tokens: Tokens, at: int) -> bool:
    """ "had been scheduled for": what was ahead then is over."""
    before = tokens.words[max(0, at - 2) : at]
    if "did" in before and tokens.words[at + 1 : at + 2] != ("to",):
        return True  # "did not meet"; but "did not plan to" leaves open
    return "had" in before or "been" in before[-1:]


_PRESENT = (("is",), ("are",), ("be",))
_AT = (("in",), ("on",), ("by",), ("at",))


def _participle(tokens: Tokens, at: int) -> int:
    """ "scheduled for", "will be released", "is heard in": what stands before a participle may turn it ahead."""
    cues = _cues()
    if "could" in tokens.words[max(0, at - 3) : at] and tokens.words[at - 1 : at] == ("be",):
        return -1  # "could not be reached on Friday"
    if tokens.words[at - 1 : at] == ("have",) and tokens.words[at - 2 : at - 1] and tokens.words[at - 2] in _MODALS:
        return -1  # "should have started"
    if tokens.words[at - 1 : at] in _PRESENT and tokens.words[at + 1 : at + 2] in _AT:
        return 1
    for back in range(at - 1, max(-1, at - 3), -1):
        word = tokens.words[back]
        if (cues.get(word) == 1 and word not in _ONLY_BEFORE) or _is_ahead(tokens, back, word):
            return 1
    return -1


def _ends_sentence(tokens: Tokens, at: int) -> bool:
    follower = at + 1
    if follower >= len(tokens.words) or tokens.glued(follower):
        return False
    if tokens.words[at - 1 : at] == ("vs",):
        return False
    # "Jan. 5", "U.S. forces", "Gen. Petraeus": a short name before the stop is no end of sentence.
    before = tokens.words[at - 1] if at else ""
    return not tokens.words[follower][0].islower() and (len(before) > 4 or not before[:1].isupper())


def grants_time(tokens: Tokens, first: int, reach: int = 12) -> bool:
    """Whether the verb before gives time that still runs: "have until Friday", "gave them until"."""
    for at in range(first - 1, max(-1, first - 1 - reach), -1):
        word, kind = tokens.words[at], tokens.kinds[at]
        if kind in _ENDS or kind == "stop":
            return False
        if word in _GRANTS:
            return True
        if _is_past(word, kind):
            return False
    return False


_GRANTS = frozenset({"has", "have", "give", "gives", "gave", "given"})


def had(tokens: Tokens, first: int, reach: int = 12) -> bool:
    """Whether "had" or "was" stands before, with no verb that looks ahead after it."""
    for at in range(first - 1, max(-1, first - 1 - reach), -1):
        word, kind = tokens.words[at], tokens.kinds[at]
        if word in _MODALS and tokens.words[at + 1 : at + 2] == ("have",):
            return True
        if kind in _ENDS or kind == "stop" or word == "to" or _cues().get(word, 0) > 0:
            return False
        if word in _THEN or word == "had":
            return True
    return False
