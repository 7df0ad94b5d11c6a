"""From the content folder to pages: the whole way as one readable function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from builder.archive.account import Archive, resolve_archive
from builder.archive.readings import ReadTexts, read_afresh, read_articles, reading_once
from builder.content.folder import Content, ReadFiles, read_content, read_each
from builder.content.redaction import redact
from builder.pages.html import RenderPages, render_afresh
from builder.pages.page import DataFile, Page
from builder.pages.publish import Plan, plan, publish
from builder.pages.redirects import Redirect
from builder.pages.sheets import ComposePages, compose_afresh
from builder.problems import Problem
from builder.progress import Watch, unwatched
from builder.settings import Settings


def _nothing() -> None:
    pass


@dataclass(frozen=True, slots=True)
class Run:
    """How the way is gone, which makes no difference to what is found: what may be remembered, and who watches.

    `rest` lets go of workers that have read, so that others can be forked to write.
    """

    read_files: ReadFiles = read_each
    read_texts: ReadTexts = read_afresh
    compose_pages: ComposePages = compose_afresh
    render_pages: RenderPages = render_afresh
    watch: Watch = unwatched
    rest: Callable[[], None] = _nothing


ALONE = Run()
"""From nothing, watched by nobody."""


@dataclass(frozen=True, slots=True)
class Site:
    """What there is to publish, and what was wrong with the rest."""

    pages: tuple[Page, ...]
    files: tuple[DataFile, ...]
    redirects: tuple[Redirect, ...]
    archive: Archive
    problems: tuple[Problem, ...]


def build_site(folder: Path, settings: Settings, run: Run = ALONE) -> Site:
    """Content files -> articles -> findings -> archive -> pages."""
    content = _content_of(folder, settings, run)
    archive = build_archive(content, settings, run)
    run.rest()
    publication = publish(archive, settings, run.compose_pages, run.watch)
    return Site(
        publication.pages,
        publication.files,
        publication.redirects,
        archive,
        tuple(sorted((*content.problems, *archive.problems))),
    )


@dataclass(frozen=True, slots=True)
class Draft:
    """What there is to publish, none of it made yet, and what was wrong with the rest."""

    plan: Plan
    problems: tuple[Problem, ...]

    @property
    def archive(self) -> Archive:
        return self.plan.desk.archive


def draft_site(folder: Path, settings: Settings, run: Run = ALONE) -> Draft:
    """The way of `build_site` as far as it is one for all pages: content files -> articles -> findings -> archive."""
    content = _content_of(folder, settings, run)
    archive = build_archive(content, settings, run)
    run.rest()
    return Draft(plan(archive, settings), tuple(sorted((*content.problems, *archive.problems))))


def _content_of(folder: Path, settings: Settings, run: Run) -> Content:
    return redact(read_content(folder, read_files=run.read_files, watch=run.watch), settings.do_not_name)


def build_archive(content: Content, settings: Settings, run: Run = ALONE) -> Archive:
    """Read every article of `content` and put together what they say."""
    readings = read_articles(content, settings.round_words, run.read_texts, run.watch)
    (archive,) = (
        resolve_archive(content, read, settings.quote_limit)
        for read in run.watch("Putting together what they say", [readings])
    )
    return archive


def build_archives(before: Content, after: Content, settings: Settings, run: Run = ALONE) -> tuple[Archive, Archive]:
    """The archives of two states of a content folder; articles that are the same in both are read once."""
    once = replace(run, read_texts=reading_once(run.read_texts))
    return build_archive(before, settings, once), build_archive(after, settings, once)


def check_content(folder: Path, settings: Settings, run: Run = ALONE) -> tuple[Problem, ...]:
    """Everything that is wrong in `folder`. Articles are read only where an editor's word on them is to be judged."""
    content = _content_of(folder, settings, run)
    judged = (
        content.entries
        or content.names
        or any(article.corrections for article in content.articles)
        or any(actor.data.formerly for actor in content.actors)
        or any(round_.data.formerly for round_ in content.rounds)
        or any(term.data.formerly for term in content.terms)
    )
    if judged:
        return tuple(sorted((*content.problems, *build_archive(content, settings, run).problems)))
    return content.problems
