"""Which words of a sentence tell what a date dates."""

from __future__ import annotations

import re
from itertools import pairwise

from builder.reading.clauses import (
    AUXILIARIES,
    Clause,
    grammar,
    is_saying,
    is_shortening,
    verb_at,
)
from builder.reading.statements.phrases import antecedent_of, noun_phrase, phrase_end, premodifies
from builder.reading.statements.statement import SUMMARY_LENGTH, Dated, Statement
from builder.reading.statements.status import is_planned
from builder.text import Span

_NOT_OF_NOUNS = frozenset(("adverbial", "joined", "aside", "participle", "phrase"))
_BEFORE_VERB = grammar("adverbs_before_verb") | {"first", "by", "on", "in", "since", "so", "far"}
_TRAILING = frozenset(("phrase", "relative", "reduced", "participle", "adverbial", "joined", "aside"))
_SPEECH_PHRASE = re.compile(
    r"(?:In|At|During|With) (?:an?|the|his|her|its|their) (?:[\w-]+ ){0,3}"
    r"(?:statement|interview|tweet|letter|speech|address|message|post|briefing|conference|report|decree|order)\b"
)


def tell(
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
    premodifier = premodifies(prose, item.span)
    beside = any(clause.span.start <= other.start < clause.span.end for other in others)
    body = Span(clause.body, clause.span.end)
    first, noun = number, False
    phrase = noun_phrase(prose, clause, item, premodifier=premodifier, several=bool(others), beside=beside)
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
            antecedent = antecedent_of(clauses, number)
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
        pieces = [phrase_end(prose, pieces[0], item.span)]
    end = max(pieces[-1].end, clause.span.end)
    span = Span(min(clauses[first].span.start, item.span.start), max(end, item.span.end)) if several else sentence
    attribution = _attribution(prose, clauses, number)
    return Statement(item, clause, tuple(pieces), span, said, attribution, premodifier, noun, clauses)


_AGAIN = re.compile(r", and (?:then |once )?again (?:in|on|at|late|early|last) (?:\w+ (?:and|or) )?$")


def _told_after(prose: str, clauses: tuple[Clause, ...], number: int, item: Dated) -> bool:
    """Whether what a date dates is told by the clause after it, while its own looks ahead: "would build on the thaw of
    June, when both sides kept a truce"."""
    if number + 1 >= len(clauses) or clauses[number + 1].opener != "when" or clauses[number].kind == "attribution":
        return False
    between = prose[item.span.end : clauses[number + 1].span.start]
    return between.strip(" ,") == "" and is_planned(clauses[number].span.of(prose).lower())


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
    for at, following in enumerate(clauses[number + 1 :], number + 1):
        allowed = following.kind in _TRAILING or (
            said and following.kind in ("reported", "main") and following.opener != "but"
        )
        if not allowed or following.kind == "attribution" or (noun and following.kind in _NOT_OF_NOUNS):
            break
        if following.kind == "adverbial" and at + 1 < len(clauses) and clauses[at + 1].kind == "reported" and not said:
            break  # "when officials said": what they said would be missing
        own_date = any(following.span.overlaps(other) for other in others)
        if own_date and not (said and following.kind in ("reported", "reduced")):
            break
        length += following.span.end - following.span.start
        if length > SUMMARY_LENGTH + 20 and not (said and following.kind == "reported"):
            break
        pieces[-1] = Span(pieces[-1].start, following.span.end)
    return pieces


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
        antecedent = antecedent_of(clauses, host)
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
