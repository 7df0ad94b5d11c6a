"""Watching files for changes, as MkDocs' server does, but for links and depths in the content, which it would follow.

A pull request can bring a link to all of a disk, or folders within one another as deep as a path can name.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserverVFS
from watchdog.utils.dirsnapshot import DirectorySnapshot

_SOONEST, _LATEST = 0.1, 0.5
"""Seconds between two looks; the longer is MkDocs' own."""
_SHARE = 0.03
"""Of a processor, that looking may take where less than the longer would do."""
_DEEPEST = 50
"""Folders within one another; what lies deeper is read, but not watched: the observer calls itself for each."""


def watch_content(server: LiveReloadServer, config: MkDocsConfig) -> None:
    """Have `server`, before it is at work, watch what MkDocs had it watch without following links in the content."""
    theirs = [path for path in (config.docs_dir, config.config_file_path, *config.theme.dirs) if path]
    watched = [path for path in theirs if _is_let_go(server, path)]
    look = _Looking(Path(config.docs_dir))
    begun = perf_counter()
    DirectorySnapshot(config.docs_dir, stat=look.stat, listdir=look.listdir)
    every = pause_after(perf_counter() - begun)
    server.observer = PollingObserverVFS(look.stat, look.listdir, polling_interval=every)  # type: ignore[assignment]
    for path in watched:
        server.watch(path)


def pause_after(look: float) -> float:
    """How long to wait, in seconds, where a look at all files takes so many."""
    return min(max(look / _SHARE, _SOONEST), _LATEST)


def _is_let_go(server: LiveReloadServer, path: str) -> bool:
    """Whether it was watched; it is not from now on."""
    try:
        server.unwatch(path)
    except KeyError:  # folders of the theme are, if that is asked for
        return False
    return True


class _Looking:
    """The file system as the observer is to see it."""

    def __init__(self, content: Path) -> None:
        self._within = f"{content.absolute()}{os.sep}"

    def stat(self, path: str) -> os.stat_result:
        return Path(path).stat(follow_symlinks=not path.startswith(self._within))

    def listdir(self, path: str | None) -> Iterator[os.DirEntry[str]]:
        if path is None or not path.startswith(self._within):
            return os.scandir(path)
        if path.count(os.sep, len(self._within)) >= _DEEPEST:
            return iter(())
        try:
            return os.scandir(path)
        except OSError:  # one of many folders, and the build says what is wrong with it
            return iter(())
