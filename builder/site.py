"""From the content folder to pages: the whole way as one readable function."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from builder.archive.account import Archive, resolve_archive
from builder.archive.actors import known_names
from builder.archive.citations import Reading
from builder.content.article import Article
from builder.content.folder import Content, read_content
from builder.content.redaction import redact
from builder.pages.page import DataFile, Page
from builder.pages.publish import publish
from builder.problems import Problem
from builder.reading.findings import Findings, read_text
from builder.reading.furniture import recurring_lines
from builder.reading.names import KnownNames
from builder.settings import Settings


@dataclass(frozen=True, slots=True)
class Site:
    """What there is to publish, and what was wrong with the rest."""

    pages: tuple[Page, ...]
    files: tuple[DataFile, ...]
    archive: Archive
    problems: tuple[Problem, ...]


def build_site(folder: Path, settings: Settings) -> Site:
    """Content files -> articles -> findings -> archive -> pages."""
    content = redact(read_content(folder), settings.do_not_name)
    archive = build_archive(content, settings)
    publication = publish(archive, settings)
    return Site(publication.pages, publication.files, archive, content.problems)


def build_archive(content: Content, settings: Settings) -> Archive:
    """Read every article of `content` and put together what they say."""
    known = known_names(content)
    recurring = lines_of_outlets(content.articles)
    readings = {
        article.id: Reading(
            article, read_article(article, known, settings.round_words, recurring.get(article.publisher, frozenset()))
        )
        for article in content.articles
    }
    return resolve_archive(content, readings, settings.quote_limit)


def lines_of_outlets(articles: tuple[Article, ...]) -> dict[str, frozenset[str]]:
    """The lines that an outlet's pages carry beside every article, by publisher."""
    texts: dict[str, list[str]] = {}
    for article in articles:
        if article.text == "full":
            texts.setdefault(article.publisher, []).append(article.prose)
    return {publisher: recurring_lines(prose) for publisher, prose in texts.items()}


def read_article(
    article: Article,
    known: KnownNames,
    round_words: tuple[str, ...] = (),
    recurring: frozenset[str] = frozenset(),
) -> Findings:
    """What one article says; `recurring` are lines that its outlet's other articles have too."""
    return read_text(
        article.prose,
        article.published,
        known,
        title=article.title,
        publisher=article.publisher,
        # A summary is written for the archive: nothing of it is page furniture.
        raw=article.text == "summary",
        corrections=article.corrections,
        round_words=round_words,
        recurring=recurring,
    )
