"""What surrounds the code: the make targets, the wheel, and documents that keep up with the commands and keys."""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml
from mkdocs.config.config_options import SubConfig

import builder.content
from builder.cli import main
from builder.content.article import parse_article
from builder.content.front_matter import Metadata
from builder.plugin import ExplainerConfig

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "GUIDE.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def find_commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for child in command.list_commands(context):
            subcommand = command.get_command(context, child)
            assert subcommand is not None
            yield from find_commands(subcommand, f"{name} {child}")
    else:
        yield name, command


COMMANDS = dict(find_commands(main, "explainer"))


@pytest.mark.parametrize("name", COMMANDS)
def test_command_is_documented(name: str) -> None:
    assert re.search(rf"\b{name}\b", README + CONTRIBUTING)


@pytest.mark.parametrize(
    ("name", "option"),
    [
        (name, max(parameter.opts, key=len))
        for name, command in COMMANDS.items()
        for parameter in command.params
        if isinstance(parameter, click.Option) and not parameter.hidden
    ],
)
def test_option_is_documented_with_its_command(name: str, option: str) -> None:
    lines = [line for line in (README + "\n" + CONTRIBUTING).splitlines() if re.search(rf"\b{name}\b", line)]
    assert any(re.search(rf"{option}(?![\w-])", line) for line in lines), f"no line names both {name} and {option}"


