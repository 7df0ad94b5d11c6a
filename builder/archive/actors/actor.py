"""What an actor is, and who is meant by a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from builder.archive.citations import Citation
from builder.archive.identifiers import Anchor
from builder.content.curated import ActorKind, ActorMetadata
from builder.content.folder import Curated


@dataclass(frozen=True, slots=True)
class RoleReport:
    """A role in the fullest of the wordings that say the same; `first` and `last` are the days of its reports."""

    text: str
    first: date
    last: date
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Actor:
    """`forms` are the written forms met, most frequent first; `curated` the editor's entry, where there is one.

    `names` are the fullest forms of single articles, and the editor's, ordered.
    `roles` are ordered by their first report, `current` is the one of them that says best what the actor was when last
    reported. `perhaps` are mentions by a name that others bear too, where the article does not tell whom it means.
    """

    id: str
    name: str
    kind: ActorKind
    forms: tuple[str, ...]
    roles: tuple[RoleReport, ...]
    mentions: tuple[Citation, ...]
    curated: Curated[ActorMetadata] | None
    names: tuple[str, ...]
    current: RoleReport | None = None
    perhaps: tuple[Citation, ...] = ()


Who = Mapping[tuple[str, str], str]
"""(article id, name as in its mentions) -> actor id, for every mention that is resolved."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors, ordered by id, and who is meant by the names of each article.

    `former` are other ids that lead to an actor's own, `anchors` what to record, see `identifiers.Assignment`.
    """

    actors: tuple[Actor, ...]
    who: Who
    former: Mapping[str, str]
    anchors: Mapping[Anchor, str]
