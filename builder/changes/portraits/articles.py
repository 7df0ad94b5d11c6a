"""An article: what its file says of the original, and how much text there is."""

from __future__ import annotations

from builder.archive.account import Archive
from builder.changes.portraits.portrait import WITHHELD, Portrait, Trait, aspects, text
from builder.content.article import Article
from builder.content.corrections import Correction

RIGHTS = {None: "own words", "all-rights-reserved": "all rights reserved"}
"""What is said of rights that have no licence's name."""


def portray_article(archive: Archive, identifier: str) -> Portrait:
    article = archive.readings[identifier].article
    return Portrait(
        "article",
        identifier,
        article.title,
        article.path,
        (),
        aspects(
            ("title", text(article.title)),
            ("original", text(article.url)),
            ("outlet", text(article.publisher)),
            ("day", text(article.published.isoformat())),
            ("agency", text(article.agency)),
            ("authors", text(*article.authors)),
            ("language", text(article.language)),
            ("archived copy", text(article.archive_url)),
            ("text is", text(_kind_of(article))),
            ("rights", text(RIGHTS.get(article.rights, article.rights))),
            ("permission", text(article.rights_url)),
            ("text", (_text_of(article),)),
            ("corrections", (_correction(article, one) for one in article.corrections)),
            ("former names", text(*article.formerly)),
        ),
    )


def _kind_of(article: Article) -> str:
    return "a summary in own words" if article.text == "summary" else "the original's"


def _text_of(article: Article) -> Trait:
    words = len(article.prose.split())
    return Trait("", article.body, f"{words} words" if words != 1 else "1 word")


def _correction(article: Article, correction: Correction) -> Trait:
    """Its words are the article's, and may be as little shown as those."""
    words = f"“{correction.text}”" if article.may_be_shown else WITHHELD
    return Trait("", f"{correction.text} {_verdict(correction)}", f"{words} {_verdict(correction)}")


def _verdict(correction: Correction) -> str:
    verdicts = (
        (correction.date, f"means {correction.date}"),
        (correction.actor, f"is {correction.actor}"),
        (correction.not_an_actor, "names nobody"),
        (correction.drop_event, "is no event"),
        (correction.status, f"is {correction.status}"),
    )
    return next(says for given, says in verdicts if given)
