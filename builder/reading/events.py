"""Events: dated statements of what happened, is planned, is alleged or denied."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from functools import cache

from builder.period import Period
from builder.reading.clauses import forms_of, is_saying, is_shortening, tells, tokens_of, verb_at
from builder.reading.dates import DateExpression
from builder.reading.names import Mention
from builder.reading.quotes import Quote
from builder.reading.statements import (
    POSSESSIVE,
    SUMMARY_LENGTH,
    Statement,
    Status,
    find_statements,
    place_of,
    presupposed,
    status_of,
)
from builder.reading.words import load_words
from builder.text import Span


@dataclass(frozen=True, slots=True)
class Event:
    """One report of one event. `span` is the sentence or clause that states it; `period` what its date names.

    `summary` is a short clause made of the article's own words (attribution and date removed); `kind` a word of the
    list `words/en/event_kinds.txt` ("talks", "agreement", "attack", ...) or "other".
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
    published: date,
) -> tuple[Event, ...]:
    """One event for each clause with a calendar date."""
    statements = find_statements(prose, sentences, dates)
    starts = [mention.span.start for mention in mentions]
    events: list[Event] = []
    for statement in statements:
        status = status_of(prose, statement, published)
        if status is None:
            continue
        summary = _summary(prose, statement, mentions, quotes, sentences)
        if summary is None:
            continue
        kind = "statement" if statement.said else kind_of(summary)
        claimed = statement.attribution and not statement.said and not presupposed(statement)
        if kind == "attack" and status == "happened" and claimed:
            status = "alleged"  # violence that somebody reports of another is a claim
        inside = [
            mentions[n]
            for piece in statement.pieces
            for n in range(bisect_left(starts, piece.start), bisect_left(starts, piece.end))
        ]
        actors = tuple(dict.fromkeys(mention.name for mention in inside if mention.kind != "place"))
        events.append(
            Event(
                statement.span,
                statement.dated.period,
                status,
                summary,
                kind,
                actors,
                place_of(prose, inside, statement.pieces),
            )
        )
    return tuple(sorted(dict.fromkeys(events), key=lambda event: (event.span, event.period.sort_key, event.summary)))


# --- Kind, place ---


@cache
def _kinds() -> dict[str, str]:
    kinds: dict[str, str] = {}
    for kind, *words in load_words("event_kinds"):
        for word in words:
            exact = word.endswith("=")
            inflected = forms_of(word) if not exact and " " not in word and "-" not in word else ()
            for form in (word.rstrip("="),) if exact else (word, word + "s", *sorted(inflected)):
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


# --- Summaries ---

_DATE_LEAD = re.compile(
    r"(?:(?:\b(?:on|in|at|by|from|for|during|of|late|early|later|earlier|only|as recently as|as early as|just|through"
    r"|about|around|around|the|last|sometime|currently|over(?! (?:on|in|at)\b))|,) ?)+$",
    re.IGNORECASE,
)
_KEEP_LEAD = re.compile(
    r"\b(?:planned|scheduled|set|slated|due|expected) (?:for|on|in) $|\bto $"
    r"|\b(?:since|until|till|after|before|between|than|following|not|is|was|are|were|of|from|with|back to"
    r"|least|(?:looking|aiming|pointing|point) (?:at|to|for))(?: (?:the|late|early))? $"
)
_VERB_FOLLOWS = re.compile(r"\s+(?:had|has|have|was|were|is|are|will|would|came|marks?|marked|saw|passed)\b")
_HANGING = re.compile(r", (?:planned|scheduled|expected|due|held|set|originally|first),(?= )")
_LEADING = re.compile(
    r"(?:[\s,.;:'’)—–\-…]+|(?:but|and|however|meanwhile|also|then|still|yet|so|nevertheless|moreover|separately|instead"
    r"|indeed|nonetheless|besides|furthermore|in addition|for this purpose|for its part|for his part|for"
    r" their part|in practice"
    r"|crucially|only)\b,? ?)+",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"\s*[(\[](?:left|right|cent(?:er|re)|above|below|l|r|c|sic|pictured|front|back|(?:second|third)"
    r" (?:left|right)|far (?:left|right)"
    r"|file(?: photo)?)[)\]]",
    re.IGNORECASE,
)
_EMPTY_BRACKETS = re.compile(r"\(\s*[),;]*\s*\)")
_SPACE_BEFORE = re.compile(r"\s+([,.;:)])")
_TAIL = re.compile(
    r"(?:[\s,.;:(—–\-…]+|\s(?:and|or|but|that|which|who|whose|while|as|when|after|before|since|until"
    r"|because|although|though|if"
    r"|to|of|in|on|at|by|for|from|with|the|a|an|its|their|his|her|late|early|just|right|shortly|amid"
    r"|during|following|due|including|even|also|is|are|was|were|has|have|had|about|than|said|not|under"
    r"|once|where|whether|its? own))+$"
)
# What a cut-off date leaves behind: ", one day (after ...)", ", the day (on which ...)", ", the first (since ...)".
_STUB = re.compile(
    r",(?: which (?:is|was)(?: also)?)? (?:the|an?|one|two|three|half an?)"
    r" (?:days?|weeks?|months?|years?|first|second|last)(?: time)?(?: (?:late|early))?$"
)
_PARTICLE = re.compile(r"\b(?:go|goes|going|went|gone|carry|carries|carried|hand|hands|handed|move|moved) (?:on|over)$")
# A predicate without its subject.
_HEADLESS = re.compile(
    r"(?:is|are|was|were|has|have|had|will|would|be|been|began|ended|started|opened|closed|concluded|signed|led)"
    r" (?!the\b)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?P<word>He|She|They|It|I|We)(?=\s|['’])")
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|us|me)\b(?!\.)")
_SIGNATURE = re.compile(r"\s*[—–-]+\s*(?P<name>[^\n(]{2,60}?) \(@\w+\)")


