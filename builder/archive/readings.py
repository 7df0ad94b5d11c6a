"""Reading all articles: each by itself, with what is known of its archive and its outlet beforehand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from builder.archive.actors import known_names
from builder.archive.citations import Reading, Readings
from builder.content.article import Article
from builder.content.corrections import Correction
from builder.content.folder import Content
from builder.progress import Watch, unwatched
from builder.reading.findings import Findings, is_read, only_known, read_text
from builder.reading.furniture import recurring_lines, recurring_within
from builder.reading.names import KnownNames
from builder.reading.names.known import NamesWithin
from builder.reading.wording import find_block_quotes
from builder.text import Span


@dataclass(frozen=True, slots=True)
class Text:
    """Everything on which the findings of one article depend: what is to be read, and what is known beforehand.

    `recurring` are lines that its outlet's other articles have too; `understood` is whether it is in a language that is
    read, of others only known names are found.
    """

    prose: str
    understood: bool
    published: date
    title: str
    publisher: str
    raw: bool
    corrections: tuple[Correction, ...] = ()
    known: KnownNames = field(default_factory=KnownNames)
    round_words: tuple[str, ...] = ()
    recurring: frozenset[str] = frozenset()
    block_quotes: tuple[Span, ...] = ()


ReadTexts = Callable[[Mapping[str, Text], Watch], Mapping[str, Findings]]
"""Texts by article id -> what each says: by reading them, or by remembering what reading them gave."""


def read_afresh(texts: Mapping[str, Text], watch: Watch) -> Mapping[str, Findings]:
    """Read every text, one after the other."""
    return {article: read(text) for article, text in watch("Reading articles", texts.items())}


def reading_once(read_texts: ReadTexts, known: dict[str, tuple[Text, Findings]] | None = None) -> ReadTexts:
    """`read_texts`, which reads an article again only where something on which its findings depend has changed.

    What was read is put into `known`, by article id: who has that can go on with another `read_texts`.
    """
    known = {} if known is None else known

    def read_changed(texts: Mapping[str, Text], watch: Watch) -> Mapping[str, Findings]:
        changed = {
            article: text for article, text in texts.items() if article not in known or known[article][0] != text
        }
        for name, findings in read_texts(changed, watch).items():
            known[name] = changed[name], findings
        return {name: known[name][1] for name in texts}

    return read_changed


def read_articles(
    content: Content, round_words: tuple[str, ...] = (), read_texts: ReadTexts = read_afresh, watch: Watch = unwatched
) -> Readings:
    """What every article of `content` says; `read_texts` may know it already."""
    known = known_names(content)
    within = NamesWithin(known)
    recurring = lines_of_outlets(content.articles)
    articles = sorted(content.articles, key=lambda article: (article.published, article.id))
    texts = {
        article.id: text_of(article, known, within, round_words, recurring.get(article.publisher, frozenset()))
        for article in articles
    }
    found = read_texts(texts, watch)
    return {article.id: Reading(article, found[article.id]) for article in articles}


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
    return read(text_of(article, known, NamesWithin(known), round_words, recurring))


def text_of(
    article: Article,
    known: KnownNames,
    within: NamesWithin,
    round_words: tuple[str, ...] = (),
    recurring: frozenset[str] = frozenset(),
) -> Text:
    """What is to be read of `article`, with as much of what is known as has to do with it.

    So an editor's new entry, or another article of the outlet, leaves the findings of most articles as they were.
    """
    # A correction names an actor by id, and looks up whom every other name means.
    named = any(correction.actor is not None for correction in article.corrections)
    full = article.text == "full"
    return Text(
        prose=article.prose,
        understood=is_read(article.language),
        published=article.published,
        title=article.title if full else "",
        publisher=article.publisher if full else "",
        # A summary is written for the archive: nothing of it is page furniture.
        raw=not full,
        corrections=article.corrections,
        known=known if named else within(article.prose),
        round_words=round_words,
        recurring=recurring_within(article.prose, recurring) if full else frozenset(),
        block_quotes=find_block_quotes(article.body) if full else (),
    )


def read(text: Text) -> Findings:
    """What a text says."""
    findings = read_text(
        text.prose,
        text.published,
        text.known,
        title=text.title,
        publisher=text.publisher,
        raw=text.raw,
        corrections=text.corrections,
        round_words=text.round_words,
        recurring=text.recurring,
        block_quotes=text.block_quotes,
    )
    return findings if text.understood else only_known(findings, text.prose, text.known)
