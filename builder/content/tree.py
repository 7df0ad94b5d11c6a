"""The files of a content folder: which have a place there, and their text. The only place that opens them."""

from __future__ import annotations

import codecs
import errno
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from io import FileIO
from pathlib import Path, PurePosixPath
from typing import Literal

from builder.problems import Problem, Severity, visible
from builder.text import locate

MAX_FILE = 4_000_000
"""Bytes; a longer file is not an article."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The text of every file that has a place and can be read, by its path in the folder, in order; and Problems."""

    texts: Mapping[str, str]
    problems: tuple[Problem, ...]


def read_tree(folder: Path, name: str) -> Tree:
    """All files of the content folder `folder`, which paths call `name`. Never raises for what is in it."""
    problems: list[Problem] = []
    texts: dict[str, str] = {}
    for relative in _walk(folder, problems, name):
        text = read_text(f"{folder}/{relative}", f"{name}/{relative}", problems)
        if text is not None:
            texts[relative] = text
    return Tree(texts, tuple(problems))


def _walk(folder: Path, problems: list[Problem], name: str) -> Iterator[str]:
    """The relative paths of regular files that have a place here, sorted; all else is named and passed over."""

    def refuse(relative: str, code: str, message: str, hint: str, severity: Severity = "error") -> None:
        problems.append(Problem(visible(f"{name}/{relative}"), 1, 1, code, message, hint, severity))

    # Not os.walk, which calls itself for each folder within another: somebody may nest as many as a path can name.
    pending = [""]
    while pending:
        inside = pending.pop()
        try:
            with os.scandir(f"{folder}/{inside}") as found:
                entries = sorted((entry.name, _kind(entry)) for entry in found)
        except OSError as error:
            message = f"this folder cannot be read ({error.strerror})"
            refuse(inside.rstrip("/") or ".", "unreadable", message, "Check its permissions")
            continue
        for entry, kind in entries:
            relative = f"{inside}{entry}"
            if entry.startswith("."):
                # What editors and systems leave behind is nobody's article; a file that looks like one may be.
                if kind != "folder" and entry.endswith(".md") and not entry.startswith(("._", ".#")):
                    refuse(
                        relative, "unknown-file", "files whose names begin with a dot are not read",
                        "Rename it without the dot, or delete it", "warning",
                    )  # fmt: skip
            elif kind == "link":
                message = "this is a symbolic link, which is not followed"
                refuse(relative, "symlink", message, "Put here what it leads to")
            elif kind == "other":
                refuse(relative, "not-a-file", "this is not a file but a pipe, socket or device", "Delete it")
            elif kind == "folder":
                continue
            elif not has_a_place(relative):
                refuse(
                    relative, "unknown-file", "this file has no place in the archive and is not published",
                    _better_place(relative), "warning",
                )  # fmt: skip
            elif visible(relative) != relative:
                refuse(
                    relative, "name", "the file's name holds characters that cannot be seen or are not UTF-8",
                    "Rename the file: letters, digits and hyphens",
                )  # fmt: skip
            else:
                yield relative
        pending += [
            f"{inside}{entry}/" for entry, kind in reversed(entries) if kind == "folder" and not entry.startswith(".")
        ]


def _kind(entry: os.DirEntry[str]) -> Literal["folder", "file", "link", "other"]:
    """What a folder holds there, as the folder itself says, which no link can feign. Raises OSError."""
    if entry.is_symlink():
        return "link"
    if entry.is_dir(follow_symlinks=False):
        return "folder"
    return "file" if entry.is_file(follow_symlinks=False) else "other"


_YAML = ("names", "identifiers")
_FOLDERS = ("articles", "actors", "rounds", "glossary", "timeline", *_YAML)
_PLACES = (
    "Articles are articles/**/*.md; beside them are actors/*.md, rounds/*.md, glossary/*.md, timeline/*.md, "
    "names/*.yml, identifiers/*.yml, places.yml and index.md"
)


def _better_place(relative: str) -> str:
    """What to do with a file that has no place: what it was probably meant to be."""
    path = PurePosixPath(relative)
    if path.suffix.lower() in (".markdown", ".mdown", ".txt", ".md") and path.suffix != ".md":
        stem = path.name[: -len(path.suffix)].removesuffix(".md")
        return f"If it belongs here, rename it to {stem}.md"
    if path.suffix != ".md":
        return _PLACES
    if len(path.parts) == 1:
        return f"If it is an article, move it to articles/YYYY/{path.name}, YYYY the year of publication"
    near = get_close_matches(path.parts[0].lower(), _FOLDERS, 1, 0.7)
    if near and near[0] not in _YAML:
        inside = path.relative_to(path.parts[0]) if near[0] == "articles" else path.name
        return f"Did you mean {near[0]}/{inside}? Move it there"
    return _PLACES


def has_a_place(relative: str) -> bool:
    """Whether a file at this path in the content folder is one of the archive's, if its name can be seen at all."""
    if any(part.startswith(".") for part in relative.split("/")):
        return False
    first, _, rest = relative.partition("/")
    if not rest:
        return relative in ("places.yml", "index.md")
    if first in _YAML:
        return relative.endswith(".yml") and "/" not in rest
    if not relative.endswith(".md"):
        return False
    return first == "articles" or (first in ("actors", "rounds", "glossary", "timeline") and "/" not in rest)


def read_text(path: Path | str, shown: str, problems: list[Problem]) -> str | None:
    """The text of a file, with line feeds; None with a Problem of the file `shown` where there is none to be had."""

    def refuse(code: str, message: str, hint: str) -> None:
        problems.append(Problem(shown, 1, 1, code, message, hint))

    try:
        data = _read_bytes(path)
    except OSError as error:
        refuse("unreadable", f"the file cannot be read ({error.strerror})", "Check its permissions")
        return None
    if data is None:
        refuse("file-too-large", f"the file is larger than {MAX_FILE:,} bytes", "Shorten it")
        return None
    text = decode(data, shown)
    if isinstance(text, Problem):
        problems.append(text)
        return None
    return text


def decode(data: bytes, shown: str) -> str | Problem:
    """The text that a file's bytes are, with line feeds; a Problem of the file `shown` where they are none."""
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        found = f"the byte 0x{data[error.start]:02x} is not UTF-8{_on_windows(data[error.start : error.start + 1])}"
        return Problem(shown, before.count(b"\n") + 1, column, "encoding", found, _SAVE_AS)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        where = locate(text, text.index("\0"))
        found = "a NUL character stands here: this is no text in UTF-8"
        return Problem(shown, where.line, where.column, "encoding", found, _SAVE_AS)
    return text


def _on_windows(byte: bytes) -> str:
    """What it means in the encoding in which editors on Windows save, if that is a letter or mark."""
    letter = byte.decode("cp1252", "replace")
    return f"; as Windows saves, it is '{letter}'" if letter.isprintable() and letter != "\ufffd" else ""


_SAVE_AS = "Save the file anew with the encoding UTF-8; editors offer that under 'Save as'"


# Windows has neither flag.
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def _read_bytes(path: Path | str) -> bytes | None:
    """All of a regular file; None when it is too large. Whatever took its place since it was listed is not followed."""
    with FileIO(os.open(path, _FLAGS)) as file:  # what is read in one go needs no buffer
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "it is not a regular file")
        data = file.readall() if found.st_size <= MAX_FILE else None
    return data if data is not None and len(data) <= MAX_FILE else None
