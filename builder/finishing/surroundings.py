"""Everything that a page shows besides itself, as one digest: if that is the same, the page is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.nav import Navigation

_UNSEEN = {"config_file_path", "docs_dir", "site_dir", "exclude_docs", "draft_docs", "not_in_nav", "hooks", "watch"}
"""Settings of which templates show nothing: folders of this machine, and what MkDocs compiled them to."""


def digest_of_surroundings(config: MkDocsConfig, nav: Navigation, theme: str, code: str) -> str | None:
    """None if a setting is of a kind that cannot be compared; then nothing can be known to be unchanged."""
    seen = {name: value for name, value in config.items() if name not in _UNSEEN}
    try:
        told = json.dumps([code, theme, seen, [_entry(item) for item in nav.items]], default=_plain, sort_keys=True)
    except (TypeError, ValueError, RecursionError):
        return None
    return sha256(told.encode()).hexdigest()


def _entry(item: Any) -> list[Any]:
    """Of the navigation, what other pages show of it: where it leads, and how it is called."""
    page = [item.url, item.canonical_url, item.edit_url, item.is_homepage] if item.is_page else []
    link = [item.url] if item.is_link else []
    return [type(item).__name__, item.title, page, link, [_entry(child) for child in item.children or ()]]


def _plain(value: object) -> object:
    if isinstance(value, BasePlugin):
        return [type(value).__module__, dict(value.config)]
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, date) or type(value).__name__ == "Locale":
        return str(value)
    if callable(value) and hasattr(value, "__qualname__"):
        return f"{value.__module__}.{value.__qualname__}"
    raise TypeError(f"{type(value)} cannot be compared")
