"""What an entry is called in addresses, where no editor and no record says so."""

from __future__ import annotations

from builder.archive.naming import fold
from builder.archive.timeline.entry import Report
from builder.content.identifiers import identifier_of

_WORDS = 5
_FILLERS = frozenset(
    """a an the of for and in on at to by with from is was were are be been has have had will would its his her their
    that this after before over between into as it""".split()
)


def natural_id(report: Report) -> str:
    """The id that an entry with this report alone would have: its date and the first words of its summary."""
    words = [word for word in fold(report.summary).split() if word not in _FILLERS][:_WORDS]
    return identifier_of(f"{report.period.edtf} {' '.join(words) or report.kind}")
