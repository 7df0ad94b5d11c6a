"""Statements: which clause each date dates, which words tell it, and whether it has happened."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from builder.period import Period
from builder.reading.clauses import (
    AUXILIARIES,
    Clause,
    Token,
    find_clauses,
    grammar,
    is_base,
    is_participle,
    is_saying,
    is_shortening,
    verb_at,
)
from builder.reading.dates import DateExpression
from builder.reading.names import Mention
from builder.reading.words import load_set, load_words
from builder.text import Span

Status = Literal["happened", "planned", "alleged", "denied"]

SUMMARY_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Dated:
    """The words of a date (for a range both ends and what is between) and the period that they name."""

    span: Span
    period: Period


@dataclass(frozen=True, slots=True)
class Statement:
    """A clause with its date, and the pieces of text that tell it to somebody who has not read the sentence."""

    dated: Dated
    clause: Clause
    pieces: tuple[Span, ...]
    span: Span
    said: bool  # the date is that of the saying
    attribution: str  # lower-cased words of who says it, where the clause is what was said
    premodifier: bool  # "Thursday's attack", "the 2015 deal"
    noun: bool  # the pieces are a noun phrase
    clauses: tuple[Clause, ...]  # all of the sentence


# --- Dates and the clauses that they belong to ---

_RANGE = re.compile(r"\s*(?:-|–|—|to|and|through|until|till)\s*(?:the )?")
_RANGE_OPENER = re.compile(r"\b(?:from|between|for) (?:the )?$", re.IGNORECASE)
_EITHER = re.compile(r",? or (?:on |in )?(?:the )?")
_BOTH = re.compile(r",? and (?:on |in )?(?:the )?")
_MOVED = re.compile(r"\b(?:shift|mov|postpon|delay|push|extend|reschedul|defer)(?:e?s|e?d|ing)?\b")
_MOVED_FROM = re.compile(rf"{_MOVED.pattern}[^.;]{{0,60}}\bfrom (?:the )?$")
_ANNIVERSARY = re.compile(r"\banniversary of (?:the )?$")
_APPOSED = re.compile(r", (?:on )?(?:the )?")
_SAME_DAY = re.compile(r"[\s,]*(?:\([^()]{1,14}\))?[\s,(]*(?:on |in |at |late |early )?(?:the )?")


def _dated(prose: str, dates: tuple[DateExpression, ...]) -> list[Dated]:
    """Calendar dates, the ends of a range made one, a day named twice ("Saturday (Jan. 9)") made one."""
    found: list[Dated] = []
    found_type = ""
    for expression in dates:
        if expression.period is None or expression.type not in ("DATE", "TIME"):
            continue
        period, span = expression.period, expression.span
        if found:
            last = found[-1]
            between = prose[last.span.end : span.start]
            opener = _RANGE_OPENER.search(prose[max(0, last.span.start - 14) : last.span.start])
            joined = between.strip()
            if len(between) < 14 and _alternatives(between, last.period, period):
                found[-1] = Dated(Span(last.span.start, span.end), _interval(last.period, period) or last.period)
                continue
            if opener is not None and opener[0].lower().startswith("from"):
                moved = prose[max(0, last.span.start - 80) : last.span.start].lower()
                opener = None if _MOVED.search(moved) else opener
            if len(between) < 14 and _RANGE.fullmatch(between) and (opener or joined in ("-", "–", "—")):
                both = _interval(last.period, period)
                if both is not None:
                    leading = opener is not None and not opener[0].lower().startswith("for")
                    start = last.span.start - len(opener[0]) if opener and leading else last.span.start
                    found[-1] = Dated(Span(start, span.end), both)
                    continue
            if (
                len(between) < 24
                and _SAME_DAY.fullmatch(between)
                and (
                    last.period.overlaps(period)
                    or "TIME" in (found_type, expression.type)
                    or (
                        _length(period) == 0
                        and _APPOSED.fullmatch(between) is not None
                        and prose[last.span.start : last.span.end].lower().endswith(("ago", "earlier", "later"))
                    )
                )
            ):
                # An hour without a day was read against the day of publication; the day beside it counts.
                if found_type == "TIME" and expression.type == "DATE":
                    found[-1], found_type = Dated(Span(last.span.start, span.end), period), "DATE"
                    continue
                finer = min(last.period, period, key=_length)
                found[-1] = Dated(Span(last.span.start, span.end), finer)
                continue
        found.append(Dated(span, period))
        found_type = expression.type
    return found


def _alternatives(between: str, first: Period, second: Period) -> bool:
    """ "on Tuesday or Wednesday", "on Tuesday and Wednesday": one date, vague or two days long."""
    if _EITHER.fullmatch(between):
        return True
    next_day = _length(first) == 0 == _length(second) and first.last is not None and second.first is not None
    if not next_day or _BOTH.fullmatch(between) is None:
        return False
    assert first.last is not None
    assert second.first is not None
    return (second.first - first.last).days == 1


def _length(period: Period) -> int:
    return (period.last - period.first).days if period.first and period.last else 100_000


def _interval(first: Period, last: Period) -> Period | None:
    if not (first.first and last.last and first.first < last.last) or "/" in first.edtf + last.edtf:
        return None
    return Period(f"{first.edtf}/{last.edtf}", first.first, last.last)


@lru_cache(maxsize=2)
def find_statements(
    prose: str, sentences: tuple[Span, ...], dates: tuple[DateExpression, ...]
) -> tuple[Statement, ...]:
    """What each calendar date dates. Events and rounds ask for the same article's, one after the other."""
    dated = _dated(prose, dates)
    starts = [item.span.start for item in dated]
    found: list[Statement] = []
    for sentence in sentences:
        low, high = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
        if low == high:
            continue
        here = dated[low:high]
        clauses = find_clauses(prose, sentence, tuple(item.span for item in here))
        placed = [(item, _clause_at(clauses, item.span.start)) for item in here]
        several = len({number for _, number in placed}) > 1
        seen: set[tuple[int, str]] = set()
        for item, number in placed:
            if number is None or (number, item.period.edtf) in seen:
                continue
            seen.add((number, item.period.edtf))
            others = tuple(other.span for other in here if other is not item)
            beside = [other for other, at in placed if at == number and other is not item]
            if _MOVED_FROM.search(prose, max(sentence.start, item.span.start - 80), item.span.start):
                continue  # the old date
            if _ANNIVERSARY.search(prose, max(0, item.span.start - 20), item.span.start) and not _has_year(prose, item):
                continue
            if beside and (_owns_object(prose, clauses[number], item) or _clock_alone(prose, item)):
                continue
            found.append(_tell(prose, sentence, clauses, number, item, others=others, several=several))
    return tuple(found)


