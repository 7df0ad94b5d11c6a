"""What curated entries refer to, and whether it exists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from builder.content.curated import ActorMetadata, EntryMetadata, RoundMetadata, TermMetadata
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
    """What may be referred to; names of `places` None: any.

    `ids` by kind, of every file that exists, good or bad: one bad file must not make problems in all that name it.
    """

    ids: dict[str, frozenset[str]]
    places: frozenset[str] | None

    def among(self, kind: str) -> frozenset[str] | None:
        """What a reference of `kind` may name; None: anything."""
        if kind == "places":
            return self.places
        if kind == "any":
            return self.ids["actors"] | self.ids["rounds"] | self.ids["glossary"]
        return self.ids[kind]


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
    for key, statements in (
        ("agreed", data.agreed),
        ("offered", data.offered),
        ("demanded", data.demanded),
        ("disputed", data.disputed),
    ):
        for n, statement in enumerate(statements):
            references += _source_references((key, n), statement.sources)
    return references + _source_references((), data.sources)


def entry_references(data: EntryMetadata) -> list[Reference]:
    """All but those to other entries, which only the archive knows."""
    references = [Reference(("actors", n), "actors", actor) for n, actor in enumerate(data.actors)]
    references += [Reference(("place",), "places", data.place)] if data.place else []
    references += [Reference(("apart", n), "articles", article) for n, article in enumerate(data.apart)]
    for n, account in enumerate(data.accounts):
        references += _source_references(("accounts", n), account.sources)
    if data.outcome:
        references += _source_references(("outcome",), data.outcome.sources)
    return references + _source_references((), data.sources)


def term_references(data: TermMetadata) -> list[Reference]:
    return [Reference(("see", n), "any", target) for n, target in enumerate(data.see)] + _source_references(
        (), data.sources
    )


def _source_references(at: Path, sources: Iterable[str]) -> list[Reference]:
    return [
        Reference((*at, "sources", n), "articles", source) for n, source in enumerate(sources) if "://" not in source
    ]


_WHERE = {
    "places": "the names and aliases of places.yml",
    "any": "the files of actors/, rounds/ and glossary/",
    "articles": "the files of articles/",
    "actors": "the files of actors/",
}
_TODO = {
    "places": "Write a name from there, or add the place",
    "any": "Write a file's name without '.md'",
    "articles": "Write a file's name without '.md', or a web address",
    "actors": "Write a file's name without '.md', or add the actor",
}


def unknown_references(path: str, nodes: Node, references: Iterable[Reference], known: Known) -> list[Problem]:
    """A Problem for each reference of the file `path` that leads nowhere."""
    problems = []
    for reference in references:
        among = known.among(reference.kind)
        if among is None or reference.target in among:
            continue
        where = find_location(nodes, reference.path)
        near = get_close_matches(reference.target, sorted(among), 1, 0.75)
        found = f"'{reference.target[:60]}' is not among {_WHERE[reference.kind]}"
        hint = f"Did you mean '{near[0]}'?" if near else _TODO[reference.kind]
        problems.append(Problem(path, where.line, where.column, "unknown-reference", found, hint))
    return problems
