"""On which sentences rests what heads a round: its status, its days, its place and each of its parties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from builder.archive.citations import Citation
from builder.archive.rounds.scene import Scene
from builder.archive.rounds.sightings import Sighting
from builder.period import Period
from builder.reading.rounds import RoundStatus
from builder.text import Span


def find_grounds(
    scene: Scene,
    sightings: Sequence[Sighting],
    *,
    status: RoundStatus,
    period: Period,
    place: str | None,
    parties: Sequence[str],
) -> tuple[Citation, ...]:
    """For each of these the first report of it, by day of publication; none twice.

    Where a report says "the sides", or "after the ceremony", the nearest sentence that names them, or the day, as well.
    """
    ordered = sorted(sightings, key=lambda s: (s.published, s.citation))
    found = [s.citation for s in [s for s in ordered if s.status == status][:1]]
    for sighting in [s for s in ordered if s.period == period][:1]:
        dates = scene.readings[sighting.citation.article].findings.dates
        spans = (date.span for date in dates if date.period and date.period.overlaps(period))
        found += _with_context(scene, sighting.citation, spans)
    for sighting in [s for s in ordered if place and s.place == place][:1]:
        mentions = scene.readings[sighting.citation.article].findings.mentions
        spans = (mention.span for mention in mentions if mention.kind == "place" and mention.name == place)
        found += _with_context(scene, sighting.citation, spans)
    for party in parties:
        for sighting in [s for s in ordered if party in s.parties][:1]:
            found += _with_context(scene, sighting.naming, scene.rolls[sighting.citation.article].spans_of(party))
    return tuple(dict.fromkeys(found))


def _with_context(scene: Scene, citation: Citation, spans: Iterable[Span]) -> list[Citation]:
    """A citation, and the nearest of `spans` where none stands in its sentence: what stands before goes first."""
    sentence = scene.readings[citation.article].sentence_around(citation.span)
    known = list(spans)
    if not known or any(sentence.start <= span.start < sentence.end for span in known):
        return [citation]
    nearest = min(known, key=lambda span: (span.start > sentence.start, abs(span.start - sentence.start)))
    return [citation, Citation(citation.article, nearest)]