_CLOCK = re.compile(r"\d{1,2}[:.]\d\d|noon|midnight|[\w.]+ [ap]\.?m\.?", re.IGNORECASE)


def _has_year(prose: str, item: Dated) -> bool:
    return re.search(r"\d{4}", item.span.of(prose)) is not None


def _clock_alone(prose: str, item: Dated) -> bool:
    """An hour without its day."""
    return _CLOCK.fullmatch(item.span.of(prose)) is not None


def _clause_at(clauses: tuple[Clause, ...], offset: int) -> int | None:
    number = bisect_left([clause.span.end for clause in clauses], offset + 1)
    return number if number < len(clauses) else None


_NOT_OF_NOUNS = frozenset(("adverbial", "joined", "aside", "participle", "phrase"))
_BEFORE_VERB = grammar("adverbs_before_verb") | {"first", "by", "on", "in", "since", "so", "far"}
_TRAILING = frozenset(("phrase", "relative", "reduced", "participle", "adverbial", "joined", "aside"))
_SPEECH_PHRASE = re.compile(
    r"(?:In|At|During|With) (?:an?|the|his|her|its|their) (?:[\w-]+ ){0,3}"
    r"(?:statement|interview|tweet|letter|speech|address|message|post|briefing|conference|report|decree|order)\b"
)


