"""A revision's content, written into a folder of ours so that it is read as a working tree is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from builder.content.tree import MAX_FILE
from builder.problems import Problem, visible
from builder.revisions.git import Repository, TreeEntry

_FILES = ("100644", "100755", "100664")
_LINK = "120000"
_READ = (".md", ".yml")
"""How the names end of files that are read; of all others only the names tell something."""


def export_tree(repository: Repository, tree: str, folder: Path, name: str) -> tuple[Problem, ...]:
    """Write the files of `tree` below `folder`, which is empty; what cannot be written is named.

    Nothing is written outside of `folder`, whatever names the tree holds. A symbolic link becomes one that leads
    nowhere, so that it is refused as in a working tree, and a file that is too large one that is as long and empty.
    """
    problems: list[Problem] = []
    good: list[TreeEntry] = []
    for entry in repository.entries(tree):
        if entry.mode not in (*_FILES, _LINK):
            continue  # a submodule: another repository's
        if _is_inside(entry.path):
            good.append(entry)
        else:
            problems.append(_refusal(name, entry.path, "the file's name leads out of the folder"))
    small = [entry for entry in good if _is_read(entry)]
    texts = dict(zip((entry.path for entry in small), _blobs(repository, small), strict=True))
    for entry in good:
        try:
            _write(folder / entry.path, entry, texts.get(entry.path))
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else "its name cannot be written"
            problems.append(_refusal(name, entry.path, f"the file cannot be taken from git here ({reason})"))
    return tuple(problems)


def _is_inside(path: str) -> bool:
    """Whether a path names a place below the folder, its parts being on this system what they are in git."""
    return Path(path).parts == tuple(path.split("/")) and not Path(path).anchor and ".." not in Path(path).parts


def _is_read(entry: TreeEntry) -> bool:
    return entry.mode in _FILES and entry.path.endswith(_READ) and (entry.size or 0) <= MAX_FILE


def _blobs(repository: Repository, entries: Sequence[TreeEntry]) -> list[bytes]:
    return list(repository.blobs(entry.object for entry in entries)) if entries else []


def _write(path: Path, entry: TreeEntry, text: bytes | None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if entry.mode == _LINK:
        path.symlink_to("nowhere")
        return
    # "x": a file of that name is there already where the system takes two names for one.
    with path.open("xb") as file:
        if text is None:
            file.truncate(min(entry.size or 0, MAX_FILE + 1))
        else:
            file.write(text)


def _refusal(name: str, path: str, message: str) -> Problem:
    return Problem(visible(f"{name}/{path}"), 1, 1, "name", message, "Rename the file: letters, digits and hyphens")
