"""What is worked out of a file by itself is kept from run to run, and found again by what the file holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from builder.cache.fingerprint import code_fingerprint
from builder.cache.store import Store

T = TypeVar("T")
LIBRARIES = ("ahocorasick-rs", "anyascii", "markdown-it-py", "pydantic", "pyyaml")


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """A kind of things that are kept: how one is packed, and the `rooms` of code that making it runs through.

    `unpack` raises ValueError, TypeError or KeyError for what was not packed so.
    """

    kind: str
    rooms: tuple[str, ...]
    pack: Callable[[T], bytes]
    unpack: Callable[[bytes], T]

    def recall(
        self, store: Store, keys: Mapping[str, str], paths: Iterable[str], make: Callable[[str], T | None]
    ) -> dict[str, T]:
        """The things of the files at `paths`, made where they are not kept; `keys` by path tell what files hold."""
        code = code_fingerprint(self.rooms, LIBRARIES)
        full = {path: f"{code} {keys[path]}" for path in paths}
        values = store.get_many(self.kind, full.values()) if code is not None else {}
        found: dict[str, T] = {}
        fresh: dict[str, bytes] = {}
        for path, key in full.items():
            thing = self._unpack(values.get(key))
            if thing is None:
                thing = make(path)
                if thing is None:
                    continue
                fresh[key] = self.pack(thing)
            found[path] = thing
        if fresh and code is not None:
            store.put_many(self.kind, fresh)
        return found

    def _unpack(self, value: bytes | None) -> T | None:
        if value is None:
            return None
        try:
            return self.unpack(value)
        except (ValueError, TypeError, KeyError):
            return None
