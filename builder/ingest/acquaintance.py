"""Whom a text names: actors that the archive's editors know, new names, and new names that resemble known ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from builder.archive.actors import Actor
from builder.archive.actors.suggestions import suggest_same
from builder.archive.citations import Citation
from builder.content.curated import ActorKind, ActorMetadata
from builder.content.folder import Curated
from builder.reading.names import Mention
from builder.text import Span


@dataclass(frozen=True, slots=True)
class Named:
    """A name in its fullest form and how often it, or a shorter form of it, stands in the text.

    `actor` is the id of the editors' entry that it means; `like` says why it may mean another one, as sentences.
    """

    name: str
    kind: ActorKind
    times: int
    actor: str | None
    like: tuple[str, ...] = ()


def find_named(mentions: Iterable[Mention], known: Iterable[Curated[ActorMetadata]]) -> tuple[Named, ...]:
    """The people, organisations, states and groups of a text, the most named first; places are none."""
    counts = Counter((m.name, m.kind, m.actor) for m in mentions if m.kind != "place")
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0][0], item[0][1]))
    new = [_stranger(number, name, kind) for number, ((name, kind, actor), _) in enumerate(ordered) if actor is None]
    like: dict[str, list[str]] = {}
    for suggestion in suggest_same([*map(_acquaintance, known), *new]):
        if suggestion.one.curated and not suggestion.other.curated:
            where = suggestion.one.curated.path
            like.setdefault(suggestion.other.name, []).append(f"{suggestion.reason} ({where})")
    return tuple(
        Named(name, kind, times, actor, () if actor else tuple(like.get(name, ())))
        for (name, kind, actor), times in ordered
    )


def _acquaintance(entry: Curated[ActorMetadata]) -> Actor:
    names = (entry.data.name, *entry.data.aliases)
    return Actor(entry.id, entry.data.name, entry.data.kind, names, (), (_somewhere(entry.id),), entry, names)


def _stranger(number: int, name: str, kind: ActorKind) -> Actor:
    # No id is one of the editors', which hold no space.
    placeholder = f"new {number}"
    return Actor(placeholder, name, kind, (name,), (), (_somewhere(placeholder),), None, (name,))


def _somewhere(id: str) -> Citation:
    """A place of its own for each: two names in one article would speak against their being one."""
    return Citation(id, Span(0, 0))
