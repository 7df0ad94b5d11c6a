"""One thing at a time: what somebody waits for before what nobody does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from threading import Condition

from builder.progress import Thing


class Over(Exception):  # noqa: N818 - nothing went wrong
    """There are no more turns."""


class Turns:
    """Turns of threads, until they are over."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._asking = 0
        self._taken = self._over = False

    @contextmanager
    def first(self) -> Iterator[None]:
        """The next turn. Raises Over."""
        with self._changed:
            self._asking += 1
        try:
            self._take(lambda: True)
        finally:
            with self._changed:
                self._asking -= 1
        try:
            yield
        finally:
            self._give_back()

    @contextmanager
    def behind(self) -> Iterator[None]:
        """A turn when nobody asks for one. Raises Over."""
        self._take(lambda: not self._asking)
        try:
            yield
        finally:
            self._give_back()

    def watch(self, _doing: str, things: Collection[Thing], /) -> Iterable[Thing]:
        """A `Watch` over work that waits behind: each thing has a turn of its own, until the next is asked for."""
        for thing in things:
            with self.behind():
                yield thing

    def end(self) -> None:
        """Give no more turns, and wait for the one that is taken."""
        with self._changed:
            self._over = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._taken)

    def _take(self, is_due: Callable[[], bool]) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._over or (not self._taken and is_due()))
            if self._over:
                raise Over
            self._taken = True

    def _give_back(self) -> None:
        with self._changed:
            self._taken = False
            self._changed.notify_all()