def _tell(
    prose: str,
    sentence: Span,
    clauses: tuple[Clause, ...],
    number: int,
    item: Dated,
    *,
    others: tuple[Span, ...],
    several: bool,
) -> Statement:
    """Choose the pieces of the sentence that tell what the date dates."""
    clause = clauses[number]
    if _told_after(prose, clauses, number, item):
        number, clause = number + 1, clauses[number + 1]
    if number <= 1 and _SPEECH_PHRASE.match(prose, clauses[0].span.start):
        # "In a statement issued on Monday, the union said ...": the day is that of the saying.
        main = next((n for n in range(number + 1, len(clauses)) if clauses[n].kind == "main"), None)
        if main is not None:
            number, clause = main, clauses[main]
    following = number + 1 < len(clauses) and clauses[number + 1].kind == "reported"
    said = (
        (clause.kind == "attribution" and (clause.opener == "" or _published(clause)))
        or (following and clause.kind not in ("reported", "phrase", "reduced"))
        or _says(clause)
    )
    premodifier = _premodifies(prose, item.span)
    body = Span(clause.body, clause.span.end)
    first, noun = number, False
    phrase = _noun_phrase(prose, clause, item, premodifier=premodifier, several=bool(others))
    again = _AGAIN.search(prose, clause.span.start, item.span.start) if number > 0 else None
    if clause.kind == "attribution" and said:
        pieces = [Span(clauses[0].span.start, sentence.end)]
    elif again is not None and clause.kind in ("adverbial", "phrase", "relative", "reduced"):
        # "They met in June, the first time since they fell out, and again in May": what happened again stands before.
        first = _host(clauses, number)
        stop = min((other.start for other in others if other.start > clauses[first].body), default=sentence.end)
        pieces = [_trimmed(prose, Span(clauses[first].body, min(stop, clauses[first].span.end)))]
    elif phrase is not None and not said:
        pieces, noun = [phrase], True
    elif clause.kind == "main" and _resumes(clauses, number):
        pieces = [_trimmed(prose, clauses[_host(clauses, number)].span), body]
    elif clause.kind in ("relative", "reduced") and number > 0:
        piped = _piped(clauses, number) and clause.opener == "which" and not _two_verbs(clause)
        if clause.opener == "where" or piped:
            pieces = [body]
        elif clause.opener in ("whose", "whom"):
            first = _host(clauses, number)
            pieces = [Span(clauses[first].body, clause.span.end)]
        elif clause.opener in ("that", "who", "which") and _verb_first(clause, item) and _two_verbs(clause):
            # "The man who runs the port left on Monday": where the main clause goes on, no mark tells.
            first = _host(clauses, number)
            pieces = [Span(clauses[first].body, clause.span.end)]
        else:
            antecedent = _antecedent(clauses, number)
            own_subject = clause.kind == "relative" and not _verb_first(clause, item)
            if own_subject and antecedent:  # "the deal that the two sides reached"
                pieces, noun = [Span(antecedent.start, clause.span.end)], True
            else:
                pieces = [antecedent, body] if antecedent else [body]
                noun = clause.kind == "reduced"
    elif clause.kind == "joined" and number > 0:
        pieces = [*_subject(prose, clauses, number), body]
    elif (clause.kind in ("participle", "aside") and number > 0) or (
        clause.kind == "phrase" and clause.opener in ("amid", "despite", "during") and number > 0
    ):
        first = _host(clauses, number)
        pieces = [Span(clauses[first].body, clause.span.end)]
        if _resumes(clauses, first):
            pieces.insert(0, _trimmed(prose, clauses[_host(clauses, first)].span))
        elif clauses[first].kind == "joined":
            pieces = [*_subject(prose, clauses, first), *pieces]
    else:
        resumed = _resumed(clauses, number)
        pieces = [_trimmed(prose, body), resumed] if resumed else [body]
        noun = clause.kind == "phrase"
    if clause.kind != "attribution" and not (noun and phrase is not None) and again is None:
        pieces = _extended(clauses, number, pieces, others, said=said, noun=noun)
    if clause.kind == "phrase" and noun:
        pieces = [_phrase_end(prose, pieces[0], item.span)]
    end = max(pieces[-1].end, clause.span.end)
    span = Span(min(clauses[first].span.start, item.span.start), max(end, item.span.end)) if several else sentence
    attribution = _attribution(prose, clauses, number)
    return Statement(item, clause, tuple(pieces), span, said, attribution, premodifier, noun, clauses)


