"""The content folder, read in sorted order: everything good in it, and what is wrong with the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from builder.content.agreement import agree
from builder.content.article import Article
from builder.content.curated import (
    ActorMetadata,
    EntryMetadata,
    NameMetadata,
    PlaceMetadata,
    RoundMetadata,
    TermMetadata,
)
from builder.content.files import ContentFile, Curated, read_file
from builder.content.front_matter import Model
from builder.content.ledger import Ledger, LedgerMetadata, follow_renamed, gather_ledger, no_ledger
from builder.content.tree import read_tree
from builder.problems import Problem
from builder.progress import Watch, unwatched

__all__ = ["Content", "Curated", "read_content"]


@dataclass(frozen=True, slots=True)
class Content:
    """Everything good in the folder, ordered by id (articles by day, then id), and everything wrong with the rest."""

    articles: tuple[Article, ...] = ()
    actors: tuple[Curated[ActorMetadata], ...] = ()
    rounds: tuple[Curated[RoundMetadata], ...] = ()
    terms: tuple[Curated[TermMetadata], ...] = ()
    entries: tuple[Curated[EntryMetadata], ...] = ()
    names: tuple[Curated[NameMetadata], ...] = ()
    places: tuple[PlaceMetadata, ...] = ()
    introduction: str = ""
    recorded: Ledger = field(default_factory=no_ledger)
    problems: tuple[Problem, ...] = ()


ReadFiles = Callable[[str, Mapping[str, str], Watch], Mapping[str, ContentFile]]
"""A folder's name and its files' texts by path in it -> what each holds: by parsing, or by remembering."""


def read_each(name: str, texts: Mapping[str, str], watch: Watch) -> Mapping[str, ContentFile]:
    """Parse every file, one after the other."""
    return {relative: read_file(name, relative, text) for relative, text in watch("Reading files", texts.items())}


def read_content(folder: Path, name: str = "", read_files: ReadFiles = read_each, watch: Watch = unwatched) -> Content:
    """Read `folder`. Never raises for what is in it: a bad file is left out and becomes Problems.

    `name` is what the folder is called in paths, where that is not its own name; `read_files` may know the files.
    """
    name = name or folder.name
    tree = read_tree(folder, name)
    files = tuple(read_files(name, tree.texts, watch).values())
    agreement = agree(file.record for file in files)
    problems = {*tree.problems, *agreement.problems, *(problem for file in files for problem in file.record.problems)}
    kept = [file.thing for file in files if file.record.path in agreement.kept]
    articles = sorted(
        (thing for thing in kept if isinstance(thing, Article)), key=lambda article: (article.published, article.id)
    )
    ids = {file.record.id for file in files if file.record.folder == "articles"}
    renamed = {former: article.id for article in reversed(articles) for former in article.formerly if former not in ids}
    ledger = {file.record.id: file.thing for file in files if isinstance(file.thing, LedgerMetadata)}
    return Content(
        articles=tuple(articles),
        actors=_entries(kept, ActorMetadata),
        rounds=_entries(kept, RoundMetadata),
        terms=_entries(kept, TermMetadata),
        entries=_entries(kept, EntryMetadata),
        names=_entries(kept, NameMetadata),
        places=next((file.thing for file in files if isinstance(file.thing, tuple)), ()),
        introduction=next((file.thing for file in files if isinstance(file.thing, str) and file.record.sound), ""),
        recorded=follow_renamed(gather_ledger(ledger), renamed),
        problems=tuple(sorted(problems)),
    )


def _entries(things: Iterable[Any], model: type[Model]) -> tuple[Curated[Model], ...]:
    return tuple(thing for thing in things if isinstance(thing, Curated) and isinstance(thing.data, model))
