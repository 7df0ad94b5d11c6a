"""What may be quoted: evidence from texts that are somebody's, within the limits of quotation."""

from __future__ import annotations

from collections.abc import Mapping

from builder.archive.citations import Reading, Readings
from builder.settings import QuoteLimit
from builder.text import Span, blank

Evidence = Mapping[str, tuple[Span, ...] | None]
"""By article id: the spans that may be shown; None when the whole text may."""


def permit_evidence(readings: Readings, limit: QuoteLimit) -> Evidence:
    """Which pieces of each article the site may show, the most telling first."""
    return {
        article: None if reading.article.may_be_shown else _choose(reading, limit)
        for article, reading in readings.items()
    }


def _choose(reading: Reading, limit: QuoteLimit) -> tuple[Span, ...]:
    body, findings = reading.article.body, reading.findings
    budget = words_to_quote(reading, limit)
    # The sentence that reports a meeting says most about a negotiation; then what somebody is quoted with.
    rounds = [reading.sentence_around(report.span) for report in findings.rounds]
    spoken = [quote.span for quote in findings.quotes if quote.kind == "direct" and quote.speaker]
    events = [reading.sentence_around(event.span) for event in findings.events]
    candidates = [*rounds[:1], *spoken[:1], *rounds[1:], *spoken[1:], *events]
    chosen: list[Span] = []
    for span in candidates:
        words = len(span.of(body).split())
        if len(chosen) == limit.quotes:
            break
        if words <= min(limit.words, budget) and not any(span.overlaps(other) for other in chosen):
            chosen.append(span)
            budget -= words
    return tuple(sorted(chosen))


def words_to_quote(reading: Reading, limit: QuoteLimit) -> int:
    """How many words of an article may be quoted in all: a share of the article, not of the page around it."""
    article = blank(reading.article.body, (piece.span for piece in reading.findings.furniture))
    return int(len(article.split()) * limit.share)


def may_show(evidence: Evidence, article: str, span: Span) -> bool:
    """Whether the characters of `span` may stand on a page."""
    allowed = evidence[article]
    return allowed is None or any(piece.contains(span) for piece in allowed)
