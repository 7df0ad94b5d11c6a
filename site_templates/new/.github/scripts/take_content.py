"""Take the content folder, and nothing else, out of a commit that somebody else made.

    python3 take_content.py BASE HEAD FOLDER REPORT

All else in a pull request is code: settings name plugins, a Makefile and workflows are run, attributes name filters.
So the files of FOLDER, which is one at the top of the repository, are read out of git's objects, which runs none of
it, and take the place of FOLDER in the working tree, which is BASE's: regular files only, under names that cannot lead
out of it. REPORT gets, in Markdown, what was left out and what of the rest of HEAD was not looked at; it is empty
where there is nothing to say.

Exit status: 0 all was taken, 1 parts were left out, 2 nothing was taken and FOLDER is as it was.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MAX_FILES = 100_000
"""In the whole folder. A few objects can stand for billions of files; whoever unpacks those never ends."""
MAX_CHANGED = 1_000
"""Files that one pull request adds or changes: nobody reads more."""
MAX_FILE = 4_000_000
"""Bytes of one file, as much as Explainer reads."""
MAX_CHANGED_BYTES = 40_000_000
MAX_PATH = 400
MAX_LISTED = 20

REGULAR = ("100644", "100755")
KINDS = {"120000": "a symbolic link", "160000": "a submodule"}


class RefusedError(Exception):
    """Nothing can be taken; the text says why, for people."""


@dataclass(frozen=True, order=True)
class Entry:
    """A file in a commit; `path` as git has it, relative to the repository's root."""

    path: bytes
    mode: str
    blob: str
    size: int


def git(*arguments: str) -> list[str]:
    # Paths are names and no patterns, and no object stands in for another.
    return ["git", "--literal-pathspecs", "--no-replace-objects", *arguments]