@pytest.mark.parametrize("name", sorted(set(re.findall(r"[`/](explainer [a-z]+)\b", README + CONTRIBUTING))))
def test_documented_command_exists(name: str) -> None:
    assert name in COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_an_example_that_parses(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    command = COMMANDS[name]
    examples = find_examples(command)
    assert examples, f"the help of {name} has no 'Example:'"
    for example in examples:
        # A shell would put in the files that a pattern means.
        words = [file for word in shlex.split(example) for file in sorted(map(str, Path().glob(word))) or [word]]
        assert words[:2] == name.split(), example
        with command.make_context(name, words[2:]):
            pass


def find_examples(command: click.Command) -> list[str]:
    """The command lines of the help's example, a line that goes on in the next joined."""
    shown = (command.help or "").replace("\b", "").partition("Example:")[2]
    lines = shown.replace("\\\n", " ").split("\n\n")[0].splitlines()
    return [line.strip() for line in lines if line.strip()]


@pytest.mark.parametrize(
    ("name", "option"),
    [
        (name, parameter)
        for name, command in COMMANDS.items()
        for parameter in command.params
        if isinstance(parameter, click.Option) and not parameter.hidden
    ],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_option_says_what_it_does(name: str, option: click.Option) -> None:
    assert option.help or isinstance(option.type, click.Choice), f"{name} {option.opts[0]} has no help"


@pytest.mark.parametrize("setting", [name for name, _ in ExplainerConfig._schema])
def test_setting_is_documented_with_its_default(setting: str) -> None:
    (row,) = re.findall(rf"^\| `{setting}` \|([^|]*)\|", README, re.MULTILINE)
    default = dict(ExplainerConfig._schema)[setting].default
    written = yaml.safe_load(row.strip().strip("`") or '""')
    assert written == default or isinstance(dict(ExplainerConfig._schema)[setting], SubConfig)


def find_models(model: type[Metadata]) -> Iterator[type[Metadata]]:
    for child in model.__subclasses__():
        yield child
        yield from find_models(child)


def find_keys() -> list[str]:
    """`Model.key` of everything that contributors may write."""
    for module in pkgutil.walk_packages(builder.content.__path__, "builder.content."):
        importlib.import_module(module.name)
    return sorted(
        {
            f"{model.__name__}.{field.alias or key}"
            for model in find_models(Metadata)
            if model.__module__.startswith("builder.content.")
            for key, field in model.model_fields.items()
        }
    )


SECTIONS = {
    "ArticleMetadata": "## Front matter",
    "Correction": "### Corrections",
    "ActorMetadata": "**`content/actors/<id>.md`**",
    "CuratedRole": "**`content/actors/<id>.md`**",
    "RoundMetadata": "**`content/rounds/<id>.md`**",
    "CuratedParticipant": "**`content/rounds/<id>.md`**",
    "CuratedStatement": "**`content/rounds/<id>.md`**",
    "TermMetadata": "**`content/glossary/<id>.md`**",
    "EntryMetadata": "**`content/timeline/<id>.md`**",
    "CuratedOutcome": "**`content/timeline/<id>.md`**",
    "PlaceMetadata": "**`content/places.yml`**",
}
"""With what the section begins in which a model's keys are explained; a model that is not here may be anywhere."""


@pytest.mark.parametrize("key", find_keys())
def test_key_is_documented_with_its_kind(key: str) -> None:
    model, _, name = key.partition(".")
    section = CONTRIBUTING
    if model in SECTIONS and name != "formerly":  # which all kinds have, and a section of its own
        before, start, after = CONTRIBUTING.partition(SECTIONS[model])
        assert before
        assert start
        section = re.split(r"^(?:#{2,3} |\*\*`)", after, maxsplit=1, flags=re.MULTILINE)[0]
    assert re.search(rf"`{name}`|\b{name}:", section), f"{key} is not explained there"


def test_contributing_begins_with_adding_an_article() -> None:
    headings = re.findall(r"^#+ (.+)$", CONTRIBUTING, re.MULTILINE)
    assert headings[1] == "Add an article"


def test_the_article_to_copy_is_right() -> None:
    example = find_block(CONTRIBUTING, "markdown")
    article, problems = parse_article("content/articles/2021/example.md", "example", example)
    assert problems == []
    assert article


def test_the_corrections_to_copy_are_right() -> None:
    corrections = find_block(CONTRIBUTING, "yaml")
    words = "\n".join(re.findall(r"text: (.+)", corrections))
    example = find_block(CONTRIBUTING, "markdown").replace("\n---\n", f"\n{corrections}---\n{words}\n")
    article, problems = parse_article("content/articles/2021/example.md", "example", example)
    assert problems == []
    assert article
    assert len(article.corrections) == corrections.count("text:")


def find_block(document: str, language: str) -> str:
    """The first fenced block in `language`."""
    block = re.search(rf"^```{language}\n(.*?)^```$", document, re.MULTILINE | re.DOTALL)
    assert block
    return block[1]


def test_make_targets_are_documented() -> None:
    documented = set(re.findall(r"\bmake ([a-z]+)", README + CONTRIBUTING))
    assert set(find_targets()) - {"clean"} <= documented


def find_targets() -> list[str]:
    phony = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert phony
    return phony[1].split()


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
@pytest.mark.parametrize("target", ["site", "serve", "test", "lint", "clean"])
def test_make_target_works_out_its_recipe(target: str) -> None:
    assert target in find_targets()
    dry = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=False)
    assert dry.returncode == 0, dry.stderr


@pytest.mark.parametrize("script", ["apt", "chromium", "node", "python", "run"])
def test_script_can_be_run(script: str) -> None:
    assert os.access(ROOT / ".ci" / script, os.X_OK)


def test_python_too_old_is_said() -> None:
    asked = subprocess.run(
        [ROOT / ".ci" / "python"], env={**os.environ, "PYTHON": "false"}, capture_output=True, text=True, check=False
    )
    assert (asked.returncode, asked.stdout) == (1, "")
    assert "Python 3.11" in asked.stderr


def test_python_without_its_venv_module_is_said(tmp_path: Path) -> None:
    """As on Debian without python3-venv."""
    python = tmp_path / "a python"
    python.write_text('#!/bin/sh\ncase "$2" in *ensurepip*) exit 1 ;; *executable*) echo "$0" ;; esac\n')
    python.chmod(0o755)
    asked = subprocess.run(
        [ROOT / ".ci" / "python"],
        env={**os.environ, "PYTHON": str(python)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (asked.returncode, asked.stdout) == (1, "")
    assert "python3-venv" in asked.stderr


@pytest.mark.parametrize("program", ["chromium", "node"])
def test_program_that_does_not_run_is_said(program: str) -> None:
    asked = subprocess.run(
        [ROOT / ".ci" / program],
        env={**os.environ, program.upper(): "false"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (asked.returncode, asked.stdout) == (1, "")
    assert f"{program.upper()}=false" in asked.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built as `pip install` builds it, without the network: hatchling is a development dependency."""
    folder = tmp_path_factory.mktemp("wheel")
    build = f"from hatchling.build import build_wheel; build_wheel({str(folder)!r})"
    built = subprocess.run([sys.executable, "-c", build], cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (path,) = folder.glob("*.whl")
    return path


def find_files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def test_wheel_carries_all_that_it_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    carried = {
        *(path.relative_to(ROOT).as_posix() for path in find_files(ROOT / "builder")),
        *(f"builder/{path.relative_to(ROOT).as_posix()}" for path in find_files(ROOT / "site_templates")),
    }
    assert carried <= names
    assert any(name.startswith("builder/site_templates/pages/") for name in names)
    assert any(name.startswith("builder/site_templates/theme/") for name in names)
    assert any(name.startswith("builder/reading/words/") and name.endswith(".txt") for name in names)


def test_wheel_carries_code_and_licence_only(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
        metadata = f"explainer_archive-{version}.dist-info"
        licence = archive.read(f"{metadata}/licenses/LICENSE").decode()
        entry_points = archive.read(f"{metadata}/entry_points.txt").decode()
    assert {name.split("/")[0] for name in names} == {"builder", metadata}
    assert "MIT License" in licence
    assert "CC BY 4.0" in licence
    assert "explainer = builder.plugin:ExplainerPlugin" in entry_points
    assert "explainer = builder.cli:main" in entry_points


def test_a_new_archive_builds_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    """With what the wheel holds and no checkout in sight: empty, with one article, with three."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    options = 'new archive --name "Milk talks" --topic "the milk talks" --maintainer "Ada Lind" --licence CC0-1.0'
    run_installed(tmp_path, tmp_path, "builder.cli", *shlex.split(options), "--party", "state: Norr")
    folder = tmp_path / "archive"
    assert (folder / ".gitignore").is_file()
    run_installed(tmp_path, folder, "mkdocs", "build", "--strict")
    home = (folder / "site" / "index.html").read_text(encoding="utf-8")
    assert "the milk talks" in home
    assert "There are no articles here yet" in home
    example = find_block(CONTRIBUTING, "markdown")
    articles = folder / "content" / "articles" / "2021"
    articles.mkdir(parents=True)
    for number, day in enumerate(("2021-07-18", "2021-07-19", "2021-07-20")):
        text = example.replace("2021-07-18", day).replace("/2021/07/18/", f"/{day}/")
        (articles / f"{day}-example-talks-end.md").write_text(text, encoding="utf-8")
        if number != 1:
            run_installed(tmp_path, folder, "mkdocs", "build", "--strict")
    page = folder / "site" / "articles" / "2021-07-18-example-talks-end" / "index.html"
    assert "Headline as published" in page.read_text(encoding="utf-8")


def run_installed(installed: Path, folder: Path, module: str, *arguments: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-P", "-m", module, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(installed / "installed")},  # before the checkout on the path
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr


def test_the_article_to_copy_in_a_new_archive_is_right() -> None:
    contributing = (ROOT / "site_templates" / "new" / "CONTRIBUTING.md").read_text(encoding="utf-8")
    example, corrections = find_block(contributing, "markdown"), find_block(contributing, "yaml")
    words = "\n".join(re.findall(r"text: (.+)", corrections))
    for text in (example, example.replace("\n---\n", f"\n{corrections}---\n{words}\n")):
        article, problems = parse_article("content/articles/2021/example.md", "example", text)
        assert problems == []
        assert article


def find_tracked_files() -> list[Path]:
    try:
        listed = subprocess.run(
            ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    places = ["/home/[a-z]", "/Users/[A-Za-z]", "/root/", r"[A-Z]:\\Users\\"]
    if len(ROOT.parts) > 2:
        places.append(re.escape(f"{ROOT}/"))
    # Not in the middle of an address on the web.
    pattern = re.compile(rf"(?<![\w.%-])(?:{'|'.join(places)})".encode())
    found = [
        f"{path.relative_to(ROOT)}: {match[0].decode()}"
        for path in find_tracked_files()
        if path != Path(__file__)
        for match in pattern.finditer(path.read_bytes())
    ]
    assert found == []


@pytest.mark.parametrize("path", sorted((ROOT / "builder/reading/words").rglob("*.txt")), ids=lambda path: path.stem)
def test_word_list_says_where_it_comes_from(path: Path) -> None:
    head = [line for line in path.read_text(encoding="utf-8").splitlines()[:16] if line.startswith("#")]
    assert re.search(r"Source|[Cc]ollected|GeoNames", " ".join(head))
    assert re.search(r"Licence|CC BY", " ".join(head))
