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


def schema_path(kind: str) -> str:
    """Where a site has the schema of one of KINDS, from its root."""
    return f"schemas/{kind}.schema.json"


def json_schema(kind: str, site: str = "") -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one of KINDS; `site`, the address of a site that has it, makes its `$id`."""
    adapter: TypeAdapter[Any] = TypeAdapter(list[PlaceMetadata] if kind == "places" else _MODELS[kind])
    schema = adapter.json_schema(by_alias=True)
    # The model's own title and description are for programmers, and those of keys only repeat their names.
    rest = {key: value for key, value in _without_titles(schema).items() if key != "description"}
    identity = {"$id": f"{site.rstrip('/')}/{schema_path(kind)}"} if site else {}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **identity, "title": _TITLES[kind], **rest}


def _without_titles(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_without_titles(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    # Where a title is text it is a title; a key of the metadata that is called so leads to a schema.
    return {
        key: _without_titles(value) for key, value in schema.items() if not (key == "title" and isinstance(value, str))
    }
