"""What sentences say, as far as statements that cite them can be compared with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from builder.period import Period


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote that begins in a sentence: its words as `plain`, who said it, and the verb."""

    words: str
    speaker: str | None
    """An actor's id, None where nobody with a page is meant."""
    described: str
    """The speaker as the article has it, as `plain`."""
    cue: str


@dataclass(frozen=True, slots=True)
class Testimony:
    """What one sentence, or several together, say. `words` as `plain`, one for each sentence or quote.

    `actors` are meant by a name in the sentences, or speak in a quote that begins there, or have a role that stands
    there. `names` are what those and places are called, as `plain`; `kinds` are those of names, `events` of events.
    """

    words: tuple[str, ...] = ()
    actors: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    periods: tuple[Period, ...] = ()
    statuses: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    rounds: frozenset[str] = frozenset()
    quotes: tuple[Quoted, ...] = ()

    def with_context(self, before: Testimony) -> Testimony:
        """This sentence, read after the one before it: who is meant there may be meant here, no more."""
        return together([self, Testimony(words=before.words, actors=before.actors, names=before.names)])


def together(testimonies: Iterable[Testimony]) -> Testimony:
    """All that several sentences say."""
    every = tuple(testimonies)
    return Testimony(
        words=tuple(dict.fromkeys(words for one in every for words in one.words)),
        actors=frozenset(actor for one in every for actor in one.actors),
        names=frozenset(name for one in every for name in one.names),
        kinds=frozenset(kind for one in every for kind in one.kinds),
        periods=tuple(dict.fromkeys(period for one in every for period in one.periods)),
        statuses=frozenset(status for one in every for status in one.statuses),
        events=frozenset(kind for one in every for kind in one.events),
        rounds=frozenset(identifier for one in every for identifier in one.rounds),
        quotes=tuple(quote for one in every for quote in one.quotes),
    )
