"""The account of a change, from the archives before and after it."""

from __future__ import annotations

from builder.changes.addresses import find_addresses
from builder.changes.differences import find_differences
from builder.changes.matters import find_matters, find_mended
from builder.changes.model import Changes
from builder.changes.notes import find_notes
from builder.changes.quotations import find_quotations
from builder.changes.sides import Side, face
from builder.settings import QuoteLimit


def compare(before: Side, after: Side, limit: QuoteLimit) -> Changes:
    """What the step from `before` to `after` does to the site; the same for the same content, whatever its order."""
    sides = face(before, after)
    kinds = find_differences(sides)
    addresses = find_addresses(before.archive, after.archive)
    return Changes(
        kinds,
        find_matters(sides, kinds, addresses),
        find_notes(sides, kinds),
        find_quotations(sides, limit),
        addresses,
        find_mended(sides),
    )
