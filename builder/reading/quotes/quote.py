"""What a found quote is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from builder.text import Span


@dataclass(frozen=True, slots=True)
class Quote:
    """`span` is what was said, without marks or verb; `speaker` a name or, unnamed, as described; `cue` the verb."""

    span: Span
    speaker: str | None
    speaker_span: Span | None
    kind: Literal["direct", "indirect", "mixed"]
    cue: str
