"""Names put together: an alias, and two that are one, with whatever named the one that is no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from builder.archive.spelling import is_short
from builder.content.curated import ActorMetadata, TermMetadata
from builder.content.file_edits import edit_front_matter
from builder.content.front_matter import Metadata, split_front_matter
from builder.content.yaml_edits import RefusedError, add_items, remove_item
from builder.problems import Problem
from builder.reading.folding import fold
from builder.reviewing.desk import MODELS, Desk, Thing, forms_of
from builder.reviewing.entries import accept
from builder.reviewing.following import follow


def with_entry(desk: Desk, thing: Thing) -> Thing:
    """`thing`, which has an entry now, whether it had one before or not: without roles, of which nothing was said."""
    return thing if desk.text(thing.path) is not None else accept(desk, thing, with_roles=False)


def add_alias(desk: Desk, name: str, thing: Thing) -> None:
    """`name` means `thing`."""
    for other in desk.entries_called(name):
        if other != thing:
            raise RefusedError(f"'{name}' is a name in {other.path}; merge the two, or take it out there")
    entry = desk.entry(thing, MODELS[thing.folder])
    if entry is not None and fold(name) in {fold(form) for form in forms_of(entry)}:
        raise RefusedError(f"'{name}' is a name in {thing.path} already")
    written = with_entry(desk, thing)
    data = desk.entry(written, MODELS[written.folder])
    if data is not None and name not in forms_of(data):
        _add(desk, written, {"aliases": [name]})


def keep_apart(desk: Desk, one: Thing, other: Thing) -> None:
    """Say in the entry of one of two actors that the other is somebody else."""
    if one.folder != "actors" or other.folder != "actors":
        raise RefusedError("only actors are kept apart")
    if one == other:
        raise RefusedError(f"{one} is one and the same")
    if desk.text(one.path) is None and desk.text(other.path) is not None:
        one, other = other, one
    ours = {fold(name) for name in desk.names(one)}
    names = [name for name in desk.names(other) if fold(name) not in ours]
    if not names:
        raise RefusedError("both have the same names; say with corrections in the articles who is meant in each")
    written = with_entry(desk, one)
    data = desk.entry(written, ActorMetadata)
    known = set(data.distinct_from) if data else set()
    if not (names := [name for name in names if name not in known]):
        raise RefusedError(f"{written.path} keeps them apart already")
    _add(desk, written, {"distinct_from": names})


def merge(desk: Desk, thing: Thing, into: Thing) -> None:
    """`thing` is `into`: its names and ids become that one's, and so does what its entry says."""
    if thing.folder != into.folder:
        raise RefusedError(f"{thing} and {into} are of different sorts")
    if thing == into:
        raise RefusedError(f"{thing} is one and the same")
    old = desk.entry(thing, MODELS[thing.folder])
    if old is not None and desk.entry(into, MODELS[into.folder]) is None:
        raise RefusedError(f"{thing.path} is an editor's and {into} is not: merge {into.id}={thing.id}")
    _refuse_other_kinds(desk, thing, into)
    prose = _prose_of(desk.text(thing.path) or "", thing)
    into = with_entry(desk, into)
    data = desk.entry(into, MODELS[into.folder])
    assert data is not None
    ours = {fold(name) for name in forms_of(data)}
    names = [name for name in _names_to_give(desk, thing, into) if fold(name) not in ours]
    if not names and old is None and not any(fold(name) in ours for name in desk.names(thing)):
        raise RefusedError(
            f"others bear every name of {thing} too; say with corrections in the articles who is meant in each"
        )
    more: dict[str, Sequence[Any]] = {"aliases": names}
    if old is not None:
        more |= _what_is_kept(old, data, thing, into)
        _drop(desk, into, "distinct_from", {fold(name) for name in desk.names(thing)})
        desk.put(thing.path, None)
        follow(desk, thing, into)
    more["formerly"] = [
        former
        for former in (thing.id, *(old.formerly if old else ()))
        if former != into.id and former not in data.formerly
    ]
    _add(desk, into, more)
    _append_prose(desk, into, prose)
    desk.gone.add(thing)


