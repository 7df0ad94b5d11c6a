"""Texts of others that come in: by which right they are shown or kept, and of which they are copies."""

from __future__ import annotations

from collections.abc import Iterator

from builder.changes.model import Matter
from builder.changes.portraits.articles import RIGHTS
from builder.changes.sides import Sides
from builder.content.article import Article
from builder.pages.citing import outlet_and_day


def find_rights(sides: Sides) -> Iterator[Matter]:
    """Texts of others that come in: shown by a licence that the file names, or kept in the repository without one."""
    then = {now: old for old, now in sides.matched["articles"].pairs.items()}
    for identifier, reading in sides.after.archive.readings.items():
        article = reading.article
        old = sides.before.archive.readings.get(then.get(identifier, ""))
        if article.text == "summary" or (old is not None and _claim(old.article) == _claim(article)):
            continue
        named = RIGHTS.get(article.rights, article.rights)
        where = f", documented at {article.rights_url}" if article.rights_url else ""
        says = (
            f"The whole text of “{article.title}” will be shown, as its file gives the rights {named}{where}. "
            f"Does the outlet say so? {article.url}"
            if article.may_be_shown
            else f"The file of “{article.title}” holds the original's text, {named}: the site quotes from it within "
            "the limits, but whoever can see the repository can read it whole."
        )
        yield Matter("rights", says, article.path)


def _claim(article: Article) -> tuple[object, ...]:
    return article.text, article.rights, article.rights_url


def find_copies(sides: Sides) -> Iterator[Matter]:
    """Articles that are new and have the text of another."""
    archive = sides.after.archive
    for identifier in archive.readings:
        others = archive.sources.copies_of(identifier)
        if identifier in sides.matched["articles"].added and others:
            article = archive.readings[identifier].article
            named = "; ".join(outlet_and_day(archive, other) for other in others)
            yield Matter(
                "copy", f"“{article.title}” has the text of {named}: it counts as no source of its own.", article.path
            )
