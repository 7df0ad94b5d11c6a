"""What `explainer findings` reads out of files: articles, plain texts, saved HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from builder.archive.actors import known_names
from builder.archive.readings import read_article
from builder.commands.archive import begin, read_archive_configuration
from builder.content.article import parse_article
from builder.content.folder import read_content
from builder.content.identifiers import identifier_of
from builder.content.values import day_of
from builder.ingest.markup import looks_like_html
from builder.ingest.proposal import propose
from builder.problems import render_text
from builder.reading.findings import read_text
from builder.reading.names import KnownNames
from builder.reading.serialise import findings_json
from builder.site import ALONE, Run


def rows_of_files(files: Sequence[Path], config: Path, day: date | None, *, raw: bool) -> Iterator[dict[str, Any]]:
    """The findings of each file; `day` is when those were published that don't say it.

    What the archive knows beforehand beside which the command runs is known here too.
    """
    if not config.is_file():
        yield from (_row_of_file(path, day, KnownNames(), (), ALONE, raw=raw) for path in files)
        return
    configuration = read_archive_configuration(config)
    known, words = known_names(read_content(configuration.folder)), configuration.settings.round_words
    # What is found is printed one by one: a bar between would be in the way.
    with begin(configuration, shown=False) as run:
        yield from (_row_of_file(path, day, known, words, run, raw=raw) for path in files)


def _row_of_file(
    path: Path, day: date | None, known: KnownNames, words: tuple[str, ...], run: Run, *, raw: bool
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
            read_article(article, known, words, read_texts=run.read_texts),
            id=identifier, path=str(path), title=article.title,
            publisher=article.publisher, published=article.published, text=article.body,
        )  # fmt: skip
    title = ""
    if not raw and looks_like_html(text):
        from builder.ingest.page import read_page  # noqa: PLC0415 - slow to load

        page = read_page(text)
        stated = propose((), page.claims, {})
        published = stated.value("published")
        title, text = stated.value("title") or "", page.text
        day = day or (day_of(published) if published else None)
    if day is None:
        raise click.ClickException(f"{path} does not say when it was published; give --published YYYY-MM-DD.")
    found = read_text(text, day, known, title=title, raw=raw, round_words=words)
    return findings_json(found, id=identifier, path=str(path), title=title, publisher="", published=day, text=text)
