"""`explainer add` as people call it: what it writes, what it says, and what it never does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import Result

from builder.content.article import Article, parse_article
from tests.test_cli import ARCHIVES, run
from tests.test_ingest_page import BODY, OPEN_GRAPH, WORDPRESS, json_ld, page

TEXT = """Quota talks resume in Bergen
By Jane Roe
Published: 2 May 2023
BERGEN (Reuters) - Delegates of the Skarra Islands Council and of Morrow met in Bergen on Tuesday for talks on quotas.
"We are close to an agreement," said Helena Marchetty, who leads the council's delegation. "We will sign it in June."
Read more: Cut nets anger islanders
Henrik Solberg, the fisheries minister, denied on Monday that his country had walked out.
"""
SUMMARY = "Delegates of the Skarra Islands Council met those of Morrow in Bergen on Tuesday, Coast Herald reports."
ALL = ["--url", "https://herald.example/quota", "--title", "Quota talks", "--publisher", "Coast Herald", "--published",
       "2023-05-02"]  # fmt: skip


class Desk:
    """An archive of its own, and the sources that a contributor has beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ARCHIVES / "fishery", folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".cache"))
        self.before = self.files()

    def files(self) -> dict[str, bytes]:
        """All but what is remembered from run to run."""
        remembered = self.folder / ".cache" / "explainer"
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and not path.is_relative_to(remembered)
        }

    def new(self) -> dict[str, str]:
        """What is there that was not; what was there is as it was."""
        files = self.files()
        assert {name: files.get(name) for name in self.before} == self.before
        return {name: data.decode() for name, data in files.items() if name not in self.before}

    def source(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        self.before = self.files()
        return path

    def add(self, *arguments: str | Path, given: str | None = None) -> Result:
        return run("add", "-f", self.folder / "mkdocs.yml", *arguments, given=given)

    def article(self) -> Article:
        """The one article that was added, with words in it."""
        ((name, text),) = [(name, text) for name, text in self.new().items() if name.startswith("content/")]
        finished = text if text.rstrip("\n").partition("\n---\n")[2] else f"{text}\nOwn words.\n"
        article, problems = parse_article(name, Path(name).stem, finished)
        assert article, problems
        return article


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "archive")


def test_a_saved_page(desk: Desk) -> None:
    result = desk.add(desk.source("saved.html", page(WORDPRESS)))
    assert result.exit_code == 0, result.stderr
    assert list(desk.new()) == [
        ".cache/originals/.gitignore",
        ".cache/originals/2023-05-02-coast-herald-quota-talks-resume.txt",
        "content/articles/2023/2023-05-02-coast-herald-quota-talks-resume.md",
    ]
    article = desk.article()
    assert (article.title, article.url) == ("Quota talks ‘resume’", "https://herald.example/quota/")
    assert (article.publisher, article.authors) == ("Coast Herald", ("Jane Roe",))
    assert (article.text, article.rights) == ("summary", None)
    assert "Delegates" not in desk.new()[article.path]
    for said in ("[JSON-LD]", "Who is new", "Skarra Islands", "When", "What", "Next", "words of your own"):
        assert said.casefold() in result.stdout.casefold()


def test_until_own_words_are_there_it_is_unfinished(desk: Desk) -> None:
    desk.add(desk.source("saved.html", page(WORDPRESS)))
    article = desk.article()
    checked = run("check", "-f", desk.folder / "mkdocs.yml")
    assert checked.exit_code == 1
    assert "there is no text below the front matter" in checked.stdout
    assert len(checked.stdout.splitlines()) == 1
    path = desk.folder / article.path
    path.write_text(path.read_text() + f"\n{SUMMARY}\n")
    assert run("check", "-f", desk.folder / "mkdocs.yml").exit_code == 0


def test_pasted_text(desk: Desk) -> None:
    result = desk.add("-", "--title", "Quota talks resume in Bergen", "--url", "https://herald.example/q",
                      "--publisher", "Coast Herald", given=TEXT)  # fmt: skip
    assert result.exit_code == 0, result.stderr
    article = desk.article()
    assert (article.published.isoformat(), article.agency, article.authors) == ("2023-05-02", "Reuters", ("Jane Roe",))
    for said in (
        "related: Read more: Cut nets anger islanders",
        "Henrik Solberg (person)",
        "may be known already: 'Helena Marchetti' and 'Helena Marchetty'",
        "planned: ",
    ):
        assert said in result.stdout
    original = desk.new()[f".cache/originals/{article.id}.txt"]
    assert "Delegates of the Skarra" in original
    assert "Read more" not in original


