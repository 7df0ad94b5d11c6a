"""Sentences: the pieces that citations point to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from builder.reading.words import load_set, load_words
from builder.text import Span

# No later stage should meet a sentence much longer than any writer's: some of them compare words pairwise.
LONGEST = 2000

# A line narrower than this share of its block's widest line, which the next line's first word would still have fitted
# on, was ended by its writer (a heading, an item), not by a program that wraps lines.
_WRAPPED_SHARE = 0.75

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_CLOSERS = "\"”’'»›)\\]"
# Where a sentence may end. Full-width stops need no white space after them; the first alternative is ASCII only
# for the stop, so that "3.5" and "example.org" never come up.
_TERMINATOR = re.compile(
    rf"[.!?…؟۔।]+[{_CLOSERS}]*(?=\s|\Z)"
    rf"|[。！？]+[{_CLOSERS}」』]*"
    r"|\n"
)
_LAST_TOKEN = re.compile(r"[^\W_]+(?:[.&'’-][^\W_]+)*\Z")
_ENDED_LINE = re.compile(rf"[.!?…؟۔।。！？][{_CLOSERS}」』]*\Z")
_OPENERS = re.compile(r"[\s\"“”„‘’'«‹(\[¿¡*_•·–—-]*")
_WORD_CHARACTER = re.compile(r"\w")
_NEXT_WORD = re.compile(r"\w+")
# "al-Qahtani", "d'Estaing", "iPhone": names that begin small and may begin a sentence.
_SMALL_NAME = re.compile(r"[a-z]{1,3}[-'’]?[A-Z]")
_ITEM = re.compile(r"[ \t]*(?:[•·▪●*–—-][ \t]|#{1,6}[ \t]|\(?\d{1,2}[.)][ \t])")
_UNFINISHED = re.compile(r"[,;–—(\[-]\Z|\b(?:a|an|the|of|in|on|at|to|by|for|from|and|or|with|that|as)\Z", re.IGNORECASE)
# How far back the word before a stop is looked for: longer ones are no abbreviations.
_TOKEN_REACH = 24


@cache
def _abbreviations() -> dict[str, str]:
    return {row[0]: row[1] for row in load_words("sentence_abbreviations")}


def find_sentences(prose: str) -> tuple[Span, ...]:
    """The sentences of `prose`, ordered and disjoint, without surrounding white space; none crosses a blank line."""
    return tuple(
        part
        for block in _blocks(prose)
        for sentence in _sentences_of_block(prose, block)
        for part in _cut_to_size(prose, sentence)
    )


def _blocks(prose: str) -> Iterator[Span]:
    at = 0
    for gap in _BLANK_LINE.finditer(prose):
        yield Span(at, gap.start())
        at = gap.end()
    yield Span(at, len(prose))


def _sentences_of_block(prose: str, block: Span) -> Iterator[Span]:
    width = max(map(len, block.of(prose).split("\n")))
    at = line = checked = block.start
    worded = False
    for found in _TERMINATOR.finditer(prose, block.start, block.end):
        if found[0] == "\n":
            ends = _line_break_ends(prose, Span(line, found.start()), block.end, width)
            line = found.end()
        else:
            ends = _stop_ends(prose, found, block.end)
        # A stop before the first word ("… and then") ends nothing.
        worded = worded or _WORD_CHARACTER.search(prose, checked, found.start()) is not None
        checked = found.end()
        if ends and worded:
            yield from _trimmed(prose, at, found.end())
            at = found.end()
            worded = False
    yield from _trimmed(prose, at, block.end)


def _stop_ends(prose: str, found: re.Match[str], end: int) -> bool:
    """Whether the stop, exclamation or question mark at `found` ends its sentence."""
    opened = _OPENERS.match(prose, found.end(), min(end, found.end() + 200))
    following = opened.end() if opened else found.end()
    if following >= end:
        return True
    if prose[following].islower() and not _SMALL_NAME.match(prose, following):
        return _ITEM.match(prose, found.end() + 1) is not None and prose[found.end()] == "\n"
    # Only the bare full stop is also the mark of an abbreviation.
    if not found[0].startswith(".") or found[0].startswith(".."):
        return True
    word = _LAST_TOKEN.search(prose[max(0, found.start() - _TOKEN_REACH) : found.start()])
    return word is None or _abbreviation_ends(word[0], prose, following)


def _abbreviation_ends(word: str, prose: str, following: int) -> bool:
    sort = _abbreviations().get(word.lower())
    if sort is None:
        letters = word.split(".")
        dotted = len(letters) > 1 and all(len(letter) == 1 and letter.isalpha() for letter in letters)
        if not dotted and not (len(word) == 1 and word.isupper()):
            return True
        sort = "either"
    if sort == "before-name":
        return False
    if sort == "capital" and word[0].islower():
        return True
    if sort == "before-number":
        return not prose[following].isdigit()
    following_word = _NEXT_WORD.match(prose, following, following + 40)
    return following_word is not None and following_word[0].lower() in load_set("sentence_starters")


def _line_break_ends(prose: str, line: Span, end: int, width: int) -> bool:
    """Whether the break after `line` ends a sentence, rather than standing where a wrapped line was full."""
    if _ITEM.match(prose, line.end + 1, end):
        return True
    written = line.of(prose).rstrip()
    if _ENDED_LINE.search(written[-8:]):
        return False  # the stop before it has been judged already
    if _UNFINISHED.search(written[-8:]):
        return False
    opened = _OPENERS.match(prose, line.end + 1, min(end, line.end + 200))
    following = opened.end() if opened else line.end + 1
    if following >= end or prose[following].islower():
        return False
    word = _NEXT_WORD.match(prose, following, following + 40)
    needed = len(written) + 1 + (len(word[0]) if word else 1)
    return needed <= width * _WRAPPED_SHARE


def _trimmed(prose: str, start: int, end: int) -> Iterator[Span]:
    piece = prose[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if start < end:
        yield Span(start, end)


def _cut_to_size(prose: str, sentence: Span) -> Iterator[Span]:
    at = sentence.start
    while sentence.end - at > LONGEST:
        cut = max(prose.rfind(" ", at + LONGEST // 2, at + LONGEST), prose.rfind("\n", at + LONGEST // 2, at + LONGEST))
        cut = cut if cut > at else at + LONGEST
        yield from _trimmed(prose, at, cut)
        at = cut
    yield from _trimmed(prose, at, sentence.end)
