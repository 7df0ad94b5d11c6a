"""Entries for what the machine found: what an editor then vouches for is what articles say, with the articles."""

from __future__ import annotations

from builder.archive.actors import Actor, RoleReport
from builder.archive.spelling import is_short
from builder.content.curated import ActorKind
from builder.content.identifiers import identifier_of
from builder.content.yaml_edits import RefusedError
from builder.content.yaml_text import write_keys
from builder.reading.folding import fold
from builder.reviewing.desk import Desk, Thing, as_line


def accept(desk: Desk, thing: Thing, *, with_roles: bool, kind: ActorKind | None = None) -> Thing:
    """Give `thing`, an actor, its entry; the id that it then has, which differs only where a file cannot be called so.

    No prose: nobody wrote any.
    """
    actor = desk.archive.actors.get(thing.id)
    if desk.text(thing.path) is not None:
        raise RefusedError(f"{thing.path} is there already")
    if thing.folder == "glossary" or actor is None:
        raise RefusedError(f"a term needs a definition in your own words: --define {thing.id}=…")
    written = Thing("actors", identifier_of(thing.id))
    name = as_line(actor.name)
    if name is None:
        raise RefusedError(f"the name of {thing} holds what cannot be seen; write its file by hand")
    keys: dict[str, object] = {"name": name, "kind": kind or actor.kind}
    if aliases := own_names(desk, actor):
        keys["aliases"] = list(aliases)
    if with_roles and (roles := [role for report in actor.roles if (role := _role(report))]):
        keys["roles"] = roles
    if written != thing:
        keys["formerly"] = [thing.id]
    desk.put(written.path, f"---\n{write_keys(keys)}---\n")
    return written


def define(desk: Desk, thing: Thing, definition: str) -> None:
    """Give `thing`, a term, its entry: the editor's definition, and the articles that explain it as its sources."""
    term = desk.archive.terms.get(thing.id)
    if thing.folder != "glossary" or term is None:
        raise RefusedError(f"{thing} is no term that articles explain")
    if desk.text(thing.path) is not None:
        raise RefusedError(f"{thing.path} is there already")
    said = " ".join(definition.split())
    if not said:
        raise RefusedError("a term needs a definition in your own words")
    for citation in term.definitions:
        reading = desk.archive.reading(citation)
        if not reading.article.may_be_shown and fold(said) in fold(reading.article.prose):
            raise RefusedError(f"these are the words of {citation.article}, which are not free; say it in your own")
    name, *others = desk.names(thing)
    keys: dict[str, object] = {"term": name}
    if aliases := [other for other in others if fold(other) != fold(name) and not desk.others(other, thing)]:
        keys["aliases"] = aliases
    keys["sources"] = list(dict.fromkeys(citation.article for citation in term.definitions))
    written = Thing("glossary", identifier_of(thing.id))
    if written != thing:
        keys["formerly"] = [thing.id]
    desk.put(written.path, f"---\n{write_keys(keys)}---\n{said}\n")


def own_names(desk: Desk, actor: Actor) -> tuple[str, ...]:
    """The full names of an actor, beside the one that it goes by, that nobody and nothing else is called.

    An alias holds in all articles: a family name, which the next article may give another, is none.
    """
    found = {
        fold(name): name
        for written in sorted(actor.names, reverse=True)
        if (name := as_line(written))
        and not (actor.kind == "person" and is_short(name))
        and not desk.others(name, Thing("actors", actor.id))
    }
    found.pop(fold(actor.name), None)
    return tuple(sorted(found.values()))


def _role(report: RoleReport) -> dict[str, object] | None:
    """A role as reported: it began by the day of the first report, and had not ended before that of the last."""
    text = as_line(report.text)
    if text is None:
        return None
    return {
        "role": text,
        "from": f"../{report.first.isoformat()}",
        "until": f"{report.last.isoformat()}/..",
        "sources": list(dict.fromkeys(citation.article for citation in report.citations)),
    }
