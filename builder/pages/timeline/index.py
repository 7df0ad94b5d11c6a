"""The search index of the timeline: one lunr index over all entries, cut into shards that load on their own.

lunr.py weighs the words (BM25) over the whole archive, so that scores can be compared across shards. Of its
serialised form a shard keeps the terms and the vectors of its entries; the inverted lists only repeat these.
That halves what is sent, and `texts.js` reads it three times as fast as lunr.js would read its own form.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lunr.builder import Builder

PRECISION = 100
"""Scores are sent as whole numbers of hundredths."""


def index_shards(shards: Sequence[Sequence[str]]) -> tuple[Any, ...]:
    """For each shard of texts, whose words are folded already, a JSON value as `texts.js` reads it."""
    texts = [text for shard in shards for text in shard]
    if not texts:
        return ()
    builder = Builder()
    builder.ref("id")
    builder.field("text")
    for number, text in enumerate(texts):
        # Its own way to words goes through the text letter by letter.
        builder.add({"id": number, "text": text.split()})
    serialised: dict[str, Any] = builder.build().serialize()
    terms = {posting["_index"]: term for term, posting in serialised["invertedIndex"]}
    vectors = [vector for _, vector in serialised["fieldVectors"]]
    packed, at = [], 0
    for shard in shards:
        packed.append(_pack(serialised["version"], terms, vectors[at : at + len(shard)]))
        at += len(shard)
    return tuple(packed)


def _pack(version: str, terms: dict[int, str], vectors: list[list[float]]) -> dict[str, Any]:
    """A shard's terms in order, and for each entry the numbers and scores of its terms, in turn."""
    used = sorted({int(number) for vector in vectors for number in vector[::2]}, key=terms.__getitem__)
    place = {number: at for at, number in enumerate(used)}
    pairs = [
        sorted((place[int(n)], round(score * PRECISION)) for n, score in zip(vector[::2], vector[1::2], strict=True))
        for vector in vectors
    ]
    return {
        "version": version,
        "terms": [terms[number] for number in used],
        "vectors": [[part for pair in vector for part in pair] for vector in pairs],
    }
