"""The files of one folder take the places of those of another, each in one step."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path


def put_files(new: Path, site: Path) -> None:
    """Move what is in `new` to `site`, on the same file system, and then delete what else is there.

    What pages need comes before the pages, and nothing vanishes before all that is new is there. Hidden files and
    folders of `site` stay, as MkDocs leaves them. Raises OSError, and then `site` may hold files of both.
    """
    folders, files = _inside(new)
    for folder in folders:
        if (site / folder).is_symlink() or not (site / folder).is_dir():
            (site / folder).unlink(missing_ok=True)
            (site / folder).mkdir()
    for file in sorted(files, key=lambda file: (file.suffix == ".html", file)):
        if (site / file).is_dir() and not (site / file).is_symlink():
            shutil.rmtree(site / file)
        (new / file).replace(site / file)
    _delete_others(site, {*folders, *files})


def keep_hidden(site: Path, new: Path, builds: str) -> None:
    """Copy what is hidden in `site` to `new`, unless that has its own, or its name begins as that of `builds` does.

    Raises OSError.
    """
    for path in sorted(site.glob(".*")):
        copy = new / path.name
        if path.name.startswith(builds) or os.path.lexists(copy):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, copy, symlinks=True)
        else:
            shutil.copy2(path, copy, follow_symlinks=False)


def _inside(folder: Path) -> tuple[list[Path], list[Path]]:
    """Folders, each after the one that it is in, and files, relative to `folder`. Links count as files."""
    folders: list[Path] = []
    files: list[Path] = []
    for place, subfolders, names in os.walk(folder, onerror=_raise):
        inside = Path(place).relative_to(folder)
        for name in sorted(subfolders):
            (files if (Path(place) / name).is_symlink() else folders).append(inside / name)
        files += (inside / name for name in names)
    return folders, files


def _delete_others(site: Path, kept: set[Path]) -> None:
    for path in sorted(site.iterdir()):
        if not path.name.startswith("."):
            _delete_unless(path, site, kept)


def _delete_unless(path: Path, site: Path, kept: set[Path]) -> None:
    if path.is_symlink() or not path.is_dir():
        if path.relative_to(site) not in kept:
            path.unlink()
        return
    for inner in sorted(path.iterdir()):
        _delete_unless(inner, site, kept)
    if path.relative_to(site) not in kept:
        # Somebody may have put something there meanwhile.
        with suppress(OSError):
            path.rmdir()


def _raise(error: OSError) -> None:
    raise error
