"""The archive of this repository, built once for all tests here, served on loopback, seen with the system's browser."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

from serving import ARGUMENTS, chromium, page_kinds, serve

REPOSITORY = Path(__file__).parents[2]
Open = Callable[..., Page]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site, in a folder named `sub`; where tests run in several processes, the first builds for all."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder, done = base / "browser" / "sub", base / "browser" / "done"
    try:
        folder.parent.mkdir()
    except FileExistsError:
        for _ in range(600):
            if done.exists():
                break
            time.sleep(0.2)
    else:
        command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", REPOSITORY / "mkdocs.yml", "-d", folder]
        built = subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, check=False)
        done.write_text(built.stderr if built.returncode else "")
    assert not done.read_text(), done.read_text()
    return folder


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
    """Opens a kind of page; its `problems` gather what the console or another host had to do with it."""
    contexts = []

    def open_page(kind: str, *, width: int = 1280, at: str = address, file: str = "", **settings: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 844}, **settings)
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.problems = []
        page.on("console", lambda said: said.type in ("error", "warning") and page.problems.append(said.text))
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("response", lambda got: got.status >= 400 and page.problems.append(f"{got.status} {got.url}"))
        page.on("request", lambda sent: sent.url.startswith((at, "data:")) or page.problems.append(sent.url))
        page.goto(at + paths[kind] + file)
        return page

    yield open_page
    for context in contexts:
        context.close()
