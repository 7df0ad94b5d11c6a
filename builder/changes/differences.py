"""What is new, gone or other, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import TypeVar

from builder.archive.account import Archive
from builder.changes.identity import Matching
from builder.changes.model import Changed, Difference, Kind, KindChanges, Moved, Thing, Value
from builder.changes.portraits import (
    Portrait,
    Trait,
    evidence_of,
    portray_actor,
    portray_article,
    portray_entry,
    portray_quotes,
    portray_round,
    portray_term,
    source_of,
)
from builder.changes.portraits.quotes import QuoteKey
from builder.changes.sides import Sides

MOST_EVIDENCE = 3
"""Sentences with which a thing comes; the site has the others."""

K = TypeVar("K", bound=Hashable)

_PORTRAYED: tuple[
    tuple[Kind, str, Callable[[Archive], Mapping[str, object]], Callable[[Archive, str], Portrait]], ...
] = (
    ("article", "articles", lambda archive: archive.readings, portray_article),
    ("entry", "timeline", lambda archive: archive.entries, portray_entry),
    ("round", "rounds", lambda archive: archive.rounds, portray_round),
    ("actor", "actors", lambda archive: archive.actors, portray_actor),
    ("term", "glossary", lambda archive: archive.terms, portray_term),
)


def find_differences(sides: Sides) -> tuple[KindChanges, ...]:
    """What changes of each kind, in the order of `model.KINDS`."""
    found = []
    for kind, address, things_of, portray in _PORTRAYED:
        before = {one: portray(sides.before.archive, one) for one in things_of(sides.before.archive)}
        after = {one: portray(sides.after.archive, one) for one in things_of(sides.after.archive)}
        found.append(_compare(kind, sides, sides.matched[address], before, after))
    return (*found, _compare_quotes(sides))


def thing_of(archive: Archive, portrait: Portrait) -> Thing:
    evidence = [evidence_of(archive, citation) for citation in portrait.reports[:MOST_EVIDENCE]]
    if not portrait.reports:
        evidence = [source_of(archive, article) for article in portrait.sources[:MOST_EVIDENCE]]
    return Thing(
        portrait.kind,
        portrait.id,
        portrait.label,
        portrait.path,
        len(portrait.reports),
        tuple(evidence),
    )


def _compare(
    kind: Kind, sides: Sides, matching: Matching, before: Mapping[str, Portrait], after: Mapping[str, Portrait]
) -> KindChanges:
    old, new = sides.before.archive, sides.after.archive
    came_from = {now: then for then, now in matching.pairs.items()}
    return KindChanges(
        kind,
        tuple(
            Moved(thing_of(new, after[one]), tuple(thing_of(old, before[other]) for other in matching.added[one]))
            for one in after
            if one in matching.added
        ),
        tuple(
            Moved(thing_of(old, before[one]), tuple(thing_of(new, after[other]) for other in matching.removed[one]))
            for one in before
            if one in matching.removed
        ),
        tuple(
            changed
            for one in after
            if one in came_from and (changed := _changed(sides, before[came_from[one]], after[one])) is not None
        ),
    )


def _compare_quotes(sides: Sides) -> KindChanges:
    old, new = sides.before.archive, sides.after.archive
    before = {(sides.now("articles", key[0]), *key[1:]): quote for key, quote in portray_quotes(old).items()}
    after: Mapping[QuoteKey, Portrait] = portray_quotes(new)
    return KindChanges(
        "quote",
        tuple(Moved(thing_of(new, quote), ()) for key, quote in after.items() if key not in before),
        tuple(Moved(thing_of(old, quote), ()) for key, quote in before.items() if key not in after),
        tuple(
            changed
            for key, quote in after.items()
            if key in before and (changed := _changed(sides, before[key], quote, ids=False)) is not None
        ),
    )


def _changed(sides: Sides, before: Portrait, after: Portrait, *, ids: bool = True) -> Changed | None:
    """None where all is as it was; a new id is a change, unless it is another thing's (`ids`)."""
    differences = tuple(_differences(sides, before, after))
    if not differences and not (ids and before.id != after.id):
        return None
    return Changed(thing_of(sides.before.archive, before), thing_of(sides.after.archive, after), differences)


def _differences(sides: Sides, before: Portrait, after: Portrait) -> Iterator[Difference]:
    for aspect in dict.fromkeys((*after.aspects, *before.aspects)):
        old = {(trait.of, sides.now(trait.of, trait.key)): trait for trait in before.aspects.get(aspect, ())}
        new = {(trait.of, trait.key): trait for trait in after.aspects.get(aspect, ())}
        gone = tuple(_value(sides.before.archive, trait) for key, trait in old.items() if key not in new)
        come = tuple(_value(sides.after.archive, trait) for key, trait in new.items() if key not in old)
        if gone or come:
            yield Difference(aspect, gone, come)


def _value(archive: Archive, trait: Trait) -> Value:
    return Value(trait.shown, evidence_of(archive, trait.citation) if trait.citation else None)
