"""Rounds of talks: what one article says about a meeting of the parties."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Literal

from builder.period import Period
from builder.reading.clauses import Clause, Token, find_clauses, grammar, verb_at
from builder.reading.dates import DateExpression
from builder.reading.names import Mention
from builder.reading.statements import Statement, find_statements, is_planned, place_of, status_of
from builder.reading.words import load_set, load_words
from builder.text import Span

RoundStatus = Literal["held", "planned", "postponed", "cancelled"]


@dataclass(frozen=True, slots=True)
class RoundReport:
    """`label` is how the article calls it ("new round of peace negotiations").

    `parties` and `place` are names as in the mentions.
    """

    span: Span
    label: str
    period: Period | None
    place: str | None
    parties: tuple[str, ...]
    status: RoundStatus


@dataclass(frozen=True, slots=True)
class _Meeting:
    """A noun phrase (or verb) for a meeting, with the words that belong to it."""

    sentence: Span
    clause: Clause
    words: Span
    label: str
    noun: str


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
    nouns = _nouns() | {word.lower(): () for word in words}
    wanted = _telling_words() | {part for word in words for part in _WORDS.findall(word.lower())}
    telling = tuple(s for s in sentences if not wanted.isdisjoint(_WORDS.findall(s.of(prose).lower())))
    if not telling:
        return ()
    statements = find_statements(prose, sentences, dates)
    names = tuple(mention for mention in mentions if mention.kind in ("state", "organisation", "group"))
    sides = _sides(prose, telling, names)
    by_sentence: dict[int, list[Statement]] = {}
    ends = [sentence.end for sentence in telling]
    for statement in statements:
        number = bisect_left(ends, statement.dated.span.start + 1)
        if number < len(telling) and telling[number].start <= statement.dated.span.start:
            by_sentence.setdefault(number, []).append(statement)
    starts = [mention.span.start for mention in mentions]
    found: list[RoundReport] = []
    for number, sentence in enumerate(telling):
        here = by_sentence.get(number, [])
        clauses = here[0].clauses if here else find_clauses(prose, sentence)
        for meeting in _meetings(prose, sentence, clauses, here, nouns):
            report = _report(prose, meeting, here, mentions, starts, sides=sides, published=published)
            if report is not None:
                found.append(report)
    states = frozenset(mention.name for mention in mentions if mention.kind == "state")
    return _merged(found, states)


# --- Meetings ---


@cache
def _nouns() -> dict[str, tuple[str, ...]]:
    return {row[0]: tuple(row[1].split()) if len(row) > 1 else () for row in load_words("round_nouns")}


_WORDS = re.compile(r"[a-z]+")


@cache
def _telling_words() -> frozenset[str]:
    return frozenset({*_nouns(), *(phrase.split(" ")[0] for phrase in load_set("round_verbs"))})


_NOT_IN_LABEL = grammar("not_in_label")
# Talks so long, or so many, that they are a chapter of their own.
_SERIES = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a dozen|several|(?:a|one|two"
    r"|three) years? and a half|a year)"
    r" (?:(?:rounds?|months?|years?|weeks?) )?of (?:[a-z-]+ ){0,3}[a-z]+$",
    re.IGNORECASE,
)
_COUNTS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "2": 2,
    "3": 3,
    "4": 4,
    "5": 5,
    "6": 6,
    "7": 7,
}
_SPLIT_NOUN = grammar("split_noun")


# What names more meetings in one sentence is a list, and each costs a look at the whole of it.
_MOST_IN_SENTENCE = 16


def _meetings(
    prose: str,
    sentence: Span,
    clauses: tuple[Clause, ...],
    statements: list[Statement],
    nouns: dict[str, tuple[str, ...]],
) -> list[_Meeting]:
    dated = [statement.dated.span for statement in statements]
    found: list[_Meeting] = []
    for clause in clauses:
        tokens = clause.tokens
        at = 0
        while at < len(tokens) and len(found) < _MOST_IN_SENTENCE:
            word = tokens[at].lower
            if word in nouns and not verb_at(tokens, at):
                last, label = _label(tokens, at, nouns, dated)
                if label is not None:
                    found.append(
                        _Meeting(sentence, clause, Span(label[0].start, label[1].end), _said_label(prose, label), word)
                    )
                at = last
            elif word in load_set("round_verbs") or (
                f"{word} {tokens[at + 1].lower if at + 1 < len(tokens) else ''}" in load_set("round_verbs")
            ):
                found.append(_Meeting(sentence, clause, Span(tokens[at].start, tokens[at].end), "", word))
            at += 1
    return found


def _label(
    tokens: tuple[Token, ...], at: int, nouns: dict[str, tuple[str, ...]], dated: list[Span]
) -> tuple[int, tuple[Token, Token] | None]:
    """The noun phrase around a meeting noun: "second round of direct talks". Also the last word used."""
    first = at
    while first > 0 and at - first < 6:
        word = tokens[first - 1]
        if not word.lower[:1].isalnum() or word.lower in _NOT_IN_LABEL or verb_at(tokens, first - 1):
            break
        if any(word.start < span.end and span.start < word.end for span in dated):
            break
        first -= 1
    before = tuple(token.lower for token in tokens[first:at])
    last = at
    if tokens[at].lower in _SPLIT_NOUN and at + 2 < len(tokens) and tokens[at + 1].lower == "of":
        inner = next((n for n in range(at + 2, min(at + 8, len(tokens))) if tokens[n].lower in nouns), None)
        if inner is not None and all(tokens[n].lower[:1].isalnum() for n in range(at + 2, inner)):
            last = inner
    elif first > 1 and tokens[first - 1].lower == "of" and tokens[first - 2].lower in _SPLIT_NOUN:
        # "two days of talks", "a week of talks"
        first -= 2
        while (
            first > 0
            and tokens[first - 1].lower not in _NOT_IN_LABEL
            and tokens[first - 1].lower[:1].isalnum()
            and not verb_at(tokens, first - 1)
        ):
            first -= 1
    while first < at and tokens[first].lower in _RUNNING_BASES:
        first += 1  # "to resume talks"
    needed = nouns[tokens[at].lower]
    if needed and not set(needed) & set(before):
        return last, None
    if any(word in load_set("round_unspecific") for word in before):
        return last, None
    if (
        last + 1 < len(tokens)
        and tokens[last + 1].lower in _COMPOUND_AFTER
        and tokens[last].end + 1 == tokens[last + 1].start
    ):
        return last, None
    return last, (tokens[first], tokens[last])


_RUNNING_BASES = grammar("running_bases")
# "talks process", "negotiation team", "meeting room": the meeting noun only describes another.
_COMPOUND_AFTER = grammar("compound_after")


def _said_label(prose: str, label: tuple[Token, Token]) -> str:
    text = " ".join(prose[label[0].start : label[1].end].split())
    text = re.sub(r"^[\W_]+|[“”\"]", "", text)
    if text.isupper():
        text = text.lower()
    return text[0].lower() + text[1:] if text[1:2].islower() and text.split(" ")[0] in _OPENING_WORDS else text


_OPENING_WORDS = grammar("opening_words")


# --- One report ---

_CANCEL = re.compile(
    r"\b(?:"
    + "|".join(sorted((re.escape(r[0]) for r in load_words("round_cancelled")), key=len, reverse=True))
    + r")\b"
)
_DAYS_OF = re.compile(r"\b(?P<count>two|three|four|five|six|seven|[2-7])[ -]days? (?:of |long )?", re.IGNORECASE)
_RUNS = re.compile(
    r"\b(?:h[eo]ld(?:s|ing)?|host(?:s|ed|ing)?|open(?:s|ed|ing)?|beg[iau]n(?:s|ning)?|start(?:s|ed|ing)?"
    r"|resum(?:e|es|ed|ing|ption)"
    r"|restart(?:s|ed)?|(?<!the )(?<!an )end(?:s|ed|ing)?|conclud(?:e|es|ed|ing)|finish(?:es|ed)?|collaps(?:e|es|ed)"
    r"|br[eo]ke? (?:down|off|up)"
    r"|tak(?:e|es|ing) place|took place|continu(?:e|es|ed|ing)|conven(?:e|es|ed)|attend(?:s|ed|ing)?|complet(?:e|es|ed)"
    r"|join(?:s|ed)?|wrap(?:s|ped) up|met|complet(?:e|es|ed|ing)|ceremony|arriv(?:e|es|ed) for)\b"
)
_DISTINCT = re.compile(
    r"\b(?:new|next|latest|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|another|final"
    r"|last|upcoming|coming|days?|"
    r"week-long|day-long|round|two-day|three-day)\b",
    re.IGNORECASE,
)


def _report(
    prose: str,
    meeting: _Meeting,
    statements: list[Statement],
    mentions: tuple[Mention, ...],
    starts: list[int],
    *,
    sides: tuple[str, ...],
    published: date | None,
) -> RoundReport | None:
    text = prose[meeting.clause.span.start : meeting.clause.span.end]
    statement = _dating(prose, meeting, statements)
    if statement is not None and not statement.said and not _dates_meeting(prose, meeting, statement):
        statement = None
    inside = _within(mentions, starts, meeting.clause.span)
    place = place_of(prose, inside, (meeting.clause.span,))
    if place is None:
        around = [
            m
            for m in _within(mentions, starts, meeting.sentence)
            if re.search(r"\b(?:in|at)(?: the)? $|\bcapital,? $", prose[max(0, m.span.start - 14) : m.span.start])
        ]
        place = place_of(prose, around, (meeting.sentence,)) if statement else None
    parties = _parties(prose, meeting, inside, sides)
    called_off = _CANCEL.search(meeting.sentence.of(prose).lower())
    period = statement.dated.period if statement is not None and not statement.said else None
    counted = _DAYS_OF.search(prose, max(meeting.words.start - 12, meeting.sentence.start), meeting.words.end)
    if statement is not None and counted is not None:
        period = _counted_days(statement, _COUNTS[counted["count"].lower()])
    if period is None and (statement is None or statement.said):
        distinct = _DISTINCT.search(meeting.label) is not None
        series = _SERIES.search(meeting.label) is not None
        coming = is_planned(text.lower()) and len(parties) > 1 and _BETWEEN.match(prose, meeting.words.end) is not None
        running = place is not None and (distinct or _RUNS.search(text.lower()) is not None)
        if not meeting.label or not (running or series or coming):
            return None
    if not meeting.label and not parties and place is None:
        return None
    status: RoundStatus = "held"
    told = (
        status_of(prose, statement, published)
        if statement is not None and period is not None and not statement.said
        else None
    )
    if told == "planned" or (period is None and is_planned(text.lower()) and counted is None):
        status = "planned"
    elif told is None and period is not None and statement is not None and not statement.said:
        return None
    if (
        called_off is not None
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
    label = meeting.label or _verb_label(prose, meeting, inside)
    if not label:
        return None
    span = meeting.sentence if len(statements) < 2 else meeting.clause.span
    return RoundReport(span, label, period, place, parties, status)


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


def _internal(prose: str, meeting: _Meeting, parties: tuple[str, ...]) -> bool:
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


_INDIRECT = grammar("indirect")
_MOVES = re.compile(
    r"\b(?:gather|head|travel|arriv|fl[ye]w?|depart|me[et]t?|conven|return|c[oa]m[ei]|leav|left|sit|sat"
    r"|invit|assembl|land|host"
    r"|schedul|plan|due|set)\w*\b"
)
_BROKEN_OFF = re.compile(
    r"\b(?:halt(?:s|ed)|stopp?(?:s|ed)|suspend(?:s|ed)|interrupt(?:s|ed)|cancel(?:s|l?ed)|call(?:s|ed) off"
    r"|scrap(?:s|ped)"
    r"|br(?:oke|oken) (?:[a-z]+ )?off|on hold|put an end)\b"
)
_BETWEEN = re.compile(r" (?:between|with) ")
_RANGE_WORDS = 6


def _dates_meeting(prose: str, meeting: _Meeting, statement: Statement) -> bool:
    """Whether the date of the clause is that of the meeting, and not of something done about it."""
    if not meeting.label:
        return True
    between = prose[meeting.words.end : statement.dated.span.start]
    if _CALLED_FOR.search(prose, max(meeting.clause.span.start, meeting.words.start - 60), meeting.words.start):
        return False  # "called for talks", "a deal on how to hold talks"
    if 0 <= len(between) < 30 and between.rstrip().endswith(("back to", "from")):
        return False
    gap = prose[statement.dated.span.end : meeting.words.start]
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
            or _RUNS.search(between.lower()) is not None
            or is_planned(between.lower())
        )
    if statement.dated.span.overlaps(meeting.words) or 0 <= meeting.words.start - statement.dated.span.end < 4:
        return True  # "Thursday's meeting"
    text = " ".join(piece.of(prose) for piece in statement.pieces).lower()
    later = statement.clause.kind in ("relative", "reduced", "joined") or _NOW.search(text) is not None
    if later and statement.pieces[0].end >= meeting.words.end:
        return statement.clause.kind != "joined" or _RUNS.search(text) is not None or is_planned(text)
    before = [token.lower for token in meeting.clause.tokens if token.end <= meeting.words.start]
    while before and before[-1] in ("a", "an", "the", "their", "its", "his", "her", "this", "these"):
        before.pop()
    lead = before[-1] if before else ""
    if lead in _INDIRECT:
        return lead in ("for", "to") and _MOVES.search(text) is not None
    return _RUNS.search(text) is not None or is_planned(text) or lead in ("at", "during", "in")


_CALLED_FOR = re.compile(
    r"\b(?:call(?:s|ed|ing)?|press(?:es|ed|ing)?|appeal(?:s|ed)?|plea|urge[sd]?|demand(?:s|ed)?|hopes?|push(?:es|ed)?)"
    r"(?: (?!and\b)[\w-]+){0,2} for (?:[\w-]+ ){0,2}$|\bhow (?:to )?(?:[\w-]+ ){1,4}$"
)
_LED_ASIDE = re.compile(r"\b(?:chosen|appointed|named|picked|charged|put|who|to lead|to head|leading|heading)\b")


def _called_off(word: str) -> RoundStatus:
    row = next(row for row in load_words("round_cancelled") if row[0] == word)
    return "postponed" if row[1] == "postponed" else "cancelled"


def _dating(prose: str, meeting: _Meeting, statements: list[Statement]) -> Statement | None:
    """The dated statement that the meeting belongs to: its clause, or one that leans on it."""
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
    chosen = moved or [s for s in relative if s.clause.kind != "main"] or own
    if not chosen:
        if _DAYS_OF.search(prose, max(meeting.words.start - 12, meeting.sentence.start), meeting.words.end):
            return next((s for s in statements if s.said), None)
        return None
    return min(chosen, key=lambda s: (abs(s.dated.span.start - meeting.words.end), s.dated.span))


_NOW = re.compile(r"\b(?:will|would|is to|are to) (?:now|instead|only)\b")


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


def _within(mentions: tuple[Mention, ...], starts: list[int], span: Span) -> list[Mention]:
    return [mentions[n] for n in range(bisect_left(starts, span.start), bisect_left(starts, span.end))]


_NAMELESS = re.compile(
    r"\b(?:(?:two|both|rival|warring|opposing|three) (?:sides|parties|countries|governments|teams|leaders"
    r"|nations|delegations)"
    r"|the (?:sides|parties)|they|intra-\w+|inter-\w+)\b",
    re.IGNORECASE,
)


def _parties(prose: str, meeting: _Meeting, inside: list[Mention], sides: tuple[str, ...]) -> tuple[str, ...]:
    text = meeting.clause.span.of(prose)
    named = [
        m
        for m in inside
        if m.kind in ("state", "organisation", "group")
        and not _is_setting(prose, m)
        and not _is_aside(prose, meeting, m)
    ]
    convened = _CONVENES.search(prose, meeting.clause.span.start, meeting.clause.span.end)
    if convened is not None:
        named = [m for m in named if m.span.start > convened.start()]
    names = tuple(dict.fromkeys(m.name for m in named))
    if len(names) == 1 and names[0] in sides and _ONE_SIDE.search(text):
        return sides
    if len(names) < 2 and (_NAMELESS.search(text) or not names):
        if _NAMELESS.search(text) and set(names) <= set(sides):
            return sides
        return names or (sides if meeting.label and not any(m.kind == "person" for m in inside) else ())
    return names[:4]


# Who calls others together is no party.
_CONVENES = re.compile(
    r"\b(?:(?:brings?|brought|bring) (?=[^.;]{3,80}\b(?:together|to (?:one|the|a) (?:negotiating )?table)\b)"
    r"|(?:hosts?|hosted|hosting|mediates?|mediated|mediating|brokers?|brokered|sponsors?|sponsored|conven(?:e|es|ed|ing)"
    r"|organi[sz]e[sd]?) (?!by\b))"
)
_ONE_SIDE = re.compile(r"\b(?:[Tt]heir|[Ii]ts|[Tt]he (?:two|government|other side|opposition))\b")
_ASIDE_BEFORE = re.compile(
    r"\b(?:than|under|according to"
    r"|(?:chair|head|leader|chief|spokes|minister|president|secretary|envoy)\w*(?: \w+)? (?:of|for)"
    r"|accord|agreement|deal|pact|treaty|chairmanship of|mediation of|brokered by|hosted by|sponsored by|convened by"
    r"|organi[sz]ed by)(?: (?:between|with|that|which))?(?: the| an?)?(?: [\w-]+ and(?: the)?)? $"
)


def _is_aside(prose: str, meeting: _Meeting, mention: Mention) -> bool:
    """Whether a name belongs to something else that the clause mentions: an agreement, somebody's office, a host."""
    low = max(meeting.clause.span.start, mention.span.start - 60)
    return _ASIDE_BEFORE.search(prose[low : mention.span.start]) is not None


