"""What leads to sources, before it is Markdown or data: one label a sentence, an article or an address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from builder.archive.account import Archive
from builder.archive.citations import Citation
from builder.archive.timeline import TimelineEntry
from builder.pages.addresses import article_uri, host_of
from builder.pages.telling import reads_leftwards
from builder.period import MONTHS


@dataclass(frozen=True, slots=True)
class Label:
    """`words` that lead to `uri`: a page of the site, at `anchor` if there is one, or, "away", an address elsewhere."""

    words: str
    uri: str
    anchor: str = ""
    kind: Literal["sentence", "source", "away"] = "sentence"


def outlet_and_day(archive: Archive, article: str) -> str:
    """ "The Herald, 3 Jan 2023"."""
    source = archive.readings[article].article
    published = source.published
    # Of an outlet whose name is read from right to left, the day would be drawn into the name, its number first.
    outlet = f"\u2068{source.publisher}\u2069" if reads_leftwards(source.publisher) else source.publisher
    return f"{outlet}, {published.day} {MONTHS[published.month - 1][:3]} {published.year}"


def label_sentence(archive: Archive, citation: Citation) -> Label:
    """The sentence of a citation, called by its article."""
    number = archive.reading(citation).number_of(citation.span.start)
    words = outlet_and_day(archive, citation.article)
    return Label(words, article_uri(citation.article), f"s{number}" if number else "")


def label_sentences(archive: Archive, citations: Iterable[Citation], *, every: bool = False) -> tuple[Label, ...]:
    """One label an article, the earliest first; with `every` also one for each further sentence of it."""
    by_article: dict[str, dict[int | None, Citation]] = {}
    for citation in sorted(citations):
        number = archive.reading(citation).number_of(citation.span.start)
        by_article.setdefault(citation.article, {}).setdefault(number, citation)
    found = sorted(
        (list(sentences.items()) for sentences in by_article.values()),
        key=lambda some: (archive.reading(some[0][1]).article.published, some[0][1]),
    )
    return tuple(
        label
        for (_, first), *others in found
        for label in (
            label_sentence(archive, first),
            *(Label(f"sentence {number}", article_uri(first.article), f"s{number}") for number, _ in others if every),
        )
    )


def label_sources(archive: Archive, sources: Iterable[str]) -> tuple[Label, ...]:
    """An editor's sources: articles of the archive, found by id or address, or pages elsewhere."""
    labels = []
    for source in sources:
        article = article_of(archive, source)
        if article is not None:
            labels.append(Label(outlet_and_day(archive, article), article_uri(article), kind="source"))
        elif "://" in source:
            labels.append(Label(host_of(source), source, kind="away"))
    return tuple(dict.fromkeys(labels))


def label_further(archive: Archive, entry: TimelineEntry) -> tuple[Label, ...]:
    """What the editor of an entry names as sources beyond the articles whose reports it has."""
    told = {report.citation.article for report in entry.reports}
    sources = entry.curated.data.sources if entry.curated else ()
    return label_sources(archive, (source for source in sources if article_of(archive, source) not in told))


def article_of(archive: Archive, source: str) -> str | None:
    """The article of the archive that an editor's source is; None for a page elsewhere."""
    return source if source in archive.readings else archive.by_url.get(source)
