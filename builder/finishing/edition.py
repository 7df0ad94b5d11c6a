"""All pages -> the files of the site: those of earlier builds as they were, the others finished side by side."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import astuple
from hashlib import sha256

from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import write_file

from builder.cache.fingerprint import code_fingerprint
from builder.cache.store import Store
from builder.finishing.ahead import PAGE, Ahead, Edition, keep_edition
from builder.finishing.finished import Account, Finished, decode
from builder.finishing.press import Press
from builder.finishing.surroundings import digest_of_surroundings
from builder.pages.page import Page
from builder.progress import Watch
from builder.workers import at_work

ACCOUNT = "account"
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
    ahead: Ahead,
    *,
    progress: AbstractContextManager[Watch],
) -> Mapping[str, Account]:
    """Write the file of each page, ours and MkDocs' record of it, and give an account of each, by address.

    `theme` is the digest of its files; what was written `ahead` and is still the same is left as it is. `progress` is
    shown while pages are made that `store` lacks. Raises OSError.
    """
    keys = _keys(press, [ours for _, ours in sheets], theme)
    written = ahead.settle({page.file.dest_uri for page, _ in sheets})
    accounts: dict[str, Account] = {}
    new = []
    for at in range(0, len(sheets), _AT_ONCE):
        some = sheets[at : at + _AT_ONCE]
        found = _remembered(store, keys, written, some) if keys else {}
        accounts |= found
        new += [sheet for sheet in some if sheet[1].uri not in found]
    with at_work(lambda number: _told(press.finish(*new[number])), len(new)) as made, progress as watch:
        kept = _Kept(store)
        for (page, ours), (html, told) in zip(watch("Finishing pages", new), made, strict=True):
            account = decode(told)
            assert account is not None
            write_page(page, html)
            accounts[ours.uri] = account
            if keys:
                kept.add(keys[ours.uri], html, told)
        kept.close()
    if keys:
        keep_edition(store, {page.file.dest_uri: keys[ours.uri] for page, ours in sheets})
    return accounts


def account_for(
    press: Press, sheets: Sequence[tuple[MkDocsPage, Page]], theme: str, store: Store, watch: Watch
) -> Mapping[str, Account]:
    """The account of each page, by address. Pages that `store` lacks are finished for it; no file is written."""
    keys = _keys(press, [ours for _, ours in sheets], theme)
    known = store.get_many(ACCOUNT, keys.values())
    kept = _Kept(store)
    accounts: dict[str, Account] = {}
    for page, ours in watch("Finishing pages", sheets):
        key = keys.get(ours.uri, "")
        account = decode(known.get(key, b""))
        if account is None:
            finished = press.finish(page, ours)
            account = decode(finished.account)
            assert account is not None
            if keys:
                kept.add(key, finished.html, finished.account)
        accounts[ours.uri] = account
    kept.close()
    return accounts


def write_page(page: MkDocsPage, html: bytes) -> None:
    """Where it is served from. Raises OSError."""
    write_file(html, page.file.abs_dest_path)


def _remembered(
    store: Store, keys: Mapping[str, str], written: Edition, sheets: Sequence[tuple[MkDocsPage, Page]]
) -> dict[str, Account]:
    """Accounts of those pages that the store has, by address. Their files are there now."""
    told = store.get_many(ACCOUNT, (keys[ours.uri] for _, ours in sheets))
    absent = [keys[ours.uri] for page, ours in sheets if written.get(page.file.dest_uri) != keys[ours.uri]]
    pages = store.get_many(PAGE, absent)
    accounts = {}
    for page, ours in sheets:
        key = keys[ours.uri]
        account = decode(told.get(key, b""))
        if account is None:
            continue
        if key in pages:
            write_page(page, pages[key])
        elif written.get(page.file.dest_uri) != key:
            continue
        accounts[ours.uri] = account
    return accounts


def _told(finished: Finished) -> tuple[bytes, bytes]:
    return finished.html, finished.account


class _Kept:
    """Puts finished pages away, many at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._pages: dict[str, bytes] = {}
        self._accounts: dict[str, bytes] = {}

    def add(self, key: str, html: bytes, account: bytes) -> None:
        self._pages[key], self._accounts[key] = html, account
        if len(self._pages) == _AT_ONCE:
            self.close()

    def close(self) -> None:
        self._store.put_many(PAGE, self._pages)
        self._store.put_many(ACCOUNT, self._accounts)
        self._pages, self._accounts = {}, {}


def _keys(press: Press, pages: Sequence[Page], theme: str) -> dict[str, str]:
    """Of everything that each of `pages` shows, by address; none if that cannot be known."""
    code = code_fingerprint(ROOMS, LIBRARIES)
    around = code and digest_of_surroundings(press.config, press.nav, theme, code)
    if not around:
        return {}
    return {page.uri: sha256(_dump([around, *astuple(page)])).hexdigest() for page in pages}


def _dump(values: list[object]) -> bytes:
    return json.dumps(values, default=bytes.hex).encode()
