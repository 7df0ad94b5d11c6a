"""Rights: words of others in an article that is told in the archive's own.

Facts are free, sentences are not. Two things tell a paraphrase that is too close, where the original is at hand: words
in a row that both have, and the part of the summary that is made of such pieces. Between 98 summaries written in own
words and 36 texts of the same events, no piece was longer than 11 words and no part greater than 0.15; of 20 articles
with every fourth word replaced, 0.48 was still made of such pieces, with every third 0.33 (medians). Words between
quotation marks are exempt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from builder.archive.sources.copies import FEWEST_WORDS
from builder.checking.imprints import Imprints
from builder.checking.place import Place
from builder.checking.submission import Submission
from builder.content.article import Article, parse_article
from builder.problems import Problem
from builder.reading.quotes.marks import find_quotations
from builder.reading.quotes.tokens import divide
from builder.reading.sentences import find_sentences
from builder.reading.wording import Wording, find_block_quotes, longest_shared, share_in
from builder.settings import QuoteLimit
from builder.text import plain_spaces

LONGEST_SUMMARY = 400
"""Words: more is as long as the article itself is likely to be."""
WORDS_IN_A_ROW = 15
"""So many words in a row, as another has them, are copied: names and offices alone come to 11."""
SHARE = 0.25
"""The part of a summary's own words that may stand in the original as they do here."""
_LIKE_ORIGINAL = 0.1
"""The part of the fingerprints by which a text is taken for the original that a summary may follow."""


def find_rights(
    submission: Submission, imprints: Imprints, limit: QuoteLimit, originals: Mapping[str, Wording]
) -> Iterator[Problem]:
    """What of a summary may be somebody else's. `originals`: the wording of the original, by article id, if at hand."""
    if submission.imprint.text != "summary":
        return
    article, _ = parse_article(submission.imprint.path, submission.imprint.article, submission.source)
    if article is not None:
        summary = _Summary(submission, article)
        yield from _too_long(summary)
        yield from _long_quotations(summary, limit)
        yield from _close_paraphrase(summary, imprints, originals)


@dataclass(frozen=True, slots=True)
class _Summary:
    submission: Submission
    article: Article

    def warning(self, offset: int, code: str, message: str, hint: str) -> Problem:
        """One about what stands at `offset` of the body."""
        place = Place(self.article.path, self.submission.source, self.article.body)
        return place.problem(offset, code, message, hint, "warning")


def _too_long(summary: _Summary) -> Iterator[Problem]:
    words = len(summary.article.prose.split())
    if words > LONGEST_SUMMARY:
        yield summary.warning(
            len(summary.article.body) - len(summary.article.body.lstrip()),
            "summary-long",
            f"this summary has {words:,} words, as many as a whole article",
            "Tell in 120 to 300 words of your own what the article reports; if the text is the original's, say so "
            "with 'text: full' and its 'rights'",
        )


def _long_quotations(summary: _Summary, limit: QuoteLimit) -> Iterator[Problem]:
    text = plain_spaces(summary.article.prose)
    for quotation in find_quotations(text, divide(text, find_sentences(text))):
        words = len(quotation.inner.of(text).split())
        if words > limit.words:
            yield summary.warning(
                quotation.outer.start,
                "quotation-long",
                f"{words} words in a row are quoted here, more than the {limit.words} that may be",
                "Quote the few words that matter, and tell the rest in your own",
            )


def _close_paraphrase(summary: _Summary, imprints: Imprints, originals: Mapping[str, Wording]) -> Iterator[Problem]:
    imprint = summary.submission.imprint
    if imprint.wording.words < FEWEST_WORDS:
        return
    known = originals.get(imprint.article)
    candidates = [("the original", known)] if known is not None else []
    candidates += [
        (f"{other.path} ({other.publisher})", other.wording)
        for other in imprints.alike(imprint, _LIKE_ORIGINAL)
        if other.text == "full"
    ]
    found = [problem for whose, wording in candidates if (problem := _judge(summary, whose, wording)) is not None]
    yield from found[:1]


def _judge(summary: _Summary, whose: str, original: Wording) -> Problem | None:
    article = summary.article
    sentences = find_sentences(plain_spaces(article.prose))
    shared = longest_shared(article.prose, sentences, find_block_quotes(article.body), original)
    if shared is None:
        return None
    if shared.words >= WORDS_IN_A_ROW:
        piece = " ".join(shared.span.of(article.prose).split())
        return summary.warning(
            shared.span.start,
            "paraphrase-close",
            f"{shared.words} words in a row stand in {whose} just so: '{piece[:80]}{'…' if len(piece) > 80 else ''}'",
            "Tell it in your own words, or put a short quotation between quotation marks and name its speaker",
        )
    share = share_in(summary.submission.imprint.wording, original)
    if share >= SHARE:
        return summary.warning(
            shared.span.start,
            "paraphrase-close",
            f"{share:.0%} of these words stand in {whose} in the same order, piece by piece",
            "Put the original aside and tell from memory what it reports, then compare names, numbers and dates",
        )
    return None
