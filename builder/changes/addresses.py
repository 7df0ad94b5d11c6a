"""Addresses that were published, and whether they still lead somewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from builder.archive.account import Archive
from builder.changes.identity import former_ids
from builder.changes.model import Addresses
from builder.pages.addresses import TIMELINE, actor_uri, article_uri, round_uri, served_path, term_uri
from builder.pages.timeline.layout import lay_out

_URI: dict[str, Callable[[str], str]] = {
    "articles": article_uri,
    "rounds": round_uri,
    "actors": actor_uri,
    "glossary": term_uri,
}
_KINDS = (*_URI, "timeline")


def find_addresses(before: Archive, after: Archive) -> Addresses:
    """What becomes in `after` of the addresses that are published with `before`: pages, and anchors of the timeline."""
    broken: list[str] = []
    gone: list[str] = []
    moved: list[str] = []
    for kind in _KINDS:
        then, live, leads = _ids(before, kind), _ids(after, kind), former_ids(after, kind)
        # Of entries there are no pages that could say so.
        told = frozenset(_recorded(after, kind)) if kind in _URI else frozenset[str]()
        for identifier in sorted((then | _promised(before, kind)) - live):
            if leads.get(identifier) not in live:
                (gone if identifier in told else broken).append(address_of(kind, identifier))
            elif identifier in then:
                moved.append(address_of(kind, identifier))
    pages = _timeline_pages(before) - _timeline_pages(after)
    return Addresses((*broken, *sorted(pages)), tuple(gone), tuple(moved))


def _ids(archive: Archive, kind: str) -> frozenset[str]:
    things = {
        "articles": archive.readings,
        "rounds": archive.rounds,
        "actors": archive.actors,
        "glossary": archive.terms,
        "timeline": archive.entries,
    }
    return frozenset(things[kind])


def _promised(archive: Archive, kind: str) -> frozenset[str]:
    """Former ids that lead on, as far as an editor or the record tells of them: others never were an address."""
    content = archive.content
    formers = {
        "articles": (article.formerly for article in content.articles),
        "rounds": (entry.data.formerly for entry in content.rounds),
        "actors": (entry.data.formerly for entry in content.actors),
        "glossary": (entry.data.formerly for entry in content.terms),
        "timeline": ((*entry.data.formerly, *entry.data.same) for entry in content.entries),
    }
    told = {*chain.from_iterable(formers[kind]), *_recorded(archive, kind)}
    return frozenset(told & former_ids(archive, kind).keys())


def _recorded(archive: Archive, kind: str) -> Iterator[str]:
    """Ids that the record says were published."""
    if kind == "articles":
        yield from (anchor.article for of_kind in archive.content.recorded.values() for anchor in of_kind)
    else:
        yield from chain.from_iterable(archive.content.recorded[kind].values())


def address_of(kind: str, identifier: str) -> str:
    """The address on the site of a thing of `kind`, "articles" or one of `content.ledger.KINDS`."""
    if kind == "timeline":
        return f"{served_path(TIMELINE, directory_urls=True)}#{identifier}"
    return served_path(_URI[kind](identifier), directory_urls=True)


def _timeline_pages(archive: Archive) -> frozenset[str]:
    return frozenset(
        served_path(f"timeline/{stretch.key}.md", directory_urls=True)
        for stretch in lay_out(archive).pages
        if stretch.key
    )
