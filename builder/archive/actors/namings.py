"""What each article calls whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from builder.archive.citations import Readings
from builder.content.curated import ActorKind, ActorMetadata
from builder.content.folder import Curated
from builder.reading.folding import fold
from builder.reading.names import Mention
from builder.reading.roles import Role
from builder.text import Span

_OUTVOTED = 3


@dataclass(frozen=True, slots=True)
class Naming:
    """One name in one article, folded in `key`; `actor` is the editor's entry that it means."""

    article: str
    day: date
    name: str
    key: str
    kind: ActorKind
    actor: str | None
    mentions: tuple[tuple[Span, ActorKind, str], ...]
    roles: tuple[tuple[Span, str], ...]

    @property
    def is_person(self) -> bool:
        return self.kind == "person"


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

    def actor_of(self, key: str, *, person: bool) -> str | None:
        """The editor's entry with a name that folds to `key`."""
        return self.by_form.get((person, key))


def find_namings(readings: Readings, editors: Editors, nobody: frozenset[str]) -> tuple[Naming, ...]:
    """Every name of an article that is not a place's, ordered by day, article and name.

    `nobody` are folded forms that editors say are no actor: a machine-found name among them is left out.
    """
    found = []
    for article, reading in sorted(readings.items(), key=lambda item: (item[1].article.published, item[0])):
        body = reading.article.body
        mentions: dict[str, list[Mention]] = defaultdict(list)
        for mention in reading.findings.mentions:
            if mention.kind != "place":
                mentions[mention.name].append(mention)
        roles: dict[str, list[Role]] = defaultdict(list)
        for role in reading.findings.roles:
            roles[role.name].append(role)
        for name in sorted(mentions):
            of_name, key = mentions[name], fold(name)
            kind = _kind(of_name)
            actor = next((m.actor for m in of_name if m.actor in editors.entries), None)
            actor = actor or editors.actor_of(key, person=kind == "person")
            if actor is None and key in nobody:
                continue
            found.append(
                Naming(
                    article,
                    reading.article.published,
                    name,
                    key,
                    editors.entries[actor].data.kind if actor else kind,
                    actor,
                    tuple((m.span, m.kind, _plain(m.span.of(body))) for m in of_name if m.kind != "place"),
                    tuple((role.span, _plain(role.span.of(body))) for role in roles.get(name, ())),
                )
            )
    return _outvoted(found)


def _outvoted(namings: Sequence[Naming]) -> tuple[Naming, ...]:
    """`namings`, those of another kind that the archive reads as a person, or as a body, far more often.

    One article may misread a name in full. Where the archive is divided, there may be two of the name: they stay apart.
    A name of one word is left as it was read: many a firm has its founder's.
    """
    votes: dict[str, Counter[ActorKind]] = defaultdict(Counter)
    for naming in namings:
        if " " in naming.key:
            votes[naming.key][naming.kind] += len(naming.mentions)
    elected = {key: kind for key, kinds in votes.items() if (kind := _elected(kinds)) is not None}
    return tuple(
        replace(naming, kind=kind)
        if naming.actor is None
        and (kind := elected.get(naming.key)) is not None
        and naming.is_person != (kind == "person")
        else naming
        for naming in namings
    )


def _elected(kinds: Counter[ActorKind]) -> ActorKind | None:
    """The kind of a name that some articles read as a person and far more do not, or the other way; else None."""
    people = kinds["person"]
    bodies = kinds.total() - people
    if min(people, bodies) == 0 or max(people, bodies) < _OUTVOTED * min(people, bodies):
        return None
    sort = [kind for kind in kinds if (kind == "person") == (people > bodies)]
    return max(sort, key=lambda kind: (kinds[kind], kind))


def _kind(mentions: list[Mention]) -> ActorKind:
    kinds: list[ActorKind] = [mention.kind for mention in mentions if mention.kind != "place"]
    if kinds.count(kinds[0]) == len(kinds):
        return kinds[0]
    return max(kinds, key=lambda kind: (kinds.count(kind), kind))


def _plain(text: str) -> str:
    return " ".join(text.split())
