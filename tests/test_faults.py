"""Builds that fail, are killed or meet each other: the site that was there is whole, and what was wrong is said."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests import forking

NEEDS_LIMITS = pytest.mark.skipif(os.name == "nt", reason="there are no such limits there")


def tree(folder: Path) -> Mapping[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


@pytest.fixture(scope="module")
def published(build: Callable, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that was built once."""
    folder = tmp_path_factory.mktemp("published") / "archive"
    shutil.copytree(Path(__file__).parent / "archives" / "bare", folder, ignore=shutil.ignore_patterns(".cache"))
    assert build(folder, folder / "site").status == 0
    return folder


@pytest.fixture
def archive(published: Path, tmp_path: Path) -> Path:
    """A copy of it, which differs from its site by one article."""
    folder = tmp_path / "archive"
    shutil.copytree(published, folder, symlinks=True)
    (folder / "content" / "articles" / "2019-06-08-gazette-strike-ends.md").unlink()
    return folder


def add_hook(archive: Path, code: str) -> None:
    (archive / "hook.py").write_text(code, encoding="utf-8")
    with (archive / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("\nhooks: [hook.py]\n")


def start(archive: Path, *options: str) -> forking.Running:
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    with (archive.parent / "said").open("a+b") as said:
        streams = (said.fileno(),) * 3
        return forking.start("mkdocs.__main__", ["build", *options], folder=archive, env=env, streams=streams)


@NEEDS_LIMITS
@pytest.mark.parametrize("event", ["on_nav(nav, **_)", "on_post_page(output, **_)", "on_post_build(config)"])
def test_a_build_that_is_killed_leaves_the_old_site_and_the_next_one_no_traces(archive: Path, event: str) -> None:
    before = tree(archive / "site")
    add_hook(archive, f"import os, signal\ndef {event}:\n    os.kill(0, signal.SIGKILL)\n")
    assert start(archive).wait() == -signal.SIGKILL
    assert differing(before, tree(archive / "site")) == []
    assert list(archive.glob(".site.building-*"))
    if event == "on_post_build(config)":
        (archive / "hook.py").write_text("", encoding="utf-8")
        assert start(archive).wait() == 0
        assert not (archive / "site" / "articles" / "2019-06-08-gazette-strike-ends").exists()
        assert not list(archive.glob(".site*"))


@pytest.mark.parametrize("event", ["on_config(config)", "on_page_markdown(markdown, **_)", "on_post_build(config)"])
def test_a_build_that_fails_leaves_the_old_site(build: Callable, archive: Path, event: str) -> None:
    before = tree(archive / "site")
    add_hook(archive, f"from mkdocs.exceptions import PluginError\ndef {event}:\n    raise PluginError('it fails')\n")
    built = build(archive, archive / "site")
    assert built.status == 1
    assert "it fails" in built.log
    assert differing(before, tree(archive / "site")) == []
    assert not list(archive.glob(".site*"))


@NEEDS_LIMITS
def test_a_file_that_cannot_be_written_is_named_with_what_to_do(archive: Path) -> None:
    import resource

    before = tree(archive / "site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q"], cwd=archive, capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000)),
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert "Traceback" not in said
    assert f"{archive / 'site'}/" in said
    assert "File too large. Allow larger files (ulimit -f) and build again" in said
    assert f"the site in {archive / 'site'} was not touched." in said
    assert differing(before, tree(archive / "site")) == []
    assert not list(archive.glob(".site*"))


def test_a_site_that_cannot_be_there_is_named(build: Callable, archive: Path) -> None:
    built = build(archive, archive / "mkdocs.yml" / "site")
    assert built.status == 1
    assert f"{archive / 'mkdocs.yml'}" in built.log
    assert "Traceback" not in built.log


def test_a_strict_build_with_doubts_leaves_the_old_site(build: Callable, archive: Path) -> None:
    before = tree(archive / "site")
    (archive / "content" / "index.md").write_text("See [this](actors/nobody.md).\n", encoding="utf-8")
    built = build(archive, archive / "site", "--strict")
    assert built.status == 1
    assert "stays as it was" in built.log
    assert "Aborted with 1 warnings in strict mode!" in built.log
    assert differing(before, tree(archive / "site")) == []
    # Where there is nothing to keep, people can look at what the doubts are about.
    first = build(archive, archive / "preview", "--strict")
    assert first.status == 1
    assert "actors/nobody" in (archive / "preview" / "index.html").read_text(encoding="utf-8")
    assert not list(archive.glob(".*building*"))


def test_two_builds_at_once_both_end_well(build: Callable, archive: Path) -> None:
    running = [start(archive), start(archive)]
    assert [process.wait() for process in running] == [0, 0]
    assert build(archive, archive / "alone").status == 0
    assert differing(tree(archive / "site"), tree(archive / "alone")) == []
    assert not list(archive.glob(".*building*"))


def test_a_dirty_build_goes_on_with_what_is_there(build: Callable, archive: Path) -> None:
    (archive / "site" / "kept.txt").write_text("kept", encoding="utf-8")
    assert build(archive, archive / "site", "--dirty").status == 0
    assert (archive / "site" / "kept.txt").is_file()


def git(folder: Path, *words: str) -> str:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    return subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True, text=True).stdout


def test_what_gh_deploy_pushes_is_the_new_site(archive: Path, tmp_path: Path) -> None:
    git(tmp_path, "init", "--bare", "-q", "remote.git")
    git(archive, "init", "-q")
    git(archive, "add", "content", "mkdocs.yml")
    git(archive, "commit", "-q", "-m", "Begin")
    git(archive, "remote", "add", "origin", str(tmp_path / "remote.git"))
    identity = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **identity}
    done = forking.run("mkdocs.__main__", ["gh-deploy"], folder=archive, env=env)
    assert done.returncode == 0, done.stderr
    pushed = set(git(tmp_path / "remote.git", "ls-tree", "-r", "--name-only", "gh-pages").splitlines())
    assert pushed == tree(archive / "site").keys() | {".nojekyll"}
    assert not any("2019-06-08-gazette-strike-ends" in name for name in pushed)


def test_what_is_left_out_is_told_by_a_quiet_build_too(build: Callable, archive: Path) -> None:
    for path in (archive / "content" / "articles").glob("*.md"):
        path.write_bytes(b"\xff\xfe\x00bad")
    built = build(archive, archive / "site", "--quiet")
    assert built.status == 0
    assert "Traceback" not in built.log
    left_out = [path.name for path in (archive / "content" / "articles").glob("*.md")]
    assert left_out
    assert all(name in built.log for name in left_out)
