"""What of an archive concerns whom, looked up and not searched for: each page needs little of a large archive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from builder.archive.actors import Actor
from builder.archive.citations import Citation
from builder.archive.rounds import Round
from builder.archive.speech import Said
from builder.archive.timeline import TimelineEntry

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Register:
    """By id of an actor, a round or an article what concerns it, in the archive's order; who has nothing is missing.

    `members_of` are those that an editor puts to a body, `neighbours_of` the rounds before and after in a series,
    `rounds_reported` those that the very words of a citation report.
    """

    entries_of_actor: Mapping[str, tuple[TimelineEntry, ...]]
    entries_of_round: Mapping[str, tuple[TimelineEntry, ...]]
    rounds_of_actor: Mapping[str, tuple[Round, ...]]
    rounds_reported: Mapping[Citation, tuple[Round, ...]]
    neighbours_of: Mapping[str, tuple[Round | None, Round | None]]
    quotes_of_speaker: Mapping[str, tuple[Said, ...]]
    quotes_of_article: Mapping[str, tuple[Said, ...]]
    members_of: Mapping[str, tuple[str, ...]]


def register(
    actors: Mapping[str, Actor],
    rounds: Mapping[str, Round],
    entries: Mapping[str, TimelineEntry],
    quotes: Iterable[Said],
    round_of_entry: Mapping[str, str],
) -> Register:
    """The register of the parts of an archive; a thing stands once with whoever it concerns."""
    said = tuple(quotes)
    return Register(
        entries_of_actor=_by_key((actor, entry) for entry in entries.values() for actor in dict.fromkeys(entry.actors)),
        entries_of_round=_by_key(
            (round_of_entry[entry.id], entry) for entry in entries.values() if entry.id in round_of_entry
        ),
        rounds_of_actor=_by_key((actor, round_) for round_ in rounds.values() for actor in _taking_part(round_)),
        rounds_reported=_by_key(
            (citation, round_) for round_ in rounds.values() for citation in dict.fromkeys(round_.reports)
        ),
        neighbours_of=_neighbours(rounds.values()),
        quotes_of_speaker=_by_key((one.speaker, one) for one in said if one.speaker is not None),
        quotes_of_article=_by_key((one.citation.article, one) for one in said),
        members_of=_by_key(
            (body, actor.id)
            for actor in actors.values()
            if actor.curated is not None
            for body in dict.fromkeys(actor.curated.data.part_of)
        ),
    )


K = TypeVar("K")


def _by_key(pairs: Iterable[tuple[K, T]]) -> dict[K, tuple[T, ...]]:
    found: dict[K, list[T]] = defaultdict(list)
    for key, thing in pairs:
        found[key].append(thing)
    return {key: tuple(things) for key, things in found.items()}


def _taking_part(round_: Round) -> Iterable[str]:
    """Its parties, and whom the editor names as host, mediators or people."""
    data = round_.curated.data if round_.curated else None
    editors = (data.host, *data.facilitators, *(person.actor for person in data.people)) if data is not None else ()
    return dict.fromkeys(actor for actor in (*round_.parties, *editors) if actor is not None)


def _neighbours(rounds: Iterable[Round]) -> dict[str, tuple[Round | None, Round | None]]:
    found: dict[str, tuple[Round | None, Round | None]] = {}
    for series in _by_key((round_.series, round_) for round_ in rounds).values():
        around = (None, *series, None)
        found |= {round_.id: (around[at], around[at + 2]) for at, round_ in enumerate(series)}
    return found
