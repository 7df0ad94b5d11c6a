"""A page's HTML -> its blocks: list items, table rows, paragraphs and the like, each of which may say something."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from urllib.parse import unquote

from builder.pages.addresses import BY_DATE, served_path

CITE = "x-cite"
STATUS = "x-status"
FOLDED = "x-more"
"""Further citations."""

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "thead", "svg"})
"""Titles of pages, sections and columns, and the timeline's picture, which counts entries: nothing is said there."""
_ITEMS = frozenset({"li", "tr"})
_BLOCKS = _ITEMS | {
    "p", "figcaption", "summary", "div", "nav", "dt", "dd", "blockquote", "section", "details", "figure", "caption",
    "ul", "ol", "dl", "table", "tbody", "pre",
}  # fmt: skip
_LISTS = frozenset({"ul", "ol", "table", "dl"})
_VOID = frozenset({"br", "hr", "rect", "path", "img"})
_THINGS = frozenset({"actors", "rounds", "glossary", "articles"})
_SENTENCE = re.compile(r"s([0-9]+)")


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads: a page of the site and an anchor there, or, where `uri` is empty, an `address` elsewhere."""

    uri: str
    anchor: str = ""
    address: str = ""

    @property
    def thing(self) -> tuple[str, str]:
        """Kind and id of what the page is about: ("actors", "jane-doe"); ("", "") for other pages and other sites."""
        kind, _, rest = self.uri.removesuffix(".md").partition("/")
        identifier = rest.partition("/")[0]  # what follows is a further page about the same
        return (kind, identifier) if kind in _THINGS and identifier not in ("index", BY_DATE) else ("", "")

    @property
    def is_further(self) -> bool:
        """Whether the page is a further one about its thing: that of a stretch of time."""
        return self.uri.count("/") > 1

    @property
    def article(self) -> str | None:
        kind, identifier = self.thing
        return identifier if kind == "articles" else None

    @property
    def sentence(self) -> int | None:
        """The number of the sentence to which a link into an article leads."""
        match = _SENTENCE.fullmatch(self.anchor)
        return int(match[1]) if match and self.article else None


@dataclass(frozen=True, slots=True)
class Run:
    """Text without a tag in it. `marks` are the classes around it within its block, `time` the date it stands for."""

    text: str
    marks: frozenset[str] = frozenset()
    link: Link | None = None
    time: str | None = None
    tooltip: str = ""


@dataclass(frozen=True)
class Block:
    """The runs of one block, in order. `ids` are the anchors in it; `inside` the classes of what surrounds it."""

    uri: str
    runs: tuple[Run, ...]
    ids: tuple[str, ...] = ()
    inside: frozenset[str] = frozenset()

    @cached_property
    def text(self) -> str:
        return " ".join("".join(run.text for run in self.runs).split())

    @cached_property
    def links(self) -> tuple[Link, ...]:
        return tuple(dict.fromkeys(run.link for run in self.runs if run.link))

    @cached_property
    def marks(self) -> frozenset[str]:
        return frozenset(mark for run in self.runs for mark in run.marks)

    @cached_property
    def sentences(self) -> tuple[tuple[str, int], ...]:
        """The sentences that it cites, or is: article id and number."""
        cited = [(link.article or "", link.sentence) for link in self.links]
        own = Link(self.uri).article
        itself = [(own, int(match[1])) for found in self.ids if own and (match := _SENTENCE.fullmatch(found))]
        return tuple(dict.fromkeys([*((article, number) for article, number in cited if number), *itself]))

    @cached_property
    def folds(self) -> tuple[tuple[str, int], ...]:
        """What stands on each fold of citations ("+3"), and how many are under it."""
        found: list[tuple[str, set[Link]]] = []
        for run in self.runs:
            if FOLDED in run.marks and run.text.strip():
                if CITE not in run.marks:
                    found.append((run.text.strip(), set()))
                elif found and run.link:
                    found[-1][1].add(run.link)
        return tuple((shown, len(links)) for shown, links in found)

    @cached_property
    def sources(self) -> frozenset[str]:
        """The articles (ids) and other sites (addresses) that it leads to, as `source_key` writes them."""
        return frozenset(
            link.article or source_key(link.address) for link in self.links if link.article or link.address
        )


def source_key(source: str) -> str:
    """An address however it is escaped."""
    return unquote(source).rstrip("/")


def find_blocks(uri: str, html: str, served: Mapping[str, str]) -> tuple[Block, ...]:
    """The blocks of the page `uri`, in order. `served` maps the paths at which pages are served to their uris."""
    parser = _Cutter(uri, served)
    parser.feed(html)
    parser.close()
    parser.end_all()
    return tuple(parser.blocks)


def served_pages(uris: tuple[str, ...]) -> dict[str, str]:
    """Served path -> uri, as `find_blocks` needs them."""
    return {served_path(uri, directory_urls=True).rstrip("/"): uri for uri in uris}


@dataclass(slots=True)
class _Open:
    """A tag that has not ended; `block` where it is one."""

    tag: str
    attributes: dict[str, str]
    block: list[Run] | None
    ids: list[str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()


class _Cutter(HTMLParser):
    def __init__(self, uri: str, served: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self._uri, self._served = uri, served
        self._here = "/" + served_path(uri, directory_urls=True)
        # Text that stands in nothing is said too.
        self._open: list[_Open] = [_Open("body", {}, [])]
        self.blocks: list[Block] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        home = self._home()
        # What stands in a list item or a table row belongs to it; a list within an item has items of its own.
        begins = tag in _BLOCKS and (home is None or home.tag not in _ITEMS or tag in _LISTS | _ITEMS)
        attributes = {name: value or "" for name, value in attrs}
        self._open.append(_Open(tag, attributes, [] if begins else None))
        identifier = attributes.get("id")
        holder = self._home()
        if identifier and holder is not None:
            holder.ids.append(identifier)

    def handle_endtag(self, tag: str) -> None:
        at = next((at for at in reversed(range(len(self._open))) if self._open[at].tag == tag), None)
        while at is not None and len(self._open) > at:
            self._end()

    def handle_data(self, data: str) -> None:
        home = self._home()
        if home is None or home.block is None or any(opened.tag in _HEADINGS for opened in self._open):
            return
        at = next(index for index, opened in enumerate(self._open) if opened is home)
        inner = self._open[at:]
        link = next((opened for opened in inner if opened.tag == "a"), None)
        run = Run(
            text=data,
            marks=frozenset(name for opened in inner for name in opened.classes),
            link=self._lead(link.attributes.get("href", "")) if link else None,
            time=next((opened.attributes.get("datetime", "") for opened in inner if opened.tag == "time"), None),
            tooltip=link.attributes.get("data-definition", "") if link else "",
        )
        home.block.append(run)

    def end_all(self) -> None:
        while self._open:
            self._end()

    def _home(self) -> _Open | None:
        return next((opened for opened in reversed(self._open) if opened.block is not None), None)

    def _end(self) -> None:
        ended = self._open.pop()
        if ended.block and any(run.text.strip() for run in ended.block):
            inside = frozenset(name for opened in self._open for name in opened.classes) | set(ended.classes)
            self.blocks.append(Block(self._uri, tuple(ended.block), tuple(ended.ids), inside))

    def _lead(self, href: str) -> Link:
        address, _, anchor = href.partition("#")
        path = address.partition("?")[0]
        if "://" in path:
            return Link("", unquote(anchor), href)
        if not path:
            return Link(self._uri, unquote(anchor))
        served = posixpath.normpath(posixpath.join(self._here, unquote(path))).strip("/")
        return Link(self._served.get(served, served), unquote(anchor))
