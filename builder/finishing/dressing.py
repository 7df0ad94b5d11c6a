"""What MkDocs and its theme want to know of a page, out of ours."""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc

from builder.pages.escape import escape_description
from builder.pages.html import Heading, Rendered
from builder.pages.page import Page


def introduce(page: MkDocsPage, ours: Page, config: MkDocsConfig) -> None:
    """Give `page` its title, its description and the address where it is edited."""
    # Themes print both as they are, the description within an attribute: what came from content must come escaped.
    page.meta = {"title": escape(ours.title), "description": escape_description(ours.description)}
    if not ours.searchable:
        page.meta["search"] = {"exclude": True}
    page.edit_url = _edit_url(ours, config)


def fill(page: MkDocsPage, ours: Page, rendered: Rendered) -> str:
    """Give `page` its table of contents and its anchors; the HTML that it is to hold."""
    page.toc = get_toc(_nested([heading for heading in rendered.headings if heading.level <= ours.contents_depth]))
    page.present_anchor_ids = set(rendered.anchors)
    return rendered.html


def _edit_url(page: Page, config: MkDocsConfig) -> str | None:
    if page.source is None or not config.repo_url or not config.edit_uri:
        return None
    inside = quote(page.source.partition("/")[2])
    return f"{config.repo_url.rstrip('/')}/{config.edit_uri.strip('/')}/{inside}"


def _nested(headings: list[Heading]) -> list[Any]:
    """Headings as the tree of tokens that Python-Markdown's `toc` extension makes."""
    root: list[Any] = []
    path: list[Any] = []
    for heading in headings:
        token = {"level": heading.level, "id": heading.id, "name": heading.title, "children": []}
        while path and path[-1]["level"] >= heading.level:
            path.pop()
        (path[-1]["children"] if path else root).append(token)
        path.append(token)
    return root
