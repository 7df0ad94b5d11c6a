"""Folders that one process has for itself as long as it lives. The lock ends with it, however it ends."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl


def hold(folder: Path, *, wait: bool = False) -> int:
    """A descriptor: as long as it is open, nobody else can hold `folder`.

    Raises BlockingIOError if another process holds it (unless told to `wait`), FileNotFoundError if it is gone, another
    OSError where folders cannot be held: on Windows, and on some network file systems.
    """
    if sys.platform == "win32":
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), str(folder))
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        if not os.path.samestat(os.fstat(held), folder.lstat()):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))
    except OSError:
        os.close(held)
        raise
    return held


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Others who ask for the same wait until the block ends; where folders cannot be held, nobody waits."""
    try:
        held = hold(folder, wait=True)
    except OSError:
        yield
        return
    try:
        yield
    finally:
        os.close(held)
