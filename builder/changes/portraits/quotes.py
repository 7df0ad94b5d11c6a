"""Quotes: whose words stand in which article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from builder.archive.account import Archive
from builder.changes.portraits.portrait import Portrait, actors, aspects, shown_words, text, words_key
from builder.reading.quotes.quote import Quote

QuoteKey = tuple[str, str, int]
"""The article's id, the words, and which of the same words in it: a quote has no id."""


def portray_quotes(archive: Archive) -> Mapping[QuoteKey, Portrait]:
    """All quotes, by article and place in it; `id` is the article's."""
    found: dict[QuoteKey, Portrait] = {}
    met: Counter[tuple[str, str]] = Counter()
    for said in archive.quotes:
        article, words = said.citation.article, words_key(archive, said.citation)
        met[article, words] += 1
        speaker = archive.actors[said.speaker].name if said.speaker else said.quote.speaker or "speaker unknown"
        found[article, words, met[article, words]] = Portrait(
            "quote",
            article,
            f"{speaker}{_telling(said.quote, shown_words(archive, said.citation))}",
            archive.reading(said.citation).article.path,
            (said.citation,),
            aspects(
                ("speaker", actors(archive, [said.speaker]) if said.speaker else text(speaker)),
                ("kind", text(said.quote.kind)),
            ),
        )
    return found


def _telling(quote: Quote, words: str) -> str:
    """What follows the speaker. Without its verb reported speech can say the contrary: "denied" that it was so."""
    return f": “{words}”" if quote.kind == "direct" else f" ({' '.join(quote.cue.split()) or 'reported'}): {words}"
