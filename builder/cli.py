"""The `explainer` command: thin; every command reads, calls one function and prints."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, TextIO

import click

from builder.archive.actors import known_names
from builder.configuration import Configuration, read_configuration
from builder.content.article import parse_article
from builder.content.folder import read_content
from builder.content.identifiers import identifier_of
from builder.content.schemas import KINDS, json_schema
from builder.problems import render_github, render_json, render_text
from builder.reading.findings import read_text
from builder.reading.names import KnownNames
from builder.reading.serialise import findings_json
from builder.site import build_site, read_article

_CONFIG = click.option(
    "--config-file", "-f", "config", type=click.Path(path_type=Path), default=Path("mkdocs.yml"), show_default=True,
    help="The archive's configuration.",
)  # fmt: skip


@click.group()
@click.version_option(package_name="explainer-archive")
def main() -> None:
    """Turn a folder of news articles into a site that explains a negotiation."""


@main.command()
@_CONFIG
@click.option("--format", "form", type=click.Choice(["text", "github", "json"]), default="text", show_default=True)
def check(config: Path, form: str) -> None:
    """Print everything that is wrong with the content; exit 1 if anything is.

    Example: explainer check --format github
    """
    problems = read_content(_configuration(config).folder).problems
    render = {"text": render_text, "github": render_github, "json": render_json}[form]
    click.echo(render(problems), nl=False)
    if form == "text":
        click.echo(_count(len(problems), "problem") if problems else "No problem found.", err=True)
    sys.exit(1 if problems else 0)


@main.command()
@_CONFIG
@click.option("--published", help="Day of publication (YYYY-MM-DD) of a file that does not say it.")
@click.option("--raw", is_flag=True, help="Plain text: no front matter, nothing set aside as page furniture.")
@click.option(
    "--jsonl",
    type=click.File("r", encoding="utf-8"),
    help='Read objects {"id", "published", "text"}, one a line; "-": standard input.',
)
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def findings(config: Path, published: str | None, raw: bool, jsonl: TextIO | None, files: tuple[Path, ...]) -> None:
    """Print what is read out of articles, texts or saved HTML pages, one JSON object a line.

    Example: explainer findings content/articles/2021/*.md
    """
    if not files and jsonl is None:
        raise click.UsageError("Name a file, or give --jsonl.")
    day = _day(published, "--published") if published else None
    for row in _rows_of_jsonl(jsonl, raw=raw) if jsonl is not None else ():
        _print_row(row)
    known, words = _vocabulary(config)
    for path in files:
        _print_row(_row_of_file(path, day, known, words, raw=raw))


@main.command()
@_CONFIG
@click.option(
    "--all", "folder", type=click.Path(file_okay=False, path_type=Path), help="Write all pages into this folder."
)
@click.argument("uri", required=False)
def render(config: Path, folder: Path | None, uri: str | None) -> None:
    """Print the Markdown of one page, or write that of all.

    Example: explainer render actors/jane-doe
    """
    if (folder is None) == (uri is None):
        raise click.UsageError("Name one page, or give --all with a folder.")
    configuration = _configuration(config)
    pages = {page.uri: page for page in build_site(configuration.folder, configuration.settings).pages}
    if folder is not None:
        for name, written in pages.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(written.markdown, encoding="utf-8", newline="\n")
        click.echo(f"{_count(len(pages), 'page')} written to {folder}", err=True)
        return
    stem = (uri or "").strip("/").removesuffix(".md")
    page = next(
        (pages[name] for name in (f"{stem}.md", f"{stem}/index.md", "index.md" if not stem else "") if name in pages),
        None,
    )
    if page is None:
        raise click.ClickException(
            f"There is no page '{uri}'. Addresses look like actors/jane-doe, rounds/ or articles/<name>."
        )
    click.echo(page.markdown, nl=False)


@main.command()
@click.argument("kind", required=False, type=click.Choice(KINDS))
def schema(kind: str | None) -> None:
    """Print the JSON Schema of a file kind, or of all by name.

    Example: explainer schema actor
    """
    schemas = json_schema(kind) if kind else {name: json_schema(name) for name in KINDS}
    click.echo(json.dumps(schemas, ensure_ascii=False, indent=2))


def _configuration(path: Path) -> Configuration:
    try:
        configuration = read_configuration(path)
    except OSError as error:
        raise click.ClickException(
            f"{path} cannot be read ({error.strerror}). Run this beside mkdocs.yml, or give --config-file."
        ) from error
    except (ValueError, TypeError) as error:
        raise click.ClickException(str(error)) from error
    if not configuration.folder.is_dir():
        raise click.ClickException(
            f"The content folder {configuration.folder} does not exist. Make it, or set docs_dir in {path}."
        )
    return configuration


def _vocabulary(config: Path) -> tuple[KnownNames, tuple[str, ...]]:
    """What the archive beside which the command runs knows beforehand; nothing, where there is none."""
    if not config.is_file():
        return KnownNames(), ()
    configuration = _configuration(config)
    content = read_content(configuration.folder)
    return known_names(content), configuration.settings.round_words


def _rows_of_jsonl(lines: TextIO, *, raw: bool) -> Iterator[dict[str, Any]]:
    """Texts from elsewhere are read by the rules alone, whatever archive the command runs beside."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
            text, published = given["text"], given["published"]
        except (ValueError, KeyError, TypeError) as error:
            raise click.ClickException(
                f'{lines.name}:{number}: expected an object with "id", "published" and "text"'
            ) from error
        if not isinstance(text, str) or not isinstance(published, str):
            raise click.ClickException(f'{lines.name}:{number}: "published" and "text" must be text')
        day = _day(published[:10], f"{lines.name}:{number}")
        title, publisher = str(given.get("title") or ""), str(given.get("publisher") or "")
        found = read_text(text, day, KnownNames(), title=title, publisher=publisher, raw=raw)
        yield findings_json(
            found, id=given.get("id", number), path="", title=title, publisher=publisher, published=day, text=text
        )


def _row_of_file(
    path: Path, day: date | None, known: KnownNames, words: tuple[str, ...], *, raw: bool
) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{path} is not UTF-8; save it so.") from error
    except OSError as error:
        raise click.ClickException(f"{path} cannot be read ({error.strerror}).") from error
    identifier = identifier_of(path.stem)
    if not raw and text.startswith("---\n"):
        article, problems = parse_article(str(path), identifier, text)
        if article is None:
            raise click.ClickException("\n" + render_text(problems).rstrip())
        return findings_json(
            read_article(article, known, words), id=identifier, path=str(path), title=article.title,
            publisher=article.publisher, published=article.published, text=article.body,
        )  # fmt: skip
    title = ""
    if not raw and _looks_like_html(text):
        from builder.content.ingest import day_of_html, text_of_html, title_of_html  # noqa: PLC0415 - slow to load

        day, title, text = day or day_of_html(text), title_of_html(text), text_of_html(text)
    if day is None:
        raise click.ClickException(f"{path} does not say when it was published; give --published YYYY-MM-DD.")
    found = read_text(text, day, known, title=title, raw=raw, round_words=words)
    return findings_json(found, id=identifier, path=str(path), title=title, publisher="", published=day, text=text)


_HTML = re.compile(r"\s*(?:<!doctype html|<html|<head|<body|<\?xml)", re.IGNORECASE)


def _looks_like_html(text: str) -> bool:
    return _HTML.match(text) is not None


def _print_row(row: dict[str, Any]) -> None:
    click.echo(json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace"))


def _day(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise click.ClickException(f"{where}: '{text}' is not a day; write YYYY-MM-DD.") from error


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


if __name__ == "__main__":
    main()