_SENT_FROM = re.compile(
    r"\b(?:counterparts?|officials?|envoys?|diplomats?|delegat\w+|representatives?|negotiators?|teams?)"
    r" from(?: the)? $",
    re.IGNORECASE,
)


def _is_setting(prose: str, mention: Mention) -> bool:
    """Whether a name says where, or whose newspaper it was."""
    before = prose[max(0, mention.span.start - 14) : mention.span.start]
    if before.endswith(("from ", "from the ")) and _SENT_FROM.search(
        prose[max(0, mention.span.start - 40) : mention.span.start]
    ):
        return False
    after = prose[mention.span.end : mention.span.end + 12]
    return bool(
        re.search(r"\b(?:in|at|to|from|told|into|across)(?: the)? $", before)
        or re.match(r"(?:['’]s)? (?:capital|reported|has learned|correspondent)", after)
    )


_PAIRED = re.compile(r"(?:['’]s)?(?: [\w’'-]+){0,3},? (?:and|with) (?:the |its |a )?(?:[\w-]+ ){0,2}|[-–]")


def _sides(prose: str, telling: tuple[Span, ...], names: tuple[Mention, ...]) -> tuple[str, ...]:
    """The two that the article names side by side most often where it speaks of meetings, if any are."""
    pairs: Counter[tuple[str, str]] = Counter()
    counts: Counter[str] = Counter()
    starts = [mention.span.start for mention in names]
    for sentence in telling:
        here = [m for m in _within(names, starts, sentence) if not _is_setting(prose, m)]
        counts.update(dict.fromkeys(m.name for m in here).keys())
        for n, (left, right) in enumerate(pairwise(here)):
            between = prose[left.span.end : right.span.start]
            if n and prose[here[n - 1].span.end : left.span.start] in (", ", ", the "):
                continue  # three in a row are no two sides
            if left.name != right.name and len(between) < 60 and _PAIRED.fullmatch(between):
                pairs[min(left.name, right.name), max(left.name, right.name)] += 1
    # To be named often is not to take part: without a pair, nobody is said to have met.
    return min(pairs, key=lambda pair: (-pairs[pair], -counts[pair[0]] - counts[pair[1]], pair), default=())


