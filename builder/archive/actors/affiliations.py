"""Who speaks for an organisation, a state or a group, or belongs to it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.archive.actors.actor import Actor, RoleReport
from builder.reading.forms import FormFinder
from builder.text import Span

# "spokesman for X", "X's envoy", but not "envoy to X", "talks with X".
_OF = re.compile(
    r"(?:\b(?:of|for)\s+(?:the\s+)?|^(?:the\s+|(?:former|acting|outgoing|senior|top)\s+)*)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A person who belongs to an actor: by the editor's word (`roles` empty), or by roles that articles report."""

    person: str
    roles: tuple[RoleReport, ...]


def find_affiliations(actors: Sequence[Actor]) -> Mapping[str, tuple[Affiliation, ...]]:
    """By id of the body its people, ordered by id; their roles by the first report.

    Where an editor says whom a person belongs to, the roles of the person make no others.
    """
    bodies = FormFinder(
        {
            actor.id: (actor.name, *(actor.curated.data.aliases if actor.curated else ()))
            for actor in actors
            if actor.kind != "person"
        },
        ignore_case=False,
    )
    found: dict[str, dict[str, list[RoleReport]]] = defaultdict(dict)
    for actor in actors:
        if actor.kind != "person":
            continue
        editors = actor.curated.data.part_of if actor.curated else ()
        for body in editors:
            found[body][actor.id] = []
        for role in actor.roles:
            named = {hit.owner for hit in bodies.find(role.text) if _belongs(role.text, hit.span)}
            for body in sorted(named):
                if not editors or body in editors:
                    found[body].setdefault(actor.id, []).append(role)
    return {
        body: tuple(Affiliation(person, tuple(people[person])) for person in sorted(people))
        for body, people in found.items()
    }


def _belongs(role: str, body: Span) -> bool:
    """Whether a role names a body as its own."""
    return _OF.search(role[: body.start]) is not None
