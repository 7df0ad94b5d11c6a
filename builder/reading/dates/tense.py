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
    return {word: {"past": -1, "future": 1}[tense] for word, tense in load_words("date_tense")}


def direction(tokens: Tokens, first: int, last: int, reach: int = _REACH) -> int:
    """-1 when the nearest verb before tokens `first` to `last` (or, at a sentence's start, after) is past, 1 when it is
    future, 0 when nothing within `reach` tokens of the sentence tells."""
    before = _nearest(tokens, range(first - 1, max(-1, first - 1 - reach), -1))
    stop = min(len(tokens.words), last + 1 + reach)
    after = _nearest(tokens, range(last + 1, _before_attribution(tokens, last + 1, stop)))
    if before > 0 and after < 0 and _when_follows(tokens, last):
        return after  # "would build on a truce in June, when arms fell silent"
    return before or after


def was_ahead(tokens: Tokens, first: int, reach: int = _REACH) -> bool:
    """Whether the verb before looks ahead from the past: "was due to open in", "were to begin on"."""
    words, kinds = tokens.words, tokens.kinds
    for at in range(first - 1, max(-1, first - 1 - reach), -1):
        if kinds[at] in _ENDS or (kinds[at] == "stop" and _ends_sentence(tokens, at)):
            return False
        word = words[at]
        if word in _THEN:
            follower = at + 1
            while follower < first and words[follower] in _BETWEEN_THEN:
                follower += 1
            return words[follower] in _AHEAD_THEN
        if word != "to" and (word in _AUXILIARIES or _cues().get(word, 0) < 0):
            return False
    return False


_THEN = frozenset({"was", "were"})
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


def _nearest(tokens: Tokens, places: range) -> int:
    cues = _cues()
    for at in places:
        kind = tokens.kinds[at]
        if kind in _ENDS or (kind == "stop" and _ends_sentence(tokens, at)):
            return 0
        word = tokens.words[at]
        cue = cues.get(word, 0)
        if word == "ahead" and tokens.words[at + 1 : at + 2] != ("of",):
            continue  # "came out ahead"
        if cue > 0 or _is_ahead(tokens, at, word):
            return -1 if _had(tokens, at) else 1
        if word in _AUXILIARIES:
            return -1
        if cue < 0 or (kind == "other" and len(word) > 4 and word.endswith("ed") and word == tokens.words[at]):
            return _participle(tokens, at)
    return 0


def _is_ahead(tokens: Tokens, at: int, word: str) -> bool:
    """ "to be", "set to", "are to": two words that look ahead together."""
    if word == "be":
        return at > 0 and tokens.words[at - 1] == "to"
    follower = tokens.words[at + 1] if at + 1 < len(tokens.words) else ""
    return (word == "set" and follower in ("to", "for")) or (word in ("is", "are", "was", "were") and follower == "to")


def _had(tokens: Tokens, at: int) -> bool:
    """ "had been scheduled for": what was ahead then is over."""
    before = tokens.words[max(0, at - 2) : at]
    return "had" in before or "been" in before[-1:]


def _participle(tokens: Tokens, at: int) -> int:
    """ "scheduled for", "will be released": what stands before a form in -ed may turn it ahead."""
    cues = _cues()
    for back in range(at - 1, max(-1, at - 3), -1):
        word = tokens.words[back]
        if cues.get(word) == 1 or _is_ahead(tokens, back, word):
            return 1
    return -1


def _ends_sentence(tokens: Tokens, at: int) -> bool:
    follower = at + 1
    if follower >= len(tokens.words) or tokens.glued(follower):
        return False
    # "Jan. 5", "U.S. forces", "Gen. Petraeus": a short name before the stop is no end of sentence.
    before = tokens.words[at - 1] if at else ""
    return not tokens.words[follower][0].islower() and (len(before) > 4 or not before[:1].isupper())
