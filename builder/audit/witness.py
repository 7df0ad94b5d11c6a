"""Reads the cited sentences: who is meant in them, which dates, statuses and quotes were found there."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from builder.archive.account import Archive
from builder.archive.citations import Reading
from builder.archive.timeline import Report
from builder.audit.distances import distant_dates, named_days
from builder.audit.testimony import Quoted, Testimony
from builder.audit.words import HOLE, Phrases, plain
from builder.pages.wording import compose_phrase
from builder.period import MONTHS, Period
from builder.reading.names import Mention
from builder.reading.rounds import RoundReport
from builder.text import Span


class Witness:
    """Answers for the sentences of an archive; deals out an article's findings when it is first asked for it."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._sentences: dict[str, tuple[Testimony, ...]] = {}
        self._wordings: dict[str, Phrases] = {}
        self._rounds: dict[tuple[str, int], set[str]] = defaultdict(set)
        for round_ in archive.rounds.values():
            for citation in round_.reports:
                number = archive.reading(citation).number_of(citation.span.start)
                self._rounds[citation.article, number or 1].add(round_.id)
        self._reports: dict[tuple[str, str, int], list[Report]] = defaultdict(list)
        for entry in archive.entries.values():
            for report in entry.reports:
                number = archive.reading(report.citation).number_of(report.citation.span.start)
                self._reports[entry.id, report.citation.article, number or 1].append(report)

    def sentence(self, article: str, number: int) -> Testimony | None:
        """What the sentence says that has this number, counted from 1; None where there is none."""
        if article not in self._archive.readings:
            return None
        if article not in self._sentences:
            self._sentences[article] = tuple(self._testimonies(article))
        said = self._sentences[article]
        return said[number - 1] if 0 < number <= len(said) else None

    def before(self, article: str, number: int) -> Testimony:
        """What the sentence before says, where it stands in the same paragraph."""
        reading = self._archive.readings[article]
        span = reading.sentence_before(reading.findings.sentences[number - 1])
        return (self.sentence(article, number - 1) if span else None) or Testimony()

    def reported(self, entry: str, article: str, number: int) -> tuple[Report, ...]:
        """The reports of an entry in a sentence, as far as they say what was found there."""
        found = self._archive.readings[article].findings.events if article in self._archive.readings else ()
        read = {(event.span, event.period, event.status, event.kind, event.place) for event in found}
        return tuple(
            report
            for report in self._reports.get((entry, article, number), ())
            if (report.citation.span, report.period, report.status, report.kind, report.place) in read
        )

    def statuses_of_round(self, identifier: str, article: str, number: int) -> frozenset[str]:
        """What the reports of a round in a sentence say of it."""
        return frozenset(report.status for report in self._reports_of_round(identifier, article, number))

    def periods_of_round(self, identifier: str, article: str, number: int) -> frozenset[Period]:
        """When the reports of a round in a sentence say that it was: "after two days of talks" is no date by itself."""
        reports = self._reports_of_round(identifier, article, number)
        return frozenset(report.period for report in reports if report.period)

    def _reports_of_round(self, identifier: str, article: str, number: int) -> list[RoundReport]:
        cited = {citation.span for citation in self._archive.rounds[identifier].reports if citation.article == article}
        reading = self._archive.readings.get(article)
        return [
            report
            for report in (reading.findings.rounds if reading else ())
            if report.span in cited and reading and reading.number_of(report.span.start) == number
        ]

    def published(self, article: str) -> date:
        return self._archive.readings[article].article.published

    def label(self, article: str) -> str:
        """How a citation calls the article, as `plain`: outlet and day."""
        source = self._archive.readings[article].article
        day = source.published
        return plain(f"{source.publisher}, {day.day} {MONTHS[day.month - 1][:3]} {day.year}")

    def wording(self, kind: str) -> Phrases:
        """What is said of an event of this kind where its article's own words may not be shown."""
        if kind not in self._wordings:
            names: tuple[list[str], ...] = ([], [HOLE], [HOLE, HOLE])
            texts = [compose_phrase(kind, some, place) for some in names for place in (None, HOLE + HOLE)]
            self._wordings[kind] = Phrases([*texts, " and "])
        return self._wordings[kind]

    def _testimonies(self, article: str) -> Iterable[Testimony]:
        reading = self._archive.readings[article]
        prose, published = reading.article.prose, reading.article.published
        drafts = _Drafts(self._archive, reading)
        drafts.take_names()
        drafts.take_events()
        drafts.take_quotes()
        for place, period in named_days(prose, published):
            drafts.at(place).periods.append(period)
        for number, sentence in enumerate(reading.findings.sentences, 1):
            draft = drafts.of[number]
            distant = distant_dates(prose, sentence, draft.periods, published)
            yield Testimony(
                words=(plain(sentence.of(prose)), *(quote.words for quote in draft.quotes)),
                actors=frozenset(draft.actors),
                names=frozenset(draft.names),
                kinds=frozenset(draft.kinds),
                periods=tuple(dict.fromkeys((*draft.periods, *distant))),
                statuses=frozenset(draft.statuses),
                events=frozenset(draft.events),
                rounds=frozenset(self._rounds[article, number]),
                quotes=tuple(draft.quotes),
            )


