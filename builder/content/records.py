"""Records: what other files need to know of a content file, and what is wrong with it by itself.

A record is made from one file alone and small enough to keep: whether files agree is asked of their records, so that an
archive of which one file changed is judged without reading the others again.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import Any

from builder.problems import Problem
from builder.text import Location


@dataclass(frozen=True, slots=True)
class Placed:
    """Words of a file, and where they stand."""

    text: str
    where: Location


@dataclass(frozen=True, slots=True)
class Wanted:
    """At `where` a file names `target`, which should be among `kind` ("any": actors, rounds and terms)."""

    kind: str
    target: str
    where: Location


@dataclass(frozen=True, slots=True)
class Record:
    """`folder` is the first part of the path below the content folder, or the file's name where it stands by itself.

    `sound` is whether the file is good as far as can be told without the others; `names` are the written forms that it
    claims for itself, None where they cannot be known; `formers` the ids that it had before; `url` an article's page;
    `corrects` is whether an article has corrections; `apart` are names that an editor says to be somebody else's;
    `ignores` is whether its names are decided to mean nobody and nothing.
    """

    path: str
    folder: str
    id: str
    sound: bool
    problems: tuple[Problem, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    names: tuple[Placed, ...] | None = ()
    formers: tuple[Placed, ...] = ()
    url: Placed | None = None
    corrects: bool = False
    apart: tuple[str, ...] = ()
    ignores: bool = False


def pack_record(record: Record) -> tuple[Any, ...]:
    """The fields in their order, as JSON has them."""
    return astuple(record)


def unpack_record(packed: Any) -> Record:
    """The record that was packed. Raises ValueError, TypeError or KeyError for anything else."""
    path, folder, identifier, sound, problems, wanted, names, formers, url, *rest = packed
    corrects, apart, ignores = rest
    return Record(
        path,
        folder,
        identifier,
        sound,
        tuple(Problem(*problem) for problem in problems),
        tuple(Wanted(kind, target, Location(*where)) for kind, target, where in wanted),
        None if names is None else _placed(names),
        _placed(formers),
        None if url is None else Placed(url[0], Location(*url[1])),
        corrects,
        tuple(apart),
        ignores,
    )


def _placed(packed: list[Any]) -> tuple[Placed, ...]:
    return tuple(Placed(text, Location(*where)) for text, where in packed)
