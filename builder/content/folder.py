"""The content folder, read in sorted order: the only place that opens what contributors wrote."""

from __future__ import annotations

import codecs
import errno
import os
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic
from urllib.parse import urlsplit

from builder.content.article import Article, parse_article
from builder.content.curated import (
    ActorMetadata,
    EntryMetadata,
    NameMetadata,
    PlaceMetadata,
    RoundMetadata,
    TermMetadata,
)
from builder.content.front_matter import Model, read_list, read_metadata, split_front_matter
from builder.content.identifiers import identifier_of
from builder.content.ledger import Ledger, follow_renamed, no_ledger, read_ledger
from builder.content.markdown import refuse_body
from builder.content.names import clashing_decisions
from builder.content.references import (
    Known,
    Reference,
    actor_references,
    entry_references,
    round_references,
    term_references,
    unknown_references,
)
from builder.content.renames import Former, clashing_formers
from builder.content.yaml_nodes import Node, find_location, plain
from builder.problems import Problem, Severity, visible
from builder.text import Location, locate

MAX_FILE = 4_000_000
"""Bytes; a longer file is not an article."""


@dataclass(frozen=True, slots=True)
class Curated(Generic[Model]):
    """An entry that an editor keeps: `data` its metadata, `prose` its body; `nodes` tells where things stand in it."""

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
    entries: tuple[Curated[EntryMetadata], ...] = ()
    names: tuple[Curated[NameMetadata], ...] = ()
    places: tuple[PlaceMetadata, ...] = ()
    introduction: str = ""
    recorded: Ledger = field(default_factory=no_ledger)
    problems: tuple[Problem, ...] = ()


def read_content(folder: Path, name: str = "") -> Content:
    """Read `folder`. Never raises for what is in it: a bad file is left out and becomes Problems.

    `name` is what the folder is called in paths, where that is not its own name.
    """
    name = name or folder.name
    problems: list[Problem] = []
    texts: dict[str, str] = {}
    for relative in _walk(folder, problems, name):
        text = _read_text(folder / relative, f"{name}/{relative}", problems)
        if text is not None:
            texts[relative] = text
    ids = {kind: _ids_in(kind, texts) for kind in ("articles", "actors", "rounds", "glossary", "timeline")}
    articles = _read_articles(name, texts, ids["actors"], problems)
    places, place_names = _read_places(name, texts, problems)
    actors = _read_entries(name, "actors", texts, ActorMetadata, problems)
    rounds = _read_entries(name, "rounds", texts, RoundMetadata, problems)
    terms = _read_entries(name, "glossary", texts, TermMetadata, problems)
    entries = _read_entries(name, "timeline", texts, EntryMetadata, problems)
    decided = _read_names(name, texts, problems)
    known = Known(ids, place_names)
    actors = _with_good_references(actors, actor_references, known, problems)
    rounds = _with_good_references(rounds, round_references, known, problems)
    terms = _with_good_references(terms, term_references, known, problems)
    entries = _with_good_references(entries, entry_references, known, problems)
    names = (form for entry in actors for form in _forms(entry, "name", entry.data.name, entry.data.aliases))
    problems += _clashing_names(names, "actor")
    names = (form for entry in terms for form in _forms(entry, "term", entry.data.term, entry.data.aliases))
    problems += _clashing_names(names, "term")
    problems += clashing_decisions(
        ((entry.path, entry.nodes, entry.data) for entry in decided),
        (
            *((form, entry.path) for entry in actors for form in (entry.data.name, *entry.data.aliases)),
            *((form, entry.path) for entry in terms for form in (entry.data.term, *entry.data.aliases)),
        ),
    )
    problems += clashing_formers("actors", _formers(actors), ids["actors"])
    problems += clashing_formers("rounds", _formers(rounds), ids["rounds"])
    problems += clashing_formers("glossary", _formers(terms), ids["glossary"])
    problems += clashing_formers("timeline", _formers(entries), ids["timeline"])
    renamed = {
        former: article.id
        for article in reversed(articles)
        for former in article.formerly
        if former not in ids["articles"]
    }
    recorded = follow_renamed(read_ledger(name, texts, problems), renamed)
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
        entries=tuple(entries),
        names=tuple(decided),
        places=places,
        introduction=introduction,
        recorded=recorded,
        problems=tuple(sorted(set(problems))),
    )


