"""Whom "the two sides" means: those whom the sentence itself, or one shortly before it, names as meeting each other."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from builder.reading.names import Mention
from builder.reading.rounds.meetings import Meeting
from builder.reading.rounds.parties import is_paired, is_setting, sends_people, within
from builder.reading.words import load_set
from builder.text import Span

_BACK = 3
"""Sentences before the one that says "the sides" in which they may be named."""
_TWO = 2  # it takes, to meet

_SIDES = re.compile(
    r"\b(?:the|both|these)(?: (?:two|rival|warring|opposing|negotiating)){0,2} (?:sides|parties|teams|delegations)\b"
    # not "both sides of the House"
    r"(?!-| (?:of|from|to)\b| in (?:the )?(?:parliament|assembly|coalition|cabinet|government)\b)",
    re.IGNORECASE,
)
# Nothing but what is done about the meeting: "they will meet", "they are due to resume their talks".
_THEY = re.compile(
    r"\b[Tt]hey (?:(?:will|would|are|were|have|had|be|been|also|then|again|now|soon|due|set|scheduled|expected|plan"
    r"|planning|planned|agreed|intend|to|resumed?|hold|held|open|start|began|begin|continued?|return|their|an?|another"
    r"|new|next|further|more|fresh|second|third|round|of|the) )*\Z"
)
_NOUN = r"(?:talks|negotiations|round|dialogue|discussions|consultations|bargaining|summit|meetings?)"
_BETWEEN = re.compile(rf"\b{_NOUN}(?: [\w’'-]+){{0,3}} between(?: the| its)? \Z")
_OF_TWO = re.compile(rf" (?:[a-z]+(?:-[a-z]+)? ){{0,2}}{_NOUN}\b")
_THIRD = re.compile(r"(?:,| and| or| as well as)(?: and)? (?:the|its|two|other|several)\b")
_MOST_WORDS = 60
"""Characters from the first of two names to the second that may still be side by side."""

# Who opens a sentence, after a dateline or a word on when that is: "LIMA -- On Monday, envoys of the".
_OPENING = r"(?:[^,.;]{0,40}\s(?:--|[-–—])\s)?(?:[A-Z][\w ]{0,60}, )?"


@cache
def _people() -> str:
    return rf"(?:[a-z]+ )?(?:{'|'.join(sorted(load_set('round_people') - {'mediators', 'donors'}))})"


@cache
def _subject_before() -> re.Pattern[str]:
    return re.compile(rf"\W*{_OPENING}(?:(?:[Tt]he )?(?i:{_people()}) (?:of|from|for) )?(?:[Tt]he )?")


_MEET = (
    r"(?:met|meet|negotiat(?:ed|e|ing)|sat down)"
    r"(?= (?:in|on|at|again|for|last|this|next|yesterday|earlier|behind)\b|[.,;]|\Z)"
)
_RUN = (
    r"(?:hold|held|open(?:ed)?|began|begin|start(?:ed)?|resumed?|continued?|concluded?|ended|broke off|suspended"
    r"|adjourned|wrapped up|(?:are|were|be|been) in|return(?:ed)? to|entered"
    r"|arriv\w+ (?:in|at) [A-Z]\w+(?: on \w+)? for"
    r"|agreed on [a-z ]{1,40} for)"
    rf"(?: [\w’'-]+){{0,4}}? {_NOUN}\b(?! (?:with|between|among)\b)"
)


@cache
def _both_meet() -> re.Pattern[str]:
    """What follows two names, where these meet: "'s envoys will resume their talks"."""
    return re.compile(
        rf"(?:['’]s?)?(?: {_people()})?(?: (?:will|would|have|had|are|were|agreed|due|set|scheduled|expected"
        rf"|plan|planned|again|also|to)){{0,5}} (?:{_MEET}|{_RUN})"
    )


@cache
def _one_meets() -> re.Pattern[str]:
    """What stands between two names, where the first meets the second: " is to go to Lima for talks with"."""
    verbs = (
        r"(?:is|are|was|were|will|met|opened|began|resumed|started|held|ended|suspended|agreed|return(?:ed)?"
        r"|arrived|flew|travel(?:l?ed)?|(?:has|have|had) (?:opened|begun|resumed|started|held|ended|suspended|agreed"
        r"|arrived|returned))"
    )
    return re.compile(
        rf"(?:['’]s?)?(?: {_people()})? {verbs} (?:[^,;:]{{0,120}} )?{_NOUN}"
        r"(?: in [A-Z]\w+)? with(?: the| its)?(?: rival)? "
    )


# What is done about the talks of others.
_FOR_OTHERS = re.compile(
    r"\b(?:mediat|broker|facilitat|arbitrat|conciliat|guarantor|sponsor|observ)\w*|\bhost(?:s|ed|ing)?\b|\bgo-between"
    r"|\bchair(?:s|ed|ing)\b"
)
_URGES = re.compile(
    r"\b(?:ask|urg|call|press|demand|want|welcom|prais|help|tell|told|invit|support|observ|advis|oppos|consult)\w*"
)
_HELPS = re.compile(
    r"(?:['’]s?)?,?(?: (?!and\b)[\w’'-]+){0,4}"
    r" (?:mediat|broker|facilitat|arbitrat|host)(?:s|e[sd]?|ed|ing|ors?)?\b(?! by\b)"
    r"|-(?:mediated|brokered|facilitated|led|hosted)\b"
)
_HELPED_BY = re.compile(
    r"\b(?:(?:mediat|facilitat|arbitrat|guarant)ors?|hosts?|brokers?"
    r"|(?:mediat|facilitat|host|broker)(?:ed|ion)(?: by| of))"
    r"(?: [a-z]+){0,2}(?: [A-Z]\w+,? and)?(?: the)? \Z"
)
_NEAR = 60
"""Characters before a name, or a meeting, that may tell what it is there for."""

_JOINTLY = re.compile(
    r"(?:['’]s?)? (?:have |had )?(?:(?:said|announced|declared|confirmed|agreed|wrote)(?: on \w+)? in an?"
    r"|(?:issued|released|published|signed) an?)"
    r" (?:[\w-]+ )?joint (?:[\w-]+ )?(?:statement|communiqu[eé]|declaration)\b"
)
_JOINT_BEFORE = re.compile(
    r"In an? (?:[\w-]+ )?joint (?:[\w-]+ )?(?:statement|communiqu[eé]|declaration)\b[\w ]{0,60}, (?:the )?\Z"
)
_SAID = re.compile(r" (?:have |had )?(?:said|announced|declared|confirmed|agreed|pledged|promised)\b")
# In what two say of the talks of others.
_OTHERS = re.compile(r"\b(?:between|among|rivals?|warring|factions|(?<!two )(?:the|all) (?:sides|parties))\b")
_AFTER = re.compile(r"\b(?:after|following|at the end of|at the close of) (?:[\w-]+ ){0,4}\Z")


@dataclass(frozen=True, slots=True)
class Bodies:
    """An article's states, organisations and groups; `helping` are the names of those that bring others together."""

    mentions: tuple[Mention, ...]
    starts: list[int]
    helping: frozenset[str]


