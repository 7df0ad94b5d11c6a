"""Pages that are composed once: whatever changes, they are what composing them anew would give."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from builder.archive.account import Archive
from builder.archive.citations import Citation, Reading
from builder.cache import composed
from builder.cache.asked import Asked, Hearing
from builder.cache.composed import KIND, TRACES, ComposedCache
from builder.cache.store import Store, open_store
from builder.cache.traces import Traces, Tracing, decode, encode
from builder.configuration import read_configuration
from builder.content.folder import read_content
from builder.pages.digest import DIGEST, Digest
from builder.pages.linking import ProseLinker
from builder.pages.noting import noting
from builder.pages.page import Page
from builder.pages.publish import _sheets, publish
from builder.pages.questions import (
    ALL,
    Answers,
    Question,
    pack_question,
    unpack_question,
    without_implied,
)
from builder.pages.sheets import Desk, Sheet
from builder.pages.timeline.data import plan_data, sheets_of_data
from builder.pages.timeline.layout import Layout, lay_out
from builder.pages.timeline.strip import strip_of
from builder.settings import QuoteLimit, Settings
from builder.site import build_archive
from builder.text import Span
from tests.conftest import ARCHIVES

FISHERY = read_configuration(ARCHIVES / "fishery" / "mkdocs.yml")


@cache
def fishery() -> Archive:
    return build_archive(read_content(FISHERY.folder), FISHERY.settings)


def articles() -> list[str]:
    return sorted(path.name for path in (FISHERY.folder / "articles").rglob("*.md"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "cache.sqlite", root=tmp_path) as opened:
        yield opened


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of the pages that were composed, in order."""
    uris: list[str] = []
    note = Tracing.note

    def watched(traces: Tracing, uri: str, *rest: Any) -> None:
        uris.append(uri)
        note(traces, uri, *rest)

    monkeypatch.setattr(Tracing, "note", watched)
    return uris


def sheets_of(layout: Layout) -> Iterable[Sheet]:
    yield from sheets_of_data(plan_data(fishery(), layout))
    yield from _sheets(fishery(), layout, FISHERY.settings, strip_of(fishery()))


def leaves() -> int:
    """Pages and files of data that are composed."""
    return len(tuple(sheets_of(lay_out(fishery()))))


def remembering(store: Store) -> ComposedCache:
    return ComposedCache(store)


def test_what_notes_composes_the_same_pages(store: Store, made: list[str]) -> None:
    afresh = publish(fishery(), FISHERY.settings)
    assert publish(fishery(), FISHERY.settings, remembering(store)) == afresh
    assert len(made) == leaves()
    assert publish(fishery(), FISHERY.settings, remembering(store)) == afresh
    assert len(made) == leaves()


def without(name: str) -> Callable[[Path], object]:
    return lambda folder: next((folder / "articles").rglob(name)).unlink()


def rewritten(pattern: str, old: str, new: str) -> Callable[[Path], object]:
    def rewrite(folder: Path) -> None:
        found = [path for path in sorted(folder.rglob(pattern)) if old in path.read_text(encoding="utf-8")]
        assert found
        for path in found:
            path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    return rewrite


def longer(folder: Path) -> None:
    first = min((folder / "articles").rglob("*.md"))
    with first.open("a", encoding="utf-8") as text:
        text.write("\nMinister Ola Nordmann met Iceland's negotiators in Tromsø on 3 July 2022, officials said.\n")