def test_metadata_alone(desk: Desk) -> None:
    result = desk.add(*ALL, "--author", "A B", "--author", "C D", "--archive-url", "https://archive.example/1",
                      "--submitted-by", "gull", "--accessed", "2023-05-03", "--agency", "NTB")  # fmt: skip
    assert result.exit_code == 0, result.stderr
    article = desk.article()
    assert (article.title, article.authors, article.agency) == ("Quota talks", ("A B", "C D"), "NTB")
    assert (article.archive_url, article.submitted_by, article.accessed) == (
        "https://archive.example/1",
        "gull",
        "2023-05-03",
    )


@pytest.mark.parametrize("as_file", [True, False])
def test_own_words_at_once(desk: Desk, as_file: bool) -> None:
    words = str(desk.source("words.txt", SUMMARY)) if as_file else SUMMARY
    result = desk.add(desk.source("saved.html", page(WORDPRESS)), "--summary", words)
    assert result.exit_code == 0, result.stderr
    assert desk.article().body.strip() == SUMMARY
    assert "your own words are 17; 120 to 300" in result.stdout
    assert run("check", "-f", desk.folder / "mkdocs.yml").exit_code == 0


def test_a_text_that_may_be_republished(desk: Desk) -> None:
    body = BODY.replace(
        "</article>", "<p>[a](javascript:x) &lt;b&gt; *c* that is how it stood on the page they saw.</p></article>"
    )
    result = desk.add(desk.source("saved.html", page(WORDPRESS, body)), "--text", "full", "--rights", "CC-BY-4.0")
    assert result.exit_code == 0, result.stderr
    article = desk.article()
    assert (article.text, article.rights, article.language) == ("full", "CC-BY-4.0", "en-GB")
    assert article.body.count("\n\n") == 2
    assert "Quota talks" not in article.body
    assert r"\[a\]\(javascript\:x\)" in article.body
    assert ".cache/originals" not in " ".join(desk.new())


def test_a_licence_is_a_hint_and_no_permission(desk: Desk) -> None:
    link = '<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">'
    result = desk.add(desk.source("saved.html", page(WORDPRESS + link)))
    assert "--text full --rights CC-BY-4.0" in result.stdout
    assert desk.article().rights is None


def test_what_is_given_overrules_what_is_found(desk: Desk) -> None:
    overruling = ["--publisher", "Other Post", "--published", "2022-01-01", "--name", "2022-01-01-mine"]
    result = desk.add(desk.source("saved.html", page(OPEN_GRAPH)), *overruling, "--no-original")
    assert result.exit_code == 0, result.stderr
    assert list(desk.new()) == ["content/articles/2022/2022-01-01-mine.md"]
    assert desk.article().publisher == "Other Post"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["-"],
            [
                "its 'url' is not found. Give it with --url",
                "--title 'Quota talks resume in Bergen'",
                "--publisher Reuters",
            ],
        ),
        (["--url", "https://e.example/1"], ["--title", "--publisher", "--published"]),
    ],
)
def test_without_a_terminal_what_lacks_is_named(desk: Desk, arguments: list[str], said: list[str]) -> None:
    result = desk.add(*arguments, given=TEXT)
    assert result.exit_code == 1
    assert desk.new() == {}
    for words in said:
        assert words in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Name a saved page"),
        (["missing.html"], "There is no file 'missing.html'"),
        ([*ALL, "--published", "4 May"], "'4 May' is not a date. Write year-month-day"),
        ([*ALL, "--url", "javascript:alert(1)"], "is not a web address"),
        ([*ALL, "--title", "a\u202eb"], "cannot be seen, U+202E"),
        ([*ALL, "--title", ""], "it is empty"),
        ([*ALL, "--name", "../../evil"], "cannot be an address. Write 'evil'"),
        ([*ALL, "--name", "/etc/passwd"], "cannot be an address"),
        ([*ALL, "--accessed", "now"], "is not a date"),
        ([*ALL, "--text", "full", "--rights", "CC-BY-4.0"], "needs the text"),
        (["-", "--text", "full"], "needs --rights"),
        (["-", "--text", "full", "--rights", "permission"], "needs --rights-url"),
        (["-", "--text", "full", "--rights", "CC-BY-4.0", "--summary", "x y"], "use one of them"),
        ([*ALL, "--summary", "no-such-file.txt"], "there is no file"),
    ],
)
def test_called_wrongly(desk: Desk, arguments: list[str], said: str) -> None:
    result = desk.add(*arguments, given="")
    assert result.exit_code == 2, result.stdout
    assert said in " ".join(result.stderr.split())
    assert desk.new() == {}


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.html", b"", "the file is empty"),
        ("a.html", b"%PDF-1.7", "this is a PDF"),
        ("a.txt", b"\x1f\x8b\x08\x00", "gzip"),
        ("menu.html", b"<html><body><a href=/>Home</a></body></html>", "no article is in it: 1 word"),
        ("script.html", b"<html><body><div id=app></div><script>load()</script></body></html>", "no article is in it"),
    ],
)
def test_what_cannot_be_read_is_refused(desk: Desk, name: str, data: bytes, said: str) -> None:
    path = desk.source(name, data)
    result = desk.add(path, *ALL)
    assert result.exit_code == 1
    assert f"{path}:1:1: " in result.stderr
    assert said in result.stderr
    assert desk.new() == {}


