"""What is quoted in an archive, and who said it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from builder.archive.actors import Who
from builder.archive.citations import Citation, Readings
from builder.reading.quotes.quote import Quote


@dataclass(frozen=True, slots=True)
class Said:
    """A quote and who said it; `speaker` is an actor id, None for one without a name, or whose name is not resolved."""

    citation: Citation
    quote: Quote
    speaker: str | None
    published: date


def resolve_speech(readings: Readings, who: Who) -> tuple[Said, ...]:
    """Every quote, by article and place in it."""
    return tuple(
        Said(Citation(article, quote.span), quote, who.get((article, quote.speaker or "")), reading.article.published)
        for article, reading in readings.items()
        for quote in reading.findings.quotes
    )
