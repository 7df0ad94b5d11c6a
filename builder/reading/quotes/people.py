"""Whom a speaker's phrase stands for: a name, a pronoun's person, the bearer of a title."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.reading.names import Mention
from builder.reading.quotes.marks import Quotation
from builder.reading.quotes.quote import Quote
from builder.reading.quotes.speakers import Speaker
from builder.reading.quotes.tokens import Token
from builder.reading.quotes.vocabulary import (
    GROUP_PRONOUNS,
    HEAD_ADJECTIVES,
    HEADS,
    LINKS,
    PERSON_NOUNS,
    PERSON_PRONOUNS,
    PREPOSITIONS,
    PRONOUNS,
)
from builder.reading.roles import Role
from builder.reading.words import load_words
from builder.text import Span

# How far back the person that a pronoun stands for is looked for, and how near to its paragraph's beginning a name
# must stand to be its subject; characters.
_NEAR = 700
_SUBJECT_REACH = 50
# How many paragraphs back the last speaker may have spoken.
_RECENT = 1
_AFTER_NAME = re.compile(
    r",\s+(?:(?:an?|the|its|their|his|her)\s+)?((?:[\w'’.-]+\s+){0,4}?[\w'’.-]+)(?=,|\s+(?:for|of|at|in)\b)"
)


_DESCRIBED = re.compile(r"\b(?:[Aa]n?|[Tt]he)\s+([\w’'-]+)(?:\s+([a-z]+))?")


# The pronouns that titles and given names tell of.
_TITLES = {row[0]: row[1] for row in load_words("quote_titles")}
_GIVEN = {row[0]: row[1] for row in load_words("quote_given")}


@dataclass(frozen=True, slots=True)
class People:
    """The article's names, and the people among them that are named outside of quotations."""

    prose: str
    mentions: tuple[Mention, ...]
    starts: tuple[int, ...]
    persons: tuple[Mention, ...]
    person_starts: tuple[int, ...]
    names: frozenset[str]
    # Title, place and name, ordered: who is called "spokesman", "president" ... and where.
    titles: dict[str, list[tuple[int, str]]]
    # From roles: place, noun, all words of it, name; "Peruvian" says whose president is meant.
    offices: tuple[tuple[int, str, frozenset[str], str], ...]
    # The pronoun that titles such as "Mrs." give a name.
    pronouns: dict[str, str]

    @classmethod
    def of(
        cls, prose: str, mentions: tuple[Mention, ...], quotations: Sequence[Quotation], roles: Sequence[Role] = ()
    ) -> People:
        persons = tuple(_unquoted(mentions, quotations))
        titles: dict[str, list[tuple[int, str]]] = {}
        for place, title, name in _titles(prose, persons):
            titles.setdefault(title, []).append((place, name))
        return cls(
            prose,
            mentions,
            tuple(mention.span.start for mention in mentions),
            persons,
            tuple(person.span.start for person in persons),
            frozenset(mention.name for mention in mentions if mention.kind == "person"),
            titles,
            tuple(_office(prose, role) for role in roles),
            dict(_pronouns(prose, persons)),
        )

    def identify(
        self, tokens: Sequence[Token], speaker: Speaker, last: Quote | None, *, since: int, begins: Sequence[int]
    ) -> tuple[str, Span]:
        """The name that the phrase is or ends with, else the phrase, and its place.

        `last` is the quote before, `since` paragraphs ago; `begins` are the places where the last paragraphs begin.
        """
        span = Span(tokens[speaker.first].start, tokens[speaker.last].end)
        pronoun = tokens[speaker.first].low.partition("'")[0]
        if speaker.first == speaker.last and pronoun in PRONOUNS:
            return self._of_pronoun(pronoun, span, last, since, begins) or span.of(self.prose), span
        if span.of(self.prose).endswith(("’s", "'s")):
            span = Span(span.start, span.end - 2)
        mention = self._mention_at_end(tokens, speaker, span)
        if mention is not None:
            return mention.name, mention.span
        phrase = " ".join(span.of(self.prose).split())
        return self._of_title(span) or _described_before(phrase, last, since) or phrase, span

    def _mention_at_end(self, tokens: Sequence[Token], speaker: Speaker, span: Span) -> Mention | None:
        at = bisect_left(self.starts, span.end) - 1
        if at < 0 or self.mentions[at].span.end < span.end - 1:
            return None
        mention = self.mentions[at]
        if " and " in self.prose[span.start : mention.span.start]:
            return None
        # "a spokesman for Ana Levi" is not Ana Levi, "Secretary of State Ana Levi" is.
        for i in range(speaker.first, speaker.last):
            if tokens[i].start >= mention.span.start:
                break
            titled = tokens[i].capital and tokens[i + 1].low == "of" and tokens[i + 2].end < mention.span.start
            if tokens[i].low in HEADS and tokens[i + 1].low in LINKS and not titled:
                return None
        return mention

    def _of_pronoun(
        self, pronoun: str, span: Span, last: Quote | None, since: int, begins: Sequence[int]
    ) -> str | None:
        """The name where it is fairly certain: the only person near, or the one whom the text is about."""
        if pronoun in GROUP_PRONOUNS:
            return self._of_group(pronoun, last) if since == 0 else None
        if pronoun not in PERSON_PRONOUNS:
            return None
        first = bisect_left(self.person_starts, span.start - _NEAR)
        near = [
            mention
            for mention in self.persons[first : bisect_left(self.person_starts, span.start)]
            if self.pronouns.get(mention.name, pronoun) == pronoun
        ]
        if last is not None and since <= _RECENT and last.speaker in self.names:
            spoke = last.speaker_span.start if last.speaker_span else last.span.start
            told = last.span
            others = [mention for mention in near if mention.span.start >= spoke and mention.name != last.speaker]
            fits = self.pronouns.get(last.speaker, pronoun) == pronoun
            if fits and all(told.start <= mention.span.start < told.end for mention in others):
                return last.speaker
        name = _subject(self.prose, near, begins)
        unnamed = last is not None and since <= _RECENT and self._may_be_person(last) and last.speaker_span
        if unnamed and all(mention.span.end <= unnamed.end for mention in near if mention.name == name):
            return None  # somebody described has spoken since
        since_named = max((mention.span.end for mention in near if mention.name == name), default=span.start)
        return None if _describes_person(self.prose[since_named : span.start]) else name

    def _may_be_person(self, quote: Quote) -> bool:
        """Whether its speaker has no name and may yet be one person: "the envoy", "they", not "the envoy's office"."""
        if not quote.speaker or quote.speaker in self.names:
            return False
        words = quote.speaker.lower().split()
        return (len(words) == 1 and words[0] in PRONOUNS) or not PERSON_NOUNS.isdisjoint(words)

    def _of_group(self, pronoun: str, last: Quote | None) -> str | None:
        """The body that has just spoken; "it" is nobody who is described as a person."""
        if last is None or not last.speaker or last.speaker in self.names:
            return None
        words = last.speaker.split()
        person = words[-1].islower() and not PERSON_NOUNS.isdisjoint(words)
        return None if pronoun == "it" and person else last.speaker

    def _of_title(self, span: Span) -> str | None:
        """`the spokesman`, `the Peruvian president`: the one person whom the article has called so by then."""
        words = span.of(self.prose).split()
        if len(words) < _SHORTEST_TITLE or words[0].lower() != "the" or len(words) > _LONGEST_TITLE:
            return None
        noun = words[-1].lower()
        if noun not in PERSON_NOUNS or (noun in _ANYBODY and len(words) == _SHORTEST_TITLE):
            return None
        if len(words) == _SHORTEST_TITLE:
            bearers = self.titles.get(noun, [])
            names = {name for _, name in bearers[: bisect_left(bearers, (span.start, ""))]}
            if names:
                return names.pop() if len(names) == 1 else None
        called = _plain_words(" ".join(words[1:]))
        offices = (office for office in self.offices if office[0] < span.start)
        names = {name for _, held, said, name in offices if held == noun and called <= said}
        if noun == "leader" and not names:
            # "the two-term Peruvian leader": whoever heads the state or government, if it is said of which.
            whose = {word for word in called if word != noun and "-" not in word}
            leading = ((said, name) for place, _, said, name in self.offices if place < span.start)
            names = {name for said, name in leading if whose and whose <= said and _leads(said)}
        return names.pop() if len(names) == 1 else None


