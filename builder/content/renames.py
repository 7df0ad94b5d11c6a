"""Ids that editors say their things had before: whether each can lead to one thing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from builder.problems import Problem
from builder.text import Location


@dataclass(frozen=True, slots=True)
class Former:
    """The file `path` says at `where` that its thing was called `id`."""

    id: str
    path: str
    where: Location


def clashing_formers(kind: str, formers: Iterable[Former], present: Collection[str]) -> list[Problem]:
    """A Problem for each id that a file of the folder `kind` has today (`present`), or that two files say they had."""
    problems = []
    taken: dict[str, Former] = {}
    for former in formers:
        first = taken.setdefault(former.id, former)
        if former.id in present:
            found = f"'{former.id}' is the id of a file that is there today: {kind}/{former.id}"
            hint = "Its address cannot lead elsewhere: take the id out here, or rename that file"
        elif first is not former:
            found = f"'{former.id}' stands under 'formerly' in {first.path} already"
            hint = "An address leads to one page: take it out of one of the two files"
        else:
            continue
        problems.append(
            Problem(
                former.path, former.where.line, former.where.column, "former-id", found, hint, "warning"
            )
        )  # fmt: skip
    return problems