_AGAIN = re.compile(r", and (?:then |once )?again (?:in|on|at|late|early|last) (?:\w+ (?:and|or) )?$")
_FOLLOWED = re.compile(r", followed by ((?:[\w’'-]+ ){1,8})(?:on|in|at) $")


def _told_after(prose: str, clauses: tuple[Clause, ...], number: int, item: Dated) -> bool:
    """Whether what a date dates is told by the clause after it, while its own looks ahead: "would build on the thaw of
    June, when both sides kept a truce"."""
    if number + 1 >= len(clauses) or clauses[number + 1].opener != "when" or clauses[number].kind == "attribution":
        return False
    between = prose[item.span.end : clauses[number + 1].span.start]
    return between.strip(" ,") == "" and is_planned(clauses[number].span.of(prose).lower())


def _owns_object(prose: str, clause: Clause, item: Dated) -> bool:
    """Whether a date owns a noun behind the verb: "the deadline laid down in last year's agreement"."""
    tokens = clause.tokens
    if prose[: item.span.start].endswith((" at ", " during ")):
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


def _published(clause: Clause) -> bool:
    """ "according to a letter published on Monday": the day is that of the saying."""
    return any(is_shortening(token.lower) for token in clause.tokens)


def _two_verbs(clause: Clause) -> bool:
    """Whether a clause has a second finite verb that no "and" joins to the first."""
    tokens = clause.tokens
    verbs = [n for n, token in enumerate(tokens) if token.start >= clause.body and verb_at(tokens, n)]
    apart = [n for before, n in pairwise(verbs) if n - before > 2]
    return any(tokens[n - 1].lower not in _JOINING and tokens[n - 1].lower not in AUXILIARIES for n in apart)


_JOINING = frozenset(("and", "or", "but", "to", "not"))


def _noun_phrase(prose: str, clause: Clause, item: Dated, *, premodifier: bool, several: bool) -> Span | None:
    """The noun phrase alone, where the date is part of it: "the 2015 deal", or one of two dated things of a clause."""
    tokens = clause.tokens
    followed = _FOLLOWED.search(prose, clause.span.start, item.span.start)
    if followed is not None:
        return Span(followed.start(1), clause.span.end)
    if premodifier and _owns_object(prose, clause, item):
        return Span(item.span.start, _owned_end(clause, item))
    if premodifier and len(item.period.edtf) == 4 and not prose[: item.span.end].endswith(("'s", "’s")):
        if POSSESSIVE.match(prose, item.span.end):
            return None
        end = _NOUNS_AFTER.match(prose, item.span.end)
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


_NOUNS_AFTER = re.compile(
    r",?(?: [a-z][\w-]+){1,3}?(?=[,.;:)]| (?:in|on|of|with|by|to|for|and|was|is|has|that|which|as|at|from)\b|$)"
)


def _phrase_end(prose: str, piece: Span, date: Span) -> Span:
    """Cut "the visit to Geneva this week the minister was shown ..." after the date."""
    rest = prose[date.end : piece.end]
    if date.end <= piece.start or date.start >= piece.end:
        return piece
    goes_on = re.match(r"[\s,]*(?:of|in|on|at|between|with|for|against|by|who|which|that|where|under|$)", rest)
    comma = rest.find(",")
    if goes_on is None and re.match(r"\s+[A-Za-z]", rest) and not re.match(r"\s+[a-z-]+(?: [a-z]+)?[\s,.]*$", rest):
        return Span(piece.start, date.end)
    return Span(piece.start, date.end + comma) if comma >= 0 else piece


