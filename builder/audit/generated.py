"""Statements that cite sentences: whether the sentences say what the statement says."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from builder.archive.account import Archive
from builder.audit.blocks import CITE, FOLDED, STATUS, Block, Link, Run
from builder.audit.dates import dates_only, is_dated
from builder.audit.testimony import Testimony, together
from builder.audit.witness import Witness
from builder.audit.words import HOLE, Phrases, holds, plain, thins_to
from builder.pages.compose import STATUS_WORDS
from builder.period import Period, day

CONTEXT = "x-context"
"""The class of the sentence before, where a page shows it."""
PERHAPS = "x-perhaps"
"""The class around sentences with a name that several people have."""
TOLD = "x-entry__what"
"""An entry, told by its sentence or by words left of it."""
WORDS, MANNER, BY = "x-quote__words", "x-quote__manner", "x-quote__by"
"""Quoted words, the verb in front of them, and who spoke them."""
SENTENCE = "x-sentence-quote"
"""A whole sentence."""

BREAK = re.compile(r"[,;:“”()·–—]\s*|(?<!\b[^\W\d_])\.(?:\s+|$)")
NUMBER = re.compile(r"[0-9][0-9,.]*")
_ORDINALS = tuple(
    f" {word} "
    for word in [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
    ]
)
_STATUS_OF = {word: status for status, word in STATUS_WORDS.items()}


def status_of(run: Run) -> str:
    """The status that a label names, as articles' readings have it."""
    return _STATUS_OF.get(run.text.strip(), run.text.strip())


def statements(block: Block) -> Iterator[Run]:
    """The runs that say something: no citations, no statuses (which are checked apart), no white space."""
    return (run for run in block.runs if plain(run.text).strip() and not {CITE, STATUS} & run.marks)


@dataclass(frozen=True, slots=True)
class Lack:
    """What is missing; `claim` is the date, name, status or number that needs it, which an editor may have written."""

    missing: str
    claim: Run | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """What a block cites: the articles, their days, and all that the cited sentences say."""

    articles: tuple[str, ...]
    days: tuple[Period, ...]
    said: Testimony


