"""The `explainer` command: thin, every command reads, calls one function and prints."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TextIO

import click

from builder.reading.findings import read_text
from builder.reading.names import KnownNames
from builder.reading.serialise import findings_json


@click.group()
@click.version_option(package_name="explainer-archive")
def main() -> None:
    """Turn a folder of news articles into a site that explains a negotiation."""


@main.command()
@click.option("--published", help="Day of publication (YYYY-MM-DD) of a file that does not say it.")
@click.option("--raw", is_flag=True, help="Plain text: no front matter, nothing set aside as page furniture.")
@click.option(
    "--jsonl",
    "jsonl",
    type=click.File("r", encoding="utf-8"),
    help='Read objects {"id","published","text"}, one a line.',
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
def findings(published: str | None, raw: bool, jsonl: TextIO | None, files: tuple[Path, ...]) -> None:
    """Print what is read out of articles, one JSON object a line."""
    if jsonl is not None:
        for line in jsonl:
            if not line.strip():
                continue
            given = json.loads(line)
            day = date.fromisoformat(given["published"][:10])
            title, publisher = given.get("title") or "", given.get("publisher") or ""
            found = read_text(given["text"], day, KnownNames(), title=title, publisher=publisher, raw=raw)
            row = findings_json(
                found, id=given["id"], path="", title=title, publisher=publisher, published=day, text=given["text"]
            )
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
