"""From a saved page to the site, and back: an article's way through a pull request, command by command.

Contributor and maintainer work in a git repository of their own, with the commands as they are installed and with the
network closed. Then contributors make their mistakes, and do what they are told, as literally as a person would who
does not program.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import forking
from tests.conftest import ARCHIVES, ROOT

NO_NETWORK = """
import socket

def refuse(self, address, _connect=socket.socket.connect):
    if self.family != socket.AF_UNIX:
        raise AssertionError(f"the network was asked: {address}")
    return _connect(self, address)

socket.socket.connect = refuse
"""
"""What Python runs before each command."""

PAGE = """<!doctype html><html lang="en"><head><title>Crews walk out of Bergen talks | Tarn Coast Herald</title>
<link rel="canonical" href="https://example.org/herald/2023/06/08/third-round">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Third round: crews walk out in Bergen",
"datePublished": "2023-06-08T07:30:00+02:00", "inLanguage": "en",
"author": {"@type": "Person", "name": "Jonas Whitlock"},
"publisher": {"@type": "Organization", "name": "Tarn Coast Herald"}}</script></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Third round: crews walk out in Bergen</h1>
<p>The delegation of the trawler crews left the hotel at the harbour on Wednesday evening, six hours before the third
round was to close, and took its charts along.</p>
<p>Nobody had expected the months of closure to be settled in two days, but few had thought that the talks would end
with an empty chair.</p><p>Sign up for our newsletter</p></article></body></html>
"""
WORDS = """The third round of talks between the Deep Sea Crews Federation and the Skarra Islands Council in Bergen
ended without a result on 7 June 2023. The federation's delegation left before the close.

Liv Aasen, the council's new fisheries commissioner, said that the islands would keep the northern half closed.
"We kept our word and opened our records," Aasen told reporters in Bergen.

Ingrid Solheim of the federation said that her members would vote on 18 June on whether to go on with the talks. Judge
Helena Marchetti asked both sides to meet her again in Tarnmouth on 4 July.
"""
ARTICLE = "content/articles/2023/2023-06-08-tarn-coast-herald-third-round-crews-walk-out-bergen.md"
ID = Path(ARTICLE).stem
CITATION = f"articles/{ID}/#s"


@dataclass(frozen=True, slots=True)
class Said:
    """How a command ended, and what it printed on standard output and on standard error."""

    status: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Repository:
    """An archive under git in `folder`."""

    folder: Path
    environment: dict[str, str]

    def run(self, *command: str) -> Said:
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True,
            encoding="utf-8", check=False,
        )  # fmt: skip
        return Said(done.returncode, done.stdout, done.stderr)

    def program(self, module: str, *words: str) -> Said:
        done = forking.run(module, words, folder=self.folder, env=self.environment)
        return Said(done.returncode, done.stdout, done.stderr)

    def git(self, *words: str) -> str:
        done = self.run("git", *words)
        assert done.status == 0, done.err
        return done.out

    def explainer(self, *words: str) -> Said:
        said = self.program("builder.cli", *words)
        assert "Traceback" not in said.err, said.err
        assert "\x1b" not in said.out, said.out
        return said

    def commit(self, message: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--message", message)

    def read(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder from which Python takes `NO_NETWORK`."""
    folder = tmp_path_factory.mktemp("closed")
    (folder / "sitecustomize.py").write_text(NO_NETWORK)
    return folder


def start(folder: Path, closed: Path) -> Repository:
    """The fisheries' archive, with the record of its addresses, as the branch 'main' of a new repository."""
    archive = folder / "archive"
    shutil.copytree(ARCHIVES / "fishery", archive, ignore=shutil.ignore_patterns(".cache", "site"))
    (archive / ".gitignore").write_text(".cache/\nsite/\n")
    who = {f"GIT_{who}_{what}": "ada@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {
        **os.environ, **who, "PYTHONPATH": f"{closed}{os.pathsep}{ROOT}", "NO_COLOR": "1", "NO_MKDOCS_2_WARNING": "1",
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
    }  # fmt: skip
    repository = Repository(archive, environment)
    repository.git("init", "--initial-branch", "main")
    assert repository.explainer("identify").status == 0
    repository.commit("Begin")
    return repository


