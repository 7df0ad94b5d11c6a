"""What is quoted of articles that are somebody's, against the limit of quotation."""

from __future__ import annotations

from builder.archive.evidence import words_to_quote
from builder.changes.model import Quotation
from builder.changes.sides import Sides
from builder.settings import QuoteLimit


def find_quotations(sides: Sides, limit: QuoteLimit) -> tuple[Quotation, ...]:
    """Of each article that is new, or whose text or rights changed, how much is shown; in order of publication."""
    before, after = sides.before.archive, sides.after.archive
    then = {now: old for old, now in sides.matched["articles"].pairs.items()}
    found = []
    for identifier, reading in after.readings.items():
        spans = after.evidence[identifier]
        old = before.readings.get(then.get(identifier, ""))
        same = (
            old is not None
            and old.article.prose == reading.article.prose
            and old.article.may_be_shown == reading.article.may_be_shown
        )
        if spans is None or same:
            continue
        words = sum(len(span.of(reading.article.body).split()) for span in spans)
        found.append(
            Quotation(
                reading.article.title,
                reading.article.path,
                len(spans),
                limit.quotes,
                words,
                words_to_quote(reading, limit),
            )
        )
    return tuple(found)
