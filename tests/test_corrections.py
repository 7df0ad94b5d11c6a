"""Corrections: what an editor says of a piece of an article changes the reading, or is named as idle."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.archive.account import Archive
from builder.cli import main
from builder.content.folder import read_content
from builder.problems import Problem
from builder.settings import Settings
from builder.site import build_archive, build_site, check_content

ACTORS = {
    "ingrid-solheim": "---\nname: Ingrid Solheim\nkind: person\naliases: [La Signora]\n---\nShe.\n",
    "tomas-solheim": "---\nname: Tomas Solheim\nkind: person\n---\nHe.\n",
}
BODY = (
    "Ingrid Solheim, the chief negotiator, said that the Harbour Council would publish its figures in May. "
    "La Signora left Bergen on 3 March. "
    "The Harbour Council and the Deep Sea Federation held talks in Bergen on 14 March. "
    "A patrol boat cut the nets last spring. It rained."
)
SEVERAL = (
    "corrections:\n  - text: La Signora\n    actor: ingrid-solheim\n  - text: last spring\n    date: 2021-21\n"
    "  - text: It rained\n    drop_event: true\n"
)


def write(folder: Path, corrections: str, body: str = BODY) -> Path:
    content = folder / "content"
    for name, text in ACTORS.items():
        (content / "actors").mkdir(parents=True, exist_ok=True)
        (content / "actors" / f"{name}.md").write_text(text, "utf-8")
    (content / "articles").mkdir(exist_ok=True)
    front = "title: Talks\nurl: https://news.example/1\npublisher: Post\npublished: 2023-03-20\n"
    (content / "articles" / "talks.md").write_text(f"---\n{front}{corrections}---\n{body}\n", "utf-8")
    (folder / "mkdocs.yml").write_text("site_name: Talks\ndocs_dir: content\nplugins: [explainer]\n", "utf-8")
    return content


def resolve(content: Path) -> Archive:
    read = read_content(content)
    assert read.problems == ()
    return build_archive(read, Settings())


def problems_of(folder: Path, piece: str, verdict: str) -> tuple[Problem, ...]:
    return resolve(write(folder, f"corrections:\n  - text: {piece}\n    {verdict}\n")).problems


@pytest.mark.parametrize(
    ("piece", "verdict"),
    [
        ("3 March", "date: 2022-03-03"),
        ("last spring", "date: 2021-21"),
        ("It rained", "date: 2023-03-19"),
        ("La Signora", "actor: tomas-solheim"),
        ("A patrol boat", "actor: tomas-solheim"),
        ("Deep Sea Federation", "not_an_actor: true"),
        ("held talks in Bergen", "drop_event: true"),
        ("cut the nets", "status: alleged"),
        ("held talks in Bergen", "status: denied"),
    ],
)
def test_correction_that_changes_something_is_no_problem(tmp_path: Path, piece: str, verdict: str) -> None:
    assert problems_of(tmp_path, piece, verdict) == ()


@pytest.mark.parametrize(
    ("piece", "verdict", "why"),
    [
        ("3 March", "date: 2023-03-03", "the date there is read as 2023-03-03 without it"),
        ("La Signora", "actor: ingrid-solheim", "the name there is read as ingrid-solheim without it"),
        ("Ingrid Solheim", "actor: ingrid-solheim", "the name there is read as ingrid-solheim without it"),
        ("It rained", "not_an_actor: true", "no name is read there without it"),
        ("It rained", "drop_event: true", "no event is read there without it"),
        ("It rained", "status: denied", "no event is read there, or one that is 'denied' without it"),
        ("held talks in Bergen", "status: happened", "no event is read there, or one that is 'happened' without it"),
    ],
)
def test_correction_that_changes_nothing_is_named(tmp_path: Path, piece: str, verdict: str, why: str) -> None:
    (problem,) = problems_of(tmp_path, piece, verdict)
    assert (problem.path, problem.line, problem.column) == ("content/articles/talks.md", 7, 11)
    assert (problem.code, problem.severity) == ("correction-idle", "warning")
    assert problem.message == f"the correction of '{piece}' has no effect: {why}"
    assert problem.hint.startswith("Delete the correction")


def test_each_correction_is_judged_by_itself(tmp_path: Path) -> None:
    problems = resolve(write(tmp_path, SEVERAL)).problems
    assert [(p.line, p.column) for p in problems] == [(7, 11), (11, 11)]


def test_the_second_of_two_that_say_the_same_is_idle(tmp_path: Path) -> None:
    twice = "corrections:\n" + "  - text: cut the nets\n    status: alleged\n" * 2
    assert [problem.line for problem in resolve(write(tmp_path, twice)).problems] == [9]


def test_places_stay_true_when_a_correction_is_withheld(tmp_path: Path) -> None:
    """A correction that holds a name which is not to be named is left out; the others are where they were."""
    site = build_site(write(tmp_path, SEVERAL), Settings(do_not_name=("La Signora",)))
    assert [problem.line for problem in site.problems if problem.code == "correction-idle"] == [11]
    assert "Signora" not in "".join(map(str, site.problems))


def test_check_names_idle_corrections(tmp_path: Path) -> None:
    write(tmp_path, SEVERAL)
    checked = CliRunner().invoke(main, ["check", "-f", str(tmp_path / "mkdocs.yml")])
    assert checked.exit_code == 1
    assert "content/articles/talks.md:7:11: the correction of 'La Signora' has no effect" in checked.stdout
    assert "[warning: correction-idle]" in checked.stdout


def test_check_reads_no_article_where_there_is_no_word_of_an_editor_to_judge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("articles were read")

    monkeypatch.setattr("builder.site.read_articles", fail)
    assert check_content(write(tmp_path, ""), Settings()) == ()
    with pytest.raises(AssertionError):
        check_content(write(tmp_path, SEVERAL), Settings())
