"""What a maintainer sets for an archive."""

from __future__ import annotations

from dataclasses import dataclass, field

from builder.archive.evidence import QuoteLimit


@dataclass(frozen=True, slots=True)
class Settings:
    """`topic` names the negotiation within a sentence ("the harbour talks"); empty, the site's name stands for it."""

    name: str = "Explainer"
    topic: str = ""
    round_words: tuple[str, ...] = ()
    do_not_name: tuple[str, ...] = ()
    quote_limit: QuoteLimit = field(default_factory=QuoteLimit)
