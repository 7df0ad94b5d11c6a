"""A statement: a clause with its date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from builder.period import Period
from builder.reading.clauses import (
    Clause,
)
from builder.text import Span

Status = Literal["happened", "planned", "alleged", "denied"]
SUMMARY_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Dated:
    """The words of a date (for a range both ends and what is between) and the period that they name."""

    span: Span
    period: Period


@dataclass(frozen=True, slots=True)
class Statement:
    """A clause with its date, and the pieces of text that tell it to somebody who has not read the sentence."""

    dated: Dated
    clause: Clause
    pieces: tuple[Span, ...]
    span: Span
    said: bool  # the date is that of the saying
    attribution: str  # lower-cased words of who says it, where the clause is what was said
    premodifier: bool  # "Thursday's attack", "the 2015 deal"
    noun: bool  # the pieces are a noun phrase
    clauses: tuple[Clause, ...]  # all of the sentence