CHANGES: dict[str, Callable[[Path], object]] = {
    **{f"without {name}": without(name) for name in articles()},
    "another title": rewritten("2023-*.md", "title: ", "title: Of "),
    "no editors": lambda folder: [path.unlink() for path in folder.glob("[!a]*/*.md")],
    "a report more": longer,
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_any_change_pages_are_as_if_composed_anew(store: Store, tmp_path: Path, change: str) -> None:
    publish(fishery(), FISHERY.settings, remembering(store))
    folder = shutil.copytree(FISHERY.folder, tmp_path / "content")
    CHANGES[change](folder)
    archive = build_archive(read_content(folder), FISHERY.settings)
    afresh = publish(archive, FISHERY.settings)
    assert publish(archive, FISHERY.settings, remembering(store)) == afresh
    assert afresh != publish(fishery(), FISHERY.settings)


@pytest.mark.parametrize("settings", [Settings("Cod"), Settings(quote_limit=QuoteLimit(1, 5)), Settings(topic="cod")])
def test_other_settings_make_other_pages(store: Store, settings: Settings) -> None:
    publish(fishery(), FISHERY.settings, remembering(store))
    archive = build_archive(read_content(FISHERY.folder), settings)
    assert publish(archive, settings, remembering(store)) == publish(archive, settings)


def test_one_more_report_composes_few_pages(store: Store, made: list[str], tmp_path: Path) -> None:
    pages = publish(fishery(), FISHERY.settings, remembering(store)).pages
    made.clear()
    folder = shutil.copytree(FISHERY.folder, tmp_path / "content")
    longer(folder)
    archive = build_archive(read_content(folder), FISHERY.settings)
    publish(archive, FISHERY.settings, remembering(store))
    name = min((folder / "articles").rglob("*.md")).stem
    assert {f"articles/{name}.md", "index.md", "timeline/index.md", "actors/ola-nordmann.md", WORDS, ENTRIES} <= set(
        made
    )
    others = {page.uri for page in pages} - set(made)
    assert {"about/reading.md", "glossary/index.md", "articles/2023-03-12-sedaye-darya-vote.md"} <= others


def test_who_cites_one_sentence_is_not_concerned_by_the_next(store: Store, made: list[str], tmp_path: Path) -> None:
    publish(fishery(), FISHERY.settings, remembering(store))
    made.clear()
    folder = shutil.copytree(FISHERY.folder, tmp_path / "content")
    path = min((folder / "articles").rglob("*.md"))
    with path.open("a", encoding="utf-8") as text:
        text.write("\nIt rained all day.\n")
    archive = build_archive(read_content(folder), FISHERY.settings)
    publish(archive, FISHERY.settings, remembering(store))
    assert made == [f"articles/{path.stem}.md"]
    assert any(path.stem == report.article for round_ in archive.rounds.values() for report in round_.reports)


@pytest.mark.parametrize("value", [b"", b"\xff\n", b"null\nx", b"[]\nx", b'["T", "", null, true]\nx'])
def test_what_is_no_page_is_composed_again(
    store: Store, made: list[str], monkeypatch: pytest.MonkeyPatch, value: bytes
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(composed, "_encode", lambda _: value)
        publish(fishery(), FISHERY.settings, remembering(store))
        made.clear()
        assert publish(fishery(), FISHERY.settings, remembering(store)) == publish(fishery(), FISHERY.settings)
    assert len(made) == leaves()


def test_another_page_in_its_place_is_not_taken(store: Store, made: list[str]) -> None:
    publish(fishery(), FISHERY.settings, remembering(store))
    with pytest.MonkeyPatch.context() as patch:
        key_of = composed._key_of
        patch.setattr(composed, "_key_of", lambda code, _: key_of(code, "actors/index.md"))
        made.clear()
        publish(fishery(), FISHERY.settings, remembering(store))
    assert len(made) >= leaves() - 1


def test_one_who_stops_loses_little(store: Store, made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composed, "AT_ONCE", 5)
    monkeypatch.setattr(composed, "_NOTED", 5)
    encode, stops = composed._encode, []

    def stop(page: Page) -> bytes:
        if len(made) == 18:
            stops.append(page.uri)
            raise KeyboardInterrupt
        return encode(page)

    with monkeypatch.context() as patch:
        patch.setattr(composed, "_encode", stop)
        with pytest.raises(KeyboardInterrupt):
            publish(fishery(), FISHERY.settings, remembering(store))
    made.clear()
    afresh = publish(fishery(), FISHERY.settings)
    assert publish(fishery(), FISHERY.settings, remembering(store)) == afresh
    assert stops
    assert len(made) == leaves() - 10


def test_pages_that_are_no_more_are_forgotten_with_their_questions(store: Store, tmp_path: Path) -> None:
    publish(fishery(), FISHERY.settings, remembering(store))
    folder = shutil.copytree(FISHERY.folder, tmp_path / "content")
    without(articles()[0])(folder)
    archive = build_archive(read_content(folder), FISHERY.settings)
    publication = publish(archive, FISHERY.settings, remembering(store))
    (value,) = _kept(store)
    traces = decode(value)
    assert traces is not None
    assert traces.pages.keys() - {page.uri for page in publication.pages} == {WORDS, ENTRIES}
    assert {number for trace in traces.pages.values() for number in trace.asked} == set(range(len(traces.questions)))


def _kept(store: Store) -> Collection[bytes]:
    assert store._connection is not None
    keys = [key for (key,) in store._connection.execute("SELECT key FROM entry WHERE kind = ?", (TRACES,))]
    return store.get_many(TRACES, keys).values()


def test_nothing_is_kept_where_the_code_is_unknown(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composed, "code_fingerprint", lambda *_: None)
    assert publish(fishery(), FISHERY.settings, remembering(store)) == publish(fishery(), FISHERY.settings)
    assert store.get_many(KIND, ["x"]) == {}


# Questions


@pytest.fixture
def desk() -> Desk:
    return Desk(fishery(), ProseLinker(fishery()), lay_out(fishery()))


def test_what_is_asked_is_noted(desk: Desk) -> None:
    asked: set[Question] = set()
    archive = noting(desk, asked).archive
    actor = min(desk.archive.actors)
    assert not asked
    assert archive.actors[actor].name == desk.archive.actors[actor].name
    assert asked == {("archive.actors", actor, "id"), ("archive.actors", actor, "name")}
    asked.clear()
    assert archive.actors.get("nobody") is None
    assert asked == {("archive.actors", "nobody", "id")}
    asked.clear()
    assert list(archive.rounds) == list(desk.archive.rounds)
    assert asked == {("archive.rounds", ALL, "keys")}
    asked.clear()
    assert archive.sources.origin == desk.archive.sources.origin
    assert ("archive.sources.origin", ALL, "") in asked
    asked.clear()
    assert archive.as_of == desk.archive.as_of
    assert asked == {("archive.as_of", ALL, "")}


def test_what_was_handed_out_is_noted_for_each_page(desk: Desk) -> None:
    asked: set[Question] = set()
    archive = noting(desk, asked).archive
    actor = archive.actors[min(desk.archive.actors)]
    first = actor.name, set(asked)
    asked.clear()
    assert (archive.actors[actor.id].name, asked) == first


def test_what_is_watched_is_like_the_thing_itself(desk: Desk) -> None:
    rounds = noting(desk, set()).archive.rounds
    for identifier, round_ in desk.archive.rounds.items():
        assert rounds[identifier] == round_
        assert {rounds[identifier]} == {round_}
        assert isinstance(rounds[identifier], type(round_))
        assert rounds[identifier].sort_key == round_.sort_key


def test_the_way_on_the_timeline_is_a_question(desk: Desk) -> None:
    asked: set[Question] = set()
    assert noting(desk, asked).layout.way_to("2022") == desk.layout.way_to("2022")
    assert asked == {("layout.way_to", "2022", "")}


WORDS, ENTRIES = "timeline/data/words", "timeline/data/all"
N12 = st.integers(0, 12)


def reading_of(text: str, borders: Collection[int]) -> Reading:
    """Of a text whose sentences stand between every other pair of `borders`."""
    ordered = sorted(borders)
    sentences = tuple(Span(start, end) for start, end in zip(ordered[::2], ordered[1::2], strict=False))
    first = next(iter(fishery().readings.values()))
    article, findings = replace(first.article, body=text, prose=text), replace(first.findings, sentences=sentences)
    return replace(first, article=article, findings=findings)


@st.composite
def edits(draw: st.DrawFn) -> tuple[Reading, Reading]:
    """A reading and one that is a little different, or the same."""
    text, borders = draw(st.text("ab \n", min_size=1, max_size=12)), draw(st.sets(st.integers(0, 12), max_size=8))
    at, other = draw(st.integers(0, 12)), draw(st.text("ab\n", max_size=1))
    moved = draw(st.sampled_from(sorted(borders or {0})))
    changed = borders ^ draw(st.sampled_from([set(), {moved}, {moved, moved + 1}, {moved, moved - 1}]))
    return reading_of(text, borders), reading_of(text[:at] + other + text[at + 1 :], changed)


def with_first(desk: Desk, reading: Reading) -> Desk:
    return replace(desk, archive=replace(desk.archive, readings={**desk.archive.readings, reading.id: reading}))


@settings(max_examples=500)
@given(edits(), st.sampled_from(["words", "number_of", "sentence_around", "sentence_before"]), N12, st.integers(1, 6))
@example((reading_of("a. b. c.", {0, 2, 3, 5}), reading_of("a. b. c.", {1, 2, 3, 5})), "sentence_before", 1, 1)
def test_where_the_sentences_asked_for_are_the_same_so_is_all_about_a_place(
    edit: tuple[Reading, Reading], what: str, start: int, length: int
) -> None:
    before, after = edit
    desk = Desk(fishery(), ProseLinker(fishery()), lay_out(fishery()))
    place: Any = start if what == "number_of" else Span(start, start + length)
    if what == "sentence_before":
        sentences = before.findings.sentences or (Span(0, 1),)
        place = sentences[start % len(sentences)]
    asked: set[Question] = set()
    found = getattr(noting(with_first(desk, before), asked).archive.readings[before.id], what)(place)
    assert found == getattr(before, what)(place)
    then, now = Answers(with_first(desk, before)), Answers(with_first(desk, after))
    if all(then.to(question) == now.to(question) for question in without_implied(asked)):
        assert getattr(after, what)(place) == found


def test_every_question_has_an_answer_and_is_packed_whole(desk: Desk) -> None:
    asked: set[Question] = set()
    noted = noting(desk, asked)
    answers = Answers(desk)
    kinds = set()
    for sheet in sheets_of(desk.layout):
        asked.clear()
        noted.compose(sheet)
        packed = {unpack(question) for question in without_implied(asked)}
        assert packed <= asked
        articles = {("archive.readings", key[0]) for where, key, _ in packed if where == "reading.sentence"}
        assert {question[:2] for question in packed} | articles >= {question[:2] for question in asked}
        assert all(field == "id" for _, _, field in asked - packed)
        assert all(len(answers.to(question)) == 16 for question in asked)
        kinds |= {(where, field) for where, _, field in asked}
    assert len(kinds) > 20


def unpack(question: Question) -> Question:
    """After it was packed."""
    return unpack_question(question[0], json.loads(json.dumps(pack_question(question))))


def test_nobody_can_ask_beside_the_archive(desk: Desk) -> None:
    for where in ("archive", "archive.__class__", "os.environ", "desk"):
        with pytest.raises(KeyError):
            Answers(desk).to((where, ALL, ""))


# Traces

N = st.integers(0, 10**9)
JSON = st.recursive(st.none() | st.integers(-1, 3) | st.text(max_size=2), lambda inner: st.lists(inner, max_size=3))
KEYS = st.text() | st.none() | st.tuples(st.text(), st.text()) | st.builds(Citation, st.text(), st.builds(Span, N, N))
DIGESTS = st.binary(min_size=DIGEST, max_size=DIGEST)
ASKED = st.dictionaries(st.tuples(st.text(), KEYS, st.sampled_from(["", "name", "id"])), DIGESTS, max_size=5)


@given(st.dictionaries(st.text(), st.tuples(DIGESTS, DIGESTS, ASKED), max_size=5), st.data())
def test_traces_are_kept_whole(
    pages: dict[str, tuple[bytes, bytes, dict[Question, bytes]]], data: st.DataObject
) -> None:
    known: dict[Question, bytes] = {}
    tracing = Tracing()
    for uri, (digest, page, asked) in pages.items():
        # In one run a question has one answer.
        known = asked | known
        tracing.note(uri, digest, page, [tracing.number(question, known[question]) for question in asked])
    traces = decode(encode(tracing.finish()))
    assert traces is not None
    assert dict(zip(traces.questions, traces.answers, strict=True)) == known
    for uri, (digest, _, asked) in pages.items():
        numbers = {number for number, question in enumerate(traces.questions) if question in asked}
        assert traces.holds(uri, digest, set(range(len(known))) - numbers)
        assert not traces.holds(uri, digest + b"x", set())
        assert all(not traces.holds(uri, digest, {number}) for number in numbers)
    some = data.draw(st.sets(st.sampled_from(sorted(pages)))) if pages else set()
    fewer = Tracing()
    fewer.keep(traces, some)
    kept = fewer.finish()
    assert {uri: _asked(kept, uri) for uri in kept.pages} == {uri: _asked(traces, uri) for uri in some}


def _asked(traces: Traces, uri: str) -> tuple[bytes, dict[Question, bytes]]:
    asked = traces.pages[uri].asked
    return traces.pages[uri].page, {traces.questions[number]: traces.answers[number] for number in asked}


@given(
    st.binary()
    | st.builds(lambda head, rest: json.dumps(head).encode() + b"\n" + rest, st.lists(JSON, max_size=3), st.binary())
)
def test_what_holds_no_traces_is_none(value: bytes) -> None:
    traces = decode(value)
    assert traces is None or not traces.pages or all(len(trace.page) == DIGEST for trace in traces.pages.values())


# Digests


@dataclass(frozen=True)
class Thing:
    name: str
    parts: tuple[object, ...]
    day: date | None = None


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.dates() | st.binary(),
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(), inner, max_size=3)
        | st.builds(Thing, st.text(), st.lists(inner, max_size=2).map(tuple))
        | st.frozensets(st.text(), max_size=3)
    ),
    max_leaves=8,
)


