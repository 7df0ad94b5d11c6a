"""Where what was said stands: before the speaker or behind the verb, and how far it goes on behind an attribution.

All functions look at a paragraph's tokens; `low` and `high` bound the sentence, `at` is the verb, `after` what follows
the attribution.
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.reading.clauses import tokens_of, verb_at, verb_plain
from builder.reading.quotes.additions import opens_with_phrase
from builder.reading.quotes.contents import has_own_attribution, last_fragment, says_again, speech_end
from builder.reading.quotes.tokens import BREAK, COLON, COMMA, DASH, FRAGMENT, SOFT_STOP, SPEECH, STOP, WORD, Token
from builder.reading.quotes.vocabulary import (
    AUXILIARIES,
    BOUNDARIES,
    DETERMINERS,
    NO_BEGINNING,
    NOT_GOING_ON,
    PREPOSITIONS,
    PRONOUNS,
    QUESTIONS,
    TIMES,
    Verb,
)
from builder.text import Span

# Behind "she said," they begin what she did not say.
_ELSE = frozenset(("and", "but", "while", "as", "when", "after", "before"))
# Words between a verb and a piece in marks that belongs to it.
_CLOSE = 4
# Words up to which a quotation may be a heading, and a piece without a known verb is taken for a fragment.
_HEADING = 8
_SHORT = 6


def after_time(tokens: Sequence[Token], at: int, high: int) -> int:
    """Behind words of time: "on Friday"."""
    while at < high and tokens[at].kind == WORD and (tokens[at].low in TIMES or tokens[at].low == "on"):
        at += 1
    return at


def stands_before(
    prose: str,
    tokens: Sequence[Token],
    low: int,
    edge: int,
    *,
    right: int | None,
    verb: Verb,
    at: int,
    after: int,
    high: int,
) -> bool:
    """Whether the words that end at `edge` were said, given what stands `after` the verb and any time."""
    quoted = edge if tokens[edge].kind in (SPEECH, FRAGMENT) else edge - 1
    is_quoted = quoted >= low and tokens[quoted].kind in (SPEECH, FRAGMENT)
    inside = is_quoted and quoted > low and tokens[quoted - 1].kind == WORD
    if inside and right is not None and opens_with_phrase(tokens, low):
        return False  # "On “Face of the Week,” Khan said the talks ...": where it was said
    if is_quoted:
        speech = tokens[quoted].kind == SPEECH and (tokens[quoted].low in ",?!…—-." or quoted != edge)
        if speech or (tokens[quoted].low in (",", "?", "!") and quoted == edge):
            return True
        if quoted == edge and right is None:
            return False
    if verb.sort == "think":
        return False
    introduces = not is_quoted and (edge - low <= 1 or opens_with_phrase(tokens, low))
    between_commas = after < high and tokens[after].kind == COMMA and right != after + 3
    quote_follows = after + 1 < high and tokens[after + 1].kind in (SPEECH, FRAGMENT)
    if between_commas and not (introduces and quote_follows):
        return True
    explicit = right is not None and (
        right == at + 1 or tokens[right].kind in (SPEECH, COLON) or tokens[right - 1].low == "that"
    )
    if explicit or (edge - low < 3 and not is_quoted) or (introduces and right is not None):
        return False
    if introduces and tokens[low].low in PREPOSITIONS and all(token.kind != COMMA for token in tokens[low:edge]):
        return any(token.low in AUXILIARIES for token in tokens[low:edge])
    return not introduces or has_verb(prose, tokens, low, edge)


def speech_behind(tokens: Sequence[Token], end: int, after: int, high: int) -> int:
    """The end of a speech, with what follows in marks behind "he told reporters on Friday"."""
    following = after
    while following < high and tokens[following].kind not in (SPEECH, FRAGMENT, BREAK):
        following += 1
    if following < high and tokens[following].kind != BREAK:
        if says_again(tokens, after, following):
            return end
        if tokens[following].kind == SPEECH and tokens[following - 1].kind in (COMMA, DASH, COLON):
            return speech_end(tokens, following)
        closely = tokens[following - 1].kind in (COMMA, DASH, COLON) or following - after <= _CLOSE
        else_said = any(tokens[i].low in _ELSE for i in range(after, following - 2))
        return following + 1 if closely and not else_said else end
    if high + 1 < len(tokens) and tokens[high].kind in (STOP, SOFT_STOP) and tokens[high + 1].kind == SPEECH:
        return end if has_own_attribution(tokens, high + 1) else speech_end(tokens, high + 1)
    return end


def clause_behind(prose: str, tokens: Sequence[Token], start: int, end: int, *, after: int, high: int) -> int:
    """The end of a clause that goes on behind the speaker: "the talks, he said, would end"."""
    if after + 1 >= high or tokens[after].kind != COMMA:
        return end
    if tokens[after + 1].kind in (SPEECH, FRAGMENT):
        speech = tokens[after + 1].kind == SPEECH
        return speech_end(tokens, after + 1) if speech else last_fragment(tokens, after + 1, high)
    if tokens[after + 1].kind != WORD:
        return end
    opening = tokens[after + 1].low
    # "In the end, she said, a deal ...": behind an introduction stands what it introduces.
    introduces = opens_with_phrase(tokens, start) and all(t.kind != COMMA for t in tokens[start + 2 : end])
    if introduces and (tokens[start].low in BOUNDARIES or not has_verb(prose, tokens, start, end)):
        return high
    return end if opening.endswith("ing") or opening in NOT_GOING_ON or opening.isdigit() else high


def has_verb(prose: str, tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a finite verb may be among these tokens."""
    if end <= start:
        return False
    words = tokens_of(prose, Span(tokens[start].start, tokens[end - 1].end))
    return any(verb_at(words, n) or (n and verb_plain(word.lower)) for n, word in enumerate(words))


def is_fragment(prose: str, tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether reported words make no clause: "by the union", "to leave", "the main difficulty"."""
    if tokens[start].low == "to" and end - start > 2 and tokens[start + 1].low in ("have", "be"):
        return False  # "claimed to have won": a state of things, not an act to come
    if tokens[start].low in NO_BEGINNING:
        return not any(token.kind == COMMA for token in tokens[start:end])
    if (tokens[start].low in PRONOUNS or tokens[start].low in QUESTIONS) and end - start > 2:
        return False
    asked = any(token.low == "to" for token in tokens[start:end])  # "urged both sides to wait"
    if end - start > _SHORT or asked:
        return False
    # "the union backs the plan": a thing has no other thing behind it.
    acts = any(tokens[i].low.endswith("s") and tokens[i + 1].low in DETERMINERS for i in range(start + 1, end - 1))
    return not acts and not has_verb(prose, tokens, start, end)


def is_heading(prose: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a quotation is a heading: a paragraph of its own, its words in capitals: “All Bets Are Off”."""
    if at > 0 or len(tokens) > 2:
        return False
    words = prose[tokens[at].start : tokens[at].end].strip("\"'“”‘’«».,!?").split()
    return len(words) <= _HEADING and all(not word[0].islower() for word in words if len(word) > 3)
