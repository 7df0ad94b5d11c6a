"""Why a rebuild has to make all pages before the first is shown: somebody wants to see them in it."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from builder.finishing.searching import search_plugin

_EVENTS = "post_build", "pre_template", "template_context", "post_template"
"""Whoever listens to these may look at the pages or their files."""
_STATIC = {"404.html", "sitemap.xml"}
"""Templates that tell of no page more than its address."""


def needs_all_pages(config: MkDocsConfig, own: object) -> bool:
    """`own` listens to events, and does not count. Where doubts are errors, none may be found later."""
    harmless = (own, search_plugin(config))
    listening = (handler for event in _EVENTS for handler in config.plugins.events[event])
    theirs = config.theme.custom_dir
    return (
        config.strict
        or bool(config.extra_templates)
        or not config.theme.static_templates <= _STATIC
        or any(getattr(handler, "__self__", handler) not in harmless for handler in listening)
        or (theirs is not None and any(Path(theirs, name).is_file() for name in _STATIC))
    )
