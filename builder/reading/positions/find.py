"""The positions that an article reports."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from builder.reading.names import Mention
from builder.reading.positions.clause import clause_around
from builder.reading.positions.cues import as_listed, cue_pattern, cues
from builder.reading.positions.holder import holder_of
from builder.reading.positions.position import Position
from builder.reading.positions.telling import Telling, kind_told
from builder.reading.quotes.quote import Quote
from builder.text import Span

_MOST_IN_SENTENCE = 4
"""A sentence with more cues is a list, and tells no position plainly."""


def find_positions(
    prose: str, sentences: tuple[Span, ...], mentions: tuple[Mention, ...], quotes: tuple[Quote, ...]
) -> tuple[Position, ...]:
    """What is told as agreed, offered, demanded or disputed; not what is hoped for, denied or only possible."""
    starts = [sentence.start for sentence in sentences]
    mention_starts = [mention.span.start for mention in mentions]
    found: list[Position] = []
    in_sentence: dict[int, int] = {}
    for match in cue_pattern().finditer(prose):
        number = bisect_right(starts, match.start()) - 1
        within_word = match.start() and (prose[match.start() - 1].isalnum() or prose[match.start() - 1] == "-")
        if number < 0 or sentences[number].end < match.end() or within_word:
            continue
        in_sentence[number] = in_sentence.get(number, 0) + 1
        if in_sentence[number] > _MOST_IN_SENTENCE:
            continue
        words, sentence, span = as_listed(match[0]), sentences[number], Span(*match.span())
        around = clause_around(prose, sentence, span)
        low, middle, high = (
            bisect_left(mention_starts, at) for at in (sentence.start, around.subject.start, around.subject.end)
        )
        telling = Telling(prose, sentence, span, words, around, mentions[middle:high], mentions[low:middle])
        kind = kind_told(telling, cues()[words])
        if kind is None:
            continue
        clause = Span(_first_letter(prose, around.subject), around.end)
        if not (found and found[-1].kind == kind and found[-1].span.overlaps(clause)):
            found.append(Position(clause, kind, holder_of(telling, quotes), words))
    return tuple(found)


def _first_letter(prose: str, span: Span) -> int:
    text = span.of(prose)
    return span.start + next((at for at, character in enumerate(text) if character.isalnum()), len(text))