def _verb_label(prose: str, meeting: _Meeting, inside: list[Mention]) -> str:
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
    return f"meeting with {met.name}" if met else "meeting"


_NOT_MET = re.compile(r"[,;:()]|\b(?:on|in|at|for|to|after|before|and|during|over|about|when|as)\b")


# --- Reports of the same meeting ---


_MOST = 200


def _merged(reports: list[RoundReport], states: frozenset[str]) -> tuple[RoundReport, ...]:
    """Dated reports first; each other report joins the one that it can be about."""
    rounds: list[RoundReport] = []
    # What tells of more meetings than this is a list, not an article.
    ordered = sorted(reports[:_MOST], key=lambda r: (r.period is None, _vague(r.period), r.label == "meeting", r.span))
    for report in ordered:
        at = next((n for n, known in enumerate(rounds) if _same(known, report, states)), None)
        if at is None:
            rounds.append(report)
        else:
            rounds[at] = _joined(rounds[at], report, states)
    return tuple(sorted(rounds, key=lambda r: (r.span, r.label)))


def _days_apart(one: Period, other: Period) -> int:
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return 100_000
    return max((other.first - one.last).days, (one.first - other.last).days)


def _vague(period: Period | None) -> int:
    if period is None or period.first is None or period.last is None:
        return 100_000
    return (period.last - period.first).days


