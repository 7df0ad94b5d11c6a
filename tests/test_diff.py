"""`explainer diff` as people and workflows call it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from test_cli import ARCHIVES, run
from test_revisions import commit, git

NEWS = """\
---
title: Third round is called off
url: https://example.org/herald/2023/05/02/called-off
publisher: Tarn Coast Herald
published: 2023-05-02
---
The third round of talks, which was planned for 6 June in Bergen, was called off on Monday, Helena Marchetti said.

"Nobody is to blame," Ingrid Solheim said. Her colleague Signe Aasland, the federation's lawyer, agreed.
"""
NAME = "2023-05-02-herald-called-off"


@pytest.fixture
def fishery(tmp_path: Path) -> Path:
    """The archive under version control, and on a branch an article more."""
    root = tmp_path / "fishery"
    shutil.copytree(ARCHIVES / "fishery", root)
    git(root, "init", "--quiet", "--initial-branch", "main")
    commit(root, "the archive")
    git(root, "checkout", "--quiet", "-b", "news")
    (root / "content" / "articles" / "2023" / f"{NAME}.md").write_text(NEWS, encoding="utf-8")
    commit(root, "an article")
    return root


def diff(root: Path, *arguments: str | Path) -> str:
    result = run("diff", "-f", root / "mkdocs.yml", *arguments)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_article_on_a_branch(fishery: Path) -> None:
    comment = diff(fishery, "main", "news")
    assert comment.startswith("<!-- explainer-diff -->\n### What this change does to the site\n\n**1 article added: ")
    assert "no broken address.**" in comment
    assert "Third round is called off" in comment
    assert "Signe Aasland" in comment
    assert f"`content/articles/2023/{NAME}.md`" in comment
    # As it stands, the folder is the branch.
    assert diff(fishery, "main").partition("\nFrom")[0] == comment.partition("\nFrom")[0]
    assert "Nothing changes on the site." in diff(fishery, "news")


def test_uncommitted_and_untracked_files_count(fishery: Path) -> None:
    extra = fishery / "content" / "actors" / "signe-aasland.md"
    extra.write_text("---\nname: Signe Aasland\nkind: person\n---\nLawyer of the federation.\n", encoding="utf-8")
    comment = diff(fishery, "news")
    assert "**No article added, changed or removed: " in comment
    assert "checked by an editor: no → yes" in comment


def test_folders_without_git(fishery: Path, tmp_path: Path) -> None:
    """As in a workflow: the settings of the base, and a pull request's content beside it."""
    content = tmp_path / "pull request" / "proposed"
    shutil.copytree(fishery / "content", content)
    git(fishery, "checkout", "--quiet", "main")
    (tmp_path / "pull request" / "mkdocs.yml").write_text("not: [read", encoding="utf-8")
    from_folder = diff(fishery, "--head-dir", content)
    assert "**1 article added: " in from_folder
    assert f"`content/articles/2023/{NAME}.md`" in from_folder
    shutil.rmtree(fishery / ".git")
    assert diff(fishery, "--head-dir", content) == from_folder
    assert "1 article removed" in diff(fishery, "--base-dir", content)
    assert "Nothing changes" in diff(fishery, "--base-dir", content, "--head-dir", content)


def test_settings_are_those_at_hand(fishery: Path) -> None:
    """What a change writes into mkdocs.yml says nothing about it: names that are to be kept out are kept out."""
    config = fishery / "mkdocs.yml"
    trusted = config.read_text("utf-8")
    config.write_text(trusted.replace("do_not_name: [Oskar Brandvold, Brandvold]", "do_not_name: []"), encoding="utf-8")
    article = fishery / "content" / "articles" / "2023" / f"{NAME}.md"
    article.write_text(NEWS + "\nOskar Brandvold, a deckhand, came to Bergen on 28 April 2023.\n", encoding="utf-8")
    commit(fishery, "a name that is not to be named")
    config.write_text(trusted, encoding="utf-8")
    for form in ("markdown", "json"):
        assert "Brandvold" not in diff(fishery, "main", "news", "--format", form)


