"""What curated entries refer to, and whether it exists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from builder.content.curated import ActorMetadata, RoundMetadata, TermMetadata
from builder.content.yaml_nodes import Node, find_location
from builder.problems import Problem

Path = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """At the keys `path` an entry names `target`, which should be among `kind` ("any": actors, rounds and terms)."""

    path: Path
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Known:
    """`ids` by kind, of every file that exists, good or bad: one bad file must not make problems in all that name it."""

    ids: dict[str, frozenset[str]]
    places: frozenset[str]

    def has(self, reference: Reference) -> bool:
        if reference.kind == "places":
            return reference.target in self.places
        kinds = ("actors", "rounds", "glossary") if reference.kind == "any" else (reference.kind,)
        return any(reference.target in self.ids[kind] for kind in kinds)


def actor_references(data: ActorMetadata) -> list[Reference]:
    references = [Reference(("part_of", n), "actors", actor) for n, actor in enumerate(data.part_of)]
    for n, role in enumerate(data.roles):
        references += _source_references(("roles", n), role.sources)
    return references


def round_references(data: RoundMetadata) -> list[Reference]:
    references = [Reference(("parties", n), "actors", actor) for n, actor in enumerate(data.parties)]
    references += [Reference(("facilitators", n), "actors", actor) for n, actor in enumerate(data.facilitators)]
    references += [Reference(("host",), "actors", data.host)] if data.host else []
    references += [Reference(("place",), "places", data.place)] if data.place else []
    for n, participant in enumerate(data.people):
        references.append(Reference(("people", n, "actor"), "actors", participant.actor))
        references += [Reference(("people", n, "side"), "actors", participant.side)] if participant.side else []
        references += _source_references(("people", n), participant.sources)
    for key, statements in (("agreed", data.agreed), ("disputed", data.disputed)):
        for n, statement in enumerate(statements):
            references += _source_references((key, n), statement.sources)
    return references + _source_references((), data.sources)


def term_references(data: TermMetadata) -> list[Reference]:
    return [Reference(("see", n), "any", target) for n, target in enumerate(data.see)] + _source_references(
        (), data.sources
    )


def _source_references(at: Path, sources: Iterable[str]) -> list[Reference]:
    return [
        Reference((*at, "sources", n), "articles", source) for n, source in enumerate(sources) if "://" not in source
    ]


_EXPECTED = {"places": "an entry of places.yml", "any": "a file in actors/, rounds/ or glossary/"}


def unknown_references(path: str, nodes: Node, references: Iterable[Reference], known: Known) -> list[Problem]:
    """A Problem for each reference of the file `path` that leads nowhere."""
    problems = []
    for reference in references:
        if known.has(reference):
            continue
        where = find_location(nodes, reference.path)
        expected = _EXPECTED.get(reference.kind, f"a file in {reference.kind}/")
        hint = f"Name {expected}" + (", or give a web address" if reference.kind == "articles" else "")
        problems.append(
            Problem(path, where.line, where.column, "unknown-reference", f"'{reference.target}' does not exist", hint)
        )
    return problems
