"""What every round is told with: the articles, and who is who in them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from builder.archive.actors import Who
from builder.archive.citations import Readings
from builder.archive.rounds.belonging import Belonging
from builder.reading.names import Mention
from builder.text import Span


class Named(NamedTuple):
    """A mention and who is meant, None where that is not resolved.

    `body` is what the mention stands for: the actor itself, or the body that a person speaks for.
    """

    mention: Mention
    actor: str | None
    body: str | None


@dataclass(frozen=True, slots=True)
class Roll:
    """Whom an article names, mention by mention: `actors`, `bodies` (see `Named`) and where each mention `starts`."""

    mentions: tuple[Mention, ...]
    actors: tuple[str | None, ...]
    bodies: tuple[str | None, ...]
    starts: tuple[int, ...]

    def within(self, span: Span) -> Iterator[Named]:
        """Whom the words of `span` name: mentions are ordered and disjoint, so these stand in a row."""
        first, last = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        if first < last and self.mentions[last - 1].span.end > span.end:
            last -= 1
        return map(Named, self.mentions[first:last], self.actors[first:last], self.bodies[first:last])

    def spans_of(self, actor: str) -> list[Span]:
        """Where the article names an actor, or somebody who speaks for it."""
        return [
            mention.span
            for mention, named, body in zip(self.mentions, self.actors, self.bodies, strict=True)
            if actor in (named, body) and mention.kind != "place"
        ]


@dataclass(frozen=True, slots=True)
class Scene:
    """`names` are those of actors by id, `rolls` those whom the articles that report rounds name."""

    readings: Readings
    who: Who
    names: Mapping[str, str]
    belonging: Belonging
    rolls: Mapping[str, Roll]

    @classmethod
    def of(cls, readings: Readings, who: Who, names: Mapping[str, str], belonging: Belonging) -> Scene:
        """The scene of `readings`; each mention is looked up once, however many rounds its article tells of."""
        rolls = {
            article: _roll(article, reading.findings.mentions, who, belonging)
            for article, reading in readings.items()
            if reading.findings.rounds
        }
        return cls(readings, who, names, belonging, rolls)

    def actor(self, article: str, name: str | None) -> str | None:
        """Who is meant by a name of an article; None where that is not resolved."""
        return self.who.get((article, name)) if name else None


def _roll(article: str, mentions: tuple[Mention, ...], who: Who, belonging: Belonging) -> Roll:
    actors = tuple(who.get((article, mention.name)) for mention in mentions)
    bodies = tuple(
        belonging.speaks_for(actor) if actor and mention.kind == "person" else actor
        for mention, actor in zip(mentions, actors, strict=True)
    )
    return Roll(mentions, actors, bodies, tuple(mention.span.start for mention in mentions))
