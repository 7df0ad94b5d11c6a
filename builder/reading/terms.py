"""Terms that an article explains or that a reader would look up."""

from __future__ import annotations

from dataclasses import dataclass

from builder.reading.names import Mention
from builder.text import Span


@dataclass(frozen=True, slots=True)
class Definition:
    """`span` is an occurrence of `term`; `definition` covers the words that explain it, where there are any."""

    span: Span
    term: str
    definition: Span | None


def find_terms(prose: str, sentences: tuple[Span, ...], mentions: tuple[Mention, ...]) -> tuple[Definition, ...]:
    return ()
