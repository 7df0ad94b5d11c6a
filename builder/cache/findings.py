"""Findings of earlier runs, found again by all that they depend on: the text, what is known beforehand, the code."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from hashlib import sha256

from pydantic import TypeAdapter

from builder.archive.readings import Text, read
from builder.cache.fingerprint import code_fingerprint
from builder.cache.remember import Craft, remember
from builder.cache.store import Store
from builder.progress import Watch
from builder.reading.findings import Findings
from builder.workers import Workers, alone


class FindingsCache:
    """Reads only the texts whose findings `store` lacks; the others' are those that reading them gave."""

    def __init__(self, store: Store, workers: Workers = alone) -> None:
        self._store = store
        self._workers = workers

    def __call__(self, texts: Mapping[str, Text], watch: Watch) -> Mapping[str, Findings]:
        """What each of `texts`, by article id, says."""
        return remember(self._store, READING, texts, watch, self._workers)


def key_of(text: Text, code: str) -> str:
    """A digest of `text` and of the `code` that reads it."""
    data = _texts().dump_python(text, mode="json")
    data["recurring"].sort()
    return sha256(json.dumps([code, data], sort_keys=True).encode()).hexdigest()


@cache
def _texts() -> TypeAdapter[Text]:
    return TypeAdapter(Text)


@cache
def _findings() -> TypeAdapter[Findings]:
    return TypeAdapter(Findings)


READING = Craft(
    kind="findings",
    doing="Reading articles",
    rooms=("reading", "archive/readings", "content", "cache/findings", "cache/remember", "text", "period", "problems"),
    libraries=("ahocorasick-rs", "anyascii", "lunr", "pydantic"),
    key_of=key_of,
    work_out=read,
    form=_findings,
)


def reading_code() -> str | None:
    """What tells the code that reads here from any other."""
    return code_fingerprint(READING.rooms, READING.libraries)
