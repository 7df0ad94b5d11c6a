"""The archive: what all articles say together, derived in named passes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from builder.archive.absent import without_absent_actors
from builder.archive.actors import Actor, Affiliation, Who, find_affiliations, resolve_actors
from builder.archive.citations import Citation, Reading, Readings
from builder.archive.collector import without_collector
from builder.archive.editing import find_idle_words, former_articles, ignored_forms
from builder.archive.evidence import Evidence, permit_evidence
from builder.archive.glossary import Term, resolve_terms
from builder.archive.identifiers import Anchor
from builder.archive.register import Register, register
from builder.archive.rounds import Round, resolve_rounds, rounds_of_entries
from builder.archive.sources import Sources, resolve_sources
from builder.archive.speech import Said, resolve_speech
from builder.archive.timeline import TimelineEntry, resolve_timeline
from builder.content.folder import Content
from builder.problems import Problem
from builder.reading.folding import fold
from builder.settings import QuoteLimit


@dataclass(frozen=True, slots=True)
class Archive:
    """Everything that pages are made from. Actors, rounds, terms and entries are ordered and have unique ids.

    `as_of` is the day of the latest article: the archive knows nothing later.
    `round_of_entry` maps entry ids to round ids, `entries_of_article` article ids to entry ids in order of time,
    `by_url` the originals' addresses to article ids, `affiliations` an organisation, state or group to its people;
    `former` by kind ("actors", "rounds", "glossary", "articles") ids that things had before to those that they have;
    `anchors` by kind (see `content.ledger.KINDS`) what is to be recorded of ids. `problems` are what editors wrote that
    has no effect on what articles say.
    """

    readings: Readings
    as_of: date | None
    actors: Mapping[str, Actor]
    who: Who
    rounds: Mapping[str, Round]
    terms: Mapping[str, Term]
    entries: Mapping[str, TimelineEntry]
    quotes: tuple[Said, ...]
    round_of_entry: Mapping[str, str]
    entries_of_article: Mapping[str, tuple[str, ...]]
    by_url: Mapping[str, str]
    register: Register
    former: Mapping[str, Mapping[str, str]]
    anchors: Mapping[str, Mapping[Anchor, str]]
    affiliations: Mapping[str, tuple[Affiliation, ...]]
    sources: Sources
    evidence: Evidence
    content: Content
    problems: tuple[Problem, ...]

    def reading(self, citation: Citation) -> Reading:
        return self.readings[citation.article]

    def words(self, citation: Citation) -> str:
        """What a reader sees at a citation."""
        return self.reading(citation).words(citation.span)


@without_collector()
def resolve_archive(content: Content, readings: Readings, limit: QuoteLimit) -> Archive:
    """The archive of `content`, whose articles were read into `readings`."""
    defined = frozenset(fold(form) for entry in content.terms for form in (entry.data.term, *entry.data.aliases))
    ignored = ignored_forms(content)
    cast = resolve_actors(readings, content.actors, defined | ignored, content.recorded["actors"])
    actors = {actor.id: actor for actor in cast.actors}
    content = without_absent_actors(content, actors)
    names = {actor.id: actor.name for actor in cast.actors}
    affiliations = find_affiliations(cast.actors)
    found = resolve_rounds(
        readings,
        cast.who,
        content.rounds,
        names=names,
        bodies=_bodies(cast.actors, affiliations),
        countries=_countries(content),
        recorded=content.recorded["rounds"],
    )
    rounds = {round_.id: round_ for round_ in found.rounds}
    sources = resolve_sources(readings)
    timeline = resolve_timeline(
        readings,
        cast.who,
        sources,
        places=content.places,
        files=content.entries,
        recorded=content.recorded["timeline"],
    )
    entries = {entry.id: entry for entry in timeline.entries}
    actor_forms = frozenset(fold(form) for actor in cast.actors for form in (actor.name, *actor.forms))
    glossary = resolve_terms(readings, content.terms, actor_forms | ignored, content.recorded["glossary"])
    terms = {term.id: term for term in glossary.terms}
    quotes = resolve_speech(readings, cast.who)
    round_of_entry = rounds_of_entries(entries, rounds)
    live: dict[str, Collection[str]] = {"actors": actors, "rounds": rounds, "glossary": terms}
    return Archive(
        readings=readings,
        as_of=max((reading.article.published for reading in readings.values()), default=None),
        actors=actors,
        who=cast.who,
        rounds=rounds,
        terms=terms,
        entries=entries,
        quotes=quotes,
        round_of_entry=round_of_entry,
        entries_of_article=_entries_of_articles(entries),
        by_url={reading.article.url: article for article, reading in readings.items()},
        register=register(actors, rounds, entries, quotes, round_of_entry),
        affiliations=affiliations,
        sources=sources,
        evidence=permit_evidence(readings, limit),
        content=content,
        former={
            "actors": cast.former,
            "rounds": found.former,
            "glossary": glossary.former,
            "articles": former_articles(readings),
        },
        anchors={
            "actors": cast.anchors,
            "glossary": glossary.anchors,
            "rounds": found.anchors,
            "timeline": timeline.anchors,
        },
        problems=tuple(sorted((*find_idle_words(content, readings, live), *timeline.problems))),
    )


def _entries_of_articles(entries: Mapping[str, TimelineEntry]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for entry in entries.values():
        for article in dict.fromkeys(report.citation.article for report in entry.reports):
            found[article].append(entry.id)
    return {article: tuple(identifiers) for article, identifiers in found.items()}


def _bodies(
    actors: tuple[Actor, ...], affiliations: Mapping[str, tuple[Affiliation, ...]]
) -> dict[str, tuple[str, ...]]:
    """By actor, what it directly belongs to."""
    found: dict[str, list[str]] = defaultdict(list)
    for actor in actors:
        if actor.curated is not None:
            found[actor.id] += actor.curated.data.part_of
    for body, people in sorted(affiliations.items()):
        for affiliation in people:
            if body not in found[affiliation.person]:
                found[affiliation.person].append(body)
    return {actor: tuple(bodies) for actor, bodies in found.items()}


def _countries(content: Content) -> dict[str, str]:
    """Folded written forms of the editor's places -> the folded country that each lies in."""
    return {
        fold(form): fold(place.country)
        for place in content.places
        if place.country
        for form in (place.name, *place.aliases)
    }


def companions(archive: Archive, actor: str, most: int = 6) -> tuple[tuple[str, tuple[TimelineEntry, ...]], ...]:
    """Who an actor most often appears with, and the entries that they share."""
    shared: dict[str, list[TimelineEntry]] = defaultdict(list)
    for entry in archive.register.entries_of_actor.get(actor, ()):
        for other in entry.actors:
            if other != actor:
                shared[other].append(entry)
    ranked = sorted(shared.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple((other, tuple(entries)) for other, entries in ranked[:most])
