"""Changes to files of the content folder: what is to stand in each, and writing it so that nothing is half done."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from builder.content.front_matter import split_front_matter
from builder.content.yaml_edits import RefusedError
from builder.problems import Problem

_BOM = "\ufeff"
# Only files that have a place in the folder: no '..', no name that begins with a dot, nothing absolute.
_PLACES = re.compile(
    r"articles/(?:[^./\\][^/\\]*/)*[^./\\][^/\\]*\.md|(?:actors|rounds|glossary|timeline)/[a-z0-9-]+\.md|names/[a-z0-9-]+\.yml"
)


@dataclass(frozen=True, slots=True)
class FileEdit:
    """The file `path` of the content folder holds `old` and is to hold `new`; None: there is no such file."""

    path: str
    old: str | None
    new: str | None

    @property
    def undone(self) -> FileEdit:
        """The edit that takes this one back."""
        return FileEdit(self.path, self.new, self.old)


def edit_text(text: str, edit: Callable[[str], str]) -> str:
    """`text` after `edit`, which sees plain line ends and no byte order mark; those of `text` are kept."""
    mark = _BOM if text.startswith(_BOM) else ""
    inner = text[len(mark) :]
    lines = inner.replace("\r\n", "\n")
    if "\r" in lines or ("\r\n" in inner and inner.count("\r\n") != lines.count("\n")):
        raise RefusedError("its lines end in different ways; save it with one kind of line end")
    edited = edit(lines)
    return mark + (edited.replace("\n", "\r\n") if "\r\n" in inner else edited)


def edit_front_matter(path: str, text: str, edit: Callable[[str], str]) -> str:
    """The Markdown `text` with `edit` made to its front matter; the body is as it was."""

    def within(lines: str) -> str:
        parts = split_front_matter(path, lines)
        if isinstance(parts, Problem):
            raise RefusedError(parts.advice)
        start = lines.index("\n") + 1
        edited = edit(parts.yaml)
        return lines[:start] + edited + lines[start + len(parts.yaml) :]

    return edit_text(text, within)


def read_exactly(folder: Path, path: str) -> str | None:
    """What the file holds, line ends and byte order mark included; None where there is no file.

    Raises RefusedError for anything but a regular file in UTF-8 within `folder`.
    """
    place = _place(folder, path)
    try:
        return place.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise RefusedError(f"{path} is not in UTF-8; save it anew with that encoding") from None
    except OSError as error:
        raise RefusedError(f"{path} cannot be read ({error.strerror})") from None


def write_edits(folder: Path, edits: Sequence[FileEdit]) -> None:
    """Make all of `edits`, or none: each file is replaced in one step, and only if it still holds what it held.

    Raises RefusedError with the reason; files that were replaced before are then put back.
    """
    for edit in edits:
        if read_exactly(folder, edit.path) != edit.old:
            raise RefusedError(f"{edit.path} was changed meanwhile; look at it, and decide again")
    done: list[FileEdit] = []
    try:
        for edit in edits:
            _write(_place(folder, edit.path), edit.new)
            done.append(edit)
    except OSError as error:
        for earlier in reversed(done):
            with suppress(OSError):
                _write(_place(folder, earlier.path), earlier.old)
        raise RefusedError(f"{edit.path} cannot be written ({error.strerror})") from None


def _place(folder: Path, path: str) -> Path:
    if _PLACES.fullmatch(path) is None:
        raise RefusedError(f"{path} has no place in the content folder")
    place = folder / path
    steps = [step for step in (place, *place.parents) if step.is_relative_to(folder) and step != folder]
    if any(step.is_symlink() for step in steps):
        raise RefusedError(f"{path} is, or lies behind, a symbolic link, which is not followed")
    return place


def _write(place: Path, text: str | None) -> None:
    if text is None:
        place.unlink()
        return
    place.parent.mkdir(exist_ok=True)
    number, name = tempfile.mkstemp(prefix=f".{place.name}.", dir=place.parent)
    beside = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(text.encode("utf-8"))
        # What mkstemp makes only its owner can read.
        beside.chmod(place.stat().st_mode & 0o777 if place.exists() else 0o666 & ~_umask())
        beside.replace(place)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
