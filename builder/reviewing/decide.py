"""One decision -> what it writes."""

from __future__ import annotations

import unicodedata
from hashlib import sha256

from builder.content.curated import ActorMetadata
from builder.content.file_edits import edit_front_matter
from builder.content.identifiers import identifier_of
from builder.content.yaml_edits import RefusedError, set_scalar
from builder.content.yaml_text import write_keys
from builder.reading.folding import fold
from builder.reviewing.decisions import Accept, AliasOf, Decision, Define, Distinct, DoNotName, Ignore, Merge, SetKind
from builder.reviewing.desk import Desk, Thing, as_line
from builder.reviewing.entries import accept, define
from builder.reviewing.joining import add_alias, keep_apart, merge


def decide(desk: Desk, decision: Decision) -> None:
    """Put on the `desk` what `decision` writes. Raises RefusedError, and leaves the desk as it was, where it cannot."""
    before = dict(desk.changed), set(desk.gone)
    try:
        _decide(desk, decision)
    except RefusedError:
        desk.changed, desk.gone = before
        raise


def _decide(desk: Desk, decision: Decision) -> None:
    match decision:
        case Accept(thing, with_roles):
            accept(desk, desk.find(thing), with_roles=with_roles)
        case Define(thing, definition):
            define(desk, desk.find(_in(thing, "glossary")), definition)
        case AliasOf(name, thing):
            add_alias(desk, _line(name), desk.find(thing))
        case Merge(thing, into):
            merge(desk, desk.find(thing), desk.find(into))
        case Distinct(thing, other):
            keep_apart(desk, desk.find(thing), desk.find(other))
        case SetKind(thing, kind):
            _set_kind(desk, desk.find(_in(thing, "actors")), kind)
        case Ignore(thing, reason):
            _ignore(desk, desk.find(thing), reason)
        case DoNotName(name, reason):
            _withhold(desk, _line(name), reason)


def _in(written: str, folder: str) -> str:
    """An id of a thing that can only be in one folder."""
    return written if "/" in written else f"{folder}/{written}"


def _line(text: str) -> str:
    line = as_line(text)
    if line is None:
        raise RefusedError("a name is one line of text, without what cannot be seen")
    return line


def _set_kind(desk: Desk, thing: Thing, kind: str) -> None:
    data, text = desk.entry(thing, ActorMetadata), desk.text(thing.path)
    if data is None or text is None:
        accept(desk, thing, with_roles=False, kind=kind)  # type: ignore[arg-type]
    elif data.kind == kind:
        raise RefusedError(f"{thing.path} says so already")
    else:
        desk.put(thing.path, edit_front_matter(thing.path, text, lambda yaml: set_scalar(yaml, ("kind",), kind)))


def _ignore(desk: Desk, thing: Thing, reason: str | None) -> None:
    if desk.text(thing.path) is not None:
        raise RefusedError(f"{thing.path} is an editor's entry; delete it first, if nobody and nothing is meant")
    name, *others = desk.names(thing) or ("",)
    if not name:
        raise RefusedError(f"the name of {thing} holds what cannot be seen; use corrections in the articles")
    aliases = {fold(other): other for other in sorted(others, reverse=True) if not desk.others(other, thing)}
    aliases.pop(fold(name), None)
    _write_name(desk, identifier_of(thing.id), (name, *sorted(aliases.values())), "ignore", reason)
    desk.gone.add(thing)


def _withhold(desk: Desk, name: str, reason: str | None) -> None:
    """All forms in which an actor of that name is met vanish; those that others bear too only if they were given."""
    called = [
        Thing("actors", actor.id)
        for actor in desk.archive.actors.values()
        if fold(name) in {fold(form) for form in (actor.name, *actor.names)}
    ]
    forms: set[str] = set()
    if len(called) == 1:
        (thing,) = called
        actor = desk.archive.actors[thing.id]
        met = (*desk.names(thing), *filter(None, map(as_line, actor.forms)))
        forms = {form for form in met if not desk.others(form, thing)} - {name}
        desk.gone.add(thing)
    # The file's name must not tell it: paths are printed, in public logs too.
    key = unicodedata.normalize("NFC", name).casefold()
    digest = sha256(key.encode("utf-8")).hexdigest()[:12]
    _write_name(desk, f"withheld-{digest}", (name, *sorted(forms)), "do-not-name", reason)


def _write_name(desk: Desk, identifier: str, names: tuple[str, ...], decision: str, reason: str | None) -> None:
    name, *aliases = names
    keys: dict[str, object] = {"name": name}
    if aliases:
        keys["aliases"] = aliases
    keys["decision"] = decision
    if reason:
        keys["reason"] = _line(reason)
    path = f"names/{identifier}.yml"
    if desk.text(path) is not None:
        raise RefusedError(f"{path} is there already")
    desk.put(path, write_keys(keys))
