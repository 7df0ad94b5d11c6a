"""`explainer findings`"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, TextIO

import click

from builder.commands.options import config_option
from builder.reading.findings import read_text
from builder.reading.names import KnownNames
from builder.reading.serialise import findings_json


@click.command()
@config_option
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
    if files:
        from builder.commands.findings_of_files import rows_of_files  # noqa: PLC0415 - JSON Lines need no articles

        for row in rows_of_files(files, config, day, raw=raw):
            _print_row(row)


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


def _print_row(row: dict[str, Any]) -> None:
    click.echo(json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace"))


def _day(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise click.ClickException(f"{where}: '{text}' is not a day; write YYYY-MM-DD.") from error
