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

from reuse import Pages
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


@pytest.fixture(scope="session")
def pages(browser: Browser) -> Pages:
    return Pages(browser)


@pytest.fixture
def open_page(pages: Pages, address: str, paths: dict[str, str]) -> Iterator[Open]:
    """Opens a kind of page.

    Its `requested` are the addresses that it loaded, its `problems` what the console or another host had to do with it.
    """
    taken = []

    def open_page(kind: str, *, width: int = 1280, at: str = address, file: str = "", **settings: object) -> Page:
        used = pages.take(at, width, **settings)
        taken.append(used)
        used.page.goto(at + paths[kind] + file)
        return used.page

    yield open_page
    for used in taken:
        pages.give_back(used)
