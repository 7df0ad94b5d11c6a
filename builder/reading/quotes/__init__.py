"""Quotes: who is reported to have said what."""

from __future__ import annotations

from builder.reading.quotes.quote import Quote
from builder.reading.quotes.reader import find_quotes

__all__ = ["Quote", "find_quotes"]
