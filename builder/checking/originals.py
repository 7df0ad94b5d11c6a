"""Originals: texts and saved pages that a maintainer keeps by article id, to compare summaries with, not to publish."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.content.tree import read_text
from builder.problems import Problem
from builder.reading.furniture import find_furniture
from builder.reading.sentences import find_sentences
from builder.reading.wording import Wording, find_wording
from builder.text import blank, plain_spaces

_PAGES = (".html", ".htm")
SUFFIXES = (*_PAGES, ".txt", ".md")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder in which originals are kept, and what takes the article's text out of a page that was saved.

    `read_page` raises ValueError, with what was found and what to do, where there is none to be had.
    """

    folder: Path
    read_page: Callable[[bytes], str]


@dataclass(frozen=True, slots=True)
class Originals:
    """The wording of each, by article id; `problems` are of files that are there and cannot be read."""

    wordings: Mapping[str, Wording]
    problems: tuple[Problem, ...]


NONE_AT_HAND = Originals({}, ())


def read_originals(shelf: Shelf, articles: Iterable[str]) -> Originals:
    """The originals of `articles` (ids) that stand on `shelf` as `<id>` and one of SUFFIXES. Raises OSError."""
    folder = shelf.folder
    there = set(os.listdir(folder))  # noqa: PTH208 - names, not paths
    wordings: dict[str, Wording] = {}
    problems: list[Problem] = []
    for article in articles:
        name = next((name for suffix in SUFFIXES if (name := f"{article}{suffix}") in there), None)
        if name is None:
            continue
        shown = f"{folder.name}/{name}"
        if name.endswith(_PAGES):
            text = _text_of_page(shelf, name, shown, problems)
        else:
            text = read_text(folder / name, shown, problems)
        if text is not None:
            wordings[article] = _wording(text)
    return Originals(wordings, tuple(problems))


def _text_of_page(shelf: Shelf, name: str, shown: str, problems: list[Problem]) -> str | None:
    try:
        return shelf.read_page((shelf.folder / name).read_bytes())
    except OSError as error:
        found, remedy = f"the file cannot be read ({error.strerror})", "Check its permissions"
    except ValueError as error:
        found, _, remedy = str(error).partition(" | ")
    problems.append(Problem(shown, 1, 1, "unreadable", found, remedy))
    return None


def _wording(text: str) -> Wording:
    written = plain_spaces(text)
    furniture = [piece.span for piece in find_furniture(written)]
    return find_wording(text, furniture, find_sentences(blank(written, furniture)), ())
