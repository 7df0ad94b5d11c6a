"""Abbreviations and what they stand for, where a text gives both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from builder.text import Span, covering

_WORD = re.compile(r"[^\W_]+(?:[-.'’&]{1,2}[^\W_]+)*")
_BRACKET = re.compile(r"[(\[](?P<inside>[^()\[\]\n]{2,80})[)\]]")
_ACRONYM = re.compile(r"[A-Z][A-Za-z&-]{0,6}[A-Z]s?")
_SHORT_BEFORE = re.compile(r"(?<![\w.])[A-Z][A-Z&-]{1,7}s?(?= ?$)")
# "X, or ABC,", "X, known by its initials ABC,": its letters may be another language's.
_OR_SHORT = (
    re.compile(r" or (?:the )?(?P<short>[A-Z][A-Za-z]{0,6}[A-Z])\b"),
    re.compile(
        r" known (?:as|by (?:its|the) (?:\w+ )?(?:acronym|abbreviation|initials)) (?:the )?(?P<short>[A-Z]{2,8})\b"
    ),
)
# A name of three words or more in capitals, at the end of what is searched.
_TITLE_END = re.compile(r"(?<![\w.-])[A-Z][\w’'-]+(?: (?:of |the |and |for |on |de )*[A-Z][\w’'-]+){2,7}$")
_INITIAL = re.compile(r"(?<![^\W_])[^\W_]")
_MODEST = frozenset(("the", "a", "an", "or", "of", "for", "and", "on", "to", "in"))
# How far before its abbreviation a long form may begin.
_REACH = 90


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """`long` is None where the words in front of a bracket do not spell `short`; `ahead`: `short` stands first."""

    short: Span
    long: Span | None
    ahead: bool = False


def find_abbreviations(prose: str, sentences: tuple[Span, ...]) -> tuple[Abbreviation, ...]:
    """The abbreviations that `prose` sets beside their long forms, in no order."""
    return (*_bracketed(prose, sentences), *_alternatives(prose, sentences))


def _floor(sentences: tuple[Span, ...], at: int) -> int:
    sentence = covering(sentences, at)
    return max(sentence.start if sentence else 0, at - _REACH)


def _bracketed(prose: str, sentences: tuple[Span, ...]) -> Iterator[Abbreviation]:
    """ "Long Form (LF)" and "LF (Long Form)"."""
    for match in _BRACKET.finditer(prose):
        inside = match["inside"].strip(" “”\"'")
        at = prose.index(inside, match.start())
        span = Span(at, at + len(inside))
        if _ACRONYM.fullmatch(inside):
            yield Abbreviation(span, _long_before(prose, _floor(sentences, match.start()), match.start(), inside))
        elif inside[:1].isalpha():
            short = _SHORT_BEFORE.search(prose, max(0, match.start() - 12), match.start())
            if short and _initials_fit(inside, short[0]):
                yield Abbreviation(Span(short.start(), short.end()), span, ahead=True)


def _alternatives(prose: str, sentences: tuple[Span, ...]) -> Iterator[Abbreviation]:
    """ "Long Form, or LF", "Long Form, known by its Spanish initials FL"."""
    for match in chain.from_iterable(pattern.finditer(prose) for pattern in _OR_SHORT):
        end = match.start() - prose.endswith(",", 0, match.start())
        floor = _floor(sentences, end)
        long = _long_before(prose, floor, end, match["short"])
        title = _TITLE_END.search(prose, floor, end) if long is None else None
        if title is not None:
            long = Span(title.end() - len(title[0].removeprefix("The ")), title.end())
        if long is not None:
            yield Abbreviation(Span(match.start("short"), match.end("short")), long)


def _initials_fit(long: str, short: str) -> bool:
    """Whether the letters of `short` are initials of `long`, in order and from the first on."""
    letters = [char.lower() for char in short.rstrip("s") if char.isalpha()]
    initials = _INITIAL.findall(long.lower())
    if not initials or not letters or initials[0] != letters[0]:
        return False
    at = 0
    for letter in letters:
        while at < len(initials) and initials[at] != letter:
            at += 1
        if at == len(initials):
            return False
        at += 1
    return len(initials) <= 2 * len(letters)


def _long_before(prose: str, floor: int, end: int, short: str) -> Span | None:
    """The shortest run of words before `end` whose initials spell the abbreviation."""
    words = list(_WORD.finditer(prose, floor, end))
    if not words or prose[words[-1].end() : end].strip():
        return None
    letters = sum(char.isalpha() for char in short)
    for word in reversed(words[-2 * letters :]):
        piece = prose[word.start() : end].rstrip()
        if word[0].lower() not in _MODEST and _initials_fit(piece, short):
            return Span(word.start(), word.start() + len(piece)) if " " in piece or "-" in piece else None
    return None
