"""Page furniture: what stands on a news page beside the article."""

from __future__ import annotations

from dataclasses import dataclass

from builder.text import Span


@dataclass(frozen=True, slots=True)
class Furniture:
    """A run of lines that is not the article; `reason` is a word or two for people, such as "teaser"."""

    span: Span
    reason: str


def find_furniture(text: str, *, title: str = "", publisher: str = "") -> tuple[Furniture, ...]:
    return ()
