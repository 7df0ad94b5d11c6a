"""The language's word lists: data files, one entry a line, `#` starts a comment, columns are separated by tabs."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_COMMENT = re.compile(r"#.*")


@cache
def load_words(name: str, language: str = "en") -> tuple[tuple[str, ...], ...]:
    """The rows of `<language>/<name>.txt`, each a tuple of its columns."""
    return tuple(tuple(map(str.strip, line.split("\t"))) for line in _lines(name, language))


@cache
def load_set(name: str, language: str = "en") -> frozenset[str]:
    """The first column of a word list."""
    lines = _lines(name, language)
    first = (line.partition("\t")[0] for line in lines) if any("\t" in line for line in lines) else lines
    return frozenset(map(str.strip, first))


def _lines(name: str, language: str) -> list[str]:
    text = files(__name__).joinpath(language, f"{name}.txt").read_text(encoding="utf-8")
    if "#" in text:
        text = _COMMENT.sub("", text)
    return [line for line in map(str.rstrip, text.split("\n")) if line]
