"""JSON Schemas of every file kind, made from the models that check them, so that editors complete and check alike."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from builder.content.article import ArticleMetadata
from builder.content.curated import (
    ActorMetadata,
    EntryMetadata,
    NameMetadata,
    PlaceMetadata,
    RoundMetadata,
    TermMetadata,
)
from builder.content.ledger import LedgerMetadata

KINDS = ("article", "actor", "round", "term", "entry", "places", "name", "identifiers")

_MODELS = {
    "article": ArticleMetadata,
    "actor": ActorMetadata,
    "round": RoundMetadata,
    "term": TermMetadata,
    "entry": EntryMetadata,
    "name": NameMetadata,
    "identifiers": LedgerMetadata,
}
_TITLES = {
    "article": "Front matter of content/articles/**/*.md",
    "actor": "Front matter of content/actors/*.md",
    "round": "Front matter of content/rounds/*.md",
    "term": "Front matter of content/glossary/*.md",
    "entry": "Front matter of content/timeline/*.md",
    "places": "content/places.yml",
    "name": "content/names/*.yml",
    "identifiers": "content/identifiers/*.yml",
}


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one of KINDS."""
    adapter: TypeAdapter[Any] = TypeAdapter(list[PlaceMetadata] if kind == "places" else _MODELS[kind])
    schema = adapter.json_schema(by_alias=True)
    # The model's own title and description are for programmers.
    rest = {key: value for key, value in schema.items() if key not in ("title", "description")}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": _TITLES[kind], **rest}
