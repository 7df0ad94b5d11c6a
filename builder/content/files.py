"""One content file read by itself: the thing that it holds, and its record."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any, Generic

from builder.content.article import Article, parse_article_file
from builder.content.curated import (
    ActorMetadata,
    EntryMetadata,
    NameMetadata,
    PlaceMetadata,
    RoundMetadata,
    TermMetadata,
)
from builder.content.disguises import find_disguises
from builder.content.front_matter import Metadata, Model, read_list, read_metadata, split_front_matter
from builder.content.identifiers import identifier_of
from builder.content.ledger import LedgerMetadata, parse_ledger_file
from builder.content.markdown import refuse_body
from builder.content.records import Placed, Record
from builder.content.references import (
    Reference,
    actor_references,
    entry_references,
    placed_references,
    round_references,
    term_references,
)
from builder.content.yaml_nodes import Node, find_location, plain
from builder.problems import Problem
from builder.text import Location, locate


@dataclass(frozen=True, slots=True)
class Curated(Generic[Model]):
    """An entry that an editor keeps: `data` its metadata, `prose` its body; `nodes` tells where things stand in it."""

    id: str
    path: str
    data: Model
    prose: str
    nodes: Node = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class ContentFile:
    """`thing` is what the file holds, as far as it is good by itself: an article, entry, ledger file, places, text."""

    record: Record
    thing: Article | Curated[Any] | LedgerMetadata | tuple[PlaceMetadata, ...] | str | None


def read_file(name: str, relative: str, text: str) -> ContentFile:
    """The file at `relative` in the content folder called `name`, one that has a place there; `text` is all of it."""
    file = _read(f"{name}/{relative}", relative.partition("/")[0], text)
    if text.isascii() and "\\" not in text:
        return file
    record = file.record
    disguised = find_disguises(record.path, text, (*(form.text for form in record.names or ()), *_shown(file.thing)))
    return replace(file, record=replace(record, problems=(*record.problems, *disguised))) if disguised else file


def _read(path: str, folder: str, text: str) -> ContentFile:
    match folder:
        case "articles":
            return _read_article(path, text)
        case "identifiers":
            return _read_ledger_file(path, text)
        case "names":
            return _read_decision(path, text)
        case "places.yml":
            return _read_places(path, text)
        case "index.md":
            wrong = tuple(refuse_body(path, text, 0))
            return ContentFile(Record(path, folder, "index", not wrong, wrong), text)
    model, references = _KINDS[folder]
    return _read_entry(path, folder, text, model, references)


def _shown(thing: object) -> tuple[str, ...]:
    """What of a good file readers see beside the names that it claims."""
    match thing:
        case Article():
            return thing.title, thing.publisher, *thing.authors, thing.prose
        case Curated():
            return (getattr(thing.data, "title", ""), thing.prose)
        case str():
            return (thing,)
    return ()


_KINDS: dict[str, tuple[type[Metadata], Callable[[Any], list[Reference]]]] = {
    "actors": (ActorMetadata, actor_references),
    "rounds": (RoundMetadata, round_references),
    "glossary": (TermMetadata, term_references),
    "timeline": (EntryMetadata, entry_references),
}


def _read_article(path: str, text: str) -> ContentFile:
    identifier = identifier_of(PurePosixPath(path).stem)
    if not identifier:
        unnamed = Problem(
            path, 1, 1, "name", "the file's name holds no letter or digit",
            "Rename it to YYYY-MM-DD-outlet-few-words.md",
        )  # fmt: skip
        return ContentFile(Record(path, "articles", "", sound=False, problems=(unnamed,)), None)
    parsed = parse_article_file(path, identifier, text)
    article = parsed.article
    formers: tuple[Placed, ...] = ()
    url = None
    if article is not None:
        formers = tuple(Placed(former, Location(_line_of("formerly", text), 1)) for former in article.formerly)
        url = Placed(article.page, Location(_line_of("url", text), 1))
    record = Record(
        path,
        "articles",
        identifier,
        article is not None,
        parsed.problems,
        parsed.wanted,
        formers=formers,
        url=url,
        corrects=article is not None and bool(article.corrections),
    )
    return ContentFile(record, article)


def _line_of(key: str, text: str) -> int:
    """The line of a file on which a key of its front matter stands."""
    return next((n for n, row in enumerate(text.split("\n"), 1) if row.startswith(f"{key}:")), 1)


def _read_entry(
    path: str, folder: str, text: str, model: type[Metadata], references: Callable[[Any], list[Reference]]
) -> ContentFile:
    stem = PurePosixPath(path).stem
    identifier = identifier_of(stem)
    wrong = _wrong_name(path, stem, "md")
    parts = split_front_matter(path, text)
    if isinstance(parts, Problem):
        return ContentFile(Record(path, folder, identifier, sound=False, problems=(*wrong, parts)), None)
    data, node, more = read_metadata(path, parts.yaml, parts.yaml_line, model)
    wrong += more
    wrong += refuse_body(path, text, parts.body_offset)
    if model is TermMetadata and not parts.body.strip():
        where = locate(text, len(text))
        wrong.append(
            Problem(
                path, where.line, where.column, "body-missing", "there is no text below the front matter",
                "Write there what the term means",
            )
        )  # fmt: skip
    if data is None or node is None or wrong:
        return ContentFile(Record(path, folder, identifier, sound=False, problems=tuple(wrong)), None)
    entry = Curated(stem, path, data, parts.body.strip(), node)
    record = Record(
        path,
        folder,
        identifier,
        sound=True,
        wanted=placed_references(node, references(data)),
        names=tuple(_names_of(entry)),
        formers=tuple(
            Placed(former, find_location(node, ("formerly", index)))
            for index, former in enumerate(getattr(data, "formerly", ()))
        ),
        apart=getattr(data, "distinct_from", ()),
    )
    return ContentFile(record, entry)


def _wrong_name(path: str, stem: str, ending: str) -> list[Problem]:
    identifier = identifier_of(stem)
    if identifier == stem:
        return []
    return [
        Problem(
            path, 1, 1, "name", f"the file's name '{stem[:60]}' cannot be an address",
            f"Rename it to {identifier or 'some-name'}.{ending}: small letters a to z, digits, hyphens",
        )
    ]  # fmt: skip


def _names_of(entry: Curated[Any]) -> Iterator[Placed]:
    key = next((key for key in ("name", "term") if hasattr(entry.data, key)), None)
    if key is not None:
        yield Placed(getattr(entry.data, key), find_location(entry.nodes, (key,)))
        for index, alias in enumerate(entry.data.aliases):
            yield Placed(alias, find_location(entry.nodes, ("aliases", index)))


def _read_decision(path: str, text: str) -> ContentFile:
    """What is decided about a name that has no entry."""
    stem = PurePosixPath(path).stem
    data, node, problems = read_metadata(path, text, 1, NameMetadata)
    wrong = (*_wrong_name(path, stem, "yml"), *problems)
    if data is None or node is None or wrong:
        return ContentFile(Record(path, "names", stem, sound=False, problems=wrong), None)
    entry = Curated(stem, path, data, "", node)
    names = tuple(_names_of(entry))
    return ContentFile(Record(path, "names", stem, sound=True, names=names, ignores=data.decision == "ignore"), entry)


def _read_ledger_file(path: str, text: str) -> ContentFile:
    identifier = PurePosixPath(path).stem
    data, problems = parse_ledger_file(path, text)
    return ContentFile(Record(path, "identifiers", identifier, data is not None, tuple(problems)), data)


def _read_places(path: str, text: str) -> ContentFile:
    """The good places, and all names that the file gives, those of bad entries too; None where it cannot be read."""
    read, nodes, problems = read_list(path, text, PlaceMetadata)
    taken: dict[str, int] = {}
    places: list[PlaceMetadata] = []
    for place, node in read:
        clash = next((form for form in (place.name, *place.aliases) if form in taken), None)
        if clash is not None:
            at: tuple[int | str, ...] = ("name",) if clash == place.name else ("aliases", place.aliases.index(clash))
            where = find_location(node, at)
            problems.append(
                Problem(
                    path, where.line, where.column, "duplicate-name",
                    f"'{clash}' names the place on line {taken[clash]} already",
                    "Keep one of the two entries, or take the name out of one",
                )
            )  # fmt: skip
            continue
        taken.update(dict.fromkeys((place.name, *place.aliases), node.location.line))
        places.append(place)
    names = None if nodes is None else tuple(Placed(name, Location(1, 1)) for name in sorted(set(_names_in(nodes))))
    return ContentFile(Record(path, "places.yml", "places", not problems, tuple(problems), names=names), tuple(places))


def _names_in(places: Node) -> Iterator[str]:
    entries = plain(places)
    for entry in entries if isinstance(entries, list) else ():
        if not isinstance(entry, dict):
            continue
        aliases = entry.get("aliases")
        for form in (entry.get("name"), *(aliases if isinstance(aliases, list) else ())):
            if isinstance(form, str):
                yield unicodedata.normalize("NFC", " ".join(form.split()))
