"""The words and marks of prose."""

from __future__ import annotations

import re
from typing import NamedTuple

from builder.text import Span


class Token(NamedTuple):
    """A word or a mark; `lower` is in lower case, with a straight apostrophe. A tuple, because there are so many."""

    start: int
    end: int
    lower: str
    capital: bool


_TOKEN = re.compile(r"[^\W_]+(?:[-.'’&/,]{1,2}(?=\w)[^\W_]+)*|--|[,;:()\[\]“”\"—–]|(?<=\s)-(?=\s)|[’'](?=\w)")


def tokens_of(prose: str, span: Span) -> tuple[Token, ...]:
    """The words and marks of a piece of prose."""
    found = []
    curly = prose.find("’", span.start, span.end) >= 0
    for match in _TOKEN.finditer(prose, span.start, span.end):
        word = match[0]
        lower = word.lower()
        capital = word[0] != lower[0]
        if curly:
            lower = lower.replace("’", "'")
        # The tuple itself: the class's own way there takes twice as long.
        found.append(tuple.__new__(Token, (*match.span(), lower, capital)))
    return tuple(found)
