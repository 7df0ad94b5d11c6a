"""What a pull request's content is taken out of: commits that somebody made to do harm, and steps that run on them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
SCRIPT = ROOT / ".github" / "scripts" / "take_content.py"
QUIET = {
    **os.environ,
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_AUTHOR_DATE": "2021-01-01T00:00:00Z",
    "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_COMMITTER_DATE": "2021-01-01T00:00:00Z",
}  # fmt: skip
GOOD = b"---\ntitle: Talks\n---\n\nThey talked.\n"


Change = bytes | tuple[str, bytes | str]
"""A file's bytes; or its mode, with bytes or the name of an object."""


class Repository:
    """A git repository whose commits are written object by object, as no decent program would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, given: bytes = b"") -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, env=QUIET, input=given, capture_output=True, check=True
        )
        return done.stdout.decode().strip()

    def blob(self, data: bytes) -> str:
        return self.git("hash-object", "-w", "--stdin", given=data)

    def tree(self, entries: Iterable[tuple[str, bytes, str]]) -> str:
        """Of (mode, name, object), whatever git would say to the names."""
        data = b"".join(mode.encode() + b" " + name + b"\0" + bytes.fromhex(object_) for mode, name, object_ in entries)
        return self.git("hash-object", "-t", "tree", "--literally", "-w", "--stdin", given=data)

    def commit(self, tree: str, *parents: str) -> str:
        return self.git("commit-tree", tree, "-m", "A change", *(word for parent in parents for word in ("-p", parent)))

    def add(self, base: str, changes: Mapping[bytes, Change], remove: tuple[str, ...] = ()) -> str:
        """A commit on `base` with files changed."""
        self.git("read-tree", base)
        for path in remove:
            self.git("update-index", "--force-remove", path)
        lines = []
        for path, what in changes.items():
            mode, held = ("100644", what) if isinstance(what, bytes) else what
            object_ = self.blob(held) if isinstance(held, bytes) else held
            lines.append(f"{mode} {object_}\t".encode() + path + b"\0")
        self.git("update-index", "-z", "--add", "--index-info", given=b"".join(lines))
        return self.commit(self.git("write-tree"), base)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository")


@pytest.fixture
def base(repository: Repository) -> str:
    """A small archive, checked out."""
    empty = repository.commit(repository.git("mktree"))
    files = {
        b"mkdocs.yml": b"site_name: Talks\ndocs_dir: content\nplugins: [explainer]\n",
        b"Makefile": b"site:\n",
        b"content/articles/2021/a.md": GOOD,
        b"content/articles/2021/b.md": GOOD + b"b\n",
        b"content/actors/jane-roe.md": b"---\nname: Jane Roe\nkind: person\n---\n",
    }
    commit = repository.add(empty, files)
    repository.git("update-ref", "refs/heads/main", commit)
    repository.git("reset", "--hard", "--quiet", commit)
    return commit


def take(repository: Repository, base: str, head: str, folder: str = "content") -> tuple[int, str, str]:
    """Exit status, report, and what the script said."""
    report = repository.folder.parent / "report.md"
    report.unlink(missing_ok=True)
    done = subprocess.run(
        [sys.executable, SCRIPT, base, head, folder, report],
        cwd=repository.folder, env=QUIET, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, report.read_text(encoding="utf-8") if report.exists() else "", done.stdout + done.stderr


def files(repository: Repository, folder: str = "content") -> dict[str, bytes]:
    below = sorted((repository.folder / folder).rglob("*"))
    assert not any(path.is_symlink() for path in below)
    return {path.relative_to(repository.folder).as_posix(): path.read_bytes() for path in below if path.is_file()}


def test_added_changed_and_removed_files_are_taken(repository: Repository, base: str) -> None:
    changes: dict[bytes, Change] = {
        b"content/articles/2021/a.md": GOOD + b"More.\r\n",
        "content/articles/2022/söndag.md".encode(): b"\xff\x00 any bytes",
    }
    head = repository.add(base, changes, remove=("content/articles/2021/b.md",))
    assert take(repository, base, head) == (0, "", "")
    assert files(repository) == {
        "content/actors/jane-roe.md": b"---\nname: Jane Roe\nkind: person\n---\n",
        "content/articles/2021/a.md": GOOD + b"More.\r\n",
        "content/articles/2022/söndag.md": b"\xff\x00 any bytes",
    }


def test_nothing_changed(repository: Repository, base: str) -> None:
    before = files(repository)
    assert take(repository, base, base) == (0, "", "")
    assert files(repository) == before


def test_code_is_not_taken_and_named(repository: Repository, base: str) -> None:
    evil = b"import os; os.abort()\n"
    changes: dict[bytes, Change] = {
        b"mkdocs.yml": b"hooks: [evil.py]\n",
        b"evil.py": evil,
        b".github/workflows/pull-request.yml": b"on: pull_request_target\n",
        b".github/scripts/take_content.py": evil,
        b".gitattributes": b"* filter=evil\n",
        b"content/articles/2021/c.md": GOOD + b"c\n",
    }
    head = repository.add(base, changes)
    status, report, _ = take(repository, base, head)
    assert status == 0
    assert "Changes to code are not tried here" in report
    named = [line for line in report.splitlines() if line.startswith("- ")]
    assert named == ["- `.gitattributes`", "- `.github`", "- `evil.py`", "- `mkdocs.yml`"]
    assert "content/articles/2021/c.md" in files(repository)
    assert (repository.folder / "mkdocs.yml").read_bytes().startswith(b"site_name: Talks")
    assert not (repository.folder / "evil.py").exists()
    assert not (repository.folder / ".github").exists()


def test_links_submodules_and_hidden_files_are_left_out(repository: Repository, base: str) -> None:
    changes: dict[bytes, Change] = {
        b"content/articles/x.md": ("120000", b"/etc/passwd"),
        b"content/articles/folder": ("120000", b"../../.."),
        b"content/articles/module": ("160000", base),
        b"content/articles/.gitattributes": b"*.md filter=evil export-subst\n",
        b"content/.git-hooks/post-checkout": b"#!/bin/sh\nexit 1\n",
        b"content/articles/good.md": GOOD + b"good\n",
    }
    head = repository.add(base, changes)
    status, report, _ = take(repository, base, head)
    assert status == 1
    assert [line for line in report.splitlines() if line.startswith("- ")] == [
        "- `content/.git-hooks/post-checkout` has a name that begins with a dot, and such files are not read",
        "- `content/articles/.gitattributes` has a name that begins with a dot, and such files are not read",
        "- `content/articles/folder` is a symbolic link, and only files are taken",
        "- `content/articles/module` is a submodule, and only files are taken",
        "- `content/articles/x.md` is a symbolic link, and only files are taken",
    ]
    taken = files(repository)
    assert "content/articles/good.md" in taken
    assert len(taken) == 4


def test_attributes_of_a_commit_change_no_byte(repository: Repository, base: str) -> None:
    """Neither line ends nor `export-subst` nor filters, which a checkout would obey."""
    repository.git("config", "filter.evil.smudge", "echo evil")
    text = b"$Format:%H$ $Id$\r\n"
    changes: dict[bytes, Change] = {
        b".gitattributes": b"* text=auto eol=lf ident export-subst filter=evil\n",
        b"content/articles/x.md": text,
    }
    take(repository, base, repository.add(base, changes))
    assert files(repository)["content/articles/x.md"] == text


@pytest.mark.parametrize(
    ("name", "why"),
    [
        (b"a\nb.md", "cannot be seen"),
        ("\u202edm.kcab.md".encode(), "cannot be seen"),
        (b"\x1b[31m.md", "cannot be seen"),
        (b"\xff.md", "not UTF-8"),
        (b"a\\..\\b.md", "leads elsewhere"),
        (b"..", "leads elsewhere"),
        (b".", "leads elsewhere"),
        (b"a" * 300 + b".md", "too long"),
        (b".git", "begins with a dot"),
    ],
)
def test_odd_names_are_left_out(name: bytes, why: str, repository: Repository, base: str) -> None:
    good = ("100644", b"good.md", repository.blob(GOOD))
    entries = sorted([good, ("100644", name, repository.blob(b"evil"))], key=lambda entry: entry[1])
    inside = repository.tree([("40000", b"articles", repository.tree(entries))])
    head = repository.commit(repository.tree([("40000", b"content", inside)]), base)
    status, report, _ = take(repository, base, head)
    assert status == 1
    (line,) = [line for line in report.splitlines() if line.startswith("- `content/")]
    assert why in line
    assert line.isprintable()
    assert files(repository) == {"content/articles/good.md": GOOD}


def test_a_folder_that_leads_out_is_not_entered(repository: Repository, base: str) -> None:
    up = repository.tree([("40000", b"..", repository.tree([("100644", b"evil.md", repository.blob(b"evil"))]))])
    head = repository.commit(repository.tree([("40000", b"content", up)]), base)
    assert take(repository, base, head)[0] == 1
    assert files(repository) == {}
    assert not (repository.folder / "evil.md").exists()


def test_one_name_twice_is_written_once(repository: Repository, base: str) -> None:
    """A folder and a link, or two files, of one name: a way into places that the first of them leads to."""
    evil = repository.tree([("100644", b"evil.md", repository.blob(b"evil"))])
    entries = [
        ("120000", b"a", repository.blob(b"/tmp")), ("40000", b"a", evil),
        ("100644", b"b.md", repository.blob(b"first")), ("100644", b"b.md", repository.blob(b"second")),
    ]  # fmt: skip
    head = repository.commit(repository.tree([("40000", b"content", repository.tree(entries))]), base)
    assert take(repository, base, head)[0] in (0, 1)
    assert set(files(repository)) == {"content/a/evil.md", "content/b.md"}


def test_content_that_is_no_folder_is_left_out(repository: Repository, base: str) -> None:
    tree = repository.tree([("120000", b"content", repository.blob(b"/etc"))])
    status, report, _ = take(repository, base, repository.commit(tree, base))
    assert status == 1
    assert "`content` is a symbolic link" in report
    assert files(repository) == {}


def test_large_file_is_left_out(repository: Repository, base: str) -> None:
    head = repository.add(
        base, {b"content/articles/large.md": b"x" * 4_000_001, b"content/articles/ok.md": b"x" * 4_000_000}
    )
    status, report, _ = take(repository, base, head)
    assert status == 1
    assert "`content/articles/large.md` is larger than 4,000,000 bytes" in report
    assert "content/articles/ok.md" in files(repository)


def many(repository: Repository, number: int) -> str:
    blob = repository.blob(b"x")
    return repository.tree([("100644", f"{n:05}.md".encode(), blob) for n in range(number)])


def test_ten_thousand_files_are_refused(repository: Repository, base: str) -> None:
    before = files(repository)
    articles = repository.tree([("40000", b"articles", many(repository, 10_000))])
    status, report, _ = take(
        repository, base, repository.commit(repository.tree([("40000", b"content", articles)]), base)
    )
    assert status == 2
    assert "Nothing was taken" in report
    assert "10,000 files are added or changed" in report
    assert files(repository) == before


def test_a_large_archive_is_no_large_change(repository: Repository) -> None:
    articles = repository.tree([("40000", b"articles", many(repository, 3_000))])
    base = repository.commit(repository.tree([("40000", b"content", articles)]))
    head = repository.add(base, {b"content/articles/new.md": GOOD})
    assert take(repository, base, head) == (0, "", "")
    assert len(files(repository)) == 3_001


def test_a_bomb_does_not_go_off(repository: Repository, base: str) -> None:
    """Eight objects that stand for a hundred million files."""
    before = files(repository)
    tree = many(repository, 100)
    for _ in range(3):
        tree = repository.tree([("40000", f"{n:02}".encode(), tree) for n in range(100)])
    inside = repository.tree([("40000", b"content", tree), ("40000", b"other", tree)])
    status, report, _ = take(repository, base, repository.commit(inside, base))
    assert status == 2
    assert "more than 100,000 files" in report
    assert files(repository) == before


def test_a_bomb_beside_the_content_does_not_go_off(repository: Repository, base: str) -> None:
    tree = many(repository, 100)
    for _ in range(3):
        tree = repository.tree([("40000", f"{n:02}".encode(), tree) for n in range(100)])
    content = repository.git("rev-parse", f"{base}:content")
    head = repository.commit(repository.tree([("40000", b"content", content), ("40000", b"other", tree)]), base)
    status, report, _ = take(repository, base, head)
    assert status == 0
    assert "- `other`\n" in report


def test_too_many_bytes_are_refused(repository: Repository, base: str) -> None:
    blob = repository.blob(b"x" * 3_999_999)
    head = repository.add(base, {f"content/articles/{n}.md".encode(): ("100644", blob) for n in range(11)})
    status, report, _ = take(repository, base, head)
    assert status == 2
    assert "43,999,989 bytes" in report


def test_report_is_short(repository: Repository, base: str) -> None:
    link = ("120000", b"/")
    head = repository.add(base, {f"content/articles/{n:03}.md".encode(): link for n in range(300)})
    report = take(repository, base, head)[1]
    assert report.count("\n- ") == 21
    assert "- … and 280 more\n" in report


@pytest.mark.parametrize("revision", ["--output=evil", "nothing", "", "HEAD:content", "HEAD\nHEAD"])
def test_revision_that_is_no_commit(revision: str, repository: Repository, base: str) -> None:
    before = files(repository)
    status, report, said = take(repository, base, revision)
    assert status == 2
    assert report.startswith("**Nothing was taken from this.** There is no commit `")
    assert "Traceback" not in said
    assert files(repository) == before


def test_called_wrongly() -> None:
    done = subprocess.run([sys.executable, SCRIPT, "HEAD"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "BASE HEAD FOLDER REPORT" in done.stderr


def step(name: str) -> Any:
    data = yaml.safe_load((ROOT / ".github" / "workflows" / "pull-request.yml").read_text(encoding="utf-8"))
    return next(step for step in data["jobs"]["report"]["steps"] if step.get("id", step.get("name")) == name)


def run_step(name: str, repository: Repository, temp: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A step of the workflow as the runner would run it."""
    temp.mkdir(exist_ok=True)
    given = {
        "RUNNER_TEMP": str(temp),
        "GITHUB_OUTPUT": str(temp / "output"),
        "GITHUB_STEP_SUMMARY": str(temp / "summary"),
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step(name)["run"]],
        cwd=repository.folder, env={**QUIET, **given, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def offer(repository: Repository, base: str, folder: Path, changes: Mapping[bytes, Change]) -> str:
    """The merge that GitHub makes of a pull request: another repository has it, and ours has not."""
    origin = Repository(folder)
    origin.git("fetch", "--quiet", str(repository.folder), "main")
    origin.git("config", "uploadpack.allowAnySHA1InWant", "true")
    head = origin.add(base, changes)
    repository.git("remote", "add", "origin", str(origin.folder))
    (repository.folder / ".github").mkdir()
    (repository.folder / ".github" / "scripts").symlink_to(SCRIPT.parent)
    return origin.commit(origin.git("rev-parse", f"{head}^{{tree}}"), base, head)


@pytest.mark.parametrize(("harm", "status"), [(False, 0), (True, 1)])
def test_the_steps_of_the_workflow(harm: bool, status: int, repository: Repository, base: str, tmp_path: Path) -> None:
    changes: dict[bytes, Change] = {
        b"content/articles/c.md": GOOD + b"c\n",
        b"mkdocs.yml": b"hooks: [x]\n",
    }
    if harm:
        changes[b"content/articles/x.md"] = ("120000", b"/etc/passwd")
    merge = offer(repository, base, tmp_path / "origin", changes)
    temp = tmp_path / "temp"

    taken = run_step("take", repository, temp, GITHUB_SHA=merge)
    assert taken.returncode == status, taken.stderr
    assert (temp / "output").read_text() == f"base={base}\nstatus={status}\n"
    assert "content/articles/c.md" in files(repository)
    assert "content/articles/x.md" not in files(repository)
    assert (repository.folder / "mkdocs.yml").read_text().startswith("site_name")

    (temp / "report" / "diff.md").write_text("One article added.\n")
    outcomes = {"TAKE": "failure" if harm else "success", "CHECK": "success", "DIFF": "success", "BUILD": "failure"}
    written = run_step("Write the report", repository, temp, **outcomes)
    assert written.returncode == 0, written.stderr
    report = (temp / "report" / "report.md").read_text()
    assert report == (temp / "summary").read_text()
    assert ("**Left out**" in report) == harm
    assert "`mkdocs.yml`" in report
    assert "One article added.\n" in report
    assert report.endswith(f"| {outcomes['TAKE']} | success | success | failure |\n")


ARTICLE = """---
title: "{title}"
url: https://news.example/{name}
publisher: Coast Herald
published: 2021-03-0{day}
---

The fisheries minister, {person}, met the fleet's owners in Port Ellen on Tuesday and offered them {day} tons.
"""


def article(name: str, person: str, day: int = 2, title: str = "Quota offered") -> bytes:
    return ARTICLE.format(name=name, person=person, day=day, title=title).encode()


WITH_EXPLAINER = {
    **QUIET, "PATH": f"{os.environ['PATH']}{os.pathsep}{Path(sys.executable).parent}", "NO_MKDOCS_2_WARNING": "1",
}  # fmt: skip


def test_the_whole_run(repository: Repository, tmp_path: Path) -> None:
    """A stranger's pull request: one good article, one with a mistake, and code that must not run."""
    base = repository.add(
        repository.commit(repository.git("mktree")),
        {
            b"mkdocs.yml": b"site_name: Quota talks\ndocs_dir: content\ntheme: {name: material, font: false}\n"
            b"plugins:\n  - explainer:\n      topic: the quota talks\n",
            b"content/articles/a.md": article("a", "Mara Lind"),
        },
    )
    repository.git("update-ref", "refs/heads/main", base)
    repository.git("reset", "--hard", "--quiet", base)
    changes: dict[bytes, Change] = {
        b"content/articles/b.md": article("b", "Mara Lind", 3, "@everyone [x](https://evil.example) <img src=x>"),
        b"content/articles/c.md": article("c", "Jon Vik", 9).replace(b"publisher", b"::error::publisher"),
        b"mkdocs.yml": b"site_name: Evil\nhooks: [evil.py]\n",
        b"evil.py": b"open('ran', 'w')\n",
        b"content/evil.py": b"open('ran', 'w')\n",
    }
    merge = offer(repository, base, tmp_path / "origin", changes)
    temp = tmp_path / "temp"
    outcomes = {"TAKE": "success"}
    assert run_step("take", repository, temp, GITHUB_SHA=merge).returncode == 0
    said = {}
    for name, outcome in (("check", "CHECK"), ("diff", "DIFF"), ("build", "BUILD")):
        done = run_step(name, repository, temp, **WITH_EXPLAINER, BASE=base)
        outcomes[outcome] = "failure" if done.returncode else "success"
        said[name] = done.stdout + done.stderr
        assert "Traceback" not in said[name]
    assert outcomes == {"TAKE": "success", "CHECK": "failure", "DIFF": "success", "BUILD": "failure"}
    assert "::error file=content/articles/c.md,line=4" in said["check"]
    assert "\n::error::" not in said["check"] + said["build"]
    assert run_step("Write the report", repository, temp, **outcomes).returncode == 0
    report = (temp / "report" / "report.md").read_text()
    assert "- `evil.py`\n- `mkdocs.yml`\n" in report
    assert "content/articles/b.md" in report
    assert "](https://evil.example)" not in report
    assert not re.search(r"(?<!\\)<img", report)
    assert not list(tmp_path.rglob("ran"))
