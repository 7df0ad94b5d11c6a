"""Starting another archive: from answers and templates to a folder that builds."""

from __future__ import annotations

import os
import pty
import select
import stat
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup

from builder.cli import main
from builder.configuration import read_configuration
from builder.content.folder import read_content
from builder.site import check_content
from builder.starting import skeleton
from builder.starting.answers import (
    LICENCES,
    Answers,
    Party,
    default_site_url,
    read_address,
    read_party,
    read_printed,
    read_requirement,
    read_round_word,
)
from builder.starting.compose import compose_archive
from builder.starting.installed import is_here_only, requirement_of
from builder.starting.place import refuse_place, write_archive
from builder.starting.skeleton import quote_yaml, render_template, skeleton_folder, template_paths

ANSWERS = Answers(
    name="Milk price talks",
    topic="the talks about the price of milk",
    maintainer="Ada Lind",
    licence="CC-BY-4.0",
    requirement="explainer-archive==1.0",
    parties=(Party("Dairy Farmers' League", "organisation"), Party("Norr", "state")),
    round_words=("hearing",),
    languages=("en", "fr"),
    site_url="https://ada.github.io/milk",
    repo_url="https://github.com/ada/milk",
)
GIVEN = [
    *("--name", "Milk price talks", "--topic", "the talks about the price of milk"),
    *("--maintainer", "Ada Lind", "--licence", "CC-BY-4.0"),
]


def start(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["new", str(folder), *options])


def read_files(folder: Path) -> dict[str, str]:
    """Text by path of every file in `folder`, but for git's own."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }


# Templates


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for templates of a test's own."""
    monkeypatch.setattr(skeleton, "skeleton_folder", lambda: tmp_path)
    skeleton._environment.cache_clear()
    yield tmp_path
    skeleton._environment.cache_clear()


def test_templates_with_hidden_names_are_found() -> None:
    paths = template_paths()
    assert ".gitignore" in paths
    assert all((skeleton_folder() / path).is_file() for path in paths)


def test_what_other_programs_write_in_braces_stays(templates: Path) -> None:
    (templates / "a.yml").write_text("run: ${{ github.sha }} {% raw %} {# no #} [[ install ]]\n")
    rendered = render_template("a.yml", {"install": Markup("pip install .")})
    assert rendered == "run: ${{ github.sha }} {% raw %} {# no #} pip install .\n"


@pytest.mark.parametrize(
    ("path", "expected"),
    [("a.yml", 'x: "a: \\"b\\" # [c](d)"'), ("a.md", 'x: a: "b" # \\[c\\](d)')],
)
def test_what_was_typed_is_escaped_by_the_kind_of_file(templates: Path, path: str, expected: str) -> None:
    (templates / path).write_text("x: [[ name ]]")
    assert render_template(path, {"name": 'a: "b" # [c](d)'}) == expected


def test_what_was_typed_is_refused_where_nothing_escapes_it(templates: Path) -> None:
    (templates / "run.sh").write_text("echo [[ name ]]")
    with pytest.raises(TypeError, match="typed"):
        render_template("run.sh", {"name": "$(reboot)"})


def test_a_value_that_is_missing_is_an_error(templates: Path) -> None:
    (templates / "a.md").write_text("[[ name ]]")
    with pytest.raises(UndefinedError):
        render_template("a.md", {})


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_quoted_text_is_read_back_to_the_letter(text: str) -> None:
    assert yaml.safe_load(f"x: {quote_yaml(text)}") == {"x": text}


# Answers


