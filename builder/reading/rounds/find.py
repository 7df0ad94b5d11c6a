"""The rounds that an article reports."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date

from builder.reading.clauses import find_clauses
from builder.reading.dates import DateExpression
from builder.reading.names import Mention
from builder.reading.rounds.anaphora import find_bodies, sides_near
from builder.reading.rounds.dating import dates_meeting, dating_statement, period_of
from builder.reading.rounds.meetings import WORDS, Meeting, find_meetings, meeting_nouns, own_nouns, telling_words
from builder.reading.rounds.merging import merged
from builder.reading.rounds.outcome import called_off, outcome, told_on, was_halted
from builder.reading.rounds.parties import (
    Sides,
    is_internal,
    parties_of,
    people_are_met,
    people_meet,
    sides_of,
    within,
)
from builder.reading.rounds.place import place_of_meeting
from builder.reading.rounds.report import RoundReport
from builder.reading.rounds.sidelines import Beside, dated_beside, host_of, status_beside
from builder.reading.rounds.undated import LASTING, may_be_undated, plainly_named, series_of, told_as
from builder.reading.statements import Statement, find_statements
from builder.text import Span


def find_rounds(
    prose: str,
    sentences: tuple[Span, ...],
    dates: tuple[DateExpression, ...],
    mentions: tuple[Mention, ...],
    words: tuple[str, ...] = (),
    *,
    published: date,
) -> tuple[RoundReport, ...]:
    """The rounds that the article reports, one each; `words` adds a topic's own nouns to the list of meeting words."""
    own = own_nouns(words)
    nouns = meeting_nouns() | own
    named = plainly_named(tuple(nouns))
    wanted = telling_words() | {part for word in own for part in WORDS.findall(word)}
    telling = tuple(s for s in sentences if not wanted.isdisjoint(WORDS.findall(s.of(prose).lower())))
    if not telling:
        return ()
    statements = find_statements(prose, sentences, dates, published)
    names = tuple(mention for mention in mentions if mention.kind in ("state", "organisation", "group"))
    sides = sides_of(prose, telling, names)
    by_sentence: dict[int, list[Statement]] = {}
    ends = [sentence.end for sentence in telling]
    for statement in statements:
        number = bisect_left(ends, statement.dated.span.start + 1)
        if number < len(telling) and telling[number].start <= statement.dated.span.start:
            by_sentence.setdefault(number, []).append(statement)
    starts = [mention.span.start for mention in mentions]
    bodies = find_bodies(prose, mentions)
    states = frozenset(mention.name for mention in mentions if mention.kind == "state")
    found: list[RoundReport] = []
    beside: list[Beside] = []
    for number, sentence in enumerate(telling):
        here = by_sentence.get(number, [])
        if not here and not may_be_undated(prose, sentence, named):
            continue
        clauses = here[0].clauses if here else find_clauses(prose, sentence)
        for meeting in find_meetings(prose, sentence, clauses, here, nouns):
            near = sides_near(prose, meeting, sentences, bodies)
            report = _report(
                prose, meeting, here, mentions, starts, sides=sides, near=near, states=states, published=published
            )
            if report is None:
                continue
            host = host_of(prose, meeting) if report.period is None else None
            if host is None:
                found.append(report)
            else:
                alone = told_as(prose, meeting, report.parties, report.place) is not None
                beside.append(Beside(report, host, alone))
    aside, others = dated_beside(beside, found, published)
    rounds = merged([*found, *others], states, published) + merged(aside, states, published)
    return tuple(sorted(rounds, key=lambda report: (report.span, report.label)))


_TWO = 2  # it takes, to meet


def _report(
    prose: str,
    meeting: Meeting,
    statements: list[Statement],
    mentions: tuple[Mention, ...],
    starts: list[int],
    *,
    sides: Sides,
    near: tuple[str, ...],
    states: frozenset[str],
    published: date,
) -> RoundReport | None:
    statement = dating_statement(prose, meeting, statements)
    if statement is not None and not statement.said and not dates_meeting(prose, meeting, statement):
        statement = None
    inside = within(mentions, starts, meeting.clause.span)
    place = place_of_meeting(prose, meeting, statement, mentions, starts)
    named = parties_of(prose, meeting, inside, (), states)
    near = near if set(named) <= set(near) else ()
    parties = near or parties_of(prose, meeting, inside, sides.names, states)
    known = parties or place is not None or people_meet(meeting) or people_are_met(meeting)
    if not meeting.label and not known and sum(mention.kind == "person" for mention in inside) < _TWO:
        return None
    period = period_of(prose, meeting, statement)
    if period is None and (statement is None or statement.said):
        told = told_as(prose, meeting, parties, place)
        if told is None and host_of(prose, meeting) is not None:
            told = status_beside(prose, meeting)
    elif period is None or statement is None or statement.said:
        told = "held"
    else:
        told = told_on(prose, statement, published)
    status = None if told is None else outcome(prose, meeting, told, dated=period is not None)
    if status is None and told == "held" and place is not None and was_halted(prose, meeting):
        status, period = "held", None  # "talks in Oslo were halted on Friday": until then there were some
    if status is None or (status == "held" and period is None):
        off = called_off(prose, meeting)
        status = off or status
        if off and not _owns(statements, meeting):
            period = None  # the day is that on which it was called off
    if status is None or is_internal(prose, meeting, parties):
        return None
    label = series_of(prose, meeting) or meeting.label or _verb_label(prose, meeting, inside)
    if not sides.sure:
        # That two are named together once shows that there are sides, not that it is these who met here.
        parties = near or named
    span = meeting.sentence if len(statements) < _TWO else meeting.clause.span
    return RoundReport(span, label, period, place, parties, status)


def _owns(statements: list[Statement], meeting: Meeting) -> bool:
    """ "Thursday's talks"."""
    return any(0 <= meeting.words.start - statement.dated.span.end <= len("’s ") for statement in statements)


def _verb_label(prose: str, meeting: Meeting, inside: list[Mention]) -> str:
    """ "met (with) X": "meeting with X"."""
    at = meeting.words.end
    met = None
    for mention in (m for m in inside if m.span.start >= meeting.words.end):
        between = prose[at : mention.span.start]
        # "met EU negotiator X": titles and affiliations stand before the name.
        if len(between) > 60 or _NOT_MET.search(between):
            break
        if mention.kind != "place":
            met = mention
        at = mention.span.end
        if mention.kind == "person":
            break
    by_phone = _BY_PHONE.match(prose, meeting.words.end, meeting.clause.span.end)
    what = "phone call" if by_phone else _VERB_LABELS.get(meeting.noun, "meeting")
    return f"{what} with {met.name}" if met and meeting.noun not in LASTING else what


_VERB_LABELS = dict.fromkeys(("spoke", "speak", "speaks", "talked"), "phone call") | {
    "be": "talks",
    "negotiating": "negotiations",
    "shuttled": "shuttle diplomacy",
    "shuttling": "shuttle diplomacy",
}
_BY_PHONE = re.compile(r"[^,;:]{0,60} (?:by (?:tele)?phone|(?:on|over) the (?:tele)?phone)\b")
_NOT_MET = re.compile(r"[,;:()]|\b(?:on|in|at|for|to|after|before|and|during|over|about|when|as)\b")
