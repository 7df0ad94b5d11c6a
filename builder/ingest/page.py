"""A saved web page: its article's text, and what it claims about itself in its head.

Called on whatever somebody saved: `builder.ingest.bounded` runs it in a process of its own, within limits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from builder.ingest.bylines import split_authors
from builder.ingest.claims import Claim, Key, is_archive
from builder.ingest.structured import structured_claims

_META: tuple[tuple[Key, bool, tuple[str, ...]], ...] = (
    ("title", True, ("citation_title", "dc.title", "dcterms.title", "og:title", "twitter:title")),
    ("url", True, ("og:url",)),
    ("publisher", True, ("og:site_name", "citation_publisher", "dc.publisher", "dcterms.publisher")),
    ("publisher", False, ("application-name", "apple-mobile-web-app-title")),
    ("published", True, (
        "article:published_time", "og:article:published_time", "datepublished", "citation_publication_date",
        "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "dc.date.issued",
        "dcterms.issued", "dcterms.created", "article.published", "cxenseparse:recs:publishtime",
    )),
    ("published", False, ("date", "dc.date", "dcterms.date")),
    ("authors", True, ("citation_author", "author", "article:author", "parsely-author", "dc.creator", "byl")),
    ("language", True, ("og:locale", "content-language", "dc.language")),
    ("licence", True, ("dcterms.license", "dc.rights", "rights", "copyright")),
)  # fmt: skip
"""Key, whether that is what the name means to everybody, and the names, the most trusted first."""
_DROPPED = ("script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "form", "textarea",
            "select", "button", "head", "canvas", "audio", "video", "plaintext", "xmp")  # fmt: skip
_BANNERS = frozenset(("wm-ipp-base", "wm-ipp", "wm-ipp-print", "donato", "HEADER-ARCHIVE"))
"""What web archives put around a page."""
_UNSEEN = re.compile(
    r"display\s*:\s*none|position\s*:\s*fixed|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?![.\d]*[1-9])|opacity\s*:\s*0(?![.\d]*[1-9])"
    r"|(?:left|top|right|text-indent)\s*:\s*-\d{3,}|clip(?:-path)?\s*:\s*(?:rect\(\s*0|inset\(\s*(?:50|100)%)",
    re.IGNORECASE,
)
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)|(?:^|\n)\s*url:\s*(https?://\S+)")
_COPY = re.compile(r"https?://web\.archive\.org/web/\d{4,14}[a-z_]*/(https?://.+)")
_DAY_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})/(\d{1,2})/(\d{1,2})/")
_BETWEEN_TITLES = re.compile(r"\s+[|–—·»:-]+\s+")


@dataclass(frozen=True, slots=True)
class Source:
    """`text` is the article's, a paragraph or heading a line; `claims` what the page says about itself, best first."""

    text: str
    claims: tuple[Claim, ...]


def read_page(html: str, address: str | None = None) -> Source:
    """The article in a page; its text is empty when there is none. `address`: where a browser says it came from."""
    tree = _parse(html)
    if tree is None:
        return Source("", ())
    claims = (*_claims(tree, address),)
    _drop_unseen(tree)
    return Source(_text(tree), claims)


def _parse(html: str) -> HtmlElement | None:
    # Its own limits stay on: depth, and length of one text.
    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        return document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def _text(tree: HtmlElement) -> str:
    found = trafilatura.extract(
        tree, output_format="txt", include_comments=False, include_tables=False, include_images=False,
        include_links=False, favor_recall=True,
    )  # fmt: skip
    return found or ""


def _drop_unseen(tree: HtmlElement) -> None:
    """Take out what no reader of the article saw: scripts, bait, what lies over the page. It would be text here."""
    doomed = [element for element in tree.iter(etree.Element) if _is_unseen(element)]
    for element in doomed:
        # Not `remove`, which would take the text behind it along.
        if element.getparent() is not None:
            element.drop_tree()


def _is_unseen(element: HtmlElement) -> bool:
    return (
        element.tag in _DROPPED
        or "hidden" in element.attrib
        or element.get("id") in _BANNERS
        or _UNSEEN.search(element.get("style") or "") is not None
    )


def _claims(tree: HtmlElement, address: str | None) -> Iterator[Claim]:
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json":
            yield from structured_claims(script.text or "")
    yield from _of_addresses(tree, address)
    yield from _of_meta(tree)
    yield from _of_body(tree)


def _of_addresses(tree: HtmlElement, address: str | None) -> Iterator[Claim]:
    """Canonical address, and where a browser or a web archive says that it found the page."""
    found = [
        (link.get("href") or "", "the canonical link")
        for link in tree.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    ]
    found += [(address, "the browser's note of where the page was saved")] if address else []
    for comment in tree.xpath("//comment()")[:20]:
        note = _SAVED_FROM.search((comment.text or "")[:2000])
        if note:
            found.append((note[1] or note[2], "the browser's note of where the page was saved"))
    for url, origin in found:
        copied = _COPY.fullmatch(url)
        if copied:
            yield Claim("url", copied[1], f"{origin}, a web archive's")
            yield Claim("archive_url", url, origin)
        elif is_archive(url):
            yield Claim("archive_url", url, origin)
        else:
            yield Claim("url", url, origin)
            day = _DAY_IN_ADDRESS.search(url)
            if day:
                yield Claim("published", "-".join(day.groups()), "the address", sure=False)
    for link in tree.iter("link", "a"):
        if "license" in (link.get("rel") or "").lower().split():
            yield Claim("licence", link.get("href") or "", "a link to the licence")


def _of_meta(tree: HtmlElement) -> Iterator[Claim]:
    contents: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (meta.get(attribute) or "").strip().lower()
            if name and meta.get("content"):
                contents.setdefault(name, []).append(meta.get("content") or "")
    sites = contents.get("og:site_name", [])
    for key, sure, names in _META:
        for name in names:
            for value in contents.get(name, []):
                origin = f"the page's '{name}'"
                if key == "title":
                    yield Claim(key, without_outlet(value, sites), origin)
                elif key == "authors":
                    yield from (Claim(key, author, origin) for author in split_authors(value))
                else:
                    yield Claim(key, value, origin, sure)


def _of_body(tree: HtmlElement) -> Iterator[Claim]:
    headings = [" ".join(h.text_content().split()) for h in tree.iter("h1")]
    for heading in [heading for heading in headings if heading][:1]:
        yield Claim("title", heading, "the page's first heading", sure=len(headings) == 1)
    title = next(iter(tree.iter("title")), None)
    if title is not None and title.text:
        parts = _BETWEEN_TITLES.split(" ".join(title.text.split()))
        yield Claim("title", max(parts, key=len), "the window's title", sure=False)
        if len(parts) > 1 and len(parts[-1].split()) <= 5:
            yield Claim("publisher", parts[-1], "the window's title", sure=False)
    for time in tree.iter("time"):
        stated = time.get("datetime") or ""
        meant = "published" in (time.get("itemprop") or "").lower() or time.get("pubdate") is not None
        if stated:
            yield Claim("published", stated, "the page's first time stamp", sure=meant)
            break
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    if language:
        yield Claim("language", language, "the page's 'lang'")


def without_outlet(title: str, sites: list[str]) -> str:
    """A window's or preview's title without the outlet's name at its end."""
    line = " ".join(title.split())
    for site in sites:
        for separator in (" | ", " - ", " – ", " — "):
            line = line.removesuffix(f"{separator}{site.strip()}")
    return line
