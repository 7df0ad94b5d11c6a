"""`content/identifiers/`: what is published is written down, by article, and read again."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from builder.cli import main
from builder.content.folder import read_content
from builder.content.front_matter import read_metadata
from builder.content.ledger import (
    KINDS,
    Anchor,
    Ledger,
    LedgerMetadata,
    follow_renamed,
    gather_ledger,
    no_ledger,
    parse_ledger_file,
    update_ledger,
    write_ledger,
)
from builder.content.redaction import redact

ID = st.one_of(
    st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True),
    st.sampled_from(["null", "true", "no", "2021", "2021-01-05", "1e5", "0x1f", "012", "y", "off"]),
)
RECORDED = st.dictionaries(
    st.builds(Anchor, ID, ID), st.lists(ID, min_size=1, max_size=3, unique=True).map(tuple), max_size=6
)
LEDGERS = st.fixed_dictionaries(dict.fromkeys(KINDS, RECORDED))


def read_back(texts: Mapping[str, str]) -> Ledger:
    files = {article: parse_ledger_file(f"{article}.yml", text) for article, text in texts.items()}
    assert [problem for _, problems in files.values() for problem in problems] == []
    return gather_ledger({article: data for article, (data, _) in files.items() if data is not None})


@given(LEDGERS)
def test_what_is_written_is_read(ledger: Ledger) -> None:
    assert read_back(write_ledger(ledger)) == ledger


@given(LEDGERS)
def test_yaml_reads_the_same(ledger: Ledger) -> None:
    """The quick way through files as they were written, and the one through all others, agree."""
    for text in write_ledger(ledger).values():
        by_yaml, _, problems = read_metadata("x.yml", text, 1, LedgerMetadata)
        assert problems == []
        quickly, _ = parse_ledger_file("x.yml", text)
        assert quickly == by_yaml
        assert parse_ledger_file("x.yml", "# By hand\n" + text) == (by_yaml, [])


@given(LEDGERS, st.randoms(use_true_random=False))
def test_order_does_not_matter(ledger: Ledger, chance: object) -> None:
    def shuffled(items: list[object]) -> list[object]:
        chance.shuffle(items)  # type: ignore[attr-defined]
        return items

    other = {kind: dict(shuffled(list(ledger[kind].items()))) for kind in shuffled(list(KINDS))}  # type: ignore[call-overload]
    assert list(write_ledger(other).items()) == list(write_ledger(ledger).items())


def test_form_of_a_file() -> None:
    recorded = {
        Anchor("talks", "solheim"): ("ingrid-solheim", "solheim"),
        Anchor("talks", "ingrid-solheim"): ("ingrid-solheim",),
        Anchor("other", "bergen-2023"): ("bergen-2023",),
    }
    texts = write_ledger({**no_ledger(), "actors": recorded, "glossary": {Anchor("talks", "null"): ("null",)}})
    assert texts["talks"] == (
        'actors:\n  ingrid-solheim: ingrid-solheim\n  solheim: [ingrid-solheim, solheim]\nglossary:\n  "null": "null"\n'
    )
    assert list(texts) == ["other", "talks"]


def test_update_keeps_what_was_and_puts_what_is_first() -> None:
    before = {**no_ledger(), "rounds": {Anchor("a", "x"): ("x",), Anchor("gone", "y"): ("y",)}}
    after = update_ledger(before, {"rounds": {Anchor("a", "x"): "z", Anchor("b", "x"): "z"}})
    assert after["rounds"] == {Anchor("a", "x"): ("z", "x"), Anchor("gone", "y"): ("y",), Anchor("b", "x"): ("z",)}
    assert update_ledger(after, {"rounds": {Anchor("a", "x"): "z"}}) == after


def test_record_of_a_renamed_article_is_that_of_its_new_name() -> None:
    recorded = {Anchor("old", "x"): ("x",), Anchor("old", "y"): ("y",), Anchor("new", "x"): ("z",)}
    followed = follow_renamed({**no_ledger(), "actors": recorded}, {"old": "new"})
    assert followed["actors"] == {Anchor("new", "x"): ("z", "x"), Anchor("new", "y"): ("y",)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("actors:\n  Jane Roe: jane-roe\n", "2:3: 'Jane Roe': 'Jane Roe' is no id of an address"),
        ("actors:\n  roe: ../etc\n", "2:8: an item of 'roe': '../etc' is no id of an address"),
        ("actors:\n  roe: [jane-roe, Roe!]\n", "2:19: an item of 'roe': 'Roe!' is no id of an address"),
        ("actors:\n  roe: {a: b}\n", "2:3: 'roe' holds 'key: value' lines, expected a list"),
        ("actors:\n  roe: a\n  roe: b\n", "3:3: the key 'roe' stands here a second time"),
        ("boats:\n  roe: a\n", "1:1: the key 'boats' is not known here"),
        ("- roe\n", "1:1: a list stands where 'key: value' lines were expected"),
        ("actors: [\n", "2:1: this cannot be read"),
        (f"actors:\n  roe: {'a' * 201}\n", "2:8: an item of 'roe'"),
    ],
)
def test_malformed_file_is_named_with_place_and_remedy(tmp_path: Path, text: str, expected: str) -> None:
    folder = tmp_path / "content" / "identifiers"
    folder.mkdir(parents=True)
    (folder / "talks.yml").write_text(text, encoding="utf-8")
    content = read_content(folder.parent)
    (problem,) = content.problems
    assert str(problem).startswith(f"content/identifiers/talks.yml:{expected}")
    assert problem.hint
    assert content.recorded == no_ledger()


def test_names_of_files(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "identifiers"
    folder.mkdir(parents=True)
    (folder / "Talks!.yml").write_text("actors:\n  roe: roe\n", encoding="utf-8")
    (folder / "talks.md").write_text("x", encoding="utf-8")
    found = {(problem.path, problem.code) for problem in read_content(folder.parent).problems}
    assert found == {("content/identifiers/Talks!.yml", "name"), ("content/identifiers/talks.md", "unknown-file")}


def test_names_that_are_not_to_be_named_are_not_in_what_is_published(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    (folder / "identifiers").mkdir(parents=True)
    (folder / "identifiers" / "talks.yml").write_text(
        "actors:\n  envoy: [the-envoy, jane-roe]\n  jane-roe: envoy\n"
        "  roe: mrs-jane-roe\n  jane-roebuck: jane-roebuck\n",
        encoding="utf-8",
    )
    (folder / "identifiers" / "2021-jane-roe-freed.yml").write_text("actors:\n  envoy: envoy\n", encoding="utf-8")
    recorded = redact(read_content(folder), ["Jane Roe"]).recorded
    assert recorded["actors"] == {
        Anchor("talks", "envoy"): ("the-envoy",),
        Anchor("talks", "jane-roebuck"): ("jane-roebuck",),
    }


# explainer identify

ARTICLE = """---
title: Catch
url: https://news.example/{name}
publisher: Example
published: {day}
---

