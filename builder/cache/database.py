"""The cache's file, which may be anything: missing, broken, another program's, another machine's, or not to be written.

SQLite with a rollback journal, not a write-ahead log: it can be read in a folder that cannot be written, works on
network folders, and leaves one file. It is never synchronised: what a power cut breaks is thrown away.
"""

from __future__ import annotations

import sqlite3
import stat
from contextlib import suppress
from pathlib import Path

FORMAT = 2
"""Of the tables; a file of another format is thrown away."""

_APPLICATION = 0x4578706C
_WAIT = 1.0
"""Seconds for another process to finish its transaction; then this one goes without."""

_TABLES = (
    "CREATE TABLE home (place TEXT NOT NULL)",
    (
        "CREATE TABLE entry (kind TEXT NOT NULL, key TEXT NOT NULL, used INTEGER NOT NULL, size INTEGER NOT NULL, "
        "digest BLOB NOT NULL, value BLOB NOT NULL, PRIMARY KEY (kind, key))"
    ),
)
# What is wrong then is not in the file. Everything else is, also what has no number: text that is no UTF-8.
_PASSING = (
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH, sqlite3.SQLITE_PROTOCOL,
)  # fmt: skip


def open_database(path: Path, root: Path, *, believed: bool = False) -> sqlite3.Connection | None:
    """The database in `path`, made if it is not there and made anew if it is not ours; None if there can be none.

    No link is followed between `root` and the file: it could lead out of the archive. If it is to be `believed`, it may
    be anywhere, and made anywhere.
    """
    try:
        if not (believed or _is_inside(path, root)):
            return None
        path.parent.mkdir(parents=True, exist_ok=True)
        _keep_out_of_git(path.parent)
        for _ in range(2):
            if _is_absent_or_file(path):
                connection = _open(path, believed=believed)
                if connection is not None:
                    return connection
                discard(path)
    except (OSError, ValueError, sqlite3.Error):
        return None
    return None


def is_broken(error: sqlite3.Error) -> bool:
    """Whether the file is damaged, rather than locked, full or not to be written."""
    # The low byte is the kind, the others tell more of it: https://www.sqlite.org/rescode.html#extrc
    return getattr(error, "sqlite_errorcode", 0) & 0xFF not in _PASSING


def discard(path: Path) -> None:
    """Delete the database and its journal, as far as that can be done."""
    for name in (path, _journal(path)):
        with suppress(OSError):
            name.unlink()


def _is_inside(path: Path, root: Path) -> bool:
    """Whether one gets from `root` to `path` by folders alone."""
    if not path.is_relative_to(root):
        return False
    inside = path.relative_to(root)
    return ".." not in inside.parts and not any((root / part).is_symlink() for part in inside.parents if part.parts)


def _keep_out_of_git(folder: Path) -> None:
    with suppress(OSError), (folder / ".gitignore").open("x", encoding="utf-8") as file:
        file.write("*\n")


def _is_absent_or_file(path: Path) -> bool:
    for name in (path, _journal(path)):
        try:
            mode = name.lstat().st_mode
        except FileNotFoundError:
            continue
        if not stat.S_ISREG(mode):
            return False
    return True


def _journal(path: Path) -> Path:
    return path.with_name(path.name + "-journal")


def _open(path: Path, *, believed: bool) -> sqlite3.Connection | None:
    """The database in `path`, or None if that is not ours. Raises sqlite3.Error where it cannot be opened."""
    # A file that may only be read is opened for reading.
    connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
    try:
        _settle(connection)
        if _is_empty(connection):
            _make(connection, path)
        ours = _is_form(connection) and (believed or _is_made_here(connection, path))
    except sqlite3.Error as error:
        connection.close()
        if is_broken(error):
            return None
        raise
    if not ours:
        connection.close()
        return None
    return connection


def _settle(connection: sqlite3.Connection) -> None:
    # A file from elsewhere may hold triggers and views that call functions.
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA temp_store = MEMORY")


def _is_empty(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is None


def _is_form(connection: sqlite3.Connection) -> bool:
    if connection.execute("PRAGMA application_id").fetchone() != (_APPLICATION,):
        return False
    if connection.execute("PRAGMA user_version").fetchone() != (FORMAT,):
        return False
    tables = connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
    return tables == [(table,) for table in _TABLES]


def _is_made_here(connection: sqlite3.Connection, path: Path) -> bool:
    """A file that came with a checkout or a copy is somebody's word."""
    homes: list[tuple[str]] = connection.execute("SELECT place FROM home").fetchall()
    return homes == [(_place(path),)]


def _make(connection: sqlite3.Connection, path: Path) -> None:
    # The file is sent to and fro between machines: what was deleted takes no room.
    connection.execute("PRAGMA auto_vacuum = FULL")
    connection.execute("BEGIN IMMEDIATE")
    # Another process may have made it while this one waited.
    if _is_empty(connection):
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        for table in _TABLES:
            connection.execute(table)
        connection.execute("INSERT INTO home VALUES (?)", (_place(path),))
    connection.execute("COMMIT")


def _place(path: Path) -> str:
    """What the file system calls the file and its folder: nobody elsewhere can foresee it."""
    return f"{path.lstat().st_ino} {path.parent.lstat().st_ino}"
