"""The glossary: terms that editors define or articles explain, and everywhere they are used."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from builder.archive.citations import Citation, Readings
from builder.archive.forms import FormFinder
from builder.archive.naming import fold
from builder.content.curated import TermMetadata
from builder.content.folder import Curated
from builder.content.identifiers import identifier_of


@dataclass(frozen=True, slots=True)
class Term:
    """`definitions` cite the sentences in which articles explain it; `uses` every occurrence, one a sentence."""

    id: str
    term: str
    forms: tuple[str, ...]
    definitions: tuple[Citation, ...]
    uses: tuple[Citation, ...]
    curated: Curated[TermMetadata] | None


def resolve_terms(
    readings: Readings, curated: tuple[Curated[TermMetadata], ...], actor_forms: frozenset[str]
) -> tuple[Term, ...]:
    """Terms ordered by name. `actor_forms` are folded names of actors, which have pages of their own."""
    forms: dict[str, list[str]] = {entry.id: [entry.data.term, *entry.data.aliases] for entry in curated}
    by_form = {fold(form): entry.id for entry in curated for form in (entry.data.term, *entry.data.aliases)}
    definitions: dict[str, list[Citation]] = defaultdict(list)
    taken = set(forms)
    for article, reading in readings.items():
        for found in reading.findings.terms:
            key = fold(found.term)
            if not key or (key not in by_form and key in actor_forms):
                continue
            if key not in by_form:
                identifier = identifier_of(found.term)
                if not identifier or identifier in taken:
                    continue
                taken.add(identifier)
                by_form[key] = identifier
                forms[identifier] = [found.term]
            identifier = by_form[key]
            if found.term not in forms[identifier]:
                forms[identifier].append(found.term)
            if found.definition is not None:
                definitions[identifier].append(Citation(article, found.definition))
    editors = {entry.id: entry for entry in curated}
    kept = {
        identifier: written
        for identifier, written in forms.items()
        if identifier in editors or definitions[identifier]  # a word that nobody explains explains nothing
    }
    uses = _find_uses(readings, kept)
    terms = [
        Term(
            id=identifier,
            term=written[0],
            forms=tuple(dict.fromkeys(written)),
            definitions=tuple(definitions[identifier]),
            uses=tuple(uses[identifier]),
            curated=editors.get(identifier),
        )
        for identifier, written in kept.items()
    ]
    return tuple(sorted(terms, key=lambda term: (fold(term.term), term.id)))


def _find_uses(readings: Readings, forms: dict[str, list[str]]) -> dict[str, list[Citation]]:
    finder = FormFinder(forms, ignore_case=True)
    uses: dict[str, list[Citation]] = defaultdict(list)
    for article, reading in readings.items():
        body = reading.article.prose
        for sentence in reading.findings.sentences:
            for identifier in dict.fromkeys(o.owner for o in finder.find(sentence.of(body))):
                uses[identifier].append(Citation(article, sentence))
    return uses
