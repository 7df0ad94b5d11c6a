"""A page as it is served, and what the site has to know of it; as bytes that can be kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter, ValidationError

from builder.finishing.searching import Entry


@dataclass(frozen=True, slots=True)
class Account:
    """What the search finds on a page, the pages and their anchors to which it leads, and its own anchors."""

    entries: list[Entry]
    leads_to: Mapping[str, list[str]]
    anchors: list[str]


@dataclass(frozen=True, slots=True)
class Finished:
    """The file that is served, and the page's account, encoded."""

    html: bytes
    account: bytes


def encode(account: Account) -> bytes:
    """Thousands are read at once: as lists, and not by name."""
    return _told().dump_json((account.entries, dict(account.leads_to), account.anchors))


def decode(value: bytes) -> Account | None:
    """What was encoded; None if it is nothing of the kind."""
    try:
        return Account(*_told().validate_json(value, strict=True))
    except ValidationError:
        return None


@cache
def _told() -> TypeAdapter[tuple[list[Entry], dict[str, list[str]], list[str]]]:
    return TypeAdapter(tuple[list[Entry], dict[str, list[str]], list[str]])
