"""How long work tells how far it is: it passes what it goes through to a `Watch`, and gets the same back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol, TypeVar

Thing = TypeVar("Thing")


class Watch(Protocol):
    """`for article in watch("Reading articles", articles)`: the same things, in order; `doing` is for people."""

    def __call__(self, doing: str, things: Collection[Thing], /) -> Iterable[Thing]: ...


def unwatched(_doing: str, things: Collection[Thing], /) -> Iterable[Thing]:
    """Tells nobody."""
    return things
