"""What is wrong with content, where, and what to do about it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One violation: `path` relative to the content folder's parent, `line` and `column` from 1.

    An error keeps its file out of the site; a warning is a doubt: the file is published. Strict builds stop at both.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}" + (f". {self.hint}" if self.hint else "")


def render_text(problems: Iterable[Problem]) -> str:
    """One problem a line, sorted by place, severity named."""
    return "".join(f"{_one_line(str(problem))} [{problem.severity}: {problem.code}]\n" for problem in sorted(problems))


def render_github(problems: Iterable[Problem]) -> str:
    """Workflow commands that GitHub shows as annotations on the changed lines.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    return "".join(
        f"::{p.severity} file={_escape_property(p.path)},line={p.line},col={p.column},title={_escape_property(p.code)}"
        f"::{_escape_data(p.message + (f'. {p.hint}' if p.hint else ''))}\n"
        for p in sorted(problems)
    )


def render_json(problems: Iterable[Problem]) -> str:
    """A JSON array of objects with the fields of `Problem`."""
    return json.dumps([asdict(problem) for problem in sorted(problems)], ensure_ascii=False, indent=2) + "\n"


def _one_line(text: str) -> str:
    """Control and line-breaking characters from a hostile file must not draw on a terminal or forge a second problem."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
