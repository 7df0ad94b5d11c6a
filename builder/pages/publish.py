"""All pages of an archive, and the data that scripts on them read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from builder.archive.account import Archive
from builder.archive.collector import without_collector
from builder.pages.about import sheets_of_about
from builder.pages.actors import sheet_of_actors, sheets_of_actor
from builder.pages.articles import sheets_of_articles, sheets_of_sources
from builder.pages.glossary import sheet_of_terms, sheets_of_term
from builder.pages.home import sheet_of_home
from builder.pages.linking import ProseLinker
from builder.pages.page import DataFile, Leaf, Page
from builder.pages.redirects import Redirect, find_moves, find_redirects
from builder.pages.rounds import sheets_of_round, sheets_of_rounds
from builder.pages.sheets import ComposePages, Desk, Sheet, compose_afresh
from builder.pages.timeline.announced import sheets_of_announced
from builder.pages.timeline.data import Plan as DataPlan
from builder.pages.timeline.data import plan_data, sheets_of_data, write_data
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


@dataclass(frozen=True, slots=True)
class Plan:
    """What an archive is to put on its site, before any of it is made: each page can be composed by itself.

    `sheets` are those of pages; `pictures` are there already.
    """

    settings: Settings
    desk: Desk
    sheets: tuple[Sheet, ...]
    data: DataPlan
    pictures: tuple[DataFile, ...]

    def write_data(self, composed: Mapping[str, Leaf]) -> tuple[DataFile, ...]:
        """What the timeline's scripts read. `composed` are, at least, the sheets of it."""
        files = {uri: made for uri, made in composed.items() if isinstance(made, DataFile)}
        return write_data(self.desk.archive, self.desk.layout, self.settings, self.data, files)

    def moves(self) -> Mapping[str, str | None]:
        """See `find_moves`."""
        return find_moves(self.desk.archive, {sheet.uri for sheet in self.sheets})


@without_collector()
def plan(archive: Archive, settings: Settings) -> Plan:
    layout = lay_out(archive)
    strip = strip_of(archive)
    sheets = tuple(_sheets(archive, layout, settings, strip))
    pictures = (DataFile(BACKDROP, backdrop(strip)),) if strip else ()
    return Plan(settings, Desk(archive, ProseLinker(archive), layout), sheets, plan_data(archive, layout), pictures)


def publish(
    archive: Archive, settings: Settings, compose_pages: ComposePages = compose_afresh, watch: Watch = unwatched
) -> Publication:
    return carry_out(plan(archive, settings), compose_pages, watch)


@without_collector()
def carry_out(planned: Plan, compose_pages: ComposePages, watch: Watch) -> Publication:
    # The data take longest, and come first.
    composed = compose_pages(planned.desk, (*sheets_of_data(planned.data), *planned.sheets), watch)
    pages = {uri: made for uri, made in composed.items() if isinstance(made, Page)}
    return Publication(
        tuple(pages[uri] for uri in sorted(pages)),
        tuple(sorted((*planned.write_data(composed), *planned.pictures), key=lambda file: file.uri)),
        find_redirects(planned.desk.archive, tuple(pages.values())),
    )


def _sheets(archive: Archive, layout: Layout, settings: Settings, strip: Strip | None) -> Iterator[Sheet]:
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