# "the spokesman"; "the Peruvian foreign minister".
_SHORTEST_TITLE = 2
_LONGEST_TITLE = 5


# Nouns that tell nobody from anybody else.
_ANYBODY = frozenset(("official", "officer", "member", "person", "man", "woman", "source", "diplomat", "expert"))
_LEADING = frozenset(("president", "premier", "prime", "chancellor", "king", "queen"))
_NO_LONGER_OR_NOT_QUITE = frozenset(("deputy", "vice", "former", "late", "then", "spokesman", "spokeswoman", "adviser"))
_OFFICE = re.compile(r"(\S+)(?= (?:of|for|in|at|to|on)\b|\s*\Z)")


def _described_before(phrase: str, last: Quote | None, since: int) -> str | None:
    """`the official`: the one who has just been called "a senior official close to the talks"."""
    the, _, noun = phrase.lower().partition(" ")
    if the != "the" or noun not in PERSON_NOUNS or last is None or not last.speaker or since > _RECENT:
        return None
    described = last.speaker.split()
    article, *words = described
    if article.lower() not in ("a", "an", "one", "another") or len(words) < _SHORTEST_TITLE:
        return None
    head = next((at for at, word in enumerate(words) if word in LINKS or word in HEAD_ADJECTIVES), len(words)) - 1
    return last.speaker if head >= 0 and words[head] == noun else None


