"""One block at a time: what it is, and what it lacks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from builder.archive.account import Archive
from builder.audit.blocks import CITE, STATUS, Block, Link, Run
from builder.audit.copies import odd_notices, without_notices
from builder.audit.data import MOVED
from builder.audit.dates import dates_in, dating_words, is_dated, is_stretch
from builder.audit.editors import Entries, Entry, Passage, dated
from builder.audit.generated import BREAK, SENTENCE, TOLD, WORDS, Examiner, Lack, statements, status_of
from builder.audit.notes import Notes, became_in, clauses_of, said_in, targets_of, without_notes
from builder.audit.printed import KICKER, Printed
from builder.audit.statuses import Statuses
from builder.audit.words import HOLE, Phrases, holds, plain
from builder.period import Period, day, parse_period

Kind = Literal["cited", "editor", "navigation"]

_SUMS_UP = frozenset({KICKER, "x-role"})
"""The line below a title sums the page up: what the page cites supports it."""
_FEW_WORDS = 25
"""A line of an index has no more of something than its name, a role, a date; only terms have their definition."""
_LISTED = re.compile(r"[,:“”]\s*|\s+also\s+")
_LABELS = frozenset({"x-count", "x-label"})
_SERIES = "x-series"
"""What comes before and after in an order."""
_PICTURE, _SOURCE_TEXT = "x-strip", "x-text"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`missing` says in sentences what is not supported; nothing where all is well."""

    kind: Kind
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judge:
    """Knows the archive, what editors wrote, and what all pages say.

    `own` are the site's own words; `catalogue` these with the names in which the archive lists its articles.
    """

    archive: Archive
    examiner: Examiner
    statuses: Statuses
    notes: Notes
    entries: Entries
    own: Phrases
    catalogue: Phrases
    printed: Printed

    def judge(self, block: Block) -> Verdict:
        """What `block` is, and what is missing for it to be supported."""
        if _PICTURE in block.inside:
            return Verdict("navigation")  # a picture counts the entries, and says nothing else
        if block.uri == MOVED:
            return Verdict("navigation", tuple(self._dead_ends(block)))
        kind, missing = self._judge(without_notices(without_notes(block)))
        beside = (
            *self._unreported(block, kind), *self._unsupported_notes(block), *_misfolded(block),
            *odd_notices(self.archive, block, self.own), *self._odd_tooltips(block),
        )  # fmt: skip
        return Verdict(kind, tuple(dict.fromkeys((*missing, *beside))))

    def _judge(self, block: Block) -> tuple[Kind, Iterable[str]]:
        if _SOURCE_TEXT in block.inside:
            return "cited", self.examiner.unlike_source(block)
        if block.sentences:
            left = self._unedited(block, self.examiner.unsaid(block))
            return "cited", (*self._unexcused(block, self.examiner.unsupported(block)), *left)
        said = [run for run in statements(block) if not self._is_own(block, run)]
        if not any(statements(block)):
            return "navigation", ()  # the sources of what stands above
        if not block.links and all(run.time is None and self.catalogue.say(run.text) for run in statements(block)):
            return "navigation", ()  # how many articles there are of whom
        if self._leads(block, said) or self._repeats(block, said) or self._sums_up(block, said):
            return "navigation", ()
        missing = tuple(self._unedited(block, statements(block)))
        if missing and not said and CITE not in block.marks:
            return "cited", ("it cites nothing",)
        return "editor", missing

    def _dead_ends(self, block: Block) -> Iterator[str]:
        for link in block.links:
            if link.anchor not in self.printed.anchors(link.uri):
                yield f"no entry stands at {link.uri}#{link.anchor}"

    def _unreported(self, block: Block, kind: Kind) -> Iterator[str]:
        """The statuses of what is told; where a block leads elsewhere they are compared with those there."""
        if kind != "navigation":
            yield from self._unexcused(block, self.statuses.unreported(block))

    def _unexcused(self, block: Block, lacks: Iterable[Lack]) -> Iterator[str]:
        """What is missing and no editor wrote, with a source that is shown."""
        entries = self._entries_of(block)
        for lack in lacks:
            passages = self._passages(entries, lack.claim) if lack.claim else []
            if not any(self._is_backed(block, passage) for passage in passages):
                yield lack.missing

    def _unsupported_notes(self, block: Block) -> Iterator[str]:
        """Notes that neither reports of the entry bear out where they are cited, nor the entry's editor."""
        entry = self.statuses.entry_of(block) or ""
        for clause in clauses_of(block):
            round_ = next(
                (run.link.thing[1] for run in clause.runs if run.link and run.link.thing[0] == "rounds"), None
            )
            if round_ is not None:
                if "held" not in self.printed.labels(f"rounds/{round_}.md"):
                    yield f"the page of {self.archive.rounds[round_].title} does not say that it was held"
            elif not self.notes.is_supported(clause, entry) and not self._is_edited(clause, entry):
                yield f"nothing that it cites bears out '{said_in(clause)}'"

    def _is_edited(self, clause: Block, entry: str) -> bool:
        """Whether the editor of an entry gives this account of it, or this outcome, by a source that stands beside."""
        became, written = became_in(clause), self.entries.get(("timeline", entry))
        if written is None or (became is not None and not self.notes.is_outcome(clause, became)):
            return False
        claims = [said_in(clause)] if became is None else [became, *targets_of(clause)]
        return all(
            any(passage.own and passage.sources & clause.sources for passage in written.passages_with(plain(claim)))
            for claim in claims
        )

    def _odd_tooltips(self, block: Block) -> Iterator[str]:
        for run in block.runs:
            if run.tooltip and run.link and not holds(self.printed.words(run.link.uri), plain(run.tooltip)):
                yield f"the tooltip of '{run.text.strip()}' says what its page does not"

    def _is_own(self, block: Block, run: Run) -> bool:
        """Whether only the site itself speaks: its own words, or a page's own name as a link to it."""
        return run.time is None and (self._is_said_by_site(block, run) or self._names(run))

    def _is_said_by_site(self, block: Block, run: Run) -> bool:
        """Its own words, and the name of what the page is about."""
        kind, identifier = Link(block.uri).thing
        name = self.archive.actors[identifier].name if kind == "actors" else HOLE
        return self.own.say(run.text) or self.own.say(run.text.replace(name, HOLE))

    def _names(self, run: Run) -> bool:
        if run.link is None:
            return False
        words = plain(run.text)
        if run.link.thing[0]:
            return words in self._forms(*run.link.thing) or (run.link.is_further and is_stretch(run.text))
        return holds(plain(run.link.address), words) if run.link.address else is_stretch(run.text)

    # What says nothing of its own

    def _leads(self, block: Block, said: list[Run]) -> bool:
        """Whether it only leads to pages, in the site's own words.

        Where these say how things stand to each other ("Host: "), each page has to lead back: one of the two cites it.
        """
        if said or {CITE, STATUS} & block.marks:
            return False
        relates = _SERIES not in block.inside and any(
            run.link is None and not _LABELS & run.marks for run in statements(block)
        )
        things = [link for link in block.links if link.thing[0]]
        return not relates or all(link.uri == block.uri or block.uri in self.printed.leads(link.uri) for link in things)

    def _repeats(self, block: Block, said: list[Run]) -> bool:
        """Whether it is a line of an index: a link to a page, and in a few words what that page says and cites.

        What is said is about the page to which the first link leads, or the last one before it.
        """
        about = next((link for link in block.links if link.thing[0]), None)
        if not said or about is None or about.uri == block.uri or {CITE, TOLD, WORDS, SENTENCE} & block.marks:
            return False
        before: dict[Run, str] = {}
        uri = about.uri
        for run in block.runs:
            uri = run.link.uri if run.link and run.link.thing[0] else uri
            before[run] = uri
        statuses = (run.text.strip() for run in block.runs if STATUS in run.marks)
        return self.printed.labels(about.uri).issuperset(statuses) and all(
            self._stands_on(run.link.uri, run)
            if run.link and run.time
            else self._stands_on(about.uri, run) or self._stands_on(before[run], run)
            for run in said
        )

    def _stands_on(self, uri: str, run: Run) -> bool:
        if run.time:
            return (run.time, plain(run.text)) in self.printed.times(uri)
        few = len(plain(run.text).split()) <= _FEW_WORDS or Link(uri).thing[0] == "glossary"
        whole = self.printed.words(uri)
        parts = [part for part in BREAK.split(run.text) if not self.own.say(part)]
        return few and (holds(whole, plain(run.text)) or all(holds(whole, plain(part)) for part in parts))

    def _sums_up(self, block: Block, said: list[Run]) -> bool:
        """Whether it says of its page's subject no more than what it is called, or, at the top, what the page cites."""
        if CITE in block.marks or (not said and block.links):
            return False
        cited = self.printed.cited(block.uri)
        at_top = bool(_SUMS_UP & block.marks)
        statuses = self._statuses_at_top(block) if at_top else frozenset[str]()
        if any(STATUS in run.marks and status_of(run) not in statuses for run in block.runs):
            return False
        days = [
            *self._days(block),
            *(cited.periods if at_top else ()),
            *(self._periods_at_top(block) if at_top else ()),
        ]
        return all(
            is_dated(run, days)
            if run.time
            else (at_top and (run.text.strip() in cited.kinds or plain(run.text) in cited.names))
            or self._calls(block, run)
            for run in said
        )

    def _statuses_at_top(self, block: Block) -> frozenset[str]:
        """What the page's own round is reported as, in all that the page cites."""
        kind, identifier = Link(block.uri).thing
        return frozenset(
            status
            for sentence in (self.printed.sentences(block.uri) if kind == "rounds" else ())
            for status in self.statuses.witness.statuses_of_round(identifier, *sentence)
        )

    def _periods_at_top(self, block: Block) -> Iterator[Period]:
        """When the page's own round was, by all that the page cites."""
        kind, identifier = Link(block.uri).thing
        for sentence in self.printed.sentences(block.uri) if kind == "rounds" else ():
            yield from self.statuses.witness.periods_of_round(identifier, *sentence)

    def _days(self, block: Block) -> list[Period]:
        """The day up to which the archive knows something; on an article's page, its own."""
        reading = self.archive.readings.get(Link(block.uri).article or "")
        days = [day(self.archive.as_of)] if self.archive.as_of else []
        if reading:
            days.append(day(reading.article.published))
        if reading and reading.article.accessed:
            days.append(parse_period(reading.article.accessed))
        return days

    def _calls(self, block: Block, run: Run) -> bool:
        """Whether `run` lists what articles call the page's subject."""
        forms = self._forms(*Link(block.uri).thing)
        return plain(run.text) in forms or all(
            self.own.say(part) or plain(part) in forms for part in _LISTED.split(run.text)
        )

    def _forms(self, kind: str, identifier: str) -> frozenset[str]:
        """All that a thing is called, as `plain`."""
        match kind:
            case "actors" if identifier in self.archive.actors:
                actor = self.archive.actors[identifier]
                return frozenset(plain(form) for form in (actor.name, *actor.forms))
            case "rounds" if identifier in self.archive.rounds:
                round_ = self.archive.rounds[identifier]
                return frozenset(plain(form) for form in (round_.title, round_.series, *round_.labels))
            case "glossary" if identifier in self.archive.terms:
                return frozenset(plain(form) for form in self.archive.terms[identifier].forms)
            case "articles" if identifier in self.archive.readings:
                return frozenset((plain(self.archive.readings[identifier].article.title),))
        return frozenset()

    # What editors wrote

    def _unedited(self, block: Block, said: Iterable[Run]) -> Iterator[str]:
        """What no editor wrote, or what they gave no source for that is shown."""
        entries = self._entries_of(block)
        for run in said:
            if run.time is None and self._is_said_by_site(block, run):
                continue
            written = [self._passages(entries, part) for part in self._parts(entries, run)]
            if not all(written):
                yield f"'{run.text.strip()}' has no source"
            elif not all(any(self._is_backed(block, passage) for passage in passages) for passages in written):
                yield f"the editor's '{run.text.strip()}' has no source beside it"

    def _parts(self, entries: list[Entry], run: Run) -> list[Run]:
        """`run`, or, where it is a list of what editors wrote, its parts."""
        if run.time or self._passages(entries, run):
            return [run]
        if dating_words(run.text):  # "from 3 May 2021 to June 2021", of which entries have each date by itself
            return [Run(date) for date in dates_in(run.text)]
        parts = [Run(part, run.marks, run.link) for part in BREAK.split(run.text) if plain(part).strip()]
        return [part for part in parts if not self.own.say(part.text)] or [run]

    def _entries_of(self, block: Block) -> list[Entry]:
        """The editors' entries that the block may speak from: of its page, of what it leads to, of its anchors."""
        things = [Link(block.uri).thing, *(link.thing for link in block.links)]
        things += [("timeline", anchor) for anchor in (*block.ids, *(link.anchor for link in block.links)) if anchor]
        return [self.entries[thing] for thing in dict.fromkeys(things) if thing in self.entries]

    def _passages(self, entries: list[Entry], run: Run) -> list[Passage]:
        words = [plain(run.text)]
        if run.time:
            words = [plain(dated(run.time, run.text))]
        elif run.link and run.link.thing[0] and self._names(run):
            words.append(plain(run.link.thing[1]))
        return [passage for entry in entries for text in words for passage in entry.passages_with(text) if text.strip()]

    def _is_backed(self, block: Block, passage: Passage) -> bool:
        """Whether a source of the passage is shown: in its block where it has its own, else on its page."""
        shown = block.sources if passage.own else block.sources | self.printed.sources(block.uri)
        return bool(passage.sources & shown)


def _misfolded(block: Block) -> Iterator[str]:
    """Folds that hold another number of citations than stands on them."""
    for shown, number in block.folds:
        if plain(shown) != plain(str(number)):
            yield f"{number} citations are folded under '{shown}'"
