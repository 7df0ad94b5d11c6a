"""`do_not_name`: names that appear nowhere, because nothing downstream ever sees them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from builder.content.folder import Content, Curated
from builder.content.front_matter import Metadata
from builder.content.identifiers import identifier_of
from builder.content.markdown import prose_of

WITHHELD = "(name withheld)"

Model = TypeVar("Model", bound=Metadata)


def redact(content: Content, names: Iterable[str]) -> Content:
    """`content` without `names`: an actor of that name is left out, in all other text the name is replaced.

    A name matches on word edges, whatever its case and white space; give each written form that is to vanish.
    """
    forms = sorted({name.strip() for name in names if name.strip()}, key=lambda form: (-len(form), form))
    if not forms:
        return content
    pattern = re.compile(
        r"(?<!\w)(?:" + "|".join(r"\s+".join(map(re.escape, form.split())) for form in forms) + r")(?!\w)",
        re.IGNORECASE,
    )
    hidden_ids = {identifier_of(form) for form in forms}

    def clean(text: str) -> str:
        return pattern.sub(WITHHELD, text)

    def clean_entry(entry: Curated[Model]) -> Curated[Model]:
        data = entry.data.model_validate(_clean_values(entry.data.model_dump(by_alias=True), clean))
        return replace(entry, data=data, prose=clean(entry.prose))

    def is_hidden(entry: Curated[Model], forms_of_it: Iterable[str]) -> bool:
        return entry.id in hidden_ids or any(pattern.fullmatch(form) for form in forms_of_it)

    actors = [entry for entry in content.actors if not is_hidden(entry, (entry.data.name, *entry.data.aliases))]
    gone = {entry.id for entry in content.actors} - {entry.id for entry in actors}
    rounds = [
        replace(
            entry,
            data=entry.data.model_copy(
                update={
                    "people": tuple(person for person in entry.data.people if person.actor not in gone),
                    "parties": tuple(party for party in entry.data.parties if party not in gone),
                }
            ),
        )
        for entry in content.rounds
    ]
    articles = []
    for article in content.articles:
        body = clean(article.body)
        articles.append(
            replace(
                article,
                title=clean(article.title),
                authors=tuple(clean(author) for author in article.authors),
                submitted_by=clean(article.submitted_by) if article.submitted_by else None,
                corrections=tuple(c for c in article.corrections if c.text in body and c.actor not in gone),
                body=body,
                prose=prose_of(body),
            )
        )
    return replace(
        content,
        articles=tuple(articles),
        actors=tuple(clean_entry(entry) for entry in actors),
        rounds=tuple(clean_entry(entry) for entry in rounds),
        terms=tuple(clean_entry(entry) for entry in content.terms),
        introduction=clean(content.introduction),
    )


def _clean_values(value: object, clean: object) -> object:
    """Every visible string of dumped metadata cleaned; ids and addresses are no prose and stay."""
    assert callable(clean)
    if isinstance(value, dict):
        return {key: _clean_values(item, clean) for key, item in value.items() if item is not None}
    if isinstance(value, (list, tuple)):
        return [_clean_values(item, clean) for item in value]
    if isinstance(value, str) and "://" not in value and not re.fullmatch(r"[a-z0-9-]+", value):
        return clean(value)
    return value
