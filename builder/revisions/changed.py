"""Which files of a folder differ from what they were at a revision, and what they held there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.revisions.git import find_repository


@dataclass(frozen=True, slots=True)
class Changes:
    """The files below a folder, by relative path, that differ from what they were at the commit `base`.

    `before` are the objects that hold their content there; who was not there yet is missing in it.
    """

    base: str
    paths: frozenset[str]
    before: Mapping[str, str]


def changed_paths(folder: Path, revision: str) -> Changes:
    """What changed in `folder` since it parted from `revision`: commits, what is not committed, and new files.

    As with three dots: of a branch, since the commit that both have. A renamed file is two, the old and the new.
    Raises GitError.
    """
    repository = find_repository(folder)
    base = repository.merge_base(repository.commit(revision), repository.commit("HEAD"))
    before = repository.differing(base)
    return Changes(
        base,
        repository.untracked() | before.keys(),
        {path: blob for path, blob in before.items() if blob is not None},
    )


def read_objects(folder: Path, objects: Iterable[str]) -> Mapping[str, bytes]:
    """The content of git's objects, by their names. Raises GitError."""
    wanted = sorted(set(objects))
    return dict(zip(wanted, find_repository(folder).blobs(wanted), strict=True)) if wanted else {}