@given(VALUES, VALUES)
def test_digests_are_equal_for_what_is_equal(one: object, other: object) -> None:
    assert Digest().of(one) == Digest().of(json_like(one))
    if repr(one) != repr(other):
        assert Digest().of((one,)) != Digest().of((one, other))


def json_like(value: Any) -> Any:
    """An equal value, none of whose parts is the same object."""
    match value:
        case Thing():
            return replace(value, parts=json_like(value.parts))
        case tuple():
            return tuple(map(json_like, value))
        case dict():
            return {json_like(key): json_like(part) for key, part in value.items()}
        case frozenset():
            return frozenset(sorted(value, reverse=True))
        case str():
            return "".join(list(value))
    return value


@given(st.text(), st.text(), st.integers(0, 99), st.integers(0, 99))
def test_other_fields_make_another_digest(one: str, other: str, start: int, end: int) -> None:
    digest = Digest()
    assert (digest.of(Thing(one, ())) == digest.of(Thing(other, ()))) == (one == other)
    assert (digest.of(Citation(one, Span(start, end))) == digest.of(Citation(one, Span(end, start)))) == (start == end)


def test_what_is_no_value_has_no_digest() -> None:
    for thing in (object(), len, open):
        with pytest.raises(TypeError, match="has no digest"):
            Digest().of(("x", thing))


