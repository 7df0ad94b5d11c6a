"""What a source says about itself: its headline, address, outlet, day; each claim with where it was found."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from builder.content.values import Address, Language, Line, Moment, Name, day_of, without_invisible
from builder.ingest.moments import moment_of

Key = Literal["title", "url", "publisher", "published", "agency", "authors", "language", "archive_url", "licence"]
_KINDS: Mapping[Key, Any] = {
    "title": Line,
    "url": Address,
    "publisher": Name,
    "published": Moment,
    "agency": Name,
    "authors": Name,
    "language": Language,
    "archive_url": Address,
    "licence": Line,
}
REQUIRED: tuple[Key, ...] = ("title", "url", "publisher", "published")
"""What no article can do without, in the order in which a person is asked."""

_LONGEST_NAME = 100
_NOT_IN_NAMES = frozenset('<>{}[]\\|=@#*_"“”;:/')
_MIRRORS = ("www.", "m.", "amp.", "mobile.")
_ARCHIVES = ("web.archive.org", "archive.org", "archive.ph", "archive.today", "archive.is", "perma.cc")


@dataclass(frozen=True, slots=True)
class Claim:
    """`origin` says to people where it stands; what is not `sure` is a guess, which a person should confirm."""

    key: Key
    value: str
    origin: str
    sure: bool = True


def check_value(key: Key, value: str) -> str:
    """`value` as an article holds it. Raises ValueError: "what was found | what to do"."""
    try:
        return str(_adapter(key).validate_python(value))
    except ValidationError as error:
        raise ValueError(str(error.errors()[0]["msg"]).removeprefix("Value error, ")) from None


@cache
def _adapter(key: Key) -> TypeAdapter[str]:
    return TypeAdapter(_KINDS[key])


def split_claims(claims: Iterable[Claim]) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """Those that can stand in an article, in its form and each only once; and the others, as they were found."""
    good: dict[Claim, None] = {}
    bad: dict[Claim, None] = {}
    for claim in claims:
        value = _clean(claim.key, claim.value)
        if not value:
            continue
        try:
            good[Claim(claim.key, check_value(claim.key, value), claim.origin, claim.sure)] = None
        except ValueError:
            bad[claim] = None
    return tuple(good), tuple(bad)


def _clean(key: Key, value: str) -> str:
    line = without_invisible(value)
    match key:
        case "published":
            return moment_of(line) or line
        case "language":
            return line.replace("_", "-")
        case "authors":
            return line if is_name(line) else ""
    return line


def is_name(line: str) -> bool:
    """Whether it may be printed as somebody's name: pages put addresses, handles and markup there too."""
    return (
        0 < len(line) <= _LONGEST_NAME
        and _NOT_IN_NAMES.isdisjoint(line)
        and "http" not in line
        and any(unicodedata.category(c).startswith("L") for c in line)
    )


def of_key(claims: Iterable[Claim], key: Key) -> tuple[Claim, ...]:
    return tuple(claim for claim in claims if claim.key == key)


def host_of(url: str) -> str:
    """The site that an address belongs to, without what only tells its editions for small screens apart."""
    host = (urlsplit(url).hostname or "").lower()
    for mirror in _MIRRORS:
        host = host.removeprefix(mirror)
    return host


def is_archive(url: str) -> bool:
    """Whether the address is that of a web archive's copy."""
    return host_of(url) in _ARCHIVES


def find_disagreements(claims: Iterable[Claim]) -> Iterator[tuple[Key, str]]:
    """Where a source contradicts itself, and how: a page may have been copied, moved, or made to deceive."""
    every = tuple(claims)
    for key in ("url", "publisher", "published"):
        said = [claim for claim in of_key(every, key) if claim.sure]
        first = said[0] if said else None
        other = next((claim for claim in said if first and not _agree(key, first.value, claim.value)), None)
        if first and other:
            yield key, f"{first.origin} says '{first.value}', {other.origin} says '{other.value}'"


def _agree(key: Key, one: str, other: str) -> bool:
    if key == "url":
        a, b = host_of(one), host_of(other)
        return a == b or a.endswith(f".{b}") or b.endswith(f".{a}")
    if key == "published":
        # The same evening is another day in another offset from UTC.
        return abs((day_of(one) - day_of(other)).days) <= 1
    a, b = (_letters(name) for name in (one, other))
    return a in b or b in a or _initials(one) == b or _initials(other) == a


def _letters(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum()).removeprefix("the")


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.casefold().replace("/", " ").split() if word[0].isalnum())


assert set(_KINDS) == set(get_args(Key))
