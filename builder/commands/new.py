"""`explainer new`"""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import click

from builder.commands.archive import count
from builder.commands.asking import Answer, ask, ask_if_known, ask_several
from builder.problems import visible
from builder.starting.answers import (
    KINDS,
    LICENCES,
    Answers,
    Licence,
    Party,
    default_site_url,
    read_address,
    read_language,
    read_licence,
    read_party,
    read_printed,
    read_requirement,
    read_round_word,
    refuse_alike,
)
from builder.starting.compose import BRANCH, REQUIREMENTS, compose_archive
from builder.starting.installed import DISTRIBUTION, is_here_only, requirement_of
from builder.starting.place import refuse_place, write_archive

_LICENCE = f"What may others do with what you write? One of {', '.join(LICENCES)}"


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", type=Answer(read_printed), help="What the site is called.")
@click.option("--topic", type=Answer(read_printed), help="What is negotiated, as in a sentence: 'the harbour talks'.")
@click.option(
    "--party", "parties", type=Answer(read_party), multiple=True, metavar="KIND:NAME",
    help=f"Who negotiates; the kind is {', '.join(KINDS[:-1])} or {KINDS[-1]}. Can be repeated.",
)  # fmt: skip
@click.option(
    "--round-word", "round_words", type=Answer(read_round_word), multiple=True, metavar="NOUN",
    help="What sources call a meeting, beside 'talks', 'session' and their like. Can be repeated.",
)  # fmt: skip
@click.option(
    "--language", "languages", type=Answer(read_language), multiple=True, metavar="CODE",
    help="A language of the sources: 'en', 'fr'. Can be repeated.",
)  # fmt: skip
@click.option("--repo-url", type=Answer(read_address), metavar="ADDRESS", help="Where the repository will be.")
@click.option("--site-url", type=Answer(read_address), metavar="ADDRESS", help="Where the site will be.")
@click.option("--maintainer", type=Answer(read_printed), help="Who keeps the archive: a name that may be published.")
@click.option("--licence", type=click.Choice(LICENCES), help="What others may do with what is written for the archive.")
@click.option(
    "--explainer", "requirement", type=Answer(read_requirement), metavar="SPEC",
    help="What pip shall install as Explainer; by default what is installed here.",
)  # fmt: skip
@click.option("--git", "with_git", is_flag=True, help="Make the folder a git repository.")
def new(
    *,
    folder: Path,
    name: str | None,
    topic: str | None,
    parties: tuple[Party, ...],
    round_words: tuple[str, ...],
    languages: tuple[str, ...],
    repo_url: str | None,
    site_url: str | None,
    maintainer: str | None,
    licence: Licence | None,
    requirement: str | None,
    with_git: bool,
) -> None:
    """Start an archive of your own in DIR, which must be empty or not exist yet.

    On a terminal it asks for what no option says. The archive builds at once; what it tells comes from the articles
    that you then add.

    \b
    Example:
      explainer new harbour --name "Harbour talks" --topic "the harbour talks" \\
        --maintainer "Ada Lind" --licence CC-BY-4.0
    """
    folder = folder.resolve()
    _refuse_place(folder)
    if with_git and shutil.which("git") is None:
        raise click.UsageError("git is not installed. Install it, or leave --git out.")
    _refuse_parties(parties)
    asking = sys.stdin.isatty()
    if not asking:
        _refuse_missing({"--name": name, "--topic": topic, "--maintainer": maintainer, "--licence": licence})
    name = name or ask("What is the site called?", read_printed)
    topic = topic or ask("What is negotiated, as in a sentence, such as 'the harbour talks'?", read_printed)
    if asking:
        parties = parties or _ask_parties()
        round_words = round_words or ask_several(
            "What do sources call a meeting, beside talks, round, meeting and session? Nouns, with commas between them",
            read_round_word,
        )
        languages = languages or ask_several("In which languages are the sources? Codes", read_language, "en")
        repo_url = repo_url or ask_if_known("Where will the repository be? An address, if you know it", read_address)
        suggestion = default_site_url(repo_url or "") or ""
        site_url = site_url or ask_if_known("Where will the site be? An address", read_address, suggestion)
    answers = Answers(
        name=name,
        topic=topic,
        parties=parties,
        round_words=round_words,
        languages=languages or ("en",),
        repo_url=repo_url,
        site_url=site_url or default_site_url(repo_url or ""),
        maintainer=maintainer or ask("Who keeps the archive? A name that may be published", read_printed),
        licence=ask(_LICENCE, read_licence) if licence is None else licence,
        requirement=requirement or requirement_of(distribution(DISTRIBUTION)),
    )
    files = compose_archive(answers)
    try:
        write_archive(folder, files)
    except OSError as error:
        raise click.ClickException(
            visible(f"{folder} cannot be written ({error.strerror}). Nothing was left.")
        ) from error
    if with_git:
        subprocess.run(["git", "init", "--quiet", f"--initial-branch={BRANCH}", folder], check=True)  # noqa: S603, S607
    _tell(folder, len(files), answers)


def _refuse_place(folder: Path) -> None:
    try:
        reason = refuse_place(folder)
    except OSError as error:
        reason = f"it cannot be read ({error.strerror})"
    if reason:
        raise click.UsageError(visible(f"No archive can start in {folder}: {reason}. Name a new or an empty folder."))


def _refuse_parties(parties: tuple[Party, ...]) -> None:
    try:
        refuse_alike(parties)
    except ValueError as error:
        raise click.BadParameter(visible(f"{error}."), param_hint="--party") from error


def _refuse_missing(given: dict[str, str | None]) -> None:
    missing = [option for option, value in given.items() if value is None]
    if missing:
        raise click.UsageError(f"Nobody can be asked here: this is no terminal. Give {', '.join(missing)} too.")


def _ask_parties() -> tuple[Party, ...]:
    """One after the other, until nothing is answered."""
    click.echo(
        f"Who negotiates? Kind, colon, name, such as 'organisation: Harbour Council'; kinds: {', '.join(KINDS)}."
    )
    parties: list[Party] = []

    def read_another(text: str) -> Party:
        party = read_party(text)
        refuse_alike((*parties, party))
        return party

    while party := ask_if_known(f"  Party {len(parties) + 1}, or Enter", read_another):
        parties.append(party)
    return tuple(parties)


def _tell(folder: Path, written: int, answers: Answers) -> None:
    shown = shlex.quote(visible(str(folder)))
    click.echo(f"An archive of {count(written, 'file')} is in {shown}. What to do next:\n")
    click.echo(f"    cd {shown}\n    mkdocs serve           # look at it, at http://127.0.0.1:8000/")
    click.echo("    explainer add --help   # add the first article\n")
    click.echo("Its README.md says more.")
    if is_here_only(answers.requirement):
        click.echo(
            f"{REQUIREMENTS} names a file or folder of this machine, from which nobody else can install Explainer. "
            "Before you publish, write an address on the web there instead.",
            err=True,
        )
