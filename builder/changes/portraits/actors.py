"""An actor: names, roles, and where it is named."""

from __future__ import annotations

from collections.abc import Iterator

from builder.archive.account import Archive
from builder.archive.actors import Actor
from builder.changes.portraits.portrait import (
    Portrait,
    Trait,
    actors,
    articles,
    aspects,
    editors,
    one_an_article,
    path_of,
    text,
)
from builder.content.curated import CuratedRole
from builder.reading.folding import fold

NAMED_IN = "named in"


def portray_actor(archive: Archive, identifier: str) -> Portrait:
    actor = archive.actors[identifier]
    data = actor.curated.data if actor.curated else None
    mentions = one_an_article(actor.mentions)
    return Portrait(
        "actor",
        identifier,
        actor.name,
        path_of(actor.curated),
        mentions,
        aspects(
            ("name", text(actor.name)),
            ("kind", text(actor.kind)),
            ("also written", _other_forms(actor)),
            ("roles as reported", _roles(actor)),
            ("roles by the editor", text(*map(_said, data.roles)) if data else ()),
            ("belongs to", actors(archive, data.part_of) if data else ()),
            ("same as", text(*data.same_as) if data else ()),
            ("not the same as", text(*data.distinct_from) if data else ()),
            *editors(actor.curated),
            (NAMED_IN, articles(archive, mentions)),
        ),
    )


def _other_forms(actor: Actor) -> Iterator[Trait]:
    """Written forms that a reader would take for others; the editor's too, met or not."""
    aliases = actor.curated.data.aliases if actor.curated else ()
    return (Trait("", fold(form), form) for form in (*actor.forms, *aliases) if fold(form) != fold(actor.name))


def _roles(actor: Actor) -> Iterator[Trait]:
    return (Trait("", fold(role.text), role.text, role.citations[0]) for role in actor.roles)


def _said(role: CuratedRole) -> str:
    if not role.from_ and not role.until:
        return role.role
    return f"{role.role} ({role.from_ or '…'} to {role.until or '…'})"
