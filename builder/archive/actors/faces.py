"""Under what names, where and as what somebody appears: what is compared when two may be one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from builder.archive.actors.namings import Editors, Naming
from builder.archive.actors.roles import Service, are_at_odds, find_service, join_services
from builder.reading.folding import fold


class Node(NamedTuple):
    """An editor's entry, or everybody of one sort who has the same folded name."""

    sort: str
    key: str


@dataclass(frozen=True, slots=True)
class Face:
    """`names` are ordered; `short` are folded forms that articles use once they have given a name in full.

    `not_these` are folded names that an editor says mean somebody else.
    """

    nodes: tuple[Node, ...]
    curated: str | None
    names: tuple[str, ...]
    short: frozenset[str]
    articles: frozenset[str]
    service: Service
    not_these: frozenset[str]

    @property
    def is_person(self) -> bool:
        return self.nodes[0].sort == "person"


def node_of(naming: Naming) -> Node:
    """Where a naming belongs by its exact name, case, accents and punctuation apart."""
    sort = "person" if naming.is_person else "body"
    return Node(sort, f"={naming.actor}" if naming.actor else naming.key)


def find_faces(namings: Iterable[Naming], editors: Editors) -> tuple[Face, ...]:
    """The editor's entries, and each name of `namings`, ordered."""
    found: dict[Node, list[Naming]] = {}
    for entry in editors.entries.values():
        found[Node("person" if entry.data.kind == "person" else "body", f"={entry.id}")] = []
    for naming in namings:
        found.setdefault(node_of(naming), []).append(naming)
    return tuple(_face(node, found[node], editors) for node in sorted(found))


def _face(node: Node, namings: Sequence[Naming], editors: Editors) -> Face:
    entry = editors.entries.get(node.key[1:]) if node.key.startswith("=") else None
    given = (entry.data.name, *entry.data.aliases) if entry else ()
    return Face(
        nodes=(node,),
        curated=entry.id if entry else None,
        names=tuple(sorted({*given, *(naming.name for naming in namings)})),
        short=frozenset(map(fold, {form for naming in namings for _, _, form in naming.mentions})),
        articles=frozenset(naming.article for naming in namings),
        service=find_service((naming.day, text) for naming in namings for _, text in naming.roles),
        not_these=frozenset(map(fold, entry.data.distinct_from)) if entry else frozenset(),
    )


def may_be_one(one: Face, other: Face) -> bool:
    """Whether nothing speaks against it: no editor, no article that names both, no country that both cannot serve."""
    return (
        may_be_compared(one, other)
        and one.articles.isdisjoint(other.articles)
        and not are_at_odds(one.service, other.service)
    )


def may_be_compared(one: Face, other: Face) -> bool:
    """Whether no editor has already said that they are two."""
    return (
        one.is_person == other.is_person
        and not (one.curated and other.curated)
        and one.not_these.isdisjoint(map(fold, other.names))
        and other.not_these.isdisjoint(map(fold, one.names))
    )


def unite(faces: Sequence[Face], pairs: Iterable[tuple[int, int]]) -> tuple[Face, ...]:
    """`faces` with those that `pairs` of indices join made one, ordered. Two editors' entries are never joined."""
    leader = list(range(len(faces)))
    curated = [face.curated for face in faces]

    def find(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    for one, other in sorted(pairs):
        first, second = sorted((find(one), find(other)))
        if first != second and not (curated[first] and curated[second]):
            leader[second] = first
            curated[first] = curated[first] or curated[second]
    groups: dict[int, list[Face]] = {}
    for at, face in enumerate(faces):
        groups.setdefault(find(at), []).append(face)
    return tuple(_one_of(group) for group in groups.values())


def _one_of(group: Sequence[Face]) -> Face:
    if len(group) == 1:
        return group[0]
    return Face(
        nodes=tuple(sorted(chain.from_iterable(face.nodes for face in group))),
        curated=next((face.curated for face in group if face.curated), None),
        names=tuple(sorted(set(chain.from_iterable(face.names for face in group)))),
        short=frozenset().union(*(face.short for face in group)),
        articles=frozenset().union(*(face.articles for face in group)),
        service=join_services([face.service for face in group]),
        not_these=frozenset().union(*(face.not_these for face in group)),
    )
