"""Lines cut into cells by bars or gaps: menus, breadcrumbs, bylines with dates."""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.reading.furniture.alone import reason_alone
from builder.reading.furniture.lines import Line, line_of
from builder.reading.furniture.stamps import is_dated_stamp
from builder.reading.furniture.surroundings import is_byline, is_section, names_agency

_LONGEST = 40
_CELL = re.compile(r"\s*[|›»]\s*|\s+[>·•]\s+|\s{2,}")
_BREADCRUMB = re.compile(r"\s[›»>]\s")
# A row of so many cells, each of few words, is a menu if only one of them is known.
_MENU = 4
_MENU_WORDS = 3
_TRAIL = 3
# Beside the date of a page stand the paper's edition, its office, the weather: few words each.
_HEAD_WORDS = 6


def mark_rows(lines: Sequence[Line], reasons: list[str | None], publisher: str) -> None:
    """Mark the lines whose cells are, at least half of them, what stands around articles."""
    for at, line in enumerate(lines):
        if reasons[at] is None and line.words <= _LONGEST and not line.ended and _CELL.search(line.text):
            reasons[at] = _row(line, publisher)


def _row(line: Line, publisher: str) -> str | None:
    cells = [line_of(cell) for cell in _CELL.split(line.text) if cell.strip()]
    sorts = [_cell(cell, publisher) for cell in cells]
    known = [sort for sort in sorts if sort]
    if len(cells) < 2 or not known:
        return None
    if len(known) * 2 >= len(cells):
        return known[0]
    if len(cells) >= _MENU and all(cell.words <= _MENU_WORDS for cell in cells):
        return "navigation"
    if any(is_dated_stamp(cell.plain) for cell in cells) and all(cell.words <= _HEAD_WORDS for cell in cells):
        return "metadata"
    trail = len(cells) >= _TRAIL and sorts[0] == "navigation" and _BREADCRUMB.search(line.text)
    return "navigation" if trail else None


def _cell(cell: Line, publisher: str) -> str | None:
    if is_section(cell):
        return "navigation"
    reason = reason_alone(cell, "", publisher)
    if reason and reason != "separator":
        return reason
    if is_dated_stamp(cell.plain):
        return "metadata"
    if names_agency(cell, publisher):
        return "credit"
    return "byline" if is_byline(cell) else None
