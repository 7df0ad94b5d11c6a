"""Whether the clause around a date expression looks back or ahead: that is how "in March" gets its year."""

from __future__ import annotations

from functools import cache

from builder.reading.dates.tokens import Tokens
from builder.reading.words import load_words

_REACH = 40
_ENDS = frozenset({"break", "closed"})


@cache
def _cues() -> dict[str, int]:
    """Word to -1 (looks back) or 1 (looks ahead)."""
    return {word: {"past": -1, "future": 1}[tense] for word, tense in load_words("date_tense")}


def direction(tokens: Tokens, first: int, last: int, reach: int = _REACH) -> int:
    """-1 when the nearest verb before tokens `first` to `last` (or, at a sentence's start, after) is past, 1 when it is
    future, 0 when nothing within `reach` tokens of the sentence tells."""
    before = _nearest(tokens, range(first - 1, max(-1, first - 1 - reach), -1))
    after = _nearest(tokens, range(last + 1, min(len(tokens.words), last + 1 + reach)))
    return before or after


def _nearest(tokens: Tokens, places: range) -> int:
    cues = _cues()
    for at in places:
        kind = tokens.kinds[at]
        if kind in _ENDS or (kind == "stop" and _ends_sentence(tokens, at)):
            return 0
        word = tokens.words[at].lower()
        if word == "set" and at + 1 < len(tokens.words) and tokens.words[at + 1] in ("to", "for"):
            return 1
        cue = cues.get(word, 0)
        if cue > 0:
            return 1
        if cue < 0 or (kind == "other" and len(word) > 4 and word.endswith("ed") and word == tokens.words[at]):
            return _participle(tokens, at)
    return 0


def _participle(tokens: Tokens, at: int) -> int:
    """ "scheduled for", "will be released": what stands before a form in -ed may turn it ahead."""
    cues = _cues()
    for back in range(at - 1, max(-1, at - 3), -1):
        if cues.get(tokens.words[back].lower()) == 1:
            return 1
    return -1


def _ends_sentence(tokens: Tokens, at: int) -> bool:
    follower = at + 1
    if follower >= len(tokens.words) or tokens.glued(follower):
        return False
    # "Jan. 5", "U.S. forces", "Gen. Petraeus": a short word before the stop is no end of sentence.
    return tokens.words[follower][0].isupper() and (at == 0 or len(tokens.words[at - 1]) > 3)
