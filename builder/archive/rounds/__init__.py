"""Rounds of talks: reports in many articles and the editor's entries -> one account each."""

from __future__ import annotations

from builder.archive.rounds.entries import rounds_of_entries
from builder.archive.rounds.resolve import Rounds, resolve_rounds
from builder.archive.rounds.round import (
    Attendance,
    Helper,
    NumberAccount,
    PeriodAccount,
    PlaceAccount,
    Round,
    Stance,
)

__all__ = [
    "Attendance",
    "Helper",
    "NumberAccount",
    "PeriodAccount",
    "PlaceAccount",
    "Round",
    "Rounds",
    "Stance",
    "resolve_rounds",
    "rounds_of_entries",
]
