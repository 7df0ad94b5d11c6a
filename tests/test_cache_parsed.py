"""Articles that an earlier run parsed: the same as parsing them again would give, with all that is wrong with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from builder.cache.parsed import PARSING, Parsed, ParsedCache, Source
from builder.cache.store import open_store
from builder.content.files import read_file
from builder.content.folder import read_content
from builder.content.markdown import prose_of
from builder.problems import Problem

ROOT = Path(__file__).parent.parent
ARCHIVES = [ROOT / "content", *sorted((ROOT / "tests" / "archives").glob("*/content"))]

GOOD = """---
title: "Council meets Lund"
url: https://coast.example/lund
publisher: Coast News
published: 2019-05-04T10:00+02:00
text: full
rights: permission
rights_url: https://coast.example/permission
archive_url: https://archive.example/lund
formerly: [lund]
corrections:
  - text: Lund
    actor: ada-lund
  - text: the council
    not_an_actor: true
---

**Lund** met [the council](https://coast.example/council) \U0001f600 on Friday.

| a | b |
|---|---|
| c | `d` |
"""
BAD = ("", "---\n", "no front matter", GOOD.replace("url", "link"), GOOD.replace("2019", "20l9"), GOOD + "\u202e")
SOURCE = Source("content", "articles/2019/lund.md", GOOD)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite3"


@pytest.mark.parametrize("archive", ARCHIVES, ids=lambda path: path.parent.name)
def test_what_is_remembered_is_what_was_parsed(archive: Path, file: Path) -> None:
    fresh = read_content(archive)
    assert fresh.articles
    for _ in range(2):
        with open_store(file) as store:
            assert read_content(archive, read_files=ParsedCache(store)) == fresh


@pytest.mark.parametrize("text", [GOOD, *BAD])
def test_everything_parsed_is_believed_again(text: str) -> None:
    parsed = PARSING.work_out(SOURCE._replace(text=text))
    assert (parsed[1] is None) == (text in BAD)
    assert PARSING.decode(PARSING.encode(parsed)) == parsed


def test_what_is_wrong_is_said_again_where_it_stands(tmp_path: Path, file: Path) -> None:
    article = tmp_path / "content" / "articles" / "lund.md"
    article.parent.mkdir(parents=True)
    said: list[tuple[Problem, ...]] = []
    for text in (BAD[3], BAD[3], "\n" + GOOD, GOOD):
        article.write_text(text, encoding="utf-8")
        with open_store(file) as store:
            content = read_content(tmp_path / "content", read_files=ParsedCache(store))
        assert content == read_content(tmp_path / "content")
        said.append(content.problems)
    assert said[0] == said[1]
    assert {problem.code for problem in said[0]} >= {"unknown-key"}
    assert [problem.code for problem in said[2]] == ["front-matter-missing"]
    assert [problem.code for problem in said[3]] == ["unknown-reference"], "asked of all files together, every time"


def test_only_what_changed_is_parsed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []

    def watched(source: Source) -> Parsed:
        parsed.append(source.relative)
        record, article = TypeAdapter(Parsed).validate_json(PARSING.encode(PARSING.work_out(source)))
        return record, article

    monkeypatch.setattr("builder.cache.parsed.PARSING", replace(PARSING, work_out=watched))
    texts = {f"articles/{name}.md": GOOD.replace("lund", name) for name in ("one", "two", "three")}
    for changed in ({}, {}, {"articles/two.md": GOOD}):
        with open_store(file) as store:
            found = ParsedCache(store)("content", {**texts, **changed}, lambda _, things: things)
        assert found == {name: read_file("content", name, text) for name, text in {**texts, **changed}.items()}
    assert parsed == ["articles/one.md", "articles/two.md", "articles/three.md", "articles/two.md"]


@pytest.mark.parametrize("field", Source._fields)
def test_the_key_tells_of_everything_that_is_parsed(field: str) -> None:
    other = SOURCE._replace(**{field: getattr(SOURCE, field) + "2"})
    assert PARSING.key_of(other, "code") != PARSING.key_of(SOURCE, "code")
    assert PARSING.key_of(SOURCE, "other code") != PARSING.key_of(SOURCE, "code")


@pytest.mark.parametrize(
    "forge",
    [
        lambda article: replace(article, url="javascript:bad()"),
        lambda article: replace(article, archive_url="//elsewhere.example"),
        lambda article: replace(article, rights_url="data:text/html,bad"),
        lambda article: replace(article, body=article.body + "More"),
        lambda article: replace(article, prose=prose_of(article.body + "\n\nMore.")),
    ],
)
def test_what_could_not_have_been_parsed_is_not_believed(forge: Callable[..., object]) -> None:
    record, article = PARSING.work_out(SOURCE)
    assert PARSING.decode(TypeAdapter(tuple).dump_json((record, forge(article)))) is None