def resolve(revision: str) -> str:
    """The full name of a commit."""
    asked = subprocess.run(
        git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if asked.returncode:
        raise RefusedError(f"There is no commit {shown(revision)} here.")
    return asked.stdout.strip()


def list_files(commit: str, folder: str) -> dict[bytes, Entry]:
    """Every file below `folder` in `commit` by its path, read piece by piece: there may be no end to them."""
    entries: dict[bytes, Entry] = {}
    with subprocess.Popen(
        git("ls-tree", "-r", "-z", "-l", "--full-tree", commit, "--", folder), stdout=subprocess.PIPE
    ) as listing:
        assert listing.stdout
        for line in records(listing.stdout.fileno()):
            facts, _, path = line.partition(b"\t")
            mode, _, blob, size = facts.decode("ascii").split()
            entries[path] = Entry(path, mode, blob, int(size) if size.isdecimal() else 0)
            if len(entries) > MAX_FILES:
                listing.kill()
                raise RefusedError(f"The folder {shown(folder)} would hold more than {MAX_FILES:,} files.")
    if listing.returncode:
        raise RefusedError(f"The folder {shown(folder)} of the commit cannot be listed.")
    return entries


def records(descriptor: int) -> Iterator[bytes]:
    rest = b""
    while piece := os.read(descriptor, 1 << 16):
        *whole, rest = (rest + piece).split(b"\0")
        yield from whole


def why_not(entry: Entry, folder: str) -> str | None:
    """What is against taking a file; None: nothing."""
    if entry.mode not in REGULAR:
        return f"is {KINDS.get(entry.mode, 'no regular file')}, and only files are taken"
    try:
        path = entry.path.decode("utf-8")
    except UnicodeDecodeError:
        return "has a name that is not UTF-8"
    parts = path.split("/")
    if not path.startswith(f"{folder}/") or any(part in ("", ".", "..") for part in parts) or "\\" in path:
        return "has a name that leads elsewhere"
    if not path.isprintable():
        return "has characters in its name that cannot be seen"
    if any(part.startswith(".") for part in parts[1:]):
        return "has a name that begins with a dot, and such files are not read"
    if len(entry.path) > MAX_PATH or any(len(part.encode()) > 255 for part in parts):
        return "has too long a name"
    if entry.size > MAX_FILE:
        return f"is larger than {MAX_FILE:,} bytes"
    return None


def take(entries: list[Entry], target: Path) -> list[tuple[Entry, str]]:
    """Write the files into the empty folder `target`; those that could not be, and why."""
    failed = []
    with subprocess.Popen(git("cat-file", "--batch"), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as objects:
        assert objects.stdin
        assert objects.stdout
        for entry in entries:
            objects.stdin.write(entry.blob.encode("ascii") + b"\n")
            objects.stdin.flush()
            header = objects.stdout.readline().split()
            if header[1:] != [b"blob", str(entry.size).encode()]:
                raise RefusedError(f"The file {shown(entry.path)} cannot be read from the commit.")
            data = objects.stdout.read(entry.size)
            objects.stdout.read(1)
            path = target / Path(*entry.path.decode("utf-8").split("/")[1:])
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                # A forged commit may hold one name twice; what is there is never written over.
                with path.open("xb") as file:
                    file.write(data)
            except OSError as error:
                failed.append((entry, f"cannot be written ({error.strerror})"))
        objects.stdin.close()
    return failed


def replace_folder(entries: list[Entry], folder: Path) -> list[tuple[Entry, str]]:
    """Put the files in the place of `folder`, which stays as it was where that fails."""
    beside = folder.with_name(f".{folder.name}-taken")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir()
    try:
        failed = take(entries, beside)
        if folder.exists():
            shutil.rmtree(folder)
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return failed


def changed_outside(base: str, head: str, folder: str) -> list[bytes]:
    """What differs beside `folder`, as names in the top folder: below, there may be no end to them."""
    asked = subprocess.run(
        git("diff-tree", "-z", "--name-only", "--no-renames", base, head, "--"), capture_output=True, check=True
    )
    return sorted(name for name in asked.stdout.split(b"\0") if name and name != os.fsencode(folder))


def shown(name: bytes | str) -> str:
    """`name` as code in Markdown, on one line, whatever it holds."""
    text = name.decode("utf-8", "backslashreplace") if isinstance(name, bytes) else name
    text = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    text = text if len(text) <= 120 else text[:119] + "…"
    return "`" + text.replace("`", "'") + "`"


def listed(lines: list[str]) -> str:
    more = [f"- … and {len(lines) - MAX_LISTED:,} more"] if len(lines) > MAX_LISTED else []
    return "\n".join([*lines[:MAX_LISTED], *more]) + "\n"


def main(base: str, head: str, folder: str) -> tuple[int, str]:
    """The exit status and the report."""
    base, head = resolve(base), resolve(head)
    before, after = list_files(base, folder), list_files(head, folder)
    changed = {path for path, entry in after.items() if before.get(path) != entry}
    if len(changed) > MAX_CHANGED:
        raise RefusedError(f"{len(changed):,} files are added or changed; more than {MAX_CHANGED:,} cannot be judged.")
    size = sum(after[path].size for path in changed if after[path].size <= MAX_FILE)
    if size > MAX_CHANGED_BYTES:
        raise RefusedError(
            f"The files that are added or changed have {size:,} bytes; {MAX_CHANGED_BYTES:,} are enough."
        )
    reasons = {path: why_not(entry, folder) for path, entry in after.items()}
    failed = replace_folder([after[path] for path in sorted(after) if reasons[path] is None], Path(folder))
    reasons.update({entry.path: reason for entry, reason in failed})
    left_out = [f"- {shown(path)} {reason}" for path, reason in sorted(reasons.items()) if reason and path in changed]
    report = ""
    if left_out:
        report += f"**Left out**, and not part of what is reported here:\n\n{listed(left_out)}\n"
    if outside := changed_outside(base, head, folder):
        names = listed([f"- {shown(name)}" for name in outside])
        report += f"**Changes to code are not tried here.** Outside {shown(folder)}, this changes:\n\n{names}\n"
    return (1 if left_out else 0), report


if __name__ == "__main__":
    if len(sys.argv) != 5:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    try:
        status, text = main(*sys.argv[1:4])
    except RefusedError as refused:
        status, text = 2, f"**Nothing was taken from this.** {refused}\n"
    Path(sys.argv[4]).write_text(text, encoding="utf-8")
    sys.exit(status)
