"""Citations: where in which article a statement stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from builder.text import Span, covering

if TYPE_CHECKING:  # who asks for places alone need not wait until all rules of reading are loaded
    from builder.content.article import Article
    from builder.reading.findings import Findings


@dataclass(frozen=True, slots=True)
class Reading:
    """An article and what was found in it."""

    article: Article
    findings: Findings

    @property
    def id(self) -> str:
        return self.article.id

    def words(self, span: Span) -> str:
        """What a reader sees there: the characters of the prose."""
        return span.of(self.article.prose)

    def number_of(self, offset: int) -> int | None:
        """Which of the article's sentences, counted from 1, holds `offset` (or is the last to begin before it)."""
        at = bisect_right(self.findings.sentences, offset, key=lambda sentence: sentence.start)
        return at or None

    def sentence_around(self, span: Span) -> Span:
        """The whole sentence in which `span` begins, or `span` itself."""
        return covering(self.findings.sentences, span.start) or span

    def sentence_before(self, sentence: Span) -> Span | None:
        """The sentence before in the same paragraph."""
        number = self.number_of(sentence.start)
        if number is None or number < 2:
            return None
        before = self.findings.sentences[number - 2]
        between = self.article.body[before.end : sentence.start]
        return before if between.count("\n") < 2 else None


Readings = Mapping[str, Reading]
"""By article id, ordered by day of publication, then id."""


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """Characters of an article's body that support a statement."""

    article: str
    span: Span
