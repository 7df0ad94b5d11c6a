"""Findings of an earlier run: the same as those that reading the article again would give."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.archive.actors import known_names
from builder.archive.citations import Readings
from builder.archive.readings import Text, lines_of_outlets, read, read_articles
from builder.cache.findings import READING, FindingsCache, key_of
from builder.cache.store import open_store
from builder.content.corrections import Correction
from builder.content.folder import Content, read_content
from builder.reading.findings import Findings, read_text
from builder.reading.furniture import recurring_lines, recurring_within
from builder.reading.names import KnownName, KnownNames
from builder.reading.names.known import NamesWithin, find_known
from builder.settings import Settings
from builder.site import Run, build_site
from builder.text import Span, without_case

ROOT = Path(__file__).parent.parent
FISHERY = ROOT / "tests" / "archives" / "fishery" / "content"

TEXT = Text(
    prose="On 3 May 2019 Ada Lund met the Harbour Council in Bergen. “We will sign on Friday,” she said.\n\nShare this",
    understood=True,
    published=date(2019, 5, 4),
    title="Lund meets the council",
    publisher="Coast News",
    raw=False,
    corrections=(Correction(text="Harbour Council", actor="harbour-council"),),
    known=KnownNames((KnownName("Ada Lund", "Ada Lund", "person", "ada-lund"),)),
    round_words=("conclave",),
    recurring=frozenset(("share this", "read more", "follow us")),
    block_quotes=(Span(3, 5),),
)


@cache
def shipped() -> Content:
    return read_content(ROOT / "content")


@cache
def fresh_readings(content: Callable[[], Content]) -> Readings:
    return read_articles(content())


def fishery() -> Content:
    return read_content(FISHERY)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite3"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were read, for want of something to remember."""
    read_again: list[str] = []

    def watched(text: Text) -> Findings:
        read_again.append(text.prose)
        return read(text)

    monkeypatch.setattr("builder.cache.findings.READING", replace(READING, work_out=watched))
    return read_again


@pytest.mark.parametrize("content", [fishery, shipped])
def test_what_is_remembered_is_what_was_read(content: Callable[[], Content], file: Path, reads: list[str]) -> None:
    fresh = fresh_readings(content)
    with open_store(file) as store:
        assert read_articles(content(), (), FindingsCache(store)) == fresh
    assert len(reads) == len(fresh)
    reads.clear()
    with open_store(file) as store:
        warm = read_articles(content(), (), FindingsCache(store))
    assert warm == fresh
    assert list(warm) == list(fresh)
    assert reads == []


def test_a_site_from_the_cache_is_the_same(file: Path) -> None:
    settings = Settings(name="Fishery")
    fresh = build_site(FISHERY, settings)
    for _ in range(2):
        with open_store(file) as store:
            site = build_site(FISHERY, settings, Run(read_texts=FindingsCache(store)))
        assert (site.pages, site.files, site.redirects, site.problems) == (
            fresh.pages, fresh.files, fresh.redirects, fresh.problems,
        )  # fmt: skip


def test_all_that_findings_hold_comes_back() -> None:
    for reading in fresh_readings(shipped).values():
        assert READING.decode(READING.encode(reading.findings)) == reading.findings


OTHER = {
    "prose": TEXT.prose + " ",
    "understood": False,
    "block_quotes": (),
    "published": date(2019, 5, 5),
    "title": "Council meets Lund",
    "publisher": "Shore News",
    "raw": True,
    "corrections": (Correction(text="Harbour Council", not_an_actor=True),),
    "known": KnownNames((KnownName("Ada Lund", "Ada Lund", "person", "ada"),)),
    "round_words": ("jamboree",),
    "recurring": frozenset(("share this",)),
}


@pytest.mark.parametrize("field", [field.name for field in fields(Text)])
def test_the_key_tells_of_everything_that_is_read(field: str) -> None:
    assert key_of(replace(TEXT, **{field: OTHER[field]}), "code") != key_of(TEXT, "code")


def test_the_key_tells_of_the_code() -> None:
    assert key_of(TEXT, "code") != key_of(TEXT, "other code")


