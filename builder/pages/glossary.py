"""The glossary: what words mean, and where they matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from builder.archive.glossary import Term
from builder.archive.timeline import TimelineEntry
from builder.pages.addresses import GLOSSARY, term_uri
from builder.pages.compose import Composer
from builder.pages.page import Page
from builder.pages.templates import fill
from builder.text import Span

SHOWN_USES = 12


def render_term(on: Callable[[str], Composer], term: Term) -> Page:
    """The page of one term."""
    page = on(term_uri(term.id))
    markdown = fill(
        "term.md.jinja",
        page=page,
        term=term,
        also=[form for form in term.forms[1:] if form.lower() != term.term.lower()],
        entries=_entries(page, term),
        rounds=[
            round_
            for round_ in page.archive.rounds.values()
            if any(
                use.article == report.article and use.span == report.span
                for use in term.uses
                for report in round_.reports
            )
        ],
        shown_uses=SHOWN_USES,
    )
    description = page.prose.definition(term.id) or f"Where the archive uses the term {term.term}"
    return Page(page.uri, term.term, markdown, description, term.curated.path if term.curated else None)


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
    return [
        entry
        for entry in page.archive.entries.values()
        if any(
            span.overlaps(report.citation.span)
            for report in entry.reports
            for span in sentences.get(report.citation.article, ())
        )
    ]
