"""The content folder, read in sorted order: the only place that opens what contributors wrote."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic

from builder.content.article import Article, parse_article
from builder.content.curated import ActorMetadata, PlaceMetadata, RoundMetadata, TermMetadata
from builder.content.front_matter import Model, read_list, read_metadata, split_front_matter
from builder.content.identifiers import identifier_of
from builder.content.markdown import refuse_body
from builder.content.references import (
    Known,
    Reference,
    actor_references,
    round_references,
    term_references,
    unknown_references,
)
from builder.content.yaml_nodes import Node, find_location
from builder.problems import Problem
from builder.text import Location

MAX_FILE = 4_000_000
"""Bytes; a longer file is not an article."""


@dataclass(frozen=True, slots=True)
class Curated(Generic[Model]):
    """An entry that an editor keeps: `data` its metadata, `prose` its body; `nodes` tells where in the file things stand."""

    id: str
    path: str
    data: Model
    prose: str
    nodes: Node = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Content:
    """Everything good in the folder, ordered by id (articles by day, then id), and everything wrong with the rest."""

    articles: tuple[Article, ...] = ()
    actors: tuple[Curated[ActorMetadata], ...] = ()
    rounds: tuple[Curated[RoundMetadata], ...] = ()
    terms: tuple[Curated[TermMetadata], ...] = ()
    places: tuple[PlaceMetadata, ...] = ()
    introduction: str = ""
    problems: tuple[Problem, ...] = ()


def read_content(folder: Path) -> Content:
    """Read `folder`. Never raises for what is in it: a bad file is left out and becomes Problems."""
    name = folder.name
    problems: list[Problem] = []
    texts: dict[str, str] = {}
    for relative in _walk(folder, problems, name):
        text = _read_text(folder / relative, f"{name}/{relative}", problems)
        if text is not None:
            texts[relative] = text
    articles = _read_articles(name, texts, problems)
    places = _read_places(name, texts, problems)
    actors = _read_entries(name, "actors", texts, ActorMetadata, problems)
    rounds = _read_entries(name, "rounds", texts, RoundMetadata, problems)
    terms = _read_entries(name, "glossary", texts, TermMetadata, problems)
    known = Known(
        ids={kind: _ids_in(kind, texts) for kind in ("articles", "actors", "rounds", "glossary")},
        places=frozenset(form for place in places for form in (place.name, *place.aliases)),
    )
    actors = _with_good_references(actors, actor_references, known, problems)
    rounds = _with_good_references(rounds, round_references, known, problems)
    terms = _with_good_references(terms, term_references, known, problems)
    problems += _clashing_names(actors)
    introduction = texts.get("index.md", "")
    if introduction:
        wrong = refuse_body(f"{name}/index.md", introduction, 0)
        problems += wrong
        introduction = "" if wrong else introduction
    return Content(
        articles=tuple(articles),
        actors=tuple(actors),
        rounds=tuple(rounds),
        terms=tuple(terms),
        places=places,
        introduction=introduction,
        problems=tuple(sorted(set(problems))),
    )


def _walk(folder: Path, problems: list[Problem], name: str) -> Iterator[str]:
    """The relative paths of regular files that have a place here, sorted; all else is named and passed over."""
    for root, folders, files in os.walk(folder, followlinks=False):
        inside = Path(root).relative_to(folder)
        folders.sort()
        for entry in list(folders):
            if entry.startswith("."):
                folders.remove(entry)
            elif (Path(root) / entry).is_symlink():
                problems.append(
                    _file_problem(
                        name,
                        inside / entry,
                        "symlink",
                        "this is a symbolic link; it is not followed",
                        "Put the files themselves here",
                    )
                )
        for entry in sorted(files):
            relative = (inside / entry).as_posix()
            if entry.startswith("."):
                continue
            mode = (Path(root) / entry).lstat().st_mode
            if stat.S_ISLNK(mode):
                problems.append(
                    _file_problem(
                        name,
                        inside / entry,
                        "symlink",
                        "this is a symbolic link; it is not followed",
                        "Put the file itself here",
                    )
                )
            elif not stat.S_ISREG(mode):
                problems.append(
                    _file_problem(name, inside / entry, "not-a-file", "this is not a regular file", "Delete it")
                )
            elif _has_a_place(relative):
                yield relative
            else:
                problems.append(
                    _file_problem(
                        name, inside / entry, "unknown-file", "this file has no place in the archive and is not published",
                        "Articles are articles/**/*.md, curated entries actors/*.md, rounds/*.md, glossary/*.md and places.yml",
                        severity_warning=True,
                    )
                )  # fmt: skip


def _has_a_place(relative: str) -> bool:
    first, _, rest = relative.partition("/")
    if not rest:
        return relative in ("places.yml", "index.md")
    if not relative.endswith(".md"):
        return False
    return first == "articles" or (first in ("actors", "rounds", "glossary") and "/" not in rest)


def _read_text(path: Path, shown: str, problems: list[Problem]) -> str | None:
    try:
        if path.stat().st_size > MAX_FILE:
            problems.append(
                Problem(
                    _visible(shown), 1, 1, "file-too-large", f"the file is larger than {MAX_FILE:,} bytes", "Shorten it"
                )
            )
            return None
        data = path.read_bytes()
    except OSError as error:
        problems.append(
            Problem(
                _visible(shown),
                1,
                1,
                "unreadable",
                f"the file cannot be read ({error.strerror})",
                "Check its permissions",
            )
        )
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        problems.append(
            Problem(
                _visible(shown),
                line,
                column,
                "encoding",
                f"the byte 0x{data[error.start]:02x} is not UTF-8",
                "Save the file as UTF-8",
            )
        )
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _read_articles(name: str, texts: dict[str, str], problems: list[Problem]) -> list[Article]:
    articles: list[Article] = []
    by_id: dict[str, str] = {}
    by_url: dict[str, str] = {}
    for relative, text in texts.items():
        if not relative.startswith("articles/"):
            continue
        path = _visible(f"{name}/{relative}")
        identifier = identifier_of(Path(relative).stem)
        if not identifier:
            problems.append(
                Problem(
                    path, 1, 1, "name", "the file's name holds no letter or digit", "Name it YYYY-MM-DD-outlet-topic.md"
                )
            )
            continue
        article, wrong = parse_article(path, identifier, text)
        problems += wrong
        if article is None:
            continue
        if identifier in by_id:
            problems.append(
                Problem(
                    path,
                    1,
                    1,
                    "duplicate-address",
                    f"its address articles/{identifier}/ belongs to {by_id[identifier]}",
                    "Give the file another name",
                )
            )
            continue
        if article.url in by_url:
            line = next((n for n, row in enumerate(text.split("\n"), 1) if row.startswith("url:")), 1)
            problems.append(
                Problem(
                    path,
                    line,
                    1,
                    "duplicate-url",
                    f"{by_url[article.url]} already tells of this page",
                    "Keep one of the two files",
                )
            )
            continue
        by_id[identifier] = by_url[article.url] = path
        articles.append(article)
    return sorted(articles, key=lambda article: (article.published, article.id))


def _read_places(name: str, texts: dict[str, str], problems: list[Problem]) -> tuple[PlaceMetadata, ...]:
    path = f"{name}/places.yml"
    read, wrong = read_list(path, texts.get("places.yml", ""), PlaceMetadata)
    problems += wrong
    taken: dict[str, Location] = {}
    places: list[PlaceMetadata] = []
    for place, where in read:
        clash = next((form for form in (place.name, *place.aliases) if form in taken), None)
        if clash is not None:
            problems.append(
                Problem(
                    path,
                    where.line,
                    where.column,
                    "duplicate-name",
                    f"'{clash}' stands on line {taken[clash].line} already",
                    "Keep one of the two entries",
                )
            )
            continue
        taken.update(dict.fromkeys((place.name, *place.aliases), where))
        places.append(place)
    return tuple(places)


def _read_entries(
    name: str, kind: str, texts: dict[str, str], model: type[Model], problems: list[Problem]
) -> list[Curated[Model]]:
    entries: list[Curated[Model]] = []
    for relative, text in texts.items():
        if not relative.startswith(f"{kind}/"):
            continue
        path, stem = _visible(f"{name}/{relative}"), Path(relative).stem
        if identifier_of(stem) != stem:
            problems.append(
                Problem(
                    path,
                    1,
                    1,
                    "name",
                    f"'{stem[:60]}' cannot be an address",
                    f"Rename the file to {identifier_of(stem) or 'a-name'}.md",
                )
            )
            continue
        parts = split_front_matter(path, text)
        if isinstance(parts, Problem):
            problems.append(parts)
            continue
        data, node, wrong = read_metadata(path, parts.yaml, parts.yaml_line, model)
        wrong += refuse_body(path, text, parts.body_offset)
        if model is TermMetadata and not parts.body.strip():
            wrong.append(
                Problem(
                    path,
                    parts.yaml_line,
                    1,
                    "body-missing",
                    "the term has no definition",
                    "Write it below the front matter",
                )
            )
        problems += wrong
        if data is not None and node is not None and not wrong:
            entries.append(Curated(stem, path, data, parts.body.strip(), node))
    return entries


def _ids_in(kind: str, texts: dict[str, str]) -> frozenset[str]:
    return frozenset(identifier_of(Path(relative).stem) for relative in texts if relative.startswith(f"{kind}/"))


def _with_good_references(
    entries: list[Curated[Model]],
    references: Callable[[Model], list[Reference]],
    known: Known,
    problems: list[Problem],
) -> list[Curated[Model]]:
    """The entries all of whose references exist; those of the others become Problems."""
    good = []
    for entry in entries:
        wrong = unknown_references(entry.path, entry.nodes, references(entry.data), known)
        problems += wrong
        if not wrong:
            good.append(entry)
    return good


def _clashing_names(actors: list[Curated[ActorMetadata]]) -> list[Problem]:
    """A written form that two curated actors claim would melt them into one."""
    problems: list[Problem] = []
    taken: dict[str, str] = {}
    for entry in actors:
        forms = [(("name",), entry.data.name), *((("aliases", n), alias) for n, alias in enumerate(entry.data.aliases))]
        for at, form in forms:
            key = unicodedata.normalize("NFC", form)
            if taken.get(key, entry.path) != entry.path:
                where = find_location(entry.nodes, at)
                problems.append(
                    Problem(
                        entry.path, where.line, where.column, "duplicate-name", f"'{form}' belongs to {taken[key]}",
                        "A form can mean one actor only: keep it in one of the two files", "warning",
                    )
                )  # fmt: skip
            taken.setdefault(key, entry.path)
    return problems


def _file_problem(
    name: str, relative: Path, code: str, message: str, hint: str, *, severity_warning: bool = False
) -> Problem:
    return Problem(
        _visible(f"{name}/{relative.as_posix()}"), 1, 1, code, message, hint, "warning" if severity_warning else "error"
    )


def _visible(path: str) -> str:
    """File names may hold bytes that are no text, or line breaks: shown escaped, never drawn."""
    return "".join(c if c.isprintable() and not 0xD800 <= ord(c) <= 0xDFFF else f"\\x{ord(c):02x}" for c in path)