def test_the_network_is_closed(tmp_path: Path, closed: Path) -> None:
    """Else the walk would not show that it needs none."""
    repository = start(tmp_path, closed)
    code = "import socket; socket.create_connection(('127.0.0.1', 9))"
    (repository.folder / "asking.py").write_text(code)
    for asked in (repository.run(sys.executable, "-c", code), repository.program("asking")):
        assert asked.status == 1
        assert "the network was asked: ('127.0.0.1', 9)" in asked.err


def section(report: str, heading: str) -> str:
    """What is folded under `heading` in the report on a change."""
    found = re.search(rf"<summary>{heading}: .*?</details>", report, re.DOTALL)
    return found[0] if found else ""


def test_the_way_of_an_article(tmp_path: Path, closed: Path) -> None:
    repository = start(tmp_path, closed)
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "words.txt").write_text(WORDS, encoding="utf-8")

    # The contributor, on a branch.
    repository.git("switch", "--create", "third-round")
    added = repository.explainer("add", "../page.html", "--summary", "../words.txt", "--submitted-by", "B. Reader")
    assert added.status == 0, added.err
    assert added.out.startswith(f"{ARTICLE}: written")
    assert "Liv Aasen (person)" in added.out.split("Who is new")[1]
    assert "empty chair" not in repository.read(ARTICLE)  # what is not ours is read, and stays outside
    checked = repository.explainer("check", "--since", "main")
    assert (checked.status, checked.out) == (0, ""), checked.out
    repository.commit("Add the third round")
    assert repository.git("show", "--name-only", "--format=").split() == [ARTICLE]

    # The maintainer, with two minutes.
    told = repository.explainer("diff", "main", "third-round")
    assert told.status == 0, told.err
    assert "**1 article added: 3 new timeline entries, 2 new rounds, 1 new name" in told.out
    assert "“Bergen, 7 June 2023” as the latest round instead of “Tarnmouth, 18–19 April 2023”" in told.out
    assert "“Bergen, 7 June 2023” (held) may be “Bergen, 6 June 2023” (planned) on another day" in told.out
    assert "Third round: crews walk out in Bergen" in section(told.out, "Articles")
    assert "7 June 2023: The third round of talks" in section(told.out, "Timeline")
    assert "Liv Aasen" in section(told.out, "Actors")
    assert "We kept our word" in section(told.out, "Quotes")
    changes = json.loads(repository.explainer("diff", "main", "--format", "json").out)
    new = {kind["kind"]: [one["thing"]["id"] for one in kind["added"]] for kind in changes["kinds"]}
    assert new["article"] == [ID]
    assert new["actor"] == ["liv-aasen"]
    assert new["round"] == ["bergen-2023-06-07", "tarnmouth-2023-07-04"]
    (entry,) = (one for one in new["entry"] if one.startswith("2023-06-07"))
    assert "Liv Aasen (person, actors/liv-aasen, machine-read)" in repository.explainer("review", "--list").out
    reviewed = repository.explainer(
        "review", "--accept", "liv-aasen", "--alias-of", "Judge Helena Marchetti=helena-marchetti"
    )
    assert reviewed.status == 0, reviewed.err
    assert "aliases: [Judge Marchetti, Judge Helena Marchetti]" in repository.read("content/actors/helena-marchetti.md")
    assert f"sources: [{ID}]" in repository.read("content/actors/liv-aasen.md")
    again = repository.explainer("check", "--since", "main")
    assert (again.status, again.out) == (0, ""), again.out
    repository.commit("Take in Liv Aasen")

    # Onto the site.
    repository.git("switch", "main")
    repository.git("merge", "--no-ff", "--message", "Take in the third round", "third-round")
    assert repository.explainer("identify").status == 0
    repository.commit("Record the addresses")
    assert repository.explainer("identify", "--check").status == 0
    site = tmp_path / "site"
    built = repository.program("mkdocs.__main__", "build", "--strict", "--site-dir", str(site))
    assert built.status == 0, built.err
    page = (site / "articles" / ID / "index.html").read_text(encoding="utf-8")
    assert 'href="https://example.org/herald/2023/06/08/third-round"' in page
    person = (site / "actors" / "liv-aasen" / "index.html").read_text(encoding="utf-8")
    assert f"../../{CITATION}3" in person
    assert 'id="s3"' in page
    meeting = (site / "rounds" / "bergen-2023-06-07" / "index.html").read_text(encoding="utf-8")
    assert f"../../{CITATION}1" in meeting
    timeline = (site / "timeline" / "index.html").read_text(encoding="utf-8")
    assert f"../{CITATION}1" in timeline.split(f'id="{entry}"')[1].split("</li>")[0]
    assert "Bergen, 7 June 2023" in (site / "index.html").read_text(encoding="utf-8")

    # Somebody takes it back: with the record, pages say that they are gone; without it, links would break.
    repository.git("switch", "--create", "take-back")
    repository.git("revert", "--no-edit", "--mainline", "1", "HEAD~1")
    told = repository.explainer("diff", "main")
    assert told.out.count("**Address breaks:**") == 1  # the timeline's, which has no page for each
    assert "actors/liv-aasen/` says that it is gone" in section(told.out, "Addresses that go on")
    repository.git("revert", "--no-edit", "HEAD~1")
    told = repository.explainer("diff", "main", "--strict")
    assert told.status == 1
    assert "**1 article removed:" in told.out
    (pages,) = (line for line in told.out.splitlines() if "would find no page" in line)
    assert f"articles/{ID}/" in pages
    assert "actors/liv-aasen/" in pages
    assert section(told.out, "Addresses that go on") == ""


