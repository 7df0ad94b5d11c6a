"""The HTML of an earlier run: the same as rendering the page again would give, and as harmless."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from builder.cache.rendered import RENDERING, RenderedCache
from builder.cache.store import open_store
from builder.pages.html import render_afresh, render_html
from builder.pages.page import Page
from builder.progress import unwatched
from builder.settings import Settings
from builder.site import build_site

FISHERY = Path(__file__).parent / "archives" / "fishery" / "content"
PAGE = Page.of(
    "actors/jane-doe.md", "Jane Doe", "# Jane & Doe “x”\n\n## Said\u00a0so `<b>`\n\n[here](../rounds/index.md#a)\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite3"


@pytest.mark.parametrize("directory_urls", [True, False])
def test_what_is_remembered_is_what_was_rendered(file: Path, directory_urls: bool) -> None:
    pages = build_site(FISHERY, Settings(name="Fishery")).pages
    fresh = render_afresh(pages, unwatched, directory_urls=directory_urls)
    for _ in range(2):
        with open_store(file) as store:
            found = RenderedCache(store)(pages, unwatched, directory_urls=directory_urls)
        assert found == fresh
        assert list(found) == list(fresh)


def test_everything_rendered_is_believed_again() -> None:
    """If it were not, it would be rendered anew every time."""
    for page in (PAGE, *build_site(FISHERY, Settings(name="Fishery")).pages):
        rendered = render_html(page)
        assert RENDERING.decode(RENDERING.encode(rendered)) == rendered


@pytest.mark.parametrize(
    "other",
    [
        (Page.of("actors/john-doe.md", PAGE.title, PAGE.markdown), True),
        (Page.of(PAGE.uri, PAGE.title, PAGE.markdown + "More."), True),
        (PAGE, False),
    ],
    ids=["address", "text", "form of addresses"],
)
def test_the_key_tells_of_everything_that_is_rendered(other: tuple[Page, bool]) -> None:
    assert RENDERING.key_of(other, "code") != RENDERING.key_of((PAGE, True), "code")


def test_the_key_tells_of_the_code() -> None:
    assert RENDERING.key_of((PAGE, True), "code") != RENDERING.key_of((PAGE, True), "other code")


@pytest.mark.parametrize(
    "forged",
    [
        {"html": "<p>Good.</p><script>bad()</script>"},
        {"html": '<p><a href="javascript:bad()">x</a></p>'},
        {"html": '<img src="x" onerror="bad()">'},
        {"headings": [{"level": 2, "id": "x", "title": "<script>bad()</script>"}]},
        {"headings": [{"level": 2, "id": '"><script>bad()</script>', "title": "x"}]},
    ],
)
def test_what_could_not_have_been_rendered_is_not_believed(forged: dict[str, object]) -> None:
    value = {**json.loads(RENDERING.encode(render_html(PAGE))), **forged}
    assert RENDERING.decode(json.dumps(value).encode()) is None