def _piped(clauses: tuple[Clause, ...], number: int) -> bool:
    """ "under which", "for whom"."""
    before = clauses[number - 1].tokens
    return clauses[number].opener in ("which", "whom") and bool(before) and before[-1].lower in _PIPING


_PIPING = grammar("phrase_breaks") - {"and", "or", "but", "nor"}


def _verb_first(clause: Clause, item: Dated) -> bool:
    """Whether a relative pronoun is the subject: its verb follows, at most adverbs or the date between."""
    for n, token in enumerate(clause.tokens):
        if token.start < clause.body or item.span.start <= token.start < item.span.end:
            continue
        if verb_at(clause.tokens, n):
            return True
        adverb = token.lower in _BEFORE_VERB or token.lower.endswith("ly")
        if not adverb:
            return False
    return False


def _resumed(clauses: tuple[Clause, ...], number: int) -> Span | None:
    """Where a clause that has no verb yet goes on after an insertion."""
    clause = clauses[number]
    if clause.kind not in ("main", "reported", "adverbial") or any(
        verb_at(clause.tokens, n) for n in range(len(clause.tokens))
    ):
        return None
    for at in range(number + 2, min(number + 5, len(clauses))):
        if clauses[at].kind == "main" and _resumes(clauses, at):
            return Span(clauses[at].body, clauses[at].span.end)
    return None


def _says(clause: Clause) -> bool:
    return clause.kind == "main" and any(
        is_saying(token.lower) and verb_at(clause.tokens, n) for n, token in enumerate(clause.tokens)
    )


def _resumes(clauses: tuple[Clause, ...], number: int) -> bool:
    """Whether a clause goes on after an insertion, its subject before it."""
    clause = clauses[number]
    return (
        number > 1
        and clause.opener in ("", "—", "–", "-", "--")
        and bool(clause.tokens)
        and any(verb_at(clause.tokens, n) for n in range(min(3, len(clause.tokens))))
        and clauses[number - 1].kind in ("relative", "aside", "participle", "reduced", "phrase")
    )


def _host(clauses: tuple[Clause, ...], number: int) -> int:
    """The clause that the given one leans on."""
    at = number - 1
    while at > 0 and clauses[at].kind not in ("main", "reported", "adverbial", "joined"):
        at -= 1
    return at


def _extended(
    clauses: tuple[Clause, ...],
    number: int,
    pieces: list[Span],
    others: tuple[Span, ...],
    *,
    said: bool,
    noun: bool,
) -> list[Span]:
    """Add what follows and belongs to it, as far as it is short and brings no date of its own."""
    length = sum(piece.end - piece.start for piece in pieces)
    for following in clauses[number + 1 :]:
        allowed = following.kind in _TRAILING or (
            said and following.kind in ("reported", "main") and following.opener != "but"
        )
        if not allowed or following.kind == "attribution" or (noun and following.kind in _NOT_OF_NOUNS):
            break
        own_date = any(following.span.overlaps(other) for other in others)
        if own_date and not (said and following.kind == "reported"):
            break
        length += following.span.end - following.span.start
        if length > SUMMARY_LENGTH + 20 and not (said and following.kind == "reported"):
            break
        pieces[-1] = Span(pieces[-1].start, following.span.end)
    return pieces


_PHRASE_BREAKS = grammar("phrase_breaks")
_DETERMINER = grammar("determiners_of_names")


def _antecedent(clauses: tuple[Clause, ...], number: int) -> Span | None:
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
    return first


_LOOSE = frozenset(("about", "to", "after", "before", "from", "by", "into", "over", "against"))
_MODALS = grammar("modals")
_PARTICLES = grammar("particles")


