"""Desks that note what they are asked: all that is looked up is noted by what it is looked up in."""

from __future__ import annotations

from collections.abc import Callable, Hashable, ItemsView, Iterator, Mapping, ValuesView
from dataclasses import fields, is_dataclass
from functools import partial
from typing import Any

from builder.archive.citations import Citation, Reading, Readings
from builder.pages.linking import Linkable, ProseLinker
from builder.pages.questions import (
    ALL,
    DEFINITION,
    IDENTITY,
    KEYS,
    LINKED,
    READINGS,
    SENTENCE,
    TEXT,
    WAY,
    WORDS,
    Question,
)
from builder.pages.sheets import Desk
from builder.pages.timeline.layout import Layout
from builder.text import Span

_BY_FIELD = frozenset({"archive.actors", READINGS, "archive.rounds", "archive.terms"})
"""Of these a page that only names one should not change with all else that is known of it."""


def noting(desk: Desk, asked: set[Question]) -> Desk:
    """A desk that answers as `desk` does, and adds to `asked` what it is asked."""
    layout = _watched(desk.layout, "layout", asked)
    return Desk(_watched(desk.archive, "archive", asked), _NotedProse(desk.prose, desk.archive.readings, asked), layout)


class _Lookups(Mapping[Any, Any]):
    """A mapping that notes when its keys are gone through."""

    __slots__ = ("_asked", "_of", "_where")

    def __init__(self, of: Mapping[Any, Any], where: str, asked: set[Question]) -> None:
        self._of, self._where, self._asked = of, where, asked

    def __iter__(self) -> Iterator[Any]:
        self._asked.add((self._where, ALL, KEYS))
        return iter(self._of)

    def __len__(self) -> int:
        self._asked.add((self._where, ALL, KEYS))
        return len(self._of)


class _Noted(_Lookups):
    """One that notes what is looked up in it."""

    __slots__ = ()

    def __getitem__(self, key: Hashable) -> Any:
        self._asked.add((self._where, key, ""))
        return self._of[key]

    def get(self, key: Hashable, default: Any = None) -> Any:
        self._asked.add((self._where, key, ""))
        return self._of.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._asked.add((self._where, key, ""))
        return key in self._of

    def items(self) -> ItemsView[Any, Any]:
        self._asked.add((self._where, ALL, ""))
        return self._of.items()

    def values(self) -> ValuesView[Any]:
        self._asked.add((self._where, ALL, ""))
        return self._of.values()


class _NotedByField(_Lookups):
    """One that notes which fields of its things are looked at."""

    __slots__ = ("_handed_out",)

    def __init__(self, of: Mapping[Any, Any], where: str, asked: set[Question]) -> None:
        super().__init__(of, where, asked)
        self._handed_out: dict[Hashable, Any] = {}

    def __getitem__(self, key: Hashable) -> Any:
        self._asked.add((self._where, key, IDENTITY))
        if key not in self._handed_out:
            self._handed_out[key] = _watched(self._of[key], self._where, self._asked, key)
        return self._handed_out[key]

    def __contains__(self, key: object) -> bool:
        self._asked.add((self._where, key, IDENTITY))
        return key in self._of


def _watched(thing: Any, where: str, asked: set[Question], key: Hashable = ALL) -> Any:
    """A frozen dataclass like `thing` that notes what is asked of it; with a `key`, it is one of those at `where`."""
    if isinstance(thing, Reading):
        return _hidden(thing, partial(_hand_out, _parts_of_reading(thing, where, asked)))
    if key is not ALL:
        return _hidden(thing, partial(_tell, thing, (where, key, ""), asked))
    parts = {field.name: _part(getattr(thing, field.name), f"{where}.{field.name}", asked) for field in fields(thing)}
    if isinstance(thing, Layout):
        parts["way_to"] = _const(partial(_note_way, thing, asked))
    return _hidden(thing, partial(_hand_out, parts))


def _hidden(thing: Any, ask: Callable[[str], Any]) -> Any:
    """A thing of the kind of `thing` whose fields are whatever is handed out for their names."""
    instance: Any = object.__new__(_watching(type(thing)))
    object.__setattr__(instance, "_ask", ask)
    object.__setattr__(instance, "_thing", thing)
    return instance


