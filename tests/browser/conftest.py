"""The archive of this repository, built once for all tests here, served on loopback, seen with the system's browser."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

from serving import ARGUMENTS, chromium, page_kinds, serve

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def site(sites) -> Path:
    return sites("shipped").site


@pytest.fixture(scope="session")
def served(sites) -> Iterator[Callable[..., str]]:
    """The address of another archive's site: by its name, and what writes it if it is not of this repository."""
    with ExitStack() as stack:

        @cache
        def served(name: str, write: Callable[[Path], None] | None = None) -> str:
            return stack.enter_context(serve(sites(name, write).site))

        yield served


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with serve(site) as address:
        yield address


@pytest.fixture(scope="session")
def paths(site: Path) -> dict[str, str]:
    return page_kinds(site)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, address: str, paths: dict[str, str]) -> Iterator[Open]:
    """Opens a kind of page.

    Its `requested` are the addresses that it loaded, its `problems` what the console or another host had to do with it.
    """
    contexts = []

    def open_page(kind: str, *, width: int = 1280, at: str = address, file: str = "", **settings: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 844}, **settings)
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.problems, page.requested = [], []
        page.on("console", lambda said: said.type in ("error", "warning") and page.problems.append(said.text))
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("response", lambda got: got.status >= 400 and page.problems.append(f"{got.status} {got.url}"))
        page.on("request", lambda sent: page.requested.append(sent.url))
        page.on("request", lambda sent: sent.url.startswith((at, "data:")) or page.problems.append(sent.url))
        page.goto(at + paths[kind] + file)
        return page

    yield open_page
    for context in contexts:
        context.close()
