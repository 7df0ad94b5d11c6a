"""The glossary: terms that editors define or articles explain, and everywhere they are used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from builder.archive.citations import Citation, Readings
from builder.archive.identifiers import Anchor, Claim, Recorded, assign
from builder.content.curated import TermMetadata
from builder.content.folder import Curated
from builder.content.identifiers import identifier_of
from builder.reading.folding import fold
from builder.reading.forms import FormFinder


@dataclass(frozen=True, slots=True)
class Term:
    """`definitions` cite the sentences in which articles explain it; `uses` every occurrence, one a sentence."""

    id: str
    term: str
    forms: tuple[str, ...]
    definitions: tuple[Citation, ...]
    uses: tuple[Citation, ...]
    curated: Curated[TermMetadata] | None


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms, ordered by name; the other ids that lead to one; what to record, see `identifiers.Assignment`."""

    terms: tuple[Term, ...]
    former: Mapping[str, str]
    anchors: Mapping[Anchor, str]


@dataclass(slots=True)
class _Gathered:
    """What is known of one term so far; the first of `forms` is the one that it goes by."""

    curated: Curated[TermMetadata] | None
    forms: list[str]
    anchors: list[Anchor] = field(default_factory=list)
    definitions: list[Citation] = field(default_factory=list)

    @property
    def claim(self) -> Claim:
        anchors = tuple(dict.fromkeys(self.anchors))
        return Claim(anchors, self.curated.id, self.curated.data.formerly) if self.curated else Claim(anchors)


def resolve_terms(
    readings: Readings,
    curated: tuple[Curated[TermMetadata], ...],
    others: frozenset[str],
    recorded: Recorded,
) -> Glossary:
    """All terms. `others` are folded forms that are none: names of actors with their own pages, and ignored ones."""
    found = _gather(readings, curated, others)
    assigned = assign([gathered.claim for gathered in found], recorded)
    forms = {identifier: gathered.forms for identifier, gathered in zip(assigned.ids, found, strict=True)}
    uses = _find_uses(readings, forms)
    terms = [
        Term(
            id=identifier,
            term=gathered.forms[0],
            forms=tuple(dict.fromkeys(gathered.forms)),
            definitions=tuple(gathered.definitions),
            uses=tuple(uses[identifier]),
            curated=gathered.curated,
        )
        for identifier, gathered in zip(assigned.ids, found, strict=True)
    ]
    ordered = tuple(sorted(terms, key=lambda term: (fold(term.term), term.id)))
    return Glossary(ordered, assigned.former, assigned.anchors)


def _gather(readings: Readings, curated: Iterable[Curated[TermMetadata]], others: frozenset[str]) -> list[_Gathered]:
    """The terms that editors or articles define, each with all that articles say of it."""
    by_form: dict[str, _Gathered] = {}
    found: list[_Gathered] = []
    for entry in curated:
        of_editor = _Gathered(entry, [entry.data.term, *entry.data.aliases])
        found.append(of_editor)
        by_form.update((fold(form), of_editor) for form in of_editor.forms)
    for article, reading in readings.items():
        for definition in reading.findings.terms:
            key, natural = fold(definition.term), identifier_of(definition.term)
            if not key or not natural or (key not in by_form and key in others):
                continue
            if key not in by_form:
                by_form[key] = _Gathered(None, [])
                found.append(by_form[key])
            term = by_form[key]
            if definition.term not in term.forms:
                term.forms.append(definition.term)
            term.anchors.append(Anchor(article, natural))
            if definition.definition is not None:
                term.definitions.append(Citation(article, definition.definition))
    # A word that nobody explains explains nothing.
    return [term for term in found if term.curated or term.definitions]


def _find_uses(readings: Readings, forms: dict[str, list[str]]) -> dict[str, list[Citation]]:
    finder = FormFinder(forms, ignore_case=True)
    uses: dict[str, list[Citation]] = defaultdict(list)
    for article, reading in readings.items():
        body = reading.article.prose
        for sentence in reading.findings.sentences:
            for identifier in dict.fromkeys(o.owner for o in finder.find(sentence.of(body))):
                uses[identifier].append(Citation(article, sentence))
    return uses
