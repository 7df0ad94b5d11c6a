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
    readings = {
        article.id: Reading(article, read_article(article, known, settings.round_words)) for article in content.articles
    }
    return resolve_archive(content, readings, settings.quote_limit)


def read_article(article: Article, known: KnownNames, round_words: tuple[str, ...] = ()) -> Findings:
    """What one article says."""
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
    )
