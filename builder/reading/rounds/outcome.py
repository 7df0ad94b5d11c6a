"""What has become of a meeting: held, planned, postponed or cancelled."""

from __future__ import annotations

import re
from datetime import date

from builder.reading.rounds.meetings import NEW, Meeting
from builder.reading.rounds.report import RoundStatus
from builder.reading.statements import Statement, status_of
from builder.reading.words import load_words

_CANCEL = re.compile(
    r"\b(?:"
    + "|".join(sorted((re.escape(r[0]) for r in load_words("round_cancelled")), key=len, reverse=True))
    + r")\b"
)
_NOT_HELD = re.compile(
    r"\b(?:did not|didn[’']t|never) (?:take place|happen|begin|start|open|materiali[sz]e|meet)\b"
    r"|\bnever (?:took place|happened|began|started|opened|materiali[sz]ed|met)\b"
    r"|\b(?:has|have) (?:still |yet )?not (?:yet )?(?:taken place|happened|begun|started|opened)\b"
    r"|\b(?:has|have) yet to (?:take place|happen|begin|start|open)\b"
    r"|\bheld (?:it|them) up\b"
)
_STILL = re.compile(r"\b(?:will|have|has|later|after|until|held (?:it|them) up)\b")
_BROKEN_OFF = re.compile(
    r"\b(?:halt(?:s|ed)|stopp?(?:s|ed)|suspend(?:s|ed)|interrupt(?:s|ed)|cancel(?:s|l?ed)|call(?:s|ed) off"
    r"|scrap(?:s|ped)"
    r"|br(?:oke|oken) (?:[a-z]+ )?off|on hold|put an end)\b"
)
_WAS_TO_RUN = re.compile(r"\b(?:was|were) to have (?:begun|started|opened|met|taken place|been held|resumed)\b")
_DUE_TO_END = re.compile(
    r"\b(?:due|scheduled|expected|supposed|set|meant) to (?:close|end|finish|conclude|wrap up|be over)\b"
)
_STALLED = re.compile(r"\b(?:stalled|suspended|paused|frozen|deadlocked)\b")
_HAD_PLANNED = re.compile(r"\bplanned\b|\bhad been\b")


def told_on(prose: str, statement: Statement, published: date) -> RoundStatus | None:
    """Whether a dated statement tells of a meeting as held or as planned; None where it is only imagined."""
    if _WAS_TO_RUN.search(prose, statement.clause.span.start, statement.clause.span.end):
        return "planned"
    if _DUE_TO_END.search(prose, statement.clause.span.start, statement.clause.span.end):
        return None
    status = status_of(prose, statement, published)
    if status is None:
        return None
    return "planned" if status == "planned" else "held"


def outcome(prose: str, meeting: Meeting, told: RoundStatus, *, dated: bool) -> RoundStatus | None:
    """What became of a meeting told as held or planned; None where the day is that of its breaking off."""
    clause = meeting.clause.span.of(prose).lower()
    sentence = meeting.sentence.of(prose)
    called_off = _CANCEL.search(sentence.lower())
    foreseen = told == "planned" or _HAD_PLANNED.search(clause) is not None
    if called_off is not None and foreseen and (meeting.label or dated) and not NEW.search(meeting.label):
        return _called_off(called_off[0])
    if told == "planned" and _NOT_HELD.search(sentence):
        return "postponed" if _STILL.search(sentence) else "cancelled"
    if told == "planned" and not dated and _STALLED.search(meeting.label):
        return "postponed"
    if told == "held" and dated and _BROKEN_OFF.search(clause):
        return None
    return told


_HALT = r"(?:halted|stopped|suspended|interrupted|broken off)"
_WERE_HALTED = re.compile(rf"[^;:]{{0,80}} (?:was|were|been) {_HALT}\b")
_HALTED = re.compile(
    r"\b(?:halted|stopped|suspended|interrupted|broke off)(?: (?:the|their|its|his|her|all))?(?: [\w-]+)? \Z"
)


def was_halted(prose: str, meeting: Meeting) -> bool:
    """Whether a meeting is said to have run until it was stopped, and not to have been called off before it began."""
    if not meeting.label:
        return False
    low, high = meeting.clause.span.start, meeting.clause.span.end
    near = max(low, meeting.words.start - 40)
    halted = _WERE_HALTED.match(prose, meeting.words.end, high) or _HALTED.search(prose, near, meeting.words.start)
    return halted is not None and _CANCEL.search(prose, low, high) is None


_AUXILIARY = r"(?:was|were|is|are|be|been|being)(?: \w+ly| now| again)?"
_OFF_BEHIND = re.compile(rf"(?: (?:with|between|in|at|of)\b[^,;:]{{1,60}}?)? (?:has |have |had |will )?{_AUXILIARY} $")
_OFF_BEFORE = re.compile(r"(?: of| off)?(?: (?:the|a|an|its|their|his|her|this|all))?(?: [\w’'-]+){0,2} $")


def called_off(prose: str, meeting: Meeting) -> RoundStatus | None:
    """What the clause says plainly was done with the meeting itself: "called off a summit", "talks were postponed"."""
    if not meeting.label:
        return None
    low, high = meeting.clause.span.start, meeting.clause.span.end
    for found in _CANCEL.finditer(prose, meeting.words.end, high):
        if _OFF_BEHIND.fullmatch(prose, meeting.words.end, found.start()):
            return _called_off(found[0])
    for found in _CANCEL.finditer(prose, low, meeting.words.start):
        if found.end() < meeting.words.start and _OFF_BEFORE.fullmatch(prose, found.end(), meeting.words.start):
            return _called_off(found[0])
    if _COLLAPSE.search(prose, low, meeting.words.start) and _WAS_TO_BE.match(prose, meeting.words.end):
        return "cancelled"
    return None


_COLLAPSE = re.compile(r"\b(?:collapse|failure|cancellation) of(?: the| planned)? $")
_WAS_TO_BE = re.compile(
    r"(?: with [^,;:]{1,40}?)? (?:that|which) (?:was|were) to (?:be|have|begin|start|open|take place)\b"
)


def _called_off(word: str) -> RoundStatus:
    row = next(row for row in load_words("round_cancelled") if row[0] == word)
    return "postponed" if row[1] == "postponed" else "cancelled"
