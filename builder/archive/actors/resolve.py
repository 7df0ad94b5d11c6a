"""Who is who: mentions in articles -> actors.

Only safe rules merge; what merely looks alike is a suggestion, see `suggestions`. What an article says of a name stays
in the archive whatever other articles come: a name in full always has its actor, and a bare one whose bearer becomes
doubtful is kept with all whom it may mean.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from builder.archive.actors.actor import Actor, Cast
from builder.archive.actors.bare import ShortNames, is_bare, present_in
from builder.archive.actors.bodies import unite_bodies
from builder.archive.actors.faces import Face, find_faces, node_of
from builder.archive.actors.namings import Editors, Naming, find_namings
from builder.archive.actors.people import unite_people
from builder.archive.actors.roles import Told, find_current_role, find_role_reports
from builder.archive.citations import Citation, Readings
from builder.archive.identifiers import Anchor, Claim, Recorded, assign
from builder.content.curated import ActorKind, ActorMetadata
from builder.content.folder import Curated
from builder.content.identifiers import identifier_of

_NO_RECORD: Recorded = MappingProxyType({})


@dataclass(slots=True)
class _Called:
    """Under which names somebody is met, and what may be about them, in the order of the articles."""

    namings: list[Naming] = field(default_factory=list)
    perhaps: list[Naming] = field(default_factory=list)


def resolve_actors(
    readings: Readings,
    curated: tuple[Curated[ActorMetadata], ...],
    nobody: frozenset[str] = frozenset(),
    recorded: Recorded = _NO_RECORD,
) -> Cast:
    """Every mention of a person, organisation, state or group, put to an actor where that is safe.

    `nobody` are folded forms that editors say are no actor: terms of the glossary, and names to ignore.
    `recorded` are the ids that actors were published with.
    """
    editors = Editors({entry.id: entry for entry in curated})
    namings = find_namings(readings, editors, nobody)
    faces = find_faces((naming for naming in namings if not is_bare(naming)), editors)
    people = unite_people([face for face in faces if face.is_person])
    bodies = unite_bodies([face for face in faces if not face.is_person])
    known = (*people, *bodies)
    called = _called(namings, known, people)
    claims = [_claim(face, found.namings, editors) for face, found in zip(known, called, strict=True)]
    assignment = assign(claims, recorded)
    actors, who = [], {}
    days = {article: reading.article.published for article, reading in readings.items()}
    for identifier, face, found in zip(assignment.ids, known, called, strict=True):
        entry = editors.entries[face.curated] if face.curated else None
        actors.append(_actor(identifier, entry, found, days))
        who.update(dict.fromkeys(((naming.article, naming.name) for naming in found.namings), identifier))
    return Cast(tuple(sorted(actors, key=lambda actor: actor.id)), who, assignment.former, assignment.anchors)


def _called(namings: Sequence[Naming], known: Sequence[Face], people: Sequence[Face]) -> list[_Called]:
    """For each of `known`, of which `people` come first, where they are named."""
    face_of = {node: at for at, face in enumerate(known) for node in face.nodes}
    short_names = ShortNames(people)
    present = present_in(people, (naming.article for naming in namings if is_bare(naming)))
    words_of_bodies: dict[str, set[str]] = defaultdict(set)
    for naming in namings:
        if not naming.is_person and " " in naming.key:
            words_of_bodies[naming.article].update(naming.key.split())
    called = [_Called() for _ in known]
    for naming in namings:
        if not is_bare(naming):
            called[face_of[node_of(naming)]].namings.append(naming)
            continue
        here = present.get(naming.article, frozenset())
        candidates = short_names.candidates(naming, here)
        doubtful = here.isdisjoint(candidates) and naming.key in words_of_bodies[naming.article]
        meant = short_names.meant(naming, candidates, doubtful=doubtful)
        if meant is not None:
            called[meant].namings.append(naming)
        else:
            for at in candidates:
                called[at].perhaps.append(naming)
    return called


def _claim(face: Face, namings: Sequence[Naming], editors: Editors) -> Claim:
    """For each article that names an actor the id which that article alone would give: its fullest name there."""
    by_article: dict[str, list[Naming]] = defaultdict(list)
    for naming in namings:
        by_article[naming.article].append(naming)
    anchors = tuple(
        Anchor(article, identifier_of(_name_without_editors(found)) or "unnamed")
        for article, found in by_article.items()
    )
    former = editors.entries[face.curated].data.formerly if face.curated else ()
    return Claim(anchors, face.curated, former)


def _name_without_editors(namings: Sequence[Naming]) -> str:
    """What an article by itself calls somebody, though readers are told the editor's name."""
    if namings[0].actor is None:
        return _best_name(namings)
    forms = [form for naming in namings for _, _, form in naming.mentions]
    if forms.count(forms[0]) == len(forms):
        return forms[0]
    used = Counter(forms)
    return max(used, key=lambda form: (len(form.split()), used[form], form))


def _best_name(namings: Sequence[Naming]) -> str:
    """A person's fullest name, so that a page is not titled with a short one; what a body is mostly called in full.

    Of two as good, the earlier: `namings` are in the order of the articles.
    """
    if len(namings) == 1:
        return namings[0].name
    used: Counter[str] = Counter()
    for naming in namings:
        used[naming.name] += len(naming.mentions)
    if namings[0].is_person:
        return max(used, key=lambda name: (len(name.split()), used[name], not name.isascii()))
    long = any(" " in name for name in used)
    return max(used, key=lambda name: (not (long and _is_initials(name)), used[name], len(name.split())))


def _is_initials(name: str) -> bool:
    return name.isupper() and " " not in name


def _actor(identifier: str, entry: Curated[ActorMetadata] | None, found: _Called, days: Mapping[str, date]) -> Actor:
    forms = Counter(form for naming in found.namings for _, _, form in naming.mentions)
    kinds: Counter[ActorKind] = Counter(
        kind if (kind == "person") == naming.is_person else naming.kind
        for naming in found.namings
        for _, kind, _ in naming.mentions
    )
    given = (entry.data.name, *entry.data.aliases) if entry else ()
    name = entry.data.name if entry else _best_name(found.namings)
    roles = find_role_reports(
        [
            Told(naming.day, text, Citation(naming.article, span))
            for naming in found.namings
            for span, text in naming.roles
        ]
    )
    return Actor(
        id=identifier,
        name=name,
        kind=entry.data.kind if entry else max(kinds, key=lambda kind: (kinds[kind], kind)),
        forms=tuple(sorted((form for form in forms if form != name), key=lambda form: (-forms[form], form))),
        roles=roles,
        mentions=_citations(found.namings),
        curated=entry,
        names=tuple(sorted({*given, *(naming.name for naming in found.namings)})),
        current=find_current_role(roles, days),
        perhaps=_citations(found.perhaps),
    )


def _citations(namings: Sequence[Naming]) -> tuple[Citation, ...]:
    """In the order of the articles, then of the text."""
    places = [(naming.day, naming.article, span) for naming in namings for span, _, _ in naming.mentions]
    places.sort(key=lambda place: (place[0], place[1], place[2].start, place[2].end))
    return tuple(Citation(article, span) for _, article, span in places)
