"""When a meeting is: which statement's date is its own."""

from __future__ import annotations

import re
from datetime import timedelta

from builder.period import Period
from builder.reading.clauses import forms_of, grammar, verb_at
from builder.reading.rounds.meetings import COUNTS, Meeting
from builder.reading.statements import Statement, is_planned
from builder.reading.words import load_words

_DAYS_OF = re.compile(rf"\b(?P<count>{'|'.join(COUNTS)})[ -]days? (?:of |long )?", re.IGNORECASE)
RUNS = re.compile(
    r"\b(?:"
    + "|".join(
        sorted(
            {form for row in load_words("round_runs") for form in ((row[0],) if len(row) > 1 else forms_of(row[0]))}
            - {"last", "lasts"},  # "last week's talks"
            key=lambda form: (-len(form), form),
        )
    )
    + r")\b(?!-)"  # "closed-door talks"
)
_INDIRECT = grammar("indirect")
_MOVES = re.compile(
    r"\b(?:gather|head|travel|arriv|fl[ye]w?|depart|me[et]t?|conven|return|c[oa]m[ei]|leav|left|sit|sat"
    r"|invit|assembl|land|host"
    r"|schedul|plan|due|set)\w*\b"
)
_RANGE_WORDS = 6
_OWNED = 16
"""Characters between a date that owns a noun and a meeting that can be that noun: "Monday's second round of talks"."""


def dates_meeting(prose: str, meeting: Meeting, statement: Statement) -> bool:
    """Whether the date of the clause is that of the meeting, and not of something done about it."""
    if not meeting.label or (_follows(meeting) and statement.clause.span.end <= meeting.words.start):
        return True
    gap = prose[statement.dated.span.end : meeting.words.start]
    if statement.premodifier and len(gap) > _OWNED and not statement.noun:
        return False  # "Monday's news of the talks"
    between = prose[meeting.words.end : statement.dated.span.start]
    if CALLED_FOR.search(prose, max(meeting.clause.span.start, meeting.words.start - 60), meeting.words.start):
        return False  # "called for talks", "a deal on how to hold talks"
    if 0 <= len(between) < 30 and between.rstrip().endswith(("back to", "from")):
        return False
    if ("," in gap or len(gap.split()) > _RANGE_WORDS + 2) and _LED_ASIDE.search(gap):
        return False  # "met on Monday with Levi, chosen to lead the talks"
    if (
        statement.dated.span.start >= meeting.words.end
        and len(between) < 60
        and not re.search(r"[,;]|\b(?:that|which|who|after|before|and)\b", between)
        and len(between.split()) <= _RANGE_WORDS
    ):
        return (
            len(between.split()) < 4
            or not any(
                verb_at(meeting.clause.tokens, n)
                for n, token in enumerate(meeting.clause.tokens)
                if meeting.words.end <= token.start < statement.dated.span.start
            )
            or RUNS.search(between.lower()) is not None
            or is_planned(between.lower())
        )
    if statement.dated.span.overlaps(meeting.words) or 0 <= meeting.words.start - statement.dated.span.end < 4:
        return True  # "Thursday's meeting"
    text = " ".join(piece.of(prose) for piece in statement.pieces).lower()
    later = statement.clause.kind in ("relative", "reduced", "joined") or _NOW.search(text) is not None
    if later and statement.pieces[0].end >= meeting.words.end:
        return statement.clause.kind != "joined" or RUNS.search(text) is not None or is_planned(text)
    before = [token.lower for token in meeting.clause.tokens if token.end <= meeting.words.start]
    determined = False
    while before and before[-1] in ("a", "an", "the", "their", "its", "his", "her", "this", "these"):
        before.pop()
        determined = True
    lead = before[-1] if before else ""
    if lead == "," and determined and _COUNTED.match(meeting.label):
        return True  # "shook hands on Monday, the first meeting of the two"
    if lead in _INDIRECT:
        return lead in ("for", "to") and _MOVES.search(text) is not None
    return RUNS.search(text) is not None or is_planned(text) or lead in ("at", "during", "in")


_COUNTED = re.compile(r"(?:first|second|third|fourth|fifth|latest|last|final)\b", re.IGNORECASE)
CALLED_FOR = re.compile(
    r"\b(?:call(?:s|ed|ing)?|press(?:es|ed|ing)?|appeal(?:s|ed)?|plea|urge[sd]?|demand(?:s|ed)?|hopes?|push(?:es|ed)?)"
    r"(?: (?!and\b)[\w-]+){0,2} for (?:[\w-]+ ){0,2}$|\bhow (?:to )?(?:[\w-]+ ){1,4}$"
    r"|\b(?:promis|vow|pledg|offer|refus|threaten)(?:e?s|ed|ing)? (?:\w+ )?to (?:[\w-]+ ){1,3}$"
)
_LED_ASIDE = re.compile(r"\b(?:chosen|appointed|named|picked|charged|put|who|to lead|to head|leading|heading)\b")


