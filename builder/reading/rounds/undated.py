"""Meetings without a date: which of them are told as having taken place, or as coming."""

from __future__ import annotations

import re
from functools import cache

from builder.reading.rounds.dating import CALLED_FOR, RUNS
from builder.reading.rounds.meetings import SERIES, Meeting
from builder.reading.rounds.outcome import was_halted
from builder.reading.rounds.parties import people_are_met, people_meet
from builder.reading.rounds.report import RoundStatus
from builder.reading.statements import is_planned
from builder.text import Span

_DISTINCT = re.compile(
    r"\b(?:new|next|latest|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|another|final"
    r"|last|upcoming|coming|days?|"
    r"week-long|day-long|round|two-day|three-day)\b",
    re.IGNORECASE,
)
_WITH = re.compile(r" (?:between|with|among) ")
# "during talks", "after my conversation with her": taken for granted.
_SETTING = re.compile(
    r"\b(?:during|after|following|at|in|through|concluded|ended|hosted|held"
    r"|shut out of|left out of|excluded from|absent from|part in|involved in|kept out of|barred from)"
    r"(?: (?:the|an?|their|his|her|its|my|our))? $",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(
    r"\bfor (?:an?|the) (?:[\w-]+ )?$|\b(?:dates?|venue|place|invitation)s? (?:\w+ ){0,6}for (?:an? )?$"
)
_TO_RUN = re.compile(r" (?:[\w-]+ ){0,2}to (?:begin|start|open|resume|take place|continue)\b")
# Talks that are asked for, refused or only imagined.
_IMAGINED = re.compile(
    r"\b(?:no|not|never|without|refus\w+|reject\w+|unless|if|whether|until|avoid\w*|oppos\w+"
    r"|rul(?:e|es|ed|ing) out|rather than|instead of|willing\w*|ready|readiness|prospects?|hopes?|calls?|urg\w+"
    r"|demand\w*|should|could|might|would have)\b"
)
# "the meeting", "a call": which one, and of whom, only those who take part in it tell.
_PLAIN = frozenset(
    (
        "meeting",
        "meetings",
        "call",
        "conversation",
        "talk",
        "session",
        "sessions",
        "gathering",
        "hearing",
        "discussions",
    )
)
# "in Oslo for talks with the guild"
_IN_TOWN_FOR = re.compile(r"\bin (?:[A-Z][\w.’'-]+ ){1,3}for (?:(?:an?|the|another|more|further) )?\Z")
# "strengthen its hand in talks": in any, whenever they are.
_HAND = re.compile(r"\b(?:position|hands?|leverage|stance) (?:in|at) (?:(?:the|any|its|their|future) )?\Z")
# "talks must include the guild": nobody has said that they will.
_DEMANDED = re.compile(r"\b(?:must|insist(?:s|ed|ing)?|demand(?:s|ed|ing)?|would have to)\b")
_WOULD = re.compile(r"\b(?:will|would|could|may|might) ")
_ONCE = re.compile(r"\b(?:after|once|when|if|until|unless|provided) (?![^,;:]{0,60}\b[a-z]+ed\b)")
LASTING = frozenset(("negotiating", "shuttled", "shuttling"))
_TO_MEET = re.compile(
    r"\b(?:will|(?:expected|scheduled|due|set|slated|planning|plans|planned) to)(?: also| then| next)? \Z"
)
# As headlines say it: "Chile, Peru to hold another round".
_TO_HOLD = re.compile(
    r"[A-Z][\w.’'-]*,? to (?:hold|resume|begin|start|open|host|attend|restart|continue)(?: (?!and\b)[\w-]+){0,3} $"
)
_NEAR = 48
"""Characters on either side of a meeting within which a verb says that it runs."""


@cache
def plainly_named(nouns: tuple[str, ...]) -> re.Pattern[str]:
    """What a sentence must hold for its meetings to count without a date: a word for talks, or for a plainer meeting
    and for those that it is with, or of that beside which it is."""
    strong = "|".join(re.escape(noun) for noun in nouns if noun not in _PLAIN)
    plain = "|".join(re.escape(noun) for noun in nouns if noun in _PLAIN)
    return re.compile(
        rf"\b(?:(?:{strong})\b|(?:{plain}) (?:between|with|among|in|at)\b"
        r"|after (?:the|an?|this|that) |on the (?:sidelines|margins)"
        r"|(?:been|are|were) negotiating|shuttl(?:ed|ing) between"
        r"|(?:will|to) (?:also )?(?:meet|convene|sit down)\b)",
        re.IGNORECASE,
    )


def may_be_undated(prose: str, sentence: Span, named: re.Pattern[str]) -> bool:
    return named.search(prose, sentence.start, sentence.end) is not None


def told_as(prose: str, meeting: Meeting, parties: tuple[str, ...], place: str | None) -> RoundStatus | None:
    """Whether the article tells of an undated meeting as held or as planned; None where it is asked for or imagined."""
    if meeting.vague:
        return None
    text = prose[meeting.clause.span.start : meeting.clause.span.end].lower()
    if not meeting.label:
        return _told_by_verb(prose, meeting, parties, text)
    headline = _TO_HOLD.search(prose, meeting.clause.span.start, meeting.words.start)
    plain: RoundStatus = "planned" if headline or is_planned(text) else "held"
    if series_of(prose, meeting) is not None:
        return "held"
    if _HAND.search(prose, meeting.clause.span.start, meeting.words.start):
        return None
    if _is_condition(prose, meeting):
        return None
    if place is not None and (_DISTINCT.search(meeting.label) or RUNS.search(text)):
        return plain
    shared = _WITH.match(prose, meeting.words.end) is not None
    if _DEMANDED.search(text):
        return None
    if plain == "planned" and len(parties) > 1 and shared:
        return plain
    start = max(meeting.clause.span.start, meeting.words.start - _NEAR)
    if _IN_TOWN_FOR.search(prose, start, meeting.words.start):
        return plain
    if meeting.noun in _PLAIN and not shared:
        return None
    if _IMAGINED.search(text) or CALLED_FOR.search(prose, start, meeting.words.start):
        return None
    if was_halted(prose, meeting) and (place is not None or len(parties) > 1):
        return "held"
    if _TO_RUN.match(prose, meeting.words.end) or (shared and _POSSIBLE.search(prose, start, meeting.words.start)):
        return "planned"
    if _SETTING.search(prose, start, meeting.words.start):
        return "held" if shared or meeting.noun not in _PLAIN else None
    near = prose[start : meeting.words.end + _NEAR].lower()
    return plain if RUNS.search(near) or _TOOK_TURNS.match(prose, meeting.words.end) else None


def _is_condition(prose: str, meeting: Meeting) -> bool:
    """Whether something would follow from the meeting: "the troops would leave after the rebels engage in talks"."""
    would = _WOULD.search(prose, meeting.sentence.start, meeting.words.start)
    if would is None:
        return False
    once = _ONCE.search(prose, would.end(), meeting.words.start)
    return once is not None and "," not in prose[once.end() : meeting.words.start]


def _told_by_verb(prose: str, meeting: Meeting, parties: tuple[str, ...], text: str) -> RoundStatus | None:
    """ "the two have been negotiating for a year", "is expected to meet Omani officials"."""
    if _IMAGINED.search(text):
        return None
    if meeting.noun in LASTING:
        both = len(parties) > 1 or people_meet(meeting) or meeting.noun != "negotiating"
        return ("planned" if is_planned(text) else "held") if both else None
    start = max(meeting.clause.span.start, meeting.words.start - _NEAR)
    if _TO_MEET.search(prose, start, meeting.words.start) and (len(parties) > 1 or people_are_met(meeting)):
        return "planned"
    return None


_TOOK_TURNS = re.compile(
    r" (?:have|has|had) (?:[a-z]+ )?(?:taken|stalled|dragged|progressed|entered|lasted|run|gone)\b"
)


def series_of(prose: str, meeting: Meeting) -> str | None:
    """Talks that are counted in months or rounds and so are no single meeting, with the count before them."""
    low = max(meeting.sentence.start, meeting.words.start - 40)
    match = SERIES.search(" ".join(prose[low : meeting.words.end].split()))
    return match[0] if match else None
