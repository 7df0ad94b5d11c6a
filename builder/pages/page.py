"""A page, and a file of data, before any site generator."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """`uri` ends in .md, relative to the site's root; `source` is the content file that an "edit" link opens.

    `searchable` pages are in the site's search; headings down to level `contents_depth` in the table of contents.
    """

    uri: str
    title: str
    markdown: str
    description: str = ""
    source: str | None = None
    searchable: bool = True
    contents_depth: int = 6


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file that scripts read; `uri` is relative to the site's root."""

    uri: str
    text: str
