"""Digests of values by what they hold: the same for equal values, in every process and run."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from hashlib import blake2b
from operator import attrgetter
from typing import Any

from pydantic import BaseModel

DIGEST = 16
"""Bytes."""


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
