"""What stands below an entry: on what reports differ, and what became of a plan; each piece by its own citations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from builder.archive.account import Archive
from builder.archive.timeline import Report
from builder.archive.timeline.numbers import find_amounts
from builder.audit.blocks import CITE, FOLDED, Block, Run
from builder.audit.witness import Witness
from builder.audit.words import HOLE, Phrases, holds, plain
from builder.pages.notes import OUTCOMES
from builder.period import machine_date, say

NOTE = "x-entry__note"
"""The class of what stands below an entry."""
_OPENERS = ("Reports differ:", "Accounts differ:")
_CLOSERS = (" according to", " by")
_REPORTED = {"reported as a fact": "happened", "alleged": "alleged", "denied": "denied"}
"""How an account of a status is worded."""
_EDGES = " .,;\n"


def without_notes(block: Block) -> Block:
    """What a block says of the entry itself."""
    return replace(block, runs=tuple(run for run in block.runs if NOTE not in run.marks))


def clauses_of(block: Block) -> Iterator[Block]:
    """The pieces of the notes in a block, each with the citations that follow it."""
    runs: list[Run] = []
    for run in block.runs:
        if NOTE not in run.marks or not plain(run.text).strip():
            continue
        if runs and CITE in runs[-1].marks and CITE not in run.marks and FOLDED not in run.marks:
            yield replace(block, runs=tuple(runs), ids=())
            runs = []
        runs.append(run)
    if runs:
        yield replace(block, runs=tuple(runs), ids=())


def said_in(clause: Block) -> str:
    """The words of a clause, without its citations and what opens the note."""
    text = "".join(run.text for run in clause.runs if not {CITE, FOLDED} & run.marks)
    text = " ".join(text.split()).strip(_EDGES)
    return next((text.removeprefix(opener) for opener in _OPENERS if text.startswith(opener)), text).strip()


def became_in(clause: Block) -> str | None:
    """What became of a plan, by a clause; None where it says nothing of that."""
    said = said_in(clause)
    return next((became for became, words in OUTCOMES.items() if said.startswith(words)), None)


def targets_of(clause: Block) -> tuple[str, ...]:
    """The ids of the entries that a clause leads to."""
    links = (run.link for run in clause.runs if run.time is not None and run.link is not None)
    return tuple(dict.fromkeys(link.anchor for link in links if link.anchor))


@dataclass(frozen=True, slots=True)
class Notes:
    """Compares clauses with the reports of an entry in the sentences that they cite. `own` are the site's own words."""

    archive: Archive
    witness: Witness
    own: Phrases

    def is_supported(self, clause: Block, entry: str) -> bool:
        """Whether every article that the clause cites says of the entry there what the clause says."""
        if not clause.sentences:
            return False
        became = became_in(clause)
        return self._account(clause, entry) if became is None else self._outcome(clause, became, entry)

    def is_outcome(self, clause: Block, became: str) -> bool:
        """Whether a clause has no other words on an outcome than the site's own, and the date of what it leads to."""
        rest = said_in(clause).removeprefix(OUTCOMES[became])
        for run in clause.runs:
            if run.time is None or run.link is None:
                continue
            target = self.archive.entries.get(run.link.anchor)
            if target is None or (run.time, run.text) != (machine_date(target.period), say(target.period)):
                return False
            rest = rest.replace(run.text, HOLE)
        return self.own.say(rest)

    def _outcome(self, clause: Block, became: str, entry: str) -> bool:
        told_of = targets_of(clause) or (entry,)
        return self.is_outcome(clause, became) and all(
            any(became in outcomes_of(report) for report in reports) for reports in self._told(clause, told_of)
        )

    def _told(self, clause: Block, entries: Sequence[str]) -> list[list[Report]]:
        """By article, the reports of the entries in the sentences that the clause cites."""
        by_article: dict[str, list[Report]] = {article: [] for article, _ in clause.sentences}
        for sentence in clause.sentences:
            by_article[sentence[0]] += (report for one in entries for report in self.witness.reported(one, *sentence))
        return list(by_article.values())

    def _account(self, clause: Block, entry: str) -> bool:
        said = said_in(clause)
        closer = next((closer for closer in _CLOSERS if said.endswith(closer)), None)
        if closer is None:
            return False
        account = said.removesuffix(closer)
        told = self._told(clause, (entry,))

        def is_given(gives: Callable[[Report, str], bool]) -> bool:
            return all(any(gives(report, account) for report in reports) for reports in told)

        return any(map(is_given, (_gives_status, _gives_date, _gives_place))) or (
            is_given(self._gives_number) and self._is_worded(clause, account)
        )

    def _gives_number(self, report: Report, account: str) -> bool:
        prose = self.archive.reading(report.citation).article.prose
        counted = {amount.value for amount in find_amounts(report.citation.span.of(prose)).values()}
        return any(amount.value in counted for amount in find_amounts(account).values())

    def _is_worded(self, clause: Block, account: str) -> bool:
        """Whether one of the sentences has these words: the others may write the number otherwise."""
        said = (self.witness.sentence(*sentence) for sentence in clause.sentences)
        return any(holds(words, plain(account)) for one in said if one for words in one.words)


def outcomes_of(report: Report) -> tuple[str, ...]:
    """What a report says became of a plan: where it gives a new day, that it was put off."""
    if report.turn is not None:
        return ("postponed",) if report.turn == "moved" else (report.turn,)
    return ("happened",) if report.status == "happened" else ()


def _gives_status(report: Report, account: str) -> bool:
    return _REPORTED.get(account) == report.status


def _gives_date(report: Report, account: str) -> bool:
    return say(report.period) in (account, account.removeprefix("on "), account.removeprefix("in "))


def _gives_place(report: Report, account: str) -> bool:
    return report.place is not None and account == f"in {report.place}"
