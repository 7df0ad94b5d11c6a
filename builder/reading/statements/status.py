"""Whether what a statement tells has happened, is planned, alleged or denied."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from builder.reading.clauses import (
    AUXILIARIES,
    Token,
    verb_at,
)
from builder.reading.statements.statement import Statement, Status
from builder.reading.words import load_set

_NEGATED = re.compile(
    r"\b(?:(?:did|does|do|has|have|had|is|was|were|are|will|would|could|can) (?:also |still |yet )?not"
    r"|nobody|no one|neither|nothing"
    r"|didn['’]t|hasn['’]t"
    r"|haven['’]t|wasn['’]t|weren['’]t|never|no longer)\b"
)
_UNKNOWN = re.compile(
    r"\b(?:not (?:yet |immediately )?(?:known|clear|certain)|unclear|unknown|uncertain)\b|^whether "
    # What only looked as if it would be, or was meant to be and was not.
    r"|\b(?:seem(?:s|ed)?|appear(?:s|ed)?) (?:to|likely|as if)\b|\b(?:was|were) to have\b"
)
# "the first truce since 2001" tells of a truce, not of 2001; "fewer than they were in May" not of May.
_SINCE_LAST = re.compile(
    r"\bthan (?:(?!when\b)[\w’']+ ){0,4}$|"
    r"\b(?:first|longest|worst|highest|lowest|biggest|largest|deadliest)\b[^,;]{0,50}\bsince (?:the )?$"
)
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)\b(?! (?:access|entry|visas?))|refut(?:e|es|ed|ing)\b|ruled out\b"
    r"|(?:reject|dismiss|disput)(?:s|es|ed|ing)? (?:[\w’'.-]+ ){0,3}(?:claims?|accusations?|allegations?"
    r"|charges?|reports?"
    r"|suggestions?|assertions?|rumou?rs)\b|no truth\b|nothing of the (?:kind|sort)\b"
    r"|as (?:“|\")?(?:false|baseless|untrue|propaganda)\b)"
)
_ALLEGED = re.compile(
    # An attack that somebody claims, or "claimed by" somebody, has happened.
    r"(?<![-‐])\b(?:accus(?:e|es|ed|ing)|alleg(?:e|es|ed|ing|edly)|blam(?:e|es|ed|ing)|claim(?:s|ed|ing)?(?!"
    r" (?:responsibility|credit|victory|by|the li))"
    r"|purported(?:ly)?|reportedly|complain(?:s|ed)?|contend(?:s|ed)?|suspect(?:s|ed)?)\b"
)
_DEMANDING = re.compile(r"\b(?:insist|demand|propos|recommend|request|urg|ask|suggest)(?:e?s|e?d|ing)?\b")
_SUBJUNCTIVE = re.compile(
    r"(?<!will )(?<!would )(?<!can )(?<!could )(?<!to )(?<!may )(?<!must )(?<!should )\bbe [a-z]+"
)
_AHEAD = frozenset(("ahead of", "before", "prior to", "until", "till", "pending", "by"))
_CONDITIONAL = frozenset(("if", "unless"))
_FUTURE_BEFORE = re.compile(
    r"\b(?:until|by|due|scheduled|expected|slated|planned|set)(?: (?:for|on|in|at least|the|end of|to))*\s*$"
)


@cache
def _planned_cue() -> re.Pattern[str]:
    words = sorted(load_set("event_planned"), key=lambda word: (-len(word), word))
    plain = "|".join(re.escape(word) for word in words if word[0].isalpha())
    # After a plural, "the sides plan to meet"; elsewhere it may be a noun, "rejected a plan to meet".
    intending = r"\b(?:i|we|you|they|who|both|[a-z]+[a-rt-z]s) (?:also )?(?:plan|promise|hope|intend|prepare|aim) to"
    return re.compile(rf"\b(?:{plain})\b|['’](?:ll)\b|{intending}\b")


def is_planned(text: str) -> bool:
    """Whether lower-cased words tell of something to come."""
    return _planned_cue().search(text) is not None


def status_of(prose: str, statement: Statement, today: date | None) -> Status | None:
    """None for what is only imagined, or said not to have been."""
    clause, period = statement.clause, statement.dated.period
    later = today is not None and period.first is not None and period.first > today
    if statement.noun and statement.premodifier:
        return "planned" if later else "happened"
    own = (
        " ".join(piece.of(prose) for piece in statement.pieces)
        if clause.kind in ("joined", "relative", "reduced")
        else ""
    )
    body = prose[clause.span.start : clause.span.end]
    text = (own or body).lower()
    if clause.opener in _CONDITIONAL:
        return None
    if statement.said:
        said = _saying_part(prose, statement)
        if _DENIED.search(said):
            return "denied"
        return "alleged" if _ALLEGED.search(said) else "happened"
    over = today is not None and period.last is not None and period.last <= today
    if not over and _DEMANDING.search(statement.attribution) and _SUBJUNCTIVE.search(text):
        return "planned"  # "insisted that the election be held in May"
    before = prose[max(clause.span.start, statement.dated.span.start - 80) : statement.dated.span.start].lower()
    # What a verb in the perfect tells has happened, whatever is said behind it to be still to come.
    told = statement.dated.span.start == statement.dated.span.end
    cues = before if statement.premodifier or told else text
    ahead = _FUTURE_BEFORE.search(before)
    # "by 1998 held most of the coast": of a day gone by, that is no future.
    future = is_planned(cues) or (ahead is not None and not (over and ahead[0].startswith(("by", "until"))))
    if over and future:
        past = _told_as_past(statement)
        future = not (_goes_on_as_past(statement) if past is None else past)
    if (period.mod == "on_or_before" or clause.opener in _AHEAD) and not over:
        future = True
    if _UNKNOWN.search(text) or _SINCE_LAST.search(before):
        return None
    if later or future:
        return "planned"
    if _DENIED.search(text) or _DENIED.search(statement.attribution):
        return "denied"
    if _ALLEGED.search(text) or (_ALLEGED.search(statement.attribution) and not presupposed(statement)):
        return "alleged"
    negated = _NEGATED.search(body.lower()) if clause.kind in ("main", "reported", "joined") else None
    if negated is not None:
        later_on = clause.span.start + negated.start() > statement.dated.span.end
        return "happened" if later_on and _told_as_past(statement) else None  # "decided today so he will not lose"
    return "happened"


def presupposed(statement: Statement) -> bool:
    """Whether a clause takes for granted what it tells: "since the war began", "which opened in May"."""
    return statement.noun or statement.clause.kind in ("relative", "reduced", "phrase", "adverbial")


def _told_as_past(statement: Statement) -> bool | None:
    """Whether the verb that the date belongs to, the last before it, is a simple past: "which came to light in May".
    None where there is no verb before the date."""
    clause = statement.clause
    tokens = clause.tokens
    at = next((n for n, token in enumerate(tokens) if token.end > statement.dated.span.start), len(tokens))
    for n in range(at - 1, -1, -1):
        if tokens[n].start < clause.body:
            return False
        told = _is_simple_past(tokens, n)
        if told is not None:
            return told
    return None


def _goes_on_as_past(statement: Statement) -> bool:
    """Whether the first verb behind a date is a simple past: "a poll last month found that many would stay"."""
    tokens = statement.clause.tokens
    behind = (n for n in range(len(tokens)) if tokens[n].start >= statement.dated.span.end)
    return next((told for n in behind if (told := _is_simple_past(tokens, n)) is not None), False)


def _is_simple_past(tokens: tuple[Token, ...], at: int) -> bool | None:
    """None for what is no verb, and does not look ahead."""
    word = tokens[at].lower
    if word == "followed":
        return None
    if word in _LOOKING_AHEAD or is_planned(word):
        return False
    if verb_at(tokens, at) and word not in AUXILIARIES:
        before = tokens[at - 1].lower if at else ""
        return before not in AUXILIARIES and not word.endswith("s")
    return None


_LOOKING_AHEAD = frozenset(("to", "due", "expected", "scheduled", "planned", "set", "supposed", "be", "been", "have"))


def _saying_part(prose: str, statement: Statement) -> str:
    return statement.clause.span.of(prose).lower()
