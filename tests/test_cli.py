"""The command as people call it: what it prints, how it ends, and that it never ends in a traceback."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from builder.cli import main

ARCHIVES = Path(__file__).parent / "archives"
FISHERY = ARCHIVES / "fishery" / "mkdocs.yml"
SECOND_ROUND = ARCHIVES / "fishery" / "content" / "articles" / "2023" / "2023-04-20-herald-second-round.md"
CUT_NETS = ARCHIVES / "fishery" / "content" / "articles" / "2023" / "2023-03-07-courier-cut-nets.md"

KEYS = [
    "id", "path", "title", "publisher", "published", "text",
    "furniture", "sentences", "dates", "mentions", "roles", "quotes", "events", "rounds", "terms", "positions",
]  # fmt: skip


def run(*arguments: str | Path, given: str | None = None) -> Result:
    """Call the command; a fault of ours, which would be a traceback, fails the test."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], input=given)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def rows(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def check_spans(row: dict[str, Any]) -> int:
    """Every place is within the text and holds exactly what it says; how many there are."""
    text = row["text"]
    places = [item for kind in KEYS[6:] for item in row[kind]]
    for item in places:
        assert 0 <= item["start"] < item["end"] <= len(text)
        if "text" in item:
            assert text[item["start"] : item["end"]] == item["text"]
    for quote in row["quotes"]:
        if quote["speaker_start"] is not None:
            assert 0 <= quote["speaker_start"] < quote["speaker_end"] <= len(text)
    return len(places)


# findings


def test_findings_of_an_article() -> None:
    (row,) = rows(run("findings", "-f", FISHERY, SECOND_ROUND))
    assert list(row) == KEYS
    assert (row["id"], row["path"]) == ("2023-04-20-herald-second-round", str(SECOND_ROUND))
    assert (row["title"], row["publisher"]) == ("Second round yields a figure for cod", "Tarn Coast Herald")
    assert row["published"] == "2023-04-20"
    assert row["text"] == SECOND_ROUND.read_text(encoding="utf-8").split("\n---\n", 1)[1]
    assert check_spans(row) > 20
    assert {"helena-marchetti", "skarra-islands-council"} <= {m["actor"] for m in row["mentions"]}


def test_findings_of_several_files_come_in_their_order() -> None:
    found = rows(run("findings", "-f", FISHERY, SECOND_ROUND, CUT_NETS, SECOND_ROUND))
    assert [row["path"] for row in found] == [str(SECOND_ROUND), str(CUT_NETS), str(SECOND_ROUND)]
    assert all(check_spans(row) for row in found)


def test_furniture_is_set_aside() -> None:
    (row,) = rows(run("findings", "-f", FISHERY, CUT_NETS))
    start = row["text"].index("Follow us on:")
    reasons = [piece["reason"] for piece in row["furniture"] if piece["start"] < start]
    assert reasons == ["image", "caption", "credit"]
    assert [piece["start"] for piece in row["furniture"]][3] == start
    for kind in ("dates", "mentions", "quotes", "events", "sentences"):
        assert all(item["end"] <= start for item in row[kind])


