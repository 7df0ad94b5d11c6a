"""Statuses as labels show them, against what is reported at the cited places of this entry or this round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from builder.archive.account import Archive
from builder.audit.blocks import STATUS, Block, Link, Run
from builder.audit.generated import Lack, status_of
from builder.audit.notes import clauses_of, outcomes_of, targets_of, without_notes
from builder.audit.witness import Witness

_DISPUTED = "disputed"
_BECAME = {"called off": "cancelled"}
"""Outcomes that a label's words mean by another name."""


@dataclass(frozen=True, slots=True)
class Statuses:
    """Compares labels with reports: what a sentence says of another event in it supports nothing."""

    archive: Archive
    witness: Witness

    def entry_of(self, block: Block) -> str | None:
        """The id of the entry that a block tells: the one that has its anchor there, or that it leads to first."""
        links = (
            run.link.anchor for run in without_notes(block).runs if run.link and run.link.uri.startswith("timeline/")
        )
        return next((found for found in (*block.ids, *links) if found in self.archive.entries), None)

    def unreported(self, block: Block) -> Iterator[Lack]:
        """Labels of a block that nothing it cites bears out."""
        labels = [run for run in block.runs if STATUS in run.marks]
        if not labels:
            return
        entry = self.entry_of(block)
        reported = self._of_entry(block, entry) if entry else self._of_round(block)
        became = self._outcomes(block, entry) if entry else frozenset[str]()
        planned = False
        for run in labels:
            if status_of(run) not in reported and not (planned and status_of(run) in became):
                yield Lack(f"no cited sentence reports it as {run.text.strip()}", Run(status_of(run)))
            planned = status_of(run) == "planned"

    def _of_entry(self, block: Block, entry: str) -> frozenset[str]:
        told = [r for sentence in without_notes(block).sentences for r in self.witness.reported(entry, *sentence)]
        statuses = {report.shown_status for report in told}
        raw = {report.status for report in told}
        if "denied" in raw and raw & {"happened", "alleged"}:
            statuses |= {"alleged", _DISPUTED}  # what one side denies is no fact, whoever reports it
        return frozenset(statuses)

    def _outcomes(self, block: Block, entry: str) -> frozenset[str]:
        """What the cited reports say became of a plan."""
        own = {(entry, sentence) for sentence in block.sentences}
        others = {
            (one, sentence) for note in clauses_of(block) for one in targets_of(note) for sentence in note.sentences
        }
        told = (report for one, sentence in own | others for report in self.witness.reported(one, *sentence))
        return frozenset(_BECAME.get(became, became) for report in told for became in outcomes_of(report))

    def _of_round(self, block: Block) -> frozenset[str]:
        """What is reported of the round of the page, or of the one that a block leads to; else of anything."""
        linked = [run.link.thing[1] for run in block.runs if run.link and run.link.thing[0] == "rounds"]
        subject = Link(block.uri).thing
        rounds = [*linked, *([subject[1]] if subject[0] == "rounds" else [])]
        return frozenset(
            status
            for round_ in rounds[:1]
            for sentence in block.sentences
            for status in self.witness.statuses_of_round(round_, *sentence)
        )
