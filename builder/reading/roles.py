"""Roles: what the article says a person is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from builder.reading.names import Mention
from builder.reading.words import load_set, load_words
from builder.text import Span, covering


@dataclass(frozen=True, slots=True)
class Role:
    """`span` covers the role as written ("spokesman for U.S. forces in Afghanistan"); `name` is the person's fullest form."""

    span: Span
    name: str


@dataclass(frozen=True, slots=True)
class _Words:
    nouns: frozenset[str]
    offices: frozenset[str]
    function: frozenset[str]
    heading: tuple[str, ...]
    naming: tuple[str, ...]


# How far a role may reach to either side of a name.
_REACH = 160
_MOST_MODIFIERS = 6
_WORD = re.compile(r"[\w.’'/&–-]+")
_ARTICLES = frozenset("the a an his her its their our my this that".split())
_LINKS = frozenset("of for to on at in with from and against".split())
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
            roles.add((span, mention.name))
    return tuple(Role(span, name) for span, name in sorted(roles))


def _is_noun(word: str, words: _Words) -> bool:
    lower = word.lower()
    if lower in words.nouns or lower in words.offices:
        return True
    if "-" in lower:
        parts = lower.split("-")
        return parts[-1] in words.nouns or (parts[0] in words.nouns and parts[-1] in ("elect", "designate", "general"))
    return False


def _before(prose: str, low: int, start: int, words: _Words) -> Iterator[Span]:
    """Roles that end at a name: "Qatar's counterterrorism envoy X", "the head of the council, X"."""
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
    if at < 0:
        return
    last = at
    head = _head(pieces, at, words, comma=comma)
    if head is None:
        return
    first = _modifiers(prose, pieces, head, words)
    if comma and first == head == last and not (first > 0 and pieces[first - 1].group().lower() in _ARTICLES):
        return
    span_start, span_end = pieces[first].start(), pieces[last].end()
    if comma and first > 0 and pieces[first - 1].group().lower() not in _ARTICLES and not _owned(pieces, first, head):
        return
    yield Span(span_start, span_end)


_HONORIFICS = frozenset(
    "mr mr. mrs mrs. ms ms. dr dr. sir prof. mullah maulvi mawlawi sheikh sheik haji hajji gen. gen col. col lt. lt. general colonel".split()
)


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
    while first > 0 and head - first < _MOST_MODIFIERS + 2:
        piece, following = pieces[first - 1], pieces[first]
        if prose[piece.end() : following.start()].strip():
            break
        word = piece.group()
        lower = word.lower()
        if lower == "and" and first > 1 and _is_noun(pieces[first - 2].group(), words):
            first -= 2
            continue
        if (
            lower == "of"
            and first > 1
            and _is_noun(pieces[first - 2].group(), words)
            and following.group()[0].isupper()
        ):
            first -= 2
            continue
        if word.endswith(("'s", "’s", "s’", "s'")) and len(word) > 2:
            first -= 1
            # The owner's further words: "South Korea's".
            while first > 0 and pieces[first - 1].group()[0].isupper() and pieces[first].group()[0].isupper():
                if pieces[first - 1].group().lower() in words.function or prose[pieces[first - 1].end()] != " ":
                    break
                first -= 1
            break
        if lower in words.function and lower not in (
            "former",
            "current",
            "then",
            "outgoing",
            "first",
            "top",
            "chief",
            "late",
            "second",
        ):
            break
        if word[0].islower():
            small += 1
            if (
                small > 3
                or lower in _LINKS
                or (lower.endswith("ed") and lower not in ("retired", "appointed", "elected"))
            ):
                break
            if lower.endswith("ing") and lower not in (
                "acting",
                "outgoing",
                "incoming",
                "leading",
                "ruling",
                "sitting",
            ):
                break
        first -= 1
    return first


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
        if lower in _LINKS or (
            lower in words.function
            and lower
            not in ("former", "current", "then", "outgoing", "late", "first", "one", "top", "second", "then-president")
        ):
            if not (lower == "one" and index == first):
                return


def _trimmed(prose: str, start: int, end: int) -> Iterator[Span]:
    while end > start and prose[end - 1].isspace():
        end -= 1
    if end > start:
        yield Span(start, end)
