"""What an entry is called in addresses, where no editor and no record says so."""

from __future__ import annotations

from builder.archive.timeline.entry import Report
from builder.content.identifiers import identifier_of
from builder.reading.folding import fold
from builder.reading.words import load_set

_WORDS = 5


def natural_id(report: Report) -> str:
    """The id that an entry with this report alone would have: its date and the first words of its summary."""
    words = [word for word in fold(report.summary).split() if word not in load_set("timeline_id_fillers")][:_WORDS]
    return identifier_of(f"{report.period.edtf} {' '.join(words) or report.kind}")