class Examiner:
    """Compares statements with the sentences that they cite. `own` are the site's own words."""

    def __init__(self, archive: Archive, witness: Witness, own: Phrases) -> None:
        self._archive, self._witness, self._own = archive, witness, own

    def unlike_source(self, block: Block) -> Iterator[str]:
        """What stands in an article's text as the site shows it, and not in the article."""
        reading = self._archive.readings.get(Link(block.uri).article or "")
        text = plain(reading.article.body) if reading else ""
        for run in block.runs:
            if not holds(text, plain(run.text)):
                yield f"'{run.text.strip()}' does not stand in the article"

    def unsupported(self, block: Block) -> Iterator[Lack]:
        """What of a block no sentence that it cites says, but its statuses and its words."""
        for article, number in block.sentences:
            if self._witness.sentence(article, number) is None:
                yield Lack(f"there is no sentence {number} in the article {article}")
        cited = self._read(block)
        yield from self._unmeant(block, cited.said)
        known = (*cited.said.periods, *cited.days)
        for run in block.runs:
            if run.time and CITE not in run.marks and not is_dated(run, known):
                yield Lack(f"no cited sentence has the date {run.text.strip()}", run)
        yield from self._miscounted(block, cited)
        yield from (Lack(missing) for missing in _misquoted(block, cited.said))

    def unsaid(self, block: Block) -> Iterator[Run]:
        """The runs whose words neither the cited sentences nor the site's own words account for."""
        cited = self._read(block)
        deeds = self._deeds(block)
        return (
            run
            for run in statements(block)
            if run.time is None and plain(run.text) not in deeds and not self._says(run, cited)
        )

    def _deeds(self, block: Block) -> frozenset[str]:
        """What people in the block were read as doing at its page's round, in articles that it cites."""
        round_ = self._archive.rounds.get(Link(block.uri).thing[1])
        linked = {link.thing[1] for link in block.links if link.thing[0] == "actors"}
        articles = {article for article, _ in block.sentences}
        return frozenset(
            plain(one.deed)
            for one in (round_.people if round_ else ())
            if one.deed and one.person in linked and articles.issuperset(c.article for c in one.citations)
        )

    def _read(self, block: Block) -> Cited:
        said = []
        for article, number in block.sentences:
            sentence = self._witness.sentence(article, number)
            if sentence is not None:
                context = CONTEXT in block.marks
                said.append(sentence.with_context(self._witness.before(article, number)) if context else sentence)
        articles = tuple(dict.fromkeys(article for article, _ in block.sentences if article in self._archive.readings))
        return Cited(articles, tuple(day(self._witness.published(article)) for article in articles), together(said))

    def _unmeant(self, block: Block, said: Testimony) -> Iterator[Lack]:
        subject = Link(block.uri).thing
        names = said.names if PERHAPS in block.inside else frozenset[str]()
        linked = [run.link.thing for run in block.runs if run.link and CITE not in run.marks]
        for kind, identifier in dict.fromkeys([subject, *linked]):
            if kind == "actors" and identifier not in said.actors and not self._stands_for(identifier, subject, said):
                name = self._archive.actors[identifier].name
                if not any(some.strip() and set(some.split()) <= set(plain(name).split()) for some in names):
                    yield Lack(f"no cited sentence means {name}", Run(name, link=Link(f"{kind}/{identifier}.md")))
            elif kind == "rounds" and (kind, identifier) != subject and identifier not in said.rounds:
                yield Lack(f"no cited sentence reports the round {self._archive.rounds[identifier].title}")
            elif kind == "glossary" and (kind, identifier) == subject:
                forms = [plain(form) for form in self._archive.terms[identifier].forms]
                if not any(holds(words, form) for words in said.words for form in forms):
                    yield Lack(f"no cited sentence has the term {self._archive.terms[identifier].term}")

    def _stands_for(self, identifier: str, subject: tuple[str, str], said: Testimony) -> bool:
        """Whether a body is meant without a name of its own.

        On its page by an office that the sentences give somebody ("Treasury Secretary"); as a side of talks by people
        who belong to it, by an editor's word or a role that articles report.
        """
        actor = self._archive.actors[identifier]
        if actor.kind == "person":
            return False
        if subject[0] == "rounds":
            return any(one.person in said.actors for one in self._archive.affiliations.get(identifier, ()))
        name = plain(actor.name)
        return subject == ("actors", identifier) and any(holds(words, name) for words in said.words)

    def _says(self, run: Run, cited: Cited) -> bool:
        words, said = plain(run.text), cited.said
        if any(holds(sentence, words) for sentence in said.words) or words in said.names:
            return True
        if TOLD in run.marks and any(thins_to(sentence, words) for sentence in said.words):
            return True
        if run.link and run.link.thing[0] == "actors" and words == plain(self._archive.actors[run.link.thing[1]].name):
            return True  # whether the sentences mean them is asked apart
        if run.link and run.link.thing[0] == "rounds":
            return words == plain(self._archive.rounds[run.link.thing[1]].title)
        if any(holds(self._witness.label(article), words) for article in cited.articles):
            return True
        if any(words in (quote.described, quote.cue) for quote in said.quotes):
            return True
        labels = {self._witness.label(article) for article in cited.articles}
        speakers = {quote.described for quote in said.quotes}
        ordinals = {word for word in _ORDINALS if any(holds(sentence, word) for sentence in said.words)}
        if any(self._own.say(_without(words, some)) for some in ((), labels, speakers, ordinals)):
            return True
        named = _without(words, said.names)
        if any(self._witness.wording(kind).say(named) for kind in sorted(said.events)):
            return True
        if dates_only(run.text, (*said.periods, *cited.days)):
            return True
        parts = [part for part in BREAK.split(run.text) if plain(part).strip()]
        return len(parts) > 1 and all(self._says(Run(part, run.marks), cited) for part in parts)

    def _miscounted(self, block: Block, cited: Cited) -> Iterator[Lack]:
        """Numbers between the site's own words that neither stand in the sentences nor count what the block cites."""
        outlets = {self._archive.readings[article].article.publisher for article in cited.articles}
        sources = self._archive.sources.independent(cited.articles)
        numbers = {len(block.sentences), len(cited.articles), len(outlets), sources, *(n for _, n in block.sentences)}
        for run in statements(block):
            for part in BREAK.split(run.text) if not run.time and not run.link and FOLDED not in run.marks else ():
                if not self._own.say(part) or any(holds(words, plain(part)) for words in cited.said.words):
                    continue
                for number in NUMBER.findall(part):
                    if int(number.replace(",", "").partition(".")[0]) not in numbers:
                        yield Lack(f"nothing that it cites comes to {number}", Run(part))


def _misquoted(block: Block, said: Testimony) -> Iterator[str]:
    for mark in (WORDS, SENTENCE):
        quoted = "".join(run.text for run in block.runs if mark in run.marks and MANNER not in run.marks)
        words = plain(quoted)
        if not any(holds(sentence, words) for sentence in said.words):
            yield f"the article has other words than '{quoted.strip()}'"
        elif mark == WORDS and words.strip():
            yield from _misattributed(block, words, said)


def _misattributed(block: Block, words: str, said: Testimony) -> Iterator[str]:
    speakers = {run.link.thing[1] for run in block.runs if run.link and BY in run.marks}
    own = Link(block.uri).thing
    if not speakers and own[0] == "actors":
        speakers = {own[1]}
    quotes = [quote for quote in said.quotes if holds(quote.words, words)]
    if not quotes:
        yield f"no quote was read where '{words.strip()}' stands"
    elif speakers and not any(quote.speaker in speakers for quote in quotes):
        yield f"'{words.strip()}' was not read as said by {', '.join(sorted(speakers))}"


def _without(words: str, names: Collection[str]) -> str:
    """`words` with holes for the names in it, the longest first."""
    for name in sorted(names, key=lambda name: (-len(name), name)):
        words = words.replace(name, f" {HOLE} ")
    return words