def _refuse_other_kinds(desk: Desk, thing: Thing, into: Thing) -> None:
    if thing.folder != "actors":
        return
    people = []
    for one in (thing, into):
        data, actor = desk.entry(one, ActorMetadata), desk.archive.actors.get(one.id)
        people.append((data.kind if data else actor.kind if actor else "") == "person")
    if people[0] != people[1]:
        raise RefusedError(f"one of {thing} and {into} is a person and the other is not; set the kind right first")


def _names_to_give(desk: Desk, thing: Thing, into: Thing) -> tuple[str, ...]:
    """The names that nobody else bears; a person's family name only if there is no other."""
    data = desk.entry(thing, MODELS[thing.folder])
    certain = forms_of(data) if data else ()
    free = [name for name in desk.names(thing) if name not in certain and not desk.others(name, thing, into)]
    actor = desk.archive.actors.get(thing.id) if thing.folder == "actors" else None
    if actor is not None and actor.kind == "person":
        free = [name for name in free if not is_short(name)] or ([] if certain else free)
    return tuple(dict.fromkeys((*certain, *free)))


def _what_is_kept(
    old: ActorMetadata | TermMetadata, data: ActorMetadata | TermMetadata, thing: Thing, into: Thing
) -> dict[str, Sequence[Any]]:
    """The items of the old entry's lists that the new one lacks."""
    kept: dict[str, Sequence[Any]] = {}
    forms = {fold(name) for name in (*forms_of(old), *forms_of(data))}
    for key in ("part_of", "see", "roles", "same_as", "distinct_from", "sources"):
        there = getattr(data, key, ())
        items = [item for item in getattr(old, key, ()) if item not in there]
        if key in ("part_of", "see"):
            items = [item for item in items if item not in (thing.id, into.id)]
        if key == "distinct_from":
            items = [item for item in items if fold(item) not in forms]
        kept[key] = [_plain(item) for item in items]
    return kept


def _plain(item: object) -> object:
    if not isinstance(item, Metadata):
        return item
    values = item.model_dump(by_alias=True, exclude_none=True)
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items() if value != ()}


def _add(desk: Desk, thing: Thing, more: Mapping[str, Sequence[Any]]) -> None:
    order = [info.alias or key for key, info in MODELS[thing.folder].model_fields.items()]

    def edit(yaml: str) -> str:
        for key in order:
            yaml = add_items(yaml, key, more.get(key, ()), order)
        return yaml

    text = desk.text(thing.path)
    assert text is not None
    desk.put(thing.path, edit_front_matter(thing.path, text, edit))


def _drop(desk: Desk, thing: Thing, key: str, forms: set[str]) -> None:
    """Take the items whose folded form is among `forms` out of a list of texts."""
    data, text = desk.entry(thing, MODELS[thing.folder]), desk.text(thing.path)
    assert text is not None
    places = [index for index, item in enumerate(getattr(data, key, ())) if fold(item) in forms]

    def edit(yaml: str) -> str:
        for index in reversed(places):
            yaml = remove_item(yaml, (key, index))
        return yaml

    desk.put(thing.path, edit_front_matter(thing.path, text, edit))


def _prose_of(text: str, thing: Thing) -> str:
    parts = split_front_matter(thing.path, text.removeprefix("\ufeff").replace("\r\n", "\n"))
    return "" if isinstance(parts, Problem) else parts.body.strip()


def _append_prose(desk: Desk, thing: Thing, prose: str) -> None:
    """What an editor wrote is kept, below what is there; whoever merges reads it."""
    text = desk.text(thing.path)
    assert text is not None
    if prose:
        end = "\r\n" if "\r\n" in text else "\n"
        ours = text.rstrip() + (end if _prose_of(text, thing) == "" else end + end)
        desk.put(thing.path, ours + prose.replace("\n", end) + end)