def _walk(folder: Path, problems: list[Problem], name: str) -> Iterator[str]:
    """The relative paths of regular files that have a place here, sorted; all else is named and passed over."""

    def refuse(relative: str, code: str, message: str, hint: str, severity: Severity = "error") -> None:
        problems.append(Problem(visible(f"{name}/{relative}"), 1, 1, code, message, hint, severity))

    def refuse_folder(error: OSError) -> None:
        relative = Path(error.filename or folder).relative_to(folder).as_posix()
        refuse(relative, "unreadable", f"this folder cannot be read ({error.strerror})", "Check its permissions")

    for root, folders, files in os.walk(folder, onerror=refuse_folder, followlinks=False):
        inside = Path(root).relative_to(folder)
        folders[:] = sorted(entry for entry in folders if not entry.startswith("."))
        for entry in folders:
            if (Path(root) / entry).is_symlink():
                refuse((inside / entry).as_posix(), "symlink", _LINK, "Put the files themselves here")
        for entry in sorted(files):
            relative = (inside / entry).as_posix()
            if entry.startswith("."):
                # What editors and systems leave behind is nobody's article; a file that looks like one may be.
                if entry.endswith(".md") and not entry.startswith(("._", ".#")):
                    refuse(
                        relative, "unknown-file", "files whose names begin with a dot are not read",
                        "Rename it without the dot, or delete it", "warning",
                    )  # fmt: skip
                continue
            mode = (Path(root) / entry).lstat().st_mode
            if stat.S_ISLNK(mode):
                refuse(relative, "symlink", _LINK, "Put the file itself here")
            elif not stat.S_ISREG(mode):
                refuse(relative, "not-a-file", "this is not a file but a pipe, socket or device", "Delete it")
            elif not _has_a_place(relative):
                suffix = Path(entry).suffix.lower()
                text = suffix in (".md", ".markdown", ".mdown", ".txt") and not entry.endswith(".md")
                hint = "If it belongs here, rename it so that it ends in '.md'" if text else ""
                refuse(
                    relative, "unknown-file", "this file has no place in the archive and is not published",
                    hint or "Articles are articles/**/*.md; beside them are actors/*.md, rounds/*.md, glossary/*.md, "
                    "timeline/*.md, names/*.yml, identifiers/*.yml, places.yml and index.md", "warning",
                )  # fmt: skip
            elif visible(relative) != relative:
                refuse(
                    relative, "name", "the file's name holds characters that cannot be seen or are not UTF-8",
                    "Rename the file: letters, digits and hyphens",
                )  # fmt: skip
            else:
                yield relative


_LINK = "this is a symbolic link, which is not followed"


def _has_a_place(relative: str) -> bool:
    first, _, rest = relative.partition("/")
    if not rest:
        return relative in ("places.yml", "index.md")
    if first in ("identifiers", "names"):
        return relative.endswith(".yml") and "/" not in rest
    if not relative.endswith(".md"):
        return False
    return first == "articles" or (first in ("actors", "rounds", "glossary", "timeline") and "/" not in rest)


def _read_text(path: Path, shown: str, problems: list[Problem]) -> str | None:
    def refuse(code: str, message: str, hint: str, line: int = 1, column: int = 1) -> None:
        problems.append(Problem(shown, line, column, code, message, hint))

    try:
        data = _read_bytes(path)
    except OSError as error:
        refuse("unreadable", f"the file cannot be read ({error.strerror})", "Check its permissions")
        return None
    if data is None:
        refuse("file-too-large", f"the file is larger than {MAX_FILE:,} bytes", "Shorten it")
        return None
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        refuse(
            "encoding", f"the byte 0x{data[error.start]:02x} is not UTF-8", _SAVE_AS, before.count(b"\n") + 1, column
        )  # fmt: skip
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        where = locate(text, text.index("\0"))
        refuse("encoding", "a NUL character stands here: this is no text in UTF-8", _SAVE_AS, where.line, where.column)
        return None
    return text


_SAVE_AS = "Save the file anew with the encoding UTF-8; editors offer that under 'Save as'"


def _read_bytes(path: Path) -> bytes | None:
    """All of a regular file; None when it is too large. Whatever took its place since it was listed is not followed."""
    # Windows has neither flag.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags), "rb") as file:  # noqa: PTH123 - pathlib has no flags
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "it is not a regular file")
        data = file.read(MAX_FILE + 1)
    return data if len(data) <= MAX_FILE else None


def _read_articles(name: str, texts: dict[str, str], actors: frozenset[str], problems: list[Problem]) -> list[Article]:
    articles: list[Article] = []
    by_id: dict[str, str] = {}
    by_page: dict[str, str] = {}
    formers: list[Former] = []
    for relative, text in texts.items():
        if not relative.startswith("articles/"):
            continue
        path = f"{name}/{relative}"
        identifier = identifier_of(Path(relative).stem)
        if not identifier:
            problems.append(
                Problem(
                    path, 1, 1, "name", "the file's name holds no letter or digit",
                    "Rename it to YYYY-MM-DD-outlet-few-words.md",
                )
            )  # fmt: skip
            continue
        article, wrong = parse_article(path, identifier, text, actors)
        problems += wrong
        if identifier in by_id:
            problems.append(
                Problem(
                    path, 1, 1, "duplicate-address",
                    f"its address would be articles/{identifier}/, which belongs to {by_id[identifier]}",
                    "Give one of the two files another name",
                )
            )  # fmt: skip
            continue
        by_id[identifier] = path
        if article is None:
            continue
        page = _page_of(article.url)
        if page in by_page:
            problems.append(
                Problem(
                    path, _line_of("url", text), 1, "duplicate-url", f"{by_page[page]} has the same 'url' already",
                    "Keep one of the two files, or give each its own original",
                )
            )  # fmt: skip
            continue
        by_page[page] = path
        articles.append(article)
        formers += (Former(former, path, Location(_line_of("formerly", text), 1)) for former in article.formerly)
    problems += clashing_formers("articles", formers, by_id)
    return sorted(articles, key=lambda article: (article.published, article.id))


