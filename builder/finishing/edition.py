"""All pages -> the files of the site: those of earlier builds as they were, the others finished side by side."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import astuple
from hashlib import sha256

from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import write_file

from builder.cache.fingerprint import code_fingerprint
from builder.cache.store import Store
from builder.finishing.finished import Account, Finished, decode, encode
from builder.finishing.press import Press
from builder.finishing.surroundings import digest_of_surroundings
from builder.pages.page import Page
from builder.progress import Watch
from builder.workers import at_work

KIND = "page"
ROOMS = (
    "pages/html", "pages/shortcuts", "pages/addresses", "pages/page", "pages/escape", "pages/policy",
    "content/identifiers", "finishing", "plugin",
)  # fmt: skip
LIBRARIES = (
    *("anyascii", "jinja2", "markdown-it-py", "markupsafe", "mdurl", "mkdocs", "mkdocs-material", "nh3", "pydantic"),
)
_AT_ONCE = 100
"""Pages looked up in one go, and kept."""


def finish_pages(
    press: Press,
    sheets: Sequence[tuple[MkDocsPage, Page]],
    theme: str,
    store: Store,
    progress: AbstractContextManager[Watch],
) -> Mapping[str, Account]:
    """Write the file of each page, ours and MkDocs' record of it, and give an account of each, by address.

    `theme` is the digest of its files. `progress` is shown while pages are made that `store` lacks.
    """
    keys = _keys(press, [ours for _, ours in sheets], theme)
    accounts: dict[str, Account] = {}
    new = []
    for sheet, found in zip(sheets, _remembered(store, keys, len(sheets)), strict=True):
        if found is None:
            new.append(sheet)
        else:
            _publish(sheet, found, accounts)
    with at_work(lambda number: encode(press.finish(*new[number])), len(new)) as made, progress as watch:
        kept: dict[str, bytes] = {}
        for sheet, value in zip(watch("Finishing pages", new), made, strict=True):
            finished = decode(value)
            assert finished is not None
            _publish(sheet, finished, accounts)
            if keys:
                kept[keys[sheet[1].uri]] = value
            if len(kept) == _AT_ONCE:
                store.put_many(KIND, kept)
                kept.clear()
        store.put_many(KIND, kept)
    return accounts


def _publish(sheet: tuple[MkDocsPage, Page], finished: Finished, accounts: dict[str, Account]) -> None:
    page, ours = sheet
    write_file(finished.html, page.file.abs_dest_path)
    accounts[ours.uri] = finished.account


def _remembered(store: Store, keys: Mapping[str, str], count: int) -> Iterator[Finished | None]:
    if not keys:
        yield from [None] * count
        return
    all_keys = tuple(keys.values())
    for at in range(0, count, _AT_ONCE):
        wanted = all_keys[at : at + _AT_ONCE]
        values = store.get_many(KIND, wanted)
        yield from (decode(values[key]) if key in values else None for key in wanted)


def _keys(press: Press, pages: Sequence[Page], theme: str) -> dict[str, str]:
    """Of everything that each of `pages` shows, by address; none if that cannot be known."""
    code = code_fingerprint(ROOMS, LIBRARIES)
    around = code and digest_of_surroundings(press.config, press.nav, theme, code)
    if not around:
        return {}
    return {page.uri: sha256(_told([around, *astuple(page)])).hexdigest() for page in pages}


def _told(values: list[object]) -> bytes:
    return json.dumps(values, default=bytes.hex).encode()
