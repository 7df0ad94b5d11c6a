"""Content as it stood at a revision: nothing that a repository holds is run, followed or fetched."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.content.folder import read_content
from builder.content.tree import MAX_FILE
from builder.revisions.export import export_tree
from builder.revisions.git import GitError, UnknownRevisionError, find_repository
from builder.revisions.states import read_base, read_folder, read_head

ARTICLE = "---\ntitle: {0}\nurl: https://example.org/{0}\npublisher: Outlet\npublished: 2023-01-02\n---\nNews of {0}.\n"
ENVIRONMENT = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
       for what, value in (("NAME", "A"), ("EMAIL", "a@example.org"), ("DATE", "2023-01-02T00:00:00Z"))},
}  # fmt: skip


def git(folder: Path, *arguments: str, given: bytes = b"") -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, input=given, env=ENVIRONMENT, capture_output=True, check=True
    )
    return done.stdout.decode().strip()


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / "articles" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ARTICLE.format(name), encoding="utf-8")


def commit(folder: Path, message: str) -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """`main` and a branch `more` that left it before its last commit; the content folder lies below another."""
    root = tmp_path / "root"
    content = root / "site" / "content"
    content.mkdir(parents=True)
    git(root, "init", "--quiet", "--initial-branch", "main")
    write(content, "one")
    commit(root, "first")
    git(root, "checkout", "--quiet", "-b", "more")
    write(content, "two")
    commit(root, "second")
    git(root, "checkout", "--quiet", "main")
    write(content, "three")
    commit(root, "third")
    git(root, "checkout", "--quiet", "more")
    return content


def names(state: object) -> list[str]:
    return [article.id for article in state.content.articles]


def test_base_is_where_the_change_left_it_unless_exact(archive: Path) -> None:
    repository = find_repository(archive)
    assert repository.prefix == "site/content/"
    assert names(read_base(repository, "main", "more", "content", exact=False)) == ["one"]
    assert names(read_base(repository, "main", None, "content", exact=False)) == ["one"]
    assert names(read_base(repository, "main", "more", "content", exact=True)) == ["one", "three"]
    assert names(read_head(repository, "more", "content")) == ["one", "two"]
    state = read_base(repository, "main", "more", "content", exact=False)
    assert (state.named, state.commit) == ("where the change left main", git(archive, "merge-base", "main", "more"))


def test_folder_is_read_as_it_stands(archive: Path) -> None:
    write(archive, "untracked")
    state = read_folder(archive, "content", "here")
    assert names(state) == ["one", "two", "untracked"]
    assert state.content.articles[0].path == "content/articles/one.md"


def test_what_is_exported_is_what_is_there(archive: Path, tmp_path: Path) -> None:
    (archive / "places.yml").write_bytes("- name: Skårra\r\n  kind: city\r\n".encode())
    (archive / "articles" / "näh – «é» 'x' \"y\".md").write_text(ARTICLE.format("odd"), encoding="utf-8")
    (archive / "picture.png").write_bytes(b"\x89PNG")
    commit(archive, "odd names")
    repository = find_repository(archive)
    target = tmp_path / "out"
    target.mkdir()
    tree = repository.tree(repository.commit("HEAD"))
    assert tree
    assert export_tree(repository, tree, target, "content") == ()
    assert read_content(target, "content") == read_content(archive)
    listed = {path.relative_to(target) for path in target.rglob("*")}
    assert listed == {path.relative_to(archive) for path in archive.rglob("*")}


def test_revision_before_there_was_content_is_empty(archive: Path) -> None:
    root = archive.parent.parent
    git(root, "checkout", "--quiet", "--orphan", "bare")
    git(root, "rm", "-rqf", ".")
    (root / "README").write_text("x", encoding="utf-8")
    commit(root, "no content")
    archive.mkdir(parents=True)
    state = read_head(find_repository(archive), "bare", "content")
    assert names(state) == []
    assert state.named == "bare, which has no folder content"


@pytest.mark.parametrize(
    "revision",
    ["nowhere", "", "  ", "-h", "--all", "main..more", "main:site", "HEAD^{tree}", "a\0b", "\udcff", "main\nmore"],
)
def test_what_is_no_commit_is_refused(archive: Path, revision: str) -> None:
    with pytest.raises(UnknownRevisionError):
        find_repository(archive).commit(revision)


def test_histories_that_never_met(archive: Path) -> None:
    git(archive, "checkout", "--quiet", "--orphan", "other")
    write(archive, "four")
    commit(archive, "another beginning")
    with pytest.raises(GitError, match="no history in common"):
        read_base(find_repository(archive), "main", "other", "content", exact=False)
    assert names(read_base(find_repository(archive), "main", "other", "content", exact=True)) == ["one", "three"]


def test_shallow_clone_says_what_to_do(archive: Path, tmp_path: Path) -> None:
    root = archive.parent.parent
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth", "1", "--no-single-branch", root.as_uri(), str(clone))
    with pytest.raises(GitError, match="git fetch --unshallow"):
        read_base(find_repository(clone / "site" / "content"), "origin/main", "origin/more", "content", exact=False)


def test_folder_in_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    with pytest.raises(GitError, match="is in no git repository"):
        find_repository(tmp_path)


def test_without_git(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match="git is not installed"):
        find_repository(archive)


# What a repository may hold


def test_links_and_submodules_are_refused_as_in_a_working_tree(archive: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text(ARTICLE.format("secret"), encoding="utf-8")
    (archive / "articles" / "link.md").symlink_to(secret)
    (archive / "linked").symlink_to(tmp_path)
    git(archive, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},site/content/articles/module")
    git(archive, "add", "articles/link.md", "linked")
    git(archive, "commit", "--quiet", "--message", "links")
    state = read_head(find_repository(archive), "HEAD", "content")
    assert names(state) == ["one", "two"]
    assert [(p.path, p.code) for p in state.content.problems] == [
        ("content/articles/link.md", "symlink"),
        ("content/linked", "symlink"),
    ]


def hostile_tree(archive: Path, *entries: tuple[str, str, str]) -> str:
    """A tree of (mode, name, object) as git itself would never make one."""
    data = b"".join(f"{mode} {name}\0".encode() + bytes.fromhex(made) for mode, name, made in entries)
    return git(archive, "hash-object", "-t", "tree", "-w", "--literally", "--stdin", given=data)


@pytest.mark.parametrize("name", ["..", ".", "../../escaped.md", "/escaped.md", "a//b.md"])
def test_nothing_is_written_outside(archive: Path, tmp_path: Path, name: str) -> None:
    blob = git(archive, "hash-object", "-w", "--stdin", given=ARTICLE.format("evil").encode())
    inner = hostile_tree(archive, ("100644", "escaped.md", blob)) if name.strip(".") == "" else blob
    evil = hostile_tree(archive, ("40000" if inner != blob else "100644", name, inner), ("100644", "good.yml", blob))
    target = tmp_path / "a" / "b" / "out"
    target.mkdir(parents=True)
    problems = export_tree(find_repository(archive), evil, target, "content")
    assert [problem.message for problem in problems] == ["the file's name leads out of the folder"]
    assert [path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*.*")] == [Path("b/out/good.yml")]
    assert not Path("/escaped.md").exists()


def test_a_link_is_no_way_out_for_another_file(archive: Path, tmp_path: Path) -> None:
    """A tree may hold one name twice: as a link to a folder, and as a folder."""
    blob = git(archive, "hash-object", "-w", "--stdin", given=ARTICLE.format("evil").encode())
    link = git(archive, "hash-object", "-w", "--stdin", given=str(tmp_path).encode())
    inner = hostile_tree(archive, ("100644", "evil.md", blob))
    evil = hostile_tree(archive, ("120000", "x", link), ("40000", "x", inner))
    target = tmp_path / "out"
    target.mkdir()
    assert len(export_tree(find_repository(archive), evil, target, "content")) == 1
    assert not list(tmp_path.glob("*.md"))


def test_large_file_is_refused_and_not_written_out(archive: Path) -> None:
    (archive / "articles" / "large.md").write_bytes(b"x" * (MAX_FILE + 1))
    commit(archive, "large")
    (problem,) = read_head(find_repository(archive), "HEAD", "content").content.problems
    assert (problem.path, problem.code) == ("content/articles/large.md", "file-too-large")


def test_no_program_or_attribute_of_the_repository_counts(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither filters, text conversions, aliases, hooks, a pager or a monitor, nor what the environment says of git."""
    ran = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\necho ran >> {ran}\ncat\n", encoding="utf-8")
    program.chmod(0o755)
    for key in ("filter.x.smudge", "filter.x.clean", "diff.x.textconv", "core.fsmonitor", "core.pager"):
        git(archive, "config", key, str(program))
    git(archive, "config", "alias.ls-tree", f"!{program}")
    (archive / ".gitattributes").write_text("*.md filter=x diff=x ident export-subst\n", encoding="utf-8")
    write(archive, "five")
    path = archive / "articles" / "five.md"
    path.write_text(path.read_text("utf-8") + "$Format:%H$ $Id$\n", encoding="utf-8")
    commit(archive, "attributes")
    ran.unlink(missing_ok=True)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(program))
    monkeypatch.setenv("GIT_PAGER", str(program))
    state = read_head(find_repository(archive), "HEAD", "content")
    assert "$Format:%H$ $Id$" in {a.id: a.body for a in state.content.articles}["five"]
    assert not ran.exists()


def test_replaced_objects_are_those_that_were_committed(archive: Path) -> None:
    git(archive, "replace", git(archive, "rev-parse", "more"), git(archive, "rev-parse", "main"))
    assert names(read_head(find_repository(archive), "more", "content")) == ["one", "two"]


def test_what_a_partial_clone_lacks_is_not_fetched(archive: Path, tmp_path: Path) -> None:
    root = archive.parent.parent
    git(root, "config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", "--no-checkout", root.as_uri(), str(clone))
    (clone / "site" / "content").mkdir(parents=True)
    with pytest.raises(GitError, match="A clone that was made with --filter"):
        read_head(find_repository(clone / "site" / "content"), "HEAD", "content")


def test_link_given_as_a_folder_is_refused(archive: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(archive)
    with pytest.raises(ValueError, match="symbolic link"):
        read_folder(link, "content", "here")


def test_same_revision_same_content(archive: Path) -> None:
    reading: Callable[[], object] = lambda: read_head(find_repository(archive), "HEAD", "content")  # noqa: E731
    assert reading() == reading()
