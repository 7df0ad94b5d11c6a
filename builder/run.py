"""What a run of the builder has at hand: the cache of earlier runs, and a terminal to show on how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from builder.cache.composed import ComposedCache
from builder.cache.findings import FindingsCache, reading_code
from builder.cache.parsed import ParsedCache
from builder.cache.rendered import RenderedCache
from builder.cache.store import open_store
from builder.cluster import Cluster
from builder.progress import unwatched
from builder.site import Run
from builder.terminal import show_progress
from builder.workers import LocalProcesses


@contextmanager
def open_run(root: Path, cache: Path | None, *, shown: bool = True, scheduler: str = "") -> Iterator[Run]:
    """As long as the block lasts, the cache is open and, if it is to be `shown`, progress is. Print after it.

    `cache` is a file below `root`, the archive's folder. Articles are read by the workers of `scheduler`, the address
    of one of dask's, or by processes of this machine. Raises ClusterError where that scheduler cannot be used.
    """
    with ExitStack() as opened:
        store = opened.enter_context(open_store(cache, root=root))
        watch = opened.enter_context(show_progress()) if shown else unwatched
        here = opened.enter_context(LocalProcesses(_ROOMS))
        readers = opened.enter_context(Cluster(scheduler, reading_code)) if scheduler else here
        yield Run(
            ParsedCache(store, here),
            FindingsCache(store, readers),
            ComposedCache(store),
            RenderedCache(store, here),
            watch,
            here.rest,
        )


_ROOMS = ("builder.cache.findings", "builder.cache.parsed", "builder.cache.rendered")
