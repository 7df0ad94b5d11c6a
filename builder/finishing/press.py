"""One page -> the file that is served, by the steps of `mkdocs.commands.build`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc

from builder.finishing.dressing import fill, introduce
from builder.finishing.finished import Account, Finished, encode
from builder.finishing.searching import collect_entries
from builder.pages.html import render_html
from builder.pages.page import Page


@dataclass(frozen=True, slots=True)
class Press:
    """What all pages have in common. `documents` are all of them; `search` is the plugin, if there is one."""

    env: jinja2.Environment
    config: MkDocsConfig
    nav: Navigation
    documents: Sequence[File]
    search: Any | None

    def finish(self, page: MkDocsPage, ours: Page) -> Finished:
        """`page` is left as empty as it came."""
        rendered = render_html(ours, directory_urls=self.config.use_directory_urls)
        page.markdown = ""
        introduce(page, ours, self.config)
        page.content = fill(page, ours, rendered)
        page.active = True
        context = get_context(self.nav, self.documents, self.config, page)
        entries = collect_entries(self.search, context, page, self.config, self.nav) if self.search else ()
        html = self.env.get_template("main.html").render(context)
        page.active = False
        page.content, page.toc, page.present_anchor_ids = None, get_toc([]), None
        leads_to = {uri: list(anchors) for uri, anchors in rendered.leads_to.items()}
        account = Account(list(entries), leads_to, sorted(rendered.anchors))
        return Finished(html.encode("utf-8", errors="xmlcharrefreplace"), encode(account))
