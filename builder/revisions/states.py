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
    """What the files say, what people call the state, and the commit that it is of, if any."""

    content: Content
    named: str
    commit: str | None = None


def read_folder(folder: Path, name: str, named: str) -> State:
    """The state of `folder`, which paths call `name`. Raises ValueError, with a sentence, if it is a link elsewhere."""
    if folder.is_symlink():
        raise ValueError(f"{folder} is a symbolic link, which is not followed. Give the folder itself.")
    return State(read_content(folder, name), named)


def read_revision(repository: Repository, commit: str, name: str, named: str) -> State:
    """The state of the repository's folder at `commit`; empty where there was no such folder. Raises GitError."""
    tree = repository.tree(commit)
    if tree is None:
        return State(Content(), f"{named}, which has no folder {name}", commit)
    with TemporaryDirectory(prefix="explainer-") as scratch:
        folder = Path(scratch) / "content"
        folder.mkdir()
        problems = export_tree(repository, tree, folder, name)
        content = read_content(folder, name)
    return State(replace(content, problems=tuple(sorted((*content.problems, *problems)))), named, commit)


def read_base(repository: Repository, base: str, head: str | None, name: str, *, exact: bool) -> State:
    """What a change starts from: `base` itself if `exact`, else where `head`, or what is checked out, left it.

    Raises GitError.
    """
    commit = repository.commit(base)
    if exact:
        return read_revision(repository, commit, name, base)
    fork = repository.merge_base(commit, repository.commit("HEAD" if head is None else head))
    return read_revision(repository, fork, name, base if fork == commit else f"where the change left {base}")


def read_head(repository: Repository, head: str, name: str) -> State:
    """What a change leads to. Raises GitError."""
    return read_revision(repository, repository.commit(head), name, head)
