"""Two folders change places in one step, where the system can do that."""

from __future__ import annotations

import ctypes
import errno
import os
from pathlib import Path

# From <fcntl.h> and <linux/fs.h>: https://man7.org/linux/man-pages/man2/rename.2.html
_HERE = -100
_EXCHANGE = 2


def exchange(one: Path, other: Path) -> None:
    """Who looks sees both as they were or both changed. Raises OSError, also where there is no such step."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError) as error:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(other)) from error
    rename.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE):
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(other))
