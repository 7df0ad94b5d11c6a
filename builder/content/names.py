"""Decisions about names, `content/names/<id>.yml`: whether they stand in each other's way, or an entry's."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from builder.content.records import Record
from builder.problems import Problem


def clashing_decisions(decided: Iterable[Record], entries: Iterable[Record]) -> list[Problem]:
    """A Problem for each form that two files decide about, or that an entry claims although a file ignores it.

    `decided` are the records of the files; `entries` those of actors' and terms' entries. No name is quoted here: these
    lines end up in public logs, and some names must not.
    """
    owners: dict[str, str] = {}
    for entry in entries:
        for name in entry.names or ():
            owners.setdefault(_key(name.text), entry.path)
    problems = []
    taken: dict[str, str] = {}
    for record in decided:
        for name in record.names or ():
            key = _key(name.text)
            first = taken.setdefault(key, record.path)
            if first != record.path:
                found, hint = f"this name stands in {first} too", "Keep it in one of the two files"
            elif record.ignores and key in owners:
                found = f"this name is ignored here and has an entry in {owners[key]}, which stands"
                hint = "Delete it here; or there, if nobody and nothing is meant"
            else:
                continue
            where = name.where
            problems.append(Problem(record.path, where.line, where.column, "name-decided", found, hint, "warning"))
    return problems


def _key(form: str) -> str:
    return unicodedata.normalize("NFC", " ".join(form.split())).casefold()
