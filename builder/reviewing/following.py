"""Where files name something by its id: these follow when it gets another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from builder.content.article import ArticleMetadata
from builder.content.curated import ActorMetadata, EntryMetadata, RoundMetadata, TermMetadata
from builder.content.file_edits import edit_front_matter
from builder.content.front_matter import Metadata
from builder.content.references import (
    Reference,
    actor_references,
    entry_references,
    round_references,
    term_references,
)
from builder.content.yaml_edits import remove_item, set_scalar
from builder.content.yaml_nodes import parse_yaml, plain
from builder.reviewing.desk import Desk, Thing, read_entry


def follow(desk: Desk, thing: Thing, into: Thing) -> None:
    """Let all files that name `thing` by its id name `into`."""
    for path, references in sorted(_files_with_references(desk, thing)):
        text = desk.text(path)
        if text is not None:
            desk.put(path, edit_front_matter(path, text, partial(_renamed, references=references, into=into)))


def _files_with_references(desk: Desk, thing: Thing) -> Iterator[tuple[str, tuple[Reference, ...]]]:
    content = desk.archive.content
    elsewhere = [folder for folder in ("actors", "rounds", "glossary") if folder != thing.folder]
    # An id that several folders have says not which is meant.
    kinds: set[str] = (
        {thing.folder} if any(desk.text(f"{f}/{thing.id}.md") for f in elsewhere) else {thing.folder, "any"}
    )
    groups: tuple[tuple[str, Iterable[Any], type[Metadata], Any], ...] = (
        ("actors", content.actors, ActorMetadata, actor_references),
        ("rounds", content.rounds, RoundMetadata, round_references),
        ("glossary", content.terms, TermMetadata, term_references),
        ("timeline", content.entries, EntryMetadata, entry_references),
    )
    for folder, entries, model, references_of in groups:
        for entry in entries:
            path = f"{folder}/{entry.id}.md"
            if not any(_means(reference, thing, kinds) for reference in references_of(entry.data)):
                continue
            text = desk.text(path)
            if text is not None:
                data = read_entry(path, text, model)
                yield path, tuple(r for r in references_of(data) if _means(r, thing, kinds))
    if thing.folder == "actors":
        for article in content.articles:
            if any(correction.actor == thing.id for correction in article.corrections):
                path = article.path.partition("/")[2]
                yield path, tuple(_corrections(desk, path, thing))


def _corrections(desk: Desk, path: str, thing: Thing) -> Iterator[Reference]:
    """Counted in the file: of what is withheld, the archive has no corrections."""
    data = read_entry(path, desk.text(path) or "", ArticleMetadata)
    for index, correction in enumerate(data.corrections):
        if correction.actor == thing.id:
            yield Reference(("corrections", index, "actor"), "actors", thing.id)


def _means(reference: Reference, thing: Thing, kinds: set[str]) -> bool:
    return reference.target == thing.id and reference.kind in kinds


def _renamed(yaml: str, *, references: Sequence[Reference], into: Thing) -> str:
    """From the end, so that the places of the others stay; a list that has the new id already needs no second."""
    for reference in reversed(references):
        *holder, last = reference.path
        listed = isinstance(last, int) and into.id in _texts(yaml, holder)
        yaml = remove_item(yaml, reference.path) if listed else set_scalar(yaml, reference.path, into.id)
    return yaml


def _texts(yaml: str, path: Sequence[int | str]) -> list[Any]:
    value: Any = plain(parse_yaml(yaml))
    for step in path:
        value = value[step]
    return list(value)
