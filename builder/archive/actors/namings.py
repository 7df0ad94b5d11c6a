"""What each article calls whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from builder.archive.citations import Readings
from builder.archive.naming import fold
from builder.content.curated import ActorKind, ActorMetadata
from builder.content.folder import Curated
from builder.reading.names import Mention
from builder.reading.roles import Role
from builder.text import Span

_OUTVOTED = 3


@dataclass(frozen=True, slots=True)
class Naming:
    """One name in one article, `actor` the editor's entry that it means. `forms` are its mentions as written."""

    article: str
    day: date
    name: str
    kind: ActorKind
    actor: str | None
    mentions: tuple[tuple[Span, ActorKind, str], ...]
    roles: tuple[tuple[Span, str], ...]

    @property
    def is_person(self) -> bool:
        return self.kind == "person"

    @property
    def forms(self) -> tuple[str, ...]:
        return tuple(sorted({form for _, _, form in self.mentions}))


@dataclass(frozen=True)
class Editors:
    """The editor's entries by id, and whose a folded form is, apart for people and for bodies."""

    entries: Mapping[str, Curated[ActorMetadata]]

    @cached_property
    def by_form(self) -> Mapping[tuple[bool, str], str]:
        found: dict[tuple[bool, str], str] = {}
        for entry in self.entries.values():
            for form in (entry.data.name, *entry.data.aliases):
                found.setdefault((entry.data.kind == "person", fold(form)), entry.id)
        return found

    def actor_of(self, name: str, *, person: bool) -> str | None:
        return self.by_form.get((person, fold(name)))


def find_namings(readings: Readings, editors: Editors, nobody: frozenset[str]) -> tuple[Naming, ...]:
    """Every name of an article that is not a place's, ordered by day, article and name.

    `nobody` are folded forms that editors say are no actor: a machine-found name among them is left out.
    """
    found = []
    for article, reading in readings.items():
        body = reading.article.body
        mentions: dict[str, list[Mention]] = defaultdict(list)
        for mention in reading.findings.mentions:
            if mention.kind != "place":
                mentions[mention.name].append(mention)
        roles: dict[str, list[Role]] = defaultdict(list)
        for role in reading.findings.roles:
            roles[role.name].append(role)
        for name, of_name in mentions.items():
            kind = _kind(of_name)
            actor = next((m.actor for m in of_name if m.actor in editors.entries), None)
            actor = actor or editors.actor_of(name, person=kind == "person")
            if actor is None and fold(name) in nobody:
                continue
            found.append(
                Naming(
                    article,
                    reading.article.published,
                    name,
                    editors.entries[actor].data.kind if actor else kind,
                    actor,
                    tuple((m.span, m.kind, _plain(m.span.of(body))) for m in of_name if m.kind != "place"),
                    tuple((role.span, _plain(role.span.of(body))) for role in roles.get(name, ())),
                )
            )
    return _outvoted(sorted(found, key=lambda naming: (naming.day, naming.article, naming.name)))


def _outvoted(namings: list[Naming]) -> tuple[Naming, ...]:
    """`namings`, those of another kind that the archive reads as a person, or as a body, far more often.

    One article may misread a name in full. Where the archive is divided, there may be two of the name: they stay apart.
    A name of one word is left as it was read: many a firm has its founder's.
    """
    votes: dict[str, Counter[ActorKind]] = defaultdict(Counter)
    for naming in namings:
        votes[fold(naming.name)][naming.kind] += len(naming.mentions)
    decided = []
    for naming in namings:
        kinds = votes[fold(naming.name)]
        people = kinds["person"]
        bodies = kinds.total() - people
        if naming.actor is None and " " in fold(naming.name) and max(people, bodies) >= _OUTVOTED * min(people, bodies):
            sort = [kind for kind in kinds if (kind == "person") == (people > bodies)]
            if naming.kind not in sort:
                naming = replace(naming, kind=max(sort, key=lambda kind: (kinds[kind], kind)))  # noqa: PLW2901
        decided.append(naming)
    return tuple(decided)


def _kind(mentions: list[Mention]) -> ActorKind:
    kinds: list[ActorKind] = [mention.kind for mention in mentions if mention.kind != "place"]
    return kinds[0] if len(set(kinds)) == 1 else max(kinds, key=lambda kind: (kinds.count(kind), kind))


def _plain(text: str) -> str:
    return " ".join(text.split())
