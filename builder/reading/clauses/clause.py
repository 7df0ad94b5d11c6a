"""A clause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from builder.reading.clauses.tokens import Token
from builder.text import Span

ClauseKind = Literal[
    "main",  # stands alone, or goes on after an insertion
    "reported",  # what somebody said or thought
    "attribution",  # who said it, when that comes after what was said
    "relative",  # "which ...", "who ..."
    "reduced",  # "signed in Geneva": a relative clause without pronoun and auxiliary
    "adverbial",  # "after ...", "while ..." with a verb of its own
    "phrase",  # the same without a verb: "since the invasion"
    "joined",  # "and continue": a further verb of the same subject
    "participle",  # ", leaving ..."
    "aside",  # in brackets or between dashes
]


@dataclass(frozen=True, slots=True)
class Clause:
    """`body` is the clause without the `opener` ("that", "after", "who") that ties it to clause number `host`."""

    span: Span
    kind: ClauseKind
    opener: str
    body: int
    host: int | None
    tokens: tuple[Token, ...]