GOOD = """---
title: Third round ends in Bergen
url: https://example.org/herald/2023/06/08/third-round
publisher: Tarn Coast Herald
published: 2023-06-08
---
The third round of talks between the Deep Sea Crews Federation and the Skarra Islands Council in Bergen ended without
a result on 7 June 2023. The federation’s delegation left before the close.

Ingrid Solheim of the federation said that her members would vote on 18 June on whether to go on with the talks. Judge
Helena Marchetti asked both sides to meet her again in Tarnmouth on 4 July.
"""
HERE = "content/articles/2023/2023-06-08-herald-third-round.md"

Files = dict[str, bytes]
Remedy = Callable[[str, str], Files]
"""What the message says after its place, and the file's text -> the files as they are then."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """`files` is what somebody hands in; `place` and `says` are what they are told, `at` what the caret points at (None
    where no line of text is at fault), and `remedy` is what they then do.
    """

    name: str
    files: Files
    place: str
    says: str
    at: str | None
    remedy: Remedy

    def __str__(self) -> str:
        return self.name


def here(text: str) -> Files:
    return {HERE: text.encode()}


def with_line(text: str, number: int, line: str) -> str:
    """`text` with another line in the place of the one with this number, from 1."""
    rows = text.split("\n")
    return "\n".join([*rows[: number - 1], line, *rows[number:]])


def written(message: str, pattern: str) -> str:
    """The piece of the message that a person copies from it."""
    found = re.search(pattern, message)
    assert found, message
    return found[1]


def write_the_line_so(number: int) -> Remedy:
    return lambda message, text: here(with_line(text, number, written(message, r"Write the line so: (.*)$")))


def write_in_place_of(old: str, pattern: str) -> Remedy:
    return lambda message, text: here(text.replace(old, written(message, pattern)))


def move(pattern: str, folder: str) -> Remedy:
    """Give the file the name that the message says, in `folder`."""
    return lambda message, text: {f"{folder}{written(message, pattern)}": text.encode()}


def corrected(correction: str) -> str:
    return GOOD.replace("published: 2023-06-08\n", f"published: 2023-06-08\ncorrections:\n{correction}")


def original(name: str) -> str:
    """The text of an article that the archive has."""
    path = ARCHIVES / "fishery" / "content" / "articles" / "2023" / name
    return path.read_text(encoding="utf-8").split("\n---\n", 1)[1]


COURIER = original("2023-03-07-courier-cut-nets.md")
PASTED = GOOD.split("---\n")[1]

MISTAKES = [
    Mistake(
        "an unquoted colon in the headline",
        here(GOOD.replace("Third round ends", "Third round: no end")),
        f"{HERE}:2:19",
        "there is a second ': ' on the line",
        ": no end",
        write_the_line_so(2),
    ),
    Mistake(
        "a headline in a word processor's quotation marks",
        here(GOOD.replace("Third round ends in Bergen", "“Third round: no end”")),
        f"{HERE}:2:20",
        "there is a second ': ' on the line",
        ": no end",
        write_the_line_so(2),
    ),
    Mistake(
        "an outlet in a word processor's quotation marks",
        here(GOOD.replace("Tarn Coast Herald", "“Tarn Coast Herald”")),
        f"{HERE}:4:12",
        "has quotation marks around it",
        "“Tarn",
        write_in_place_of("“Tarn Coast Herald”", "Delete them: (.*)$"),
    ),
    Mistake(
        "a day as it is written elsewhere",
        here(GOOD.replace("2023-06-08\n---", "18/06/2023\n---")),
        f"{HERE}:5:12",
        "'18/06/2023' is not written as dates are here",
        "18/06",
        write_in_place_of("18/06/2023", r"Write (\S+)$"),
    ),
    Mistake(
        "a day that can be two",
        here(GOOD.replace("2023-06-08\n---", "08/06/2023\n---")),
        f"{HERE}:5:12",
        "whichever is meant",
        "08/06",
        write_in_place_of("08/06/2023", r"Write (\S+) or"),
    ),
    Mistake(
        "a key that is missing",
        here(GOOD.replace("publisher: Tarn Coast Herald\n", "")),
        f"{HERE}:2:1",
        "the key 'publisher' is missing",
        "title:",
        lambda message, text: here(
            text.replace("---\n", "---\n" + written(message, "Add '(publisher: )…'") + "Tarn Coast Herald\n", 1)
        ),
    ),
    Mistake(
        "a key that is misspelt",
        here(GOOD.replace("published", "publised")),
        f"{HERE}:5:1",
        "the key 'publised' is not known here",
        "publised",
        write_in_place_of("publised", r"Did you mean '(\w+)'"),
    ),
    Mistake(
        "a tab",
        here(GOOD.replace("2023-06-08\n---", "2023-06-08\nauthors:\n\t- Jonas Whitlock\n---")),
        f"{HERE}:7:1",
        "a line is indented with a tab",
        "    - Jonas",
        write_the_line_so(7),
    ),
    Mistake(
        "saved as Windows saves",
        {HERE: GOOD.encode("cp1252")},
        f"{HERE}:8:40",
        "as Windows saves, it is '’'. Save the file anew with the encoding UTF-8",
        None,
        lambda _message, _text: here(GOOD),
    ),
    Mistake(
        "the wrong folder",
        {"content/article/third-round.md": GOOD.encode()},
        "content/article/third-round.md:1:1",
        "this file has no place in the archive",
        None,
        move(r"Did you mean (articles/\S+)\? Move it there", "content/"),
    ),
    Mistake(
        "beside the folders",
        {"content/third-round.md": GOOD.encode()},
        "content/third-round.md:1:1",
        "this file has no place in the archive",
        None,
        lambda message, text: {
            "content/" + written(message, r"move it to (\S+),").replace("YYYY", "2023"): text.encode()
        },
    ),
    Mistake(
        "the wrong ending",
        {f"{HERE[:-3]}.txt": GOOD.encode()},
        f"{HERE[:-3]}.txt:1:1",
        "this file has no place in the archive",
        None,
        move(r"rename it to (\S+)$", "content/articles/2023/"),
    ),
    Mistake(
        "an article that is there already",
        here(GOOD.replace("2023/06/08/third", "2023/04/20/second")),
        f"{HERE}:3:1",
        "content/articles/2023/2023-04-20-herald-second-round.md has the same 'url' already",
        "url: https",
        lambda message, _text: {} if "delete one of the two files" in message else here(GOOD),
    ),
    Mistake(
        "a correction of words that are not there",
        here(corrected("  - text: vote on 18th June\n    date: 2023-06-19\n")),
        f"{HERE}:7:11",
        "does not occur in the article",
        "vote on",
        write_in_place_of("vote on 18th June", "Did you mean '(.*?)'"),
    ),
    Mistake(
        "an actor whose id is misspelt",
        here(corrected("  - text: Helena Marchetti\n    actor: helena-marcheti\n")),
        f"{HERE}:8:12",
        "'helena-marcheti' is not among the files of actors/",
        "helena",
        write_in_place_of("helena-marcheti", r"Did you mean '(\S+)'"),
    ),
    Mistake(
        "the original's text without a word about rights",
        here(GOOD.replace("2023-06-08\n---", "2023-06-08\ntext: full\n---")),
        f"{HERE}:6:7",
        "the key 'rights' is missing, which 'text: full' needs",
        "full",
        lambda message, text: here(text.replace("text: full", "text: full\n" + written(message, "Add '(.*?)'"))),
    ),
    Mistake(
        "the original pasted for a summary",
        here(f"---\n{PASTED}---\n{COURIER}"),
        f"{HERE}:7:1",
        "this summary has 490 words, as many as a whole article",
        "The Deep Sea",
        lambda message, _text: here(GOOD) if "of your own" in message else {},
    ),
]


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory, closed: Path) -> Repository:
    repository = start(tmp_path_factory.mktemp("mistakes"), closed)
    repository.git("switch", "--create", "contribution")
    return repository


def hand_in(repository: Repository, files: Files) -> Said:
    """What `check` says of a contribution that is these files and no others."""
    repository.git("checkout", ".")
    repository.git("clean", "--force", "-d", "content")
    for path, data in files.items():
        (repository.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (repository.folder / path).write_bytes(data)
    return repository.explainer("check", "--since", "main")


def test_what_is_right_is_left_alone(handed_in: Repository) -> None:
    """Else a remedy would have nothing to lead to."""
    assert hand_in(handed_in, here(GOOD)) == Said(0, "", "No problem found.\n")


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_whoever_does_what_is_said_is_done(handed_in: Repository, mistake: Mistake) -> None:
    said = hand_in(handed_in, mistake.files)
    assert said.status == 1
    rows = said.out.splitlines()
    places = [row.split(": ")[0] for row in rows]
    assert places.count(mistake.place) == 1, said.out
    at = places.index(mistake.place)
    message = re.sub(r" \[\w+: [\w-]+\]$", "", rows[at]).removeprefix(f"{mistake.place}: ")
    assert mistake.says in message
    if mistake.at is not None:
        source, caret = rows[at + 1], rows[at + 2]
        assert caret.strip() == "^"
        assert source[caret.index("^") :].startswith(mistake.at)
    ((_, data),) = mistake.files.items()
    mended = mistake.remedy(message, data.decode("utf-8", "replace"))
    done = hand_in(handed_in, mended)
    assert (done.status, done.out) == (0, ""), done.out
