"""Sheets: what is to be composed, each from what it is given and from what it asks of the archive."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from builder.archive.account import Archive
from builder.pages.compose import Composer
from builder.pages.linking import ProseLinker
from builder.pages.page import Leaf
from builder.pages.timeline.layout import Layout
from builder.progress import Watch


@dataclass(frozen=True, slots=True)
class Desk:
    """What all pages of an archive are composed from."""

    archive: Archive
    prose: ProseLinker
    layout: Layout

    def compose(self, sheet: Sheet) -> Leaf:
        page = Composer(self.archive, self.prose, self.layout, sheet.uri, sheet.continued)
        return sheet.compose(page, *sheet.given)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page, or file, `uri` is what `compose` makes of a Composer and of what is `given`.

    `continued` is as a Composer has it. `compose` is a function of a module, not a closure: what it depends on is
    known when all is in `given` that it does not ask its Composer for. `weight` is how many pages take as long.
    """

    uri: str
    compose: Callable[..., Leaf]
    given: tuple[Any, ...] = ()
    continued: str = ""
    weight: int = 1


class ComposePages(Protocol):
    """Sheets -> what they make, by address: by composing them, or by remembering what composing them gave."""

    def __call__(self, desk: Desk, sheets: Sequence[Sheet], watch: Watch, /) -> Mapping[str, Leaf]: ...


def compose_afresh(desk: Desk, sheets: Sequence[Sheet], watch: Watch, /) -> Mapping[str, Leaf]:
    """Compose every page, one after the other."""
    return {sheet.uri: desk.compose(sheet) for sheet in watch("Writing pages", sheets)}