{body}
"""
TALKS = 'The crews agreed on a "net closure", a ban on fishing in the spawning months.'


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: Talks\ndocs_dir: content\nplugins: [explainer]\n", "utf-8")
    (tmp_path / "content" / "articles").mkdir(parents=True)
    add(tmp_path, "2023-01-02-post", TALKS)
    return tmp_path


def add(archive: Path, name: str, body: str) -> Path:
    path = archive / "content" / "articles" / f"{name}.md"
    path.write_text(ARTICLE.format(name=name, day=name[:10], body=body), "utf-8")
    return path


def identify(archive: Path, *options: str) -> Result:
    result = CliRunner().invoke(main, ["identify", "-f", str(archive / "mkdocs.yml"), *options])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def files(archive: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted((archive / "content" / "identifiers").glob("*"))}


def test_identify_writes_what_is_missing_and_says_so(archive: Path) -> None:
    done = identify(archive)
    assert (done.exit_code, done.stdout) == (0, "content/identifiers/2023-01-02-post.yml: new\n")
    assert "1 file of 1 written" in done.stderr
    assert "glossary:\n  net-closure: net-closure\n" in files(archive)["2023-01-02-post.yml"]
    again = identify(archive)
    assert (again.exit_code, again.stdout) == (0, "")
    assert "0 files of 1 written" in again.stderr
    assert read_content(archive / "content").problems == ()


def test_identify_check_writes_nothing_and_fails_where_it_would(archive: Path) -> None:
    checked = identify(archive, "--check")
    assert (checked.exit_code, checked.stdout) == (1, "content/identifiers/2023-01-02-post.yml: missing\n")
    assert files(archive) == {}
    identify(archive)
    assert identify(archive, "--check").exit_code == 0
    add(archive, "2023-01-03-post", TALKS)
    assert identify(archive, "--check").exit_code == 1


def test_identify_takes_nothing_out(archive: Path) -> None:
    path = add(archive, "2023-01-03-post", TALKS)
    identify(archive)
    before = files(archive)
    path.unlink()
    (archive / "content" / "articles" / "2023-01-02-post.md").write_text(
        ARTICLE.format(name="other", day="2023-01-02", body="Nothing was said."), "utf-8"
    )
    assert identify(archive).stdout == ""
    assert files(archive) == before


def test_renamed_article_keeps_its_ids(archive: Path) -> None:
    """What is recorded under its former name counts, and is written down under the new one."""
    folder = archive / "content"
    (folder / "identifiers").mkdir()
    (folder / "identifiers" / "2023-01-02-post.yml").write_text("glossary:\n  net-closure: closed-season\n", "utf-8")
    path = folder / "articles" / "2023-01-02-post.md"
    text = path.read_text("utf-8").replace("\npublisher:", "\nformerly: [2023-01-02-post]\npublisher:")
    path.unlink()
    (folder / "articles" / "2023-01-02-post-closure.md").write_text(text, "utf-8")
    content = read_content(folder)
    assert content.problems == ()
    assert content.recorded["glossary"] == {Anchor("2023-01-02-post-closure", "net-closure"): ("closed-season",)}
    assert identify(archive).exit_code == 0
    assert files(archive)["2023-01-02-post-closure.yml"].startswith("glossary:\n  net-closure: closed-season\n")
    assert "2023-01-02-post.yml" in files(archive)


def test_record_of_an_article_that_is_there_is_nobody_elses(archive: Path) -> None:
    identify(archive)
    path = add(archive, "2023-01-03-post", "Nothing was said.")
    text = path.read_text("utf-8").replace("\npublisher:", "\nformerly: [2023-01-02-post]\npublisher:")
    path.write_text(text, "utf-8")
    content = read_content(archive / "content")
    assert [problem.code for problem in content.problems] == ["former-id"]
    assert {anchor.article for anchor in content.recorded["glossary"]} == {"2023-01-02-post"}


def git(archive: Path, *arguments: str) -> None:
    names = ["-c", "user.name=E", "-c", "user.email=e@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *names, *arguments], cwd=archive, check=True, capture_output=True)


def test_two_changes_merge_in_git(archive: Path) -> None:
    """Each adds an article that explains the same word, and records ids."""
    git(archive, "init", "-q", "-b", "main")
    git(archive, "add", ".")
    git(archive, "commit", "-q", "-m", "Begin")
    for branch, day in (("one", "03"), ("other", "04")):
        git(archive, "switch", "-q", "-c", branch, "main")
        add(archive, f"2023-01-{day}-post", TALKS)
        identify(archive)
        git(archive, "add", ".")
        git(archive, "commit", "-q", "-m", f"Add {branch}")
    git(archive, "switch", "-q", "main")
    git(archive, "merge", "-q", "one")
    git(archive, "merge", "-q", "-m", "Merge", "other")
    assert read_content(archive / "content").problems == ()
    assert identify(archive, "--check").exit_code == 0
    assert len(files(archive)) == 3


def test_identify_refuses_content_with_errors(archive: Path) -> None:
    (archive / "content" / "articles" / "bad.md").write_text("---\ntitle: Bad\n---\nText.\n", "utf-8")
    done = identify(archive)
    assert done.exit_code == 1
    assert "content/articles/bad.md:" in done.stderr
    assert files(archive) == {}


def test_identify_says_when_it_cannot_write(archive: Path) -> None:
    (archive / "content" / "identifiers").write_text("in the way", "utf-8")
    done = identify(archive)
    assert done.exit_code == 1
    assert "cannot be written" in done.stderr
