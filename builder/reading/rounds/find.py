"""The rounds that an article reports."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date

from builder.reading.clauses import find_clauses
from builder.reading.dates import DateExpression
from builder.reading.names import Mention
from builder.reading.rounds.dating import DAYS_OF, counted_days, dates_meeting, dating_statement
from builder.reading.rounds.meetings import COUNTS, WORDS, Meeting, find_meetings, meeting_nouns, telling_words
from builder.reading.rounds.merging import NEW, merged
from builder.reading.rounds.parties import parties_of, people_meet, sides_of, within
from builder.reading.rounds.report import RoundReport, RoundStatus
from builder.reading.rounds.sidelines import dated_beside, host_of, status_beside
from builder.reading.rounds.undated import series_of, told_as
from builder.reading.statements import Statement, find_statements, place_of, status_of
from builder.reading.words import load_words
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
    nouns = meeting_nouns() | {word.lower(): () for word in words}
    wanted = telling_words() | {part for word in words for part in WORDS.findall(word.lower())}
    telling = tuple(s for s in sentences if not wanted.isdisjoint(WORDS.findall(s.of(prose).lower())))
    if not telling:
        return ()
    statements = find_statements(prose, sentences, dates, published)
    names = tuple(mention for mention in mentions if mention.kind in ("state", "organisation", "group"))
    sides = sides_of(prose, telling, names) or sides_of(prose, _agreeing(prose, sentences), names)
    by_sentence: dict[int, list[Statement]] = {}
    ends = [sentence.end for sentence in telling]
    for statement in statements:
        number = bisect_left(ends, statement.dated.span.start + 1)
        if number < len(telling) and telling[number].start <= statement.dated.span.start:
            by_sentence.setdefault(number, []).append(statement)
    starts = [mention.span.start for mention in mentions]
    found: list[RoundReport] = []
    beside: list[tuple[RoundReport, str]] = []
    for number, sentence in enumerate(telling):
        here = by_sentence.get(number, [])
        clauses = here[0].clauses if here else find_clauses(prose, sentence)
        for meeting in find_meetings(prose, sentence, clauses, here, nouns):
            report = _report(prose, meeting, here, mentions, starts, sides=sides, published=published)
            host = host_of(prose, meeting)
            if report is not None and report.period is None and host is not None:
                beside.append((report, host))
            elif report is not None:
                found.append(report)
    states = frozenset(mention.name for mention in mentions if mention.kind == "state")
    rounds = merged(found, states, published)
    rounds += merged(dated_beside(beside, found, published), states, published)
    return tuple(sorted(rounds, key=lambda report: (report.span, report.label)))


_TWO = 2  # it takes, to meet
_AGREES = re.compile(r"\b(?:agreed|agreement|deal|accord|pact|treaty|truce|cease-?fire|signed)\b")


def _agreeing(prose: str, sentences: tuple[Span, ...]) -> tuple[Span, ...]:
    """The sentences that speak of what sides agree with each other."""
    return tuple(sentence for sentence in sentences if _AGREES.search(prose, sentence.start, sentence.end))


_CANCEL = re.compile(
    r"\b(?:"
    + "|".join(sorted((re.escape(r[0]) for r in load_words("round_cancelled")), key=len, reverse=True))
    + r")\b"
)


def _report(
    prose: str,
    meeting: Meeting,
    statements: list[Statement],
    mentions: tuple[Mention, ...],
    starts: list[int],
    *,
    sides: tuple[str, ...],
    published: date | None,
) -> RoundReport | None:
    text = prose[meeting.clause.span.start : meeting.clause.span.end]
    statement = dating_statement(prose, meeting, statements)
    if statement is not None and not statement.said and not dates_meeting(prose, meeting, statement):
        statement = None
    inside = within(mentions, starts, meeting.clause.span)
    place = _hosting(prose, meeting, inside) or place_of(prose, inside, (meeting.clause.span,))
    if place is None and statement is not None:
        # "..., he said in Lima": where that was said is not where they meet.
        near = [clause.span for clause in statement.clauses if clause.kind not in _ELSEWHERE]
        around = [
            m
            for span in near
            for m in within(mentions, starts, span)
            if _AT.search(prose, max(0, m.span.start - 14), m.span.start)
        ]
        place = place_of(prose, around, near)
    parties = parties_of(prose, meeting, inside, sides)
    called_off = _CANCEL.search(meeting.sentence.of(prose).lower())
    period = statement.dated.period if statement is not None and not statement.said else None
    counted = DAYS_OF.search(prose, max(meeting.words.start - 12, meeting.sentence.start), meeting.words.end)
    if statement is not None and counted is not None:
        period = counted_days(statement, COUNTS[counted["count"].lower()])
    undated = None
    if period is None and (statement is None or statement.said):
        undated = told_as(prose, meeting, parties, place)
        if undated is None and host_of(prose, meeting) is not None:
            undated = status_beside(prose, meeting)
        if undated is None:
            return None
    known = parties or place is not None or people_meet(meeting)
    if not meeting.label and not known and sum(mention.kind == "person" for mention in inside) < _TWO:
        return None
    status: RoundStatus = "held"
    told = (
        status_of(prose, statement, published)
        if statement is not None and period is not None and not statement.said
        else None
    )
    if told == "planned" or undated == "planned":
        status = "planned"
    elif told is None and period is not None and statement is not None and not statement.said:
        return None
    if (
        called_off is not None
        and not NEW.search(meeting.label)
        and (meeting.label or period)
        and (status == "planned" or re.search(r"\bplanned\b|\bhad been\b", text.lower()))
    ):
        status = _called_off(called_off[0])
    if status == "planned" and _NOT_HELD.search(meeting.sentence.of(prose)):
        status = "postponed" if _STILL.search(meeting.sentence.of(prose)) else "cancelled"
    if _internal(prose, meeting, parties):
        return None
    if status == "held" and period is not None and _BROKEN_OFF.search(text.lower()):
        return None  # the day on which talks were halted is not the day of a round
    label = series_of(prose, meeting) or meeting.label or _verb_label(prose, meeting, inside)
    if not label:
        return None
    span = meeting.sentence if len(statements) < 2 else meeting.clause.span
    return RoundReport(span, label, period, place, parties, status)


_ELSEWHERE = frozenset(("attribution", "reported", "aside"))
_AT = re.compile(r"\b(?:[Ii]n|[Aa]t)(?: the)? $|\bcapital,? $")
# "Muscat has hosted", "Muscat, the capital, hosted"; not "the Muscat office hosted".
_SUBJECT_ENDS = re.compile(r"\s*(?:[,(]|(?:has|have|had|will|would|also|is|was|to|hosted|hosts)\b)")
_HOSTS = re.compile(r"\b(?:hosted|hosts|hosting|host) ")


def _hosting(prose: str, meeting: Meeting, inside: list[Mention]) -> str | None:
    """The place that is said to host: "Muscat hosted talks between the two"."""
    hosts = _HOSTS.search(prose, meeting.clause.span.start, meeting.words.start)
    if hosts is None:
        return None
    places = (m for m in inside if m.kind in ("place", "state") and m.span.end <= hosts.start())
    return next((m.name for m in places if _SUBJECT_ENDS.match(prose, m.span.end)), None)


_NOT_HELD = re.compile(
    r"\b(?:did not|didn[’']t|never) (?:take place|happen|begin|start|open|materiali[sz]e|meet)\b"
    r"|\b(?:has|have) (?:still |yet )?not (?:yet )?(?:taken place|happened|begun|started|opened)\b"
    r"|\b(?:has|have) yet to (?:take place|happen|begin|start|open)\b"
    r"|\bheld (?:it|them) up\b"
)
_STILL = re.compile(r"\b(?:will|have|has|later|after|until|held (?:it|them) up)\b")
# What meets here is one body: no meeting of parties.
_BODY_MEETS = re.compile(
    r"\b(?:assembly|parliament|congress|senate|cabinet|council|convention|synod|elections?|party conference)\b",
    re.IGNORECASE,
)
_OWN_MEETING = re.compile(r"\b(?:its|their) (?:own )?(?:(?:first|weekly|regular|inaugural) )?(?:meeting|session)\b")
_ANAPHORA = re.compile(r"\b[Tt]he (?:meeting|session|gathering)\b")
_TALKS_NEAR = re.compile(r"\b(?:talks|negotiations|negotiators?|round|delegations?)\b")


def _internal(prose: str, meeting: Meeting, parties: tuple[str, ...]) -> bool:
    """Whether a body meets among itself: a team's own session, or "the meeting" right after an assembly."""
    text = meeting.clause.span.of(prose)
    joint = re.search(r"\b(?:between|two|both|joint)\b", text) is not None
    joint = joint or prose.startswith(" with ", meeting.words.end)
    if _OWN_MEETING.search(text) and not joint:
        return len(parties) < 2
    if joint or meeting.noun not in ("meeting", "session", "gathering") or not _ANAPHORA.search(text):
        return False
    low = max(0, meeting.sentence.start - 400)
    body = max((m.start() for m in _BODY_MEETS.finditer(prose, low, meeting.words.start)), default=-1)
    return body > max((m.start() for m in _TALKS_NEAR.finditer(prose, low, meeting.words.start)), default=-1)


_BROKEN_OFF = re.compile(
    r"\b(?:halt(?:s|ed)|stopp?(?:s|ed)|suspend(?:s|ed)|interrupt(?:s|ed)|cancel(?:s|l?ed)|call(?:s|ed) off"
    r"|scrap(?:s|ped)"
    r"|br(?:oke|oken) (?:[a-z]+ )?off|on hold|put an end)\b"
)
_BETWEEN = re.compile(r" (?:between|with) ")


def _called_off(word: str) -> RoundStatus:
    row = next(row for row in load_words("round_cancelled") if row[0] == word)
    return "postponed" if row[1] == "postponed" else "cancelled"


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
    what = _VERB_LABELS.get(meeting.noun, "meeting")
    return f"{what} with {met.name}" if met else what


_VERB_LABELS = dict.fromkeys(("spoke", "speak", "speaks", "talked"), "phone call") | {"be": "talks"}
_NOT_MET = re.compile(r"[,;:()]|\b(?:on|in|at|for|to|after|before|and|during|over|about|when|as)\b")
