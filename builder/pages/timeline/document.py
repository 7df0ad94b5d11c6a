"""The timeline as a document that can be read, linked to and printed without any script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from builder.archive.timeline import TimelineEntry
from builder.pages.addresses import stretch_uri
from builder.pages.compose import Composer
from builder.pages.page import Page
from builder.pages.sheets import Sheet
from builder.pages.templates import fill
from builder.pages.timeline.division import Stretch, months_of, years_of
from builder.pages.timeline.layout import Layout
from builder.pages.timeline.strip import Strip


def sheets_of_timeline(layout: Layout, strip: Strip | None) -> Iterator[Sheet]:
    """The whole timeline on one page, or an overview and the pages that it leads to."""
    for stretch in layout.pages:
        uri = stretch_uri(stretch.key)
        if not stretch.key:
            yield Sheet(uri, compose_whole, (layout, strip))
        elif stretch.parts:
            yield Sheet(uri, _compose_overview, (stretch, len(layout.page_of)))
        else:
            # Of its neighbours a page shows only what they are called.
            around = (other and replace(other, entries=()) for other in layout.whole.around(stretch))
            yield Sheet(uri, _compose_stretch, (stretch, *around))


def compose_whole(page: Composer, layout: Layout, strip: Strip | None) -> Page:
    """The first page of the timeline."""
    return _fill(
        page,
        layout.whole,
        layout=layout,
        total=len(layout.page_of),
        checked=layout.checked,
        years_of=years_of,
        strip=strip,
    )


def _compose_overview(page: Composer, stretch: Stretch[TimelineEntry], total: int) -> Page:
    return _fill(page, stretch, total=total)


def _compose_stretch(
    page: Composer,
    stretch: Stretch[TimelineEntry],
    before: Stretch[TimelineEntry] | None,
    after: Stretch[TimelineEntry] | None,
) -> Page:
    return _fill(page, stretch, before=before, after=after)


def _fill(page: Composer, stretch: Stretch[TimelineEntry], **values: Any) -> Page:
    template = "timeline_overview.md.jinja" if stretch.parts else "timeline.md.jinja"
    markdown = fill(template, page=page, stretch=stretch, months_of=months_of, uri_of=stretch_uri, **values)
    named = f"Timeline, {stretch.title}" if stretch.key else "Timeline"
    description = f"Every dated event of {stretch.title or 'the archive'}, with its sources"
    # Of the pages that only list entries, the site's search knows the first: the timeline has its own.
    return Page.of(page.uri, named, markdown, description, searchable=not stretch.key, contents_depth=2)
