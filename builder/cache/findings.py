"""Findings of earlier runs, found again by everything that they depend on: the text, what is known, and the code."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256

from pydantic import TypeAdapter, ValidationError

from builder.archive.readings import Text, read
from builder.cache.fingerprint import code_fingerprint
from builder.cache.store import Store
from builder.progress import Watch
from builder.reading.findings import Findings

KIND = "findings"
ROOMS = ("reading", "archive/readings", "content", "cache/findings", "text", "period", "problems")
"""What reading a text runs through, and what the findings are written down with."""
LIBRARIES = ("ahocorasick-rs", "pydantic")
_AT_ONCE = 200
"""Texts read between two times of writing: what was read is kept when somebody stops a long run."""


class FindingsCache:
    """Reads only the texts whose findings `store` lacks; the others' are those that reading them gave."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, texts: Mapping[str, Text], watch: Watch) -> Mapping[str, Findings]:
        """What each of `texts`, by article id, says."""
        code = code_fingerprint(ROOMS, LIBRARIES)
        keys = {article: key_of(text, code) for article, text in texts.items()} if code is not None else {}
        found = dict(self._remember(keys))
        new: dict[str, bytes] = {}
        missing = [article for article in texts if article not in found]
        for article in watch("Reading articles", missing):
            found[article] = read(texts[article])
            if article in keys:
                new[keys[article]] = encode(found[article])
            if len(new) >= _AT_ONCE:
                self._store.put_many(KIND, new)
                new = {}
        if new:
            self._store.put_many(KIND, new)
        return found

    def _remember(self, keys: Mapping[str, str]) -> Iterator[tuple[str, Findings]]:
        values = self._store.get_many(KIND, keys.values())
        for article, key in keys.items():
            findings = decode(values[key]) if key in values else None
            if findings is not None:
                yield article, findings


def key_of(text: Text, code: str) -> str:
    """A digest of `text` and of the `code` that reads it."""
    data = _texts().dump_python(text, mode="json")
    data["recurring"].sort()
    return sha256(json.dumps([code, data], sort_keys=True).encode()).hexdigest()


def encode(findings: Findings) -> bytes:
    return _findings().dump_json(findings)


def decode(value: bytes) -> Findings | None:
    """The findings that were encoded; None if none were."""
    try:
        return _findings().validate_json(value)
    except ValidationError:
        return None


@cache
def _texts() -> TypeAdapter[Text]:
    return TypeAdapter(Text)


@cache
def _findings() -> TypeAdapter[Findings]:
    return TypeAdapter(Findings)