def _summary(
    prose: str,
    statement: Statement,
    mentions: tuple[Mention, ...],
    quotes: tuple[Quote, ...],
    sentences: tuple[Span, ...],
) -> str | None:
    """A short clause out of the article's own words; None when nothing is left that says something."""
    signature = _SIGNATURE.match(prose, statement.span.start)
    if signature is not None:
        return _signed(prose, statement, signature, sentences)
    if statement.clause.kind == "attribution" and (statement.said or statement.clause.opener):
        spoken = _attributed(prose, statement, mentions, sentences)
        if spoken is not None:
            return spoken
    parts = [_without_date(prose, piece, statement) for piece in statement.pieces]
    if _leaves_gap(prose, statement, parts):
        parts = [piece.of(prose) for piece in statement.pieces]
    text = _tidy(" ".join(part.strip() for part in parts if part.strip()))
    if statement.noun:
        text = re.sub(r"^(?:the|an?) ", "", text, flags=re.IGNORECASE)
    if len(text.split()) < 2:
        text = _tidy(" ".join(piece.of(prose).strip() for piece in statement.pieces))
        text = re.sub(r"^(?:the|an?) ", "", text, flags=re.IGNORECASE) if statement.noun else text
    if len(re.findall(r"[^\W\d_]{2,}", text)) < 2:
        return None
    if not statement.noun and not _asserts(text):
        return None
    if _HEADLESS.match(text):
        return None
    if statement.clause.kind == "reduced" and statement.noun and len(statement.pieces) == 1:
        return None  # "concluded in May", and nobody knows what
    if statement.said and is_saying(text.rsplit(" ", 1)[-1].lower()):
        return None  # what was said is not there
    text = text[0].upper() + text[1:]
    pronoun = _PRONOUN.match(text)
    if pronoun is None and not _FIRST_PERSON.search(text):
        return text
    speaker = _speaker(statement, quotes)
    if speaker is not None:
        return f"{speaker}: “{_tidy(text.replace('“', '‘').replace('”', '’'))}”"
    if pronoun is None or pronoun["word"] in ("I", "We"):
        return None if _FIRST_PERSON.search(text) and not statement.said else text
    meant = _meant(prose, statement, pronoun["word"], mentions, sentences)
    return f"[{meant}]{text[pronoun.end() :]}" if meant else text


_BARE_PARTICIPLE = re.compile(r"\b(?:planned|scheduled|set|due|expected|concluded|signed|issued|launched|held)[ ,.]*$")


