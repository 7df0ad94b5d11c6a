"""The decisions that an editor can make about a name or a term."""

from __future__ import annotations

from dataclasses import dataclass

from builder.content.curated import ActorKind


@dataclass(frozen=True, slots=True)
class Accept:
    """What the machine found is right: `thing` gets an entry, with its roles as reported unless told otherwise."""

    thing: str
    with_roles: bool = True


@dataclass(frozen=True, slots=True)
class Define:
    """A term gets an entry, with the editor's `definition`."""

    thing: str
    definition: str


@dataclass(frozen=True, slots=True)
class AliasOf:
    """`name` means `thing` and nothing else."""

    name: str
    thing: str


@dataclass(frozen=True, slots=True)
class Merge:
    """`thing` is `into`: one page, to which the former address leads."""

    thing: str
    into: str


@dataclass(frozen=True, slots=True)
class Distinct:
    """Two actors whose names look alike are two."""

    thing: str
    other: str


@dataclass(frozen=True, slots=True)
class SetKind:
    """An actor is of another kind than was read."""

    thing: str
    kind: ActorKind


@dataclass(frozen=True, slots=True)
class Ignore:
    """`thing` is neither an actor nor a term."""

    thing: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class DoNotName:
    """`name` is to appear nowhere on the site; of an actor so called no other form either."""

    name: str
    reason: str | None = None


Decision = Accept | Define | AliasOf | Merge | Distinct | SetKind | Ignore | DoNotName
"""`thing`, `into` and `other` are ids, with their folder ("actors/x", "glossary/x") or without it."""
