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
from builder.archive.actors.bodies import is_abbreviation
from builder.archive.actors.roles import are_at_odds, find_service
from builder.archive.actors.spelling import body_key, generation, is_short, name_words, similar_sound, spelling_keys
from builder.archive.citations import Citation
from builder.reading.folding import fold

MOST_OF_A_KEY = 12
"""A key of more actors than this is no sign of likeness."""
_LOOSE = ("with", "without")
"""Keys of bodies that tell something only where exactly two share them: there are many air forces."""
_FAINT = 0.3
"""A likeness below this is none."""
_SAME_OFFICE = 0.08
_TOGETHER = 0.35
_AT_ODDS = 0.3
_NICKNAME = 3
"""Letters that a given name and its short form begin with."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two actors who look like one; `score` from 0 to 1, `reason` a sentence, `contexts` a mention of each."""

    one: Actor
    other: Actor
    score: float
    reason: str
    contexts: tuple[Citation, Citation]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two names look like one, from 0 to 1; `reason` is a sentence."""

    score: float
    reason: str


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


def name_keys(name: str, *, person: bool) -> Iterator[tuple[str, ...]]:
    """What two names that are alike have in common, one key or more; a key that many share tells nothing."""
    return _person_keys(name) if person else _body_keys(name)


def compare_names(one: str, other: str, *, person: bool) -> Likeness | None:
    """How much two names of people, or of anything else, look like one."""
    return _people_alike(one, other) if person else _bodies_alike(one, other)


def _person_keys(name: str) -> Iterator[tuple[str, ...]]:
    words = name_words(name)
    if len(words) < 2:
        return
    yield ("sounds", *sorted(map(similar_sound, words)))
    yield ("ends", words[0], words[-1])
    yield ("tail", *words[-2:])
    yield ("short", words[0][:_NICKNAME], *words[1:])
    yield ("start", words[0], words[-1][:_NICKNAME])
    for key in spelling_keys(name):
        spelled = key.split()
        yield ("ends", spelled[0], spelled[-1])


def _body_keys(name: str) -> Iterator[tuple[str, ...]]:
    words = fold(name).split()
    yield ("sounds", *map(similar_sound, words))
    yield ("key", body_key(name))
    yield ("with", *words)
    yield ("without", *words)
    if len(words) > 1:
        yield ("with", *words[1:])
        yield ("without", *words[:-1])
        yield ("initials", _initials(name))
    elif is_abbreviation(name):
        yield ("initials", words[0])


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper()).lower()


def _likeness(one: Actor, other: Actor) -> Likeness | None:
    if (one.kind == "person") != (other.kind == "person"):
        return None
    person = one.kind == "person"
    pairs = product(_names(one), _names(other))
    found = [likeness for a, b in pairs if (likeness := compare_names(a, b, person=person)) is not None]
    return max(found, key=lambda likeness: (likeness.score, likeness.reason), default=None)


def _people_alike(one: str, other: str) -> Likeness | None:
    a, b = name_words(one), name_words(other)
    if len(a) < 2 or len(b) < 2 or generation(one) != generation(other):
        if a == b and len(a) > 1:
            return Likeness(0.5, f"'{one}' and '{other}' differ in 'Jr.' or the like: one person, or father and son.")
        return None
    if spelling_keys(one) & spelling_keys(other):
        return Likeness(0.9, f"'{one}' and '{other}' may be two spellings of one name.")
    if sorted(a) == sorted(b):
        return Likeness(0.85, f"'{one}' and '{other}' have the same words in another order.")
    for spelled, others in product(spelling_keys(one), spelling_keys(other)):
        short, long = sorted((spelled.split(), others.split()), key=len)
        if set(short) < set(long) and len(short) > 1:
            if short[0] == long[0] and short[-1] == long[-1]:
                return Likeness(0.75, f"'{one}' and '{other}' have the same first and last name; one has more between.")
            return Likeness(0.7, f"All words of the shorter of '{one}' and '{other}' are in the longer.")
    if sorted(map(similar_sound, a)) == sorted(map(similar_sound, b)) or _is_one_edit_apart(" ".join(a), " ".join(b)):
        return Likeness(0.7, f"'{one}' and '{other}' are spelled alike.")
    first, second = sorted((a[0], b[0]), key=len)
    if a[1:] == b[1:] and second.startswith(first) and len(first) >= _NICKNAME:
        return Likeness(0.55, f"'{first.title()}' may be short for '{second.title()}' in '{one}' and '{other}'.")
    return None


def _bodies_alike(one: str, other: str) -> Likeness | None:
    a, b = fold(one).split(), fold(other).split()
    short, long = sorted((a, b), key=len)
    if body_key(one) == body_key(other):
        return Likeness(0.9, f"'{one}' and '{other}' are two ways to write one name.")
    abbreviated = is_abbreviation(one) or is_abbreviation(other)  # "CNN" and "CNA" are two as they stand
    sound = list(map(similar_sound, a)) == list(map(similar_sound, b))
    if sound and not abbreviated and _is_one_edit_apart(" ".join(a), " ".join(b)):
        return Likeness(0.75, f"'{one}' and '{other}' are spelled alike.")
    for abbreviation, name in ((one, other), (other, one)):
        if is_abbreviation(abbreviation) and " " in name and fold(abbreviation) == _initials(name):
            return Likeness(0.5, f"'{abbreviation}' may stand for '{name}', which no article says.")
    if len(long) - len(short) == 1:
        if len(short) > 1 and long[1:] == short:
            return Likeness(0.6, f"'{other}' may be '{one}', with or without the word in front that says whose.")
        if long[:-1] == short and short:
            return Likeness(0.5, f"'{' '.join(short).title()}' may be short for the longer of '{one}' and '{other}'.")
    return None


def _is_one_edit_apart(one: str, other: str) -> bool:
    """Whether one letter more, less or another makes the one the other."""
    short, long = sorted((one, other), key=len)
    same = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[same:] == long[same + 1 :] or short[same + 1 :] == long[same + 1 :]


def _evidence(one: Actor, other: Actor) -> float:
    """What speaks for one actor or for two beside the names: the same office; one article that names both."""
    here, there = (find_service((role.first, role.text) for role in actor.roles) for actor in (one, other))
    evidence = _SAME_OFFICE if here.offices.keys() & there.offices.keys() else 0.0
    if {citation.article for citation in one.mentions} & {citation.article for citation in other.mentions}:
        evidence -= _TOGETHER
    if are_at_odds(here, there):
        evidence -= _AT_ODDS
    return evidence
