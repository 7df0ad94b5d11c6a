"""Date expressions, as TIMEX3 (ISO 24617-1) types and values, and the periods that they name."""

from __future__ import annotations

from builder.reading.dates.find import DateExpression, find_dates
from builder.reading.dates.rules import TimexType

__all__ = ["DateExpression", "TimexType", "find_dates"]
