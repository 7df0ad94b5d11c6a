"""The site's search: what its plugin finds on pages that do not pass it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext
from pydantic import JsonValue

INDEX = "search/search_index.json"
"""Where in the site it lies."""
Entry = dict[str, JsonValue]
"""As it will stand in the index: the address of a section, its title and its text."""


def search_plugin(config: MkDocsConfig) -> Any | None:
    """Material's own, if it collects; it listens to pages, but what it does with one can be had without the others."""
    for handler in config.plugins.events["page_context"]:
        plugin = getattr(handler, "__self__", None)
        if type(plugin).__module__ == "material.plugins.search.plugin" and isinstance(_entries(plugin), list):
            return plugin
    return None


def collect_entries(
    plugin: Any, context: TemplateContext, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
) -> list[Entry]:
    """What `plugin` would add to its index for `page`; it may change the page's content, as it always does."""
    whole = page.content or ""
    for content in (without_excluded(whole), whole):
        page.content = content
        kept, plugin.search_index.entries = plugin.search_index.entries, []
        try:
            plugin.on_page_context(context, page=page, config=config, nav=nav)
            entries = list(plugin.search_index.entries)
        finally:
            plugin.search_index.entries = kept
        if page.content == content:
            page.content = whole
            break
    return entries


_EXCLUDING = re.compile(r'<(?P<name>div|figure)(?: [a-z-]+="[^"<>]*")* data-search-exclude=""[^<>]*>')
_TAG = re.compile(r'<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?:[^">]|"[^"]*")*>')


def without_excluded(html: str) -> str:
    """Sanitised HTML, which is balanced, without what lies in blocks that the search is told to leave out.

    The plugin leaves it out too, after it has gone through it in Python: most of a page. Blocks within which the plugin
    begins to search again stay.
    """
    pieces, at = [], 0
    while opening := _EXCLUDING.search(html, at):
        start, end = opening.end(), _end_of_block(html, opening)
        pieces.append(html[at:start])
        at = start if end is None else end
    pieces.append(html[at:])
    return "".join(pieces)


def _end_of_block(html: str, opening: re.Match[str]) -> int | None:
    """Where the block ends that begins so.

    None if it holds a heading, or another element of that name or that is left out: after these the plugin goes on.
    """
    for tag in _TAG.finditer(html, opening.end()):
        if tag["end"] and tag["name"] == opening["name"]:
            return tag.start()
        if not tag["end"] and (
            tag["name"] == opening["name"] or tag["name"] in _HEADINGS or "data-search-exclude" in tag[0]
        ):
            return None
    return None


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(slots=True)
class Interleaving:
    """Adds the entries of pages that were finished elsewhere where they would stand, had all pages come in `order`."""

    plugin: Any
    entries: Mapping[str, Sequence[Entry]]
    order: Iterable[str]
    _waiting: Iterator[str] = field(init=False)

    def __post_init__(self) -> None:
        self._waiting = iter(self.order)

    def before(self, uri: str) -> None:
        """All that come before the page `uri`, which the plugin is about to see."""
        for waiting in self._waiting:
            if waiting == uri:
                return
            self._add(waiting)

    def rest(self) -> None:
        for waiting in self._waiting:
            self._add(waiting)

    def _add(self, uri: str) -> None:
        self.plugin.search_index.entries.extend(self.entries.get(uri, ()))


def _entries(plugin: object) -> object:
    return getattr(getattr(plugin, "search_index", None), "entries", None)
