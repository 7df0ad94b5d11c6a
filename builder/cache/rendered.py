"""The HTML of pages of earlier runs, found again by their Markdown, their address and the code."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from html import escape, unescape

from pydantic import TypeAdapter

from builder.cache.remember import Craft, remember
from builder.cache.store import Store
from builder.content.identifiers import identifier_of
from builder.pages.html import Rendered, render_html, sanitise
from builder.pages.page import Page
from builder.progress import Watch
from builder.workers import Workers, alone


class RenderedCache:
    """Renders only the pages that `store` lacks."""

    def __init__(self, store: Store, workers: Workers = alone) -> None:
        self._store = store
        self._workers = workers

    def __call__(self, pages: Sequence[Page], watch: Watch, *, directory_urls: bool = True) -> Mapping[str, Rendered]:
        """The HTML of each of `pages`, by address."""
        given = {page.uri: (page, directory_urls) for page in pages}
        return remember(self._store, RENDERING, given, watch, self._workers)


def _key_of(given: tuple[Page, bool], code: str) -> str:
    page, directory_urls = given
    return sha256(json.dumps([code, page.uri, page.markdown, directory_urls]).encode()).hexdigest()


def _render(given: tuple[Page, bool]) -> Rendered:
    page, directory_urls = given
    return render_html(page, directory_urls=directory_urls)


def _is_sane(rendered: Rendered) -> bool:
    """Whether it could have been rendered: nothing reaches the site unsanitised, whatever became of the cache."""
    return sanitise(rendered.html) == rendered.html and all(
        escape(unescape(heading.title), quote=False) == heading.title and identifier_of(heading.id) == heading.id
        for heading in rendered.headings
    )


@cache
def _rendered() -> TypeAdapter[Rendered]:
    return TypeAdapter(Rendered)


RENDERING = Craft(
    kind="html",
    doing="Rendering pages",
    rooms=(
        "pages/html",
        "pages/shortcuts",
        "pages/addresses",
        "pages/page",
        "content/identifiers",
        "cache/rendered",
        "cache/remember",
    ),
    libraries=("anyascii", "markdown-it-py", "mdurl", "nh3", "pydantic"),
    key_of=_key_of,
    work_out=_render,
    form=_rendered,
    holds=_is_sane,
)