@pytest.mark.parametrize(
    ("read", "text", "expected"),
    [
        (read_printed, "  Fish &  chips ", "Fish & chips"),
        (read_party, "organisation: Dairy: the League", Party("Dairy: the League", "organisation")),
        (read_party, "Country:Norr", Party("Norr", "state")),
        (read_round_word, " Hearing", "hearing"),
        (read_address, "https://example.org/a/", "https://example.org/a"),
        (read_requirement, "explainer-archive == 1.0", "explainer-archive==1.0"),
        (
            read_requirement,
            "explainer-archive @ git+https://example.org/e.git@v1",
            "explainer-archive @ git+https://example.org/e.git@v1",
        ),
    ],
)
def test_answer_is_understood(read: Callable[[str], object], text: str, expected: object) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("read", "text", "found", "todo"),
    [
        (read_printed, "", "empty", "Write something"),
        (read_printed, "a\x1b[2Jb", "U+001B", "type it anew"),
        (read_printed, "a\nb", "more than one line", "one line"),
        (read_printed, "x" * 121, "121 characters", "under 120"),
        (read_printed, "<script>", "<", "without"),
        (read_printed, 'a" onload="b', '"', "without"),
        (read_party, "Dairy League", "does not begin with a kind", "organisation"),
        (read_party, "club: Dairy League", "does not begin with a kind", "organisation"),
        (read_party, "person: ???", "no letter", "as articles do"),
        (read_round_word, "public hearing", "not a single word", "noun alone"),
        (read_address, "example.org", "not a web address", "https://"),
        (read_address, "javascript:alert(1)", "not a web address", "https://"),
        (read_requirement, "--index-url https://evil.example", "nothing that pip", "explainer-archive"),
        (read_requirement, "-r other.txt", "nothing that pip", "explainer-archive"),
    ],
)
def test_bad_answer_is_refused_with_what_to_do(read: Callable[[str], object], text: str, found: str, todo: str) -> None:
    with pytest.raises(ValueError, match=r".") as raised:
        read(text)
    assert found in str(raised.value)
    assert todo in str(raised.value)


@pytest.mark.parametrize(
    ("repository", "site"),
    [
        ("https://github.com/Ada/milk", "https://ada.github.io/milk"),
        ("https://github.com/ada/milk.git", "https://ada.github.io/milk"),
        ("https://github.com/Ada/ada.github.io", "https://ada.github.io"),
        ("https://gitlab.com/ada/milk", "https://ada.gitlab.io/milk"),
        ("https://gitlab.com/ada/group/milk", None),
        ("https://github.com/ada", None),
        ("https://git.example.org/ada/milk", None),
        ("", None),
    ],
)
def test_address_of_the_pages_of_a_repository(repository: str, site: str | None) -> None:
    assert default_site_url(repository) == site


# What Explainer was installed from


class Installed:
    """A distribution of which `record` is what pip wrote down."""

    version = "1.0"
    metadata: Mapping[str, str] = {"Name": "explainer-archive"}

    def __init__(self, record: str | None) -> None:
        self._record = record

    def read_text(self, name: str) -> str | None:
        return self._record if name == "direct_url.json" else None


@pytest.mark.parametrize(
    ("record", "requirement"),
    [
        (None, "explainer-archive==1.0"),
        (
            '{"url": "https://example.org/e.git", "vcs_info": {"vcs": "git", "commit_id": "0a1b"}}',
            "explainer-archive @ git+https://example.org/e.git@0a1b",
        ),
        (
            '{"url": "https://example.org/e.whl", "archive_info": {}}',
            "explainer-archive @ https://example.org/e.whl",
        ),
        ('{"url": "file:///opt/e", "dir_info": {"editable": true}}', "explainer-archive @ file:///opt/e"),
    ],
)
def test_requirement_is_what_was_installed(record: str | None, requirement: str) -> None:
    assert requirement_of(Installed(record)) == requirement  # type: ignore[arg-type]
    assert read_requirement(requirement) == requirement
    assert is_here_only(requirement) == ("file:" in requirement)


# Files

HOSTILE = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)


def readable(read: Callable[[str], object]) -> Callable[[str], bool]:
    def is_taken(text: str) -> bool:
        try:
            read(text)
        except ValueError:
            return False
        return True

    return is_taken


PRINTED = HOSTILE.filter(readable(read_printed)).map(read_printed)


