"""Reading all articles: each by itself, with what is known of its archive and its outlet beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from builder.archive.actors import known_names
from builder.archive.citations import Reading, Readings
from builder.content.article import Article
from builder.content.folder import Content
from builder.reading.findings import Findings, is_read, only_known, read_text
from builder.reading.furniture import recurring_lines
from builder.reading.names import KnownNames


def read_articles(content: Content, round_words: tuple[str, ...] = ()) -> Readings:
    """What every article of `content` says."""
    known = known_names(content)
    recurring = lines_of_outlets(content.articles)
    return {
        article.id: Reading(
            article, read_article(article, known, round_words, recurring.get(article.publisher, frozenset()))
        )
        for article in sorted(content.articles, key=lambda article: (article.published, article.id))
    }


def lines_of_outlets(articles: Sequence[Article]) -> Mapping[str, frozenset[str]]:
    """The lines that an outlet's pages carry beside every article, by publisher."""
    texts: dict[str, list[str]] = {}
    for article in articles:
        if article.text == "full":
            texts.setdefault(article.publisher, []).append(article.prose)
    return {publisher: recurring_lines(prose) for publisher, prose in texts.items()}


def read_article(
    article: Article,
    known: KnownNames,
    round_words: tuple[str, ...] = (),
    recurring: frozenset[str] = frozenset(),
) -> Findings:
    """What one article says; `recurring` are lines that its outlet's other articles have too."""
    findings = read_text(
        article.prose,
        article.published,
        known,
        title=article.title,
        publisher=article.publisher,
        # A summary is written for the archive: nothing of it is page furniture.
        raw=article.text == "summary",
        corrections=article.corrections,
        round_words=round_words,
        recurring=recurring,
    )
    return findings if is_read(article.language) else only_known(findings, article.prose, known)
