"""What editors wrote, each piece with the sources that they give for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from builder.archive.account import Archive
from builder.audit.blocks import find_blocks, source_key
from builder.audit.words import holds, plain
from builder.content.article import Article
from builder.content.folder import Curated
from builder.pages.articles import RIGHTS
from builder.pages.compose import STATUS_WORDS
from builder.pages.html import render_html
from builder.pages.linking import Seen, link_markdown
from builder.pages.page import Page
from builder.period import machine_date, parse_period, say


@dataclass(frozen=True, slots=True)
class Passage:
    """What an editor wrote, as `plain`; `sources` as `source_key`; `own` where they are given for it alone."""

    words: str
    sources: frozenset[str]
    own: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """An editor's entry: its passages, and all sources that stand anywhere in it."""

    passages: tuple[Passage, ...]
    sources: frozenset[str]

    def passages_with(self, words: str) -> tuple[Passage, ...]:
        return tuple(passage for passage in self.passages if holds(passage.words, words))


Entries = Mapping[tuple[str, str], Entry]
"""By kind and id: ("rounds", "bergen-2023-01"), as `Link.thing` has it; ("", "") is the introduction."""


def find_entries(archive: Archive) -> Entries:
    """All that editors wrote. What is known of an article (its outlet, its rights) its contributor took from it."""
    content = archive.content
    kinds: dict[str, tuple[Curated[Any], ...]] = {
        "actors": content.actors,
        "rounds": content.rounds,
        "glossary": content.terms,
        "timeline": content.entries,
    }
    entries = {
        (kind, entry.id): _entry(archive, entry.data.model_dump(mode="json", by_alias=True), entry.prose)
        for kind, curated in kinds.items()
        for entry in curated
    }
    entries["", ""] = _entry(archive, {}, content.introduction)
    for identifier, reading in archive.readings.items():
        entries["articles", identifier] = _metadata(reading.article)
    return entries


def _entry(archive: Archive, data: dict[str, Any], prose: str) -> Entry:
    text, linked = _rendered(prose)
    given = _sources(archive, data.get("sources") or ()) | linked
    nested = frozenset(source for passage in _passages(archive, data) for source in passage.sources)
    whole = given | nested
    passages = (
        Passage(text, whole, own=False),
        *(passage if passage.own else Passage(passage.words, whole, own=False) for passage in _passages(archive, data)),
    )
    return Entry(passages, whole)


def _metadata(article: Article) -> Entry:
    words = (
        article.title, article.publisher, *article.authors, article.language, article.agency or "",
        RIGHTS.get(article.rights or "", ""), article.published.isoformat(), article.accessed or "",
    )  # fmt: skip
    source = frozenset({source_key(article.url)})
    return Entry(
        tuple(Passage(plain(form), source, own=False) for text in words if text for form in _forms(text)), source
    )


def _passages(archive: Archive, value: Any, sources: frozenset[str] = frozenset()) -> Iterator[Passage]:
    """Every text in the metadata; one within something that has sources of its own is backed by these alone."""
    match value:
        case str():
            for form in _forms(value):
                yield Passage(plain(form), sources, own=bool(sources))
        case list():
            for one in value:
                own = _sources(archive, one.get("sources") or ()) if isinstance(one, dict) else frozenset()
                yield from _passages(archive, one, own or sources)
        case dict():
            for key, one in value.items():
                if key != "sources":
                    own = _sources(archive, one.get("sources") or ()) if isinstance(one, dict) else frozenset()
                    yield from _passages(archive, one, own or sources)


def dated(value: str, shown: str) -> str:
    """A date as machines and as people have it, in one text."""
    return f"{value} {shown}"


def _forms(value: str) -> Iterator[str]:
    """What an editor wrote, as it may stand on pages."""
    yield value
    if value in STATUS_WORDS:
        yield STATUS_WORDS[value]
    try:
        period = parse_period(value)
    except ValueError:
        return
    yield dated(machine_date(period), say(period))


def _sources(archive: Archive, sources: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        source if source in archive.readings else archive.by_url.get(source) or source_key(source) for source in sources
    )


def _rendered(prose: str) -> tuple[str, frozenset[str]]:
    """The prose's words as `plain`, and the addresses that it links to."""
    blocks = find_blocks("x.md", render_html(Page.of("x.md", "", link_markdown(prose, (), "x.md", Seen()))).html, {})
    text = plain(" ".join(run.text for block in blocks for run in block.runs))
    return text, frozenset(source_key(link.address) for block in blocks for link in block.links if link.address)
