"""What is added: to a name, between commas or in brackets, and to a sentence, before its subject.

All functions look at a paragraph's tokens; `low` is the beginning of the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.reading.quotes.tokens import BREAK, COMMA, SPEECH, STOP, WORD, Token
from builder.reading.quotes.vocabulary import (
    ADDITION_STARTS,
    BOUNDARIES,
    HEADS,
    INTRODUCTIONS,
    LINKS,
    PREPOSITIONS,
    TIMES,
)

# How far back an addition reaches, in tokens.
MOST_BACK = 40
# Words in the name of a place.
_MOST_IN_PLACE = 4
_ORIGINS = frozenset(("of", "from"))


def before_additions(tokens: Sequence[Token], low: int, comma: int) -> int | None:
    """The last token before the additions between commas that end at `comma`."""
    end = None
    for _ in range(4):
        begin = comma - 1
        while begin >= low and begin > comma - MOST_BACK and tokens[begin].kind not in (COMMA, SPEECH, STOP):
            begin -= 1
        if begin < low or tokens[begin].kind != COMMA or begin == low:
            break
        first = tokens[begin + 1]
        added = (
            first.kind == WORD
            and (
                first.low in ADDITION_STARTS
                or not first.capital
                or first.low.endswith("'s")
                or tokens[comma - 1].low in HEADS
                or (first.low in HEADS and tokens[begin + 2].low in LINKS)  # "Republican of Ohio"
                or (begin + 2 == comma and first.low[1:2] == "-")  # "R-Ohio"
            )
        )
        origin = first.low.endswith("'s") and first.capital and tokens[comma - 1].capital
        if origin and end is None and begin + 2 < comma and not tokens[begin - 1].capital:
            return comma - 1  # "Their chair, Samoa's Ana Levi, said"
        inside = not added and _is_relative(tokens, low, begin)
        if not (added or inside or _is_larger_place(tokens, low, begin, comma)):
            # "The mayor, Ali Khan, said": the addition is the name.
            return comma - 1 if end is None else end
        end = begin - 1
        comma = begin
        known = tokens[end].kind == WORD and (tokens[end].capital or tokens[end].low in HEADS)
        if known and not _is_addition_itself(tokens, low, end):
            break
    return end


def _is_relative(tokens: Sequence[Token], low: int, end: int) -> bool:
    """Whether the piece before the comma at `end` says who somebody is: "Ana Levi, who served the mayor, ..."."""
    begin = end
    while begin > low and end - begin < MOST_BACK and tokens[begin - 1].kind == WORD:
        begin -= 1
    return (
        tokens[begin].low == "who"
        and begin - 2 >= low
        and tokens[begin - 1].kind == COMMA
        and tokens[begin - 2].capital
    )


def _is_larger_place(tokens: Sequence[Token], low: int, before: int, after: int) -> bool:
    """Whether the words between two commas say where a place lies: "Ana Levi, of Ashton, Maine, said"."""
    begin = before
    while begin > low and before - begin < _MOST_IN_PLACE and tokens[begin - 1].kind == WORD:
        begin -= 1
    origin = tokens[begin].low in _ORIGINS and begin > low and tokens[begin - 1].kind == COMMA
    return origin and after - before - 1 <= _MOST_IN_PLACE


def _is_addition_itself(tokens: Sequence[Token], low: int, end: int) -> bool:
    """Whether the piece between commas that ends at `end` adds to a name: "Ana Levi, the envoy, a former ..."."""
    begin = end
    while begin > low and end - begin < MOST_BACK and tokens[begin - 1].kind == WORD:
        begin -= 1
    if begin - 2 < low or tokens[begin - 1].kind != COMMA:
        return False
    before = tokens[begin - 2]
    if tokens[begin].low.isdigit():
        return before.capital and begin == end  # "Ana Levi, 52"
    if tokens[begin].low in _ORIGINS:
        return before.capital or before.low.isdigit()  # "Ana Levi, of Ashton"
    office = tokens[begin].low not in PREPOSITIONS and any(
        tokens[i].low in HEADS and not tokens[begin].capital for i in range(begin, min(begin + 4, end))
    )
    office = office or (begin == end and tokens[begin].low in HEADS)  # "Ana Levi, Director, said"
    if tokens[begin].low not in ADDITION_STARTS and not office:
        return _is_larger_place(tokens, low, begin - 1, end + 1)
    return before.capital and before.low not in TIMES and not opens_with_phrase(tokens, low)


def adds(token: Token) -> bool:
    """Whether what begins with this word, behind a comma, adds to a name."""
    return token.low.isdigit() or token.low in _ORIGINS or token.low in ADDITION_STARTS or token.low in HEADS


def before_bracket(tokens: Sequence[Token], low: int, end: int) -> int:
    """Before a bracket that ends at `end`: "Ana Levi (R-Ohio) said"."""
    if tokens[end].kind != BREAK or tokens[end].low not in (")", "]"):
        return end
    return next((i for i in range(end - 1, max(low, end - 12) - 1, -1) if tokens[i].kind == BREAK), low) - 1


def opens_with_phrase(tokens: Sequence[Token], low: int) -> bool:
    """Whether the sentence begins with something that stands before its subject: "On Friday", "Asked about it"."""
    token = tokens[low]
    return token.kind == WORD and (
        token.low in PREPOSITIONS
        or token.low in BOUNDARIES
        or token.low in INTRODUCTIONS
        or token.low.endswith(("ing", "ly"))
        or (token.low.endswith("ed") and low + 1 < len(tokens) and tokens[low + 1].low in PREPOSITIONS)
    )