def _office(prose: str, role: Role) -> tuple[int, str, frozenset[str], str]:
    text = " ".join(role.span.of(prose).split())
    noun = _OFFICE.search(text)
    return role.span.start, noun[1].lower() if noun else "", _plain_words(text), role.name


def _leads(said: frozenset[str]) -> bool:
    return not _LEADING.isdisjoint(said) and _NO_LONGER_OR_NOT_QUITE.isdisjoint(said)


def _plain_words(phrase: str) -> frozenset[str]:
    return frozenset(word.removesuffix("'s") for word in phrase.lower().replace("’", "'").split()) - _SMALL


_SMALL = frozenset(("the", "of", "for", "and", "in", "a", "an"))


def _unquoted(mentions: Sequence[Mention], quotations: Sequence[Quotation]) -> Iterator[Mention]:
    at = 0
    for mention in mentions:
        while at < len(quotations) and quotations[at].outer.end <= mention.span.start:
            at += 1
        quoted = at < len(quotations) and quotations[at].outer.start <= mention.span.start
        if mention.kind == "person" and not quoted:
            yield mention


def _subject(prose: str, near: Sequence[Mention], begins: Sequence[int]) -> str | None:
    """The only person named, or the only one in the latest paragraph with a name, if it begins with that name."""
    if not near:
        return None
    if len({mention.name for mention in near}) == 1:
        return near[0].name
    begin = max((place for place in begins if place <= near[-1].span.start), default=None)
    if begin is None:
        return None
    inside = [mention for mention in near if mention.span.start >= begin]
    first = inside[0]
    before = prose[begin : first.span.start].split()
    if first.span.start - begin > _SUBJECT_REACH or (before and before[-1].lower() in PREPOSITIONS):
        return None
    return first.name if all(mention.name == first.name for mention in inside) else None


def _describes_person(piece: str) -> bool:
    """Whether somebody else comes up without a name: "the minister", "a farmer"."""
    return any(noun in PERSON_NOUNS for found in _DESCRIBED.finditer(piece) for noun in found.groups())


def _titles(prose: str, persons: Sequence[Mention]) -> Iterator[tuple[int, str, str]]:
    """What people are called before or behind their names: place, noun, name."""
    for mention in persons:
        before = prose[max(0, mention.span.start - 24) : mention.span.start].split()
        words = before[-1:] + mention.span.of(prose).split()[:1]
        after = _AFTER_NAME.match(prose, mention.span.end, mention.span.end + 80)
        if after:
            words.append(after[1].split()[-1])
        for word in words:
            if word.lower() in HEADS:
                yield mention.span.start, word.lower(), mention.name


def _pronouns(prose: str, persons: Sequence[Mention]) -> Iterator[tuple[str, str]]:
    for name in {mention.name for mention in persons}:
        first, _, rest = name.partition(" ")
        if rest and first in _GIVEN:
            yield name, _GIVEN[first]
    for mention in persons:
        before = prose[max(0, mention.span.start - 12) : mention.span.start].split()
        for word in before[-1:] + mention.span.of(prose).split()[:1]:
            pronoun = _TITLES.get(word.lower().rstrip("."))
            if pronoun:
                yield mention.name, pronoun