@given(name=PRINTED, topic=PRINTED, maintainer=PRINTED, licence=st.sampled_from(LICENCES))
def test_what_was_typed_stands_in_the_configuration_to_the_letter(
    name: str, topic: str, maintainer: str, licence: str
) -> None:
    answers = Answers(name, topic, maintainer, licence, "explainer-archive==1.0")  # type: ignore[arg-type]
    settings = yaml.safe_load(compose_archive(answers)["mkdocs.yml"])
    assert (settings["site_name"], settings["site_author"]) == (name, maintainer)
    assert settings["plugins"][1]["explainer"] == {"topic": topic}
    assert maintainer in settings["copyright"]


@given(HOSTILE.map("organisation: ".__add__).filter(readable(read_party)))
def test_any_party_becomes_an_actor_without_a_problem(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    party = read_party(text)
    files = compose_archive(Answers("A", "b", "C", "none", "explainer-archive==1.0", (party,)))
    folder = tmp_path_factory.mktemp("party")
    write_archive(folder / "archive", files)
    content = read_content(folder / "archive" / "content")
    assert content.problems == ()
    assert [(actor.id, actor.data.name, actor.data.kind) for actor in content.actors] == [
        (party.id, party.name, "organisation")
    ]


def test_settings_are_those_that_were_answered(tmp_path: Path) -> None:
    write_archive(tmp_path / "milk", compose_archive(ANSWERS))
    configuration = read_configuration(tmp_path / "milk" / "mkdocs.yml")
    assert configuration.settings.topic == ANSWERS.topic
    assert configuration.settings.round_words == ("hearing",)
    assert check_content(configuration.folder, configuration.settings) == ()
    files = read_files(tmp_path / "milk")
    settings = yaml.safe_load(files["mkdocs.yml"])
    assert settings["site_url"] == "https://ada.github.io/milk/"
    assert settings["edit_uri"] == "edit/main/content/"
    assert "explainer-archive==1.0" in files["requirements.txt"].splitlines()
    assert "Sources in other languages (fr)" in files["README.md"]
    assert "CC BY 4.0" in files["LICENSE"]


def test_no_file_leaves_a_hole() -> None:
    for path, text in compose_archive(ANSWERS).items():
        assert "[[" not in text.replace("if [[", ""), path
        assert "[%" not in text, path
        assert "None" not in text or path.endswith(".py"), path
        assert not text or (text.endswith("\n") and not text.endswith("\n\n")), path


def test_order_of_the_answers_does_not_matter() -> None:
    parties = ANSWERS.parties
    one = Answers("A", "b", "C", "none", "explainer-archive==1.0", parties)
    other = Answers("A", "b", "C", "none", "explainer-archive==1.0", parties[::-1])
    assert list(compose_archive(one).items()) == list(compose_archive(other).items())


# The place


@pytest.mark.parametrize("kind", ["absent", "empty", "repository"])
def test_archive_starts_where_nothing_is(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "milk"
    if kind != "absent":
        folder.mkdir()
    if kind == "repository":
        (folder / ".git").mkdir()
    assert refuse_place(folder) is None
    write_archive(folder, {"mkdocs.yml": "a\n", "content/actors/b.md": "b\n"})
    assert read_files(folder) == {"mkdocs.yml": "a\n", "content/actors/b.md": "b\n"}
    assert [path.name for path in tmp_path.iterdir()] == ["milk"]
    plain = tmp_path / "plain"
    plain.mkdir()
    assert stat.S_IMODE(folder.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


@pytest.mark.parametrize("kind", ["file", "full", "homeless"])
def test_nothing_is_written_where_something_is(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "milk"
    if kind == "file":
        folder.write_text("mine")
    elif kind == "full":
        folder.mkdir()
        (folder / "mine.txt").write_text("mine")
    else:
        folder = tmp_path / "nowhere" / "milk"
    before = sorted(tmp_path.rglob("*"))
    result = start(folder, *GIVEN)
    assert result.exit_code == 2
    assert "Name a new or an empty folder" in result.output
    assert sorted(tmp_path.rglob("*")) == before


def test_a_failure_halfway_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "milk"
    folder.mkdir()
    rename = Path.rename

    def fail_at_mkdocs(self: Path, target: Path) -> Path:
        if self.name == "mkdocs.yml":
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail_at_mkdocs)
    result = start(folder, *GIVEN)
    assert result.exit_code == 1
    assert "No space left on device" in result.output
    assert "Traceback" not in result.output
    assert list(tmp_path.iterdir()) == [folder]
    assert list(folder.iterdir()) == []


# The command


def test_what_is_missing_is_named_where_nobody_can_be_asked(tmp_path: Path) -> None:
    result = start(tmp_path / "milk", "--name", "Milk price talks")
    assert result.exit_code == 2
    assert "--topic, --maintainer, --licence" in result.output
    assert "--name," not in result.output
    assert not (tmp_path / "milk").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--party", "Dairy League"), "does not begin with a kind"),
        (("--party", "state: Norr", "--party", "organisation: norr"), "the same file, actors/norr.md"),
        (("--round-word", "public hearing"), "noun alone"),
        (("--language", "French, please"), "not a language code"),
        (("--site-url", "milk"), "not a web address"),
        (("--explainer", "-r x"), "nothing that pip can install"),
        (("--name", "\x1b[31mred"), "cannot be seen"),
        (("--licence", "WTFPL"), "CC-BY-4.0"),
    ],
)
def test_bad_option_is_refused(tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    result = start(tmp_path / "milk", *GIVEN, *options)
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())
    assert "\x1b" not in result.output
    assert not (tmp_path / "milk").exists()


def test_git_repository_is_made_only_if_asked_for(tmp_path: Path) -> None:
    assert start(tmp_path / "without", *GIVEN).exit_code == 0
    assert start(tmp_path / "with", *GIVEN, "--git").exit_code == 0
    assert not (tmp_path / "without" / ".git").exists()
    assert (tmp_path / "with" / ".git" / "HEAD").read_text().strip() == "ref: refs/heads/main"


def test_next_steps_are_told_in_words_that_can_be_copied(tmp_path: Path) -> None:
    result = start(tmp_path / "milk price", *GIVEN, "--explainer", "explainer-archive==1.0")
    assert f"cd '{tmp_path}/milk price'" in result.output
    assert "this machine" not in result.output
    local = start(tmp_path / "local", *GIVEN, "--explainer", "explainer-archive @ file:///opt/e")
    assert "nobody else can install" in local.output


def test_a_terminal_is_asked(tmp_path: Path) -> None:
    """Answers typed one after the other, two of them bad; what an option says is not asked for."""
    folder = tmp_path / "milk"
    typed = [
        *("", "Milk price talks", "the talks about the price of milk"),
        *("Dairy League", "organisation: Dairy League", "state: Norr", "state: norr", ""),
        *("hearing, review", "", "https://github.com/ada/milk", "", "mit", "cc0-1.0"),
    ]
    status, screen = type_into(["new", str(folder), "--maintainer", "Ada Lind"], typed)
    assert status == 0, screen
    assert "does not begin with a kind" in screen
    assert "would have the same file" in screen
    assert "Traceback" not in screen
    settings = yaml.safe_load((folder / "mkdocs.yml").read_text(encoding="utf-8"))
    assert settings["site_url"] == "https://ada.github.io/milk/"
    assert settings["plugins"][1]["explainer"]["round_words"] == ["hearing", "review"]
    assert {path.stem for path in (folder / "content" / "actors").iterdir()} == {"dairy-league", "norr"}
    assert "CC0" in (folder / "LICENSE").read_text(encoding="utf-8")


def type_into(arguments: list[str], lines: list[str]) -> tuple[int, str]:
    """Exit status and screen of `explainer` on a terminal on which each line is typed once the last was answered."""
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-m", "builder.cli", *arguments])
    screen = b""
    waiting = list(lines)
    until = time.monotonic() + 60
    while time.monotonic() < until:
        ready, _, _ = select.select([terminal], [], [], 0.1)
        if ready:
            try:
                screen += os.read(terminal, 4096)
            except OSError:  # the other end is closed
                break
        elif waiting and screen.rstrip(b" ").endswith((b":", b"?")):
            os.write(terminal, waiting.pop(0).encode() + b"\n")
    os.close(terminal)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), screen.decode()
