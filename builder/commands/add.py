"""`explainer add`"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

import click

from builder.commands.archive import read_archive_configuration
from builder.commands.options import config_option
from builder.commands.sources import complete, fail, name_of, read_own_words, read_source, sentence
from builder.content.article import Rights
from builder.content.folder import read_content
from builder.content.identifiers import identifier_of
from builder.ingest.advice import find_notes, find_steps
from builder.ingest.bounded import Read
from builder.ingest.claims import Claim, Key, check_value
from builder.ingest.draft import Draft, Surroundings, draft_article
from builder.ingest.pasted import pasted_claims
from builder.ingest.placing import ORIGINALS, PlaceError, keep_original, place
from builder.ingest.proposal import outlets_by_host
from builder.ingest.report import Report, report_json, report_text
from builder.ingest.request import Request
from builder.problems import render_text, visible

_KEYS: Mapping[str, Key] = {
    "title": "title", "url": "url", "publisher": "publisher", "published": "published", "author": "authors",
    "language": "language", "agency": "agency", "archive_url": "archive_url", "rights_url": "url",
    "submitted_by": "publisher",
}  # fmt: skip
"""Options that hold what an article holds, and as what each is checked."""
_EXTRA = ("accessed", "submitted_by", "rights", "rights_url")


def _checked(_context: click.Context, parameter: click.Parameter, value: Any) -> Any:
    """Values that could not stand in an article are refused before anything is read."""
    key = _KEYS[str(parameter.name)]
    try:
        if isinstance(value, tuple):
            return tuple(check_value(key, one) for one in value)
        return None if value is None else check_value(key, value)
    except ValueError as error:
        raise click.BadParameter(sentence(error)) from error


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value == "today":
        return datetime.now().astimezone().date().isoformat()
    try:
        return value and check_value("published", value)[:10]
    except ValueError as error:
        raise click.BadParameter(sentence(error)) from error


def _file_name(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    stem = value.removesuffix(".md") if value else None
    if stem and identifier_of(stem) != stem:
        raise click.BadParameter(
            f"'{stem[:60]}' cannot be an address. Write '{identifier_of(stem) or 'some-name'}': a-z, digits, hyphens."
        )
    return stem


@click.command()
@config_option
@click.option("--title", callback=_checked, help="The headline as published.")
@click.option("--url", callback=_checked, help="The address of the original.")
@click.option("--publisher", callback=_checked, help="The outlet.")
@click.option("--published", callback=_checked, help="Day of publication, YYYY-MM-DD, or date-time with offset.")
@click.option("--author", multiple=True, callback=_checked, help="A name as printed; once for each.")
@click.option("--language", callback=_checked, help="BCP 47 tag of the body's language: your own words'.")
@click.option("--agency", callback=_checked, help="The news agency whose text the outlet prints.")
@click.option("--archive-url", callback=_checked, help="The address of an archived copy.")
@click.option("--accessed", callback=_day, help="Day on which you read it, YYYY-MM-DD or 'today'.")
@click.option("--submitted-by", callback=_checked, help="Your name, or a pseudonym.")
@click.option("--summary", help="Your own words: a text, or the name of a file that holds it.")
@click.option("--text", type=click.Choice(["summary", "full"]), default="summary", show_default=True,
              help="What the body is: your own words, or the original's text, which needs --rights.")  # fmt: skip
@click.option("--rights", type=click.Choice(get_args(Rights)), help="What may be done with the text.")
@click.option("--rights-url", callback=_checked, help="Where a permission can be read.")
@click.option("--name", callback=_file_name, help="The file's name, instead of one made of day, outlet and headline.")
@click.option("--no-original", is_flag=True, help=f"Keep no copy of the source's text in {ORIGINALS.as_posix()}/.")
@click.option(
    "--dry-run", is_flag=True, help="Write nothing: print the file, and what there is to tell on standard error."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.argument("source", required=False)
def add(*, config: Path, source: str | None, no_original: bool, dry_run: bool, form: str, **options: Any) -> None:
    """Add an article: from a saved web page, a text ('-': standard input), or its metadata alone.

    The text of somebody else is read to help you and is not put into the archive: tell in your own words what it
    reports. What is missing is asked for on a terminal. Nothing is fetched from the web, nothing is overwritten.

    Example: explainer add ~/Downloads/talks-end.html
    """
    _refuse_contradictions(source, options)
    configuration = read_archive_configuration(config)
    content = read_content(configuration.folder)
    read = read_source(source) if source else Read()
    outlets = outlets_by_host(content.articles)
    found = read.claims if read.is_page else pasted_claims(read.text, {a.publisher for a in content.articles})
    claims, proposal = complete(
        name_of(source), _claims(options), found, outlets, may_ask=sys.stdin.isatty() and source != "-"
    )
    request = Request(
        claims, {key: options[key] for key in _EXTRA if options[key]}, read_own_words(options["summary"] or ""),
        full=options["text"] == "full", stem=options["name"],
    )  # fmt: skip
    surroundings = Surroundings(content, configuration.settings, configuration.folder.name)
    draft = draft_article(request, request.values(proposal), read.text, proposal.headlines, surroundings)
    path = f"{surroundings.folder}/{draft.path}"
    written = not draft.problems and not dry_run
    original = _write(draft, configuration.folder, keep=not request.full and not no_original) if written else None
    notes, steps = find_notes(request, proposal), find_steps(path, draft, request, original)
    _tell(Report(path, written, proposal, draft, tuple(notes), tuple(steps), original), form, dry_run=dry_run)
    sys.exit(1 if draft.problems else 0)


def _refuse_contradictions(source: str | None, options: Mapping[str, Any]) -> None:
    full, rights = options["text"] == "full", options["rights"]
    if not source and not options["url"] and not options["title"]:
        raise click.UsageError("Name a saved page or a text, '-' for standard input, or give --url and --title.")
    if full and options["summary"]:
        raise click.UsageError("--summary gives your own words, --text full the original's text: use one of them.")
    if full and not source:
        raise click.UsageError("--text full needs the text: name a saved page or a text file.")
    if full and not rights:
        raise click.UsageError(f"--text full needs --rights, one of {', '.join(get_args(Rights))}.")
    if rights == "permission" and not options["rights_url"]:
        raise click.UsageError("--rights permission needs --rights-url: where the permission can be read.")


def _claims(options: Mapping[str, Any]) -> tuple[Claim, ...]:
    """What the options say of the article."""
    one: tuple[Key, ...] = ("title", "url", "publisher", "published", "language", "agency", "archive_url")
    return (
        *(Claim(key, options[key], f"--{key.replace('_', '-')}") for key in one if options[key]),
        *(Claim("authors", author, "--author") for author in options["author"]),
    )


def _write(draft: Draft, folder: Path, *, keep: bool) -> str | None:
    """Put the file there, and the original's text beside the archive; where that is, if it is kept."""
    try:
        place(folder, draft.path, draft.text)
    except PlaceError as error:
        fail(f"{folder.name}/{draft.path}", "not-written", str(error))
    if not keep or not draft.original:
        return None
    try:
        return keep_original(folder.parent, draft.stem, "\n\n".join(draft.original) + "\n")
    except PlaceError as error:
        click.echo(visible(sentence(error)), err=True)
        return None


def _tell(report: Report, form: str, *, dry_run: bool) -> None:
    told = (
        json.dumps(report_json(report), ensure_ascii=False, indent=2) + "\n" if form == "json" else report_text(report)
    )
    if dry_run and form == "text":
        click.echo("\n".join(map(visible, report.draft.text.split("\n"))), nl=False)
    click.echo(told.encode("utf-8", "backslashreplace"), nl=False, err=dry_run and form == "text")
    click.echo(render_text(report.draft.problems), nl=False, err=True)
