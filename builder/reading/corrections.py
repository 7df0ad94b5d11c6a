"""The editor's corrections, applied between the stages of reading, so that what follows from them follows too."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from builder.period import parse_period
from builder.reading.dates import DateExpression
from builder.reading.events import Event
from builder.reading.names import KnownNames, Mention
from builder.reading.rounds import RoundReport
from builder.text import Span

if TYPE_CHECKING:
    from builder.content.corrections import Correction


def find_pieces(text: str, correction: Correction) -> tuple[Span, ...]:
    """Every place of the correction's exact words."""
    spans, at = [], text.find(correction.text)
    while at >= 0:
        spans.append(Span(at, at + len(correction.text)))
        at = text.find(correction.text, at + len(correction.text))
    return tuple(spans)


def correct_dates(
    text: str, dates: tuple[DateExpression, ...], corrections: tuple[Correction, ...]
) -> tuple[DateExpression, ...]:
    """Dates in a corrected piece get the editor's value; a piece in which none was found becomes one."""
    for correction in corrections:
        if correction.date is None:
            continue
        period = parse_period(correction.date)
        for piece in find_pieces(text, correction):
            inside = [date for date in dates if piece.overlaps(date.span)]
            kept = [date for date in dates if not piece.overlaps(date.span)]
            named = inside or [DateExpression(piece, "DATE", period.edtf, period)]
            dates = (*kept, *(replace(date, type="DATE", value=period.edtf, period=period) for date in named))
    return tuple(sorted(dates, key=lambda date: date.span))


def correct_mentions(
    text: str, mentions: tuple[Mention, ...], corrections: tuple[Correction, ...], known: KnownNames
) -> tuple[Mention, ...]:
    """Mentions in a corrected piece mean the editor's actor, or nobody."""
    by_id = {name.id: name for name in known.names if name.id is not None}
    for correction in corrections:
        if correction.actor is None and not correction.not_an_actor:
            continue
        for piece in find_pieces(text, correction):
            inside = [mention for mention in mentions if piece.overlaps(mention.span)]
            mentions = tuple(mention for mention in mentions if not piece.overlaps(mention.span))
            actor = by_id.get(correction.actor) if correction.actor else None
            if actor is not None:
                span = inside[0].span if inside else piece
                mentions = (*mentions, Mention(span, actor.name, actor.kind, actor.id))
    return tuple(sorted(mentions, key=lambda mention: mention.span))


def correct_events(text: str, events: tuple[Event, ...], corrections: tuple[Correction, ...]) -> tuple[Event, ...]:
    """Events that share words with a corrected piece are dropped, or get the editor's status."""
    for correction in corrections:
        pieces = find_pieces(text, correction)
        if correction.drop_event:
            events = tuple(event for event in events if not any(piece.overlaps(event.span) for piece in pieces))
        elif correction.status is not None:
            events = tuple(
                replace(event, status=correction.status)
                if any(piece.overlaps(event.span) for piece in pieces)
                else event
                for event in events
            )
    return events


def correct_rounds(
    text: str, rounds: tuple[RoundReport, ...], corrections: tuple[Correction, ...]
) -> tuple[RoundReport, ...]:
    """Where an editor drops an event, no meeting is reported either."""
    dropped = [piece for correction in corrections if correction.drop_event for piece in find_pieces(text, correction)]
    return tuple(report for report in rounds if not any(piece.overlaps(report.span) for piece in dropped))