def _subject(prose: str, clauses: tuple[Clause, ...], number: int) -> list[Span]:
    """What stands before the first verb of the clause that a further verb is joined to."""
    host = number - 1
    comma = prose[max(0, clauses[number].span.start - 3) : clauses[number].span.start].rstrip().endswith(",")
    kinds = ("main", "reported") if comma else ("main", "reported", "adverbial", "relative")
    while host > 0 and clauses[host].kind not in kinds:
        host -= 1
    tokens = clauses[host].tokens
    first = next((n for n, token in enumerate(tokens) if token.start >= clauses[host].body), None)
    verb = None if first is None else next((n for n in range(first, len(tokens)) if verb_at(tokens, n)), None)
    if first is not None and verb is None and host + 1 < number and clauses[host + 1].kind == "reduced":
        return [_trimmed(prose, Span(tokens[first].start, tokens[-1].end))]
    if first is None or verb is None:
        return []
    joined = clauses[number].tokens
    finite = any(verb_at(joined, n) for n in range(min(4, len(joined))))
    end = tokens[verb].start
    if not finite:  # a further infinitive: keep "are due to"
        to = next((n for n in range(verb, len(tokens)) if tokens[n].lower in ("to", "will", "would")), None)
        if to is None:
            return []
        end = tokens[to].end
    pieces = [_trimmed(prose, Span(tokens[first].start, end))] if end > tokens[first].start else []
    if clauses[host].kind == "relative" and host > 0:
        antecedent = _antecedent(clauses, host)
        return [antecedent, *pieces] if antecedent else pieces
    return pieces


def _trimmed(prose: str, span: Span) -> Span:
    text = span.of(prose)
    return Span(span.start, span.start + len(text.rstrip(" ,—–-(")))


def _attribution(prose: str, clauses: tuple[Clause, ...], number: int) -> str:
    """Who says what a clause reports, in lower case; empty when the article itself does."""
    words: list[str] = []
    for at in range(number, -1, -1):
        if clauses[at].kind == "reported" and at > 0:
            words.append(clauses[at - 1].span.of(prose))
            break
    words += [
        clause.span.of(prose) for clause in clauses if clause.kind == "attribution" and clause is not clauses[number]
    ]
    return " ".join(words).lower()


POSSESSIVE = re.compile(r"['’]s?(?=\s)")


def _premodifies(prose: str, span: Span) -> bool:
    """Whether the date stands before its noun: "Thursday's attack", "the Oct. 12 agreement"."""
    if POSSESSIVE.match(prose, span.end) or prose[span.end - 2 : span.end] in ("'s", "’s"):
        return True
    before = prose[max(0, span.start - 12) : span.start].lower().rstrip()
    follows = re.match(r",? ([a-z]{4,})", prose[span.end : span.end + 24])
    opened = prose[span.start : span.start + 4].lower() == "the "
    introduced = opened or before.endswith((" the", " a", " an", " its", "this"))
    return introduced and follows is not None and follows[1] not in _NOT_NOUNS


_NOT_NOUNS = grammar("not_nouns")


# --- Status ---