@dataclass(slots=True)
class _Draft:
    """A sentence's testimony while the findings of its article are dealt out."""

    actors: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    periods: list[Period] = field(default_factory=list)
    statuses: set[str] = field(default_factory=set)
    events: set[str] = field(default_factory=set)
    quotes: list[Quoted] = field(default_factory=list)


class _Drafts:
    """The findings of one article, dealt out to the sentences in which they begin."""

    def __init__(self, archive: Archive, reading: Reading) -> None:
        self._archive, self._reading = archive, reading
        self.of: dict[int, _Draft] = defaultdict(_Draft)

    def at(self, offset: int) -> _Draft:
        return self.of[self._reading.number_of(offset) or 1]

    def take_names(self) -> None:
        """Mentions, and those who are given a role."""
        mentions = self._reading.findings.mentions
        for mention in mentions:
            self._name(self.at(mention.span.start), mention)
        # A quote may go on over several sentences: whom it names is meant where it begins.
        starts = [mention.span.start for mention in mentions]
        for quote in self._reading.findings.quotes:
            for mention in mentions[bisect_left(starts, quote.span.start) : bisect_left(starts, quote.span.end)]:
                self._name(self.at(quote.span.start), mention)
        for role in self._reading.findings.roles:
            self._mean(role.span, role.name)

    def take_events(self) -> None:
        """Events, rounds and dates."""
        findings = self._reading.findings
        for found in findings.dates:
            if found.period is not None:
                self.at(found.span.start).periods.append(found.period)
        for event in findings.events:
            draft = self.at(event.span.start)
            draft.statuses.add("said" if event.kind == "statement" and event.status == "happened" else event.status)
            draft.events.add(event.kind)
            # "The Peruvian capital" means Lima to whoever reads it.
            draft.names.add(plain(event.place or ""))
        for report in findings.rounds:
            self.at(report.span.start).statuses.add(report.status)

    def take_quotes(self) -> None:
        for quote in self._reading.findings.quotes:
            words = plain(quote.span.of(self._reading.article.prose))
            speaker = self._mean(quote.span, quote.speaker)
            described = plain(quote.speaker or "Unnamed speaker")
            self.at(quote.span.start).quotes.append(Quoted(words, speaker, described, plain(quote.cue)))

    def _name(self, draft: _Draft, mention: Mention) -> None:
        draft.names.update((plain(mention.name), plain(mention.span.of(self._reading.article.prose))))
        actor = self._archive.who.get((self._reading.article.id, mention.name))
        if actor is not None and mention.kind != "place":
            draft.actors.add(actor)
            draft.names.add(plain(self._archive.actors[actor].name))
            draft.kinds.add(mention.kind)

    def _mean(self, span: Span, name: str | None) -> str | None:
        """Note that `name` is meant where `span` begins, though it may not stand there; its actor's id."""
        actor = self._archive.who.get((self._reading.article.id, name or ""))
        if actor is not None:
            self.at(span.start).actors.add(actor)
            self.at(span.start).names.add(plain(self._archive.actors[actor].name))
        return actor
