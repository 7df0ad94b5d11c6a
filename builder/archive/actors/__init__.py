"""Who is who: mentions in articles -> actors.

Only safe rules merge: an editor's names and aliases; the same full name; and a bare family name that belongs to exactly
one person of the whole archive. Everything else stays apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from builder.archive.citations import Citation, Readings
from builder.archive.naming import fold, last_word
from builder.content.curated import ActorKind, ActorMetadata
from builder.content.folder import Content, Curated
from builder.content.identifiers import identifier_of
from builder.reading.names import KnownName, KnownNames


@dataclass(frozen=True, slots=True)
class RoleReport:
    """A role as articles word it, from the day on which it was first reported."""

    text: str
    first: date
    last: date
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Actor:
    """`forms` are the written forms met, most frequent first; `curated` the editor's entry, where there is one."""

    id: str
    name: str
    kind: ActorKind
    forms: tuple[str, ...]
    roles: tuple[RoleReport, ...]
    mentions: tuple[Citation, ...]
    curated: Curated[ActorMetadata] | None


Who = Mapping[tuple[str, str], str]
"""(article id, name as in its mentions) -> actor id, for every mention that is resolved."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors, ordered by id, and who is meant by the names of each article."""

    actors: tuple[Actor, ...]
    who: Who


def known_names(content: Content) -> KnownNames:
    """What reading is told beforehand: the editor's actors, and the places that are not actors too."""
    names = [
        KnownName(form, entry.data.name, entry.data.kind, entry.id)
        for entry in content.actors
        for form in (entry.data.name, *entry.data.aliases)
    ]
    taken = {name.form for name in names}
    names += [
        KnownName(form, place.name, "place")
        for place in content.places
        for form in (place.name, *place.aliases)
        if form not in taken
    ]
    return KnownNames.of(names)


def resolve_actors(
    readings: Readings, curated: tuple[Curated[ActorMetadata], ...], terms: frozenset[str] = frozenset()
) -> Cast:
    """Every mention of a person, organisation, state or group, put to an actor where that is safe.

    `terms` are folded forms that editors define in the glossary: a machine-found name among them is that term.
    """
    ids = _Identities(curated)
    who: dict[tuple[str, str], str] = {}
    bare: list[tuple[str, str]] = []
    for article, reading in readings.items():
        for mention in reading.findings.mentions:
            key = (article, mention.name)
            if mention.kind == "place" or key in who:
                continue
            if mention.actor is not None and mention.actor in ids.curated:
                who[key] = mention.actor
            elif fold(mention.name) in terms and fold(mention.name) not in ids.by_name:
                continue
            elif mention.kind == "person" and " " not in fold(mention.name):
                if key not in bare:
                    bare.append(key)
            else:
                who[key] = ids.of(mention.name)
    by_family_name = ids.people_by_family_name(readings, who)
    for key in bare:
        candidates = by_family_name.get(fold(key[1]), set())
        if len(candidates) == 1:
            who[key] = next(iter(candidates))
        elif not candidates and fold(key[1]) in ids.by_name:
            who[key] = ids.by_name[fold(key[1])]
    return Cast(_collect(readings, who, ids), who)


class _Identities:
    """Which folded name has which id; the earliest article that names an actor gives it its id."""

    def __init__(self, curated: tuple[Curated[ActorMetadata], ...]) -> None:
        self.curated = {entry.id: entry for entry in curated}
        self.by_name: dict[str, str] = {}
        for entry in curated:
            for form in (entry.data.name, *entry.data.aliases):
                self.by_name.setdefault(fold(form), entry.id)
        self.taken = set(self.curated)

    def of(self, name: str) -> str:
        key = fold(name)
        if key not in self.by_name:
            stem = identifier_of(name) or "unnamed"
            candidate, number = stem, 2
            while candidate in self.taken:
                candidate, number = f"{stem}-{number}", number + 1
            self.taken.add(candidate)
            self.by_name[key] = candidate
        return self.by_name[key]

    def people_by_family_name(self, readings: Readings, who: Who) -> dict[str, set[str]]:
        people: dict[str, set[str]] = defaultdict(set)
        for entry in self.curated.values():
            if entry.data.kind == "person":
                people[last_word(entry.data.name)].add(entry.id)
        for article, reading in readings.items():
            for mention in reading.findings.mentions:
                actor = who.get((article, mention.name))
                if actor is not None and mention.kind == "person":
                    people[last_word(mention.name)].add(actor)
        return people


def _collect(readings: Readings, who: Who, ids: _Identities) -> tuple[Actor, ...]:
    mentions: dict[str, list[Citation]] = defaultdict(list)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Counter[ActorKind]] = defaultdict(Counter)
    roles: dict[str, dict[str, list[tuple[date, str, Citation]]]] = defaultdict(lambda: defaultdict(list))
    for article, reading in readings.items():
        body = reading.article.body
        for mention in reading.findings.mentions:
            actor = who.get((article, mention.name))
            if actor is None or mention.kind == "place":
                continue
            mentions[actor].append(Citation(article, mention.span))
            forms[actor][" ".join(mention.span.of(body).split())] += 1
            names[actor][mention.name] += 1
            kinds[actor][mention.kind] += 1
        for role in reading.findings.roles:
            actor = who.get((article, role.name))
            if actor is not None:
                text = " ".join(role.span.of(body).split())
                roles[actor][fold(text)].append((reading.article.published, text, Citation(article, role.span)))
    actors = []
    for actor in sorted({*mentions, *ids.curated}):
        entry = ids.curated.get(actor)
        # The fullest form that articles use, so that a page is not titled with a short one.
        name = entry.data.name if entry else max(names[actor], key=lambda n: (len(n.split()), names[actor][n], n))
        kind = entry.data.kind if entry else max(kinds[actor], key=lambda k: (kinds[actor][k], k))
        met = sorted(forms[actor], key=lambda form: (-forms[actor][form], form))
        actors.append(
            Actor(
                id=actor,
                name=name,
                kind=kind,
                forms=tuple(form for form in met if form != name),
                roles=_role_reports(roles[actor]),
                mentions=tuple(mentions[actor]),
                curated=entry,
            )
        )
    return tuple(actors)


def _role_reports(roles: Mapping[str, list[tuple[date, str, Citation]]]) -> tuple[RoleReport, ...]:
    reports = [
        RoleReport(
            text=wordings[0][1],
            first=min(day for day, _, _ in wordings),
            last=max(day for day, _, _ in wordings),
            citations=tuple(citation for _, _, citation in wordings),
        )
        for wordings in roles.values()
    ]
    return tuple(sorted(reports, key=lambda report: (report.first, report.text)))