_NEGATED = re.compile(
    r"\b(?:(?:did|does|do|has|have|had|is|was|were|are|will|would|could|can) (?:also |still |yet )?not"
    r"|nobody|no one|neither|nothing"
    r"|didn['’]t|hasn['’]t"
    r"|haven['’]t|wasn['’]t|weren['’]t|never|no longer)\b"
)
_UNKNOWN = re.compile(r"\b(?:not (?:yet |immediately )?(?:known|clear|certain)|unclear|unknown|uncertain)\b|^whether ")
# "the first truce since 2001" tells of a truce, not of 2001.
_SINCE_LAST = re.compile(
    r"\b(?:first|longest|worst|highest|lowest|biggest|largest|deadliest)\b[^,;]{0,50}\bsince (?:the )?$"
)
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)\b(?! (?:access|entry|visas?))|refut(?:e|es|ed|ing)\b|ruled out\b"
    r"|(?:reject|dismiss|disput)(?:s|es|ed|ing)? (?:[\w’'.-]+ ){0,3}(?:claims?|accusations?|allegations?"
    r"|charges?|reports?"
    r"|suggestions?|assertions?|rumou?rs)\b|no truth\b|as (?:“|\")?(?:false|baseless|untrue|propaganda)\b)"
)
_ALLEGED = re.compile(
    r"\b(?:accus(?:e|es|ed|ing)|alleg(?:e|es|ed|ing|edly)|blam(?:e|es|ed|ing)|claim(?:s|ed|ing)?(?!"
    r" (?:responsibility|credit|victory|the li))"
    r"|purported(?:ly)?|reportedly|complain(?:s|ed)?|contend(?:s|ed)?|suspect(?:s|ed)?)\b"
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
    return re.compile(rf"\b(?:{plain})\b|['’](?:ll)\b")


def is_planned(text: str) -> bool:
    """Whether lower-cased words tell of something to come."""
    return _planned_cue().search(text) is not None


def status_of(prose: str, statement: Statement, today: date | None) -> Status | None:
    """None for what is only imagined, or said not to have been."""
    clause, period = statement.clause, statement.dated.period
    later = today is not None and period.first is not None and period.first > today
    if statement.noun and statement.premodifier and POSSESSIVE.match(prose, statement.dated.span.end):
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
    before = prose[max(clause.span.start, statement.dated.span.start - 80) : statement.dated.span.start].lower()
    cues = before if statement.premodifier else text
    future = is_planned(cues) or _FUTURE_BEFORE.search(before) is not None
    if over and future and _told_as_past(statement):
        future = False
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


def _told_as_past(statement: Statement) -> bool:
    """Whether the verb that the date belongs to, the last before it, is a simple past: "which came to light in May"."""
    clause = statement.clause
    tokens = clause.tokens
    at = next((n for n, token in enumerate(tokens) if token.end > statement.dated.span.start), len(tokens))
    for n in range(at - 1, -1, -1):
        if tokens[n].start < clause.body:
            return False
        word = tokens[n].lower
        if word == "followed":
            continue
        if word in _LOOKING_AHEAD or is_planned(word):
            return False
        if verb_at(tokens, n) and word not in AUXILIARIES:
            before = tokens[n - 1].lower if n else ""
            return before not in AUXILIARIES and not word.endswith("s")
    return False


_LOOKING_AHEAD = frozenset(("to", "due", "expected", "scheduled", "planned", "set", "supposed", "be", "been", "have"))


def _saying_part(prose: str, statement: Statement) -> str:
    return statement.clause.span.of(prose).lower()


# --- Places ---

_AT_PLACE = re.compile(r"\b(?:in|at|to|near|into|outside|around)(?: the)?(?: [a-z]+)? $|\bcapital,? (?:of )?$")
_CAPITAL = re.compile(r"\b((?:[A-Z][\w.]* )?[A-Z][\w.]*) capital\b(?!,? [A-Z])")


_RULERS = re.compile(r"(?i)\b(?:government|administration|ministry)$")


@cache
def _capitals() -> dict[str, str]:
    return {row[0]: row[1] for row in load_words("event_capitals")}


def place_of(prose: str, inside: Iterable[Mention], spans: Iterable[Span]) -> str | None:
    """Where it is: a city that a preposition leads to, "the ... capital" as its name, a state when there is no more."""
    led = [
        mention
        for mention in inside
        if mention.kind in ("place", "state")
        and not _RULERS.search(mention.name)
        and prose[mention.span.end : mention.span.end + 2] not in ("'s", "’s")
        and _AT_PLACE.search(prose[max(0, mention.span.start - 26) : mention.span.start])
    ]
    city = next((mention.name for mention in led if mention.kind == "place"), None)
    if city is not None:
        return city
    for span in spans:
        for match in _CAPITAL.finditer(prose, span.start, span.end):
            capital = _capitals().get(match[1]) or _capitals().get(match[1].split(" ")[-1])
            if capital is not None:
                return capital
    return next((mention.name for mention in led if mention.kind == "state"), None)
