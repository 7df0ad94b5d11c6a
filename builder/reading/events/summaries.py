"""A short clause out of the article's own words."""

from __future__ import annotations

import re
from bisect import bisect_left

from builder.reading.clauses import AUXILIARIES, is_saying, is_shortening, tells, tokens_of, verb_at, verb_plain
from builder.reading.events.wording import DATE_LEAD, tidy, without_date
from builder.reading.names import Mention
from builder.reading.quotes.quote import Quote
from builder.reading.statements import (
    Statement,
)
from builder.reading.statements.offsets import is_named_day
from builder.reading.words import load_set
from builder.text import Span

# A predicate without its subject.
_HEADLESS = re.compile(
    r"(?:is|are|was|were|has|have|had|will|would|be|been|began|ended|started|opened|closed|concluded|signed|led)"
    r" (?!the\b)",
    re.IGNORECASE,
)
# What names nothing: "those in 2000", "Sunday's tightly", "X saying in a tweet", "refusing to do so".
_EMPTY = re.compile(
    r"^\w+ing (?:that|to|the|an?|its|his|her|their)\b|^(?:those|the ones?|ones?|that|each other)\b|ly$"
    r"|\b(?:saying|telling)\b",
    re.IGNORECASE,
)
# "The pact was renewed some seven months", where "after ..." is told apart.
_DISTANCE = re.compile(
    r",?(?: (?:some|just|only|about|barely|nearly|almost))? (?:an?|the|[a-z]+|\d+) (?:day|week|month|year)s?[ ,]*$"
)
_DISTANCE_FOLLOWS = re.compile(r"\s*(?:after|before)\b")
_PRONOUN = re.compile(r"(?P<word>He|She|They|It|I|We)(?=\s|['’])")
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|us|me)\b(?!\.)")
_SIGNATURE = re.compile(r"\s*[—–-]+\s*(?P<name>[^\n(]{2,60}?) \(@\w+\)")


def summary_of(
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
        spoken = _attributed(prose, statement, mentions, quotes, sentences)
        if spoken is not None:
            return spoken
    parts = [without_date(prose, piece, statement) for piece in statement.pieces]
    if _DISTANCE_FOLLOWS.match(prose, statement.pieces[-1].end):
        parts[-1] = _DISTANCE.sub("", parts[-1])
    if _leaves_gap(prose, statement, parts):
        parts = [piece.of(prose) for piece in statement.pieces]
    text = tidy(" ".join(part.strip() for part in parts if part.strip()))
    if statement.noun:
        text = re.sub(r"^(?:the|an?) ", "", text, flags=re.IGNORECASE)
    if len(text.split()) < 2:
        text = tidy(" ".join(piece.of(prose).strip() for piece in statement.pieces))
        text = re.sub(r"^(?:the|an?) ", "", text, flags=re.IGNORECASE) if statement.noun else text
    named = statement.noun and is_named_day(statement.dated.span.of(prose))
    if len(re.findall(r"[^\W\d_]{2,}", text)) < (1 if named else 2):
        return None
    if not statement.noun and not _asserts(text):
        return None
    if _HEADLESS.match(text) or (statement.clause.kind in _NEEDS_SUBJECT and _opens_with_verb(statement, text)):
        return None
    if statement.clause.kind == "reduced" and statement.noun and len(statement.pieces) == 1:
        return None  # "concluded in May", and nobody knows what
    whole, text = text, _without_gerund(text)
    if (statement.noun or statement.clause.kind == "adverbial") and _EMPTY.search(text):
        return None
    if statement.clause.kind == "adverbial" and _FIRST_PERSON.search(text):
        return None  # "while I was watching": about the speaker, not about the matter
    if statement.said and statement.clause.kind != "attribution" and is_saying(text.rsplit(" ", 1)[-1].lower()):
        return None  # what was said is not there
    text = text[0].upper() + text[1:]
    pronoun = _PRONOUN.match(text) if text[1:] == whole[1:] else None  # who hopes is not what "it" stands for
    if pronoun is None and not _FIRST_PERSON.search(text):
        return text
    speaker = _speaker(statement, quotes)
    if speaker is not None:
        return f"{speaker}: “{tidy(text.replace('“', '‘').replace('”', '’'))}”"
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
    return after.startswith(" as ") and not DATE_LEAD.search(before)


def _asserts(text: str) -> bool:
    if not _PLAINLY.isdisjoint(text.split()):
        return True
    tokens = tokens_of(text, Span(0, len(text)))
    return any(verb_at(tokens, n) for n in range(len(tokens)))


_SAYING_THAT = re.compile(r"(?P<stem>\w+)ing that (?=\w)", re.IGNORECASE)


def _without_gerund(text: str) -> str:
    """What is said without "hoping that" or "adding that" before it."""
    match = _SAYING_THAT.match(text)
    if match is None or load_set("event_sayings").isdisjoint((match["stem"].lower(), match["stem"].lower() + "e")):
        return text
    return text[match.end() :]


_NEEDS_SUBJECT = frozenset(("joined", "relative"))


def _opens_with_verb(statement: Statement, text: str) -> bool:
    """Whether a further verb stands without the subject that it shares: "but urged him to sign"."""
    return len(statement.pieces) == 1 and verb_plain(text.split(" ", 1)[0].lower())


_PLAINLY = AUXILIARIES - {"may", "be", "been", "being"}


def _signed(prose: str, statement: Statement, signature: re.Match[str], sentences: tuple[Span, ...]) -> str | None:
    """An embedded post: its text stands before the line with the author and the day."""
    at = bisect_left(sentences, statement.span)
    before = [s.of(prose) for s in sentences[max(0, at - 2) : at]]
    text = tidy(" ".join(before[-1:])) if before else ""
    return f"{' '.join(signature['name'].split())}: “{_plain(text)}”" if text else None


def _plain(text: str) -> str:
    return text.strip("“”\"'‘’ ").replace("“", "‘").replace("”", "’")


def _attributed(
    prose: str,
    statement: Statement,
    mentions: tuple[Mention, ...],
    quotes: tuple[Quote, ...],
    sentences: tuple[Span, ...],
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
            person = meant or _quoted(statement.pieces[0], quotes)
    whole = statement.pieces[0]
    if person is None:
        return None
    said = tidy(prose[whole.start : who.span.start].strip(' ,”"“'))
    if not said or not person:
        return None
    opening = prose[whole.start : who.span.start + 2]
    direct = "“" in opening or '"' in opening
    text = f"“{_plain(said)}”" if direct else said
    return f"{person[0].upper()}{person[1:]}: {text}"


def _quoted(span: Span, quotes: tuple[Quote, ...]) -> str | None:
    """Who, by name, speaks the words quoted within a span."""
    quote = next((quote for quote in quotes if quote.span.overlaps(span)), None)
    return quote.speaker if quote is not None and quote.speaker is not None and quote.speaker[:1].isupper() else None


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
