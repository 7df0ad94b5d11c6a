"""What is wrong with content, where, and what to do about it."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One violation: `path` relative to the content folder's parent, `line` and `column` from 1.

    An error keeps its file out of the site; a warning is a doubt: the file is published. Strict builds stop at both.
    A note is advice that may be wrong, and stops nothing.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        """One line that a terminal can be given: what contributors wrote is quoted in it, and may be hostile."""
        return visible(f"{self.path}:{self.line}:{self.column}: {self.advice}")

    @property
    def advice(self) -> str:
        """What is wrong and what to do, without the place."""
        return self.message + (f". {self.hint}" if self.hint else "")


MOST = 50
"""Of one file; who made more has made one mistake many times."""


def first_few(path: str, problems: Iterable[Problem]) -> list[Problem]:
    """The first MOST of `problems`, all of the file `path`, and one that says that there are more.

    The rest is not even looked for: what somebody may have meant is searched for each, and a file may hold thousands.
    """
    found = list(islice(problems, MOST + 1))
    if len(found) <= MOST:
        return found
    last = found[MOST]
    more = Problem(path, last.line, last.column, "more", "there are more problems in this file", "Mend these first")
    return [*found[:MOST], more]


def render_text(problems: Iterable[Problem]) -> str:
    """One problem a line, sorted by place, severity named."""
    return "".join(f"{problem} [{problem.severity}: {problem.code}]\n" for problem in sorted(problems))


def render_github(problems: Iterable[Problem], root: str = "") -> str:
    """Workflow commands that GitHub shows as annotations on the changed lines, in the order in which they matter.

    GitHub shows the first ten of a step's errors, of its warnings and of its notices. `root` leads from the checkout to
    the folder that the problems' paths are relative to, with a closing slash.
    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    return "".join(
        f"::{_COMMANDS[p.severity]} file={_escape_property(visible(root + p.path))},line={p.line},col={p.column}"
        f",title={_escape_property(_title(p))}::{_escape_data(visible(p.advice))}\n"
        for p in sorted(problems, key=lambda problem: (_ORDER.index(problem.severity), problem))
    )


_ORDER: tuple[Severity, ...] = ("error", "warning", "note")
_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
_TITLES = {
    "empty": "Empty file",
    "encoding": "Wrong encoding",
    "more": "More problems",
    "name": "File name",
    "type": "Wrong kind of value",
    "value": "Wrong value",
    "yaml": "Front matter cannot be read",
}
"""What to call problems for people where their code's words don't say it."""


def _title(problem: Problem) -> str:
    return _TITLES.get(problem.code) or problem.code.replace("-", " ").capitalize().replace(" url", " address")


def fails(problems: Iterable[Problem]) -> bool:
    """Whether one of them is more than advice."""
    return any(problem.severity != "note" for problem in problems)


def render_json(problems: Iterable[Problem]) -> str:
    """A JSON array of objects with the fields of `Problem`."""
    text = json.dumps([asdict(problem) for problem in sorted(problems)], ensure_ascii=False, indent=2)
    return "".join(c if _is_shown(c) or c == "\n" else json.dumps(c)[1:-1] for c in text) + "\n"


def visible(text: str) -> str:
    """`text` with escapes for what draws on terminals, breaks lines, turns text around or cannot be encoded."""
    return text if text.isprintable() else "".join(c if _is_shown(c) else _escape(c) for c in text)


def _is_shown(character: str) -> bool:
    # Spaces of other widths, and the joiners that Persian words and families of emoji are written with.
    return character.isprintable() or unicodedata.category(character) == "Zs" or character in "\u200c\u200d"


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
