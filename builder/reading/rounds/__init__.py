"""Rounds of talks: what one article says about a meeting of the parties."""

from __future__ import annotations

from builder.reading.rounds.find import find_rounds
from builder.reading.rounds.report import RoundReport, RoundStatus

__all__ = ["RoundReport", "RoundStatus", "find_rounds"]
