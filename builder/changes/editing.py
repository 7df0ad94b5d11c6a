"""What becomes of things that editors keep files about, and what becomes one, or several, without an editor's word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from builder.archive.account import Archive
from builder.archive.actors import Actor
from builder.archive.glossary import Term
from builder.archive.rounds import Round
from builder.archive.timeline import TimelineEntry
from builder.changes.model import Evidence, Kind, KindChanges, Matter, Moved, Thing
from builder.changes.shortening import MENTION, shorten
from builder.changes.sides import Sides
from builder.content.curated import ActorMetadata, EntryMetadata, RoundMetadata, TermMetadata
from builder.content.folder import Curated

EditorsFile = Curated[ActorMetadata] | Curated[RoundMetadata] | Curated[TermMetadata] | Curated[EntryMetadata]


def find_joined_and_split(sides: Sides, kinds: Iterable[KindChanges]) -> Iterator[Matter]:
    """What the machine put together or took apart; what an editor's file that is new or other does is decided."""
    for one in kinds:
        for moved in one.removed:
            if moved.others and not any(_is_edited(sides, other) for other in moved.others):
                yield Matter("merged", f"{_called(moved)} is now part of {_enumerated(moved)}.", *_shown(moved))
        for moved in one.added:
            if moved.others and not _is_edited(sides, moved.thing):
                yield Matter("split", f"{_called(moved)} is now apart from {_enumerated(moved)}.", *_shown(moved))


def _is_edited(sides: Sides, thing: Thing) -> bool:
    """Whether an editor's file about a thing of after says what none said before."""
    now = curated_of(sides.after.archive, thing.kind, thing.id)
    old = curated_of(sides.before.archive, thing.kind, thing.id)
    return now is not None and (old is None or old.data != now.data)


def curated_of(archive: Archive, kind: Kind, identifier: str) -> EditorsFile | None:
    """The editor's file about a thing, None where there is neither thing nor file."""
    things: Mapping[Kind, Mapping[str, Actor | Round | Term | TimelineEntry]] = {
        "actor": archive.actors,
        "round": archive.rounds,
        "term": archive.terms,
        "entry": archive.entries,
    }
    thing = things[kind].get(identifier) if kind in things else None
    return thing.curated if thing is not None else None


def _called(moved: Moved) -> str:
    nouns = {"article": "The article", "entry": "The entry", "round": "The round", "term": "The term"}
    noun = nouns.get(moved.thing.kind, "The actor")
    return f"{noun} “{shorten(moved.thing.label, MENTION)}”"


def _enumerated(moved: Moved) -> str:
    return ", ".join(f"“{shorten(other.label, MENTION)}”" for other in moved.others)


def _shown(moved: Moved) -> tuple[str | None, tuple[Evidence, ...]]:
    files = (moved.thing.path, *(other.path for other in moved.others))
    return next((path for path in files if path), None), moved.thing.evidence[:1]


def find_idle_files(sides: Sides) -> Iterator[Matter]:
    """Editors' files that articles told of, and tell of no more; and files that are gone while their thing stays."""
    after = sides.after.archive
    tells = {(kind, identifier): (path, reports) for kind, identifier, path, reports in _kept(after)}
    for kind, identifier, path, reports in _kept(sides.before.archive):
        now = sides.now(kind, identifier)
        if (kind, now) in tells:
            there, told = tells[kind, now]
            if reports and not told:
                yield Matter("editor", "No article tells any more of what this file is about.", there)
        elif identifier in sides.matched[kind].pairs:
            yield Matter("editor", "This file is gone; what the site shows instead is read by a machine.", path)


def _kept(archive: Archive) -> Iterator[tuple[str, str, str, int]]:
    """Of each thing that editors keep a file about: kind, id, the file, and how many reports there are."""
    for actor in archive.actors.values():
        if actor.curated:
            yield "actors", actor.id, actor.curated.path, len(actor.mentions)
    for round_ in archive.rounds.values():
        if round_.curated:
            yield "rounds", round_.id, round_.curated.path, len(round_.reports)
    for term in archive.terms.values():
        if term.curated:
            yield "glossary", term.id, term.curated.path, len(term.uses)
    for entry in archive.entries.values():
        if entry.curated:
            yield "timeline", entry.id, entry.curated.path, len(entry.reports)
