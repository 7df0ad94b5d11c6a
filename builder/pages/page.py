"""A page, and a file of data, before any site generator."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Self

_LEVEL = 1
"""Of zlib: pages repeat themselves so much that more is hardly won."""


@dataclass(frozen=True, slots=True)
class Page:
    """`uri` ends in .md, relative to the site's root; `source` is the content file that an "edit" link opens.

    Its Markdown is held `packed`, to a tenth or so: an archive has thousands of pages, and few are read twice.
    `searchable` pages are in the site's search; headings down to level `contents_depth` in the table of contents.
    """

    uri: str
    title: str
    packed: bytes
    description: str = ""
    source: str | None = None
    searchable: bool = True
    contents_depth: int = 6

    @classmethod
    def of(
        cls,
        uri: str,
        title: str,
        markdown: str,
        description: str = "",
        source: str | None = None,
        *,
        searchable: bool = True,
        contents_depth: int = 6,
    ) -> Self:
        return cls(uri, title, pack(markdown), description, source, searchable, contents_depth)

    @property
    def markdown(self) -> str:
        return zlib.decompress(self.packed).decode()


def pack(markdown: str) -> bytes:
    return zlib.compress(markdown.encode(), _LEVEL)


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file that scripts read; `uri` is relative to the site's root."""

    uri: str
    text: str


Leaf = Page | DataFile
"""What a site is made of."""