def _same(known: RoundReport, report: RoundReport, states: frozenset[str]) -> bool:
    places = {known.place, report.place} - {None, *states}
    if len(places) > 1:
        return False
    if known.period is not None and report.period is not None:
        wide = max(_vague(known.period), _vague(report.period)) > 6
        if wide and (known.status == "held") != (report.status == "held"):
            return False
        beside = known.period.overlaps(report.period) or _days_apart(known.period, report.period) <= 1
        return known.period.overlaps(report.period) or (
            beside and known.place is not None and known.place == report.place
        )
    if (known.status == "held") != (report.status == "held"):
        return False
    if report.period is None and known.period is not None:
        # An undated "talks in X" gives no place to a dated "met Y".
        if known.place is None and report.place is not None and known.label.startswith("meeting"):
            return False
        return not _number(report.label) or _number(report.label) == _number(known.label)
    return True


_ORDINAL = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th))\b", re.IGNORECASE
)


def _number(label: str) -> str:
    match = _ORDINAL.search(label)
    return match[0].lower() if match else ""


def _joined(known: RoundReport, report: RoundReport, states: frozenset[str]) -> RoundReport:
    period = known.period or report.period
    if (
        known.period
        and report.period
        and known.period.first
        and report.period.first
        and known.period.last
        and report.period.last
    ):
        days = (max(known.period.last, report.period.last) - min(known.period.first, report.period.first)).days
        if _vague(known.period) < _vague(report.period) < 7 and days < 7 and "/" in report.period.edtf:
            period = report.period
    label = known.label
    if label.startswith("meeting") and report.period is not None and not report.label.startswith("meeting"):
        label = report.label
    status = known.status
    if report.status in ("postponed", "cancelled") and known.status == "planned":
        status = report.status
    return replace(
        known,
        label=label,
        period=period,
        place=report.place if report.place and (known.place is None or known.place in states) else known.place,
        parties=known.parties if len(known.parties) >= len(report.parties) else report.parties,
        status=status,
    )
