"""The editor's corrections, applied between the stages of reading, so that what follows from them follows too.

Each stage also tells which corrections changed nothing: `Corrected.effective` are the places, among those given, of the
corrections that did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from builder.period import parse_period
from builder.problems import Problem
from builder.reading.dates import DateExpression
from builder.reading.events import Event
from builder.reading.names import KnownNames, Mention
from builder.reading.rounds import RoundReport
from builder.text import Span

if TYPE_CHECKING:
    from builder.content.article import Article
    from builder.content.corrections import Correction

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Corrected(Generic[Found]):
    """What a stage found, corrected, and which of the corrections had a part in that."""

    found: tuple[Found, ...]
    effective: frozenset[int]


def find_pieces(text: str, correction: Correction) -> tuple[Span, ...]:
    """Every place of the correction's exact words."""
    spans, at = [], text.find(correction.text)
    while at >= 0:
        spans.append(Span(at, at + len(correction.text)))
        at = text.find(correction.text, at + len(correction.text))
    return tuple(spans)


def correct_dates(
    text: str, dates: tuple[DateExpression, ...], corrections: tuple[Correction, ...]
) -> Corrected[DateExpression]:
    """Dates in a corrected piece get the editor's value; a piece in which none was found becomes one."""

    def correct(dates: tuple[DateExpression, ...], correction: Correction) -> tuple[DateExpression, ...]:
        if correction.date is None:
            return dates
        period = parse_period(correction.date)
        for piece in find_pieces(text, correction):
            inside = [date for date in dates if piece.overlaps(date.span)]
            if inside and all(date.period == period for date in inside):
                continue
            kept = [date for date in dates if not piece.overlaps(date.span)]
            named = inside or [DateExpression(piece, "DATE", period.edtf, period)]
            dates = (*kept, *(replace(date, type="DATE", value=period.edtf, period=period) for date in named))
        return tuple(sorted(dates, key=lambda date: date.span))

    return _one_by_one(dates, corrections, correct)


def correct_mentions(
    text: str, mentions: tuple[Mention, ...], corrections: tuple[Correction, ...], known: KnownNames
) -> Corrected[Mention]:
    """Mentions in a corrected piece mean the editor's actor, or nobody."""
    by_id = {name.id: name for name in known.names if name.id is not None}
    forms = {written: name.id for name in known.names for written in (name.form, name.name)}

    def correct(mentions: tuple[Mention, ...], correction: Correction) -> tuple[Mention, ...]:
        if correction.actor is None and not correction.not_an_actor:
            return mentions
        for piece in find_pieces(text, correction):
            inside = [mention for mention in mentions if piece.overlaps(mention.span)]
            if correction.actor is not None and [_meant(mention, forms) for mention in inside] == [correction.actor]:
                continue
            mentions = tuple(mention for mention in mentions if not piece.overlaps(mention.span))
            actor = by_id.get(correction.actor) if correction.actor else None
            if actor is not None:
                span = inside[0].span if inside else piece
                mentions = (*mentions, Mention(span, actor.name, actor.kind, actor.id))
        return tuple(sorted(mentions, key=lambda mention: mention.span))

    return _one_by_one(mentions, corrections, correct)


def _meant(mention: Mention, forms: Mapping[str, str | None]) -> str | None:
    """The editor's actor whom a mention means by itself, or by the name that it has in its article."""
    return mention.actor or forms.get(mention.name)


def correct_events(text: str, events: tuple[Event, ...], corrections: tuple[Correction, ...]) -> Corrected[Event]:
    """Events that share words with a corrected piece are dropped, or get the editor's status."""

    def correct(events: tuple[Event, ...], correction: Correction) -> tuple[Event, ...]:
        if not correction.drop_event and correction.status is None:
            return events
        pieces = find_pieces(text, correction)
        meant = [any(piece.overlaps(event.span) for piece in pieces) for event in events]
        if correction.status is None:
            return tuple(event for event, is_meant in zip(events, meant, strict=True) if not is_meant)
        return tuple(
            replace(event, status=correction.status) if is_meant else event
            for event, is_meant in zip(events, meant, strict=True)
        )

    return _one_by_one(events, corrections, correct)


def correct_rounds(
    text: str, rounds: tuple[RoundReport, ...], corrections: tuple[Correction, ...]
) -> Corrected[RoundReport]:
    """Where an editor drops an event, no meeting is reported either."""

    def correct(rounds: tuple[RoundReport, ...], correction: Correction) -> tuple[RoundReport, ...]:
        if not correction.drop_event:
            return rounds
        pieces = find_pieces(text, correction)
        return tuple(report for report in rounds if not any(piece.overlaps(report.span) for piece in pieces))

    return _one_by_one(rounds, corrections, correct)


def _one_by_one(
    found: tuple[Found, ...],
    corrections: tuple[Correction, ...],
    correct: Callable[[tuple[Found, ...], Correction], tuple[Found, ...]],
) -> Corrected[Found]:
    effective = set()
    for index, correction in enumerate(corrections):
        before, found = found, correct(found, correction)
        if found != before:
            effective.add(index)
    return Corrected(found, frozenset(effective))


def idle_corrections(article: Article, effective: Iterable[int]) -> list[Problem]:
    """A Problem for each correction of `article` that is not `effective`: the machine reads it so by itself now."""
    problems = []
    for index in sorted(set(range(len(article.corrections))) - set(effective)):
        correction, where = article.corrections[index], article.corrections_at[index]
        found = f"the correction of '{correction.text[:60]}' has no effect: {_why_idle(correction)}"
        problems.append(
            Problem(
                article.path, where.line, where.column, "correction-idle", found,
                "Delete the correction; or, if the page is still wrong, give other words of the same sentence",
                "warning",
            )
        )  # fmt: skip
    return problems


def _why_idle(correction: Correction) -> str:
    if correction.date is not None:
        return f"the date there is read as {correction.date} without it"
    if correction.actor is not None:
        return f"the name there is read as {correction.actor} without it"
    if correction.not_an_actor:
        return "no name is read there without it"
    if correction.drop_event:
        return "no event is read there without it"
    return f"no event is read there, or one that is '{correction.status}' without it"
