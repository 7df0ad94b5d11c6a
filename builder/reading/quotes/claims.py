"""What is said with a noun or an adjective: "the union's claim that", "a claim by the union that", "made clear that".

All functions look at a paragraph's tokens; `low` and `high` bound the sentence, `at` is the noun or adjective.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from builder.reading.quotes.speakers import SAME, Speaker, phrase_before, speaker_after, speaker_before
from builder.reading.quotes.tokens import WORD, Token
from builder.reading.quotes.vocabulary import MADE_OUT, MAKING_OUT, SAID_NOUNS

# The words that may say so.
CLAIMING = SAID_NOUNS | MADE_OUT
# Words between a noun and its owner, "the union's second claim that", or between "made" and "clear".
_CLOSE = 4


class Claim(NamedTuple):
    """Who claims, and the token that what is claimed begins with."""

    speaker: Speaker
    start: int


def find_claim(tokens: Sequence[Token], low: int, at: int, high: int) -> Claim | None:
    if tokens[at + 1].low == "by":
        return _claim_by(tokens, at, high) if tokens[at].low in SAID_NOUNS else None
    speaker = (_owner if tokens[at].low in SAID_NOUNS else _who_made)(tokens, low, at)
    return Claim(speaker, at + 2) if speaker is not None else None


def _claim_by(tokens: Sequence[Token], at: int, high: int) -> Claim | None:
    """`rejected a claim by the union that ...`"""
    speaker = speaker_after(tokens, at + 2, high)
    if speaker is None or speaker.last + 2 >= high or tokens[speaker.last + 1].low != "that":
        return None
    return Claim(speaker, speaker.last + 2)


def _owner(tokens: Sequence[Token], low: int, at: int) -> Speaker | None:
    """`rejected the union's claim that ...`"""
    owner = at - 1
    while owner > low and at - owner < _CLOSE and tokens[owner].kind == WORD:
        if tokens[owner].low.endswith(("'s", "s'")):
            speaker = phrase_before(tokens, low, owner)
            # At the sentence's beginning, the verb of the sentence would follow somewhere.
            return speaker if speaker is not None and speaker.first > low else None
        owner -= 1
    return None


def _who_made(tokens: Sequence[Token], low: int, at: int) -> Speaker | None:
    """`made it clear that ...`, `let it be known that ...`"""
    verb = next((i for i in range(at - 1, max(low, at - _CLOSE), -1) if tokens[i].low in MAKING_OUT), None)
    speaker = speaker_before(tokens, low, verb) if verb is not None else None
    return speaker if speaker is not SAME else None
