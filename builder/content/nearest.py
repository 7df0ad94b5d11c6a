"""The words of a text that somebody meant who gave others."""

from __future__ import annotations

import re
from difflib import get_close_matches

_LONGEST = 200
"""Characters of a piece that is looked for."""
_MOST_WORDS = 5000
"""Of a text in which is looked."""
_LIKENESS = 0.8
_WORD = re.compile(r"\S+")


def nearest_piece(piece: str, text: str) -> str | None:
    """The piece of one line of `text`, of as many words as `piece`, that is most like it, if one is very much so."""
    wanted = piece.split()
    if not wanted or len(piece) > _LONGEST:
        return None
    pieces: dict[str, str] = {}
    words = 0
    for line in text.split("\n"):
        found = list(_WORD.finditer(line))
        words += len(found)
        if words > _MOST_WORDS:
            break
        for at in range(len(found) - len(wanted) + 1):
            near = line[found[at].start() : found[at + len(wanted) - 1].end()].strip('.,;:!?"“”()')
            pieces.setdefault(_plain(near), near)
    match = get_close_matches(_plain(piece), pieces, 1, _LIKENESS)
    return pieces[match[0]] if match else None


def _plain(piece: str) -> str:
    """Without what people don't see: case, the width of spaces, the form of apostrophes."""
    return " ".join(piece.casefold().replace("’", "'").split())
