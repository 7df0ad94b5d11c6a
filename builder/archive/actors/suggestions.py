"""Who may be the same and was not put together: for an editor to accept or refuse.

Actors are compared only with those that share a key with them, so that the work grows with their number and not with
its square; a key that many share tells nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from builder.archive.actors.actor import Actor
from builder.archive.actors.roles import are_at_odds, find_service
from builder.archive.citations import Citation
from builder.archive.likeness import MOST_OF_A_KEY, Likeness, compare_names, name_keys
from builder.archive.spelling import is_short
from builder.reading.folding import fold

_LOOSE = ("with", "without")
"""Keys of bodies that tell something only where exactly two share them: there are many air forces."""
_FAINT = 0.3
"""A likeness below this is none."""
_SAME_OFFICE = 0.08
_TOGETHER = 0.35
_AT_ODDS = 0.3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two actors who look like one; `score` from 0 to 1, `reason` a sentence, `contexts` a mention of each."""

    one: Actor
    other: Actor
    score: float
    reason: str
    contexts: tuple[Citation, Citation]


def suggest_same(actors: Iterable[Actor]) -> tuple[Suggestion, ...]:
    """Pairs that look alike, the most useful first: surest, then those most often named.

    Pairs of which both have an editor's entry, or one an entry that names the other in `distinct_from`, are decided.
    """
    met = [actor for actor in sorted(actors, key=lambda actor: actor.id) if actor.mentions]
    found = []
    for one, other in _pairs(met):
        if not _is_open(one, other):
            continue
        likeness = _likeness(one, other)
        if likeness is not None:
            first, second = _fuller_first(one, other)
            contexts = (first.mentions[0], second.mentions[0])
            score = round(min(max(likeness.score + _evidence(one, other), 0), 1), 2)
            if score >= _FAINT:
                found.append(Suggestion(first, second, score, likeness.reason, contexts))
    return tuple(sorted(found, key=_usefulness))


def _usefulness(suggestion: Suggestion) -> tuple[float, int, str, str]:
    fewer = min(len(suggestion.one.mentions), len(suggestion.other.mentions))
    return -suggestion.score, -fewer, suggestion.one.id, suggestion.other.id


def _fuller_first(one: Actor, other: Actor) -> tuple[Actor, Actor]:
    """The editor's, else the more often named."""
    first, second = sorted((one, other), key=lambda a: (a.curated is None, -len(a.mentions), a.id))
    return first, second


def _is_open(one: Actor, other: Actor) -> bool:
    if one.curated and other.curated:
        return False
    return not any(
        {fold(name) for name in actor.curated.data.distinct_from} & {fold(name) for name in _names(opposite)}
        for actor, opposite in ((one, other), (other, one))
        if actor.curated
    )


def _names(actor: Actor) -> tuple[str, ...]:
    """Of people those of several words, of bodies all."""
    return tuple(name for name in actor.names if not (actor.kind == "person" and is_short(name)))


def _pairs(actors: Sequence[Actor]) -> Iterator[tuple[Actor, Actor]]:
    by_key: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for at, actor in enumerate(actors):
        for name in _names(actor):
            for key in name_keys(name, person=actor.kind == "person"):
                by_key[key].add(at)
    pairs = {
        pair
        for key, found in by_key.items()
        if len(found) <= (2 if key[0] in _LOOSE else MOST_OF_A_KEY)
        for pair in combinations(sorted(found), 2)
    }
    for one, other in sorted(pairs):
        yield actors[one], actors[other]


def _likeness(one: Actor, other: Actor) -> Likeness | None:
    if (one.kind == "person") != (other.kind == "person"):
        return None
    person = one.kind == "person"
    pairs = product(_names(one), _names(other))
    found = [likeness for a, b in pairs if (likeness := compare_names(a, b, person=person)) is not None]
    return max(found, key=lambda likeness: (likeness.score, likeness.reason), default=None)


def _evidence(one: Actor, other: Actor) -> float:
    """What speaks for one actor or for two beside the names: the same office; one article that names both."""
    here, there = (find_service((role.first, role.text) for role in actor.roles) for actor in (one, other))
    evidence = _SAME_OFFICE if here.offices.keys() & there.offices.keys() else 0.0
    if {citation.article for citation in one.mentions} & {citation.article for citation in other.mentions}:
        evidence -= _TOGETHER
    if are_at_odds(here, there):
        evidence -= _AT_ODDS
    return evidence
