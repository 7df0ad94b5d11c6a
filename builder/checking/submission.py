"""An article about which is asked: the file as it stands, and its imprint."""

from __future__ import annotations

from dataclasses import dataclass

from builder.checking.imprints import Imprint
from builder.problems import Problem, Severity


@dataclass(frozen=True, slots=True)
class Submission:
    """`source` is all of the file that `imprint` was made of."""

    source: str
    imprint: Imprint

    def problem(self, code: str, message: str, hint: str, severity: Severity) -> Problem:
        """One about the article as a whole: where its title stands."""
        rows = self.source.split("\n")
        line = next((n for n, row in enumerate(rows, 1) if row.startswith("title:")), 1)
        return Problem(self.imprint.path, line, 1, code, message, hint, severity)
