"""The language's word lists: data files, one entry a line, `#` starts a comment, columns are separated by tabs."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def load_words(name: str, language: str = "en") -> tuple[tuple[str, ...], ...]:
    """The rows of `<language>/<name>.txt`, each a tuple of its columns."""
    text = files(__name__).joinpath(language, f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.partition("#")[0].rstrip() for line in text.splitlines())
    return tuple(tuple(column.strip() for column in line.split("\t")) for line in lines if line)


@cache
def load_set(name: str, language: str = "en") -> frozenset[str]:
    """The first column of a word list."""
    return frozenset(row[0] for row in load_words(name, language))
