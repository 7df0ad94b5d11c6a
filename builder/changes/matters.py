"""What somebody should decide before a change is taken in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import get_args

from builder.archive.account import Archive
from builder.changes.addresses import address_of
from builder.changes.conflicts import find_conflicts
from builder.changes.double_rounds import find_double_rounds
from builder.changes.doubles import find_doubles
from builder.changes.editing import curated_of, find_idle_files, find_joined_and_split
from builder.changes.model import Addresses, Kind, KindChanges, Matter, MatterKind
from builder.changes.names import find_near_names, find_new_spellings
from builder.changes.rights import find_copies, find_rights
from builder.changes.sides import Side, Sides
from builder.problems import Problem

_ORDER: tuple[str, ...] = get_args(MatterKind)
_NAMED = 10
"""Addresses that a sentence enumerates."""
_NO_PAGE = (
    "links to there would find no page. If that is meant, let 'explainer identify' record them before the change is "
    "taken in, and keep its record: each then says that it is gone."
)
_NO_ENTRY = (
    "links to there would open the timeline, without the entry. If one goes on as another, write 'formerly' into an "
    "editor's file about that."
)
_KINDS: dict[str, Kind] = {"actors": "actor", "rounds": "round", "glossary": "term", "timeline": "entry"}


def find_matters(sides: Sides, kinds: Sequence[KindChanges], addresses: Addresses) -> tuple[Matter, ...]:
    """The most pressing first, see `model.MatterKind`; those of one kind in the order in which they were found."""
    found = [
        *_new_problems(sides),
        *_broken(sides, addresses),
        *find_conflicts(sides),
        *find_doubles(sides),
        *find_double_rounds(sides),
        *find_near_names(sides),
        *find_new_spellings(sides),
        *find_rights(sides),
        *find_copies(sides),
        *find_joined_and_split(sides, kinds),
        *find_idle_files(sides),
    ]
    return tuple(sorted(found, key=lambda matter: _ORDER.index(matter.kind)))


def find_mended(sides: Sides) -> tuple[str, ...]:
    """The problems that there were and are no more."""
    return tuple(str(problem) for problem in _unknown(sides.before, sides.after))


def _new_problems(sides: Sides) -> Iterator[Matter]:
    for problem in _unknown(sides.after, sides.before):
        if problem.severity != "note":  # advice, which the matters below give with what speaks for it
            yield Matter(problem.severity, problem.advice, f"{problem.path}:{problem.line}:{problem.column}")


def _unknown(here: Side, there: Side) -> list[Problem]:
    """Problems of the one side that the other does not have, wherever in their files they stand."""
    known = Counter((problem.path, problem.code, problem.message) for problem in there.problems)
    found = []
    for problem in sorted(here.problems):
        key = (problem.path, problem.code, problem.message)
        if known[key]:
            known[key] -= 1
        else:
            found.append(problem)
    return found


def _broken(sides: Sides, addresses: Addresses) -> Iterator[Matter]:
    """One by one where the thing is still there and its file can name the id that it had; the others together."""
    broken = set(addresses.broken)
    for kind, matching in sides.matched.items():
        for old in sorted({*matching.pairs, *matching.removed}):
            new, address = sides.now(kind, old), address_of(kind, old)
            if new != old and address in broken:
                broken.discard(address)
                path = _file_of(sides.after.archive, kind, new)
                todo = f"Write 'formerly: [{old}]' " + ("there" if path else f"into an editor's file about '{new}'")
                yield Matter(
                    "address", f"{address} would lead nowhere; it is {address_of(kind, new)} now. {todo}.", path
                )
    rest = [address for address in addresses.broken if address in broken]
    for gone, todo in (
        ([address for address in rest if "#" not in address], _NO_PAGE),
        ([address for address in rest if "#" in address], _NO_ENTRY),
    ):
        if gone:
            more = f" and {len(gone) - _NAMED} more" if len(gone) > _NAMED else ""
            yield Matter("address", f"Nothing is told any more at {', '.join(gone[:_NAMED])}{more}: {todo}", None)


def _file_of(archive: Archive, kind: str, identifier: str) -> str | None:
    if kind == "articles":
        return archive.readings[identifier].article.path
    curated = curated_of(archive, _KINDS[kind], identifier)
    return curated.path if curated else None
