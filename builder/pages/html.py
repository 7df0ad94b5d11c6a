"""A Page's Markdown -> HTML, with what else a site needs to know of it: table of contents, links, anchors.

The same parser that reads articles renders pages. The templates' own HTML passes; all that came from content was
escaped when the Page was composed, and the result is sanitised once more.
"""

from __future__ import annotations

import itertools
import posixpath
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape, unescape
from typing import Any, Protocol
from urllib.parse import quote, unquote, urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from builder.content.identifiers import identifier_of
from builder.pages.addresses import served_path
from builder.pages.page import Page
from builder.pages.shortcuts import OPEN_LINK, use_shortcuts
from builder.progress import Watch

_ID = re.compile(r'\bid="([^"]+)"')
_HREF = re.compile(r'href="([^"]*)"')
_TAG = re.compile(r"<[^>]+>")
_UNSEARCHED = "<span data-search-exclude>"
"""In a heading: what stands below it is a list made of other pages, and no find of its own in the site's search."""
_IN_QUERY = "%!$&'()*+,;=:@/?-._~"
"""What stands in the query of an address as it is (RFC 3986, section 3.4), encoded characters among it."""

_TAGS = {
    "a", "abbr", "b", "bdi", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details", "div", "dl", "dt",
    "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "li", "mark", "nav", "ol", "p",
    "pre", "q", "s", "section", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "th",
    "thead", "time", "tr", "ul",
    # The timeline's picture; nothing in SVG that refers to anything.
    "desc", "g", "path", "rect", "svg", "title",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"class", "id", "lang", "dir", "title", "role", "aria-label", "aria-labelledby", "data-search-exclude"},
    "a": {"href", "data-definition", "aria-describedby"},
    "span": {"data-stretch"},
    "time": {"datetime"},
    "td": {"data-label"},
    "th": {"scope"},
    "ol": {"start"},
    "blockquote": {"cite"},
    "details": {"open"},
    "svg": {"viewBox", "preserveAspectRatio", "focusable", "data-first", "data-span", "data-bins"},
    "rect": {"x", "y", "width", "height", "data-month", "data-entries"},
    "path": {"d"},
}


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    id: str
    title: str
    """As HTML text, escaped."""


@dataclass(frozen=True, slots=True)
class Link:
    """An internal link: `uri` of the page it leads to, and the anchor there, or an empty string.

    `query` is what a script there is told, percent-encoded.
    """

    uri: str
    anchor: str
    query: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    html: str
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    anchors: frozenset[str]

    @property
    def leads_to(self) -> Mapping[str, Collection[str]]:
        """By page, the anchors there to which links lead; an empty one where they lead to the page."""
        found: dict[str, dict[str, None]] = {}
        for link in self.links:
            found.setdefault(link.uri, {})[link.anchor] = None
        return found


@cache
def _page_parser() -> MarkdownIt:
    return use_shortcuts(MarkdownIt("commonmark", {"html": True}).enable("table"))


def render_html(page: Page, *, directory_urls: bool = True) -> Rendered:
    """The HTML of a page; its links to other pages' .md files lead to where those are served."""
    parser = _page_parser()
    links: list[Link] = []

    def open_link(way: str, title: str | None) -> str:
        attrs = {"href": way} if title is None else {"href": way, "title": title}
        _serve_link(attrs, page.uri, links, directory_urls=directory_urls)
        told = "".join(f' {name}="{escapeHtml(value)}"' for name, value in attrs.items())
        return f"<a{told}>"

    tokens = parser.parse(page.markdown, {OPEN_LINK: open_link})
    headings = _name_headings(tokens)
    _label_cells(tokens)
    for token in tokens:
        if token.type == "html_block":
            token.content = _serve_links_in(token.content, page.uri, links, directory_urls=directory_urls)
        for child in token.children or ():
            if child.type == "link_open":
                _serve_link(child.attrs, page.uri, links, directory_urls=directory_urls)
            elif child.type == "image":
                # No picture is ever loaded: only its description is shown.
                child.type, child.tag = "text", ""
    html = sanitise(parser.renderer.render(tokens, parser.options, {}))
    anchors = frozenset(unescape(anchor) for anchor in _ID.findall(html))
    return Rendered(html, tuple(headings), tuple(dict.fromkeys(links)), anchors)


class Linked(Protocol):
    """Where a page leads, and where in it others can lead."""

    @property
    def leads_to(self) -> Mapping[str, Collection[str]]: ...
    @property
    def anchors(self) -> Collection[str]: ...


class RenderPages(Protocol):
    """Pages -> their HTML by address: by rendering them, or by remembering what rendering them gave."""

    def __call__(
        self, pages: Sequence[Page], watch: Watch, *, directory_urls: bool = True
    ) -> Mapping[str, Rendered]: ...


def render_afresh(pages: Sequence[Page], watch: Watch, *, directory_urls: bool = True) -> Mapping[str, Rendered]:
    """Render every page, one after the other."""
    return {page.uri: render_html(page, directory_urls=directory_urls) for page in watch("Rendering pages", pages)}


