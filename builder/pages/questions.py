"""What a page asks of an archive while it is composed: as long as all the answers are the same, the page is.

Nobody has to say what a page depends on, and nobody can forget it: whatever is looked up is noted by what it is looked
up in. Such traces, and comparing their answers before anything is made again, are the "verifying traces" of Mokhov,
Mitchell and Peyton Jones, "Build Systems à la Carte", 2018.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from operator import attrgetter
from typing import Any, cast

from builder.archive.citations import Citation, Reading
from builder.pages.digest import Digest
from builder.pages.sheets import Desk
from builder.text import Span

Question = tuple[str, Hashable, str]
"""Where: "archive.actors". Of what: the key there, or ALL. What of that: a field, or "" for the whole."""

ALL = None
KEYS = "keys"
IDENTITY = "id"
"""A field that all those things have: whether one is there."""
TEXT, LINKED, DEFINITION, WAY = "prose.in_text", "prose.in_article", "prose.definition", "layout.way_to"
READINGS, SENTENCE, WORDS = "archive.readings", "reading.sentence", "reading.words"
"""What is worked out and not looked up."""
_NOTHING = b"nothing"


class Answers:
    """Digests of what a desk answers to questions, and of things that are given to pages."""

    def __init__(self, desk: Desk) -> None:
        terms, readings = desk.archive.terms, desk.archive.readings
        self._rooms: dict[str, Any] = {
            **_rooms(desk.archive, "archive"),
            **_rooms(desk.layout, "layout"),
            TEXT: desk.prose.in_text,
            LINKED: lambda at: desk.prose.in_article(at.article, at.span),
            DEFINITION: lambda term: desk.prose.definition(term) if term in terms else _NOTHING,
            WAY: desk.layout.way_to,
            SENTENCE: lambda at: _sentence(readings[at[0]], at[1]),
            WORDS: lambda at: readings[at.article].words(at.span),
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
            return list(room) if field == KEYS else room
        thing = room.get(key, _NOTHING)
        return attrgetter(field)(thing) if field and thing is not _NOTHING else thing


def _sentence(reading: Reading, number: int) -> tuple[Span, str, bool] | None:
    """Where a sentence stands, its words, and whether its paragraph has one before it; None where there is none."""
    if not 0 < number <= len(reading.findings.sentences):
        return None
    span = reading.findings.sentences[number - 1]
    return span, reading.words(span), reading.sentence_before(span) is not None


def _rooms(thing: Any, where: str) -> dict[str, Any]:
    """What there is to be asked of a dataclass, by place."""
    found: dict[str, Any] = {}
    for field in fields(thing):
        value, place = getattr(thing, field.name), f"{where}.{field.name}"
        found |= _rooms(value, place) if is_dataclass(value) else {place: value}
    return found


def without_implied(asked: Collection[Question]) -> Iterator[Question]:
    """Whether a thing is there need not be asked where something of it was: one that is not there has nothing."""
    more = {(where, key) for where, key, field in asked if field and field != IDENTITY}
    more.update((READINGS, key[0]) for where, key, _ in asked if where == SENTENCE and isinstance(key, tuple))
    return (question for question in asked if question[2] != IDENTITY or question[:2] not in more)


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
