"""Articles in languages that the rules are not for: listed, shown, and not read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from builder.reading.findings import is_read, only_known, read_text
from builder.reading.names import KnownName, KnownNames
from builder.settings import Settings
from builder.site import build_site

GERMAN = (
    "Der Milchbund und das Ministerium haben sich am Montag in Lissabon getroffen. Die Vorsitzende Ines Dahl sagte: "
    "„Das ist kein Kompromiss.“ The next round of talks opens in Lisbon on March 20."
)
ARTICLE = """---
title: Kein Preis für die Milch
url: https://bote.example.org/milch
publisher: Bote
published: 2022-03-08
language: {language}
---
{text}
"""
ACTOR = "---\nname: Dairy League\nkind: organisation\naliases: [Milchbund]\n---\n"


@pytest.mark.parametrize(
    ("language", "read"),
    [("en", True), ("en-GB", True), ("EN", True), ("de", False), ("fa", False), ("enm", False), ("zh-Hant", False)],
)
def test_only_english_is_read(language: str, read: bool) -> None:
    assert is_read(language) == read


def test_nothing_is_taken_from_another_language_but_names_that_editors_know() -> None:
    known = KnownNames((KnownName("Milchbund", "Dairy League", "organisation", "dairy-league"),))
    read = read_text(GERMAN, date(2022, 3, 8), known, raw=True)
    assert len(read.mentions) > 1
    kept = only_known(read, GERMAN, known)
    assert [(mention.span.of(GERMAN), mention.actor) for mention in kept.mentions] == [("Milchbund", "dairy-league")]
    assert kept.sentences == read.sentences
    assert kept.rounds == kept.events == kept.quotes == kept.dates == kept.roles == kept.terms == kept.positions == ()


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_site_says_what_it_did_not_read(tmp_path: Path, language: str) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "dairy-league.md").write_text(ACTOR, encoding="utf-8")
    article = ARTICLE.format(language=language, text=GERMAN)
    (tmp_path / "articles" / "milch.md").write_text(article, encoding="utf-8")
    site = build_site(tmp_path, Settings())
    (page,) = [page for page in site.pages if page.uri == "articles/milch.md"]
    assert ("not in English" in page.markdown) == (language == "de")
    if language == "de":
        assert "actors/dairy-league.md" in page.markdown
        assert list(site.archive.actors) == ["dairy-league"]
        assert not site.archive.rounds
        assert not site.archive.entries
