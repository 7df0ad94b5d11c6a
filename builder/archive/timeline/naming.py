"""What an entry is called in addresses, where no editor and no record says so."""

from __future__ import annotations

from builder.archive.timeline.reports import Traits
from builder.content.identifiers import identifier_of


def natural_id(traits: Traits) -> str:
    """The id that an entry with this report alone would have: its date and the first words of its summary."""
    return identifier_of(f"{traits.report.period.edtf} {traits.called or traits.report.kind}")
