"""Putting the files of a new archive where there was nothing: all of them, or none."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path


def refuse_place(folder: Path) -> str | None:
    """Why nothing can start in `folder`, which must be absent, or empty but for a repository's `.git`; else None."""
    if not folder.exists():
        return None if folder.parent.is_dir() else f"the folder {folder.parent}, in which it would be, does not exist"
    if not folder.is_dir():
        return "it is a file"
    strangers = sorted(entry.name for entry in folder.iterdir() if entry.name != ".git")
    return f"it holds {strangers[0]}" if strangers else None


def write_archive(folder: Path, files: Mapping[str, str]) -> None:
    """Write `files` beside `folder`, then move them there. Raises OSError; then nothing is left of them."""
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as workshop:
        built = Path(workshop) / "built"
        for path, text in files.items():
            target = built / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
        if folder.exists():
            _move_into(folder, built)
        else:
            built.rename(folder)


def _move_into(folder: Path, built: Path) -> None:
    moved: list[Path] = []
    try:
        for entry in sorted(built.iterdir()):
            moved.append(entry.rename(folder / entry.name))  # noqa: PERF401 - on failure it holds what was moved
    except OSError:
        for entry in moved:
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        raise
