"""Quotes: who is reported to have said what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from builder.reading.names import Mention
from builder.text import Span


@dataclass(frozen=True, slots=True)
class Quote:
    """`span` covers what was said, without quotation marks or verb; `speaker` is a name or, unnamed, as described; `cue` the verb."""

    span: Span
    speaker: str | None
    speaker_span: Span | None
    kind: Literal["direct", "indirect", "mixed"]
    cue: str


def find_quotes(prose: str, sentences: tuple[Span, ...], mentions: tuple[Mention, ...]) -> tuple[Quote, ...]:
    return ()