def test_the_key_is_the_same_in_every_process() -> None:
    script = (
        "from datetime import date; from builder.archive.readings import Text; "
        "from builder.cache.findings import key_of;"
        "from builder.reading.names import KnownNames; lines = frozenset(map(str, range(50)));"
        "text = Text('Lund met.', True, date(2019, 5, 4), '', '', False, (), KnownNames(), (), lines, ());"
        "print(key_of(text, 'code'))"
    )
    keys = {
        subprocess.run(
            [sys.executable, "-c", script], env={**os.environ, "PYTHONHASHSEED": seed}, cwd=ROOT,
            capture_output=True, text=True, check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }  # fmt: skip
    lines = frozenset(map(str, range(50)))
    text = Text("Lund met.", True, date(2019, 5, 4), "", "", False, (), KnownNames(), (), lines, ())
    assert keys == {key_of(text, "code")}


def with_actors(content: Content, keep: Callable[[str], bool]) -> Content:
    return replace(content, actors=tuple(actor for actor in content.actors if keep(actor.id)))


@pytest.mark.parametrize("seed", range(4))
def test_whatever_editors_know_the_cache_tells_what_reading_does(seed: int, file: Path) -> None:
    """With ever other actors known, one cache gives what reading with all that is known gives."""
    draw = random.Random(seed)
    articles = draw.sample(shipped().articles, 12)
    with open_store(file) as store:
        for share in (0.0, 0.3, 0.7, 1.0):
            kept = {actor.id for actor in shipped().actors if draw.random() < share}
            content = replace(with_actors(shipped(), kept.__contains__), articles=tuple(articles))
            known = known_names(content)
            recurring = lines_of_outlets(content.articles)
            read_with_all = {
                article.id: read_text(
                    article.prose, article.published, known, title=article.title, publisher=article.publisher,
                    raw=article.text == "summary", corrections=article.corrections,
                    recurring=recurring.get(article.publisher, frozenset()),
                )
                for article in articles
            }  # fmt: skip
            found = read_articles(content, (), FindingsCache(store))
            assert {article: reading.findings for article, reading in found.items()} == read_with_all


def test_only_articles_that_name_a_new_actor_are_read_again(file: Path, reads: list[str]) -> None:
    content = fishery()
    actor = content.actors[0]
    forms = (actor.data.name, *actor.data.aliases)
    with open_store(file) as store:
        read_articles(with_actors(content, lambda identifier: identifier != actor.id), (), FindingsCache(store))
        reads.clear()
        read_articles(content, (), FindingsCache(store))
    naming = {article.prose for article in content.articles if any(form in article.prose for form in forms)}
    correcting = {article.prose for article in content.articles if any(one.actor for one in article.corrections)}
    assert naming <= set(reads)
    assert naming
    assert set(reads) < {article.prose for article in content.articles}
    assert len(set(reads) - naming - correcting) <= 2, "all words of a name, apart"


WORDS = (
    "Ada",
    "Lund",
    "ADA",
    "LUND",
    "the",
    "Straße",
    "STRASSE",
    "İzmir",
    "council",
    "of",
    "Ada Lund",
    "ﬁsh",
    "Σίσυφος",
)
GAPS = st.sampled_from((" ", "  ", "\n", "\u00a0", ", ", "-", ""))
PROSE = st.lists(st.tuples(st.sampled_from(WORDS), GAPS)).map(lambda pairs: "".join(word + gap for word, gap in pairs))
NAMES = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join), max_size=6)


@given(PROSE, NAMES, st.sampled_from((str, str.lower, str.upper, str.swapcase)))
def test_names_that_are_not_within_are_not_found(prose: str, names: list[str], change: Callable[[str], str]) -> None:
    known = KnownNames.of(KnownName(name, name, "person", name.lower()) for name in names)
    within = NamesWithin(known)(prose)
    assert set(within.names) <= set(known.names)
    for read_as in (prose, change(prose), " ".join(prose.split())):
        assert find_known(read_as, within) == find_known(read_as, known)


@given(st.lists(PROSE, min_size=3, max_size=8))
def test_lines_that_are_not_within_do_not_recur(texts: list[str]) -> None:
    recurring = recurring_lines(["Follow us\n" + text for text in texts])
    for text in texts:
        within = recurring_within(text, recurring)
        assert within <= recurring
        assert recurring_within(text.upper(), recurring) == within
        assert recurring & recurring_lines([text] * 3) <= within


def test_all_cases_of_a_letter_are_one() -> None:
    letters = [chr(code) for code in range(0x20000) if not 0xD800 <= code < 0xE000]
    for change in (str.lower, str.upper, str.title, str.casefold):
        assert [letter for letter in letters if without_case(change(letter)) != without_case(letter)] == []
