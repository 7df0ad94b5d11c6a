"""Sheets: pages that are to be composed, each from what it is given and from what it asks of the archive."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from builder.archive.account import Archive
from builder.pages.compose import Composer
from builder.pages.linking import ProseLinker
from builder.pages.page import Page
from builder.pages.timeline.layout import Layout
from builder.progress import Watch


@dataclass(frozen=True, slots=True)
class Desk:
    """What all pages of an archive are composed from."""

    archive: Archive
    prose: ProseLinker
    layout: Layout

    def compose(self, sheet: Sheet) -> Page:
        page = Composer(self.archive, self.prose, self.layout, sheet.uri, sheet.continued)
        return sheet.compose(page, *sheet.given)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page at `uri` is what `compose` makes of a Composer and of what is `given`; `continued` as a Composer has it.

    `compose` is a function of a module, not a closure: what the page depends on is known when all is in `given` that
    it does not ask its Composer for.
    """

    uri: str
    compose: Callable[..., Page]
    given: tuple[Any, ...] = ()
    continued: str = ""


class ComposePages(Protocol):
    """Sheets -> their pages by address: by composing them, or by remembering what composing them gave."""

    def __call__(self, desk: Desk, sheets: Sequence[Sheet], watch: Watch, /) -> Mapping[str, Page]: ...


def compose_afresh(desk: Desk, sheets: Sequence[Sheet], watch: Watch, /) -> Mapping[str, Page]:
    """Compose every page, one after the other."""
    return {sheet.uri: desk.compose(sheet) for sheet in watch("Writing pages", sheets)}
