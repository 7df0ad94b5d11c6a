"""Noun phrases that a date or a relative clause belongs to."""

from __future__ import annotations

import re

from builder.reading.clauses import (
    AUXILIARIES,
    Clause,
    Token,
    grammar,
    is_base,
    is_participle,
    verb_at,
    verb_plain,
)
from builder.reading.statements.offsets import is_named_day
from builder.reading.statements.statement import Dated
from builder.text import Span

_FOLLOWED = re.compile(r", followed by ((?:[\w’'-]+ ){1,8})(?:on|in|at) $")


def owns_object(prose: str, clause: Clause, item: Dated) -> bool:
    """Whether a date owns a noun behind the verb: "the deadline laid down in last year's agreement"."""
    tokens = clause.tokens
    if prose.endswith((" at ", " during "), 0, item.span.start):
        return False  # "will meet at this month's gathering" is when they will meet
    return POSSESSIVE.match(prose, item.span.end) is not None and any(
        token.end <= item.span.start and (verb_at(tokens, n) or is_participle(token.lower))
        for n, token in enumerate(tokens)
    )


def _owned_end(clause: Clause, item: Dated) -> int:
    """Where the noun phrase ends that a date owns: "last year's agreement with the rebels"."""
    end = item.span.end
    for n, token in enumerate(clause.tokens):
        if token.start <= item.span.end:
            continue
        if verb_at(clause.tokens, n) or not token.lower[0].isalnum() or token.lower in _ENDS_OWNED:
            break
        end = token.end
    return end


_ENDS_OWNED = frozenset(("as", "and", "or", "but", "on", "to", "that", "which", "who", "than", "for", "at"))


def noun_phrase(
    prose: str, clause: Clause, item: Dated, *, premodifier: bool, several: bool, beside: bool
) -> Span | None:
    """The noun phrase alone, where the date is part of it: "the 2015 deal", or one of two dated things of a clause."""
    tokens = clause.tokens
    followed = _FOLLOWED.search(prose, clause.span.start, item.span.start)
    if followed is not None:
        return Span(followed.start(1), clause.span.end)
    if premodifier and owns_object(prose, clause, item):
        return Span(item.span.start, _owned_end(clause, item))
    apart = premodifier and (
        len(item.period.edtf) == 4
        or beside
        or is_named_day(item.span.of(prose))
        or _LED.search(prose, clause.span.start, item.span.start) is not None
    )
    if apart and not prose.endswith(("'s", "’s"), 0, item.span.end):
        if POSSESSIVE.match(prose, item.span.end):
            return None
        end = _NOUNS_BEFORE_VERB.match(prose, item.span.end) if beside else None
        end = end or _NOUNS_AFTER.match(prose, item.span.end)
        return Span(item.span.start, end.end()) if end else None
    if not several or premodifier:
        return None
    at = next((n for n, token in enumerate(tokens) if token.end > item.span.start), None)
    if at is None or at < 3:
        return None
    first = at
    while (
        first > 0
        and at - first < 5
        and tokens[first - 1].lower not in _PHRASE_BREAKS
        and not verb_at(tokens, first - 1)
    ):
        first -= 1
        if tokens[first].lower in _DETERMINER:
            break
    if first == 0 or at - first < 2 or tokens[first].lower not in ("a", "an") or not verb_at(tokens, first - 1):
        return None
    return Span(tokens[first].start, clause.span.end)


# "prepare for the May 3 summit": what is told is not of that day.
_LED = re.compile(
    r"\b(?:about|towards?|of|for|to|under|since|from|against|over|(?:day|week|month|year)s? (?:after|before))"
    r" (?:the|an?|its|their) $"
)
_FEW_NOUNS = r",?(?: (?:[A-Z][\w.-]+ )?[a-z][\w-]+){1,3}?"
_NOUNS_AFTER = re.compile(
    rf"{_FEW_NOUNS}(?=[,.;:)]|$| (?:in|on|of|with|by|to|for|and|which|that|as|at|from|was|were|is|are|has|have|had|will"
    r"|would|could|may|should)\b)"
)
_NOUNS_BEFORE_VERB = re.compile(rf"{_FEW_NOUNS}(?= [a-z]+ed\b)")


def phrase_end(prose: str, piece: Span, date: Span) -> Span:
    """Cut "the visit to Geneva this week the minister was shown ..." after the date."""
    rest = prose[date.end : piece.end]
    if date.end <= piece.start or date.start >= piece.end:
        return piece
    goes_on = re.match(r"[\s,]*(?:of|in|on|at|between|with|for|against|by|who|which|that|where|under|$)", rest)
    comma = rest.find(",")
    if goes_on is None and re.match(r"\s+[A-Za-z]", rest) and not re.match(r"\s+[a-z-]+(?: [a-z]+)?[\s,.]*$", rest):
        return Span(piece.start, date.end)
    return Span(piece.start, date.end + comma) if comma >= 0 else piece


_PHRASE_BREAKS = grammar("phrase_breaks")
_DETERMINER = grammar("determiners_of_names")


