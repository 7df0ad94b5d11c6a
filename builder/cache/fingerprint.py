"""What the code was that worked a value out: other code may work out another."""

from __future__ import annotations

import platform
import unicodedata
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import _Hash

_PACKAGE = Path(__file__).parent.parent


@cache
def code_fingerprint(rooms: tuple[str, ...], libraries: tuple[str, ...]) -> str | None:
    """A digest of the sources and data files of `rooms` (parts of this package) and of the versions of `libraries`.

    None where nothing can be said: the sources are not there to be read, as in an archive of compiled modules, or a
    library does not tell its version.
    """
    digest = sha256()
    for name in (platform.python_implementation(), platform.python_version(), unicodedata.unidata_version):
        _add(digest, name.encode())
    try:
        versions = [f"{library} {_version(library)}" for library in libraries]
    except PackageNotFoundError:
        return None
    for told in versions:
        _add(digest, told.encode())
    for room in rooms:
        sources = _digest_of(room)
        if sources is None:
            return None
        _add(digest, sources)
    return digest.hexdigest()


_version = cache(version)
"""Looked up among all that is installed: five times as long as the digest of a room."""


@cache
def _digest_of(room: str) -> bytes | None:
    """Of the names and contents of its files; several kinds of work run through one room."""
    try:
        files = [(path.relative_to(_PACKAGE).as_posix(), path.read_bytes()) for path in _files(room)]
    except OSError:
        return None
    if not any(name.endswith(".py") for name, _ in files):
        return None
    digest = sha256()
    for name, source in sorted(files):
        _add(digest, name.encode())
        _add(digest, source)
    return digest.digest()


def _files(room: str) -> Iterable[Path]:
    single = _PACKAGE / f"{room}.py"
    if single.is_file():
        return (single,)
    return (path for path in (_PACKAGE / room).rglob("*") if path.suffix in {".py", ".txt"})


def _add(digest: _Hash, piece: bytes) -> None:
    """With its length, so that no two lists of pieces look the same."""
    digest.update(b"%d " % len(piece))
    digest.update(piece)
