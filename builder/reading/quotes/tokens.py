"""A text as paragraphs of tokens: words, marks, and quotations as single tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from builder.reading.quotes.marks import Quotation
from builder.text import Span

_GAP_BLANK = re.compile(r"\n[^\S\n]*\n")


def divide(prose: str, sentences: Sequence[Span]) -> list[Span]:
    """Runs of sentences. A single line break divides them unless the text is wrapped, with breaks inside sentences."""
    if not sentences:
        return []
    broken = sum("\n" in sentence.of(prose) for sentence in sentences)
    wrapped = broken * 5 > len(sentences)
    paragraphs: list[Span] = []
    start = sentences[0].start
    for before, after in pairwise(sentences):
        gap = prose[before.end : after.start]
        if _GAP_BLANK.search(gap) or ("\n" in gap and not wrapped):
            paragraphs.append(Span(start, before.end))
            start = after.start
    paragraphs.append(Span(start, sentences[-1].end))
    return paragraphs


WORD, COMMA, STOP, SOFT_STOP, COLON, DASH, BREAK = "w", ",", ".", "|", ":", "-", ";"
# A quotation that is a sentence of its own, and one that is a piece of the writer's.
SPEECH, FRAGMENT = "Q", "q"

# First what most words are, so that nothing else has to be tried; then past a blank at once.
_TOKEN = re.compile(
    r"[a-z]+(?=[\s,])|(?! )(?:(?:[A-Z]\.){2,}|\d{1,3}(?:,\d{3})+|[^\W_]+(?:[.&'’/-][^\W_]+)*(?:\.[’']s\b|%)?"
    r"|,|[:;()\[\]]|—|–|―|--+|(?<=\s)-(?=\s)|…|[@#]\w+)"
)
_MARKS = frozenset(",:;()[]…—–―-")
_KINDS = {",": COMMA, ":": COLON, ";": BREAK, "(": BREAK, ")": BREAK, "[": BREAK, "]": BREAK, "…": BREAK}


class Token(NamedTuple):
    """`low` is a word in lower case, or a quotation's last character; a tuple, because there is one for each word."""

    kind: str
    start: int
    end: int
    low: str = ""
    capital: bool = False


def tokenise(prose: str, sentences: Sequence[Span], quotations: Sequence[Quotation]) -> list[Token]:
    """The tokens of a paragraph: a quotation is one, a sentence that ends outside of quotations ends with a stop."""
    tokens: list[Token] = []
    at = 0
    done = -1
    for sentence in sentences:
        place = max(sentence.start, done)
        while at < len(quotations) and quotations[at].outer.start < sentence.end:
            outer = quotations[at].outer
            if outer.start >= place:
                tokens.extend(_words(prose, place, outer.start))
                tokens.append(_quotation_token(prose, quotations[at]))
                place = done = outer.end
            at += 1
        tokens.extend(_words(prose, place, sentence.end))
        if done >= sentence.end:
            # It ends with the quotation, or within it: whatever follows may still say who spoke.
            if done == sentence.end or not prose[sentence.end : done].strip("\"'”’»"):
                tokens.append(Token(SOFT_STOP, sentence.end, sentence.end))
        else:
            tokens.append(Token(STOP, sentence.end, sentence.end))
    return tokens


_tuple = tuple.__new__


def _words(prose: str, start: int, end: int) -> list[Token]:
    tokens: list[Token] = []
    curly = prose.find("’", start, end) >= 0
    for found in _TOKEN.finditer(prose, start, end):
        text = low = found[0]
        kind, capital = WORD, False
        if not text.islower():  # few words are not, and they have to be looked at
            if text[0] in _MARKS:
                kind = _KINDS.get(text) or DASH
            else:
                low = text.lower()
                capital = text[0] != low[0]
        if curly:
            low = low.replace("’", "'")
        first, last = found.span()
        # The tuple itself: the class's own way there takes twice as long.
        tokens.append(_tuple(Token, (kind, first, last, low, capital)))
    return tokens


def _quotation_token(prose: str, quotation: Quotation) -> Token:
    inner = quotation.inner.of(prose).strip(" \n'’\"")
    words = inner.count(" ") + 1
    first = inner.lstrip("[(…. ")[:1]
    sentence_like = words >= 2 and not first.islower() and (inner[-1:] in ".,?!…—-:;" or words >= 6)
    return Token(SPEECH if sentence_like else FRAGMENT, quotation.outer.start, quotation.outer.end, inner[-1:])