def antecedent_of(clauses: tuple[Clause, ...], number: int) -> Span | None:
    """The noun phrase right before a relative clause; before a comma, all from the last verb on."""
    if clauses[number].kind == "relative" == clauses[number - 1].kind and number > 1:
        lead = clauses[number - 1].tokens
        if lead and lead[-1].lower in ("and", "or", "but"):
            number -= 1  # "which ended in May and which began in March"
    host = clauses[number - 1]
    tokens = host.tokens
    last = len(tokens)
    comma = False
    while last > 0 and tokens[last - 1].lower in (",", "”", '"'):
        comma = comma or tokens[last - 1].lower == ","
        last -= 1
    body = next((n for n, token in enumerate(tokens) if token.start >= host.body), last)
    if comma or not any(verb_at(tokens, n) for n in range(body, last)):
        first = next((n + 1 for n in range(last - 1, body - 1, -1) if verb_at(tokens, n)), body)
        while first < last and (
            tokens[first].lower in _PHRASE_BREAKS
            or tokens[first].lower in _PARTICLES
            or tokens[first].lower in ("be", "been", "being", "have")
            or (
                first > 0
                and (is_base(tokens[first].lower) or is_participle(tokens[first].lower))
                and (tokens[first - 1].lower in _MODALS or tokens[first - 1].lower in AUXILIARIES)
            )
        ):
            first += 1
        first = _last_noun_phrase(tokens, body, first, last, clauses[number])
        if 0 < last - first < 16 and not any(tokens[n].lower in (",", ";") for n in range(first, last)):
            return Span(tokens[first].start, tokens[last - 1].end)
    first = last
    through = clauses[number].opener in ("that", "which")
    while first > body and last - first < 9:
        word = tokens[first - 1].lower
        if word in (",", ":", ";", "“", '"', "(", ")", "—", "–") or verb_at(tokens, first - 1):
            break
        if first > 1 and is_base(word) and (tokens[first - 2].lower == "to" or tokens[first - 2].lower.endswith("ly")):
            break
        if word in _PHRASE_BREAKS and not (word == "and" and last - first < 4 and first > 2):
            # "the trip to Camp David that", "a letter to President A. Levi which": no name is meant.
            if not (through and first < last and all(token.capital for token in tokens[first:last])):
                break
            through = False
        first -= 1
        if word in _DETERMINER:
            break
    return Span(tokens[first].start, tokens[last - 1].end) if first < last else None


def _last_noun_phrase(tokens: tuple[Token, ...], body: int, first: int, last: int, clause: Clause) -> int:
    """Where, between the last verb and a comma, the noun phrase begins that the relative clause describes."""
    led = first > body and tokens[first - 1].lower in _PHRASE_BREAKS
    cutting = _LOOSE if not led else _LOOSE | {"in", "at", "on", "for"}
    for n in range(last - 2, first, -1):
        if tokens[n].lower in cutting and tokens[n + 1].lower not in _PHRASE_BREAKS:
            first = n + 1
            break
    # "In Lima the second round, which"; "weeks of the strike, which is": the verb wants one thing.
    for n in range(first + 1, last):
        if tokens[n].lower in ("the", "a", "an") and tokens[n - 1].capital and led:
            return n
    verb = next((token.lower for token in clause.tokens if token.start >= clause.body), "")
    for n in range(last - 2, first, -1):
        if tokens[n].lower in ("a", "an") and tokens[n - 1].lower in ("in", "under") and n > first + 1:
            return n  # "got the post in a pact with the union, signed in May"
    of = next((n for n in range(first + 1, last - 1) if tokens[n].lower == "of"), None)
    if of is not None and verb in ("is", "was", "has") and tokens[of - 1].lower.endswith("s"):
        return of + 1
    # "blamed each other for the failure of the talks, which began": the talks did; a round of talks would, itself.
    runs = next((token.lower for token in clause.tokens if token.start >= clause.body and verb_plain(token.lower)), "")
    if runs in _RUNNING:
        for n in range(last - 2, first, -1):
            part = tokens[n - 1].lower == "of" and tokens[n - 2].lower in _PARTS
            if tokens[n].lower in ("the", "a", "an") and not part:
                return n
    return first


_RUNNING = frozenset(("began", "begins", "started", "starts", "resumed", "opened", "opens", "ended", "broke"))
_PARTS = grammar("split_noun")
_LOOSE = frozenset(("about", "to", "after", "before", "from", "by", "into", "over", "against"))
_MODALS = grammar("modals")
_PARTICLES = grammar("particles")
POSSESSIVE = re.compile(r"['’]s?(?=\s)")


def premodifies(prose: str, span: Span) -> bool:
    """Whether the date stands before its noun: "Thursday's attack", "the Oct. 12 agreement"."""
    if POSSESSIVE.match(prose, span.end) or prose[span.end - 2 : span.end] in ("'s", "’s"):
        return True
    before = " " + prose[max(0, span.start - 12) : span.start].lower().strip()
    follows = re.match(r",? ([a-z]{4,})", prose[span.end : span.end + 24])
    opened = prose[span.start : span.start + 4].lower() == "the "
    introduced = opened or before.endswith((" the", " a", " an", " its", "this"))
    return introduced and follows is not None and follows[1] not in _NOT_NOUNS


_NOT_NOUNS = grammar("not_nouns")
