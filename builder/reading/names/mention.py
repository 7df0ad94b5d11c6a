"""What a name in a text is, and what editors know about names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from builder.text import Span

MentionKind = Literal["person", "organisation", "state", "group", "place"]


@dataclass(frozen=True, slots=True)
class Mention:
    """`name` is the fullest form in this article; `actor` the curated id when an editor's name or alias matched."""

    span: Span
    name: str
    kind: MentionKind
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class KnownName:
    """A written form that an editor vouches for; `id` is the curated actor's, None for places."""

    form: str
    name: str
    kind: MentionKind
    id: str | None = None


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What the curated entries call actors and places."""

    names: tuple[KnownName, ...] = ()

    @classmethod
    def of(cls, names: Iterable[KnownName]) -> KnownNames:
        return cls(tuple(sorted(names, key=lambda known: (known.form, known.kind, known.name, known.id or ""))))
