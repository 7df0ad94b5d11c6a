"""The pages of one state of the content, each made when it is asked for; the others are gone through afterwards.

A browser asks for one page, and for what searches it. Of all the others, what has to be known is which of their links
are broken, and what the search finds on them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from threading import Event, Thread

from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File
from mkdocs.utils import write_file

from builder.archive.collector import without_collector
from builder.cache.composed import ComposedCache
from builder.cache.store import Store
from builder.finishing.dressing import introduce
from builder.finishing.edition import account_for, write_page
from builder.finishing.finished import Account
from builder.finishing.press import Press
from builder.finishing.searching import INDEX, Interleaving
from builder.pages.page import DataFile, Page
from builder.pages.publish import Plan
from builder.pages.redirects import Redirect, place_of, write_redirect
from builder.pages.timeline.data import FOLDER as DATA
from builder.pages.timeline.data import sheets_of_data
from builder.serving.turns import Over, Turns

log = get_plugin_logger("explainer")

_HEAD_START = 0.5
"""Seconds, in which browsers that wait ask for what they show."""

Report = Callable[[Mapping[str, Page], Mapping[str, Account]], None]
"""Is told all pages and what is known of each, by address."""


class Proofs:
    """Makes what `planned` says with `press`, whose theme's files have the digest `theme`."""

    def __init__(
        self, planned: Plan, press: Press, theme: str, open_store: Callable[[], Store], report: Report
    ) -> None:
        self._planned, self._press, self._theme = planned, press, theme
        self._open_store, self._report = open_store, report
        self._sheets = {sheet.uri: sheet for sheet in planned.sheets}
        self._makers = dict(self._find_makers())
        self._turns = Turns()
        self._over, self._through = Event(), Event()
        self._behind = Thread(target=self._go_through, daemon=True)
        self._at_first = ExitStack()
        for page in press.nav.pages:
            # Every page shows the navigation, and that their titles; what was not read has none.
            page.markdown = ""
            introduce(page, self._compose(page.file.src_uri), press.config)

    def start(self, at_first: ExitStack) -> None:
        """Go through all pages, as long as nobody asks for one. What is open in `at_first` is closed before that."""
        self._at_first = at_first
        self._behind.start()

    def end(self) -> None:
        """Make nothing any more; when this returns, nothing is being written."""
        self._over.set()
        self._turns.end()
        if self._behind.is_alive():
            self._behind.join()
        self._through.set()

    def prepare(self, place: str) -> None:
        """Make what is served at `place`, a path in the site, unless it is there; after the end, nothing."""
        if place == INDEX:
            self._through.wait()
        wanted = [DATA if at.startswith(f"{DATA}/") else at for at in (place, f"{place}/index.html".lstrip("/"))]
        try:
            for at in wanted:
                if at in self._makers:
                    with self._turns.first():
                        self._make(at)
        except Over:
            pass

    def _make(self, place: str) -> None:
        make = self._makers.get(place)
        if make is not None:  # nobody else made it since
            make()
            del self._makers[place]

    def _find_makers(self) -> Mapping[str, Callable[[], None]]:
        directory_urls = self._press.config.use_directory_urls
        return {
            **{
                place_of(uri, directory_urls=directory_urls): partial(self._make_redirect, uri, target)
                for uri, target in self._planned.moves().items()
            },
            **{file.dest_uri: partial(self._make_page, file) for file in self._press.documents},
            DATA: self._make_data,
        }

    def _make_page(self, file: File) -> None:
        assert file.page is not None
        finished = self._press.finish(file.page, self._compose(file.src_uri))
        write_page(file.page, finished.html)

    def _make_redirect(self, uri: str, target: str | None) -> None:
        redirect = Redirect(uri, self._compose(target) if target else None)
        self._write(write_redirect(redirect, directory_urls=self._press.config.use_directory_urls))

    def _make_data(self) -> None:
        composed = {sheet.uri: self._planned.desk.compose(sheet) for sheet in sheets_of_data(self._planned.data)}
        for file in self._planned.write_data(composed):
            self._write(file)

    def _write(self, file: DataFile) -> None:
        write_file(file.text.encode(), str(Path(self._press.config.site_dir, file.uri)))

    def _compose(self, uri: str) -> Page:
        page = self._planned.desk.compose(self._sheets[uri])
        assert isinstance(page, Page)
        return page

    def _go_through(self) -> None:
        with self._at_first:
            self._over.wait(_HEAD_START)
        try:
            with self._open_store() as store, without_collector():
                composed = ComposedCache(store)(self._planned.desk, self._planned.sheets, self._turns.watch)
                pages = {uri: page for uri, page in composed.items() if isinstance(page, Page)}
                sheets = [(file.page, pages[file.src_uri]) for file in self._press.documents if file.page is not None]
                accounts = account_for(self._press, sheets, self._theme, store, self._turns.watch)
            self._report(pages, accounts)
            with self._turns.behind():
                self._write_search(accounts)
        except Over:
            pass
        except Exception:
            # As if the build had failed: it would have, had it made all pages.
            log.exception("Not all pages could be made")
        finally:
            self._through.set()

    def _write_search(self, accounts: Mapping[str, Account]) -> None:
        search = self._press.search
        if search is not None:
            entries = {uri: account.entries for uri, account in accounts.items()}
            Interleaving(search, entries, [file.src_uri for file in self._press.documents]).rest()
            search.on_post_build(config=self._press.config)
