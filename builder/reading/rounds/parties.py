"""Who meets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, takewhile

from builder.reading.clauses import grammar
from builder.reading.names import Mention
from builder.reading.rounds.meetings import Meeting
from builder.reading.words import load_set, load_words
from builder.text import Span


def within(mentions: tuple[Mention, ...], starts: list[int], span: Span) -> list[Mention]:
    return [mentions[n] for n in range(bisect_left(starts, span.start), bisect_left(starts, span.end))]


_NAMELESS = re.compile(
    r"\b(?:(?:two|both|rival|warring|opposing|three) (?:sides|parties|countries|governments|teams|leaders"
    r"|nations|delegations)"
    r"|the (?:sides|parties)|they|inter-\w+)\b",
    re.IGNORECASE,
)


def people_meet(meeting: Meeting) -> bool:
    """Whether those who meet are named by what they are: "negotiators will sit down", "envoys of both sides met"."""
    people = load_set("round_people")
    return any(token.lower in people for token in meeting.clause.tokens if token.end <= meeting.words.start)


def people_are_met(meeting: Meeting) -> bool:
    """Whether somebody meets people named by what they are: "met with senior Omani officials"."""
    people = load_set("round_people")
    if meeting.label:
        return False
    behind = [token.lower for token in meeting.clause.tokens if token.start >= meeting.words.end][:_OBJECT_WITHIN]
    return any(
        word in people for word in takewhile(lambda word: word in ("with", "and") or word not in _BREAKS, behind)
    )


_BREAKS = grammar("phrase_breaks")
_OBJECT_WITHIN = 6
"""Words behind a verb of meeting within which it says whom: "met with senior Omani officials"."""


def parties_of(
    prose: str, meeting: Meeting, inside: list[Mention], sides: tuple[str, ...], states: frozenset[str]
) -> tuple[str, ...]:
    """The names of those who meet: as the clause gives them or, where it says "both sides", those of the article."""
    text = meeting.clause.span.of(prose)
    named = [
        m
        for before, m in zip((None, *inside), inside, strict=False)
        if (m.kind in ("state", "organisation", "group") or sends_people(prose, m))
        and not _NUMBERED.fullmatch(m.name)
        and not is_setting(prose, m)
        and not _is_aside(prose, meeting, m)
        and not (before is not None and _is_beside_topic(prose, meeting, before, m))
    ]
    pair = tuple(dict.fromkeys(m.name for m in named if meeting.words.contains(m.span))) if meeting.label else ()
    if len(pair) > 1:
        return pair[:4]  # "the Chile-Norway talks", whoever else is named
    convened = _CONVENES.search(prose, meeting.clause.span.start, meeting.clause.span.end)
    if convened is not None:
        named = [m for m in named if m.span.start > convened.start()]
    invited = _INVITES.search(prose, meeting.clause.span.start, meeting.clause.span.end)
    if invited is not None:
        guests = [m for m in named if m.span.start > invited.start()]
        # Who invites one is the other side; who invites both is neither.
        named = guests if len({m.name for m in guests}) > 1 else named
    names = tuple(dict.fromkeys(m.name for m in named))
    if len(names) < 2:
        names = tuple(dict.fromkeys([*names, *_senders(meeting, states)]))
    if len(names) < 2 and _OWN.search(
        prose, max(meeting.clause.span.start, meeting.words.start - _OWN_WITHIN), meeting.words.end
    ):
        return names  # "their meeting": of those just named, who need not be the sides
    if "intra-" in meeting.label:
        return names  # talks inside one country, whichever two the article is about
    if len(names) == 1 and names[0] in sides and _ONE_SIDE.search(text):
        return sides
    if len(names) < 2 and (_NAMELESS.search(text) or not names):
        if _NAMELESS.search(text) and set(names) <= set(sides):
            return sides
        return names or (
            sides if (meeting.label or people_meet(meeting)) and not any(m.kind == "person" for m in inside) else ()
        )
    return names[:4]


# "COP25": a conference itself.
_NUMBERED = re.compile(r"[A-Z]{2,5}[- ]?\d{1,2}")
_OWN = re.compile(
    r"\b(?:[Tt]heir|[Hh]is|[Hh]er) (?:[\w-]+ ){0,2}(?:meeting|talk|call|conversation|session|discussion)s?\Z"
)
_OWN_WITHIN = 24
# "with his Omani counterpart": another than the two that the article is about may be meant.
_COUNTERPART = re.compile(r"\bcounterparts?\b")
_SENT_WITHIN = 6
"""Words between an adjective of nationality and those whom it describes: "Chilean and Peruvian trade envoys"."""
_SAME_LETTERS = 4
"""Letters at least that an adjective shares with the name of its state."""


@cache
def _of_states() -> frozenset[str]:
    return frozenset(row[0].lower() for row in load_words("name_adjectives") if len(row) > 1)


def _senders(meeting: Meeting, states: frozenset[str]) -> list[str]:
    """The states, of those that the article names, whose people meet: "Chilean and Peruvian envoys met"."""
    people, adjectives = load_set("round_people"), _of_states()
    tokens = meeting.clause.tokens
    found = []
    for n, token in enumerate(tokens):
        if not token.capital or token.lower not in adjectives:
            continue
        if any(other.lower in people for other in tokens[n + 1 : n + 1 + _SENT_WITHIN]):
            before = tokens[n - 1].lower if n else ""
            word = f"{before} {token.lower}" if before in ("north", "south") else token.lower
            found += sorted(state for state in states if _is_of(word, state.lower()))
    return found


def _is_of(adjective: str, state: str) -> bool:
    """Whether an adjective is made from the name of a state: "Ukrainian" of "Ukraine"."""
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(adjective, state, strict=False)))
    return shared >= max(_SAME_LETTERS, len(state) - 1) or (shared >= _SAME_LETTERS and shared >= len(adjective) - 3)


# Who calls others together is no party.
_CONVENES = re.compile(
    r"\b(?:(?:brings?|brought|bring) (?=[^.;]{3,80}\b(?:together|to (?:one|the|a) (?:negotiating )?table)\b)"
    r"|(?:hosts?|hosted|hosting|mediates?|mediated|mediating|brokers?|brokered|sponsors?|sponsored|conven(?:e|es|ed|ing)"
    r"|organi[sz]e[sd]?) (?!by\b))"
)
_INVITES = re.compile(r"\b(?:invit(?:es?|ed|ing)|summon(?:s|ed|ing)?)(?! by\b)\b")
_ONE_SIDE = re.compile(r"\b(?:[Tt]heir|[Ii]ts|[Tt]he (?:two|government|other side|opposition))\b")
_ASIDE_BEFORE = re.compile(
    r"\b(?:than|under|according to"
    r"|(?i:chair|head|leader|chief|spokes|minister|president|secretary|envoy)\w*(?: \w+)? (?:of|for)"
    r"|accord|agreement|deal|pact|treaty|chairmanship of|mediation of|brokered by|hosted by|sponsored by"
    r"|signed by|convened by|organi[sz]ed by)(?: (?:between|with|that|which))?(?: the| an?)?(?: [\w-]+ and(?: the)?)? $"
)


def _is_aside(prose: str, meeting: Meeting, mention: Mention) -> bool:
    """Whether a name belongs to something else that the clause mentions: an agreement, somebody's office, a host, what
    the talks are about, or who is blamed for them."""
    low = max(meeting.clause.span.start, mention.span.start - 60)
    before = prose[low : mention.span.start]
    if _ASIDE_BEFORE.search(before) is not None or _LEADS.match(prose, mention.span.end):
        return True
    if mention.span.end <= meeting.words.start:
        return _ADDRESSED.search(before) is not None
    return _is_topic(prose, meeting, mention)


def _is_topic(prose: str, meeting: Meeting, mention: Mention) -> bool:
    low = max(meeting.words.end, mention.span.start - 60)
    return low < mention.span.start and _TOPIC.search(prose, low, mention.span.start) is not None


def _is_beside_topic(prose: str, meeting: Meeting, before: Mention, mention: Mention) -> bool:
    """Whether a name is the second of two that the talks are about: "a hearing on the merger of A and B"."""
    joined = _AND.fullmatch(prose, before.span.end, mention.span.start) is not None
    return joined and _is_topic(prose, meeting, before)


_AND = re.compile(r",? and(?: the)? ")

# "UN-led talks": who leads them for others is not said to be one of these.
_LEADS = re.compile(
    r"[-‐ ](?:led|brokered|mediated|sponsored|backed|facilitated|supervised|chaired|convened)\b"
    r"|(?: has| have| had)? (?:blam|accus|urg)(?:es|ed)?\b"  # who speaks of talks may be none of those who hold them
)
# "blamed Chile for the collapse of talks"
_ADDRESSED = re.compile(
    r"\b(?:blam(?:e|es|ed|ing)|accus(?:e|es|ed|ing)|criticis(?:e|es|ed|ing)|condemn(?:s|ed|ing)?|thank(?:s|ed|ing)?"
    r"|prais(?:e|es|ed|ing)|warn(?:s|ed|ing)?)(?: the)? $"
)
# "talks on Cyprus", "talks to reunite Cyprus"
_TOPIC = re.compile(
    r"\b(?:on|about|over|regarding|concerning|aimed at [a-z]+ing"
    r"|to (?!(?:which|whom|include|join|meet|involve|bring|see|be|host|have|the|a|an)\b)[a-z]+)"
    r"(?: (?!(?:with|between|among|by)\b)[\w’'-]+){0,5} \Z"
)


_SENT_FROM = re.compile(
    r"\b(?:counterparts?|officials?|envoys?|diplomats?|delegat\w+|representatives?|negotiators?|teams?"
    r"|ministers?|leaders?|presidents|premiers|executives)"
    r" from(?: the)? $",
    re.IGNORECASE,
)


def sends_people(prose: str, mention: Mention) -> bool:
    """Whether a country that could be a place only is where those who meet come from: "ministers from Peru"."""
    before = prose[max(0, mention.span.start - 40) : mention.span.start]
    return mention.kind == "place" and mention.name in _countries() and _SENT_FROM.search(before) is not None


@cache
def _countries() -> frozenset[str]:
    return frozenset(row[1] for row in load_words("name_countries") if len(row) > 1)


def is_setting(prose: str, mention: Mention) -> bool:
    """Whether a name says where, or whose newspaper it was."""
    before = prose[max(0, mention.span.start - 14) : mention.span.start]
    if before.endswith(("from ", "from the ")) and _SENT_FROM.search(
        prose[max(0, mention.span.start - 40) : mention.span.start]
    ):
        return False
    if before.endswith(", ") and _IN_TOWN.search(prose[max(0, mention.span.start - 50) : mention.span.start]):
        return True
    after = prose[mention.span.end : mention.span.end + 12]
    return bool(
        re.search(r"\b(?:in|at|to|from|told|into|across)(?: the)? $", before)
        or re.match(r"(?:['’]s)? (?:capital|reported|has learned|correspondent)", after)
    )


# "in Lima, Peru"
_IN_TOWN = re.compile(r"\b(?:in|to|at|from|near|outside|into) (?:[A-Z][\w.'’-]+ ){0,2}[A-Z][\w.'’-]+, $")
_AGREED = re.compile(
    r"\b(?:pact|deal|agreement|accord|treaty|ties|relations|war|conflict)(?: \w+)? (?:between|of|with)(?: the)? $"
)
_BETWEEN = re.compile(r"\b(?:between|both)(?: the)? $")
_OF_TWO = re.compile(r" (?:[a-z]+ ){0,2}(?:talks|negotiations|summit|dialogue|meeting|round|rounds|consultations)\b")
_PAIRED = re.compile(r"(?:['’]s)?(?: [\w’'-]+){0,3},? (?:and|with) (?:the |its |a )?(?:[\w-]+ ){0,2}|[-–]")


def is_paired(prose: str, left: Mention, right: Mention) -> bool:
    """Whether two names stand side by side: "Chile's envoys and those of Peru", "Chile-Peru"."""
    return _PAIRED.fullmatch(prose, left.span.end, right.span.start) is not None


@dataclass(frozen=True, slots=True)
class Sides:
    """The two that an article is about, if any; `sure` if it says more than once, or plainly, that these two meet."""

    names: tuple[str, ...]
    sure: bool


def sides_of(prose: str, telling: tuple[Span, ...], names: tuple[Mention, ...]) -> Sides:
    """The two that the article names side by side most often where it speaks of meetings, if any are."""
    pairs: Counter[tuple[str, str]] = Counter()
    counts = Counter(mention.name for mention in names)
    starts = [mention.span.start for mention in names]
    for sentence in telling:
        here = [m for m in within(names, starts, sentence) if not is_setting(prose, m)]
        for n, (left, right) in enumerate(pairwise(here)):
            between = prose[left.span.end : right.span.start]
            if n and prose[here[n - 1].span.end : left.span.start] in (", ", ", the "):
                continue  # three in a row are no two sides
            if left.name != right.name and len(between) < 60 and is_paired(prose, left, right):
                if _AGREED.search(prose[max(0, left.span.start - 40) : left.span.start]):
                    continue  # a pact between two is no meeting of theirs
                # "between Chile and Peru", "the Chile-Peru talks" say that these two meet; "Chile and Peru" may not.
                meet = _BETWEEN.search(prose[max(0, left.span.start - 16) : left.span.start])
                meet = meet or _OF_TWO.match(prose, right.span.end)
                pairs[min(left.name, right.name), max(left.name, right.name)] += 2 if meet else 1
    # To be named often is not to take part: without a pair, nobody is said to have met.
    best = min(pairs, key=lambda pair: (-pairs[pair], -counts[pair[0]] - counts[pair[1]], pair), default=None)
    return Sides(best, sure=pairs[best] > 1) if best else Sides((), sure=False)


# What meets here is one body: no meeting of parties.
_BODY_MEETS = re.compile(
    r"\b(?:assembly|parliament|congress|senate|cabinet|council|convention|synod|elections?|party conference)\b",
    re.IGNORECASE,
)
_OWN_MEETING = re.compile(r"\b(?:its|their) (?:own )?(?:(?:first|weekly|regular|inaugural) )?(?:meeting|session)\b")
# "a White House meeting" on something: of those who work there.
_SEAT = re.compile(r"\b(?:White House|Kremlin|Downing Street|Pentagon|Situation Room|[Cc]abinet|[Pp]olitburo)\b")
_ELSEWHERE = re.compile(r" (?:in|at) [A-Z]")
_ANAPHORA = re.compile(r"\b[Tt]he (?:meeting|session|gathering)\b")
_TALKS_NEAR = re.compile(r"\b(?:talks|negotiations|negotiators?|round|delegations?)\b")


def is_internal(prose: str, meeting: Meeting, parties: tuple[str, ...]) -> bool:
    """Whether a body meets among itself: a team's own session, or "the meeting" right after an assembly."""
    text = meeting.clause.span.of(prose)
    joint = re.search(r"\b(?:between|two|both|joint)\b", text) is not None
    joint = joint or prose.startswith(" with ", meeting.words.end)
    if _SEAT.search(meeting.label) and not joint:
        return len(parties) < 2 and meeting.noun in ("meeting", "session")
    if _OWN_MEETING.search(text) and not joint:
        return len(parties) < 2
    if joint or meeting.noun not in ("meeting", "session", "gathering") or not _ANAPHORA.search(text):
        return False
    if _ELSEWHERE.match(prose, meeting.words.end):
        return False  # "the gathering in Oslo": told apart by its place from what went before
    low = max(0, meeting.sentence.start - 400)
    body = max((m.start() for m in _BODY_MEETS.finditer(prose, low, meeting.words.start)), default=-1)
    return body > max((m.start() for m in _TALKS_NEAR.finditer(prose, low, meeting.words.start)), default=-1)
