"""Values by kind and key, kept from one run to the next in one file that may be deleted at any time.

Nothing that can happen to the file is an error, and none makes a wrong value: a value is given back only if it has the
checksum that it was put away with. Two processes may use one file at once.
"""

from __future__ import annotations

import sqlite3
import time
import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from hashlib import blake2b
from pathlib import Path
from typing import Self

from builder.cache.database import discard, is_broken, open_database
from builder.cache.place import is_vouched

LIMIT = 500_000_000
"""Bytes; beyond it, what was not used for longest goes."""

_USELESS = 30
"""Days after which what nobody asked for goes."""
_KEPT = 0.75
"""The part of the limit that is left after throwing away, so that it is not done every time."""
_ASKED_AT_ONCE = 500
_DAY = 86_400
_LEVEL = 1
"""Of zlib: three times as fast as the usual 6, for findings an eighth larger."""


class Store:
    """A context manager; what was put is kept when `put` returns. Without a database nothing is kept, nothing found."""

    def __init__(self, path: Path | None, connection: sqlite3.Connection | None, limit: int) -> None:
        self._path = path
        self._connection = connection
        self._limit = limit
        self._writable = True
        self._used: set[tuple[str, str]] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(self, kind: str, key: str) -> bytes | None:
        return self.get_many(kind, (key,)).get(key)

    def get_many(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        """The values of those `keys` that have one."""
        found: dict[str, bytes] = {}
        try:
            wanted = tuple(dict.fromkeys(keys))
            for at in range(0, len(wanted), _ASKED_AT_ONCE):
                found |= self._read(kind, wanted[at : at + _ASKED_AT_ONCE])
        except sqlite3.Error as error:
            self._bear(error)
        return found

    def put(self, kind: str, key: str, value: bytes) -> None:
        self.put_many(kind, {key: value})

    def put_many(self, kind: str, values: Mapping[str, bytes]) -> None:
        """Keep `values` by key, all or none of them; one that is there is replaced."""
        rows = (_row(kind, key, values[key]) for key in sorted(values))
        self._write("INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?, ?)", rows)
        self._make_room()

    def close(self) -> None:
        """Note what was used, and on a day's first use let go what nobody uses; the store is empty from then on."""
        if self._used:
            today = _today()
            rows = [(today, kind, key) for kind, key in sorted(self._used)]
            self._write("UPDATE entry SET used = ? WHERE kind = ? AND key = ?", rows)
            self._write("DELETE FROM entry WHERE used < ?", [(today - _USELESS,)])
            self._used.clear()
        self._part()

    def _read(self, kind: str, keys: Sequence[str]) -> dict[str, bytes]:
        if self._connection is None:
            return {}
        rows = self._connection.execute(
            f"SELECT key, used, digest, value FROM entry WHERE kind = ? AND key IN ({', '.join('?' * len(keys))})",  # noqa: S608 - question marks alone
            (kind, *keys),
        )
        found, today = {}, _today()
        for key, used, digest, packed in rows:
            if not isinstance(packed, bytes) or _digest(kind, key, packed) != digest:
                continue
            found[key] = zlib.decompress(packed)
            if used != today:
                self._used.add((kind, key))
        return found

    def _write(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        if self._connection is None or not self._writable:
            return
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany(statement, rows)
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._writable = False
            self._bear(error)

    def _make_room(self) -> None:
        """Throw away what was not used for longest, by days; of one day, what was put first."""
        try:
            going = self._oldest()
        except sqlite3.Error as error:
            self._bear(error)
            return
        if going:
            self._write("DELETE FROM entry WHERE rowid = ?", going)

    def _oldest(self) -> list[tuple[int]]:
        """The rows without which the file is as small as it is to be."""
        going: list[tuple[int]] = []
        if self._connection is None:
            return going
        taken = _bytes_in_use(self._connection)
        if taken <= self._limit:
            return going
        with closing(self._connection.execute("SELECT rowid, size FROM entry ORDER BY used, rowid")) as rows:
            for row, size in rows:
                if taken <= self._limit * _KEPT:
                    break
                going.append((row,))
                taken -= size
        return going

    def _bear(self, error: sqlite3.Error) -> None:
        """Do without what failed; a file that is broken is thrown away, so that the next run starts anew."""
        if is_broken(error):
            self._part()
            if self._path is not None:
                discard(self._path)
        elif self._connection is not None and self._connection.in_transaction:
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")

    def _part(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()


def open_store(path: Path | None, *, root: Path | None = None, limit: int = LIMIT) -> Store:
    """The store in the file `path`, of at most about `limit` bytes; None: one that keeps nothing.

    Never raises: where the file cannot be used, nothing is kept. No link is followed below `root` (if not given, the
    folder two above the file's, which holds `.cache/explainer/`), and a file that was not made there is made anew:
    save in the folder that the environment vouches for.
    """
    if path is None:
        return Store(None, None, limit)
    if root is None:
        root = path.parents[min(2, len(path.parents) - 1)]
    return Store(path, open_database(path, root, believed=is_vouched(path)), limit)


def _row(kind: str, key: str, value: bytes) -> tuple[object, ...]:
    packed = zlib.compress(value, _LEVEL)
    return kind, key, _today(), len(packed), _digest(kind, key, packed), packed


def _digest(kind: str, key: str, packed: bytes) -> bytes:
    """Of the value and its place: one that slipped into another's is not given back."""
    name = f"{len(kind)} {kind} {len(key)} {key} ".encode()
    return blake2b(name + packed, digest_size=16).digest()


def _bytes_in_use(connection: sqlite3.Connection) -> int:
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (free,) = connection.execute("PRAGMA freelist_count").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    return int(pages - free) * int(size)


def _today() -> int:
    return int(time.time() // _DAY)
