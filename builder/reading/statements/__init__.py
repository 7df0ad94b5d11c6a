"""Statements: which clause each date dates, which words tell it, and whether it has happened."""

from __future__ import annotations

from builder.reading.statements.find import find_statements
from builder.reading.statements.phrases import POSSESSIVE
from builder.reading.statements.places import place_of
from builder.reading.statements.statement import SUMMARY_LENGTH, Dated, Statement, Status
from builder.reading.statements.status import is_planned, presupposed, status_of

__all__ = [
    "POSSESSIVE",
    "SUMMARY_LENGTH",
    "Dated",
    "Statement",
    "Status",
    "find_statements",
    "is_planned",
    "place_of",
    "presupposed",
    "status_of",
]
