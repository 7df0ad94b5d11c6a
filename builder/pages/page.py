"""A page, before any site generator."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """`uri` ends in .md, relative to the site's root; `source` is the content file that an "edit" link opens."""

    uri: str
    title: str
    markdown: str
    description: str = ""
    source: str | None = None
