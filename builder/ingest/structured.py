"""What a page states about itself for machines, in JSON-LD (https://schema.org/NewsArticle)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from builder.ingest.claims import Claim, Key

_MAX_BLOCK = 1_000_000
_MAX_NODES = 10_000
_ORIGIN = "JSON-LD"
_KEYS: tuple[tuple[str, Key], ...] = (
    ("headline", "title"),
    ("datePublished", "published"),
    ("publisher", "publisher"),
    ("author", "authors"),
    ("creator", "authors"),
    ("inLanguage", "language"),
    ("license", "licence"),
    ("mainEntityOfPage", "url"),
    ("url", "url"),
)
_NAMED = ("publisher", "authors")


def structured_claims(block: str) -> tuple[Claim, ...]:
    """The claims of one JSON-LD block about the article that the page is; none from what is no JSON."""
    if len(block) > _MAX_BLOCK:
        return ()
    try:
        nodes = tuple(_nodes(json.loads(block.strip().removesuffix(";"))))
    except (ValueError, RecursionError):
        return ()
    by_id = {node["@id"]: node for node in reversed(nodes) if isinstance(node.get("@id"), str) and len(node) > 1}
    articles = [node for node in nodes if any(kind.endswith(("Article", "Posting", "Report")) for kind in _types(node))]
    return tuple(claim for article in articles[:1] for claim in _claims(article, by_id))


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in it, the outer first, without recursion."""
    waiting = [value]
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting += reversed(list(node.values()))
        elif isinstance(node, list):
            waiting += reversed(node)


def _types(node: Mapping[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _claims(article: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> Iterator[Claim]:
    for name, key in _KEYS:
        for text in _texts(article.get(name), by_id, ("name",) if key in _NAMED else ("@id", "url", "name")):
            yield Claim(key, text, _ORIGIN)


def _texts(value: Any, by_id: Mapping[str, Mapping[str, Any]], names: tuple[str, ...]) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield unescape(item)  # many systems write entities even here
        elif isinstance(item, dict):
            meant = item if item.get("name") else by_id.get(str(item.get("@id")), item)
            found = next((meant[name] for name in names if isinstance(meant.get(name), str)), None)
            if found is not None:
                yield unescape(found)
