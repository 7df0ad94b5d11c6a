"""`explainer review`"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, get_args

import click

from builder.archive.account import Archive
from builder.commands.archive import begin, count, read_archive_configuration
from builder.commands.options import config_option
from builder.commands.review_session import hold_session
from builder.commands.review_text import docket_lines, docket_rows, edit_line, file_lines
from builder.configuration import Configuration
from builder.content.curated import ActorKind
from builder.content.file_edits import read_exactly, write_edits
from builder.content.folder import read_content
from builder.content.redaction import redact
from builder.content.yaml_edits import RefusedError
from builder.problems import Problem, render_text, visible
from builder.reviewing.decide import decide
from builder.reviewing.decisions import Accept, AliasOf, Decision, Define, Distinct, DoNotName, Ignore, Merge, SetKind
from builder.reviewing.desk import Desk
from builder.reviewing.docket import list_docket
from builder.site import build_archive, check_content

_KINDS = get_args(ActorKind)


class _Pair(click.ParamType[tuple[str, str]]):
    """Two values with `=` between them, the first or the last one."""

    def __init__(self, name: str, *, last: bool = False) -> None:
        self.name, self._last = name, last

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        if isinstance(value, tuple):
            return value
        one, _, other = value.rpartition("=") if self._last else value.partition("=")
        if not one.strip() or not other.strip():
            self.fail(f"'{visible(value)}' is not of the form {self.name}", param, ctx)
        return one.strip(), other.strip()

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:  # noqa: ARG002
        return self.name


@click.command()
@config_option
@click.option(
    "--define",
    multiple=True,
    type=_Pair("ID=TEXT"),
    help="Write a term's entry, with this definition in your own words.",
)
@click.option("--accept", multiple=True, metavar="ID", help="Write an actor's entry from what articles say.")
@click.option(
    "--kind", multiple=True, type=_Pair("ID=KIND"), help=f"Say what an actor is: {', '.join(get_args(ActorKind))}."
)
@click.option("--alias-of", multiple=True, type=_Pair("NAME=ID", last=True), help="NAME means this actor or term.")
@click.option("--merge", multiple=True, type=_Pair("ID=ID"), help="The first is the second.")
@click.option("--distinct", multiple=True, type=_Pair("ID=ID"), help="The two are two.")
@click.option("--ignore", multiple=True, metavar="ID", help="This is neither an actor nor a term.")
@click.option("--do-not-name", multiple=True, metavar="NAME", help="This name appears nowhere on the site.")
@click.option("--reason", help="Why, kept with --ignore and --do-not-name.")
@click.option("--without-roles", is_flag=True, help="With --accept: leave out the roles that articles report.")
@click.option("--dry-run", is_flag=True, help="Write nothing; print the files as they would be.")
@click.option("--list", "only_list", is_flag=True, help="Print the list, on a terminal too.")
@click.option("--most", type=click.IntRange(min=0), default=20, show_default=True, help="How many of each to print.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def review(
    config: Path, *, only_list: bool, most: int, form: str, dry_run: bool, reason: str | None, without_roles: bool,
    **decided: Sequence[Any],
) -> None:  # fmt: skip
    """Decide about names that may be one actor, and about actors and terms that only a machine has read.

    On a terminal: one after the other, the most useful first, one key a decision. Elsewhere, or with --list: the list.
    With decisions as options, each repeatable: they are made in the order of the options below, all or none.
    Each decision is a small file in the content folder, or a line in one; to take it back, delete that.

    Example: explainer review --accept ingrid-solheim --merge solheim=ingrid-solheim --dry-run
    """
    decisions = list(_decisions(decided, reason, with_roles=not without_roles))
    if dry_run and not decisions:
        raise click.UsageError("--dry-run needs a decision, such as --accept ID")
    _write_what_can_be_encoded()
    configuration = read_archive_configuration(config)
    content = redact(read_content(configuration.folder), configuration.settings.do_not_name)
    with begin(configuration) as run:
        archive = build_archive(content, configuration.settings, run)
    if decisions:
        known = {*content.problems, *archive.problems}
        sys.exit(_carry_out(configuration, archive, decisions, known, dry_run=dry_run))
    docket = list_docket(archive)
    if form == "json":
        text = json.dumps(docket_rows(docket, most), ensure_ascii=False, indent=2)
        click.echo(text.encode("utf-8", "backslashreplace"))
    elif only_list or not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo("\n".join(docket_lines(docket, most)))
    else:
        hold_session(archive, docket, configuration.folder)


def _decisions(decided: dict[str, Sequence[Any]], reason: str | None, *, with_roles: bool) -> Iterator[Decision]:
    yield from (Define(*pair) for pair in decided["define"])
    yield from (Accept(thing, with_roles) for thing in decided["accept"])
    for thing, kind in decided["kind"]:
        if kind not in _KINDS:
            raise click.UsageError(f"'{visible(kind)}' is no kind; there are {', '.join(_KINDS)}")
        yield SetKind(thing, kind)
    yield from (AliasOf(*pair) for pair in decided["alias_of"])
    yield from (Merge(*pair) for pair in decided["merge"])
    yield from (Distinct(*pair) for pair in decided["distinct"])
    yield from (Ignore(thing, reason) for thing in decided["ignore"])
    yield from (DoNotName(name, reason) for name in decided["do_not_name"])


def _carry_out(
    configuration: Configuration, archive: Archive, decisions: Sequence[Decision], known: set[Problem], *, dry_run: bool
) -> int:
    """Write what was decided, or print it; 1 if `explainer check` has more to say afterwards than what was `known`."""
    folder = configuration.folder
    desk = Desk(archive, partial(read_exactly, folder))
    try:
        for decision in decisions:
            decide(desk, decision)
        edits = desk.edits
        if dry_run:
            click.echo("\n".join(file_lines(edits, folder.name)))
            return 0
        write_edits(folder, edits)
    except RefusedError as error:
        raise click.ClickException(f"{visible(str(error))}. Nothing was written.") from error
    for edit in edits:
        click.echo(edit_line(edit, folder.name))
    if any(isinstance(decision, DoNotName) for decision in decisions):
        click.echo("The site does not name them; the files of the archive still do.", err=True)
    # Of what was there before a line may have moved.
    before = {(problem.path, problem.code, problem.message) for problem in known}
    new = [
        problem
        for problem in check_content(folder, configuration.settings)
        if (problem.path, problem.code, problem.message) not in before
    ]
    click.echo(render_text(new), nl=False)
    click.echo(f"{count(len(edits), 'file')} written.", err=True)
    return 1 if new else 0


def _write_what_can_be_encoded() -> None:
    """Names come in all scripts, and a terminal may know one."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
