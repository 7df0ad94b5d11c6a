"""Where a site is built before it is in its place.

A build that is killed, or fails, leaves the site that was there and a folder that the next build sweeps away. What
matters is that every process that reads the site, and every build that goes on at the same time, finds one whole site:
nothing is forced to the disk, for what a power cut breaks can be built again.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from builder.replacing.exchange import exchange
from builder.replacing.files import keep_hidden, put_files
from builder.replacing.lock import hold, one_at_a_time


class Stage:
    """An empty `folder` of this process alone, for what is to be in the folder `site`. Publish or discard it."""

    def __init__(self, site: Path, folder: Path, held: int | None) -> None:
        self.site = site
        self.folder = folder
        self.untouched = True
        """Whether `site` is as it was."""
        self._held = held

    def publish(self) -> None:
        """Put what was built in the site's place: in one step where that can be done, else file by file.

        Raises OSError. What the site was may be in the folder then.
        """
        with one_at_a_time(self.site.parent):
            if not self._put_whole():
                self.untouched = False
                put_files(self.folder, self.site)

    def discard(self) -> None:
        """Delete the folder, and what is in it. Nothing happens the second time."""
        shutil.rmtree(self.folder, ignore_errors=True)
        if self._held is not None:
            os.close(self._held)
            self._held = None

    def _put_whole(self) -> bool:
        if self.folder.parent == self.site:
            return False
        try:
            if not self.site.exists():
                self.folder.rename(self.site)
            else:
                keep_hidden(self.site, self.folder, _prefix(self.site))
                exchange(self.folder, self.site)
        except OSError:
            # Renaming files can succeed where renaming their folder does not: it may be in use, or of another layer.
            return False
        return True


def open_stage(site: Path) -> Stage:
    """A stage for `site`, which need not exist; leftovers of builds that were killed are swept away. Raises OSError.

    It is beside the site, or within, hidden, where the site's folder itself cannot be replaced: where others' file
    systems are put, in a folder that may not be written, or with the history of its files in it.
    """
    # A link to the site stays, and goes on to lead to it.
    site = Path(os.path.realpath(site))
    site.parent.mkdir(parents=True, exist_ok=True)
    if site.exists() and not site.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(site))
    for folder in (site.parent, site):
        _sweep(folder, _prefix(site))
    while True:
        folder = _make(site, _prefix(site) + token_hex(4))
        try:
            return Stage(site, folder, hold(folder))
        except (BlockingIOError, FileNotFoundError):
            # Another build swept it away before it was held.
            continue
        except OSError:
            return Stage(site, folder, None)


def _prefix(site: Path) -> str:
    """Of the names of all its stages."""
    return f".{site.name}.building-"


def _make(site: Path, name: str) -> Path:
    """An empty folder from which the files of `site`, at least, can be replaced."""
    folder = (site if site.is_dir() else site.parent) / name
    try:
        folder.mkdir()
    except OSError as error:
        raise OSError(error.errno, os.strerror(error.errno or errno.EIO), str(site)) from error
    if site.is_dir():
        _give_rights_of(site, folder)
        if not (site / ".git").exists():
            # Out of a file system that begins at the site, or into a folder that may not be written, nothing goes.
            with suppress(OSError):
                return folder.rename(site.parent / name)
    return folder


def _give_rights_of(site: Path, stage: Path) -> None:
    """As far as one may give them."""
    with suppress(OSError):
        found = site.stat()
        shutil.copystat(site, stage)
        if sys.platform != "win32":
            os.chown(stage, found.st_uid, found.st_gid)


def _sweep(folder: Path, prefix: str) -> None:
    """Delete what builds left that are no longer; where that cannot be known, nothing is."""
    with suppress(OSError):
        for left in sorted(path for path in folder.glob(".*") if path.name.startswith(prefix)):
            with suppress(OSError):
                held = hold(left)
                shutil.rmtree(left, ignore_errors=True)
                os.close(held)
