"""Pages of the last build that are written while the next one reads: the site is what it would be without them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from test_finishing import WATCHES, publish, set_up, write

from builder.cache.store import open_store
from builder.finishing import ahead
from builder.finishing.ahead import EDITION, PAGE, Edition, keep_edition, writing_ahead
from builder.finishing.press import Press

ARTICLE = "2019-06-08-gazette-strike-ends"


@pytest.fixture(params=["here", "beside"], autouse=True)
def _where(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    if request.param == "beside":
        monkeypatch.setattr(ahead, "_MANY", 1)
        monkeypatch.setattr("builder.workers.active_count", lambda: 1)
        monkeypatch.setattr("builder.workers._cores", lambda: 2)


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> list[Edition]:
    """What was found written, by build."""
    found: list[Edition] = []
    settle = ahead.Ahead.settle

    def watched(self: ahead.Ahead, paths: set[str]) -> Edition:
        found.append(settle(self, paths))
        return found[-1]

    monkeypatch.setattr(ahead.Ahead, "settle", watched)
    return found


def from_nothing(folder: Path) -> dict[str, bytes]:
    set_up(folder, plugins=["search", {"explainer": {"cache": False}}])
    made = publish(folder)
    set_up(folder, plugins=["search", "explainer"])
    return made


def cache_of(folder: Path) -> Path:
    return folder / ".cache" / "explainer" / "store.sqlite3"


def longer(folder: Path) -> None:
    with (folder / "content" / "articles" / f"{ARTICLE}.md").open("a", encoding="utf-8") as text:
        text.write("\nThe dockers met the harbour board in Hull on 3 July 2019.\n")


CHANGES: dict[str, Callable[[Path], object]] = {
    "nothing": lambda folder: folder,
    "a report more": longer,
    "an article less": lambda folder: (folder / "content" / "articles" / f"{ARTICLE}.md").unlink(),
    "other addresses": lambda folder: set_up(folder, use_directory_urls=False),
    "another name": lambda folder: set_up(folder, site_name="Other talks"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_site_is_as_if_made_from_nothing(
    archive: Callable[[str], Path], settled: list[Edition], change: str
) -> None:
    folder = archive("bare")
    first = publish(folder)
    assert settled == [{}]
    CHANGES[change](folder)
    made = publish(folder)
    assert len(settled[1]) == 10
    assert made == from_nothing(folder)
    assert (made == first) == (change == "nothing")


def test_what_was_written_ahead_is_not_made_again(
    archive: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = archive("bare")
    first = publish(folder)
    monkeypatch.setattr(Press, "finish", None)
    monkeypatch.setattr("builder.finishing.edition.write_file", None)
    assert publish(folder) == first


def test_where_mkdocs_makes_all_pages_nothing_is_left(archive: Callable[[str], Path]) -> None:
    folder = archive("bare")
    publish(folder)
    (folder / "content" / "articles" / f"{ARTICLE}.md").unlink()
    expected = from_nothing(folder)
    write(folder / "watches.py", WATCHES)
    set_up(folder, hooks=["watches.py"])
    assert publish(folder) == expected


EDITIONS = {
    "elsewhere": {"../out.html": "key", "a/../../out.html": "key", "C:\\out.html": "key", "/tmp/out.html": "key"},
    "in the way": {"actors": "key", "articles/index.html/index.html": "key", "assets": "key", "index.html/x": "key"},
    "of others": {"secret/index.html": "key", "sitemap.xml": "key"},
    "of no pages": {"secret/index.html": "none", "index.html": "none"},
}


@pytest.mark.parametrize("edition", EDITIONS)
def test_whatever_the_cache_says_of_the_last_build_the_site_is_the_same(
    archive: Callable[[str], Path], edition: str
) -> None:
    folder = archive("bare")
    expected = publish(folder)
    before = {path for path in folder.parent.rglob("*") if ".cache" not in path.parts}
    with open_store(cache_of(folder), root=folder) as store:
        store.put(PAGE, "key", b"<script>alert(1)</script>")
        keep_edition(store, EDITIONS[edition])
    assert publish(folder) == expected
    assert {path for path in folder.parent.rglob("*") if ".cache" not in path.parts} == before


@pytest.mark.parametrize("value", [b"", b"[]", b"{", b'{"a": 1}', b"\xff", json.dumps({"": "x"}).encode()])
def test_what_is_no_edition_is_none(tmp_path: Path, value: bytes) -> None:
    with open_store(tmp_path / "store.sqlite3", root=tmp_path) as store:
        store.put(EDITION, "", value)
    with writing_ahead(tmp_path, tmp_path, tmp_path / "store.sqlite3") as begun:
        assert begun.edition == begun.written() == {}


def test_a_writer_that_dies_is_not_missed(archive: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = archive("bare")
    expected = publish(folder)
    here, write_file = os.getpid(), ahead.write_file

    def die_elsewhere(content: bytes, path: str) -> None:
        if os.getpid() != here:
            os._exit(1)
        write_file(content, path)

    monkeypatch.setattr(ahead, "write_file", die_elsewhere)
    assert publish(folder) == expected


def test_what_cannot_be_written_ahead_is_written_later(
    archive: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = archive("bare")
    expected = publish(folder)

    def fail(_content: bytes, path: str) -> None:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(b"half")
        raise OSError

    monkeypatch.setattr(ahead, "write_file", fail)
    assert publish(folder) == expected
