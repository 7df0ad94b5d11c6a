"""Actors whom editors' entries name and who are not there: what is wrong with their own files is told elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from builder.content.curated import EntryMetadata, RoundMetadata
from builder.content.folder import Content, Curated


def without_absent_actors(content: Content, there: Collection[str]) -> Content:
    """`content` whose rounds and timeline entries name only the actors of which the ids are `there`.

    One bad file must not take down the pages of all that name what it was about.
    """
    return replace(
        content,
        rounds=tuple(replace(file, data=_round(file.data, there)) for file in content.rounds),
        entries=tuple(_entry(file, there) for file in content.entries),
    )


def _round(data: RoundMetadata, there: Collection[str]) -> RoundMetadata:
    if all(actor in there for actor in _named(data)):
        return data
    return data.model_copy(
        update={
            "parties": tuple(actor for actor in data.parties if actor in there),
            "facilitators": tuple(actor for actor in data.facilitators if actor in there),
            "host": data.host if data.host in there else None,
            "people": tuple(
                person if person.side in there else person.model_copy(update={"side": None})
                for person in data.people
                if person.actor in there
            ),
        }
    )


def _named(data: RoundMetadata) -> Iterator[str]:
    yield from (*data.parties, *data.facilitators, *([data.host] if data.host else []))
    for person in data.people:
        yield from (person.actor, *([person.side] if person.side else []))


def _entry(file: Curated[EntryMetadata], there: Collection[str]) -> Curated[EntryMetadata]:
    if all(actor in there for actor in file.data.actors):
        return file
    actors = tuple(actor for actor in file.data.actors if actor in there)
    return replace(file, data=file.data.model_copy(update={"actors": actors}))