def find_bodies(prose: str, mentions: tuple[Mention, ...]) -> Bodies:
    found = tuple(m for m in mentions if m.kind in ("state", "organisation", "group") or sends_people(prose, m))
    helping = (
        m.name
        for m in found
        if _HELPS.match(prose, m.span.end) or _HELPED_BY.search(prose, max(0, m.span.start - _NEAR), m.span.start)
    )
    return Bodies(found, [mention.span.start for mention in found], frozenset(helping))


def sides_near(
    prose: str,
    meeting: Meeting,
    sentences: tuple[Span, ...],
    bodies: Bodies,
) -> tuple[str, ...]:
    """The two whom a meeting's clause calls "the sides" or "they"; none where the text leaves that open."""
    at = bisect_right(sentences, meeting.words.start, key=lambda sentence: sentence.start) - 1
    low, high = meeting.clause.span.start, meeting.words.start
    they = _THEY.search(prose, low, high)
    sides = _SIDES.search(prose, low, high)
    after = _AFTER.search(prose, max(sentences[at].start, high - _NEAR), high) if meeting.label else None
    if they or sides or after:
        joint = _who_state_jointly(prose, sentences[at], high, bodies)
        if joint:
            return joint
    first = sides or they
    if first is None or _counted(prose, Span(sentences[at].start, first.end()), bodies):
        return ()
    return _named_before(prose, at, sentences, bodies, by_them=sides is None)


