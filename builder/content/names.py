"""Decisions about names, `content/names/<id>.yml`: whether they stand in each other's way, or an entry's."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from builder.content.curated import NameMetadata
from builder.content.yaml_nodes import Node, find_location
from builder.problems import Problem


def clashing_decisions(
    decided: Iterable[tuple[str, Node, NameMetadata]], claimed: Iterable[tuple[str, str]]
) -> list[Problem]:
    """A Problem for each form that two files decide about, or that an entry claims although a file ignores it.

    `decided` are paths, nodes and data of the files; `claimed` the forms of actors' and terms' entries, with the
    paths of these. No name is quoted here: these lines end up in public logs, and some names must not.
    """
    owners: dict[str, str] = {}
    for form, path in claimed:
        owners.setdefault(_key(form), path)
    problems = []
    taken: dict[str, str] = {}
    for path, nodes, data in decided:
        for step, form in _placed(data):
            key = _key(form)
            first = taken.setdefault(key, path)
            if first != path:
                found, hint = f"this name stands in {first} too", "Keep it in one of the two files"
            elif data.decision == "ignore" and key in owners:
                found = f"this name is ignored here and has an entry in {owners[key]}, which stands"
                hint = "Delete it here; or there, if nobody and nothing is meant"
            else:
                continue
            where = find_location(nodes, step)
            problems.append(Problem(path, where.line, where.column, "name-decided", found, hint, "warning"))
    return problems


def _placed(data: NameMetadata) -> Iterator[tuple[tuple[int | str, ...], str]]:
    yield ("name",), data.name
    for index, alias in enumerate(data.aliases):
        yield ("aliases", index), alias


def _key(form: str) -> str:
    return unicodedata.normalize("NFC", " ".join(form.split())).casefold()
