"""Putting a new article into the content folder: nothing that is there is touched, and nothing outside it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


class PlaceError(ValueError):
    """The file cannot be put there; the message is "what was found | what to do"."""


def place(folder: Path, relative: str, text: str) -> Path:
    """Write a file that was not there, whole or not at all; `relative` is its path in `folder`. Raises PlaceError."""
    target = folder / relative
    try:
        _make_folders(folder, target.parent)
        if os.path.lexists(target):
            raise PlaceError(f"{relative} is there already, and nothing is overwritten | Give another name with --name")
        handle, name = tempfile.mkstemp(prefix=".", suffix=".new", dir=target.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            Path(name).chmod(0o666 & ~_umask())
            _put(Path(name), target)
        finally:
            Path(name).unlink(missing_ok=True)
    except FileExistsError:
        raise PlaceError(
            f"{relative} is there already, and nothing is overwritten | Give another name with --name"
        ) from None
    except OSError as error:
        raise PlaceError(f"{relative} cannot be written ({error.strerror}) | Check the folder's permissions") from error
    return target


def _make_folders(folder: Path, parent: Path) -> None:
    """Make what lacks between `folder` and `parent`; a link among them would lead out of the archive."""
    at = folder
    for part in parent.relative_to(folder).parts:
        at /= part
        if at.is_symlink():
            raise PlaceError(f"{at.relative_to(folder)} is a symbolic link, which is not followed | Put a folder there")
        at.mkdir(exist_ok=True)


def _put(written: Path, target: Path) -> None:
    """Give a finished file its name, unless another has it by now."""
    try:
        os.link(written, target)
    except (AttributeError, PermissionError, NotImplementedError, OSError) as error:
        if isinstance(error, FileExistsError):
            raise
        # A file system without hard links.
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(written.read_text(encoding="utf-8"))


def _umask() -> int:
    """The process's, which can only be asked by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def keep_original(root: Path, stem: str, text: str) -> str:
    """Keep the source's text beside the archive, where git does not see it; its path from `root`. Raises PlaceError."""
    folder = root / ORIGINALS
    target = folder / f"{stem}.txt"
    try:
        for part in (folder.parent, folder):
            if part.is_symlink():
                raise PlaceError(
                    f"{part.relative_to(root)} is a symbolic link, which is not followed | Put a folder there"
                )
            part.mkdir(exist_ok=True)
        ignore = folder / ".gitignore"
        if not os.path.lexists(ignore):
            ignore.write_text("# Texts that are others': never to be committed.\n*\n", encoding="utf-8")
        handle, name = tempfile.mkstemp(prefix=".", dir=folder)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).replace(target)
    except OSError as error:
        raise PlaceError(f"{ORIGINALS} cannot be written ({error.strerror}) | Use --no-original") from error
    return target.relative_to(root).as_posix()


ORIGINALS = Path(".cache") / "originals"
"""Below the folder of mkdocs.yml."""
