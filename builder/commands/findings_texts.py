"""What `explainer findings` reads: articles, plain texts and saved HTML in files, and texts as lines of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TextIO

import click

from builder.archive.readings import Text, text_of
from builder.content.article import parse_article
from builder.content.identifiers import identifier_of
from builder.content.values import day_of
from builder.ingest.markup import looks_like_html
from builder.ingest.proposal import propose
from builder.problems import render_text
from builder.reading.findings import Findings
from builder.reading.names import KnownNames
from builder.reading.names.known import NamesWithin
from builder.reading.serialise import findings_json


@dataclass(frozen=True, slots=True)
class Given:
    """A text to be read, and what of it is shown beside its findings: `body` is the text as it is stored."""

    id: Any
    path: str
    title: str
    publisher: str
    body: str
    text: Text

    def row(self, findings: Findings) -> dict[str, Any]:
        return findings_json(
            findings, id=self.id, path=self.path, title=self.title, publisher=self.publisher,
            published=self.text.published, text=self.body,
        )  # fmt: skip


def texts_of_lines(lines: TextIO, *, raw: bool) -> Iterator[Given]:
    """Texts from elsewhere, which are read by the rules alone, whatever archive the command runs beside."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
            body, published = given["text"], given["published"]
        except (ValueError, KeyError, TypeError) as error:
            raise click.ClickException(
                f'{lines.name}:{number}: expected an object with "id", "published" and "text"'
            ) from error
        if not isinstance(body, str) or not isinstance(published, str):
            raise click.ClickException(f'{lines.name}:{number}: "published" and "text" must be text')
        day = parse_day(published[:10], f"{lines.name}:{number}")
        title, publisher = str(given.get("title") or ""), str(given.get("publisher") or "")
        text = Text(body, understood=True, published=day, title=title, publisher=publisher, raw=raw)
        yield Given(given.get("id", number), "", title, publisher, body, text)


def texts_of_files(
    files: Sequence[Path], day: date | None, known: KnownNames, words: tuple[str, ...], *, raw: bool
) -> Iterable[Given]:
    """What is in each file; `day` is when those were published that don't say it, `known` what is known beforehand."""
    within = NamesWithin(known)
    return (_text_of_file(path, day, known, within, words, raw=raw) for path in files)


def _text_of_file(
    path: Path, day: date | None, known: KnownNames, within: NamesWithin, words: tuple[str, ...], *, raw: bool
) -> Given:
    try:
        body = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{path} is not UTF-8; save it so.") from error
    except OSError as error:
        raise click.ClickException(f"{path} cannot be read ({error.strerror}).") from error
    identifier = identifier_of(path.stem)
    if not raw and body.startswith("---\n"):
        article, problems = parse_article(str(path), identifier, body)
        if article is None:
            raise click.ClickException("\n" + render_text(problems).rstrip())
        text = text_of(article, known, within, words)
        return Given(identifier, str(path), article.title, article.publisher, article.body, text)
    title = ""
    if not raw and looks_like_html(body):
        from builder.ingest.page import read_page  # noqa: PLC0415 - slow to load

        page = read_page(body)
        stated = propose((), page.claims, {})
        published = stated.value("published")
        title, body = stated.value("title") or "", page.text
        day = day or (day_of(published) if published else None)
    if day is None:
        raise click.ClickException(f"{path} does not say when it was published; give --published YYYY-MM-DD.")
    text = Text(
        body, understood=True, published=day, title=title, publisher="", raw=raw, known=within(body), round_words=words
    )
    return Given(identifier, str(path), title, "", body, text)


def parse_day(text: str, where: str) -> date:
    """The day that `text` is; if it is none, that ends the command with a sentence that says `where`."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise click.ClickException(f"{where}: '{text}' is not a day; write YYYY-MM-DD.") from error
