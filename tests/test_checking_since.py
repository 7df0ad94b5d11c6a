"""What a change made wrong, in a real git repository: only that, wherever it shows."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from builder.cache.store import open_store
from builder.checking.account import Account, check_all, check_since
from builder.revisions.changed import changed_paths, read_objects
from builder.revisions.git import GitError
from builder.settings import Settings

ARTICLE = """\
---
title: {title}
url: https://news.example/{name}
publisher: Coast Herald
published: 2023-01-1{day}
---

{body}
"""
BODIES = (
    "Ingrid Solheim, the chief negotiator of the trawler crews, left the harbour without a word on Tuesday.",
    "The islands' council will hear scientists on cod next week, its chairman Olav Brandt said in Bergen.",
    "Nobody at the canneries expects a new season before spring, a union told the paper on Friday.",
)


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=n", "-c", "user.email=n@example.org", "-c", "init.defaultBranch=main", *arguments],
        cwd=folder, capture_output=True, text=True, check=True, env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull},
    )  # fmt: skip
    return done.stdout.strip()


def write(root: Path, path: str, text: str) -> None:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def article(name: str, day: int = 0, **keys: str) -> str:
    given = {"title": f"Of {name}", "name": name, "day": day, "body": BODIES[day], **keys}
    return ARTICLE.format(**given)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An archive with two good articles, one with a mistake that has long been there, an actor and a round."""
    write(tmp_path, "content/articles/2023/one.md", article("one"))
    write(tmp_path, "content/articles/2023/two.md", article("two", 1))
    write(tmp_path, "content/articles/2023/old.md", article("old", 2).replace("publisher", "publihser"))
    write(tmp_path, "content/notes.txt", "Ring Olav.\n")
    write(tmp_path, "content/actors/olav-brandt.md", "---\nname: Olav Brandt\nkind: person\n---\n")
    write(
        tmp_path, "content/rounds/first.md",
        "---\ntitle: First\nperiod: 2023-01\nstatus: held\nsources: [one]\nparties: [olav-brandt]\n---\n",
    )  # fmt: skip
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "All")
    return tmp_path


def since(root: Path, revision: str = "main") -> Account:
    with open_store(root / ".cache" / "explainer" / "store.sqlite3") as store:
        return check_since(root / "content", revision, Settings(), store)


def lines(account: Account) -> list[str]:
    return [f"{problem.path.removeprefix('content/')} {problem.code}" for problem in account.problems]


def test_what_was_wrong_before_is_not_told(root: Path) -> None:
    assert lines(since(root)) == []
    with open_store(None) as store:
        told = check_all(root / "content", Settings(), store)
    assert lines(told) == ["articles/2023/old.md unknown-key", "notes.txt unknown-file"]


@pytest.mark.parametrize("commit", [False, True])
def test_a_bad_new_file(root: Path, commit: bool) -> None:
    git(root, "checkout", "-qb", "work")
    write(root, "content/articles/2023/new.md", article("new", title="Talks: a start"))
    if commit:
        git(root, "add", ".")
        git(root, "commit", "-qm", "New")
    assert lines(since(root)) == ["articles/2023/new.md yaml"]


def test_a_change_that_is_only_staged(root: Path) -> None:
    write(root, "content/articles/2023/one.md", article("one").replace("2023-01-10", "2023-01-32"))
    git(root, "add", ".")
    assert lines(since(root)) == ["articles/2023/one.md value"]


def test_what_main_did_meanwhile_is_not_ours(root: Path) -> None:
    git(root, "checkout", "-qb", "work")
    git(root, "checkout", "-q", "main")
    write(root, "content/articles/2023/two.md", article("two", 1).replace("title", "titel"))
    git(root, "commit", "-qam", "Theirs")
    git(root, "checkout", "-q", "work")
    assert lines(since(root)) == []


def test_a_removed_actor_is_missed_where_it_is_named(root: Path) -> None:
    (root / "content/actors/olav-brandt.md").unlink()
    assert lines(since(root)) == ["rounds/first.md unknown-reference"]


def test_a_renamed_article_is_missed_too(root: Path) -> None:
    git(root, "mv", "content/articles/2023/one.md", "content/articles/2023/uno.md")
    assert lines(since(root)) == ["rounds/first.md unknown-reference"]


def test_an_address_that_another_file_has(root: Path) -> None:
    """The file that comes later in the folder is the one that is named, changed or not."""
    write(root, "content/articles/2023/a-new-one.md", article("one", 2))
    assert lines(since(root)) == ["articles/2023/one.md duplicate-url"]


def test_a_copy_of_an_article(root: Path) -> None:
    body = " ".join(BODIES)
    write(root, "content/articles/2023/one.md", article("one", body=body))
    git(root, "commit", "-qam", "More")
    write(root, "content/articles/2023/copy.md", article("copy", 1, body=body))
    assert lines(since(root)) == ["articles/2023/copy.md near-duplicate"]


