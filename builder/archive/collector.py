"""Python's collector of cycles, which finds nothing here."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collector() -> Iterator[None]:
    """Let the collector rest within the block, if it is at work.

    Putting an archive together makes millions of objects that all stay and none that only the collector could free; it
    would walk them again and again, which takes two fifths of the time at 20,000 reports.
    """
    at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if at_work:
            gc.enable()
