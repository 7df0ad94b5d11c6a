"""From the content folder to pages: the whole way as one readable function."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from builder.archive.account import Archive, resolve_archive
from builder.archive.readings import read_articles
from builder.content.folder import Content, read_content
from builder.content.redaction import redact
from builder.pages.page import DataFile, Page
from builder.pages.publish import publish
from builder.pages.redirects import Redirect
from builder.problems import Problem
from builder.settings import Settings


@dataclass(frozen=True, slots=True)
class Site:
    """What there is to publish, and what was wrong with the rest."""

    pages: tuple[Page, ...]
    files: tuple[DataFile, ...]
    redirects: tuple[Redirect, ...]
    archive: Archive
    problems: tuple[Problem, ...]


def build_site(folder: Path, settings: Settings) -> Site:
    """Content files -> articles -> findings -> archive -> pages."""
    content = redact(read_content(folder), settings.do_not_name)
    archive = build_archive(content, settings)
    publication = publish(archive, settings)
    return Site(
        publication.pages,
        publication.files,
        publication.redirects,
        archive,
        tuple(sorted((*content.problems, *archive.problems))),
    )


def build_archive(content: Content, settings: Settings) -> Archive:
    """Read every article of `content` and put together what they say."""
    return resolve_archive(content, read_articles(content, settings.round_words), settings.quote_limit)


def check_content(folder: Path, settings: Settings) -> tuple[Problem, ...]:
    """Everything that is wrong in `folder`. Articles are read only where an editor's word on them is to be judged."""
    content = redact(read_content(folder), settings.do_not_name)
    judged = (
        content.entries
        or content.names
        or any(article.corrections for article in content.articles)
        or any(actor.data.formerly for actor in content.actors)
        or any(round_.data.formerly for round_ in content.rounds)
        or any(term.data.formerly for term in content.terms)
    )
    if judged:
        return tuple(sorted((*content.problems, *build_archive(content, settings).problems)))
    return content.problems
