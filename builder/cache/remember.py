"""Doing only the work that was not done before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from builder.cache.fingerprint import code_fingerprint
from builder.cache.store import Store
from builder.progress import Watch
from builder.workers import Workers, alone

Given = TypeVar("Given")
Found = TypeVar("Found")

AT_ONCE = 100
"""Things looked up in one go, and results kept: who stops a long run loses no more than that."""


def _holds_always(_found: object) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Craft(Generic[Given, Found]):
    """Work whose result depends on what is given and on the code alone, so that it can be found again by both.

    `rooms` and `libraries` are that code, as `code_fingerprint` wants them. `key_of` makes a digest of what is given
    and of the code's fingerprint. `holds` judges what was found again; what does not hold is worked out once more.
    `worth` is for how many things it pays to start other processes. All functions must be known by name there.
    """

    kind: str
    doing: str
    rooms: tuple[str, ...]
    libraries: tuple[str, ...]
    key_of: Callable[[Given, str], str]
    work_out: Callable[[Given], Found]
    form: Callable[[], TypeAdapter[Found]]
    holds: Callable[[Found], bool] = _holds_always
    worth: int = 200

    def encode(self, found: Found) -> bytes:
        return self.form().dump_json(found)

    def decode(self, value: bytes) -> Found | None:
        """What was encoded; None if it is not what this work gives."""
        try:
            found = self.form().validate_json(value)
        except ValidationError:
            return None
        return found if self.holds(found) else None


def remember(
    store: Store, craft: Craft[Given, Found], things: Mapping[str, Given], watch: Watch, workers: Workers = alone
) -> dict[str, Found]:
    """What `craft` makes of each of `things`, from `store` where it has it; the rest is worked out and kept."""
    code = code_fingerprint(craft.rooms, craft.libraries)
    if code is None:
        return {name: craft.work_out(thing) for name, thing in watch(craft.doing, things.items())}
    keys = {name: craft.key_of(thing, code) for name, thing in things.items()}
    found = dict(_recall(store, craft, keys, watch))
    missing = [name for name in things if name not in found]
    made = workers(Making(craft, code), [things[name] for name in missing], craft.worth)
    new: dict[str, bytes] = {}
    for name, result in zip(watch(craft.doing, missing), made, strict=True):
        new[keys[name]] = result.value
        found[name] = craft.form().validate_json(result.value) if result.found is None else result.found
        if len(new) == AT_ONCE:
            store.put_many(craft.kind, new)
            new = {}
    store.put_many(craft.kind, new)
    return {name: found[name] for name in things}


@dataclass(frozen=True, slots=True)
class Made(Generic[Found]):
    """What was worked out, as it is kept, and as it is, if it was worked out here.

    Between processes goes what is kept: it is smaller than the other pickled, and is read in half the time.
    """

    value: bytes
    found: Found | None = None

    def __reduce__(self) -> tuple[type[Made[Found]], tuple[bytes]]:
        return type(self), (self.value,)


@dataclass(frozen=True, slots=True)
class Making(Generic[Given, Found]):
    """The work as it is handed over, to a process which may have other code."""

    craft: Craft[Given, Found]
    code: str

    def __call__(self, thing: Given) -> Made[Found]:
        """Raises RuntimeError where the code is not that of the process which asks."""
        if code_fingerprint(self.craft.rooms, self.craft.libraries) != self.code:
            raise RuntimeError("other code works here")
        found = self.craft.work_out(thing)
        return Made(self.craft.encode(found), found)


def _recall(
    store: Store, craft: Craft[Given, Found], keys: Mapping[str, str], watch: Watch
) -> Iterator[tuple[str, Found]]:
    """What `store` has of the things with these `keys`, by name."""
    values: dict[str, bytes] = {}
    ahead = _batches(tuple(keys.values()))
    for number, name in enumerate(watch(craft.doing, keys)):
        if number % AT_ONCE == 0:
            values = store.get_many(craft.kind, next(ahead))
        key = keys[name]
        known = craft.decode(values[key]) if key in values else None
        if known is not None:
            yield name, known


def _batches(keys: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (keys[at : at + AT_ONCE] for at in range(0, len(keys), AT_ONCE))
