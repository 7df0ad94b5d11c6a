"""The timeline as a document that can be read, linked to and printed without any script."""

from __future__ import annotations

from collections.abc import Callable

from builder.archive.timeline import TimelineEntry
from builder.pages.addresses import stretch_uri
from builder.pages.compose import Composer
from builder.pages.page import Page
from builder.pages.templates import fill
from builder.pages.timeline.division import Stretch, months_of, years_of
from builder.pages.timeline.layout import Layout
from builder.pages.timeline.strip import Strip


def render_timeline(on: Callable[[str], Composer], layout: Layout, strip: Strip | None) -> tuple[Page, ...]:
    """The whole timeline on one page, or an overview and the pages that it leads to."""
    return tuple(_render(on(stretch_uri(stretch.key)), layout, stretch, strip) for stretch in layout.pages)


def _render(page: Composer, layout: Layout, stretch: Stretch[TimelineEntry], strip: Strip | None) -> Page:
    before, after = layout.whole.around(stretch)
    markdown = fill(
        "timeline_overview.md.jinja" if stretch.parts else "timeline.md.jinja",
        page=page,
        layout=layout,
        stretch=stretch,
        total=len(layout.page_of),
        checked=layout.checked,
        months_of=months_of,
        years_of=years_of,
        uri_of=stretch_uri,
        before=before,
        after=after,
        strip=strip,
    )
    named = f"Timeline, {stretch.title}" if stretch.key else "Timeline"
    description = f"Every dated event of {stretch.title or 'the archive'}, with its sources"
    # Of the pages that only list entries, the site's search knows the first: the timeline has its own.
    return Page(page.uri, named, markdown, description, searchable=not stretch.key, contents_depth=2)
