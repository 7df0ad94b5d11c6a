"""All pages of an archive, and the data that scripts on them read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from builder.archive.account import Archive
from builder.archive.collector import without_collector
from builder.pages.about import sheets_of_about
from builder.pages.actors import sheet_of_actors, sheets_of_actor
from builder.pages.articles import sheets_of_articles, sheets_of_sources
from builder.pages.glossary import sheet_of_terms, sheets_of_term
from builder.pages.home import sheet_of_home
from builder.pages.linking import ProseLinker
from builder.pages.page import DataFile, Page
from builder.pages.redirects import Redirect, find_redirects
from builder.pages.rounds import sheets_of_round, sheets_of_rounds
from builder.pages.sheets import ComposePages, Desk, Sheet, compose_afresh
from builder.pages.timeline.announced import sheets_of_announced
from builder.pages.timeline.data import Plan, plan_data, sheets_of_data, write_data
from builder.pages.timeline.document import sheets_of_timeline
from builder.pages.timeline.layout import Layout, lay_out
from builder.pages.timeline.strip import BACKDROP, Strip, backdrop, strip_of
from builder.progress import Watch, unwatched
from builder.settings import Settings


@dataclass(frozen=True, slots=True)
class Publication:
    """Everything that an archive puts on its site, ordered by address."""

    pages: tuple[Page, ...]
    files: tuple[DataFile, ...]
    redirects: tuple[Redirect, ...]


@without_collector()
def publish(
    archive: Archive, settings: Settings, compose_pages: ComposePages = compose_afresh, watch: Watch = unwatched
) -> Publication:
    layout = lay_out(archive)
    strip = strip_of(archive)
    plan = plan_data(archive, layout)
    sheets = tuple(_sheets(archive, layout, settings, strip, plan))
    pictures = (DataFile(BACKDROP, backdrop(strip)),) if strip else ()
    composed = compose_pages(Desk(archive, ProseLinker(archive), layout), sheets, watch)
    pages = {uri: made for uri, made in composed.items() if isinstance(made, Page)}
    data = {uri: made for uri, made in composed.items() if isinstance(made, DataFile)}
    files = write_data(archive, layout, settings, plan, data)
    return Publication(
        tuple(pages[uri] for uri in sorted(pages)),
        tuple(sorted((*files, *pictures), key=lambda file: file.uri)),
        find_redirects(archive, tuple(pages.values())),
    )


def _sheets(archive: Archive, layout: Layout, settings: Settings, strip: Strip | None, plan: Plan) -> Iterator[Sheet]:
    yield from sheets_of_data(plan)  # which take longest
    yield sheet_of_home(settings, strip)
    yield from sheets_of_timeline(layout, strip)
    yield from sheets_of_announced(archive)
    yield from sheets_of_rounds(archive)
    yield sheet_of_actors()
    yield sheet_of_terms()
    yield from sheets_of_sources(archive)
    yield from sheets_of_about(settings)
    for round_ in archive.rounds.values():
        yield from sheets_of_round(archive, round_, strip)
    for actor in archive.actors.values():
        yield from sheets_of_actor(archive, actor, strip)
    for term in archive.terms.values():
        yield from sheets_of_term(archive, term)
    yield from sheets_of_articles(archive)
