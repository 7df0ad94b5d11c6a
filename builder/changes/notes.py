"""What readers of the site will find at once: where the talks stand, and what became of plans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder.changes.model import Evidence, KindChanges, Note
from builder.changes.portraits import evidence_of
from builder.changes.portraits.entries import BECAME
from builder.changes.shortening import MENTION, shorten
from builder.changes.sides import Sides
from builder.pages.home import latest_round


def find_notes(sides: Sides, kinds: Sequence[KindChanges]) -> tuple[Note, ...]:
    return (*_opening(sides), *_outcomes(kinds))


def _opening(sides: Sides) -> Iterator[Note]:
    before, after = sides.before.archive, sides.after.archive
    old, new = latest_round(before), latest_round(after)
    if new is not None and (old is None or sides.now("rounds", old.id) != new.id):
        instead = f" instead of “{old.title}”" if old else ""
        evidence = tuple(evidence_of(after, citation) for citation in new.reports[:1])
        yield Note(f"The home page opens with “{new.title}” as the latest round{instead}.", evidence)
    if new is None and old is not None:
        yield Note(f"The home page has no latest round any more; it was “{old.title}”.")
    if before.as_of != after.as_of:
        was = f"; it was {before.as_of}" if before.as_of else ""
        yield Note(
            f"The archive's last day is {after.as_of}{was}."
            if after.as_of
            else "The archive holds no article any more."
        )


def _outcomes(kinds: Sequence[KindChanges]) -> Iterator[Note]:
    """Plans of which something came, or of which that is no more said."""
    for changed in (changed for one in kinds if one.kind == "entry" for changed in one.changed):
        for difference in changed.differences:
            if difference.aspect == BECAME:
                evidence: tuple[Evidence, ...] = tuple(v.evidence for v in difference.new if v.evidence)
                now = " and ".join(value.shown for value in difference.new) or "no report any more of what became of it"
                yield Note(f"What became of “{shorten(changed.after.label, MENTION)}”: {now}.", evidence)
