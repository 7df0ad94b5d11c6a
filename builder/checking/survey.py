"""A survey of a content folder: every file's record, of files that did not change from the store, and what is wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from builder.cache.store import Store
from builder.checking.keeping import Kept
from builder.content.agreement import agree
from builder.content.records import Record, pack_record, unpack_record
from builder.content.tree import read_tree
from builder.problems import Problem

ROOMS = ("content", "text", "period", "problems")
"""What reading a file by itself runs through."""
_RECORDS = Kept("record", ROOMS, pack_record, unpack_record)
_FORMER = Kept("former record", ROOMS, pack_record, unpack_record)
"""What files held at a revision lies apart, or it would take the place of what they hold now."""


@dataclass(frozen=True, slots=True)
class Survey:
    """By path in the folder, in order: every file's text, a key of what it holds, its record; `kept` are the good ones.

    `problems` are those of all files, by themselves and together: what reading the folder says, without its articles.
    """

    name: str
    texts: Mapping[str, str]
    keys: Mapping[str, str]
    records: Mapping[str, Record]
    kept: frozenset[str]
    problems: tuple[Problem, ...]


def survey(folder: Path, store: Store) -> Survey:
    """The survey of the content folder `folder`."""
    tree = read_tree(folder, folder.name)
    keys = {relative: _key(folder.name, relative, text) for relative, text in tree.texts.items()}
    records = _recall(_RECORDS, store, folder.name, tree.texts, keys)
    agreement = agree(records.values())
    own = (problem for record in records.values() for problem in record.problems)
    kept = frozenset(relative for relative, record in records.items() if record.path in agreement.kept)
    problems = tuple(sorted({*tree.problems, *own, *agreement.problems}))
    return Survey(folder.name, tree.texts, keys, records, kept, problems)


def problems_before(after: Survey, changed: Collection[str], held: Mapping[str, str], store: Store) -> set[Problem]:
    """What was wrong with a folder before the files at the paths `changed` were; `held` are the texts they had."""
    keys = {relative: _key(after.name, relative, text) for relative, text in held.items()}
    records = [record for relative, record in after.records.items() if relative not in changed]
    records += _recall(_FORMER, store, after.name, held, keys).values()
    return {*(problem for record in records for problem in record.problems), *agree(records).problems}


def _recall(
    kept: Kept[Record], store: Store, name: str, texts: Mapping[str, str], keys: Mapping[str, str]
) -> dict[str, Record]:
    """The records of the files of a folder called `name` that hold `texts`, path -> text."""

    def make(relative: str) -> Record:
        from builder.content.files import read_file  # noqa: PLC0415 - the models take longer to load than to ask

        return read_file(name, relative, texts[relative]).record

    return kept.recall(store, keys, texts, make)


def _key(name: str, relative: str, text: str) -> str:
    """The same for the same file in the same place, and for no other."""
    return sha256(f"{len(name)} {name} {len(relative)} {relative} {text}".encode()).hexdigest()
