"""An article's own wording, as numbers that can be compared: without page furniture and without what it quotes."""

from __future__ import annotations

import re
import sys
from array import array
from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

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
    """`runs`: lengths, in words, of the pieces between quotations; `packed`: hashes of shingles, run by run.

    A run of n words has n - SHINGLE + 1 shingles; what has none, "he told reporters", is left out. The hashes are kept
    in base64, 8 bytes each, lowest first: thousands of texts are held at once, and a number by itself takes five times
    as much.
    """

    runs: tuple[int, ...]
    packed: str

    @property
    def words(self) -> int:
        return sum(self.runs)

    @property
    def shingles(self) -> list[int]:
        return unpack_numbers(b64decode(self.packed)).tolist()


NO_WORDING = Wording((), "")


def find_wording(
    prose: str, furniture: Iterable[Span], sentences: Sequence[Span], block_quotes: Iterable[Span]
) -> Wording:
    """What the writer of `prose` worded."""
    text = blank(plain_spaces(prose), furniture)
    runs: list[int] = []
    shingles = array("Q")
    for span in _own_spans(text, sentences, block_quotes):
        words = list(map(_number, _STEMS.findall(span.of(text).casefold())))
        if len(words) >= SHINGLE:
            runs.append(len(words))
            rolling = 0
            hashes = [rolling := (rolling << _BITS | word) & _MASK for word in words]
            shingles.fromlist(hashes[SHINGLE - 1 :])
    return Wording(tuple(runs), b64encode(pack_numbers(shingles)).decode())


def pack_numbers(numbers: array[int]) -> bytes:
    """8 bytes each, lowest first, on every machine."""
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers.tobytes()


def unpack_numbers(packed: bytes) -> array[int]:
    """The numbers that were packed. Raises ValueError for anything else."""
    numbers = array("Q", packed)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


@dataclass(frozen=True, slots=True)
class Shared:
    """A piece of one text, of so many `words`, that stands in another too."""

    span: Span
    words: int


def longest_shared(
    prose: str, sentences: Sequence[Span], block_quotes: Iterable[Span], other: Wording
) -> Shared | None:
    """The first of the longest pieces of a text without furniture that stand word by word in the text of `other`."""
    places: dict[int, list[int]] = defaultdict(list)
    for place, shingle in enumerate(other.shingles):
        places[shingle].append(place)
    text = plain_spaces(prose)
    longest = None
    for span in _own_spans(text, sentences, block_quotes):
        found = list(_STEMS.finditer(text, span.start, span.end))
        common: dict[int, int] = {}  # shingles in a row, by the place in the other text of the last of them
        for at, shingle in enumerate(_shingles(_number(stem[1].casefold()) for stem in found)):
            common = {place: common.get(place - 1, 0) + 1 for place in places.get(shingle, ())}
            words = max(common.values(), default=1 - SHINGLE) + SHINGLE - 1
            if words > (longest.words if longest else 0):
                last = at + SHINGLE - 1
                longest = Shared(Span(found[last - words + 1].start(), found[last].end()), words)
    return longest


def find_block_quotes(body: str) -> tuple[Span, ...]:
    """The lines of block quotations in CommonMark."""
    return tuple(Span(*found.span()) for found in _BLOCK_QUOTE.finditer(body))


def _shingles(words: Iterable[int]) -> list[int]:
    """The hash of every SHINGLE words in a row."""
    rolling = 0
    return [rolling := (rolling << _BITS | word) & _MASK for word in words][SHINGLE - 1 :]


@lru_cache(maxsize=100_000)
def _number(stem: str) -> int:
    """The same in every process, unlike `hash`."""
    return crc32(stem.encode()) >> 32 - _BITS


def _own_spans(text: str, sentences: Sequence[Span], block_quotes: Iterable[Span]) -> Iterator[Span]:
    """The places between furniture, captions, block quotations and what stands between quotation marks.

    What two reporters quote of one speech or statement makes neither a copy of the other.
    """
    quoted = [quotation.outer for quotation in find_quotations(text, divide(text, sentences))]
    quoted += block_quotes
    at = 0
    for span in sorted(quoted):
        if span.start > at:
            yield Span(at, span.start)
        at = max(at, span.end)
    yield Span(at, len(text))


def fingerprints(wording: Wording) -> frozenset[int]:
    """Some of the shingles, chosen by what they are and not by where they stand: the least of each window.

    Winnowing, from Schleimer, Wilkerson and Aiken, "Winnowing: Local Algorithms for Document Fingerprinting", 2003.
    """
    chosen: set[int] = set()
    all_shingles = wording.shingles
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
