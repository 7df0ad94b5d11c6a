"""The reports of all articles, and what of each is compared with others."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from builder.archive.actors import Who
from builder.archive.citations import Citation, Reading, Readings, sentence_around
from builder.archive.timeline.cues import find_turn
from builder.archive.timeline.entry import Report
from builder.archive.timeline.nearness import ordinals_of
from builder.archive.timeline.senses import Sense, find_senses
from builder.reading.events import Event
from builder.text import Span

_WORD = re.compile(r"\w+")
_HANGS = re.compile(r"(?:that|which|who|whom|whose|held|struck|made|set|begun|\w{3,}ed)\b")
_SIGNED = re.compile(r"[—–-]\s*[^\n(]{2,60}\(@\w+\)")
_ANTECEDENT = 5
"""Words before a clause that hangs on a noun, among which the noun is."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What a report is compared by. `inside` are the senses of its clause, `around` those of the rest of its sentence.

    Names, places and dates are no senses: they are compared as what they stand for. `named` are the actors of the whole
    sentence, those of the clause among them, `about` those of its whole article; `first` and `last` the ordinals
    of the days that its date names.
    """

    report: Report
    sentence: Span
    text: str
    inside: frozenset[str]
    around: frozenset[str]
    ordinals: frozenset[int]
    named: frozenset[str]
    about: frozenset[str]
    first: int
    last: int

    @property
    def days(self) -> int:
        """How many days its date names: the fewer, the more precise."""
        return self.last - self.first + 1


def find_reports(readings: Readings, who: Who) -> list[Traits]:
    """Every dated event of every article, in the order of publication."""
    found: list[Traits] = []
    for article, reading in readings.items():
        if reading.findings.events:
            found += _ArticleReports(article, reading, who).find()
    return sorted(found, key=lambda traits: traits.report.sort_key)


class _ArticleReports:
    """The reports of one article; what several need of a sentence is read once."""

    def __init__(self, article: str, reading: Reading, who: Who) -> None:
        self._article, self._reading = article, reading
        self._actors = {
            mention.name: who[article, mention.name]
            for mention in reading.findings.mentions
            if (article, mention.name) in who
        }
        self._mention_starts = [mention.span.start for mention in reading.findings.mentions]
        self._date_starts = [found.span.start for found in reading.findings.dates]
        self._about = frozenset(self._actors.values())
        self._sentences: dict[Span, tuple[list[Sense], frozenset[str]]] = {}

    def find(self) -> list[Traits]:
        return [self._traits(event) for event in self._reading.findings.events]

    def _traits(self, event: Event) -> Traits:
        prose = self._reading.article.prose
        sentence = sentence_around(self._reading, event.span)
        report = Report(
            citation=Citation(self._article, event.span),
            published=self._reading.article.published,
            period=event.period,
            status=event.status,
            summary=event.summary,
            kind=event.kind,
            actors=frozenset([self._actors[name] for name in event.actors if name in self._actors]),
            place=event.place,
            turn=find_turn(prose, sentence, event.span),
        )
        if sentence not in self._sentences:
            self._sentences[sentence] = self._read_sentence(sentence)
        senses, named = self._sentences[sentence]
        if _SIGNED.match(prose, event.span.start):
            # An embedded post, of which the signature has the day: what it says stands before it.
            words = Span(len(event.summary.partition(": ")[0]), len(event.summary))
            senses = find_senses(event.summary, (words,))
            sentence, clause = event.span, Span(0, len(event.summary))
        else:
            clause = _with_antecedent(prose, sentence, event.span)
        told = [sense for sense in senses if clause.start <= sense.start < clause.end]
        inside = frozenset([sense.name for sense in told if sense.name])
        first, last = ordinals_of(event.period)
        return Traits(
            report=report,
            sentence=sentence,
            text=event.span.of(prose),
            inside=inside,
            around=frozenset([sense.name for sense in senses if sense.name]) - inside,
            ordinals=frozenset([sense.ordinal for sense in told if sense.ordinal]),
            named=named | report.actors,
            about=self._about,
            first=first,
            last=last,
        )

    def _read_sentence(self, sentence: Span) -> tuple[list[Sense], frozenset[str]]:
        """The senses of a sentence, and the actors that it names."""
        findings = self._reading.findings
        names = findings.mentions[
            bisect_left(self._mention_starts, sentence.start) : bisect_left(self._mention_starts, sentence.end)
        ]
        dates = findings.dates[
            bisect_left(self._date_starts, sentence.start) : bisect_left(self._date_starts, sentence.end)
        ]
        hidden = sorted([*(mention.span for mention in names), *(date.span for date in dates)])
        spans, at = [], sentence.start
        for piece in hidden:
            if piece.start > at:
                spans.append(Span(at, piece.start))
            at = max(at, piece.end)
        spans.append(Span(at, max(at, sentence.end)))
        actors = frozenset(self._actors[mention.name] for mention in names if mention.name in self._actors)
        return find_senses(self._reading.article.prose, spans), actors


def _with_antecedent(prose: str, sentence: Span, clause: Span) -> Span:
    """A clause that hangs on a noun, "which began in May", "signed by both", with the words before it that name it."""
    if clause.start <= sentence.start or not _HANGS.match(prose, clause.start):
        return clause
    words = list(_WORD.finditer(prose, sentence.start, clause.start))[-_ANTECEDENT:]
    return Span(words[0].start(), clause.end) if words else clause
