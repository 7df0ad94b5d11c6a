"""What is worked out of a file by itself is kept from run to run, and found again by what the file holds.

A folder's things lie in one sheet, not each by itself: a thousand answers of the store take as long as all else that
a check does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from builder.cache.fingerprint import code_fingerprint
from builder.cache.store import Store

T = TypeVar("T")
LIBRARIES = ("ahocorasick-rs", "anyascii", "markdown-it-py", "pydantic", "pyyaml")

Sheet = dict[str, tuple[str, Any]]
"""By path: the key of what the file held, and the thing packed."""


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """A kind of things that are kept: how one is packed as JSON, and the `rooms` of code that making it runs through.

    `unpack` raises ValueError, TypeError or KeyError for what was not packed so.
    """

    kind: str
    rooms: tuple[str, ...]
    pack: Callable[[T], Any]
    unpack: Callable[[Any], T]

    def recall(
        self, store: Store, keys: Mapping[str, str], paths: Iterable[str], make: Callable[[str], T | None]
    ) -> dict[str, T]:
        """The things of the files at `paths`, made where they are not kept; `keys` by path tell what files hold."""
        code = code_fingerprint(self.rooms, LIBRARIES)
        sheet = _parse(store.get(self.kind, code)) if code is not None else {}
        found: dict[str, T] = {}
        fresh: Sheet = {}
        for path in paths:
            key, packed = sheet.get(path, ("", None))
            thing = self._unpack(packed) if key == keys[path] else None
            if thing is None:
                thing = make(path)
                if thing is None:
                    continue
                fresh[path] = keys[path], self.pack(thing)
            found[path] = thing
        if fresh and code is not None:
            there = {path: entry for path, entry in sheet.items() if path in keys}
            store.put(self.kind, code, json.dumps(there | fresh).encode())
        return found

    def _unpack(self, packed: Any) -> T | None:
        try:
            return self.unpack(packed)
        except (ValueError, TypeError, KeyError):
            return None


def _parse(value: bytes | None) -> Sheet:
    """The sheet that was kept; an empty one for anything else."""
    try:
        sheet = json.loads(value or b"{}")
        return {path: (key, packed) for path, (key, packed) in sheet.items()}
    except (ValueError, TypeError, AttributeError):
        return {}
