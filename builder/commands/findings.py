"""`explainer findings`"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

import click

from builder.archive.actors import known_names
from builder.commands.archive import begin, read_archive_configuration, telling_of_workers
from builder.commands.findings_texts import Given, parse_day, texts_of_files, texts_of_lines
from builder.commands.options import config_option
from builder.content.folder import read_content
from builder.progress import unwatched
from builder.reading.names import KnownNames
from builder.run import open_run
from builder.site import Run

_AT_ONCE = 500
"""Texts read in one go: enough for several workers, few enough to keep what was found in them."""


@click.command()
@config_option
@click.option("--published", help="Day of publication (YYYY-MM-DD) of a file that does not say it.")
@click.option("--raw", is_flag=True, help="Plain text: no front matter, nothing set aside as page furniture.")
@click.option(
    "--jsonl",
    type=click.File("r", encoding="utf-8"),
    help='Read objects {"id", "published", "text"}, one a line; "-": standard input.',
)
@click.option("--scheduler", metavar="ADDRESS", help="Let the workers of this scheduler of dask read.")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def findings(
    *,
    config: Path,
    published: str | None,
    raw: bool,
    jsonl: TextIO | None,
    scheduler: str | None,
    files: tuple[Path, ...],
) -> None:
    """Print what is read out of articles, texts or saved HTML pages, one JSON object a line.

    Example: explainer findings content/articles/2021/*.md
    """
    if not files and jsonl is None:
        raise click.UsageError("Name a file, or give --jsonl.")
    day = parse_day(published, "--published") if published else None
    # What is found is printed piece by piece: a bar between would be in the way.
    with ExitStack() as opened:
        opened.enter_context(telling_of_workers())
        run = opened.enter_context(open_run(Path(), None, shown=False, scheduler=scheduler or ""))
        if jsonl is not None:
            _print_findings(texts_of_lines(jsonl, raw=raw), run)
        known, words = KnownNames(), tuple[str, ...]()
        if files and config.is_file():
            # What is known beforehand in the archive beside which the command runs is known here too.
            configuration = read_archive_configuration(config)
            known, words = known_names(read_content(configuration.folder)), configuration.settings.round_words
            scheduler = configuration.scheduler if scheduler is None else scheduler
            run = opened.enter_context(begin(replace(configuration, scheduler=scheduler), shown=False))
        _print_findings(texts_of_files(files, day, known, words, raw=raw), run)


def _print_findings(texts: Iterable[Given], run: Run) -> None:
    for given in _in_pieces(texts):
        found = run.read_texts({str(place): one.text for place, one in enumerate(given)}, unwatched)
        for place, one in enumerate(given):
            _print_row(one.row(found[str(place)]))


def _in_pieces(texts: Iterable[Given]) -> Iterator[list[Given]]:
    waiting = iter(texts)
    while piece := list(islice(waiting, _AT_ONCE)):
        yield piece


def _print_row(row: dict[str, Any]) -> None:
    click.echo(json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace"))
