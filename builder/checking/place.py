"""Where things stand in an article's file, for problems about what its body holds."""

from __future__ import annotations

from dataclasses import dataclass

from builder.problems import Problem, Severity
from builder.text import Location, locate


@dataclass(frozen=True, slots=True)
class Place:
    """`source` is all of the file at `path`, and ends with the article's `body`."""

    path: str
    source: str
    body: str

    def problem(self, offset: int, code: str, message: str, hint: str, severity: Severity) -> Problem:
        """One about what stands at `offset` of the body."""
        where: Location = locate(self.source, len(self.source) - len(self.body) + offset)
        return Problem(self.path, where.line, where.column, code, message, hint, severity)