def _named_before(
    prose: str,
    at: int,
    sentences: tuple[Span, ...],
    bodies: Bodies,
    *,
    by_them: bool,
) -> tuple[str, ...]:
    """The two whom a sentence before number `at` names as meeting each other, with nobody else between.

    "They" are those who did something in the very sentence before, or "the sides" of which that speaks.
    """
    seen: set[str] = set()
    breaks = 0
    for number in range(at - 1, max(at - 1 - _BACK, -1), -1):
        sentence = sentences[number]
        breaks += "\n" in prose[sentence.end : sentences[number + 1].start]
        if breaks > 1:
            return ()
        pair = _who_meet(prose, sentence, bodies, acting=by_them)
        if pair:
            return pair if seen <= set(pair) else ()
        if by_them:
            by_them = False
            if not _OPENS_WITH_SIDES.match(prose, sentence.start, sentence.end):
                return ()
        seen |= {m.name for m in _counted(prose, sentence, bodies)}
        if len(seen) > _TWO:
            return ()
    return ()


_OPENS_WITH_SIDES = re.compile(rf"[\s\"“‘']*{_SIDES.pattern}", re.IGNORECASE)


def _counted(prose: str, span: Span, bodies: Bodies) -> list[Mention]:
    return [mention for mention in within(bodies.mentions, bodies.starts, span) if not is_setting(prose, mention)]


def _pairs(prose: str, sentence: Span, bodies: Bodies) -> Iterator[tuple[Mention, Mention]]:
    """Neighbours of two names, where the sentence has no third."""
    here = _counted(prose, sentence, bodies)
    if len({mention.name for mention in here}) == _TWO:
        yield from ((one, other) for one, other in pairwise(here) if one.name != other.name)


def _who_meet(prose: str, sentence: Span, bodies: Bodies, *, acting: bool) -> tuple[str, ...]:
    """The two who meet each other, by the sentence; `acting` where it must tell what both of them do."""
    for one, other in _pairs(prose, sentence, bodies):
        pair = (one.name, other.name)
        if _THIRD.match(prose, other.span.end):
            continue
        joined = other.span.start - one.span.end < _MOST_WORDS and is_paired(prose, one, other)
        before = prose[max(sentence.start, one.span.start - _NEAR) : one.span.start]
        if joined and not acting and (_BETWEEN.search(before) or _OF_TWO.match(prose, other.span.end)):
            return pair
        if not _subject_before().fullmatch(prose, sentence.start, one.span.start):
            continue
        if _FOR_OTHERS.search(prose, sentence.start, sentence.end) or not bodies.helping.isdisjoint(pair):
            continue
        if joined and _both_meet().match(prose, other.span.end, sentence.end):
            return pair
        between = _one_meets().fullmatch(prose, one.span.end, other.span.start)
        if between and not acting and not _URGES.search(between[0]):
            return pair
    return ()


def _who_state_jointly(prose: str, sentence: Span, meets: int, bodies: Bodies) -> tuple[str, ...]:
    """The two who say together what became of talks, and so of their own, where no others are spoken of."""
    for one, other in _pairs(prose, sentence, bodies):
        if other.span.end > meets or not is_paired(prose, one, other):
            continue
        stated = _JOINTLY.match(prose, other.span.end, sentence.end)
        if stated is None and _JOINT_BEFORE.search(prose, sentence.start, one.span.start):
            stated = _SAID.match(prose, other.span.end, sentence.end)
        pair = (one.name, other.name)
        if (
            stated is None
            or not _subject_before().fullmatch(prose, sentence.start, one.span.start)
            or _OTHERS.search(prose, stated.end(), sentence.end)
            or _FOR_OTHERS.search(prose, sentence.start, sentence.end)
            or not bodies.helping.isdisjoint(pair)
        ):
            continue
        return pair
    return ()
