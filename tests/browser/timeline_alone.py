"""A hook of MkDocs: of a large archive, only the first page of the timeline and its data are published.

All the other pages would take minutes, and the search looks at none of them.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from timeline_files import timeline_files

from builder import plugin
from builder.archive.timeline import TimelineEntry
from builder.content.folder import read_content
from builder.pages.linking import ProseLinker
from builder.pages.page import Page
from builder.pages.sheets import Desk, compose_afresh
from builder.pages.timeline.division import Stretch
from builder.pages.timeline.document import sheets_of_timeline
from builder.pages.timeline.layout import Layout, lay_out
from builder.pages.timeline.strip import strip_of
from builder.progress import unwatched
from builder.settings import Settings
from builder.site import ALONE, Run, Site, build_archive


class FirstPage(Layout):
    @property
    def pages(self) -> tuple[Stretch[TimelineEntry], ...]:
        return (self.whole,)


def build_timeline(folder: Path, settings: Settings, run: Run = ALONE) -> Site:
    archive = build_archive(read_content(folder), settings, run)
    layout = lay_out(archive)
    first = FirstPage(layout.whole, layout.page_of, layout.latest, layout.checked)
    sheets = tuple(sheets_of_timeline(first, strip_of(archive)))
    pages = compose_afresh(Desk(archive, ProseLinker(archive), layout), sheets, unwatched)
    own = tuple(page for page in pages.values() if isinstance(page, Page))
    return Site(own, timeline_files(archive, settings), (), archive, archive.problems)


plugin.build_site = build_timeline
plugin.NAVIGATION[:] = [{"Timeline": "timeline/index.md"}]
