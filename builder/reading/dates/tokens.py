"""Words, numbers and marks of a text, each with the class that the date patterns speak of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from builder.reading.words import load_words
from builder.text import Span

# A number takes in what is glued to it: "10:35", "2021-01-05", "1,989", "11th", "1990s"; "10am" comes apart.
_TOKEN = re.compile(
    r"[^\W\dap]\w*"  # most words, tried first
    r"|\d+(?:[.,:/–-]\d+)*(?:(?![ap]\.?m\b)\w+)?"
    r"|(?<![^\W\d])[ap]\.\ ?m\b\.?"  # a.m., p.m.
    r"|['’]s\b|['’](?=\d)"
    r"|[^\W\d]\w*"
    r"|\n[^\S\n]*\n|[^\w\s]"
)
OTHER = "other"
_BREAK = "break"

_ISO_DATE = re.compile(r"\d{4}([/-])\d{1,2}\1\d{1,2}")
_SLASHED = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{4}")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])[:.][0-5]\d")
_DECADE = re.compile(r"(?:1[5-9]|20)\d0s")
_SHORT_DECADE = re.compile(r"[1-9]0s")
_ORDINAL = re.compile(r"(?:\d?1st|\d?2nd|\d?3rd|\d?\dth)")
_DAYS = re.compile(r"(?:0?[1-9]|[12]\d|3[01])[–-](?:0?[1-9]|[12]\d|3[01])")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})*|\d{1,6}")
_DECIMAL = re.compile(r"\d{1,6}\.\d{1,3}")
_NUMBERS = re.compile(r"\d{1,4}[–-]\d{1,4}|[12]\d{3}/\d\d(?:\d\d)?")
_FISCAL = re.compile(r"FY(?:19|20)\d\d")
_CLOSED_MARKS = frozenset("?!;:")


@dataclass(frozen=True, slots=True)
class Word:
    """An entry of the word list."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel tuples: each token's place, how it is written, and its class."""

    text: str
    matches: tuple[re.Match[str], ...]
    words: tuple[str, ...]
    kinds: tuple[str, ...]

    def span(self, first: int, last: int) -> Span:
        """From token `first` up to and with token `last`."""
        return Span(self.matches[first].start(), self.matches[last].end())

    def glued(self, at: int) -> bool:
        """Whether nothing stands between the token before and this one."""
        return at > 0 and self.matches[at - 1].end() == self.matches[at].start()


@cache
def lexicon() -> dict[str, Word]:
    """Every way of writing every word of the list."""
    words: dict[str, Word] = {}
    for text, kind, *value in load_words("date_words"):
        word = Word(kind, value[0] if value else "")
        forms = (text, text.upper()) if text[:1].isupper() else (text, text.capitalize(), text.upper())
        for form in forms:
            words.setdefault(form, word)
    return words


@cache
def context(decides: str) -> frozenset[str]:
    """The words beside an expression that decide how it is read."""
    return frozenset(word for word, what in load_words("date_context") if what == decides)


def tokenise(text: str) -> Tokens:
    matches = tuple(_TOKEN.finditer(text))
    words = tuple([match[0] for match in matches])
    return Tokens(text, matches, words, tuple(map(_kind, words)))


@lru_cache(maxsize=1 << 16)
def _kind(word: str) -> str:
    known = lexicon().get(word)
    return known.kind if known else _kind_by_shape(word)


def _kind_by_shape(word: str) -> str:
    first = word[0]
    if first.isalpha():
        if _FISCAL.fullmatch(word):
            return "fiscal_year"
        return "ampm" if first in "ap" and word[1:2] == "." else OTHER
    if first.isdigit():
        return _number_kind(word) if len(word) <= 10 and word.replace("–", "-").isascii() else OTHER
    if first == "\n":
        return _BREAK
    if first in "'’":
        return "possessive" if len(word) == 2 else "apostrophe"
    if first in "–—":
        return "dash"
    if first == "-":
        return "hyphen"
    return "closed" if first in _CLOSED_MARKS else "mark"


def _number_kind(word: str) -> str:
    if word.isdigit():
        if len(word) == 4 and "1000" <= word <= "2199":
            return "year"
        if len(word) <= 2 and 1 <= int(word) <= 31:
            return "day"
    for kind, shape in _SHAPES:
        if shape.fullmatch(word):
            return kind
    return OTHER


_SHAPES = (
    ("figure", _NUMBER),
    ("iso_date", _ISO_DATE),
    ("slashed", _SLASHED),
    ("clock_time", _CLOCK),
    ("decimal", _DECIMAL),
    ("decade", _DECADE),
    ("decade_short", _SHORT_DECADE),
    ("ordinal_number", _ORDINAL),
    ("days", _DAYS),
    ("numbers", _NUMBERS),
    ("fraction", re.compile(r"1/2")),
)
