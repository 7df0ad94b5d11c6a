"""What an event is about, in senses: what the reports of several articles are compared by."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from builder.reading.dates import DateExpression
from builder.reading.events.event import Event
from builder.reading.events.senses import Sense, find_senses
from builder.reading.events.turns import Turn, find_turn
from builder.reading.folding import fold
from builder.reading.names import Mention
from builder.reading.words import load_set
from builder.text import Span, covering

_WORD = re.compile(r"\w+")
_HANGS = re.compile(r"(?:that|which|who|whom|whose|held|struck|made|set|begun|\w{3,}ed)\b")
_SIGNED = re.compile(r"[—–-]\s*[^\n(]{2,60}\(@\w+\)")
_CALLED = 5
"""Words of a summary in an address."""
_ANTECEDENT = 5
"""Words before a clause that hangs on a noun, among which the noun is."""


@dataclass(frozen=True, slots=True)
class Gist:
    """`inside` are the senses of an event's clause, `around` those of the rest of its `sentence`, each once, sorted.

    Names, places and dates are no senses: they are compared as what they stand for. `names` are those of all mentions
    in the sentence, `ordinals` what the clause numbers ("the sixth round"), `turn` what it says became of a plan;
    `called` are the first telling words of the event's summary, folded, of which its address is made.
    """

    sentence: Span
    inside: tuple[str, ...]
    around: tuple[str, ...]
    ordinals: tuple[int, ...]
    names: tuple[str, ...]
    turn: Turn | None
    called: str


def find_gists(
    text: str,
    sentences: tuple[Span, ...],
    dates: Sequence[DateExpression],
    mentions: Sequence[Mention],
    events: Sequence[Event],
) -> tuple[Gist, ...]:
    """The gist of each of `events`, in their order. The others are ordered by place."""
    reader = _Sentences(text, dates, mentions)
    return tuple(_gist(text, event, covering(sentences, event.span.start) or event.span, reader) for event in events)


def _gist(text: str, event: Event, sentence: Span, reader: _Sentences) -> Gist:
    senses, names = reader.read(sentence)
    turn = find_turn(text, sentence, event.span)
    if _SIGNED.match(text, event.span.start):
        # An embedded post, of which the signature has the day: what it says stands before it.
        clause = Span(len(event.summary.partition(": ")[0]), len(event.summary))
        senses, sentence = find_senses(event.summary, (clause,)), event.span
    else:
        clause = _with_antecedent(text, sentence, event.span)
    told = [sense for sense in senses if clause.start <= sense.start < clause.end]
    inside = {sense.name for sense in told if sense.name}
    return Gist(
        sentence=sentence,
        inside=tuple(sorted(inside)),
        around=tuple(sorted({sense.name for sense in senses if sense.name} - inside)),
        ordinals=tuple(sorted({sense.ordinal for sense in told if sense.ordinal})),
        names=names,
        turn=turn,
        called=_called(event.summary),
    )


def _called(summary: str) -> str:
    fillers = load_set("timeline_id_fillers")
    return " ".join([word for word in fold(summary).split() if word not in fillers][:_CALLED])


class _Sentences:
    """The sentences of one article; what several events need of one is read once."""

    def __init__(self, text: str, dates: Sequence[DateExpression], mentions: Sequence[Mention]) -> None:
        self._text, self._dates, self._mentions = text, dates, mentions
        self._date_starts = [found.span.start for found in dates]
        self._mention_starts = [mention.span.start for mention in mentions]
        self._read: dict[Span, tuple[list[Sense], tuple[str, ...]]] = {}

    def read(self, sentence: Span) -> tuple[list[Sense], tuple[str, ...]]:
        """The senses of a sentence, and the names in it."""
        if sentence not in self._read:
            names = self._mentions[
                bisect_left(self._mention_starts, sentence.start) : bisect_left(self._mention_starts, sentence.end)
            ]
            dates = self._dates[
                bisect_left(self._date_starts, sentence.start) : bisect_left(self._date_starts, sentence.end)
            ]
            hidden = sorted([*(mention.span for mention in names), *(date.span for date in dates)])
            senses = find_senses(self._text, _between(hidden, sentence))
            self._read[sentence] = senses, tuple(dict.fromkeys(mention.name for mention in names))
        return self._read[sentence]


def _between(hidden: Sequence[Span], sentence: Span) -> list[Span]:
    """What `hidden` leaves of a sentence."""
    spans, at = [], sentence.start
    for piece in hidden:
        if piece.start > at:
            spans.append(Span(at, piece.start))
        at = max(at, piece.end)
    return [*spans, Span(at, max(at, sentence.end))]


def _with_antecedent(text: str, sentence: Span, clause: Span) -> Span:
    """A clause that hangs on a noun, "which began in May", "signed by both", with the words before it that name it."""
    if clause.start <= sentence.start or not _HANGS.match(text, clause.start):
        return clause
    words = list(_WORD.finditer(text, sentence.start, clause.start))[-_ANTECEDENT:]
    return Span(words[0].start(), clause.end) if words else clause
