"""What curated entries refer to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from builder.content.records import Wanted
from builder.content.yaml_nodes import Node, find_location

if TYPE_CHECKING:  # an article by itself needs no models of entries
    from builder.content.curated import ActorMetadata, EntryMetadata, RoundMetadata, TermMetadata

Path = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """At the keys `path` an entry names `target`, which should be among `kind` ("any": actors, rounds and terms)."""

    path: Path
    kind: str
    target: str


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


def placed_references(nodes: Node, references: Iterable[Reference]) -> tuple[Wanted, ...]:
    """The references with their places in the file whose metadata are `nodes`."""
    return tuple(
        Wanted(reference.kind, reference.target, find_location(nodes, reference.path)) for reference in references
    )