@pytest.mark.parametrize("form", ["markdown", "json"])
def test_what_is_not_to_be_named_is_nowhere(fishery: Path, form: str) -> None:
    """Neither in what is read out nor in problems, which quote files, nor in paths."""
    content = fishery / "content"
    (content / "articles" / "2023" / "2023-05-03-oskar-brandvold.md").write_text(
        NEWS.replace("called-off", "of-him"), encoding="utf-8"
    )
    (content / "articles" / "2023" / "2023-05-04-bad.md").write_text(
        NEWS.replace("2023-05-02\n", "2023-05-32\n").replace("title:", "Oskar Brandvold: x\ntitle:"), encoding="utf-8"
    )
    (content / "actors" / "brandvold.md").write_text("---\nname: Oskar Brandvold\nkind: boat\n---\nHe.\n", "utf-8")
    told = diff(fishery, "main", "--format", form)
    assert "brandvold" not in told.casefold()
    assert "(name withheld)" in told


def test_as_json(fishery: Path, tmp_path: Path) -> None:
    output = tmp_path / "changes.json"
    assert diff(fishery, "main", "news", "--format", "json", "--output", output) == ""
    told = json.loads(output.read_text("utf-8"))
    assert told["verdict"].startswith("1 article added")
    assert [kind["kind"] for kind in told["kinds"]] == ["article", "entry", "round", "actor", "term", "quote"]
    (article,) = told["kinds"][0]["added"]
    assert article["thing"]["path"] == f"content/articles/2023/{NAME}.md"
    Draft202012Validator(json.loads(run("schema", "changes").stdout)).validate(told)


def test_twice_the_same(fishery: Path) -> None:
    for form in ("markdown", "json"):
        assert diff(fishery, "main", "news", "--format", form) == diff(fishery, "main", "news", "--format", form)


def test_strict_is_for_errors_and_broken_addresses(fishery: Path) -> None:
    config = fishery / "mkdocs.yml"
    assert run("diff", "-f", config, "main", "--strict").exit_code == 0
    (fishery / "content" / "glossary" / "bad.md").write_text("---\nterm: [\n---\n", encoding="utf-8")
    result = run("diff", "-f", config, "main", "--strict")
    assert result.exit_code == 1
    assert "**Left out:**" in result.stdout
    assert run("diff", "-f", config, "main").exit_code == 0
    (fishery / "content" / "glossary" / "bad.md").unlink()
    articles = fishery / "content" / "articles" / "2023"
    (articles / "2023-01-25-wire-first-round.md").rename(articles / "2023-01-25-wire-first.md")
    result = run("diff", "-f", config, "main", "--strict")
    assert result.exit_code == 1
    assert "articles/2023-01-25-wire-first-round/ would lead nowhere; it is articles/2023-01-25-wire-first/ now." in (
        result.stdout
    )
    assert "Write 'formerly: \\[2023-01-25-wire-first-round\\]' there." in result.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ((), 2, "Name a revision"),
        (("nowhere",), 2, "git knows no revision 'nowhere'"),
        (("main", "nowhere"), 2, "git knows no revision 'nowhere'"),
        (("--", "-x"), 2, "'-x' is no name of a revision"),
        (("main", "--base-dir", "content"), 2, "either BASE or --base-dir"),
        (("main", "news", "--head-dir", "content"), 2, "either HEAD or --head-dir"),
        (("--head-dir", "missing"), 2, "missing"),
        (("--head-dir", "link"), 1, "symbolic link"),
        (("main", "--output", "content"), 2, "directory"),
        (("main", "--output", "missing/out.md"), 1, "cannot be written"),
    ],
)
def test_errors_are_sentences(
    fishery: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], status: int, said: str
) -> None:
    monkeypatch.chdir(fishery)
    (fishery / "link").symlink_to("content")
    result = run("diff", *arguments)
    assert result.exit_code == status
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_outside_of_any_repository(fishery: Path) -> None:
    shutil.rmtree(fishery / ".git")
    result = run("diff", "-f", fishery / "mkdocs.yml", "main")
    assert result.exit_code == 1
    assert "is in no git repository" in result.stderr


def test_same_bytes_whatever_the_seed_of_hashes(fishery: Path) -> None:
    command = [sys.executable, "-c", "from builder.cli import main; main()", "diff", "main", "news"]
    found = {
        subprocess.run(
            command,
            cwd=fishery,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ARCHIVES.parent.parent)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "77")
    }
    (comment,) = found
    assert comment.startswith(b"<!-- explainer-diff -->\n")
