"""What a maintainer sets for an archive."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class QuoteLimit:
    """Of a text that is somebody's, the site shows at most so many `quotes`, of so many `words` each.

    `share` is the part of the text's words that they may come to in all.
    """

    quotes: int = 3
    words: int = 50
    share: float = 0.10


@dataclass(frozen=True, slots=True)
class Settings:
    """`topic` names the negotiation within a sentence ("the harbour talks"); empty, the site's name stands for it."""

    name: str = "Explainer"
    topic: str = ""
    round_words: tuple[str, ...] = ()
    do_not_name: tuple[str, ...] = ()
    quote_limit: QuoteLimit = field(default_factory=QuoteLimit)