def _leaves_gap(prose: str, statement: Statement, parts: list[str]) -> bool:
    """Whether the words need their date: "the round planned for Monday", "named May 1 as the last day", or where other
    dates of the clause would be taken for it."""
    if statement.premodifier or statement.said:
        return False
    if statement.noun and parts and _BARE_PARTICIPLE.search(parts[-1]):
        return len(" ".join(parts).split()) < 4 or "plan" in parts[-1] or "schedul" in parts[-1]
    dated = statement.dated.span
    after = prose[dated.end : dated.end + 4]
    before = prose[max(0, dated.start - 12) : dated.start]
    return after.startswith(" as ") and not _DATE_LEAD.search(before)


def _asserts(text: str) -> bool:
    tokens = tokens_of(text, Span(0, len(text)))
    return any(verb_at(tokens, n) for n in range(len(tokens)))


def _signed(prose: str, statement: Statement, signature: re.Match[str], sentences: tuple[Span, ...]) -> str | None:
    """An embedded post: its text stands before the line with the author and the day."""
    at = bisect_left(sentences, statement.span)
    before = [s.of(prose) for s in sentences[max(0, at - 2) : at]]
    text = _tidy(" ".join(before[-1:])) if before else ""
    return f"{' '.join(signature['name'].split())}: “{_plain(text)}”" if text else None


def _plain(text: str) -> str:
    return text.strip("“”\"'‘’ ").replace("“", "‘").replace("”", "’")


def _attributed(
    prose: str, statement: Statement, mentions: tuple[Mention, ...], sentences: tuple[Span, ...]
) -> str | None:
    """ "..., said X on Monday" as "X: ..."."""
    who = statement.clause
    first = bisect_left([m.span.start for m in mentions], who.span.start)
    names = [m for m in mentions[first : first + 6] if m.span.start < who.span.end]
    person = next((m.name for m in names if m.kind == "person"), None)
    if person is None:
        verb = next((n for n, token in enumerate(who.tokens) if tells(token.lower)), None)
        if who.opener == "according to":
            words = tuple(token for token in who.tokens if token.start >= who.body)
        elif verb is None:
            return None
        else:
            words = who.tokens[:verb] if verb > 0 else who.tokens[1:9]
        end = next((n for n, token in enumerate(words) if token.lower in _ENDS_WHO or is_shortening(token.lower)), None)
        words = words[:end]
        if not words or statement.dated.span.overlaps(Span(words[0].start, words[-1].end)):
            return None
        person = " ".join(prose[words[0].start : words[-1].end].split()).strip(' ”“",')
        if _PRONOUN.fullmatch(person[:1].upper() + person[1:]) or _PRONOUN.match(person[:1].upper() + person[1:] + " "):
            meant = _meant(prose, statement, person[:1].upper() + person[1:], mentions, sentences)
            if meant is None:
                return None
            person = meant
    whole = statement.pieces[0]
    said = _tidy(prose[whole.start : who.span.start].strip(' ,”"“'))
    if not said or not person:
        return None
    opening = prose[whole.start : who.span.start + 2]
    direct = "“" in opening or '"' in opening
    text = f"“{_plain(said)}”" if direct else said
    return f"{person[0].upper()}{person[1:]}: {text}"


_ENDS_WHO = frozenset((",", "on", "in", "at", "after", "that", "who"))


def _speaker(statement: Statement, quotes: tuple[Quote, ...]) -> str | None:
    """Who speaks words that make no sense without him: "I cancelled the meeting"."""
    at = statement.dated.span.start
    if statement.said:
        return None
    quote = next((quote for quote in quotes if quote.span.start <= at < quote.span.end), None)
    if quote is None or quote.kind == "indirect" or quote.speaker is None or not quote.speaker[:1].isupper():
        return None
    return quote.speaker


