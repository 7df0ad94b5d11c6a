"""What a line of metadata that cannot be read was probably meant to be: the line to write in its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_PAIR = re.compile(r"(?P<before>\s*(?:- )?[A-Za-z_]+):(?P<gap>\s*)(?P<value>\S.*?)\s*")
_LONGEST = 300
"""Characters of a line that is written out for somebody."""
_LONGEST_TEXT = 20_000
"""Characters of metadata that are read again and again."""

Reads = Callable[[str], int | None]
"""A text -> the index of the line up to which it can be read; None: all of it."""


def mend_line(text: str, at: int, reads: Reads) -> str | None:
    """How the line with the index `at`, or the one before, was meant: such that reading gets past both.

    Only what is certain: text that belongs in quotation marks, a tab for spaces, a colon without its space.
    """
    if len(text) > _LONGEST_TEXT:
        return None
    rows = text.split("\n")
    for index in (at, at - 1):
        if 0 <= index < len(rows) and len(rows[index]) <= _LONGEST:
            for mended in _candidates(rows[index]):
                reached = reads("\n".join([*rows[:index], mended, *rows[index + 1 :]]))
                if reached is None or reached > at:
                    return mended
    return None


def _candidates(row: str) -> Iterator[str]:
    spaced = row.replace("\t", "  ") if row.startswith(("\t", " ")) else row.replace("\t", " ")
    if spaced != row:
        yield spaced
    pair = _PAIR.fullmatch(spaced)
    if pair is None:
        return
    if not pair["gap"]:
        yield f"{pair['before']}: {pair['value']}"
    if not pair["value"].startswith(("[", "{", "|", ">")):
        yield f"{pair['before']}: {_quoted(pair['value'])}"


def _quoted(value: str) -> str:
    """The value as it was typed: a quotation mark without its other is thought to be a slip."""
    if value[0] in "\"'" and value.count(value[0]) == 1:
        value = value[1:]
    if value.startswith("“") and value.endswith("”") and value.count("“") == 1 == value.count("”"):
        value = value[1:-1]  # what a word processor made of straight ones
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"
