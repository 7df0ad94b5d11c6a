"""The site's search: what its plugin finds on pages that do not pass it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext
from pydantic import JsonValue

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
    kept, plugin.search_index.entries = plugin.search_index.entries, []
    try:
        plugin.on_page_context(context, page=page, config=config, nav=nav)
        return list(plugin.search_index.entries)
    finally:
        plugin.search_index.entries = kept


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
