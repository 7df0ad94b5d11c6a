"""What lies before an editor: the archive, and the files as they are after what was decided so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from builder.archive.account import Archive
from builder.content.article import parse_article
from builder.content.curated import ActorMetadata, EntryMetadata, NameMetadata, RoundMetadata, TermMetadata
from builder.content.file_edits import FileEdit
from builder.content.front_matter import Metadata, Model, read_metadata, split_front_matter
from builder.content.identifiers import identifier_of
from builder.content.markdown import refuse_body
from builder.content.redaction import WITHHELD
from builder.content.values import Line
from builder.content.yaml_edits import RefusedError
from builder.problems import Problem
from builder.reading.folding import fold

Folder = Literal["actors", "glossary"]
TextOf = Callable[[str], str | None]
"""What the file at a path within the content folder holds; None where there is none."""

MODELS: Mapping[Folder, type[ActorMetadata | TermMetadata]] = {"actors": ActorMetadata, "glossary": TermMetadata}
_MODELS: Mapping[str, type[Metadata]] = {
    "actors": ActorMetadata,
    "rounds": RoundMetadata,
    "glossary": TermMetadata,
    "timeline": EntryMetadata,
}
_LINE: TypeAdapter[str] = TypeAdapter(Line)


@dataclass(frozen=True, slots=True)
class Thing:
    """An actor or a term, by the folder of its entry and its id."""

    folder: Folder
    id: str

    @property
    def path(self) -> str:
        """Where its entry is, or would be."""
        return f"{self.folder}/{self.id}.md"

    def __str__(self) -> str:
        return f"{self.folder}/{self.id}"


@dataclass
class Desk:
    """The archive as it was read, and the files, of which `changed` are no more what `text_of` gives.

    `gone` are actors and terms that are no more, since they were merged or ignored.
    """

    archive: Archive
    text_of: TextOf
    gone: set[Thing] = field(default_factory=set)
    changed: dict[str, str | None] = field(default_factory=dict)

    def text(self, path: str) -> str | None:
        return self.changed[path] if path in self.changed else self.text_of(path)

    def put(self, path: str, text: str | None) -> None:
        """The file is to hold `text`. Raises RefusedError where `explainer check` would not take it."""
        if text is not None:
            _refuse_problems(path, text)
        self.changed[path] = text

    @property
    def edits(self) -> tuple[FileEdit, ...]:
        """What was changed, ordered by path."""
        edits = (FileEdit(path, self.text_of(path), text) for path, text in sorted(self.changed.items()))
        return tuple(edit for edit in edits if edit.old != edit.new)

    def find(self, written: str) -> Thing:
        """The actor or term whose id is `written`, with its folder or without. Raises RefusedError."""
        folder, _, identifier = written.rpartition("/")
        folders = [name for name in ("actors", "glossary") if folder in ("", name)]
        if not folders or identifier_of(identifier) == "":
            raise RefusedError(f"'{written[:80]}' is not an id; write one that 'explainer review' prints")
        found = [thing for name in folders if self._is_there(thing := Thing(name, identifier))]  # type: ignore[arg-type]
        if len(found) > 1:
            raise RefusedError(f"'{identifier}' is both an actor and a term; write {found[0]} or {found[1]}")
        found = [thing for thing in found if thing not in self.gone]
        if not found:
            led = self.archive.former.get("actors", {}).get(identifier)
            hint = f"; its page is actors/{led} now" if led else "; write an id that 'explainer review' prints"
            raise RefusedError(f"there is no actor or term '{written[:80]}'{hint}")
        return found[0]

    def _is_there(self, thing: Thing) -> bool:
        # No file is looked for whose name is no id.
        there = self.archive.actors if thing.folder == "actors" else self.archive.terms
        return thing.id in there or (identifier_of(thing.id) == thing.id and self.text(thing.path) is not None)

    def entry(self, thing: Thing, model: type[Model]) -> Model | None:
        """The metadata of its entry; None without one. Raises RefusedError where the file has problems."""
        text = self.text(thing.path)
        return None if text is None else read_entry(thing.path, text, model)

    def names(self, thing: Thing) -> tuple[str, ...]:
        """All names of a thing, the one that it goes by first, as far as they may stand in a file."""
        entry = self.entry(thing, MODELS[thing.folder])
        met: tuple[str, ...] = ()
        if thing.folder == "actors" and (actor := self.archive.actors.get(thing.id)) is not None:
            met = (actor.name, *actor.names)
        elif thing.folder == "glossary" and (term := self.archive.terms.get(thing.id)) is not None:
            met = (term.term, *term.forms)
        found = (*(forms_of(entry) if entry is not None else ()), *met)
        return tuple(dict.fromkeys(line for name in found if (line := as_line(name))))

    def entries_called(self, name: str) -> tuple[Thing, ...]:
        """The actors' and terms' entries of which `name` is a name."""
        borne = [written.partition("/") for written in self.others(name)]
        things = (Thing(known, identifier) for known in MODELS for folder, _, identifier in borne if folder == known)
        entries = ((thing, self.entry(thing, MODELS[thing.folder])) for thing in things)
        return tuple(t for t, entry in entries if entry is not None and fold(name) in map(fold, forms_of(entry)))

    def others(self, name: str, *things: Thing) -> tuple[str, ...]:
        """Where else than at `things` a name is met or claimed: "actors/x", or "places.yml"."""
        own = {str(thing) for thing in (*things, *self.gone)}
        return tuple(sorted(self._bearers.get(fold(name), frozenset()) - own))

    @cached_property
    def _bearers(self) -> Mapping[str, frozenset[str]]:
        bearers: dict[str, set[str]] = defaultdict(set)

        def bear(who: str, names: Iterable[str]) -> None:
            for name in names:
                bearers[fold(name)].add(who)

        for actor in self.archive.actors.values():
            bear(f"actors/{actor.id}", (actor.name, *actor.names, *actor.forms))
        for term in self.archive.terms.values():
            bear(f"glossary/{term.id}", (term.term, *term.forms))
        for place in self.archive.content.places:
            bear("places.yml", (place.name, *place.aliases))
        return {name: frozenset(who) for name, who in bearers.items()}


def forms_of(entry: ActorMetadata | TermMetadata) -> tuple[str, ...]:
    """The written forms that an entry claims, the one that it goes by first."""
    return (entry.name if isinstance(entry, ActorMetadata) else entry.term, *entry.aliases)


def as_line(text: str) -> str | None:
    """`text` as it may stand in a file; None for what no reader should be given."""
    if WITHHELD in text:
        return None
    try:
        return _LINE.validate_python(text)
    except ValidationError:
        return None


def read_entry(path: str, text: str, model: type[Model]) -> Model:
    """The metadata of an entry. Raises RefusedError with the first problem in the file."""
    parts = split_front_matter(path, text.removeprefix("\ufeff").replace("\r\n", "\n"))
    if isinstance(parts, Problem):
        raise RefusedError(f"{path} has a problem: {parts.advice}")
    data, _, problems = read_metadata(path, parts.yaml, parts.yaml_line, model)
    if data is None:
        raise RefusedError(f"{path} has a problem: {problems[0].advice}")
    return data


def _refuse_problems(path: str, text: str) -> None:
    folder, stem = path.partition("/")[0], PurePosixPath(path).stem
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if folder == "articles":
        _, problems = parse_article(path, stem, lines)
    elif folder == "names":
        _, _, problems = read_metadata(path, lines, 1, NameMetadata)
    else:
        read_entry(path, text, _MODELS[folder])
        parts = split_front_matter(path, lines)
        assert not isinstance(parts, Problem)
        problems = refuse_body(path, lines, parts.body_offset)
        if folder == "glossary" and not parts.body.strip():
            raise RefusedError(f"{path} needs a definition")
    if identifier_of(stem) != stem and folder != "articles":
        raise RefusedError(f"'{stem[:80]}' cannot be the name of a file; write the file by hand")
    if problems:
        raise RefusedError(f"{path} would have a problem: {problems[0].advice}")