def _line_of(key: str, text: str) -> int:
    """The line of a file on which a key of its front matter stands."""
    return next((n for n, row in enumerate(text.split("\n"), 1) if row.startswith(f"{key}:")), 1)


def _page_of(url: str) -> str:
    """What tells web pages apart: neither http nor https, nor a closing slash, nor a place on the page."""
    parts = urlsplit(url)
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}?{parts.query}"


def _read_places(
    name: str, texts: dict[str, str], problems: list[Problem]
) -> tuple[tuple[PlaceMetadata, ...], frozenset[str] | None]:
    """The good places, and all names that the file gives, those of bad entries too; None where it cannot be read."""
    path = f"{name}/places.yml"
    read, nodes, wrong = read_list(path, texts.get("places.yml", ""), PlaceMetadata)
    problems += wrong
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
    return tuple(places), None if nodes is None else frozenset(_names_in(nodes))


def _names_in(places: Node) -> Iterator[str]:
    entries = plain(places)
    for entry in entries if isinstance(entries, list) else ():
        if not isinstance(entry, dict):
            continue
        aliases = entry.get("aliases")
        for form in (entry.get("name"), *(aliases if isinstance(aliases, list) else ())):
            if isinstance(form, str):
                yield unicodedata.normalize("NFC", " ".join(form.split()))


def _read_entries(
    name: str, kind: str, texts: dict[str, str], model: type[Model], problems: list[Problem]
) -> list[Curated[Model]]:
    entries: list[Curated[Model]] = []
    for relative, text in texts.items():
        if not relative.startswith(f"{kind}/"):
            continue
        path, stem = f"{name}/{relative}", Path(relative).stem
        wrong = _wrong_name(path, stem, "md")
        parts = split_front_matter(path, text)
        if isinstance(parts, Problem):
            problems += [*wrong, parts]
            continue
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
        problems += wrong
        if data is not None and node is not None and not wrong:
            entries.append(Curated(stem, path, data, parts.body.strip(), node))
    return entries


def _read_names(name: str, texts: dict[str, str], problems: list[Problem]) -> list[Curated[NameMetadata]]:
    """What is decided about names that have no entry."""
    decided = []
    for relative, text in texts.items():
        if not relative.startswith("names/"):
            continue
        path, stem = f"{name}/{relative}", Path(relative).stem
        wrong = _wrong_name(path, stem, "yml")
        data, node, more = read_metadata(path, text, 1, NameMetadata)
        wrong += more
        problems += wrong
        if data is not None and node is not None and not wrong:
            decided.append(Curated(stem, path, data, "", node))
    return decided


def _wrong_name(path: str, stem: str, ending: str) -> list[Problem]:
    if identifier_of(stem) == stem:
        return []
    return [
        Problem(
            path, 1, 1, "name", f"the file's name '{stem[:60]}' cannot be an address",
            f"Rename it to {identifier_of(stem) or 'some-name'}.{ending}: small letters a to z, digits, hyphens",
        )
    ]  # fmt: skip


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


def _clashing_names(forms: Iterable[_Form], noun: str) -> list[Problem]:
    """Written forms that two entries claim would melt them into one; forms that look alike mislead."""
    problems: list[Problem] = []
    taken: dict[str, _Form] = {}
    for form in forms:
        other = taken.setdefault(identifier_of(form.text) or form.text, form)
        if other.path == form.path:
            continue
        if other.text.casefold() == form.text.casefold():
            found, hint = f"'{form.text}' belongs to {other.path}", "Keep it in one of the two files"
        else:
            found = f"'{form.text}' looks like '{other.text}' in {other.path}"
            hint = "If they are one, keep one of the two files; if not, add a word that tells them apart"
        problems.append(
            Problem(
                form.path, form.where.line, form.where.column, "duplicate-name", found,
                f"A name can mean one {noun} only. {hint}", "warning",
            )
        )  # fmt: skip
    return problems


def _formers(entries: Iterable[Curated[Model]]) -> Iterator[Former]:
    for entry in entries:
        for index, former in enumerate(getattr(entry.data, "formerly", ())):
            yield Former(former, entry.path, find_location(entry.nodes, ("formerly", index)))


@dataclass(frozen=True, slots=True)
class _Form:
    """A written form that an entry claims for itself, and where it does."""

    text: str
    path: str
    where: Location


def _forms(entry: Curated[Model], key: str, name: str, aliases: tuple[str, ...]) -> Iterator[_Form]:
    yield _Form(name, entry.path, find_location(entry.nodes, (key,)))
    for index, alias in enumerate(aliases):
        yield _Form(alias, entry.path, find_location(entry.nodes, ("aliases", index)))
