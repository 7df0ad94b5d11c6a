"""The glossary: what words mean, and where they matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from builder.archive.account import Archive
from builder.archive.glossary import Term
from builder.archive.rounds import Round
from builder.archive.timeline import TimelineEntry
from builder.pages.addresses import GLOSSARY, term_uri
from builder.pages.chronicle import Chronicle, by_date, chapters, count, list_entries, list_rounds, list_sentences
from builder.pages.compose import Composer
from builder.pages.page import Page
from builder.pages.sheets import Sheet
from builder.pages.templates import fill
from builder.text import Span

SHOWN_USES = 12


def sheets_of_term(archive: Archive, term: Term) -> Iterator[Sheet]:
    """The page of one term, and its further pages."""
    uri = term_uri(term.id)
    entries, rounds = _entries(archive, term), _rounds(archive, term)
    uses = list_sentences(archive.readings, term.uses)
    chronicle = by_date(uri, term.term, list_rounds(rounds), list_entries(entries), uses)
    yield Sheet(uri, _compose, (term, entries, rounds, chronicle))
    yield from chapters(chronicle)


def _compose(
    page: Composer, term: Term, entries: list[TimelineEntry], rounds: list[Round], chronicle: Chronicle
) -> Page:
    markdown = fill(
        "term.md.jinja",
        page=page,
        term=term,
        also=[form for form in term.forms[1:] if form.lower() != term.term.lower()],
        entries=entries,
        rounds=rounds,
        shown_uses=SHOWN_USES,
        chronicle=chronicle,
        count=count,
    )
    description = page.prose.definition(term.id) or f"Where the archive uses the term {term.term}"
    source = term.curated.path if term.curated else None
    return Page.of(page.uri, term.term, markdown, description, source)


def sheet_of_terms() -> Sheet:
    """All terms with their definitions."""
    return Sheet(GLOSSARY, _compose_index)


def _compose_index(page: Composer) -> Page:
    markdown = fill("glossary.md.jinja", page=page, terms=list(page.archive.terms.values()))
    return Page.of(page.uri, "Glossary", markdown, "The words of the negotiation, defined and sourced")


def _entries(archive: Archive, term: Term) -> list[TimelineEntry]:
    """Timeline entries in whose sentences the term stands."""
    sentences: dict[str, list[Span]] = defaultdict(list)
    for use in term.uses:
        sentences[use.article].append(use.span)
    entries, entries_of = archive.entries, archive.entries_of_article
    candidates = dict.fromkeys(entry for article in sentences for entry in entries_of.get(article, ()))
    found = [
        entry
        for entry in (entries[identifier] for identifier in candidates)
        if any(
            span.overlaps(report.citation.span)
            for report in entry.reports
            for span in sentences.get(report.citation.article, ())
        )
    ]
    return sorted(found, key=lambda entry: entry.sort_key)


def _rounds(archive: Archive, term: Term) -> list[Round]:
    """Rounds of which a report is a use of the term."""
    reported = archive.register.rounds_reported
    found = {round_.id: round_ for use in term.uses for round_ in reported.get(use, ())}
    return sorted(found.values(), key=lambda round_: round_.sort_key)
