"""From values to files and back: names, well-formed text, and places in which nothing is overwritten."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.content.article import parse_article
from builder.content.identifiers import identifier_of
from builder.content.markdown import body_parser
from builder.content.values import without_invisible
from builder.ingest import bounded
from builder.ingest.bounded import read_bounded
from builder.ingest.claims import check_value
from builder.ingest.compose import compose, markdown_of
from builder.ingest.filename import relative_path, stem_of
from builder.ingest.placing import ORIGINALS, PlaceError, keep_original, place


@pytest.mark.parametrize(
    ("published", "publisher", "title", "stem"),
    [
        ("2023-05-02", "Coast Herald", "Quota talks resume", "2023-05-02-coast-herald-quota-talks-resume"),
        ("2023-05-02T08:30:00+02:00", "The Post", "A: “B”", "2023-05-02-post-b"),
        ("2021-01-05", "Radio Free Europe/Radio Liberty", "Talks", "2021-01-05-radio-free-europe-radio-talks"),
        (
            "2021-01-05", "Wire", "Ministers fail to agree on the subsidies for fishing fleets in Geneva",
            "2021-01-05-wire-ministers-fail-agree-subsidies",
        ),
        ("2021-01-05", "خبرگزاری", "مذاکرات صلح", "2021-01-05-khbrgzry-mdhkrt-slh"),
        ("2021-01-05", "🌊", "🐟", "2021-01-05-ocean-fish"),
        ("2021-01-05", "…", "—", "2021-01-05"),
        ("2021-01-05", "a" * 300, "b" * 300, f"2021-01-05-{'a' * 24}-{'b' * 36}"),
    ],
)  # fmt: skip
def test_names_of_files(published: str, publisher: str, title: str, stem: str) -> None:
    assert stem_of(published, publisher, title) == stem
    assert relative_path(published, stem) == f"articles/{published[:4]}/{stem}.md"


LINE = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from(
    ['a: b # "c"', "- x", "'", "yes", "null", "~", "[a, b]", "{a: b}", "|", ">", "!!python/name:os", "&a *a", "---",
     "%TAG", "\\", "a\\nb", "🐟: tálks", "1e3", "@x", "`x`", "?", "…", "#", "سند‌ها"]
)  # fmt: skip


SHOWN = LINE.map(lambda line: check_value("title", without_invisible(line) or "–"))
"""Lines as articles hold them: whatever a program wrote, without what cannot be seen."""


@given(SHOWN, SHOWN, st.lists(SHOWN, max_size=3), st.lists(SHOWN, min_size=1, max_size=4))
def test_whatever_is_composed_is_read_back(title: str, publisher: str, authors: list[str], body: list[str]) -> None:
    text = compose(
        {"title": title, "url": "https://e.example/a?b=c:", "publisher": publisher, "published": "2023-05-02",
         "authors": tuple(authors), "text": "full", "rights": "CC-BY-4.0"},
        markdown_of(body),
    )  # fmt: skip
    article, problems = parse_article("content/articles/a.md", "a", text)
    assert article, problems
    assert (article.title, article.publisher, article.authors) == (title, publisher, tuple(authors))
    assert article.url == "https://e.example/a?b=c:"
    assert rendered(article.body) == body
    assert identifier_of(stem := stem_of("2023-05-02", publisher, title)) == stem


def rendered(body: str) -> list[str]:
    """The text of each paragraph, as a reader sees it; fails for anything that is no paragraph of text."""
    tokens = body_parser().parse(body)
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    found = []
    for token in tokens:
        if token.type == "inline":
            assert {child.type for child in token.children or ()} <= {"text", "text_special"}
            found.append("".join(child.content for child in token.children or ()))
    return found


MARKUP = [
    "<script>alert(1)</script>", "[a](javascript:alert(1))", "![x](y)", "# no heading", "> no quote", "1. no list",
    "- no list", "+ no list", "===", "---", "***", "*not* __bold__ `code`", "&lt;b&gt; &amp; &#60;", "| a | b |",
    "<https://e.example>", "[a]: https://e.example", "    indented", "~~~", "```", "a\\", "a  ", "\\*", "2) no list",
    "{: onclick=x }",
]  # fmt: skip


@pytest.mark.parametrize("line", MARKUP)
def test_text_is_shown_as_it_stands(line: str) -> None:
    assert rendered(markdown_of([line, "next"])) == [" ".join(line.split()), "next"]


@pytest.mark.parametrize("line", ["Plain (text), 5% of it - “quoted”.", "a_b and 3 * 4 is 12", "The price: $5 [sic]"])
def test_nothing_is_escaped_without_need(line: str) -> None:
    assert markdown_of([line]) == line


def test_a_file_is_put_where_none_was(tmp_path: Path) -> None:
    assert place(tmp_path, "articles/2023/a.md", "text\n").read_text() == "text\n"
    with pytest.raises(PlaceError, match="nothing is overwritten"):
        place(tmp_path, "articles/2023/a.md", "other")
    assert (tmp_path / "articles" / "2023" / "a.md").read_text() == "text\n"
    assert [path.name for path in (tmp_path / "articles" / "2023").iterdir()] == ["a.md"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "content" / "articles").symlink_to(outside)
    with pytest.raises(PlaceError, match="symbolic link"):
        place(tmp_path / "content", "articles/2023/a.md", "text")
    (tmp_path / ".cache").symlink_to(outside)
    with pytest.raises(PlaceError, match="symbolic link"):
        keep_original(tmp_path, "a", "text")
    assert list(outside.iterdir()) == []


def test_a_dangling_link_is_no_free_place(tmp_path: Path) -> None:
    (tmp_path / "articles" / "2023").mkdir(parents=True)
    (tmp_path / "articles" / "2023" / "a.md").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PlaceError, match="nothing is overwritten"):
        place(tmp_path, "articles/2023/a.md", "text")
    assert not (tmp_path / "elsewhere").exists()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "articles").write_text("a file")
    with pytest.raises(PlaceError, match=r"\| "):
        place(tmp_path, "articles/2023/a.md", "text")


def test_originals_stay_out_of_git(tmp_path: Path) -> None:
    assert keep_original(tmp_path, "a", "text") == ".cache/originals/a.txt"
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    status = ["git", "-C", tmp_path, "status", "--porcelain", "--untracked-files=all"]
    assert subprocess.run(status, capture_output=True, check=True).stdout == b""
    assert (tmp_path / ORIGINALS / "a.txt").read_text() == "text"


def test_what_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "WALL_SECONDS", 0.01)
    assert "cannot be read in 5 seconds" in read_bounded(b"<html>", page=True).refusal


def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "MAX_SOURCE", 10)
    assert "larger than 10 bytes" in read_bounded(b"x" * 11, page=False).refusal


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such limits")
@pytest.mark.parametrize(
    "greedy", ["bytearray(2 * 10**9)", "from pathlib import Path; Path('written').write_text('x')"]
)
def test_the_process_that_reads_has_limits(greedy: str, tmp_path: Path) -> None:
    code = f"from builder.ingest.bounded import limit_this_process as limit\nlimit()\n{greedy}"
    package = str(Path(bounded.__file__).parent.parent.parent)
    ran = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=tmp_path, env={**os.environ, "PYTHONPATH": package}, check=False,
        capture_output=True,
    )  # fmt: skip
    assert ran.returncode != 0
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) == 0


def test_modules_beside_the_command_are_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder that a command runs in may come from a stranger."""
    for name in ("json", "trafilatura", "builder"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('run by mistake')")
    monkeypatch.chdir(tmp_path)
    assert read_bounded(b"<html><p>a", page=True).refusal == ""
