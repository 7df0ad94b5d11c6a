"""The content of an archive as it stands in a folder, or stood at a revision."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from builder.content.folder import Content, read_content
from builder.revisions.export import export_tree
from builder.revisions.git import Repository


@dataclass(frozen=True, slots=True)
class State:
    """What the files say, and what people call the state."""

    content: Content
    named: str


def read_folder(folder: Path, name: str, named: str) -> State:
    """The state of `folder`, which paths call `name`. Raises ValueError, with a sentence, if it is a link elsewhere."""
    if folder.is_symlink():
        raise ValueError(f"{folder} is a symbolic link, which is not followed. Give the folder itself.")
    return State(read_content(folder, name), named)


def read_revision(repository: Repository, commit: str, name: str, named: str) -> State:
    """The state of the repository's folder at `commit`; empty where there was no such folder. Raises GitError."""
    tree = repository.tree(commit)
    if tree is None:
        return State(Content(), f"{named} without a folder {name}")
    with TemporaryDirectory(prefix="explainer-") as scratch:
        folder = Path(scratch) / "content"
        folder.mkdir()
        problems = export_tree(repository, tree, folder, name)
        content = read_content(folder, name)
    return State(replace(content, problems=tuple(sorted((*content.problems, *problems)))), named)


def read_base(repository: Repository, base: str, head: str | None, name: str, *, exact: bool) -> State:
    """What a change starts from: `base` itself if `exact`, else where `head`, or what is checked out, left it.

    Raises GitError.
    """
    commit = repository.commit(base)
    if exact:
        return read_revision(repository, commit, name, f"{base} ({commit[:10]})")
    fork = repository.merge_base(commit, repository.commit("HEAD" if head is None else head))
    left = "" if fork == commit else ", where the change left it"
    return read_revision(repository, fork, name, f"{base} ({fork[:10]}{left})")


def read_head(repository: Repository, head: str, name: str) -> State:
    """What a change leads to. Raises GitError."""
    commit = repository.commit(head)
    return read_revision(repository, commit, name, f"{head} ({commit[:10]})")
