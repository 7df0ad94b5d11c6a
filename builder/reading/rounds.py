"""Rounds of talks: what one article says about a meeting of the parties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from builder.period import Period
from builder.reading.dates import DateExpression
from builder.reading.names import Mention
from builder.text import Span

RoundStatus = Literal["held", "planned", "postponed", "cancelled"]


@dataclass(frozen=True, slots=True)
class RoundReport:
    """`label` is how the article calls it ("new round of peace negotiations"); `parties` and `place` are names as in the mentions."""

    span: Span
    label: str
    period: Period | None
    place: str | None
    parties: tuple[str, ...]
    status: RoundStatus


def find_rounds(
    prose: str,
    sentences: tuple[Span, ...],
    dates: tuple[DateExpression, ...],
    mentions: tuple[Mention, ...],
    words: tuple[str, ...] = (),
) -> tuple[RoundReport, ...]:
    """The rounds that the article reports, one each; `words` adds a topic's own nouns to the list of meeting words."""
    return ()
