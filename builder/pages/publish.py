"""All pages of an archive, and the data that scripts on them read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from builder.archive.account import Archive
from builder.pages.about import render_about, render_about_reading, render_about_speed
from builder.pages.actors import render_actor, render_actor_index
from builder.pages.articles import render_article_index, render_articles
from builder.pages.compose import Composer
from builder.pages.glossary import render_glossary_index, render_term
from builder.pages.home import render_home
from builder.pages.linking import ProseLinker
from builder.pages.page import DataFile, Page
from builder.pages.redirects import Redirect, find_redirects
from builder.pages.rounds import render_round, render_round_index
from builder.pages.timeline.announced import render_announced
from builder.pages.timeline.data import write_timeline_data
from builder.pages.timeline.document import render_timeline
from builder.pages.timeline.layout import lay_out
from builder.pages.timeline.strip import strip_of
from builder.progress import Watch, unwatched
from builder.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Publication:
    """Everything that an archive puts on its site, ordered by address."""

    pages: tuple[Page, ...]
    files: tuple[DataFile, ...]
    redirects: tuple[Redirect, ...]


def publish(archive: Archive, settings: Settings, watch: Watch = unwatched) -> Publication:
    prose = ProseLinker(archive)
    layout = lay_out(archive)
    strip = strip_of(archive)

    def on(uri: str) -> Composer:
        return Composer(archive, prose, layout, uri)

    pages = [
        render_home(on, settings, strip),
        *render_timeline(on, layout, strip),
        *render_announced(on),
        *render_round_index(on),
        render_actor_index(on),
        render_glossary_index(on),
        *render_article_index(on),
        render_about(on, settings),
        render_about_reading(on),
        render_about_speed(on),
        *_each(watch("Writing rounds", archive.rounds.values()), lambda round_: render_round(on, round_, strip)),
        *_each(watch("Writing actors", archive.actors.values()), lambda actor: render_actor(on, actor, strip)),
        *_each(watch("Writing terms", archive.terms.values()), lambda term: render_term(on, term)),
        *render_articles(on, archive, watch),
    ]
    files = write_timeline_data(archive, layout, settings)
    return Publication(
        tuple(sorted(pages, key=lambda page: page.uri)),
        tuple(sorted(files, key=lambda file: file.uri)),
        find_redirects(archive, pages),
    )


def _each(things: Iterable[T], render: Callable[[T], tuple[Page, ...]]) -> Iterator[Page]:
    """The pages of each: one, and further ones where that would be too heavy."""
    return (page for thing in things for page in render(thing))
