"""What there is to decide, the most useful first, with the sentences to decide by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from builder.archive.account import Archive
from builder.archive.actors import Actor, RoleReport
from builder.archive.actors.suggestions import Suggestion, suggest_same
from builder.archive.citations import Citation
from builder.archive.glossary import Term
from builder.reviewing.desk import Thing

SENTENCES = 3
"""Of each name, from as many outlets as there are."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article, and who published it when."""

    article: str
    publisher: str
    published: date
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """An actor or term, `curated` the path of its entry; `sort` an actor's kind, or "term".

    `articles`, `outlets`, `rounds` and `entries` count where it occurs. `roles` are those reported of an actor, each
    with the sentence that an entry would rest on.
    """

    thing: Thing
    name: str
    sort: str
    names: tuple[str, ...]
    curated: str | None
    mentions: int
    articles: int
    outlets: int
    rounds: int
    entries: int
    sentences: tuple[Sentence, ...]
    roles: tuple[tuple[str, Sentence], ...] = ()

    @property
    def weight(self) -> int:
        """How much of the site gets better when it is settled: the outlets that name it count as much as its pages."""
        return self.articles + self.outlets + self.rounds + self.entries


@dataclass(frozen=True, slots=True)
class Pair:
    """Two that may be one: `score` from 0 to 1, and a sentence that says why."""

    score: float
    reason: str
    one: Found
    other: Found


@dataclass(frozen=True, slots=True)
class Docket:
    """Pairs first, for what is said of one of a pair is soon said of both; then actors and terms without an entry."""

    pairs: tuple[Pair, ...]
    actors: tuple[Found, ...]
    terms: tuple[Found, ...]


def list_docket(archive: Archive) -> Docket:
    """Everything in `archive` that no editor has decided about."""
    pairs = tuple(_pair(archive, suggestion) for suggestion in suggest_same(archive.actors.values()))
    actors = [
        _actor(archive, actor, actor.mentions[0])
        for actor in archive.actors.values()
        if actor.curated is None and actor.mentions
    ]
    terms = [_term(archive, term) for term in archive.terms.values() if term.curated is None]
    return Docket(pairs, _ranked(actors), _ranked(terms))


def _pair(archive: Archive, suggestion: Suggestion) -> Pair:
    of_one, of_other = suggestion.contexts
    one, other = _actor(archive, suggestion.one, of_one), _actor(archive, suggestion.other, of_other)
    return Pair(suggestion.score, suggestion.reason, one, other)


def _ranked(found: Iterable[Found]) -> tuple[Found, ...]:
    return tuple(sorted(found, key=lambda one: (-one.weight, -one.mentions, one.thing.id)))


def _actor(archive: Archive, actor: Actor, context: Citation) -> Found:
    register = archive.register
    return Found(
        thing=Thing("actors", actor.id),
        name=actor.name,
        sort=actor.kind,
        names=actor.names,
        curated=actor.curated.path if actor.curated else None,
        mentions=len(actor.mentions),
        articles=len({citation.article for citation in actor.mentions}),
        outlets=len(_outlets(archive, actor.mentions)),
        rounds=len(register.rounds_of_actor.get(actor.id, ())),
        entries=len(register.entries_of_actor.get(actor.id, ())),
        sentences=_sentences(archive, (context, *actor.mentions)),
        roles=tuple((role.text, _sentence(archive, _worded(archive, role))) for role in actor.roles),
    )


def _term(archive: Archive, term: Term) -> Found:
    return Found(
        thing=Thing("glossary", term.id),
        name=term.term,
        sort="term",
        names=term.forms,
        curated=term.curated.path if term.curated else None,
        mentions=len(term.uses),
        articles=len({citation.article for citation in term.uses}),
        outlets=len(_outlets(archive, term.uses)),
        rounds=0,
        entries=0,
        sentences=_sentences(archive, term.definitions),
    )


def _outlets(archive: Archive, citations: Iterable[Citation]) -> set[str]:
    return {archive.readings[article].article.publisher for article in {citation.article for citation in citations}}


def _worded(archive: Archive, role: RoleReport) -> Citation:
    """Where the role stands in the words in which it is shown."""
    words = role.text.lower().split()
    worded = (c for c in role.citations if archive.words(c).lower().split() == words)
    return next(worded, role.citations[0])


def _sentences(archive: Archive, citations: Iterable[Citation]) -> tuple[Sentence, ...]:
    """The first, then those of other outlets, then others of another article."""
    first_of: dict[tuple[str, int], Citation] = {}
    articles: set[str] = set()
    outlets: dict[str, int] = {}
    for citation in citations:
        if citation.article in articles:
            continue
        articles.add(citation.article)
        publisher = archive.reading(citation).article.publisher
        outlets[publisher] = outlets.get(publisher, 0) + 1
        first_of[publisher, outlets[publisher]] = citation
        if len(outlets) == SENTENCES:
            break
    chosen = sorted(first_of, key=lambda key: key[1])[:SENTENCES]
    return tuple(_sentence(archive, first_of[key]) for key in chosen)


def _sentence(archive: Archive, citation: Citation) -> Sentence:
    reading = archive.reading(citation)
    text = reading.words(reading.sentence_around(citation.span))
    return Sentence(citation.article, reading.article.publisher, reading.article.published, " ".join(text.split()))
