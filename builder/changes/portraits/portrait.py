"""What a portrait is, and how what stands in articles is shown in one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from builder.archive.account import Archive
from builder.archive.citations import Citation
from builder.archive.evidence import may_show
from builder.changes.model import Evidence, Kind
from builder.content.folder import Curated
from builder.content.front_matter import Model
from builder.pages.citing import article_of, outlet_and_day

WITHHELD = "(words that rights keep back)"
_TEXT = ""


@dataclass(frozen=True, slots=True)
class Trait:
    """One value of an aspect. `of` and `key` tell it from others: a kind of things and an id, or "" and a text."""

    of: str
    key: str
    shown: str
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class Portrait:
    """A thing by its aspects, those without a value left out; `reports` cite it, the most telling first.

    `sources` are articles that an editor names for it.
    """

    kind: Kind
    id: str
    label: str
    path: str | None
    reports: tuple[Citation, ...]
    aspects: Mapping[str, tuple[Trait, ...]]
    sources: tuple[str, ...] = ()


def aspects(*given: tuple[str, Iterable[Trait]]) -> dict[str, tuple[Trait, ...]]:
    """The aspects that have values, in their order; of several traits with one key the first counts."""
    found = {}
    for name, traits in given:
        unique: dict[tuple[str, str], Trait] = {}
        for trait in traits:
            unique.setdefault((trait.of, trait.key), trait)
        if unique:
            found[name] = tuple(unique.values())
    return found


def text(*values: str | None) -> Iterator[Trait]:
    """Traits that are their own words; nothing for None and the empty text."""
    return (Trait(_TEXT, value, value) for value in values if value)


def actors(archive: Archive, identifiers: Iterable[str]) -> Iterator[Trait]:
    for identifier in identifiers:
        actor = archive.actors.get(identifier)
        yield Trait("actors", identifier, actor.name if actor else identifier)


def articles(archive: Archive, citations: Iterable[Citation]) -> Iterator[Trait]:
    """The articles of citations, each with the first."""
    return (
        Trait("articles", citation.article, outlet_and_day(archive, citation.article), citation)
        for citation in citations
    )


def sources(archive: Archive, named: Iterable[str]) -> Iterator[Trait]:
    """What an editor names as sources: articles of the archive, and addresses elsewhere."""
    for source in named:
        article = article_of(archive, source)
        if article is None:
            yield Trait(_TEXT, source, source)
        else:
            yield Trait("articles", article, outlet_and_day(archive, article))


def editors(curated: Curated[Model] | None) -> tuple[tuple[str, Iterator[Trait]], ...]:
    """The aspects that tell of an editor's file, whatever it is about."""
    return (
        ("checked by an editor", text("yes" if curated else "no")),
        ("the editor's text", text(" ".join(curated.prose.split()) if curated else None)),
    )


def path_of(curated: Curated[Model] | None) -> str | None:
    return curated.path if curated else None


def shown_words(archive: Archive, citation: Citation) -> str:
    """The words of a citation, or what stands for them."""
    if not may_show(archive.evidence, citation.article, citation.span):
        return WITHHELD
    return " ".join(archive.words(citation).split())


def words_key(archive: Archive, citation: Citation) -> str:
    """What tells the words of a citation from others, in whichever place of whichever article they stand."""
    return " ".join(archive.words(citation).split())


def evidence_of(archive: Archive, citation: Citation) -> Evidence:
    """The sentence in which a citation stands, or as much of it as may be shown."""
    reading = archive.reading(citation)
    sentence = reading.sentence_around(citation.span)
    span = next((s for s in (sentence, citation.span) if may_show(archive.evidence, citation.article, s)), None)
    return Evidence(
        reading.article.id,
        reading.article.path,
        reading.article.publisher,
        reading.article.published,
        reading.number_of(citation.span.start),
        " ".join(reading.words(span).split()) if span else None,
    )


def source_of(archive: Archive, article: str) -> Evidence:
    """An article as a whole."""
    source = archive.readings[article].article
    return Evidence(article, source.path, source.publisher, source.published, None, None)


def articles_among(archive: Archive, named: Iterable[str]) -> tuple[str, ...]:
    """Those of an editor's sources that are articles of the archive."""
    found = (article_of(archive, source) for source in named)
    return tuple(dict.fromkeys(article for article in found if article is not None))


def one_an_article(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Of each article the first of its citations."""
    found: dict[str, Citation] = {}
    for citation in citations:
        found.setdefault(citation.article, citation)
    return tuple(found.values())
