"""What every round is told with: the articles, and who is who in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from builder.archive.actors import Who
from builder.archive.citations import Readings
from builder.archive.rounds.belonging import Belonging
from builder.reading.names import Mention


@dataclass(frozen=True, slots=True)
class Scene:
    """`names` are those of actors by id."""

    readings: Readings
    who: Who
    names: Mapping[str, str]
    belonging: Belonging

    def actor(self, article: str, name: str | None) -> str | None:
        """Who is meant by a name of an article; None where that is not resolved."""
        return self.who.get((article, name)) if name else None

    def body(self, article: str, mention: Mention) -> str | None:
        """The body that a mention stands for: itself, or the one that a person speaks for."""
        actor = self.actor(article, mention.name)
        return self.belonging.speaks_for(actor) if actor and mention.kind == "person" else actor
