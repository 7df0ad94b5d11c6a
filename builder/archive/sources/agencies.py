"""Which news agency's text an article says that it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from builder.reading.folding import fold
from builder.reading.words import load_words

if TYPE_CHECKING:  # the models behind it take longer to load than an agency to find
    from builder.content.article import Article

_IN_BRACKETS = re.compile(r"(?P<outer>.+?)\s*\((?P<inner>.+)\)")
_COPY = re.compile(r"(?P<agency>.+) copy", re.IGNORECASE)
_COPY_IN = re.compile(r"(?:a )?copy (?:in|by|on|at) .+", re.IGNORECASE)
_BESIDE = re.compile(r"/|, | via | - | – | and ")
_DATELINE = re.compile(r"\((?P<agency>[^()\n]{2,40})\) ?[-–—]")
_OPENING = 400
"""Characters in which a dateline, "OSLO (Agency) -", must stand."""


def agency_of(article: Article) -> str | None:
    """The agency's name as pages show it: as the editor says, the publisher, the by-line or the dateline."""
    if article.agency:
        return _known().get(fold(article.agency), article.agency)
    return next(_named(article), None)


def _named(article: Article) -> Iterator[str]:
    yield from _of_publisher(article.publisher)
    for author in article.authors:
        yield from _parts(author)
    for found in _DATELINE.finditer(article.prose, 0, _OPENING):
        yield from _parts(found["agency"])


def _of_publisher(publisher: str) -> Iterator[str]:
    """From "Agency", "Outlet (Agency)", "Agency via Outlet", "Outlet (X copy)", "X (copy in Outlet)".

    Whoever writes "copy" names the text's origin, be it on the list or not.
    """
    bracketed = _IN_BRACKETS.fullmatch(publisher)
    if bracketed is None:
        yield from _parts(publisher)
        return
    outer, inner = bracketed["outer"], bracketed["inner"]
    if copied := _COPY.fullmatch(inner):
        yield _known().get(fold(copied["agency"]), copied["agency"])
    elif _COPY_IN.fullmatch(inner):
        yield _known().get(fold(outer), outer)
    yield from _parts(outer)
    yield from _parts(inner)


def _parts(credit: str) -> Iterator[str]:
    for part in (credit, *_BESIDE.split(credit)):
        if (name := _known().get(fold(part))) is not None:
            yield name


@cache
def _known() -> dict[str, str]:
    return {fold(form): name for name, *others in load_words("agencies") for form in (name, *others)}
