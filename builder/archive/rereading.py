"""Reading a changed archive: what the change does not touch is not read again."""

from __future__ import annotations

from builder.archive.actors import known_names
from builder.archive.citations import Reading, Readings
from builder.archive.readings import lines_of_outlets, read_article
from builder.content.article import Article
from builder.content.folder import Content


def read_changed(content: Content, before: Content, readings: Readings, round_words: tuple[str, ...] = ()) -> Readings:
    """What every article of `content` says, given what those of `before` say: the same as `read_articles` finds.

    Findings are those of the article, of the names that editors know, and of the lines that its outlet repeats.
    """
    known = known_names(content)
    recurring, recurred = lines_of_outlets(content.articles), lines_of_outlets(before.articles)
    known_alike = known == known_names(before)
    found = {}
    for article in sorted(content.articles, key=lambda article: (article.published, article.id)):
        lines = recurring.get(article.publisher, frozenset())
        old = readings.get(article.id)
        same = (
            known_alike
            and old is not None
            and _as_read(old.article) == _as_read(article)
            and lines == recurred.get(article.publisher, frozenset())
        )
        findings = old.findings if old is not None and same else read_article(article, known, round_words, lines)
        found[article.id] = Reading(article, findings)
    return found


def _as_read(article: Article) -> tuple[object, ...]:
    """What of an article its findings depend on."""
    return (article.prose, article.published, article.title, article.publisher, article.text, article.corrections)
