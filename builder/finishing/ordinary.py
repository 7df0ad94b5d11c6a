"""Why all pages have to go MkDocs' own way: somebody wants to see them on it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from importlib.metadata import version

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from builder.finishing.searching import search_plugin
from builder.finishing.theme import ThemeFile, looking_beyond

_EVENTS = "env", "pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page"
_KNOWN = {"mkdocs": "1.6.", "mkdocs-material": "9."}
"""How versions begin whose steps from a page to a file are those that we go."""


def why_ordinary(
    config: MkDocsConfig, documents: Iterable[File], ours: Collection[str], theme: Iterable[ThemeFile], own: object
) -> str | None:
    """A clause for people, or None if pages can be finished here. `own` listens to events, and does not count."""
    for name, beginning in _KNOWN.items():
        if not version(name).startswith(beginning):
            return f"{name} {version(name)} is not known here"
    foreign = next((file.src_uri for file in documents if file.src_uri not in ours), None)
    if foreign is not None:
        return f"{foreign} comes from elsewhere"
    harmless = (own, search_plugin(config))
    for event in _EVENTS:
        for handler in config.plugins.events[event]:
            if getattr(handler, "__self__", handler) not in harmless:
                return f"{_name_of(handler, config)} listens to on_{event}"
    beyond = looking_beyond(theme, config.theme.static_templates)
    return None if beyond is None else f"the theme's {beyond} shows more than its page"


def _name_of(handler: Callable[..., object], config: MkDocsConfig) -> str:
    owner = getattr(handler, "__self__", None)
    names = [name for name, plugin in config.plugins.items() if plugin is owner]
    return f"the plugin '{names[0]}'" if names else "a hook"
