"""What one article says about one round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from builder.period import Period
from builder.text import Span

RoundStatus = Literal["held", "planned", "postponed", "cancelled"]


@dataclass(frozen=True, slots=True)
class RoundReport:
    """`label` is how the article calls it ("new round of peace negotiations").

    `parties` and `place` are names as in the mentions.
    """

    span: Span
    label: str
    period: Period | None
    place: str | None
    parties: tuple[str, ...]
    status: RoundStatus
