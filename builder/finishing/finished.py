"""A page as it is served, and what the site has to know of it; as bytes that can be kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter, ValidationError

from builder.finishing.searching import Entry
from builder.pages.html import Link


@dataclass(frozen=True, slots=True)
class Account:
    """What the search finds on a page, where it leads, and where in it others can lead."""

    entries: tuple[Entry, ...]
    links: tuple[Link, ...]
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    html: bytes
    account: Account


def encode(finished: Finished) -> bytes:
    """The account on a line of its own, so that the HTML, which nobody looks into, stays as it is."""
    return _account().dump_json(finished.account) + b"\n" + finished.html


def decode(value: bytes) -> Finished | None:
    """What was encoded; None if it is nothing of the kind."""
    account, _, html = value.partition(b"\n")
    try:
        return Finished(html, _account().validate_json(account))
    except ValidationError:
        return None


@cache
def _account() -> TypeAdapter[Account]:
    return TypeAdapter(Account)
