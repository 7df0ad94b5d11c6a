"""Problems as people read them on a terminal: each with the line that it is about, and a caret below the place."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from builder.problems import Problem, Severity, visible

WIDTH = 100
"""Columns of a source line that are shown at most: the part around the place."""
_BEFORE = 60
"""Columns that are shown before the place where a line is longer."""
_TAB = "    "
_INDENT = "    "

Paint = Callable[[str, str], str]
"""A piece of the report, and what it is (a severity, "place", "source") -> the piece as it is printed."""


def render_report(problems: Iterable[Problem], texts: Mapping[str, str], paint: Paint | None = None) -> str:
    """Each problem with its severity, then its line of `texts` (by path) where that is known and not empty."""
    colour = paint or _plain
    return "".join(_render(problem, texts.get(problem.path), colour) for problem in sorted(problems))


def summarise(problems: Iterable[Problem]) -> str:
    """How many of what: "2 errors, 1 warning and 3 notes."."""
    severities = [problem.severity for problem in problems]
    order: tuple[Severity, ...] = ("error", "warning", "note")
    counts = [(severities.count(severity), severity) for severity in order]
    parts = [f"{number:,} {severity}{'' if number == 1 else 's'}" for number, severity in counts if number]
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts) + "." if parts else ""


def _plain(piece: str, _what: str) -> str:
    return piece


def _render(problem: Problem, text: str | None, paint: Paint) -> str:
    place = visible(f"{problem.path}:{problem.line}:{problem.column}:")
    label = paint(f"[{problem.severity}: {problem.code}]", problem.severity)
    head = f"{paint(place, 'place')} {visible(problem.advice)} {label}\n"
    excerpt = find_excerpt(text, problem.line, problem.column) if text is not None else None
    if excerpt is None:
        return head
    return f"{head}{_INDENT}{paint(excerpt.source, 'source')}\n{_INDENT}{paint(excerpt.pointer, problem.severity)}\n"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a line, safe to print, and what stands below it: a caret under the place, or words that name it."""

    source: str
    pointer: str


def find_excerpt(text: str, line: int, column: int) -> Excerpt | None:
    """The part of a line around a column (both from 1); None where there is nothing to see."""
    row = _line_of(text, line)
    if row is None or not row.strip():
        return None
    at = min(column - 1, len(row))
    start = _window_start(row, at)
    end = _window_end(row, start)
    before = _shown(row[start:at])
    lead, tail = ("…" if start else ""), ("…" if end < len(row) else "")
    source = f"{lead}{before}{_shown(row[at:end])}{tail}"
    if any(unicodedata.bidirectional(character) in ("R", "AL", "AN") for character in row[start:end]):
        # Terminals differ in where they draw such a line's characters: a caret would point anywhere.
        piece = " ".join(_shown(row[at:end]).split()[:4])
        return Excerpt(source, f"at: {piece}" if piece else "at the end of the line")
    return Excerpt(source, " " * width_of(lead + before) + "^")


def _line_of(text: str, line: int) -> str | None:
    """Without reading on: a file may have many lines and many problems."""
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
        if not start:
            return None
    end = text.find("\n", start)
    return text[start:] if end < 0 else text[start:end]


def _window_start(row: str, at: int) -> int:
    """Where a piece begins that holds the place `at`: at the line's beginning if that is near."""
    if width_of(_shown(row[: WIDTH + 1])) <= WIDTH and len(row) <= WIDTH:
        return 0
    start, columns = at, 0
    while start > 0 and columns < _BEFORE:
        start -= 1
        columns += width_of(_shown(row[start]))
    while start < at and unicodedata.combining(row[start]):
        start += 1
    return start


def _window_end(row: str, start: int) -> int:
    end, columns = start, 0
    while end < len(row) and columns < WIDTH:
        columns += width_of(_shown(row[end]))
        end += 1
    return end


def _shown(piece: str) -> str:
    return visible(piece.replace("\t", _TAB))


def width_of(text: str) -> int:
    """Columns that printable text takes on a terminal: none for marks on other characters, two for wide ones."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
