"""Pages at addresses that things had before: they lead to where those are now, or say that they are no longer here.

Plain files beside the site's pages: neither navigation nor search nor sitemap knows them, and they need no script.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import escape

from builder.archive.account import Archive
from builder.content.ledger import Ledger
from builder.pages.addresses import HOME, actor_uri, article_uri, round_uri, served_path, term_uri
from builder.pages.html import served_way
from builder.pages.page import DataFile, Page
from builder.pages.policy import NOTHING

_URI = {"actors": actor_uri, "rounds": round_uri, "glossary": term_uri, "articles": article_uri}
"""The kinds of things that have a page each; entries of the timeline are found on its pages, by anchors of theirs."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """At `uri`, which ends in .md like a Page's, nothing is told any more; `target` is where it is now, if anywhere."""

    uri: str
    target: Page | None


def find_redirects(archive: Archive, pages: Collection[Page]) -> tuple[Redirect, ...]:
    """Ordered by address; an address at which there is a page is never among them."""
    live = {page.uri: page for page in pages}
    moves = find_moves(archive, live)
    return tuple(Redirect(uri, live[target] if target else None) for uri, target in moves.items())


def find_moves(archive: Archive, live: Collection[str]) -> Mapping[str, str | None]:
    """Former addresses, in order, and which of those of pages, `live`, stands for each now, if one does."""
    found: dict[str, str | None] = dict.fromkeys(_gone(archive.content.recorded))
    for kind, former in archive.former.items():
        if kind in _URI:
            for before, now in former.items():
                target = _URI[kind](now)
                found[_URI[kind](before)] = target if target in live else None
    return {uri: found[uri] for uri in sorted(found) if uri not in live}


def _gone(recorded: Ledger) -> Iterator[str]:
    """The addresses of all that was ever published, as far as that is recorded."""
    for kind, of_kind in recorded.items():
        for anchor, ids in of_kind.items():
            yield article_uri(anchor.article)
            if kind in _URI:
                yield from (_URI[kind](identifier) for identifier in ids)


def write_redirect(redirect: Redirect, *, directory_urls: bool) -> DataFile:
    """The file that a browser gets at the former address."""
    target = redirect.target.uri if redirect.target else HOME
    way = escape(served_way(redirect.uri, target, directory_urls=directory_urls))
    if redirect.target:
        title = escape(redirect.target.title)
        leading = f'<link rel="canonical" href="{way}">\n<meta http-equiv="refresh" content="0; url={way}">\n'
        said = f'<p>This page has moved to <a href="{way}">{title}</a>.</p>'
    else:
        title = escape("No longer here")
        leading = ""
        said = (
            "<p>What this address told of is no longer in this archive.</p>\n"
            f'<p><a href="{way}">Where the talks stand</a></p>'
        )
    text = (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{NOTHING}">\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n'
        f"{leading}</head>\n<body>\n<main>\n<h1>{title}</h1>\n{said}\n</main>\n</body>\n</html>\n"
    )
    return DataFile(place_of(redirect.uri, directory_urls=directory_urls), text)


def place_of(uri: str, *, directory_urls: bool) -> str:
    """Where in the site the file at a former address lies."""
    served = served_path(uri, directory_urls=directory_urls)
    return posixpath.join(served, "index.html") if directory_urls else served
