"""The addresses that contributors wrote, each with every place where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.content.article import Article
from builder.content.folder import Content, Curated
from builder.content.front_matter import Parts, split_front_matter
from builder.content.yaml_nodes import Node, YamlError, find_location, parse_yaml
from builder.problems import visible
from builder.text import Location

KEYS = ("url", "archive_url", "rights_url", "same_as", "sources")
"""The metadata that holds addresses, in the order in which an article gives them."""

KeyPath = tuple[int | str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where an address stands: `path` relative to the content folder's parent; `key` of the metadata."""

    path: str
    line: int
    column: int
    key: str


@dataclass(frozen=True, slots=True)
class LinkedAddress:
    """`copy` is the address of an archived copy that an article names beside this one."""

    address: str
    places: tuple[Place, ...]
    copy: str | None = None


def find_addresses(content: Content, folder: Path) -> tuple[LinkedAddress, ...]:
    """Every address in the metadata of `content`, which was read from `folder`, sorted."""
    found: dict[str, list[Place]] = {}
    copies: dict[str, str] = {}
    for article in content.articles:
        nodes = _nodes_of(article, folder)
        for key in KEYS[:3]:
            address: str | None = getattr(article, key)
            if address:
                found.setdefault(address, []).append(_place(article.path, nodes, (key,)))
        if article.archive_url:
            copies.setdefault(article.url, article.archive_url)
    entries: list[Curated[Any]] = [*content.actors, *content.rounds, *content.terms, *content.entries]
    for entry in entries:
        for at, address in _addresses_within(entry.data.model_dump(by_alias=True)):
            found.setdefault(address, []).append(_place(entry.path, entry.nodes, at))
    return tuple(
        LinkedAddress(address, tuple(sorted(places)), copies.get(address))
        for address, places in sorted(found.items())
        if _is_web_address(address)
    )


def _nodes_of(article: Article, folder: Path) -> Node | None:
    """Where things stand in an article's front matter; None where the file has changed since it was read."""
    try:
        text = (folder.parent / article.path).read_text(encoding="utf-8-sig")
        parts = split_front_matter(article.path, text)
        return parse_yaml(parts.yaml, parts.yaml_line) if isinstance(parts, Parts) else None
    except (OSError, UnicodeDecodeError, YamlError):
        return None


def _place(path: str, nodes: Node | None, at: KeyPath) -> Place:
    where = find_location(nodes, at) if nodes is not None else Location(1, 1)
    key = next(part for part in reversed(at) if isinstance(part, str))
    return Place(visible(path), where.line, where.column, key)


def _addresses_within(data: Any, at: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """The addresses under KEYS, however deep they stand."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _addresses_within(value, (*at, key))
    elif isinstance(data, list | tuple):
        for index, value in enumerate(data):
            yield from _addresses_within(value, (*at, index))
    elif isinstance(data, str) and any(part in KEYS for part in at) and _is_web_address(data):
        yield at, data


def _is_web_address(text: str) -> bool:
    return text.startswith(("https://", "http://"))
