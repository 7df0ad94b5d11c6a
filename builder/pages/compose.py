"""What every template needs on one page: links, dates, citations, excerpts. One `Composer` makes one page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from builder.archive.account import Archive
from builder.archive.citations import Citation, Reading
from builder.archive.evidence import may_show
from builder.archive.rounds import Round
from builder.archive.speech import Said
from builder.archive.timeline import Outcome, Report, TimelineEntry
from builder.pages.addresses import ABOUT, actor_uri, article_uri, relative, round_uri, term_uri
from builder.pages.citing import (
    Label,
    label_further,
    label_sentence,
    label_sentences,
    label_sources,
    outlet_and_day,
)
from builder.pages.escape import escape_attribute, escape_destination, escape_markdown
from builder.pages.linking import ProseLinker, Seen, link_markdown, link_text
from builder.pages.notes import OUTCOMES, further_labels
from builder.pages.telling import (
    as_sentence,
    editors_words,
    find_telling,
    missing_marks,
    phrase_of,
    rank_reports,
    reads_leftwards,
    words_of,
)
from builder.pages.timeline.layout import Layout
from builder.period import Period, day, machine_date, say
from builder.reading.words import load_words
from builder.text import Span

FEWEST_WORDS = 4
"""An indirect quote of fewer words is a fragment."""
SHOWN_CITATIONS = 2
"""More than these fold into "+3"."""
FOLDED_CITATIONS = 40
"""More than these only the timeline has, where an entry stands once."""


@dataclass(frozen=True, slots=True)
class Composer:
    """Makes Markdown for the page `uri` of an archive; `continued` is the page of which it is a further one, if any."""

    archive: Archive
    prose: ProseLinker
    layout: Layout
    uri: str
    continued: str = ""

    @property
    def subject(self) -> str:
        """The page of whatever this page is about."""
        return self.continued or self.uri

    # Links

    def to(self, uri: str, anchor: str = "") -> Markup:
        """The destination of a link to another page."""
        return Markup(relative(uri, self.uri) + (f"#{anchor}" if anchor else ""))

    def about(self, anchor: str = "") -> Markup:
        return self.to(ABOUT, anchor)

    def actor(self, identifier: str) -> Markup:
        name = escape_markdown(self.archive.actors[identifier].name)
        uri = actor_uri(identifier)
        return name if uri == self.subject else Markup(f"[{name}]({self.to(uri)})")

    def actors(self, identifiers: Iterable[str]) -> Markup:
        return Markup(" · ").join(self.actor(identifier) for identifier in identifiers)

    def between(self, identifiers: Iterable[str]) -> Markup:
        """ "A and B", "A, B and C"."""
        names = [self.actor(identifier) for identifier in identifiers]
        return Markup(" and ").join([*([Markup(", ").join(names[:-1])] if names[:-1] else []), *names[-1:]])

    def round(self, round_: Round) -> Markup:
        uri = round_uri(round_.id)
        title = escape_markdown(round_.title)
        return title if uri == self.subject else Markup(f"[{title}]({self.to(uri)})")

    def term(self, identifier: str) -> Markup:
        return Markup(f"[{escape_markdown(self.archive.terms[identifier].term)}]({self.to(term_uri(identifier))})")

    def status_word(self, status: str) -> str:
        """What is said of a round's status."""
        return STATUS_WORDS[status]

    def target(self, identifier: str) -> Markup:
        """A link to whatever has this id: an actor, a round or a term."""
        if identifier in self.archive.actors:
            return self.actor(identifier)
        if identifier in self.archive.rounds:
            return self.round(self.archive.rounds[identifier])
        return self.term(identifier) if identifier in self.archive.terms else Markup("")

    def entry_link(self, entry: TimelineEntry) -> Markup:
        """The entry's date, linking to it on the timeline."""
        return self.date_link(entry.period, entry)

    def date_link(self, period: Period, entry: TimelineEntry) -> Markup:
        """A date, linking to an entry: one report may give another than the entry has by all of them."""
        return Markup(f"[{self.when(period)}]({self.to(self.layout.page_of[entry.id], entry.id)})")

    def year_link(self, key: str) -> Markup:
        """The destination at which a year of the timeline begins."""
        return self.to(*self.layout.way_to(key))

    # Dates

    def when(self, period: Period) -> Markup:
        """`<time>` with a machine's value that HTML allows and words that say no more than is known."""
        return Markup(f'<time datetime="{machine_date(period)}">{escape_markdown(say(period))}</time>')

    def day(self, value: date) -> Markup:
        return self.when(day(value))

    def day_text(self, value: str) -> Markup:
        return self.day(date.fromisoformat(value))

    # Citations

    def outlet_and_day(self, article: str) -> Markup:
        return escape_markdown(outlet_and_day(self.archive, article))

    def cite_one(self, citation: Citation) -> Markup:
        return self._link(label_sentence(self.archive, citation))

    def _link(self, label: Label) -> Markup:
        way = escape_destination(label.uri) if label.kind == "away" else self.to(label.uri, label.anchor)
        kind = "" if label.kind == "sentence" else f" x-cite--{label.kind}"
        return Markup(f'<span class="x-cite{kind}">[{escape_markdown(label.words)}]({way})</span>')

    def sentence_link(self, citation: Citation) -> Markup:
        """On an article's own page: a link down to the sentence."""
        number = self.archive.reading(citation).number_of(citation.span.start)
        return Markup(f'<span class="x-cite">[sentence {number}](#s{number})</span>') if number else Markup("")

    def cite_first(self, citations: Iterable[Citation]) -> Markup:
        """The earliest labels, and that there are more. For running text, in which nothing can fold."""
        labels = [self._link(label) for label in label_sentences(self.archive, citations)]
        more = len(labels) - SHOWN_CITATIONS
        return Markup(" ").join(labels[:SHOWN_CITATIONS]) + (
            Markup(f" [+{more}](#sources)") if more > 0 else Markup("")
        )

    def cite_each(self, citations: Iterable[Citation]) -> Markup:
        """A label for each sentence, in order. For running text that rests on few."""
        return Markup(" ").join(dict.fromkeys(self.cite_one(citation) for citation in citations))

    def cite(self, citations: Iterable[Citation], *, every: bool = False) -> Markup:
        """Labels that open the sentences, one an article, or `every` one; beyond two they fold away.

        For list items and table cells.
        """
        return self._fold(label_sentences(self.archive, citations, every=every), Markup("more"))

    def _fold(self, labels: Sequence[Label], beyond: Markup | None = None) -> Markup:
        """Where there are too many to fold, `beyond` stands for the rest; None is to fold them all."""
        kept = labels if beyond is None else labels[: SHOWN_CITATIONS + FOLDED_CITATIONS]
        links = [self._link(label) for label in kept]
        shown, folded = links[:SHOWN_CITATIONS], links[SHOWN_CITATIONS:]
        if not folded:
            return Markup(" ").join(shown)
        more = Markup(" ").join(folded)
        rest = Markup(" and ") + beyond if beyond is not None and len(kept) < len(labels) else Markup("")
        return Markup(" ").join(shown) + Markup(
            f' <details class="x-more"><summary aria-label="{len(folded)} more sources">+{len(folded)}</summary>'
            f"{more}</details>{rest}"
        )

    def cite_sources(self, sources: Iterable[str]) -> Markup:
        """An editor's sources: articles of the archive, found by id or address, or pages elsewhere."""
        return Markup(" ").join(self._link(label) for label in label_sources(self.archive, sources))

    def cite_entry(self, entry: TimelineEntry, *, whole: bool = False) -> Markup:
        """The sentences that tell of an entry, and what else its editor names as a source.

        The `whole` of them stands where the entry does; elsewhere, where they are many, a link leads there.
        """
        labels = label_sentences(self.archive, (report.citation for report in entry.reports), every=True)
        way = Markup(f"[more]({self.to(self.layout.page_of[entry.id], entry.id)})")
        told = self._fold(labels, None if whole else way)
        further = (self._link(label) for label in label_further(self.archive, entry))
        return Markup(" ").join(filter(None, (told, *further)))

    def further_labels(self, entry: TimelineEntry) -> tuple[str, ...]:
        """The labels that follow that of an entry's status."""
        return further_labels(entry)

    # Text

    def section(self, linked: Iterable[str] = ()) -> Seen:
        """Begin a section: names link once in each. The actors in `linked` have their links in it already."""
        return Seen(self.subject, *(actor_uri(identifier) for identifier in linked))

    def text(self, text: str, seen: Seen) -> Markup:
        """Plain text that an editor wrote or the machine composed, names and terms linked."""
        return link_text(text, self.prose.in_text(text), self.uri, seen).strip()

    def editor(self, source: str, seen: Seen) -> Markup:
        """An editor's Markdown."""
        return link_markdown(source, self.prose.in_text(source), self.uri, seen)

    def excerpt(self, citation: Citation, seen: Seen, *, whole_sentence: bool = True) -> Markup | None:
        """What stands at a citation, the page's own actor marked; None where rights do not let it be shown."""
        span = self.archive.reading(citation).sentence_around(citation.span) if whole_sentence else citation.span
        if not may_show(self.archive.evidence, citation.article, span):
            return None
        if whole_sentence:
            return self._excerpt(citation.article, span, seen)
        return self._piece(self.archive.reading(citation), span, seen).strip()

    def said(self, said: Said, seen: Seen) -> Markup | None:
        """The words of a quote. Reported speech may end with words of the speaker's own, before their closing mark."""
        words = self.excerpt(said.citation, seen, whole_sentence=False)
        if words is None or said.quote.kind == "direct":
            return words
        return words + missing_marks(self.archive.words(said.citation))[1]

    def told(self, citation: Citation, seen: Seen) -> Markup | None:
        """The sentence around a citation, what is cited set off in it; None where rights do not let it be shown."""
        reading = self.archive.reading(citation)
        sentence = reading.sentence_around(citation.span)
        if not may_show(self.archive.evidence, citation.article, sentence):
            return None
        apart = sentence.contains(citation.span) and citation.span.end < sentence.end - 1
        return self._excerpt(citation.article, sentence, seen, citation.span if apart else None)

    def _excerpt(self, article: str, sentence: Span, seen: Seen, stress: Span | None = None) -> Markup:
        """A sentence; the part of it in `stress` is set off from the rest."""
        reading = self.archive.readings[article]
        opening, closing = missing_marks(reading.words(sentence))
        if stress is None:
            return opening + self._piece(reading, sentence, seen).strip() + closing
        before = self._piece(reading, Span(sentence.start, stress.start), seen)
        inside = self._piece(reading, stress, seen)
        after = self._piece(reading, Span(stress.end, sentence.end), seen)
        whole = (before + Markup('<span class="x-stress">') + inside + Markup("</span>") + after).strip()
        return opening + whole + closing

    def _piece(self, reading: Reading, span: Span, seen: Seen) -> Markup:
        linkables = self.prose.in_article(reading.id, span)
        return link_text(reading.words(span), linkables, self.uri, seen, offset=span.start, mark=self.subject)

    def may_show(self, citation: Citation, *, whole_sentence: bool = True) -> bool:
        """Whether rights let the words at a citation stand on a page."""
        span = self.archive.reading(citation).sentence_around(citation.span) if whole_sentence else citation.span
        return may_show(self.archive.evidence, citation.article, span)

    def quotes_shown(self, quotes: Iterable[Said]) -> list[Said]:
        """Quotes whose words may be shown, and are enough to mean something."""
        return [
            said
            for said in quotes
            if self.may_show(said.citation, whole_sentence=False)
            and (said.quote.kind == "direct" or self._words(said.citation) >= FEWEST_WORDS)
        ]

    def quotes_withheld(self, quotes: Iterable[Said]) -> list[Citation]:
        return [said.citation for said in quotes if not self.may_show(said.citation, whole_sentence=False)]

    def mentions_shown(self, citations: Iterable[Citation]) -> list[Citation]:
        return [citation for citation in citations if self.may_show(citation)]

    def mentions_withheld(self, citations: Iterable[Citation]) -> list[Citation]:
        return [citation for citation in citations if not self.may_show(citation)]

    def _words(self, citation: Citation) -> int:
        return len(self.archive.words(citation).split())

    def withheld(self, citations: Iterable[Citation]) -> list[tuple[str, list[Markup]]]:
        """By article, links to the sentences whose words must not be shown."""
        links: dict[str, dict[int, Markup]] = {}
        for citation in citations:
            number = self.archive.reading(citation).number_of(citation.span.start) or 0
            way = self.to(article_uri(citation.article), f"s{number}" if number else "")
            links.setdefault(citation.article, {})[number] = Markup(f'<span class="x-cite">[{number}]({way})</span>')
        return [(article, [found[number] for number in sorted(found)]) for article, found in links.items()]

    # Entries and quotes

    def summary(self, entry: TimelineEntry, seen: Seen) -> Markup:
        """What happened: in the editor's words, else the sentence that tells it best, else the entry's parts."""
        if told := editors_words(entry):
            return _turned(self.editor(told, seen), told)
        report = next(iter(rank_reports(self.archive, entry)), None)
        return self.text(phrase_of(self.archive, entry), seen) if report is None else self.report(report, seen)

    def report(self, report: Report, seen: Seen) -> Markup:
        """One report in its own words, where they may be shown, else its parts."""
        if not may_show(self.archive.evidence, report.citation.article, report.citation.span):
            return self.text(phrase_of(self.archive, report), seen)
        telling = find_telling(self.archive, report)
        if telling is None:
            return self.text(as_sentence(report.summary), seen)
        whole = self._excerpt(telling.article, telling.sentence, seen, telling.stress)
        if telling.context is None:
            return whole
        context = self._excerpt(telling.article, telling.context, seen)
        return Markup('<span class="x-context">') + context + Markup("</span> ") + whole

    def plain_summary(self, entry: TimelineEntry) -> Markup:
        """The same without links, for lists so long that whoever is in it is linked beside it."""
        if told := editors_words(entry):
            return _turned(link_markdown(told, (), self.uri, self.section()), told)
        report = next(iter(rank_reports(self.archive, entry)), None)
        words = words_of(self.archive, report) if report else None
        if report is None or words is None:
            return escape_markdown(phrase_of(self.archive, entry))
        stress = words.stress or Span(words.context, words.context)
        told = (
            _set_off("x-context", words.text[: words.context])
            + escape_markdown(words.text[words.context : stress.start])
            + _set_off("x-stress", stress.of(words.text))
            + escape_markdown(words.text[stress.end :])
        )
        return _turned(told, words.text, self.archive.reading(report.citation).article.language)

    def independent(self, entry: TimelineEntry) -> int:
        """By how many independent sources an entry is reported."""
        return self.archive.sources.independent(report.citation.article for report in entry.reports)

    def outcome_words(self, outcome: Outcome) -> Markup:
        """What became of a plan, as the beginning of a sentence."""
        return escape_markdown(OUTCOMES[outcome.became])

    def manner(self, said: Said) -> Markup:
        """How it was said, where that is more than "said": what was denied must not read as what was claimed."""
        cue = said.quote.cue.lower()
        sort = _SORTS.get(cue) or _SORTS.get(cue.partition(" ")[0], "say")
        return Markup("") if sort in ("say", "think") else escape_markdown(cue)

    def speaker(self, said: Said) -> Markup:
        if said.speaker is not None:
            return self.actor(said.speaker)
        return escape_markdown(as_sentence(said.quote.speaker or "Unnamed speaker").rstrip("."))


_SORTS = {form: sort for form, sort, *_ in load_words("quote_verbs")}
"""Verbs of saying -> say, claim, deny, promise, urge, ..."""


def _set_off(kind: str, text: str) -> Markup:
    return Markup(f'<span class="{kind}">') + escape_markdown(text) + Markup("</span>") if text else Markup("")


def _turned(shown: Markup, text: str, language: str = "") -> Markup:
    """`shown`, which says `text`, set from right to left where that is read so."""
    if not reads_leftwards(text):
        return shown
    of = f' lang="{escape_attribute(language)}"' if language else ""
    return Markup(f'<span dir="rtl"{of}>') + shown + Markup("</span>")


STATUS_WORDS = {
    "happened": "happened",
    "planned": "planned",
    "alleged": "alleged",
    "denied": "denied",
    "held": "held",
    "postponed": "postponed",
    "cancelled": "called off",
    "missed": "not as planned",
}
