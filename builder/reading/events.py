"""Events: dated statements of what happened, is planned, is alleged or denied."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from functools import cache

from builder.period import Period
from builder.reading.clauses import forms_of
from builder.reading.dates import DateExpression
from builder.reading.names import Mention
from builder.reading.quotes import Quote
from builder.reading.statements import (
    POSSESSIVE,
    SUMMARY_LENGTH,
    Statement,
    Status,
    find_statements,
    latest_day,
    status_of,
)
from builder.reading.words import load_words
from builder.text import Span


@dataclass(frozen=True, slots=True)
class Event:
    """One report of one event. `span` is the sentence or clause that states it; `period` what its date names.

    `summary` is a short clause made of the article's own words (attribution and date removed); `kind` a word of the list
    `words/en/event_kinds.txt` ("talks", "agreement", "attack", ...) or "other".
    """

    span: Span
    period: Period
    status: Status
    summary: str
    kind: str
    actors: tuple[str, ...]
    place: str | None


def find_events(
    prose: str,
    sentences: tuple[Span, ...],
    dates: tuple[DateExpression, ...],
    mentions: tuple[Mention, ...],
    quotes: tuple[Quote, ...],
    *,
    published: date | None = None,
) -> tuple[Event, ...]:
    """One event for each clause with a calendar date. Without `published` the latest day told of as past stands for it."""
    statements = find_statements(prose, sentences, dates)
    today = published or latest_day(prose, statements)
    starts = [mention.span.start for mention in mentions]
    events: list[Event] = []
    for statement in statements:
        status = status_of(prose, statement, today)
        if status is None:
            continue
        summary = _summary(prose, statement, quotes)
        if summary is None:
            continue
        kind = "statement" if statement.said else kind_of(summary)
        if kind in ("attack",) and status == "happened" and statement.attribution and not statement.said:
            status = "alleged"  # violence that somebody reports of another is a claim
        inside = [
            mentions[n]
            for piece in statement.pieces
            for n in range(bisect_left(starts, piece.start), bisect_left(starts, piece.end))
        ]
        actors = tuple(dict.fromkeys(mention.name for mention in inside if mention.kind != "place"))
        events.append(
            Event(statement.span, statement.dated.period, status, summary, kind, actors, place_of(prose, inside))
        )
    return tuple(sorted(dict.fromkeys(events), key=lambda event: (event.span, event.period.sort_key, event.summary)))


# --- Kind, place ---


@cache
def _kinds() -> dict[str, str]:
    kinds: dict[str, str] = {}
    for kind, *words in load_words("event_kinds"):
        for word in words:
            for form in (word, word + "s", *(forms_of(word) if " " not in word and "-" not in word else ())):
                kinds.setdefault(form, kind)
    return kinds


_KIND_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def kind_of(text: str) -> str:
    """The kind that the first telling word names."""
    kinds = _kinds()
    previous = ""
    for match in _KIND_WORD.finditer(text.lower()):
        word = match[0]
        kind = kinds.get(f"{previous} {word}") or kinds.get(word)
        if kind is not None:
            return kind
        previous = word
    return "other"


_AT_PLACE = re.compile(r"\b(?:in|at|to|from|near|into|outside|for|around)(?: the)?(?: [a-z]+)? $|\bcapital,? $|, $")


def place_of(prose: str, inside: list[Mention]) -> str | None:
    """Where it is: a place that a preposition leads to, a state only where no place is named."""
    led = [
        mention
        for mention in inside
        if mention.kind in ("place", "state")
        and _AT_PLACE.search(prose[max(0, mention.span.start - 24) : mention.span.start])
    ]
    return next((m.name for m in led if m.kind == "place"), next((m.name for m in led if m.kind == "state"), None))


# --- Summaries ---

_DATE_LEAD = re.compile(
    r"(?:(?:\b(?:on|in|at|by|from|for|during|of|late|early|later|earlier|as recently as|as early as|just|through"
    r"|about|around|around|the|last|sometime|currently|over)|,) ?)+$",
    re.IGNORECASE,
)
_KEEP_LEAD = re.compile(
    r"\b(?:since|until|till|after|before|between|than|following|not|is|was|are|were|of|from)(?: (?:the|late|early))? $"
)
_LEADING = re.compile(
    r"(?:[\s,.;:'’)—–\-…]+|(?:but|and|however|meanwhile|also|then|still|yet|so|nevertheless|moreover|separately|instead"
    r"|indeed|nonetheless|besides|furthermore|in addition|for this purpose|for its part|for his part|for their part|in practice"
    r"|crucially|only)\b,? ?)+",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"\s*[(\[](?:left|right|cent(?:er|re)|above|below|l|r|c|sic|pictured|front|back|(?:second|third) (?:left|right)|far (?:left|right)"
    r"|file(?: photo)?)[)\]]",
    re.IGNORECASE,
)
_EMPTY_BRACKETS = re.compile(r"\(\s*[),;]*\s*\)")
_SPACE_BEFORE = re.compile(r"\s+([,.;:)])")
_TAIL = re.compile(
    r"(?:[\s,.;:(—–\-…]+|\s(?:and|or|but|that|which|who|whose|while|as|when|after|before|since|until|because|although|though|if"
    r"|to|of|in|on|at|by|for|from|with|the|a|an|its|their|his|her|late|early|just|right|shortly|days|hours|weeks|months|amid"
    r"|during|following|due|including|even|also|is|are|was|were|has|have|had|about|than|said|not))+$"
)
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|my|My|our|Our|us|me)\b(?!\.)")


def _summary(prose: str, statement: Statement, quotes: tuple[Quote, ...]) -> str | None:
    """A short clause out of the article's own words; None when nothing is left that says something."""
    parts: list[str] = []
    for piece in statement.pieces:
        parts.append(_without_date(prose, piece, statement))
    text = " ".join(part.strip() for part in parts if part.strip())
    quote = _spoken(statement, quotes, text)
    if quote is not None:
        text = f"{quote}: “{_tidy(text)}”" if _tidy(text) else ""
    else:
        text = _tidy(text)
    if len(text.split()) < 2:
        text = _tidy(" ".join(piece.of(prose).strip() for piece in statement.pieces))
    if len(re.findall(r"[^\W\d_]{2,}", text)) < 2:
        return None
    return text[0].upper() + text[1:]


