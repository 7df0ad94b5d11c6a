"""A term of the glossary: how it is written, defined and where used."""

from __future__ import annotations

from builder.archive.account import Archive
from builder.changes.portraits.portrait import (
    Portrait,
    Trait,
    articles,
    articles_among,
    aspects,
    editors,
    one_an_article,
    path_of,
    shown_words,
    sources,
    text,
    words_key,
)
from builder.reading.folding import fold

USED_IN = "used in"


def portray_term(archive: Archive, identifier: str) -> Portrait:
    term = archive.terms[identifier]
    data = term.curated.data if term.curated else None
    uses = one_an_article(term.uses)
    return Portrait(
        "term",
        identifier,
        term.term,
        path_of(term.curated),
        one_an_article((*term.definitions, *uses)),
        aspects(
            ("term", text(term.term)),
            ("also written", (Trait("", fold(f), f) for f in term.forms if fold(f) != fold(term.term))),
            (
                "defined as",
                (Trait("", words_key(archive, c), shown_words(archive, c), c) for c in term.definitions),
            ),
            ("see also", text(*data.see) if data else ()),
            ("sources", sources(archive, data.sources) if data else ()),
            *editors(term.curated),
            (USED_IN, articles(archive, uses)),
        ),
        articles_among(archive, data.sources) if data else (),
    )
