"""`explainer diff`"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from builder.archive.account import Archive
from builder.changes.compare import compare
from builder.changes.data import render_json
from builder.changes.markdown import Frame, Version, render_markdown
from builder.changes.sides import Side
from builder.commands.archive import begin, read_archive_configuration
from builder.commands.options import config_option
from builder.configuration import Configuration
from builder.content.redaction import find_censor, redact
from builder.problems import Problem
from builder.revisions.git import GitError, UnknownRevisionError, find_repository
from builder.revisions.states import State, read_base, read_folder, read_head
from builder.settings import Settings
from builder.site import Run, build_archives

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@config_option
@click.option("--exact", is_flag=True, help="Compare with BASE itself, not with where HEAD left it.")
@click.option("--base-dir", type=_FOLDER, help="A content folder in place of BASE.")
@click.option("--head-dir", type=_FOLDER, help="A content folder in place of HEAD.")
@click.option("--format", "form", type=click.Choice(["markdown", "json"]), default="markdown", show_default=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write into this file.")
@click.option("--strict", is_flag=True, help="Exit 1 if the change brings errors or breaks addresses.")
@click.argument("base", required=False)
@click.argument("head", required=False)
def diff(  # noqa: PLR0917 - as click hands them over, by name
    config: Path,
    exact: bool,
    base_dir: Path | None,
    head_dir: Path | None,
    form: str,
    output: Path | None,
    strict: bool,
    base: str | None,
    head: str | None,
) -> None:
    """Tell what a change does to the site: whom and what it adds, alters and takes away, and what to decide about it.

    BASE and HEAD are git revisions; without HEAD it is the content folder as it stands. Counted is from where HEAD left
    BASE, as in a pull request. In place of either a folder can be given; without BASE and --base-dir it is the content
    folder as it stands. The settings of both sides are those at hand, never those that the change brings.

    Example: explainer diff main
    """
    if base is None and base_dir is None and head_dir is None:
        raise click.UsageError("Name a revision to compare with, such as main, or give --base-dir or --head-dir.")
    for revision, folder, name in ((base, base_dir, "base"), (head, head_dir, "head")):
        if revision is not None and folder is not None:
            raise click.UsageError(f"Give either {name.upper()} or --{name}-dir.")
    configuration = read_archive_configuration(config)
    try:
        before = _before(configuration, base, base_dir, head, exact=exact or head_dir is not None)
        after = _after(configuration, head, head_dir)
    except UnknownRevisionError as error:
        raise click.UsageError(str(error)) from error
    except (GitError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    with begin(configuration) as run:
        one, other = _sides(before, after, configuration.settings, run)
    changes = compare(one, other, configuration.settings.quote_limit)
    frame = Frame(Version(before.named, before.commit), Version(after.named, after.commit), config.name)
    render = render_markdown if form == "markdown" else render_json
    _write(render(changes, frame), output)
    errors = any(matter.kind == "error" for matter in changes.matters)
    sys.exit(1 if strict and (errors or changes.addresses.broken) else 0)


def _before(
    configuration: Configuration, base: str | None, folder: Path | None, head: str | None, *, exact: bool
) -> State:
    name = configuration.folder.name
    if base is not None:
        return read_base(find_repository(configuration.folder), base, head, name, exact=exact)
    return read_folder(folder or configuration.folder, name, _called(folder))


def _after(configuration: Configuration, head: str | None, folder: Path | None) -> State:
    name = configuration.folder.name
    if head is not None:
        return read_head(find_repository(configuration.folder), head, name)
    return read_folder(folder or configuration.folder, name, _called(folder))


def _called(folder: Path | None) -> str:
    return f"the folder {folder}" if folder else "the content as it stands"


def _sides(before: State, after: State, settings: Settings, run: Run) -> tuple[Side, Side]:
    """Both archives without the names that are kept out of the site: problems quote files as they were written."""
    one, other = build_archives(
        redact(before.content, settings.do_not_name), redact(after.content, settings.do_not_name), settings, run
    )
    censors = [find_censor(state.content, settings.do_not_name) for state in (before, after)]

    def clean(text: str) -> str:
        for censor in censors:
            text = censor(text)
        return text

    def side(archive: Archive) -> Side:
        found = sorted((*archive.content.problems, *archive.problems))
        return Side(
            archive,
            tuple(
                Problem(clean(p.path), p.line, p.column, p.code, clean(p.message), clean(p.hint), p.severity)
                for p in found
            ),
        )

    return side(one), side(other)


def _write(report: str, output: Path | None) -> None:
    if output is None:
        click.echo(report.encode(), nl=False)
        return
    try:
        output.write_text(report, encoding="utf-8", newline="\n")
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written ({error.strerror}).") from error
