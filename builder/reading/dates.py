"""Date expressions, as TIMEX3 (ISO 24617-1) types and values, and the periods that they name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from builder.period import Period
from builder.text import Span

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class DateExpression:
    """`value` is the TIMEX3 value ("2020-02", "P3D", "2021-W02", "PAST_REF"); `period` None when it names no calendar date."""

    span: Span
    type: TimexType
    value: str
    period: Period | None


def find_dates(prose: str, sentences: tuple[Span, ...], published: date) -> tuple[DateExpression, ...]:
    """The date expressions of `prose`, ordered and disjoint, relative ones read against the day of publication."""
    return ()
