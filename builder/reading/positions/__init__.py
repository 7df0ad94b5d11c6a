"""Positions: what an article says was agreed, offered, demanded or disputed."""

from __future__ import annotations

from builder.reading.positions.find import find_positions
from builder.reading.positions.position import Position, PositionKind

__all__ = ["Position", "PositionKind", "find_positions"]