def test_a_new_name_close_to_a_known_one(root: Path) -> None:
    body = "Olaf Brandt met Ingrid Soldheim in Bergen on Monday. Petra Lund watched them."
    write(root, "content/articles/2023/new.md", article("new", body=body))
    told = since(root).problems
    assert [(problem.code, problem.severity) for problem in told] == [("near-name", "note")] * 2
    assert "'Olav Brandt'" in told[0].message
    assert "content/actors/olav-brandt.md" in told[0].hint
    assert "'Ingrid Solheim'" in told[1].message
    assert (told[0].line, told[0].column, told[1].column) == (8, 1, body.index("Ingrid") + 1)


def test_editors_said_that_they_are_two(root: Path) -> None:
    actor = "---\nname: Olav Brandt\nkind: person\ndistinct_from: [Olaf Brandt]\n---\n"
    write(root, "content/actors/olav-brandt.md", actor)
    write(root, "content/articles/2023/new.md", article("new", body="Olaf Brandt arrived in Bergen on Monday."))
    assert lines(since(root)) == []


def test_names_to_be_withheld_are_not_told(root: Path) -> None:
    write(root, "content/articles/2023/new.md", article("new", body="Olaf Brandt arrived in Bergen on Monday."))
    with open_store(None) as store:
        for name in ("Olaf Brandt", "OLAV BRANDT"):
            told = check_since(root / "content", "main", Settings(do_not_name=(name,)), store)
            assert lines(told) == []


def test_what_only_a_full_check_can_judge_is_named(root: Path) -> None:
    corrected = article("two", 1).replace("---\n\n", "corrections:\n  - text: next week\n    date: 2023-01\n---\n\n")
    write(root, "content/articles/2023/two.md", corrected)
    write(root, "content/timeline/x.md", "---\nstatus: denied\n---\n")
    assert since(root).unjudged == ("content/articles/2023/two.md", "content/timeline/x.md")


def test_the_cache_changes_nothing(root: Path) -> None:
    write(root, "content/articles/2023/new.md", article("new", body=BODIES[0] + " Olaf Brandt saw him."))
    (root / "content/actors/olav-brandt.md").unlink()
    first, second = since(root), since(root)
    with open_store(None) as store:
        third = check_since(root / "content", "main", Settings(), store)
    assert first == second == third
    assert lines(first)


@pytest.mark.parametrize(
    "revision", ["", "-rf", "--output=x", "main..HEAD", "main...HEAD", "a b", "main\n", ":/x", "nowhere", "\x1b[31m"]
)
def test_no_revision(root: Path, revision: str) -> None:
    with pytest.raises(GitError, match=r"\.$|parted|fetched"):
        changed_paths(root / "content", revision)


@pytest.mark.parametrize("revision", ["main", "HEAD", "HEAD~0", "main^{commit}", "@"])
def test_any_name_of_a_revision(root: Path, revision: str) -> None:
    assert changed_paths(root / "content", revision).paths == frozenset()


def test_no_repository(tmp_path: Path) -> None:
    with pytest.raises(GitError, match="in no git repository"):
        changed_paths(tmp_path, "main")


def test_no_git(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(root))
    with pytest.raises(GitError, match="not installed"):
        changed_paths(root, "main")


def test_no_common_history(root: Path) -> None:
    git(root, "checkout", "-q", "--orphan", "other")
    git(root, "commit", "-qm", "Anew")
    with pytest.raises(GitError, match="history in common"):
        changed_paths(root / "content", "main")


def test_odd_names_and_both_sides_of_a_change(root: Path) -> None:
    odd = ["a b.md", "é\n.md", '"q".md', "-x.md"]
    for name in odd:
        write(root, f"content/articles/{name}", "x")
    (root / "content/notes.txt").unlink()
    changes = changed_paths(root / "content", "main")
    assert changes.paths == {*(f"articles/{name}" for name in odd), "notes.txt"}
    assert list(read_objects(root / "content", changes.before.values()).values()) == [b"Ring Olav.\n"]
    with pytest.raises(GitError, match="lacks it"):
        read_objects(root, ["0" * 40])


def test_the_repository_s_settings_run_nothing(root: Path) -> None:
    program = root / "program"
    program.write_text(f"#!/bin/sh\ntouch {root}/ran\n", encoding="utf-8")
    program.chmod(0o755)
    for key in ("diff.external", "core.fsmonitor", "diff.x.textconv", "diff.x.command"):
        git(root, "config", key, str(program))
    write(root, ".gitattributes", "*.md diff=x\n")
    write(root, "content/articles/2023/one.md", article("one", 2))
    assert changed_paths(root / "content", "main").paths == {"articles/2023/one.md"}
    assert not (root / "ran").exists()
