"""All pages of an archive."""

from __future__ import annotations

from builder.archive.account import Archive
from builder.pages.about import render_about
from builder.pages.actors import render_actor, render_actor_index
from builder.pages.articles import render_article, render_article_index
from builder.pages.compose import Composer
from builder.pages.glossary import render_glossary_index, render_term
from builder.pages.home import render_home
from builder.pages.linking import ProseLinker
from builder.pages.page import Page
from builder.pages.rounds import render_round, render_round_index
from builder.pages.timeline.document import render_timeline
from builder.settings import Settings


def render_pages(archive: Archive, settings: Settings) -> tuple[Page, ...]:
    """Every page of the site, ordered by address."""
    prose = ProseLinker(archive)

    def on(uri: str) -> Composer:
        return Composer(archive, prose, uri)

    pages = [
        render_home(on, settings),
        render_timeline(on),
        render_round_index(on),
        render_actor_index(on),
        render_glossary_index(on),
        render_article_index(on),
        render_about(on, settings),
        *(render_round(on, round_) for round_ in archive.rounds.values()),
        *(render_actor(on, actor) for actor in archive.actors.values()),
        *(render_term(on, term) for term in archive.terms.values()),
        *(render_article(on, reading) for reading in archive.readings.values()),
    ]
    return tuple(sorted(pages, key=lambda page: page.uri))
