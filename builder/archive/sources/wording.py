"""An article's own wording, as numbers that can be compared: without page furniture and without what it quotes."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from builder.archive.citations import Reading
from builder.reading.quotes.marks import find_quotations
from builder.reading.quotes.tokens import divide
from builder.text import Span, blank, plain_spaces

SHINGLE = 5
"""Words in a row that two writers seldom choose alike."""
WINDOW = 4
"""Of so many shingles in a row one becomes a fingerprint: 8 words in a row that two texts share are always noticed."""

# Nothing that was taken is given back: words are found a third faster.
_STEMS = re.compile(r"([^\W_]{1,4}+)[^\W_]*+")
"""A word counts by its first letters: a copy may turn "organise" into "organize", "labour" into "labor"."""
_BLOCK_QUOTE = re.compile(r"^ {0,3}>.*$", re.MULTILINE)
_BITS = 12
"""Of a word within a shingle: two unlike words share them once in 4,096 times, two unlike shingles hardly ever."""
_MASK = (1 << _BITS * SHINGLE) - 1


@dataclass(frozen=True, slots=True)
class Wording:
    """`runs`: lengths, in words, of the pieces between quotations; `shingles`: hashes, run by run.

    A run of n words has n - SHINGLE + 1 shingles; what has none, "he told reporters", is left out.
    """

    runs: tuple[int, ...]
    shingles: array[int]

    @property
    def words(self) -> int:
        return sum(self.runs)


def wording_of(reading: Reading) -> Wording:
    """What the article's writer worded."""
    runs: list[int] = []
    shingles = array("Q")
    for piece in _own_pieces(reading):
        words = list(map(_number, _STEMS.findall(piece.casefold())))
        if len(words) >= SHINGLE:
            runs.append(len(words))
            rolling = 0
            hashes = [rolling := (rolling << _BITS | word) & _MASK for word in words]
            shingles.fromlist(hashes[SHINGLE - 1 :])
    return Wording(tuple(runs), shingles)


@lru_cache(maxsize=100_000)
def _number(stem: str) -> int:
    """The same in every process, unlike `hash`."""
    return crc32(stem.encode()) >> 32 - _BITS


def _own_pieces(reading: Reading) -> Iterator[str]:
    """The text between furniture, captions, block quotations and what stands between quotation marks.

    What two reporters quote of one speech or statement makes neither a copy of the other.
    """
    body, findings = reading.article.prose, reading.findings
    text = blank(plain_spaces(body), (piece.span for piece in findings.furniture))
    quoted = [quotation.outer for quotation in find_quotations(text, divide(text, findings.sentences))]
    quoted += [Span(*found.span()) for found in _BLOCK_QUOTE.finditer(reading.article.body)]
    at = 0
    for span in sorted(quoted):
        if span.start > at:
            yield text[at : span.start]
        at = max(at, span.end)
    yield text[at:]


def fingerprints(wording: Wording) -> frozenset[int]:
    """Some of the shingles, chosen by what they are and not by where they stand: the least of each window.

    Winnowing, from Schleimer, Wilkerson and Aiken, "Winnowing: Local Algorithms for Document Fingerprinting", 2003.
    """
    chosen: set[int] = set()
    # An array makes a number anew each time that it is looked at, a list has it.
    all_shingles = wording.shingles.tolist()
    at = 0
    for length in wording.runs:
        end = at + length - SHINGLE + 1
        shingles = all_shingles[at:end]
        if len(shingles) < WINDOW:
            chosen.add(min(shingles))
        else:
            chosen.update(map(min, *(shingles[start:] for start in range(WINDOW))))
        at = end
    return frozenset(chosen)


def share_in(wording: Wording, other: Wording) -> float:
    """The part of `wording`'s words, 0 to 1, that stand in shingles which `other` has too."""
    known = frozenset(other.shingles)
    shared = [shingle in known for shingle in wording.shingles]
    covered = at = 0
    for length in wording.runs:
        counted = 0  # words of this run
        for place in range(length - SHINGLE + 1):
            if shared[at + place]:
                covered += place + SHINGLE - max(counted, place)
                counted = place + SHINGLE
        at += length - SHINGLE + 1
    return covered / wording.words if wording.words else 0.0
