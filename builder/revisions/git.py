"""Git, asked and never told: revisions, what two have in common, and the files of one.

Only commands that read objects are used. They run no hooks, filters or text conversions, which are programs that a
repository names, and of its attributes none counts. Nothing is fetched, not even what a partial clone left out.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.problems import visible

_HARMLESS = ("core.quotepath=off", "core.fsmonitor=false", "core.hooksPath=/dev/null")
_QUIET = (*(word for setting in _HARMLESS for word in ("-c", setting)), "--no-replace-objects", "--no-pager")
_FILE = ":100"
"""How git begins to tell of what was a regular file, unlike of links, submodules and what was not there."""
_SECONDS = 120
_OBJECT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class GitError(Exception):
    """What git cannot give, as a sentence for people."""


class UnknownRevisionError(GitError):
    """What was given as a revision is none."""


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """A file of a tree: `path` below it, as the system's file names are; `size` in bytes, None of what is no blob."""

    mode: str
    object: str
    size: int | None
    path: str


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository that holds `folder`; `prefix` is the way from its root to the folder, "" or ending in "/"."""

    folder: Path
    prefix: str

    def commit(self, revision: str) -> str:
        """The commit that `revision` names. Raises UnknownRevisionError where it names none."""
        if revision.startswith("-") or not revision.strip() or "\0" in revision:
            raise UnknownRevisionError(f"'{visible(revision[:80])}' is no name of a revision.")
        found = _run(self.folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        if found.status or not _OBJECT.fullmatch(found.text):
            raise UnknownRevisionError(
                f"git knows no revision '{visible(revision[:80])}'. Give a branch, a tag or a commit; "
                "one of another repository must be fetched first."
            )
        return found.text

    def merge_base(self, base: str, head: str) -> str:
        """The commit at which the way to `head` left that to `base`, both commits."""
        found = _run(self.folder, "merge-base", base, head)
        if _OBJECT.fullmatch(found.text):
            return found.text
        shallow = _run(self.folder, "rev-parse", "--is-shallow-repository").text == "true"
        advice = (
            "This clone holds only part of the history: run 'git fetch --unshallow' first"
            if shallow
            else "They have no history in common"
        )
        raise GitError(f"git finds no commit from which both revisions come. {advice}.")

    def tree(self, commit: str) -> str | None:
        """The tree of the folder as it stood at `commit`; None where there was none."""
        path = self.prefix.rstrip("/")
        found = _run(
            self.folder, "rev-parse", "--verify", "--quiet", f"{commit}:{path}" if path else f"{commit}^{{tree}}"
        )
        if found.status:
            return None
        kind = _run(self.folder, "cat-file", "-t", found.text)
        return found.text if kind.text == "tree" else None

    def entries(self, tree: str) -> tuple[TreeEntry, ...]:
        """All files below `tree`, links and submodules too, ordered by path."""
        found = _run(self.folder, "ls-tree", "-r", "-z", "-l", "--full-tree", tree)
        if found.status:
            raise GitError(
                f"git cannot list what the revision holds ({found.complaint}). "
                "A clone that was made with --filter lacks files; use a whole one."
            )
        return tuple(_parse_entries(found.out))

    def blobs(self, objects: Iterable[str]) -> Iterator[bytes]:
        """The bytes of each of `objects`, in their order."""
        wanted = list(objects)
        found = _run(self.folder, "cat-file", "--batch", given="".join(f"{name}\n" for name in wanted).encode())
        at = 0
        for name in wanted:
            line_end = found.out.find(b"\n", at)
            header = found.out[at:line_end].decode("ascii", "replace").split()
            if line_end < 0 or header[:2] != [name, "blob"]:
                raise GitError(f"git cannot give the file {name[:12]}, which the revision names: this clone lacks it.")
            start = line_end + 1
            at = start + int(header[2]) + 1
            yield found.out[start : at - 1]

    def differing(self, commit: str) -> dict[str, str | None]:
        """The paths below the folder that are not as at `commit`, with what was there: a file's object, or None."""
        found = _run(self.folder, "diff", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff",
                     "--no-textconv", "--ignore-submodules", "--relative", commit, "--", ".")  # fmt: skip
        if found.status:
            raise GitError(f"git cannot compare with the revision ({found.complaint}).")
        fields = os.fsdecode(found.out).split("\0")
        before: dict[str, str | None] = {}
        for entry, path in zip(fields[:-1:2], fields[1::2], strict=True):
            mode, _, old, *_ = entry.split(" ")
            before[path] = old if mode.startswith(_FILE) else None
        return before

    def untracked(self) -> frozenset[str]:
        """The paths below the folder that git neither keeps nor ignores."""
        found = _run(self.folder, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
        return frozenset(path for path in os.fsdecode(found.out).split("\0") if path)


def find_repository(folder: Path) -> Repository:
    """The repository in which `folder` lies. Raises GitError where there is none, or no git."""
    found = _run(folder, "rev-parse", "--show-prefix")
    if found.status:
        raise GitError(f"The folder {folder} is in no git repository that can be read ({found.complaint}).")
    return Repository(folder, found.text)


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    out: bytes
    complaint: str

    @property
    def text(self) -> str:
        return os.fsdecode(self.out).removesuffix("\n")


def _run(folder: Path, *arguments: str, given: bytes = b"") -> _Answer:
    git = shutil.which("git")
    if git is None:
        raise GitError("git is not installed, or not on the PATH, and only git knows of earlier revisions.")
    try:
        done = subprocess.run(  # noqa: S603 - a list of words, no shell; what users give is behind a checked name
            [git, *_QUIET, *arguments], cwd=folder, env=_environment(), input=given, capture_output=True, check=False,
            timeout=_SECONDS,
        )  # fmt: skip
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise GitError(f"git cannot be run: {visible(str(error))}") from error
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return _Answer(done.returncode, done.stdout, visible(lines[0][:200]) if lines else "git gives no reason")


def _environment() -> dict[str, str]:
    """Ours without what would lead git elsewhere, and without leave to fetch or to ask."""
    ours = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return ours | {
        "LC_ALL": "C",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
    }


def _parse_entries(listing: bytes) -> Iterator[TreeEntry]:
    """`<mode> <type> <object> <size>TAB<path>NUL`, the size padded, "-" where there is none."""
    for line in sorted(filter(None, listing.split(b"\0")), key=lambda line: line.partition(b"\t")[2]):
        head, _, path = line.partition(b"\t")
        mode, _, name, size = head.decode("ascii").split()
        yield TreeEntry(mode, name, int(size) if size.isdigit() else None, os.fsdecode(path))
