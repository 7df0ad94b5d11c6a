"""The pages of the last build, written again while this one still reads: most of them will be the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from mkdocs.utils import write_file

from builder.cache.store import Store, open_store
from builder.workers import beside

PAGE, EDITION = "page", "edition"
_AT_ONCE = 100
"""Pages looked up in one go."""
_MANY = 200
"""Pages, from which it pays to have another process write them."""

Edition = Mapping[str, str]
"""By the path of a page's file in the site, the key under which the store has it."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """In `folder` the pages of `edition` are being written, as far as the store has them."""

    folder: Path
    edition: Edition
    written: Callable[[], Edition]

    def settle(self, paths: Collection[str]) -> Edition:
        """Wait for it, delete all but the files at `paths`, and say which of these there are. Raises OSError."""
        written = self.written()
        _take_back(self.edition.keys() - paths, self.folder)
        return written


NOTHING = Ahead(Path(), {}, dict)


@contextmanager
def writing_ahead(folder: Path, root: Path, cache: Path | None) -> Iterator[Ahead]:
    """Begin to write the last build's pages into `folder`; who leaves the block ends that.

    The store is in the file `cache` below `root`, if there is one.
    """
    with open_store(cache, root=root) as store:
        edition = _last_edition(store)
    with beside(partial(_write, edition, folder, root, cache), worth=len(edition) >= _MANY) as written:
        yield Ahead(folder, edition, written)


def keep_edition(store: Store, edition: Edition) -> None:
    """What the next build may write ahead."""
    store.put(EDITION, "", json.dumps(dict(edition)).encode())


def _last_edition(store: Store) -> Edition:
    try:
        told = json.loads(store.get(EDITION, "") or b"{}")
    except ValueError:
        return {}
    kept = told if isinstance(told, dict) else {}
    return {path: key for path, key in kept.items() if isinstance(key, str) and _is_inside(path)}


def _write(edition: Edition, folder: Path, root: Path, cache: Path | None) -> Edition:
    """What was written. Where something cannot be, the rest is left to whoever writes all pages and says why."""
    paths = tuple(edition)
    written: dict[str, str] = {}
    with open_store(cache, root=root) as store, suppress(OSError):
        for at in range(0, len(paths), _AT_ONCE):
            some = paths[at : at + _AT_ONCE]
            values = store.get_many(PAGE, (edition[path] for path in some))
            for path in some:
                if edition[path] in values:
                    write_file(values[edition[path]], str(folder / path))
                    written[path] = edition[path]
    return written


def _take_back(paths: Collection[str], folder: Path) -> None:
    """Delete these files, and folders that hold nothing else."""
    for path in paths:
        with suppress(NotADirectoryError):
            (folder / path).unlink(missing_ok=True)
        for inner in PurePosixPath(path).parents[:-1]:
            with suppress(OSError):  # there is something else in it
                (folder / inner).rmdir()


def _is_inside(path: str) -> bool:
    """Whether that leads to a file within a folder, whichever it is."""
    parts = PurePosixPath(path).parts
    return bool(parts) and ".." not in parts and not path.startswith("/") and not {"\\", ":", "\0"} & set(path)