def test_the_same_original_twice(desk: Desk) -> None:
    ((name, _),) = [entry for entry in desk.before.items() if entry[0].endswith("second-round.md")]
    article, _ = parse_article(name, "a", (desk.folder / name).read_text())
    assert article
    url = article.url.replace("https://", "http://") + "/#top"
    result = desk.add(*ALL, "--url", url)
    assert result.exit_code == 1
    assert f"{name} has the same address already" in result.stderr
    assert desk.new() == {}


def test_nothing_is_overwritten(desk: Desk) -> None:
    assert desk.add(*ALL).exit_code == 0
    desk.before = desk.files()
    result = desk.add(*ALL, "--url", "https://herald.example/other")
    assert result.exit_code == 1
    assert "nothing is overwritten" in result.stderr
    assert "--name" in result.stderr
    assert desk.new() == {}


def test_a_text_that_is_there_already(desk: Desk) -> None:
    desk.add("-", *ALL, "--text", "full", "--rights", "CC-BY-4.0", given=TEXT * 2)
    result = desk.add("-", *ALL, "--url", "https://e.example/x", "--publisher", "Island Courier", given=TEXT * 2)
    assert "like content/articles/2023/2023-05-02-coast-herald-quota-talks.md" in result.stdout
    assert "both are copies of Reuters" in result.stdout


def test_a_page_that_contradicts_itself(desk: Desk) -> None:
    head = (
        WORDPRESS + '<link rel="canonical" href="https://evil.example/x"><meta property="og:site_name" content="Other">'
    )
    result = desk.add(desk.source("saved.html", page(head)))
    assert (
        "url: the source contradicts itself: JSON-LD says 'https://herald.example/quota/', the canonical link"
        in result.stdout
    )
    assert "publisher: the source contradicts itself" in result.stdout


def test_the_archive_s_name_for_an_outlet(desk: Desk) -> None:
    assert desk.add(*ALL, "--summary", SUMMARY).exit_code == 0
    data = {"@type": "NewsArticle", "headline": "Talks", "datePublished": "2023-06-01", "publisher": "HERALD MEDIA LTD",
            "url": "https://www.herald.example/new"}  # fmt: skip
    result = desk.add(desk.source("saved.html", page(json_ld(data))))
    assert desk.article().publisher == "Coast Herald"
    assert "the archive's other articles from herald.example says 'Coast Herald', JSON-LD says 'HERALD" in result.stdout


def test_a_dry_run_writes_nothing(desk: Desk) -> None:
    source = desk.source("saved.html", page(WORDPRESS))
    result = desk.add(source, "--dry-run")
    assert result.exit_code == 0
    assert desk.new() == {}
    assert result.stdout.startswith('---\ntitle: "Quota talks ‘resume’"\n')
    assert "not written" in result.stderr
    assert desk.add(source).exit_code == 0
    assert desk.new()[desk.article().path] == result.stdout


