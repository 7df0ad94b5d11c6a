"""`explainer check`"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from builder.cache.store import open_store
from builder.checking.account import Account, check_all, check_since
from builder.checking.originals import Shelf
from builder.checking.report import render_report, summarise
from builder.commands.archive import begin, read_archive_configuration
from builder.commands.options import config_option
from builder.configuration import Configuration
from builder.problems import fails, render_github, render_json, visible
from builder.revisions.git import GitError
from builder.terminal import has_colours, is_terminal

_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


@click.command()
@config_option
@click.option("--format", "form", type=click.Choice(["text", "github", "json"]), default="text", show_default=True)
@click.option("--since", metavar="REVISION", help="Only what changed since the work parted from this branch or commit.")
@click.option(
    "--originals",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of originals, <article id>.html or .txt, to compare summaries with.",
)
@click.option("--watch", "watched", is_flag=True, help="Print anew at each save, until Ctrl-C.")
def check(config: Path, form: str, since: str | None, originals: Path | None, watched: bool) -> None:
    """Print everything that is wrong with the content; exit 1 if anything is. Notes are advice, and fail nothing.

    Example: explainer check --since main
    """
    configuration = read_archive_configuration(config)
    if watched:
        _watch(config, configuration.folder, form, since, originals)
        return
    account = _judge_files(configuration, since, originals)
    if since is None:
        account = _judge_together(configuration, account)
    _print_account(account, configuration, form)
    _print_summary(account)
    sys.exit(1 if fails(account.problems) else 0)


def _watch(config: Path, folder: Path, form: str, since: str | None, originals: Path | None) -> None:
    """The same at each save, until somebody has seen enough; what the files say by themselves is said at once."""
    from builder.commands.watching import watch  # noqa: PLC0415 - only this needs watchdog

    def act() -> None:
        try:
            configuration = read_archive_configuration(config)
            account = _judge_files(configuration, since, originals)
            _print_anew(account, configuration, form)
            if since is None:
                so_far = (summarise(account.problems) or "No problem").removesuffix(".")
                click.echo(f"{so_far} so far; what the whole archive shows comes next.", err=True)
                whole = _judge_together(configuration, account)
                if whole.problems != account.problems:
                    _print_anew(whole, configuration, form)
                account = whole
            _print_summary(account)
        except click.ClickException as error:
            error.show()

    click.echo(visible(f"Watching {folder}; Ctrl-C ends."), err=True)
    try:
        watch(folder.resolve(), [config.resolve()], act)
    except KeyboardInterrupt:
        click.echo(err=True)


def _judge_files(configuration: Configuration, since: str | None, originals: Path | None) -> Account:
    """What the files say without the archive being put together; what cannot be read ends the command in a sentence."""
    folder, settings = configuration.folder, configuration.settings
    try:
        with open_store(configuration.cache, root=configuration.root) as store:
            shelf = Shelf(originals, _text_of_page) if originals else None
            if since is not None:
                return check_since(folder, since, settings, store, shelf)
            return check_all(folder, settings, store, shelf)
    except GitError as error:
        raise click.UsageError(visible(str(error))) from error
    except OSError as error:
        raise click.UsageError(visible(f"{error.filename} cannot be read ({error.strerror}).")) from error


def _judge_together(configuration: Configuration, account: Account) -> Account:
    """`account` with what only the whole archive shows."""
    from builder.site import check_content  # noqa: PLC0415 - what only a full check needs, and long to load

    with begin(configuration) as run:
        return account.with_problems(check_content(configuration.folder, configuration.settings, run))


def _text_of_page(data: bytes) -> str:
    """The article in a page that somebody saved; ValueError where there is none."""
    from builder.ingest.bounded import read_bounded  # noqa: PLC0415 - only originals need it

    read = read_bounded(data, page=True)
    if read.refusal:
        raise ValueError(read.refusal)
    if not read.text.strip():
        raise ValueError("no article is in it | Save the page anew, or keep its text as .txt")
    return read.text


def _print_anew(account: Account, configuration: Configuration, form: str) -> None:
    """In the place of what a terminal shows."""
    if is_terminal(sys.stdout):
        click.clear()
    _print_account(account, configuration, form)
    sys.stdout.flush()


def _print_account(account: Account, configuration: Configuration, form: str) -> None:
    problems = account.problems
    match form:
        case "github":
            click.echo(render_github(problems, _from_checkout(configuration.folder)), nl=False)
        case "json":
            click.echo(render_json(problems), nl=False)
        case _:
            click.echo(render_report(problems, account.texts, _paint if has_colours(sys.stdout) else None), nl=False)
    for path in account.unjudged:
        click.echo(visible(f"{path}: whether its words have an effect, a full 'explainer check' says."), err=True)


def _print_summary(account: Account) -> None:
    click.echo(summarise(account.problems) or "No problem found.", err=True)


def _paint(piece: str, what: str) -> str:
    return click.style(piece, fg=_COLOURS.get(what), bold=what == "place")


def _from_checkout(folder: Path) -> str:
    """The way from where GitHub checked out, or from here, to the folder that problems' paths begin in."""
    start = os.environ.get("GITHUB_WORKSPACE") or "."
    way = Path(os.path.relpath(folder.parent, start)).as_posix()
    return "" if way == "." or way.startswith("..") else f"{way}/"
