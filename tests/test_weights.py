"""What pages weigh: on the site that ships, with all that a first visit loads; and where an archive is large."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch
from urllib.parse import urldefrag, urljoin

import large_archive
import pytest

from builder.configuration import read_configuration
from builder.pages.html import Rendered, broken_links, render_afresh
from builder.progress import unwatched
from builder.site import build_site

FIRST_VISIT = 100_000
"""Bytes of a page and of all that it loads by itself, compressed."""
MEDIAN = 30_000
"""Bytes of HTML, the theme's included."""
HEAVIEST = 150_000
"""Bytes of HTML that the content of any page may have."""

_LOADED = re.compile(r'<(?:script|link(?= [^>]*rel="(?:stylesheet|modulepreload|icon)"))[^>]* (?:src|href)="([^"]+)"')
_IMPORTED = re.compile(r'^import [^"]*"(\./[^"]+)"', re.MULTILINE)
_URL = re.compile(r"url\((?![\"']?data:)[\"']?([^)\"']+)")


def loaded_by(site: Path, address: str) -> Iterator[str]:
    """The addresses that a browser asks for when it opens a page, without a script's later wishes."""
    waiting, seen = [address], {address}
    while waiting:
        at = waiting.pop()
        yield at
        file = site / (f"{at}index.html" if not at or at.endswith("/") else at)
        pattern = {".html": _LOADED, ".js": _IMPORTED, ".css": _URL}.get(file.suffix)
        for found in pattern.findall(file.read_text(encoding="utf-8")) if pattern else ():
            one = urldefrag(urljoin(at, found)).url
            if one not in seen and "://" not in one:
                seen.add(one)
                waiting.append(one)


def compressed(site: Path, address: str) -> int:
    file = site / (f"{address}index.html" if not address or address.endswith("/") else address)
    return len(gzip.compress(file.read_bytes(), compresslevel=6))


@pytest.mark.parametrize("kind", ["", "timeline/", "actors/", "rounds/", "glossary/", "articles/"])
def test_a_first_visit_to_any_page_that_ships_is_light(sites: Any, kind: str) -> None:
    site: Path = sites("shipped").site
    found = [path.parent.relative_to(site).as_posix() + "/" for path in (site / kind).rglob("index.html")]
    pages = [page.removeprefix("./") for page in found]
    heaviest = max(pages, key=lambda page: compressed(site, page))
    for page in (kind, heaviest):
        loaded = {address: compressed(site, address) for address in loaded_by(site, page)}
        assert {f"assets/explainer.{end}" for end in ("css", "js", "svg")} <= set(loaded)
        assert sum(loaded.values()) < FIRST_VISIT, loaded


def test_the_median_page_that_ships_is_light(sites: Any) -> None:
    assert median(path.stat().st_size for path in sites("shipped").site.rglob("*.html")) < MEDIAN


def large(folder: Path, entries: int) -> dict[str, Rendered]:
    """The pages of many short articles in which the same few people do everything."""
    folder.mkdir()
    few: dict[str, Any] = {
        "GIVEN": ["Ada", "Bruno"],
        "FAMILY": ["Abel"],
        "BODIES": large_archive.BODIES[:2],
        "PER_ARTICLE": 4,
    }
    with patch.multiple(large_archive, **few):
        large_archive.write_archive(entries, folder)
    configuration = read_configuration(folder / "mkdocs.yml")
    return dict(render_afresh(build_site(configuration.folder, configuration.settings).pages, unwatched))


def test_pages_of_a_large_archive_are_many_and_not_heavy(tmp_path: Path) -> None:
    rendered = large(tmp_path / "large", 900)
    weights = {uri: len(page.html.encode()) for uri, page in rendered.items()}
    assert sum(uri.startswith("actors/ada-abel/") for uri in weights) > 3
    assert sum(uri.startswith("articles/by-date/") for uri in weights) > 1
    assert max(weights.values()) < HEAVIEST, sorted(weights.items(), key=lambda one: -one[1])[:5]
    assert median(weights.values()) < MEDIAN
    assert broken_links(rendered) == []