def dating_statement(prose: str, meeting: Meeting, statements: list[Statement]) -> Statement | None:
    """The dated statement that the meeting belongs to: its clause, or one that leans on it."""
    if any(_CLOCK.fullmatch(s.dated.span.of(prose)) for s in statements) and is_planned(
        meeting.clause.span.of(prose).lower()
    ):
        # "will open at 10 a.m.": of a day that is told elsewhere
        statements = [s for s in statements if not _CLOCK.fullmatch(s.dated.span.of(prose))]
    holding = [s for s in statements if any(piece.start <= meeting.words.start < piece.end for piece in s.pieces)]
    own = [s for s in holding if s.clause.span.contains(meeting.words) or s.clause.span == meeting.clause.span]
    relative = [
        s
        for s in holding
        if s.clause.kind in ("relative", "reduced", "joined", "main")
        and s.pieces[0].end >= meeting.words.end
        and len(s.pieces) > 1
    ]
    # "The meeting that was expected this week will now take place on May 9": the new date counts.
    moved = [s for s in relative if s.clause.kind == "main" and _NOW.search(s.clause.span.of(prose))]
    foreseen = [s for s in statements if _foresees(prose, meeting, s)]
    chosen = moved or [s for s in relative if s.clause.kind != "main"] or foreseen or own
    if not chosen:
        if _DAYS_OF.search(prose, max(meeting.words.start - 12, meeting.sentence.start), meeting.words.end):
            ended = (
                s for s in statements if s.said or (_follows(meeting) and s.clause.span.end <= meeting.words.start)
            )
            return next(ended, None)
        return None
    return min(chosen, key=lambda s: (abs(s.dated.span.start - meeting.words.end), s.dated.span))


_FORESEEN = re.compile(r"(?:originally |tentatively )?(?:planned|scheduled|due|set|expected|slated)\b")
_WITH_WHOM = re.compile(r"\s*(?:(?:with|between|in|at)\b[^,;:]{1,60})?,?\s*")


def _foresees(prose: str, meeting: Meeting, statement: Statement) -> bool:
    """ "talks with Peru scheduled for next week": the clause leans on the meeting, whatever name stands between."""
    start = statement.clause.span.start
    if statement.clause.kind != "reduced" or start < meeting.words.end:
        return False
    between = _WITH_WHOM.fullmatch(prose, meeting.words.end, start)
    return between is not None and _FORESEEN.match(prose, start) is not None


def _follows(meeting: Meeting) -> bool:
    """Whether what was done on a day was done "after four days of talks"."""
    return meeting.clause.kind == "phrase" and meeting.clause.opener in ("after", "following")


_NOW = re.compile(r"\b(?:will|would|is to|are to) (?:now|instead|only)\b")


def period_of(prose: str, meeting: Meeting, statement: Statement | None) -> Period | None:
    """When a meeting is, by the statement that dates it and the days that it is said to last."""
    if statement is None:
        return None
    counted = _DAYS_OF.search(prose, max(meeting.words.start - 12, meeting.sentence.start), meeting.words.end)
    if counted is not None:
        return _counted_days(statement, COUNTS[counted["count"].lower()])
    if _ENDS.search(prose, meeting.words.end, statement.dated.span.start):
        before = prose[meeting.words.end : statement.dated.span.start]
        lasted = _AFTER_DAYS.match(prose, statement.dated.span.end) or _AFTER_DAYS.search(before)
        if lasted is not None and not statement.said:
            return _counted_days(statement, COUNTS[lasted["count"].lower()])
    period = statement.dated.period
    long = period.first is not None and period.last is not None and (period.last - period.first).days > _A_YEAR
    return None if statement.said or long else period


_A_YEAR = 366
_ENDS = re.compile(
    r"\b(?:adjourn|end|conclud|clos|finish|collaps)(?:e?d)\b|\b(?:br(?:oke|eak) (?:up|down|off)|wrapped up|wound up)\b"
)
# "ended on Friday after five days"
_AFTER_DAYS = re.compile(
    rf",? after (?:[a-z]+ )?(?P<count>{'|'.join(COUNTS)}) days"
    r"(?: of (?:[\w-]+ )?(?:talks|negotiations|meetings|discussions|consultations|bargaining|haggling|wrangling))?"
    r"(?=[,.;]|\s*\Z| (?:in|at|on|without|with)\b)"
)
_CLOCK = re.compile(
    r"(?:\d{1,2}[:.]\d\d|noon|midnight|[\w.:]+ ?[ap]\.?m\.?)(?: (?:local(?: time)?|[A-Z]{2,4}))?", re.IGNORECASE
)


def _counted_days(statement: Statement, count: int) -> Period | None:
    """ "two days of talks", told or ended on a day: that day and those before."""
    period = statement.dated.period
    if period.first is None or period.last is None:
        return period if not statement.said else None
    if period.first != period.last:
        return period if not statement.said else None
    days = timedelta(days=count - 1)
    opens = any(_OPENS.fullmatch(token.lower) for token in statement.clause.tokens)
    first, last = (period.first, period.first + days) if opens else (period.last - days, period.last)
    return Period(f"{first.isoformat()}/{last.isoformat()}", first, last)


_OPENS = re.compile("open(?:s|ed|ing)?|beg[aiu]n|begins|start(?:s|ed)?")
