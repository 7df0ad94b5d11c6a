"""What a run of the builder has at hand: the cache of earlier runs, and a terminal to show on how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from builder.cache.findings import FindingsCache
from builder.cache.rendered import RenderedCache
from builder.cache.store import open_store
from builder.progress import unwatched
from builder.site import Run
from builder.terminal import show_progress
from builder.workers import LocalProcesses


@contextmanager
def open_run(root: Path, cache: Path | None, *, shown: bool = True) -> Iterator[Run]:
    """As long as the block lasts, the cache is open and, if it is to be `shown`, progress is. Print after it.

    `cache` is a file below `root`, the archive's folder.
    """
    with ExitStack() as opened:
        store = opened.enter_context(open_store(cache, root=root))
        watch = opened.enter_context(show_progress()) if shown else unwatched
        workers = opened.enter_context(LocalProcesses(("builder.cache.findings", "builder.cache.rendered")))
        yield Run(FindingsCache(store, workers), RenderedCache(store, workers), watch)
