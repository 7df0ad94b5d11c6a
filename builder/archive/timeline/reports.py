"""The reports of all articles, and what of each is compared with others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from builder.archive.actors import Who
from builder.archive.citations import Citation, Reading, Readings
from builder.archive.timeline.entry import Report
from builder.archive.timeline.nearness import ordinals_of
from builder.text import Span


@dataclass(frozen=True, slots=True)
class Traits:
    """What a report is compared by. `inside` are the senses of its clause, `around` those of the rest of its sentence.

    Names, places and dates are no senses: they are compared as what they stand for. `named` are the actors of the whole
    sentence, those of the clause among them, `about` those of its whole article; `first` and `last` the ordinals
    of the days that its date names; `called` is what it is called in addresses.
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
    called: str

    @property
    def days(self) -> int:
        """How many days its date names: the fewer, the more precise."""
        return self.last - self.first + 1


def find_reports(readings: Readings, who: Who) -> list[Traits]:
    """Every dated event of every article, in the order of publication."""
    found: list[Traits] = []
    for article, reading in readings.items():
        if reading.findings.events:
            found += _reports_of(article, reading, who)
    return sorted(found, key=lambda traits: traits.report.sort_key)


def _reports_of(article: str, reading: Reading, who: Who) -> Iterator[Traits]:
    actors = {
        mention.name: who[article, mention.name]
        for mention in reading.findings.mentions
        if (article, mention.name) in who
    }
    about = frozenset(actors.values())
    for event, gist in zip(reading.findings.events, reading.findings.gists, strict=True):
        report = Report(
            citation=Citation(article, event.span),
            published=reading.article.published,
            period=event.period,
            status=event.status,
            summary=event.summary,
            kind=event.kind,
            actors=frozenset([actors[name] for name in event.actors if name in actors]),
            place=event.place,
            turn=gist.turn,
        )
        first, last = ordinals_of(event.period)
        yield Traits(
            report=report,
            sentence=gist.sentence,
            text=reading.words(event.span),
            inside=frozenset(gist.inside),
            around=frozenset(gist.around),
            ordinals=frozenset(gist.ordinals),
            named=report.actors.union([actors[name] for name in gist.names if name in actors]),
            about=about,
            first=first,
            last=last,
            called=gist.called,
        )