def _meant(
    prose: str, statement: Statement, pronoun: str, mentions: tuple[Mention, ...], sentences: tuple[Span, ...]
) -> str | None:
    """Whom a pronoun at the beginning stands for: a person named shortly before, or the last sentence's subject."""
    start = statement.pieces[0].start
    if pronoun in ("He", "She"):
        at = bisect_left([m.span.start for m in mentions], start)
        near = [m for m in mentions[max(0, at - 8) : at] if m.kind == "person" and start - m.span.end < 300]
        return near[-1].name if len({m.name for m in near}) == 1 else None
    at = bisect_left(sentences, Span(start, start)) - 1
    if at < 0:
        return None
    held = sentences[at] if sentences[at].end <= start else (sentences[at - 1] if at else None)
    for sentence in (sentences[at], held):
        if sentence is None:
            continue
        tokens = tokens_of(prose, Span(sentence.start, min(sentence.end, sentence.start + 120)))
        verb = next((n for n in range(1, len(tokens)) if verb_at(tokens, n)), None)
        if verb is None or verb > 8 or tokens[0].start >= start:
            continue
        if any(is_saying(token.lower) or token.lower in ("it", "that") for token in tokens[:verb]):
            continue
        subject = " ".join(prose[tokens[0].start : tokens[verb].start].split()).strip(" ,“")
        if tokens[0].lower in _TIMELY:
            continue
        start_of, end_of = tokens[0].start, tokens[verb].start
        if any(m.kind == "person" and start_of <= m.span.start < end_of for m in mentions):
            continue
        plural = subject.endswith("s") or " and " in subject
        if (
            plural == (pronoun == "They")
            and not _PRONOUN.match(subject)
            and not re.search(r"[,“\"(]|\b(?:on|after|that|which)\b", subject)
        ):
            return subject
    return None


_TIMELY = frozenset(("last", "this", "next", "earlier", "later", "late", "early", "now", "then", "yesterday", "today"))


def _without_date(prose: str, piece: Span, statement: Statement) -> str:
    dated = statement.dated.span
    text = piece.of(prose)
    if not piece.contains(dated):
        return text
    before, after = prose[piece.start : dated.start], prose[dated.end : piece.end]
    if statement.premodifier and statement.noun and not POSSESSIVE.match(after):
        return text
    if statement.premodifier:
        possessive = POSSESSIVE.match(after)
        article = re.search(r"\b(?:the|a|an|its|this)\s*$", before, re.IGNORECASE)
        if possessive is None and not prose[: dated.end].endswith(("'s", "’s")):
            return text  # "the 2015 deal" is its name
        after = after[possessive.end() :] if possessive else after
        return f"{before}{'' if article else 'the '}{after.lstrip()}"
    if _KEEP_LEAD.search(before) or _VERB_FOLLOWS.match(after):
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
    if after.startswith(", that ") and not comma:
        after = after[1:]  # "announced last week, on May 3, that"
    return f"{before.rstrip()} {after.lstrip()}" if after[:1] not in (",", ".", ";") else f"{before.rstrip()}{after}"


def _tidy(text: str) -> str:
    """One line without leftovers at either end, no longer than a line of a list."""
    text = " ".join(text.split())
    text = _CAPTION.sub("", text)
    text = _EMPTY_BRACKETS.sub("", text)
    text = _HANGING.sub("", text)
    text = _SPACE_BEFORE.sub(r"\1", text).replace(",,", ",").replace(", ,", ",")
    lead = _LEADING.match(text)
    if lead:
        text = text[lead.end() :]
    text = _balanced(text)
    shortened = _shortened(text)
    if shortened.endswith("…"):
        return shortened
    shortened = shortened.rstrip(" ,.;:—–-")
    tail = None if _PARTICLE.search(shortened) else _TAIL.search(shortened)
    shortened = shortened[: tail.start()] if tail else shortened
    stub = _STUB.search(shortened)
    shortened = shortened[: stub.start()] if stub else shortened
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
    r", |; | [—–-]{1,2} | (?=(?:amid|after|before|while|although|though|because|which|who|following|despite"
    r"|as|in exchange"
    r"|in order|in what|aimed|with|but|where|when|including|ahead of)\b)"
)
_LESSER_BREAK = re.compile(r" (?=(?:in|on|at|for|by|from|over|between|against|under|about|into)\b)")
_OPEN_CLAUSE = re.compile(r",? (?:that|which|who|whether)\b,?(?: [^\s]+){0,5}$")


def _shortened(text: str) -> str:
    """Cut at the last place within the limit where a clause or phrase begins."""
    if len(text) <= SUMMARY_LENGTH:
        return text
    for pattern, least in ((_BREAK, 70), (_LESSER_BREAK, 90)):
        for match in reversed(list(pattern.finditer(text, least, SUMMARY_LENGTH + 1))):
            cut = text[: match.start()]
            if not _OPEN_CLAUSE.search(cut):
                return _balanced(cut)
    return _balanced(text[: text.rfind(" ", 0, SUMMARY_LENGTH)]).rstrip(" ,;:") + " …"
