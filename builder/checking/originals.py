"""Originals: texts and saved pages that a maintainer keeps by article id, to compare summaries with, not to publish."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.archive.sources.wording import Wording, find_wording
from builder.content.tree import read_text
from builder.problems import Problem
from builder.reading.furniture import find_furniture
from builder.reading.sentences import find_sentences
from builder.text import blank, plain_spaces

_PAGES = (".html", ".htm")
SUFFIXES = (*_PAGES, ".txt", ".md")


@dataclass(frozen=True, slots=True)
class Originals:
    """The wording of each, by article id; `problems` are of files that are there and cannot be read."""

    wordings: Mapping[str, Wording]
    problems: tuple[Problem, ...]


NONE_AT_HAND = Originals({}, ())


def read_originals(folder: Path, articles: Iterable[str]) -> Originals:
    """The originals of `articles` (ids) that lie in `folder` as `<id>` and one of SUFFIXES. Raises OSError."""
    there = set(os.listdir(folder))  # noqa: PTH208 - names, not paths
    wordings: dict[str, Wording] = {}
    problems: list[Problem] = []
    for article in articles:
        name = next((name for suffix in SUFFIXES if (name := f"{article}{suffix}") in there), None)
        if name is None:
            continue
        text = read_text(folder / name, f"{folder.name}/{name}", problems)
        if text is not None:
            wordings[article] = _wording(text, is_page=name.endswith(_PAGES))
    return Originals(wordings, tuple(problems))


def _wording(text: str, *, is_page: bool) -> Wording:
    if is_page:
        from builder.content.ingest import text_of_html  # noqa: PLC0415 - slow to load

        text = text_of_html(text)
    written = plain_spaces(text)
    furniture = [piece.span for piece in find_furniture(written)]
    return find_wording(text, text, furniture, find_sentences(blank(written, furniture)))
