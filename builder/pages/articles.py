"""Articles: the sources, and what was read out of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from markupsafe import Markup

from builder.archive.account import Archive
from builder.archive.citations import Citation, Reading
from builder.archive.glossary import Term
from builder.archive.rounds import Round
from builder.archive.speech import Said
from builder.archive.timeline import Report
from builder.pages.addresses import ARTICLES, article_uri
from builder.pages.chronicle import OPEN_WHEN_CUT, Chronicle, by_date, chapters, count, list_articles
from builder.pages.compose import Composer
from builder.pages.linking import link_markdown
from builder.pages.page import Page
from builder.pages.sheets import Sheet
from builder.pages.templates import fill
from builder.period import MONTHS, Period
from builder.reading.findings import is_read
from builder.reading.furniture import CAPTION
from builder.text import Span

RIGHTS = {
    "public-domain": "public domain",
    "CC-BY-4.0": "CC BY 4.0",
    "CC-BY-SA-4.0": "CC BY-SA 4.0",
    "permission": "published with permission",
    "all-rights-reserved": "all rights reserved",
}


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence that pages cite: its words where they may be shown, else what was found in it."""

    number: int
    excerpt: Markup | None
    actors: tuple[str, ...]
    places: tuple[str, ...]
    dates: tuple[Period, ...]
    is_quote: bool
    is_caption: bool


@dataclass(frozen=True, slots=True)
class _Told:
    """What of the archive one article tells, in the archive's order."""

    rounds: list[Round] = field(default_factory=list)
    quotes: list[Said] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)


def sheets_of_articles(archive: Archive) -> Iterator[Sheet]:
    """The page of every article."""
    told: dict[str, _Told] = defaultdict(_Told)
    for round_ in archive.rounds.values():
        for article in dict.fromkeys(citation.article for citation in round_.reports):
            told[article].rounds.append(round_)
    for said in archive.quotes:
        told[said.citation.article].quotes.append(said)
    for term in archive.terms.values():
        for article in dict.fromkeys(use.article for use in term.uses):
            told[article].terms.append(term)
    for article, reading in archive.readings.items():
        yield Sheet(article_uri(article), _compose, (reading, told[article]))


def _compose(page: Composer, reading: Reading, told: _Told) -> Page:
    article, findings = reading.article, reading.findings
    archive = page.archive
    people: dict[str, dict[str, Citation]] = {}
    others: list[str] = []
    for mention in findings.mentions:
        actor = archive.who.get((article.id, mention.name))
        if actor is None or mention.kind == "place":
            continue
        if archive.actors[actor].kind == "person":
            people.setdefault(actor, {})
        elif actor not in others:
            others.append(actor)
    for role in findings.roles:
        actor = archive.who.get((article.id, role.name))
        text = " ".join(role.span.of(article.body).split())
        if actor in people:
            people[actor].setdefault(text, Citation(article.id, role.span))
    entries = [archive.entries[entry] for entry in archive.entries_of_article.get(article.id, ())]
    markdown = fill(
        "article.md.jinja",
        page=page,
        article=article,
        rights=RIGHTS.get(article.rights or "", ""),
        text=_text(page, reading) if article.may_be_shown else None,
        sentences=[] if article.may_be_shown else _cited_sentences(page, reading),
        people=people,
        others=others,
        entries=entries,
        reports={entry.id: _report(entry.reports, article.id) for entry in entries},
        rounds=told.rounds,
        quotes=told.quotes,
        terms=told.terms,
        unread=not is_read(article.language),
        copies=archive.sources.copies_of(article.id),
        agency=archive.sources.agency_of(article.id),
        furniture=_furniture(reading),
    )
    description = f"{article.publisher}, {article.published.isoformat()}: what this article reports"
    return Page.of(page.uri, article.title, markdown, description, article.path)


def sheets_of_sources(archive: Archive) -> Iterator[Sheet]:
    """All articles by year and month, the latest first; and further pages."""
    chronicle = by_date(ARTICLES, "Articles", list_articles(archive.readings, archive.readings))
    yield Sheet(ARTICLES, _compose_index, (chronicle,))
    yield from chapters(chronicle)


def _compose_index(page: Composer, chronicle: Chronicle) -> Page:
    readings = list(page.archive.readings.values())[::-1]
    years: dict[int, dict[str, list[Reading]]] = {}
    for reading in [] if chronicle.is_cut else readings:
        day = reading.article.published
        years.setdefault(day.year, {}).setdefault(f"{MONTHS[day.month - 1]} {day.year}", []).append(reading)
    outlets = {reading.article.publisher for reading in page.archive.readings.values()}
    markdown = fill(
        "articles.md.jinja",
        page=page,
        years=years,
        total=len(page.archive.readings),
        outlets=len(outlets),
        sources=len(page.archive.sources.articles),
        chronicle=chronicle,
        count=count,
        latest=readings[:OPEN_WHEN_CUT],
    )
    return Page.of(page.uri, "Articles", markdown, "The sources of this archive, by date")


def _text(page: Composer, reading: Reading) -> Markup:
    body = reading.article.body
    whole = Span(0, len(body))
    sentences = enumerate(reading.findings.sentences, 1)
    linkables = page.prose.in_article(reading.id, whole)
    return link_markdown(body, linkables, page.uri, page.section(), sentences)


def _cited_sentences(page: Composer, reading: Reading) -> list[CitedSentence]:
    """Every sentence in which something was found, so that each citation has somewhere to lead."""
    findings = reading.findings
    spans = [
        *(m.span for m in findings.mentions), *(q.span for q in findings.quotes), *(e.span for e in findings.events),
        *(r.span for r in findings.rounds), *(r.span for r in findings.roles), *(t.span for t in findings.terms),
        *(t.definition for t in findings.terms if t.definition),
    ]  # fmt: skip
    numbers = sorted({number for span in spans if (number := reading.number_of(span.start))})
    return [_cited_sentence(page, reading, number) for number in numbers]


def _cited_sentence(page: Composer, reading: Reading, number: int) -> CitedSentence:
    article, findings = reading.article.id, reading.findings
    sentence = findings.sentences[number - 1]
    mentions = [mention for mention in findings.mentions if sentence.contains(mention.span)]
    actors = (page.archive.who.get((article, mention.name)) for mention in mentions if mention.kind != "place")
    return CitedSentence(
        number=number,
        excerpt=page.excerpt(Citation(article, sentence), page.section()),
        actors=tuple(dict.fromkeys(actor for actor in actors if actor is not None)),
        places=tuple(dict.fromkeys(mention.name for mention in mentions if mention.kind == "place")),
        dates=tuple(
            dict.fromkeys(date.period for date in findings.dates if date.period and sentence.contains(date.span))
        ),
        is_quote=any(sentence.overlaps(quote.span) for quote in findings.quotes),
        is_caption=any(sentence.overlaps(caption) for caption in _captions(reading)),
    )


def _captions(reading: Reading) -> list[Span]:
    return [piece.span for piece in reading.findings.furniture if piece.reason == CAPTION]


def _report(reports: tuple[Report, ...], article: str) -> Report:
    return next(report for report in reports if report.citation.article == article)


def _furniture(reading: Reading) -> list[tuple[str, int]]:
    """What was set aside: the reason and how many lines, never the lines, which are not the article's and not ours."""
    counted: dict[str, int] = {}
    for piece in reading.findings.furniture:
        if piece.reason == CAPTION:
            continue
        counted[piece.reason] = (
            counted.get(piece.reason, 0) + piece.span.of(reading.article.body).strip().count("\n") + 1
        )
    return sorted(counted.items())
