"""The glossary: what words mean, and where they matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from builder.archive.glossary import Term
from builder.archive.rounds import Round
from builder.archive.timeline import TimelineEntry
from builder.pages.addresses import GLOSSARY, term_uri
from builder.pages.chronicle import by_date, count, list_entries, list_rounds, list_sentences, render_chapters
from builder.pages.compose import Composer
from builder.pages.page import Page
from builder.pages.templates import fill
from builder.text import Span

SHOWN_USES = 12


def render_term(on: Callable[[str], Composer], term: Term) -> tuple[Page, ...]:
    """The page of one term, and its further pages."""
    page = on(term_uri(term.id))
    entries, rounds = _entries(page, term), _rounds(page, term)
    chronicle = by_date(page, term.term, list_rounds(rounds), list_entries(entries), list_sentences(page, term.uses))
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
    return Page(page.uri, term.term, markdown, description, source), *render_chapters(page, chronicle)


def render_glossary_index(on: Callable[[str], Composer]) -> Page:
    """All terms with their definitions."""
    page = on(GLOSSARY)
    markdown = fill("glossary.md.jinja", page=page, terms=list(page.archive.terms.values()))
    return Page(page.uri, "Glossary", markdown, "The words of the negotiation, defined and sourced")


def _entries(page: Composer, term: Term) -> list[TimelineEntry]:
    """Timeline entries in whose sentences the term stands."""
    sentences: dict[str, list[Span]] = defaultdict(list)
    for use in term.uses:
        sentences[use.article].append(use.span)
    entries, entries_of = page.archive.entries, page.archive.entries_of_article
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


def _rounds(page: Composer, term: Term) -> list[Round]:
    """Rounds of which a report is a use of the term."""
    reported = page.archive.register.rounds_reported
    found = {round_.id: round_ for use in term.uses for round_ in reported.get(use, ())}
    return sorted(found.values(), key=lambda round_: round_.sort_key)
