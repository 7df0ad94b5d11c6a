"""What one sentence says about where the sides stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from builder.text import Span

PositionKind = Literal["agreed", "offered", "demanded", "disputed"]


@dataclass(frozen=True, slots=True)
class Position:
    """`span` is the clause that tells it, `cue` its telling words in lower case.

    `holder` is the name, as in the mentions, of the one whose position it is; None where several share it, or where the
    clause gives only a pronoun.
    """

    span: Span
    kind: PositionKind
    holder: str | None
    cue: str