def _spoken(statement: Statement, quotes: tuple[Quote, ...], text: str) -> str | None:
    """The speaker of words that make no sense without him: "I cancelled the meeting"."""
    if not _FIRST_PERSON.search(text) or statement.said:
        return None
    at = statement.dated.span.start
    return next(
        (quote.speaker for quote in quotes if quote.kind != "indirect" and quote.span.start <= at < quote.span.end),
        None,
    )


def _without_date(prose: str, piece: Span, statement: Statement) -> str:
    dated = statement.dated.span
    text = piece.of(prose)
    if not piece.contains(dated):
        return text
    before, after = prose[piece.start : dated.start], prose[dated.end : piece.end]
    if statement.premodifier:
        possessive = POSSESSIVE.match(after)
        article = re.search(r"\b(?:the|a|an|its|this)\s*$", before, re.IGNORECASE)
        if possessive is None and not prose[: dated.end].endswith(("'s", "’s")):
            return text  # "the 2015 deal" is its name
        after = after[possessive.end() :] if possessive else after
        return f"{before}{'' if article else 'the '}{after.lstrip()}"
    if _KEEP_LEAD.search(before):
        return text
    lead = _DATE_LEAD.search(before)
    comma = lead is not None and "," in lead[0]
    before = before[: lead.start()] if lead else before
    if comma and not after.lstrip().startswith(",") and after.strip(" .”\"'"):
        before = before.rstrip() + ","
    if not before.strip():
        after = after.lstrip(" ,")
    elif after.lstrip().startswith(",") and lead is not None and comma:
        after = after.lstrip().lstrip(",")
    return f"{before.rstrip()} {after.lstrip()}" if after[:1] not in (",", ".", ";") else f"{before.rstrip()}{after}"


def _tidy(text: str) -> str:
    """One line without leftovers at either end, no longer than a line of a list."""
    text = " ".join(text.split())
    text = _CAPTION.sub("", text)
    text = _EMPTY_BRACKETS.sub("", text)
    text = _SPACE_BEFORE.sub(r"\1", text).replace(",,", ",").replace(", ,", ",")
    lead = _LEADING.match(text)
    if lead:
        text = text[lead.end() :]
    text = _balanced(text)
    shortened = _shortened(text)
    tail = _TAIL.search(shortened)
    shortened = shortened[: tail.start()] if tail else shortened
    return shortened.strip(" ,;:—–-")


def _balanced(text: str) -> str:
    """Drop quotation marks and brackets that lost their other half."""
    for opening, closing in (("“", "”"), ("(", ")"), ("[", "]"), ("‘", "’ ")):
        if closing.strip() != "’" and text.count(opening) != text.count(closing):
            text = text.replace(opening, "").replace(closing, "")
    if text.count('"') % 2:
        text = text.replace('"', "")
    return text


_BREAK = re.compile(
    r"(?:, |; | [—–-]{1,2} | (?=(?:amid|after|before|while|although|though|because|which|who|following|despite|as|in exchange"
    r"|in order|aimed|with|but|where|when|including|ahead of)\b))"
)


def _shortened(text: str) -> str:
    if len(text) <= SUMMARY_LENGTH:
        return text
    breaks = [match.start() for match in _BREAK.finditer(text, 60, SUMMARY_LENGTH + 1)]
    if breaks:
        return _balanced(text[: breaks[-1]])
    return _balanced(text[: text.rfind(" ", 0, SUMMARY_LENGTH)]).rstrip(" ,;:") + " …"