def test_plain_text_with_its_day(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("آ 😀 Ingrid Solheim arrived in Bergen on Sunday.\n", encoding="utf-8")
    (row,) = rows(run("findings", "-f", tmp_path / "none.yml", "--published", "2021-07-18", path))
    assert row["text"] == "آ 😀 Ingrid Solheim arrived in Bergen on Sunday.\n"
    assert [(d["text"].removeprefix("on "), d["first"], d["last"]) for d in row["dates"]] == [
        ("Sunday", "2021-07-18", "2021-07-18")
    ]
    assert "Ingrid Solheim" in [m["text"] for m in row["mentions"]]
    assert check_spans(row) > 2


def test_raw_text_is_taken_whole(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text("---\nkey: value\n---\nThey met on Sunday.\nFollow us on:\n", encoding="utf-8")
    (row,) = rows(run("findings", "-f", tmp_path / "none.yml", "--raw", "--published", "2021-07-18", path))
    assert row["text"] == "---\nkey: value\n---\nThey met on Sunday.\nFollow us on:\n"
    assert row["furniture"] == []


def test_jsonl_is_answered_in_its_order(tmp_path: Path) -> None:
    given = [
        {"id": f"n{number}", "published": f"2021-07-{number:02d}", "text": f"They met in Bergen yesterday, {number}."}
        for number in (18, 3, 11)
    ]
    lines = "\n\n".join(json.dumps(item) for item in given)
    found = rows(run("findings", "-f", tmp_path / "none.yml", "--jsonl", "-", given=lines))
    assert [row["id"] for row in found] == ["n18", "n3", "n11"]
    assert [row["dates"][0]["value"] for row in found] == ["2021-07-17", "2021-07-02", "2021-07-10"]
    assert [row["text"] for row in found] == [item["text"] for item in given]
    assert all(check_spans(row) for row in found)


def test_jsonl_file_keeps_title_publisher_and_any_id(tmp_path: Path) -> None:
    path = tmp_path / "given.jsonl"
    item = {"id": 7, "published": "2021-07-18T10:00:00Z", "text": "It rained.", "title": "Rain", "publisher": "Outlet"}
    path.write_text(json.dumps(item) + "\n", encoding="utf-8")
    (row,) = rows(run("findings", "--jsonl", path))
    assert (row["id"], row["title"], row["publisher"], row["published"]) == (7, "Rain", "Outlet", "2021-07-18")


PAGE = """<!DOCTYPE html><html><head><title>Crews meet islanders</title>
<meta property="article:published_time" content="2023-04-20T08:00:00Z"><style>p {{ color: red }}</style></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Crews meet islanders</h1>
<p>The Deep Sea Crews Federation and the islands' council held talks in Bergen on Tuesday, the mediator said.</p>
<p>Ingrid Solheim, the chief negotiator, called the meeting a beginning and said that it would go on for weeks.</p>
<p>The delegations had arrived on Monday evening, after a crossing that took eleven hours because of the storm.</p>
</article><script>var tracked = 1;</script><footer>Imprint and so on</footer></body></html>
"""


def test_saved_page(tmp_path: Path) -> None:
    path = tmp_path / "saved.html"
    path.write_text(PAGE, encoding="utf-8")
    (row,) = rows(run("findings", "-f", tmp_path / "none.yml", path))
    assert row["published"] == "2023-04-20"
    assert row["title"] == "Crews meet islanders"
    assert "held talks in Bergen on Tuesday" in row["text"]
    assert "tracked" not in row["text"]
    assert "<p>" not in row["text"]
    assert "2023-04-18" in [d["value"] for d in row["dates"]]
    assert check_spans(row) > 5


def test_given_day_goes_before_the_saved_pages(tmp_path: Path) -> None:
    path = tmp_path / "saved.html"
    path.write_text(PAGE, encoding="utf-8")
    (row,) = rows(run("findings", "-f", tmp_path / "none.yml", "--published", "2023-04-27", path))
    assert row["published"] == "2023-04-27"
    assert "2023-04-25" in [d["value"] for d in row["dates"]]


# render


def test_render_prints_a_page() -> None:
    result = run("render", "-f", FISHERY, "rounds/bergen-2023-01")
    assert result.exit_code == 0
    assert result.stdout.startswith("# First round, Bergen, January 2023\n")
    assert "[Helena Marchetti](../actors/helena-marchetti.md)" in result.stdout


@pytest.mark.parametrize("uri", ["timeline/", "timeline", "/timeline/index.md", "timeline/index"])
def test_render_takes_an_address_in_any_form(uri: str) -> None:
    assert run("render", "-f", FISHERY, uri).stdout.startswith("# Timeline\n")


def test_render_of_home() -> None:
    assert run("render", "-f", FISHERY, "/").stdout.startswith("# Where the talks stand\n")


def test_render_all_writes_what_render_prints(tmp_path: Path) -> None:
    result = run("render", "-f", FISHERY, "--all", tmp_path / "pages")
    assert result.exit_code == 0
    written = sorted(path.relative_to(tmp_path / "pages").as_posix() for path in (tmp_path / "pages").rglob("*.md"))
    assert f"{len(written)} pages written" in result.stderr
    assert {"index.md", "about.md", "timeline/index.md", "actors/helena-marchetti.md"} <= set(written)
    one = run("render", "-f", FISHERY, "actors/helena-marchetti").stdout
    assert (tmp_path / "pages" / "actors" / "helena-marchetti.md").read_text(encoding="utf-8") == one


# check


def test_check_of_good_content() -> None:
    result = run("check", "-f", FISHERY)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "No problem found." in result.stderr


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    shutil.copytree(ARCHIVES / "bare", tmp_path / "bare")
    bad = "---\ntitle: Bad\nurl: https://example.org/bad\npublisher: P\npublished: 2021-06-31\n---\nText.\n"
    (tmp_path / "bare" / "content" / "articles" / "bad.md").write_text(bad, encoding="utf-8")
    return tmp_path / "bare" / "mkdocs.yml"


def test_check_names_place_and_remedy(spoilt: Path) -> None:
    result = run("check", "-f", spoilt)
    assert result.exit_code == 1
    assert result.stdout.startswith("content/articles/bad.md:5:12: ")
    assert "June 2021 has 30 days" in result.stdout
    assert result.stderr == "1 error.\n"


def test_check_for_machines(spoilt: Path) -> None:
    (problem,) = json.loads(run("check", "-f", spoilt, "--format", "json").stdout)
    assert (problem["path"], problem["line"], problem["severity"]) == ("content/articles/bad.md", 5, "error")
    annotation = run("check", "-f", spoilt, "--format", "github").stdout
    assert annotation.startswith("::error file=content/articles/bad.md,line=5,col=12,")


# schema


def test_schema_of_one_kind_and_of_all() -> None:
    every = json.loads(run("schema").stdout)
    assert json.loads(run("schema", "article").stdout) == every["article"]
    assert {"title", "url", "publisher", "published"} <= set(every["article"]["required"])


# What goes wrong


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["findings"], 2, "Name a file"),
        (["findings", "missing.md"], 2, "missing.md"),
        (["findings", "note.txt"], 1, "--published"),
        (["findings", "--published", "yesterday", "note.txt"], 1, "YYYY-MM-DD"),
        (["findings", "--published", "2021-02-30", "note.txt"], 1, "2021-02-30"),
        (["findings", "--published", "2021-02-03", "latin.txt"], 1, "UTF-8"),
        (["findings", "bad.md"], 1, "'publisher' is missing"),
        (["findings", "--jsonl", "wrong.jsonl"], 1, "wrong.jsonl:2"),
        (["findings", "--jsonl", "list.jsonl"], 1, "list.jsonl:1"),
        (["findings", "--jsonl", "number.jsonl"], 1, "must be text"),
        (["findings", "--jsonl", "day.jsonl"], 1, "day.jsonl:1"),
        (["render"], 2, "--all"),
        (["render", "about", "--all", "x"], 2, "--all"),
        (["render", "about", "-f", "none.yml"], 1, "none.yml"),
        (["render", "about", "-f", "broken.yml"], 1, "broken.yml"),
        (["render", "about", "-f", "list.yml"], 1, "list.yml"),
        (["render", "about", "-f", "homeless.yml"], 1, "homeless"),
        (["render", "actors/nobody", "-f", str(FISHERY)], 1, "actors/nobody"),
        (["check", "-f", "none.yml"], 1, "none.yml"),
        (["check", "-f", "limit.yml"], 1, "quote_limit"),
        (["check", "--format", "xml"], 2, "xml"),
        (["identify", "-f", "none.yml"], 1, "none.yml"),
        (["schema", "boat"], 2, "boat"),
        (["fish"], 2, "fish"),
    ],
)
def test_errors_are_sentences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], status: int, said: str
) -> None:
    files = {
        "note.txt": "They met.",
        "bad.md": "---\ntitle: T\nurl: https://example.org/\npublished: 2021-01-01\n---\nText.\n",
        "wrong.jsonl": '{"id": 1, "published": "2021-01-01", "text": "x"}\n{"id": 2}\n', "list.jsonl": "[1]\n",
        "number.jsonl": '{"id": 1, "published": 2021, "text": "x"}\n',
        "day.jsonl": '{"id": 1, "published": "soon", "text": "x"}\n',
        "broken.yml": "a: [", "list.yml": "- a\n", "homeless.yml": "docs_dir: homeless\n",
        "limit.yml": "docs_dir: .\nplugins:\n  - explainer:\n      quote_limit: {fish: 3}\n",
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9")
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == status
    assert said in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize("command", ["", "check", "diff", "findings", "identify", "render", "schema"])
def test_help_is_there(command: str) -> None:
    result = run(*filter(None, [command]), "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.stdout
    assert not command or "Example: explainer" in result.stdout


def test_command_is_installed_and_prints_any_script() -> None:
    """In a process of its own, in an ASCII locale."""
    path = ARCHIVES / "fishery" / "content" / "articles" / "2023" / "2023-03-12-sedaye-darya-vote.md"
    done = subprocess.run(
        [sys.executable, "-c", "from builder.cli import main; main()", "findings", str(path)],
        env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONPATH": str(ARCHIVES.parent.parent)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout.decode("utf-8"))["title"] == "رأی‌گیری صیادان استویک درباره ماندن در بندر"


# review


ALIKE = """\
---
title: Of Feng
url: https://example.org/{name}
publisher: Outlet
published: {day}
---
{name}, the mediator, arrived in Bergen.
"""


@pytest.fixture
def alike(tmp_path: Path) -> Path:
    """An archive in which one man may have two names."""
    articles = tmp_path / "content" / "articles"
    articles.mkdir(parents=True)
    for day, name in (("2023-01-02", "Gao Feng"), ("2023-01-03", "Feng Gao")):
        text = ALIKE.format(name=name, day=day).replace("example.org/" + name, "example.org/" + day)
        (articles / f"{day}-outlet.md").write_text(text, encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Talks\ndocs_dir: content\nplugins: [explainer]\n", encoding="utf-8"
    )
    return tmp_path / "mkdocs.yml"


def test_review_names_pairs_and_whom_nobody_checked(alike: Path) -> None:
    result = run("review", "-f", alike)
    assert result.exit_code == 0
    assert "1 pair of names may be one actor." in result.stdout
    assert "Outlet, 2023-01-02: Gao Feng, the mediator, arrived in Bergen" in result.stdout
    assert "2 actors without an editor's entry." in result.stdout


@pytest.mark.parametrize("heading", ["  If they are one: ", "  If they are two: "])
def test_what_review_says_to_run_decides(alike: Path, heading: str) -> None:
    lines = run("review", "-f", alike).stdout.splitlines()
    (command,) = [line.removeprefix(heading) for line in lines if line.startswith(heading)]
    assert run(*command.split()[1:], "-f", alike).exit_code == 0
    assert run("check", "-f", alike).exit_code == 0
    after = json.loads(run("review", "-f", alike, "--format", "json").stdout)
    assert after["suggestions"] == []
    assert len(after["unchecked"]) == (0 if "one" in heading else 1)


def test_review_as_json(alike: Path) -> None:
    (pair,) = json.loads(run("review", "-f", alike, "--format", "json").stdout)["suggestions"]
    assert {pair["one"]["name"], pair["other"]["name"]} == {"Gao Feng", "Feng Gao"}
    assert 0 < pair["score"] <= 1
    assert pair["one"]["sentence"].startswith(pair["one"]["name"])


def test_review_prints_no_more_than_asked(alike: Path) -> None:
    rows = json.loads(run("review", "-f", alike, "--format", "json", "--most", "1").stdout)
    assert [len(rows[key]) for key in ("suggestions", "unchecked")] == [1, 1]
    assert run("review", "-f", alike, "--most", "-1").exit_code == 2
