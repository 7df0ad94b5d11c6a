"""A draft: the article file that is proposed, what stands in its way, and what is read out of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from builder.archive.actors import known_names
from builder.archive.readings import lines_of_outlets, read_article
from builder.archive.sources.agencies import agency_of
from builder.checking.duplicates import NearDuplicate, near_duplicates
from builder.checking.imprints import imprint_of
from builder.content.article import Article, parse_article
from builder.content.folder import Content
from builder.content.identifiers import identifier_of
from builder.content.redaction import redact
from builder.ingest.acquaintance import Named, find_named
from builder.ingest.compose import Values, compose, markdown_of
from builder.ingest.filename import relative_path, stem_of
from builder.ingest.pasted import find_aside, paragraphs
from builder.ingest.request import Request
from builder.problems import Problem
from builder.reading.findings import Findings
from builder.reading.furniture import Furniture
from builder.settings import Settings

_COPIED_WITHIN = 31
"""Days between an article and what may be a copy of it; all of a large archive would take long to compare."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The archive that a draft is for: what it has, its settings, and the content folder's name."""

    content: Content
    settings: Settings
    folder: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read out of `text`, and whom it names."""

    text: str
    findings: Findings
    named: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """`path` is relative to the content folder, `text` the file's, `values` its front matter.

    `problems` keep it from being written. `original` are the paragraphs of the source's text, `aside` the pieces of
    `source` that are not among them. `reading` is that of the body, or where there is none yet, of the source; None
    where neither is.
    """

    path: str
    values: Values
    text: str
    problems: tuple[Problem, ...]
    source: str
    original: tuple[str, ...]
    aside: tuple[Furniture, ...]
    reading: Reading | None
    similar: tuple[NearDuplicate, ...]

    @property
    def stem(self) -> str:
        return self.path.rpartition("/")[2].removesuffix(".md")


def draft_article(
    request: Request, values: Values, source: str, headlines: tuple[str, ...], surroundings: Surroundings
) -> Draft:
    """The draft of an article with the front matter `values`, of a `source` text that may be empty.

    `headlines`: what else the source calls itself.
    """
    content, settings, folder = surroundings.content, surroundings.settings, surroundings.folder
    title, publisher, published = (str(values[key]) for key in ("title", "publisher", "published"))
    name = request.stem or stem_of(published, publisher, title)
    path = relative_path(published, name)
    recurring = _recurring(content, publisher)
    aside = find_aside(source, headlines=(title, *headlines), publisher=publisher, recurring=recurring)
    original = paragraphs(source, (piece.span for piece in aside))
    whole = _article(path, values, source, folder) if source else None
    body = markdown_of(original) if request.full else request.summary.strip()
    written = _with_agency(values, whole)
    text = compose(written, body)
    # A file without its own words is not finished but well-formed: what is asked here is the rest.
    article, problems = parse_article(f"{folder}/{path}", identifier_of(name), text if body else f"{text}\n…\n")
    if article is None:
        return Draft(path, written, text, tuple(problems), source, original, aside, None, ())
    subject = whole if whole and not body else article
    allowed = redact(replace(content, articles=(subject,), problems=()), settings.do_not_name)
    reading = None
    for shown in allowed.articles if body or source else ():
        found = read_article(shown, known_names(allowed), settings.round_words, recurring)
        reading = Reading(shown.prose, found, find_named(found.mentions, allowed.actors))
    similar = _find_similar(whole or article, content.articles)
    problems = [*_taken(article, content), *(p for p in allowed.problems if p.path == article.path)]
    return Draft(path, written, text, tuple(problems), source, original, aside, reading, similar)


def _recurring(content: Content, publisher: str) -> frozenset[str]:
    """The lines that the outlet's pages carry beside every article."""
    same_outlet = [article for article in content.articles if article.publisher == publisher]
    return lines_of_outlets(same_outlet).get(publisher, frozenset())


def _with_agency(values: Values, whole: Article | None) -> Values:
    """With the agency that the source's by-line or first line names: its own words will not have that line."""
    agency = agency_of(whole) if whole else None
    if not agency or "agency" in values or agency.casefold() in str(values["publisher"]).casefold():
        return values
    return {**values, "agency": agency}


def _find_similar(article: Article, others: Iterable[Article]) -> tuple[NearDuplicate, ...]:
    near = [other for other in others if abs((other.published - article.published).days) <= _COPIED_WITHIN]
    return near_duplicates(imprint_of(article), map(imprint_of, near))


def _article(path: str, values: Values, source: str, folder: str) -> Article | None:
    """The source as an article of its own, to be read, never to be written."""
    text = compose({**values, "text": "full", "rights": "all-rights-reserved"}, "…")
    article, _ = parse_article(f"{folder}/{path}", identifier_of(path.rpartition("/")[2][:-3]), text)
    return replace(article, body=source, prose=source) if article else None


def _taken(article: Article, content: Content) -> Iterable[Problem]:
    """What the archive has already."""
    for other in content.articles:
        if other.page == article.page:
            yield Problem(
                article.path, 1, 1, "duplicate-url", f"{other.path} has the same address already",
                "Mend that file instead, or give this article the address of its own original with --url",
            )  # fmt: skip
        if other.id == article.id:
            yield Problem(
                article.path, 1, 1, "duplicate-address", f"{other.path} would have the same address on the site",
                "Give this one another name with --name",
            )  # fmt: skip