def _parts_of_reading(reading: Reading, where: str, asked: set[Question]) -> dict[str, Callable[[], Any]]:
    """Whoever cites one sentence of an article should not change with the others."""

    def part(field: str) -> Callable[[], Any]:
        thing = getattr(reading, field)
        return _const(_hidden(thing, partial(_tell, thing, (where, reading.id, f"{field}."), asked)))

    return {
        "article": part("article"),
        "findings": part("findings"),
        **{name: _const(partial(_note_place, reading, asked, name)) for name in _METHODS[Reading]},
    }


def _note_place(reading: Reading, asked: set[Question], name: str, place: Span | int) -> Any:
    """Ask a reading for something about a place by asking for the sentences there: many ask for the same.

    A place in a sentence that is still the same, where it was, has all about it as it was. One in none is known by the
    sentences around it.
    """
    start, end = (place.start, place.end) if isinstance(place, Span) else (place, place)
    sentences = reading.findings.sentences
    first = reading.number_of(start) or 0
    within = first > 0 and sentences[first - 1].end > start
    numbers = {first} if within else {first, first + 1}
    if name == "sentence_before":
        numbers.add(first - 1)
    asked.update((SENTENCE, (reading.id, number), "") for number in numbers)
    if name == "words" and not (within and end <= sentences[first - 1].end):
        asked.add((WORDS, Citation(reading.id, Span(start, end)), ""))
    return getattr(reading, name)(place)


def _const(value: Any) -> Callable[[], Any]:
    return lambda: value


def _part(value: Any, where: str, asked: set[Question]) -> Callable[[], Any]:
    """What hands out a field of an archive."""
    if isinstance(value, Mapping):
        return _const((_NotedByField if where in _BY_FIELD else _Noted)(value, where, asked))
    if is_dataclass(value):
        return _const(_watched(value, where, asked))

    def whole() -> Any:
        asked.add((where, ALL, ""))
        return value

    return whole


def _note_way(layout: Layout, asked: set[Question], key: str) -> tuple[str, str]:
    asked.add((WAY, key, ""))
    return layout.way_to(key)


def _hand_out(parts: Mapping[str, Callable[[], Any]], name: str) -> Any:
    return parts[name]()


def _tell(thing: Any, about: Question, asked: set[Question], name: str) -> Any:
    where, key, within = about
    asked.add((where, key, within + name))
    return getattr(thing, name)


_METHODS: dict[type, tuple[str, ...]] = {
    Layout: ("way_to",),
    Reading: ("words", "number_of", "sentence_around", "sentence_before"),
}
"""Whose answers are questions of their own."""
_kinds: dict[type, type] = {}


def _watching(kind: type) -> type:
    if kind not in _kinds:
        _kinds[kind] = _make_watching(kind)
    return _kinds[kind]


def _make_watching(kind: type) -> type:
    """A kind like `kind` whose fields are asked for. It compares and hashes as the thing behind it does."""

    def hidden(name: str) -> property:
        return property(lambda self: self._ask(name))

    def behind(self: Any) -> Any:
        for field in names:
            self._ask(field)
        return self._thing

    def equals(self: Any, other: object) -> bool:
        return bool(behind(self) == (other._thing if hasattr(other, "_thing") else other))  # noqa: SLF001

    names = [field.name for field in fields(kind)]
    body: dict[str, Any] = {name: hidden(name) for name in names}
    body |= {name: hidden(name) for name in _METHODS.get(kind, ())}
    body |= {"__slots__": ("_ask", "_thing"), "__eq__": equals, "__hash__": lambda self: hash(behind(self))}
    return type(f"Watched{kind.__name__}", (kind,), body)


class _NotedProse(ProseLinker):
    """A linker that notes in what it is asked for names."""

    def __init__(self, of: ProseLinker, readings: Readings, asked: set[Question]) -> None:
        self._of, self._readings, self._asked = of, readings, asked

    def in_text(self, text: str) -> list[Linkable]:
        self._asked.add((TEXT, text, ""))
        return self._of.in_text(text)

    def in_article(self, article: str, within: Span) -> list[Linkable]:
        sentence = self._readings[article].sentence_around(within)
        # Pieces of a sentence link what all of it does: many ask for the same.
        asked = sentence if sentence.contains(within) else within
        self._asked.add((LINKED, Citation(article, asked), ""))
        return self._of.in_article(article, within)

    def definition(self, identifier: str) -> str:
        self._asked.add((DEFINITION, identifier, ""))
        return self._of.definition(identifier)