def sanitise(html: str) -> str:
    """`html` with nothing in it that could run, load or disguise."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https"},
        link_rel=None,  # no link opens a window of its own
        strip_comments=True,
        clean_content_tags={"script", "style"},
    )


def broken_links(rendered: Mapping[str, Linked]) -> list[tuple[str, Link, str]]:
    """Links that lead to no page or no anchor: the page's uri, the link, and which of the two is missing."""
    anchors = {uri: frozenset(("", *page.anchors)) for uri, page in rendered.items()}
    broken = []
    for uri in sorted(rendered):
        for target, wanted in rendered[uri].leads_to.items():
            there = anchors.get(target, frozenset())
            missing = "anchor" if there else "page"
            broken += [(uri, Link(target, anchor), missing) for anchor in wanted if anchor not in there]
    return broken


def _name_headings(tokens: list[Token]) -> list[Heading]:
    headings: list[Heading] = []
    taken: dict[str, int] = {}
    for opening, inline in itertools.pairwise(tokens):
        if opening.type != "heading_open":
            continue
        text = "".join(
            child.content for child in inline.children or () if child.type in ("text", "code_inline", "text_special")
        )
        stem = identifier_of(text) or "section"
        taken[stem] = taken.get(stem, 0) + 1
        identifier = stem if taken[stem] == 1 else f"{stem}-{taken[stem]}"
        opening.attrSet("id", identifier)
        if inline.children and len(inline.children) > 2 and inline.children[-2].content == _UNSEARCHED:
            opening.attrSet("data-search-exclude", "")
            del inline.children[-2:]
            inline.children[-1].content = inline.children[-1].content.rstrip()
        headings.append(Heading(int(opening.tag[1]), identifier, escape(text, quote=False)))
    return headings


def _label_cells(tokens: list[Token]) -> None:
    """Each cell knows its column's heading, so that a table can become cards on a narrow screen."""
    columns: list[str] = []
    at = 0
    for token, following in itertools.pairwise(tokens):
        match token.type:
            case "table_open":
                columns = []
            case "th_open":
                columns.append(_TAG.sub("", following.content))
                token.attrSet("scope", "col")
            case "tr_open":
                at = 0
            case "td_open":
                if at < len(columns):
                    token.attrSet("data-label", columns[at])
                at += 1


def _serve_link(attrs: dict[str, Any], uri: str, links: list[Link], *, directory_urls: bool) -> None:
    href = str(attrs.get("href") or "")
    link = _internal(href, uri)
    if link is None:
        if _hides_its_end(href):
            del attrs["href"]
        return
    links.append(link)
    attrs["href"] = _way(uri, link, directory_urls=directory_urls)
    if link.uri.startswith("glossary/") and (title := attrs.pop("title", None)):
        # A browser's own tooltip never appears on keyboard focus; the style sheet shows this one on both.
        attrs |= {"class": "x-term", "data-definition": str(title)}


def _serve_links_in(html: str, uri: str, links: list[Link], *, directory_urls: bool) -> str:
    """The same for a block of a template's own HTML."""

    def serve(match: re.Match[str]) -> str:
        link = _internal(unescape(match[1]), uri)
        if link is None:
            return match[0]
        links.append(link)
        return f'href="{escape(_way(uri, link, directory_urls=directory_urls))}"'

    return _HREF.sub(serve, html)


def _internal(href: str, uri: str) -> Link | None:
    """Where a link between Pages leads; None for one that leads off the site."""
    address, _, anchor = href.partition("#")
    path, _, query = address.partition("?")
    query = quote(query, safe=_IN_QUERY)
    if not path:
        return Link(uri, unquote(anchor), query) if anchor or query else None
    if ":" in path or path.startswith("/") or not path.endswith(".md"):
        return None
    target = posixpath.normpath(posixpath.join(posixpath.dirname(uri), unquote(path)))
    return Link(target, unquote(anchor), query)


def _hides_its_end(href: str) -> bool:
    """Whether an address passes for one of this site (`//host/`), or for another site's (`https://known@host/`)."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return True
    return "@" in parts.netloc or bool(parts.netloc and not parts.scheme)


def _way(uri: str, link: Link, *, directory_urls: bool) -> str:
    """The relative address that leads from one served page to another, and works from any folder or a file."""
    end = (f"?{link.query}" if link.query else "") + (f"#{quote(link.anchor)}" if link.anchor else "")
    if link.uri == uri:
        return end or "./"
    return served_way(uri, link.uri, directory_urls=directory_urls) + end


@lru_cache(maxsize=100_000)
def served_way(uri: str, target: str, *, directory_urls: bool) -> str:
    """The relative address that leads from where the page `uri` is served to where `target` is."""
    here, there = served_path(uri, directory_urls=directory_urls), served_path(target, directory_urls=directory_urls)
    way = posixpath.relpath("/" + there, "/" + (here if directory_urls else posixpath.dirname(here)))
    return quote(way) + ("/" if directory_urls else "")
