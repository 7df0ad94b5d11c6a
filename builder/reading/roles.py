"""Roles: what the article says a person is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from builder.reading.names import Mention
from builder.reading.words import load_set, load_words
from builder.text import Span, covering


@dataclass(frozen=True, slots=True)
class Role:
    """`span` covers the role as written ("spokesman for U.S. forces"); `name` is the person's fullest form."""

    span: Span
    name: str


@dataclass(frozen=True, slots=True)
class _Words:
    nouns: frozenset[str]
    offices: frozenset[str]
    ranks: frozenset[str]
    function: frozenset[str]
    heading: tuple[str, ...]
    naming: tuple[str, ...]


# How far a role may reach to either side of a name.
_REACH = 160
_MOST_MODIFIERS = 6
_WORD = re.compile(r"\w[\w.’'/&-]*")


def _small(what: str) -> frozenset[str]:
    return frozenset(row[0] for row in load_words("role_small_words") if row[1] == what)


_ARTICLES = _small("article")
_LINKS = _small("link")
# Small words that belong to a role, though they open sentences or look like verbs elsewhere.
_RANKING = _small("ranking")
_OWNER = re.compile(r"(?:['’]s|s['’])$")
_VERBAL = re.compile(r"(?<!retir)(?<!appoint)(?<!elect)(?<!arm)ed$|(?<!lead)(?<!rul)(?<!sitt)ing$")
_DANGLING = re.compile(r"(?:,? (?:and|or|of|in|for|to|at|on|the|a|an|also))+$")
_WHEN = re.compile(
    r"[ ,]+(?:(?:earlier |late )?(?:last|this|next) (?:day|week|month|year|weekend|spring|summer|autumn|fall|winter)\b"
    r"|(?:in|since|until|from) (?:[A-Z][a-z]+ )?\d{4}\b|for (?:\w+ )?(?:days|weeks|months|years)\b)"
)
# Where a role that follows a name ends.
_STOP = re.compile(
    r"[,.;:()\[\]“”\"\n!?—…](?<!\b[A-Z]\.)(?<!U\.S\.)(?<!U\.N\.)|\s[-–—]{1,2}\s"
    r"|\s(?:who|whom|whose|which|that|said|says|told|tells|added|adds|wrote|tweeted|was|is|were|has|had|have|will|would|"
    r"could|can|may|might|while|when|where|after|before|during|since|until|as|but|because|if|so|also|later|earlier|"
    r"on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_APPOSITION = re.compile(r"(?: \([^()\n]{1,30}\))?, (?:who (?:also )?)?")
_BRACKET = re.compile(r" \(")


@cache
def _words() -> _Words:
    verbs = load_words("role_verbs")
    titles = load_words("name_titles")
    return _Words(
        nouns=load_set("role_nouns"),
        offices=frozenset(row[0].lower() for row in titles if row[1] == "office"),
        ranks=frozenset(row[0].lower() for row in titles if row[1] != "office"),
        function=load_set("name_function_words"),
        heading=tuple(row[0] for row in verbs if row[1] == "heads"),
        naming=tuple(sorted((row[0] for row in verbs if row[1] == "named"), key=len, reverse=True)),
    )


@cache
def _verb() -> re.Pattern[str]:
    words = _words()
    naming = "|".join(re.escape(verb) for verb in words.naming)
    heading = "|".join(re.escape(verb) for verb in words.heading)
    return re.compile(rf"(?P<naming>{naming}) |(?P<heading>{heading}) (?=the |an? |its |his |her |[A-Z])")


def find_roles(prose: str, sentences: tuple[Span, ...], mentions: tuple[Mention, ...]) -> tuple[Role, ...]:
    """What `prose` says of the people among `mentions`, in the order of the text."""
    words = _words()
    roles: set[tuple[Span, str]] = set()
    people = [mention for mention in mentions if mention.kind == "person"]
    starts = [mention.span.start for mention in people]
    for mention in mentions:
        if mention.kind != "person":
            continue
        sentence = covering(sentences, mention.span.start)
        low = max(sentence.start if sentence else 0, mention.span.start - _REACH)
        high = min(sentence.end if sentence else len(prose), mention.span.end + _REACH)
        if sentence is None:
            line = prose.rfind("\n\n", low, mention.span.start)
            low = line + 2 if line >= 0 else low
        for span in (*_before(prose, low, mention.span.start, words), *_after(prose, mention.span.end, high, words)):
            if not _anothers(prose, span, mention, people, starts):
                roles.add((span, mention.name))
    return tuple(Role(span, name) for span, name in sorted(roles))


def _anothers(prose: str, span: Span, bearer: Mention, people: list[Mention], starts: list[int]) -> bool:
    """Whether a title belongs to the next in a list: "A. Levi, Foreign Minister B. Silva and"."""
    inside = people[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
    other = next((mention for mention in inside if mention.span != bearer.span), None)
    if other is None:
        return False
    lead = prose[span.start : other.span.start].lower().split()
    return span.start < bearer.span.start or not any(word in _LINKS and word != "and" for word in lead)


def _is_noun(word: str, words: _Words) -> bool:
    lower = word.lower()
    if lower in words.nouns or lower in words.offices:
        return True
    if "-" in lower:
        parts = lower.split("-")
        return parts[-1] in words.nouns or (parts[0] in words.nouns and parts[-1] in ("elect", "designate", "general"))
    return False


def _before(prose: str, low: int, start: int, words: _Words) -> Iterator[Span]:
    """Roles that end at a name: "Peru's counterterrorism envoy X", "the head of the council, X"."""
    end = start
    while end > low and prose[end - 1] in " \n":
        end -= 1
    comma = end > low and prose[end - 1] == ","
    if comma:
        end -= 1
    pieces = list(_WORD.finditer(prose, low, end))
    if not pieces or pieces[-1].end() != end or (not comma and end == start):
        return
    at = len(pieces) - 1
    at = _titles_end(pieces, at, words)
    if at < 0 or pieces[at].group().lower() in _LINKS:
        return  # "an adviser to X", "the envoy and X": somebody else's
    last = at
    head = _head(pieces, at, words, comma=comma)
    if head is None:
        return
    first = _modifiers(prose, pieces, head, words)
    if comma and first == head == last and not (first > 0 and pieces[first - 1].group().lower() in _ARTICLES):
        return
    if first == last and pieces[head].group().lower() in words.ranks:
        return
    span_start, span_end = pieces[first].start(), pieces[last].end()
    if comma and first > 0 and pieces[first - 1].group().lower() not in _ARTICLES and not _owned(pieces, first, head):
        return
    yield Span(span_start, span_end)


_HONORIFICS = _small("honorific")


def _titles_end(pieces: list[re.Match[str]], at: int, words: _Words) -> int:
    """Skip "Mullah", "Mr." between a role and the name."""
    while at >= 0 and pieces[at].group().lower() in _HONORIFICS and pieces[at].group().lower() not in words.nouns:
        at -= 1
    return at


def _owned(pieces: list[re.Match[str]], first: int, head: int) -> bool:
    return any(piece.group().endswith(("'s", "’s", "s'", "s’")) for piece in pieces[first : head + 1])


def _head(pieces: list[re.Match[str]], at: int, words: _Words, *, comma: bool) -> int | None:
    """The role noun of a phrase that ends at `at`: the last word, or one that "of …" follows."""
    if _is_noun(pieces[at].group(), words):
        # "Secretary of State": "State" is none, but "head of state" ends in no role noun either.
        return at
    steps = 0
    here = at
    while here > 0 and steps < (12 if comma else 7):
        word = pieces[here].group()
        lower = word.lower()
        if lower in _LINKS and _is_noun(pieces[here - 1].group(), words):
            return here - 1
        if not (word[0].isupper() or lower in _LINKS or lower in _ARTICLES or comma or lower in ("state", "staff")):
            return None
        if lower in words.function and lower not in _LINKS and lower not in _ARTICLES:
            return None
        here -= 1
        steps += 1
    return None


def _modifiers(prose: str, pieces: list[re.Match[str]], head: int, words: _Words) -> int:
    """The first word of the phrase whose noun is at `head`: adjectives, nouns and owners before it."""
    first = head
    small = 0
    # Before a capital only adjectives of time and rank may be small ("told President X").
    titled = pieces[head].group()[0].isupper()
    while first > 0 and head - first < _MOST_MODIFIERS:
        piece, following = pieces[first - 1], pieces[first]
        if prose[piece.end() : following.start()] not in (" ", "\n", "\r\n"):
            break
        word = piece.group()
        lower = word.lower()
        joined = lower == "and" or (lower == "of" and following.group()[0].isupper())
        if joined and first > 1 and _is_noun(pieces[first - 2].group(), words):
            first -= 2
            continue
        if _OWNER.search(word):
            return _owner(prose, pieces, first - 1, words)
        if lower in _ARTICLES or lower in _LINKS or (lower in words.function and lower not in _RANKING):
            break
        if word[0].islower() and lower not in _RANKING:
            small += 1
            if titled or small > 3 or _VERBAL.search(lower):
                break
        titled = titled or word[0].isupper()
        first -= 1
    return first


def _owner(prose: str, pieces: list[re.Match[str]], at: int, words: _Words) -> int:
    """The first word of an owner of several words: "South Korea's", "the New York Times’"."""
    while at > 0 and pieces[at].group()[0].isupper():
        before = pieces[at - 1]
        lower = before.group().lower()
        if (
            not before.group()[0].isupper()
            or prose[before.end() : pieces[at].start()] != " "
            or (lower in words.function and lower not in _RANKING)
        ):
            break
        at -= 1
    return at


def _after(prose: str, end: int, high: int, words: _Words) -> Iterator[Span]:
    """Roles that follow a name: "X, a spokeswoman for Y,", "X, who heads Y", "X was appointed as Y"."""
    opened = _APPOSITION.match(prose, end, high) or _BRACKET.match(prose, end, high)
    if opened is not None:
        at = opened.end()
        verb = _verb().match(prose, at, high) if "who" in opened.group() else None
        if verb is not None and verb.lastgroup == "heading":
            yield from _trimmed(prose, at, _stop(prose, verb.end(), high))
            return
        if verb is not None:
            at = verb.end()
        elif "who" in opened.group():
            return
        yield from _phrase(prose, at, high, words)
        return
    if prose.startswith(" ", end):
        verb = _verb().match(prose, end + 1, high)
        if verb is not None and verb.lastgroup == "naming":
            yield from _phrase(prose, verb.end(), high, words)


def _stop(prose: str, at: int, high: int) -> int:
    found = _STOP.search(prose, at, high)
    return found.start() if found else high


def _phrase(prose: str, at: int, high: int, words: _Words) -> Iterator[Span]:
    """A noun phrase at `at` whose head is a role noun, before any preposition."""
    stop = _stop(prose, at, high)
    pieces = list(_WORD.finditer(prose, at, stop))
    if not pieces:
        return
    first = 0
    if pieces[0].group().lower() in _ARTICLES:
        first = 1
    for index in range(first, min(len(pieces), first + 9)):
        word = pieces[index].group()
        lower = word.lower()
        if _is_noun(word, words) and not (index + 1 < len(pieces) and _is_noun(pieces[index + 1].group(), words)):
            yield from _trimmed(prose, pieces[first].start(), stop)
            return
        if lower in _LINKS or (lower in words.function and lower not in _RANKING):
            return


def _trimmed(prose: str, start: int, end: int) -> Iterator[Span]:
    while end > start and prose[end - 1].isspace():
        end -= 1
    timed = _WHEN.search(prose, start, end)
    end = timed.start() if timed else end
    dangling = _DANGLING.search(prose, start, end)
    end = dangling.start() if dangling else end
    if end > start:
        yield Span(start, end)
