"""What a page asks of an archive while it is composed: as long as all the answers are the same, the page is.

Nobody has to say what a page depends on, and nobody can forget it: whatever is looked up is noted by what it is looked
up in. Such traces, and comparing their answers before anything is made again, are the "verifying traces" of Mokhov,
Mitchell and Peyton Jones, "Build Systems à la Carte", 2018.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Collection, Hashable, ItemsView, Iterator, Mapping, Sequence, ValuesView
from dataclasses import fields, is_dataclass
from datetime import date
from functools import partial
from hashlib import blake2b
from operator import attrgetter
from typing import Any, cast

from pydantic import BaseModel

from builder.archive.citations import Citation, Reading
from builder.pages.linking import Linkable, ProseLinker
from builder.pages.sheets import Desk
from builder.pages.timeline.layout import Layout
from builder.text import Span

Question = tuple[str, Hashable, str]
"""Where: "archive.actors". Of what: the key there, or ALL. What of that: a field, or "" for the whole."""

ALL = None
_KEYS = "keys"
_IDENTITY = "id"
"""A field that all those things have: whether one is there."""
_BY_FIELD = frozenset({"archive.actors", "archive.rounds", "archive.terms"})
"""Of these a page that only names one should not change with all else that is known of it."""
_TEXT, _ARTICLE, _DEFINITION, _WAY = "prose.in_text", "prose.in_article", "prose.definition", "layout.way_to"
"""What is worked out and not looked up."""
_NOTHING = b"nothing"
DIGEST = 16
"""Bytes."""


def noting(desk: Desk, asked: set[Question]) -> Desk:
    """A desk that answers as `desk` does, and adds to `asked` what it is asked."""
    layout = _watched(desk.layout, "layout", asked)
    return Desk(_watched(desk.archive, "archive", asked), _NotedProse(desk.prose, asked), layout)


class _Lookups(Mapping[Any, Any]):
    """A mapping that notes when its keys are gone through."""

    __slots__ = ("_asked", "_of", "_where")

    def __init__(self, of: Mapping[Any, Any], where: str, asked: set[Question]) -> None:
        self._of, self._where, self._asked = of, where, asked

    def __iter__(self) -> Iterator[Any]:
        self._asked.add((self._where, ALL, _KEYS))
        return iter(self._of)

    def __len__(self) -> int:
        self._asked.add((self._where, ALL, _KEYS))
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
        self._asked.add((self._where, key, _IDENTITY))
        if key not in self._handed_out:
            self._handed_out[key] = _watched(self._of[key], self._where, self._asked, key)
        return self._handed_out[key]

    def __contains__(self, key: object) -> bool:
        self._asked.add((self._where, key, _IDENTITY))
        return key in self._of


def _watched(thing: Any, where: str, asked: set[Question], key: Hashable = ALL) -> Any:
    """A frozen dataclass like `thing` that notes what is asked of it; with a `key`, it is one of those at `where`."""
    instance: Any = object.__new__(_watching(type(thing)))
    if key is ALL:
        parts = {
            field.name: _part(getattr(thing, field.name), f"{where}.{field.name}", asked) for field in fields(thing)
        }
        if isinstance(thing, Layout):
            parts["way_to"] = lambda: partial(_note_way, thing, asked)
        object.__setattr__(instance, "_ask", partial(_hand_out, parts))
    else:
        object.__setattr__(instance, "_ask", partial(_tell, thing, where, asked, key))
    object.__setattr__(instance, "_thing", thing)
    return instance


def _part(value: Any, where: str, asked: set[Question]) -> Callable[[], Any]:
    """What hands out a field of an archive."""
    if isinstance(value, Mapping):
        noted = (_NotedByField if where in _BY_FIELD else _Noted)(value, where, asked)
        return lambda: noted
    if is_dataclass(value):
        inner = _watched(value, where, asked)
        return lambda: inner

    def whole() -> Any:
        asked.add((where, ALL, ""))
        return value

    return whole


def _note_way(layout: Layout, asked: set[Question], key: str) -> tuple[str, str]:
    asked.add((_WAY, key, ""))
    return layout.way_to(key)


def _hand_out(parts: Mapping[str, Callable[[], Any]], name: str) -> Any:
    return parts[name]()


def _tell(thing: Any, where: str, asked: set[Question], key: Hashable, name: str) -> Any:
    asked.add((where, key, name))
    return getattr(thing, name)


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
    if issubclass(kind, Layout):
        body["way_to"] = hidden("way_to")
    body |= {"__slots__": ("_ask", "_thing"), "__eq__": equals, "__hash__": lambda self: hash(behind(self))}
    return type(f"Watched{kind.__name__}", (kind,), body)


class _NotedProse(ProseLinker):
    """A linker that notes in what it is asked for names."""

    def __init__(self, of: ProseLinker, asked: set[Question]) -> None:
        self._of, self._asked = of, asked

    def in_text(self, text: str) -> list[Linkable]:
        self._asked.add((_TEXT, text, ""))
        return self._of.in_text(text)

    def in_article(self, reading: Reading, within: Span) -> list[Linkable]:
        self._asked.add((_ARTICLE, reading.article.id, ""))
        return self._of.in_article(reading, within)

    def definition(self, identifier: str) -> str:
        self._asked.add((_DEFINITION, identifier, ""))
        return self._of.definition(identifier)


class Answers:
    """Digests of what a desk answers to questions, and of things that are given to pages."""

    def __init__(self, desk: Desk) -> None:
        terms = desk.archive.terms
        self._rooms: dict[str, Any] = {
            **_rooms(desk.archive, "archive"),
            **_rooms(desk.layout, "layout"),
            _TEXT: desk.prose.in_text,
            _ARTICLE: desk.prose.linkables_of,
            _DEFINITION: lambda term: desk.prose.definition(term) if term in terms else _NOTHING,
            _WAY: desk.layout.way_to,
        }
        self._known: dict[Question, bytes] = {}
        self._digest = Digest()

    def to(self, question: Question) -> bytes:
        """The same for the same answer, in every run. Raises KeyError for what nobody can have asked."""
        known = self._known.get(question)
        if known is None:
            known = self._known[question] = self._digest.of(self._answer(*question))
        return known

    def trust(self, known: Mapping[Question, bytes]) -> None:
        """Answers that need not be worked out again."""
        self._known.update(known)

    def about(self, given: object) -> bytes:
        """The digest of something given."""
        return self._digest.of(given)

    def _answer(self, where: str, key: Any, field: str) -> Any:
        room = self._rooms[where]
        if callable(room):
            return room(key)
        if key is ALL:
            return list(room) if field == _KEYS else room
        thing = room.get(key, _NOTHING)
        return getattr(thing, field) if field and thing is not _NOTHING else thing


def _rooms(thing: Any, where: str) -> dict[str, Any]:
    """What there is to be asked of a dataclass, by place."""
    found: dict[str, Any] = {}
    for field in fields(thing):
        value, place = getattr(thing, field.name), f"{where}.{field.name}"
        found |= _rooms(value, place) if is_dataclass(value) else {place: value}
    return found


def without_implied(asked: Collection[Question]) -> Iterator[Question]:
    """Whether a thing is there need not be asked where a field of it was: one that is not there has none."""
    more = {(where, key) for where, key, field in asked if field and field != _IDENTITY}
    return (question for question in asked if question[2] != _IDENTITY or question[:2] not in more)


def pack_question(question: Question) -> list[Any]:
    """As JSON has it, but for the place: a key for the whole of a thing, or a key and a field."""
    _, key, field = question
    return [_pack_key(key), field] if field else [_pack_key(key)]


def unpack_question(where: str, packed: Sequence[Any]) -> Question:
    """The question that was packed. Raises TypeError, ValueError or IndexError for anything else."""
    key, field = packed if len(packed) > 1 else (packed[0], "")
    return where, _unpack_key(key), field


def _pack_key(key: Any) -> Any:
    return [key.article, key.span.start, key.span.end] if isinstance(key, Citation) else key


def _unpack_key(packed: Any) -> Hashable:
    """A name or ALL; two names; or a citation."""
    if isinstance(packed, list):
        return Citation(packed[0], Span(packed[1], packed[2])) if len(packed) == 3 else tuple(packed)
    return cast("Hashable", packed)


class Digest:
    """Digests of values by what they hold: frozen dataclasses, and whatever they are made of."""

    def __init__(self) -> None:
        self._ways: dict[type, Callable[[Any], Any]] = {}
        # By identity, which holds as long as the thing does: so things are kept here too.
        self._known: dict[int, tuple[Any, bytes]] = {}

    def of(self, thing: object) -> bytes:
        """The same for equal values, in every process. Raises TypeError for what is no value."""
        return blake2b(marshal.dumps(self._plain(thing), 2), digest_size=DIGEST).digest()

    def _plain(self, thing: object) -> Any:
        """As `marshal` writes it, the same for equal values: its second version writes no references."""
        kind = type(thing)
        way = self._ways.get(kind)
        if way is None:
            way = self._ways[kind] = self._way_of(kind)
        return way(thing)

    def _way_of(self, kind: type) -> Callable[[Any], Any]:
        if kind in _ATOMS:
            return lambda thing: thing
        if issubclass(kind, str):
            return str
        if issubclass(kind, date):
            return lambda thing: thing.isoformat()
        if issubclass(kind, tuple | list):
            plain = self._plain
            return lambda thing: [part if type(part) in _ATOMS else plain(part) for part in thing]
        if issubclass(kind, set | frozenset):
            return lambda thing: sorted(self.of(part) for part in thing)
        if issubclass(kind, Mapping):
            return lambda thing: [(self._plain(key), self._plain(value)) for key, value in thing.items()]
        if issubclass(kind, BaseModel):
            return lambda thing: self._plain(thing.model_dump())
        if is_dataclass(kind):
            return self._way_of_fields(kind)
        raise TypeError(f"a {kind.__name__} has no digest")

    def _way_of_fields(self, kind: type) -> Callable[[Any], Any]:
        names = [field.name for field in fields(kind)]
        if len(names) < _WORTH_KEEPING:
            plain = self._plain
            if len(names) > 1 and all(field.type in _ATOMIC for field in fields(kind)):
                return attrgetter(*names)
            return lambda thing: [plain(getattr(thing, name)) for name in names]
        parts = attrgetter(*names)

        def way(thing: Any) -> bytes:
            known = self._known.get(id(thing))
            if known is None:
                known = self._known[id(thing)] = thing, self.of([kind.__name__, *parts(thing)])
            return known[1]

        return way


_ATOMS = frozenset({str, int, float, bool, bytes, type(None)})
_ATOMIC = frozenset({"str", "int", "bool", "float"})
"""Annotations of fields that hold one, as they are written."""
_WORTH_KEEPING = 3
"""Fields of a thing that is met often enough, and is not made sooner than found again."""