def test_digests_are_the_same_in_every_process() -> None:
    code = (
        "from builder.pages.digest import Digest; from builder.text import Span;"
        "print(Digest().of(({'a': frozenset('abcdefgh')}, Span(1, 2), 'x' * 3)).hex())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1


def test_pages_whose_questions_were_lost_on_the_way_are_composed_here(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that fails at one page has told of questions that never came."""
    here = os.getpid()
    monkeypatch.setattr("builder.workers._PAYS", 2)
    monkeypatch.setattr("builder.workers._BATCH", 3)
    monkeypatch.setattr("builder.workers.active_count", lambda: 1)
    monkeypatch.setattr("builder.workers._cores", lambda: 2)
    encode = Page.__reduce_ex__

    def fail(page: Page, protocol: Any) -> Any:
        if page.uri == "rounds/index.md" and os.getpid() != here:
            raise RuntimeError
        return encode(page, protocol)

    hear, lost = Hearing.hear, []

    def watched(hearing: Hearing, asked: Asked) -> list[int] | None:
        heard = hear(hearing, asked)
        lost.append(heard is None)
        return heard

    monkeypatch.setattr(Hearing, "hear", watched)
    monkeypatch.setattr(Page, "__reduce_ex__", fail)
    assert publish(fishery(), FISHERY.settings, remembering(store)) == publish(fishery(), FISHERY.settings)
    assert any(lost)
    (value,) = _kept(store)
    traces = decode(value)
    assert traces is not None
    assert {number for trace in traces.pages.values() for number in trace.asked} == set(range(len(traces.questions)))