def test_for_scripts(desk: Desk) -> None:
    result = desk.add("-", *ALL, "--format", "json", given=TEXT)
    told = json.loads(result.stdout)
    assert told["written"]
    assert told["article"] == desk.new()[told["path"]]
    assert told["metadata"]["title"] == [{"value": "Quota talks", "origin": "--title", "sure": True}]
    for piece in told["furniture"]:
        assert told["source"][piece["start"] : piece["end"]] == piece["text"]
    actors = {actor["name"]: actor["actor"] for actor in told["read"]["actors"]}
    assert actors["Henrik Solberg"] is None
    assert actors["Skarra Islands Council"] == "skarra-islands-council"
    assert [event["status"] for event in told["read"]["events"]].count("denied") == 1


def test_the_same_source_gives_the_same_file(tmp_path: Path) -> None:
    told = []
    for seed in ("1", "2"):
        desk = Desk(tmp_path / seed)
        ran = subprocess.run(
            [sys.executable, "-m", "builder.cli", "add", "-f", desk.folder / "mkdocs.yml", "-", *ALL, "--dry-run"],
            input=TEXT.encode(), capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed},
        )  # fmt: skip
        told.append((ran.stdout, ran.stderr))
    assert told[0] == told[1]


def test_a_name_that_is_withheld_is_not_told(desk: Desk) -> None:
    text = TEXT.replace("Henrik Solberg", "Oskar Brandvold")
    result = desk.add("-", *ALL, given=text)
    told = result.stdout.partition("Who is known here")[2]
    assert "Skarra" in told
    assert "Brandvold" not in told
    refused = desk.add(*ALL, "--url", "https://herald.example/oskar-brandvold", "--name", "x")
    assert refused.exit_code == 1
    assert "do_not_name" in refused.stderr


def test_nothing_draws_on_the_terminal(desk: Desk) -> None:
    source = desk.source(
        "saved.html", page(f"<title>a\x1b[31m{chr(0x202E)}b</title>" + WORDPRESS, BODY + "<p>\x1b[2J</p>")
    )
    result = desk.add(source)
    assert "\x1b" not in result.stdout + result.stderr
    assert "\u202e" not in result.stdout + result.stderr


@pytest.mark.parametrize("link", ["content/articles/2023", "content/articles"])
def test_nothing_is_written_outside_of_the_archive(desk: Desk, link: str, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (desk.folder / link).rename(outside)
    (desk.folder / link).symlink_to(outside)
    before = sorted(outside.rglob("*"))
    result = desk.add(*ALL)
    assert result.exit_code == 1
    assert "symbolic link" in result.stderr
    assert sorted(outside.rglob("*")) == before


# On a terminal


def on_a_terminal(folder: Path, arguments: list[str], answers: list[tuple[str, str]]) -> tuple[int, str]:
    """Call the command on a terminal of its own; give each answer when its question stands there."""
    import pty

    pid, terminal = pty.fork()
    if pid == 0:  # pragma: no cover - the other process
        os.chdir(folder)
        os.execve(sys.executable, [sys.executable, "-m", "builder.cli", "add", *arguments],
                  {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent), "TERM": "dumb"})  # fmt: skip
    shown, waiting = b"", list(answers)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            shown += os.read(terminal, 4096)
        except OSError:  # the other end is closed
            break
        if waiting and waiting[0][0].encode() in shown.rpartition(b"\n")[2]:
            os.write(terminal, waiting.pop(0)[1].encode() + b"\n")
    _, status = os.waitpid(pid, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), shown.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_on_a_terminal_what_lacks_is_asked_for(desk: Desk) -> None:
    desk.source("pasted.txt", TEXT)
    code, shown = on_a_terminal(
        desk.folder, ["pasted.txt"],
        [
            ("Headline as published [Quota talks resume in Bergen]", ""),
            ("Outlet [Reuters]", "Coast Herald"),
            ("Address of the original", "herald.example/quota"),
            ("Address of the original", "https://herald.example/quota"),
        ],
    )  # fmt: skip
    assert code == 0, shown
    assert "Error: 'herald.example/quota' is not a web address" in shown
    article = desk.article()
    assert (article.title, article.publisher) == ("Quota talks resume in Bergen", "Coast Herald")
    assert article.url == "https://herald.example/quota"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_nothing_is_asked_where_all_is_certain(desk: Desk) -> None:
    desk.source("saved.html", page(WORDPRESS))
    code, shown = on_a_terminal(desk.folder, ["saved.html"], [])
    assert code == 0, shown
    assert desk.article().title == "Quota talks ‘resume’"


def test_the_help_has_an_example() -> None:
    result = run("add", "--help")
    assert "Example: explainer add " in result.stdout
