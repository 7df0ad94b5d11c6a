"""Whether the files of a content folder agree: what they name exists, and no two claim the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePosixPath

from builder.content.disguises import likeness
from builder.content.identifiers import identifier_of
from builder.content.names import clashing_decisions
from builder.content.records import Placed, Record, Wanted
from builder.content.renames import Former, clashing_formers
from builder.problems import Problem, first_few
from builder.text import Location

CURATED = ("actors", "rounds", "glossary", "timeline")
"""The folders of editors' entries, a file each."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """`kept` are the paths of the files that are right by themselves and beside the others."""

    kept: frozenset[str]
    problems: tuple[Problem, ...]


def agree(records: Iterable[Record]) -> Agreement:
    """What is wrong with the files of one folder together, beside what is wrong with each."""
    by_folder: dict[str, list[Record]] = {folder: [] for folder in ("articles", *CURATED, "names")}
    places: Record | None = None
    for record in sorted(records, key=lambda record: record.path):
        by_folder.setdefault(record.folder, []).append(record)
        places = record if record.folder == "places.yml" else places
    known = _known(by_folder, places)
    problems: list[Problem] = []
    kept: set[str] = set()
    for folder in ("articles", *CURATED):
        good = []
        for record in by_folder[folder]:
            wrong = first_few(record.path, unknown_references(record.path, record.wanted, known))
            problems += wrong
            if record.sound and not wrong:
                good.append(record)
        if folder == "articles":
            good, clashes = _of_their_own(by_folder[folder], good)
            problems += clashes
        kept |= {record.path for record in good}
        noun = {"actors": "actor", "glossary": "term"}.get(folder)
        problems += _clashing_names(good, noun) if noun else []
        formers = (Former(former.text, record.path, former.where) for record in good for former in record.formers)
        problems += clashing_formers(folder, formers, known.ids[folder])
    entries = [record for folder in ("actors", "glossary") for record in by_folder[folder] if record.path in kept]
    decided = [record for record in by_folder["names"] if record.sound]
    problems += clashing_decisions(decided, entries)
    kept |= {record.path for record in decided}
    return Agreement(frozenset(kept), tuple(problems))


@dataclass(frozen=True, slots=True)
class Known:
    """What may be referred to; names of `places` None: any.

    `ids` by kind, of every file that exists, good or bad: one bad file must not make problems in all that name it.
    """

    ids: dict[str, frozenset[str]]
    places: frozenset[str] | None

    def among(self, kind: str) -> frozenset[str] | None:
        """What a reference of `kind` may name; None: anything."""
        if kind == "places":
            return self.places
        if kind == "any":
            return self.ids["actors"] | self.ids["rounds"] | self.ids["glossary"]
        return self.ids[kind]


def _known(by_folder: dict[str, list[Record]], places: Record | None) -> Known:
    names = places.names if places else ()
    return Known(
        {folder: frozenset(record.id for record in by_folder[folder]) for folder in ("articles", *CURATED)},
        None if names is None else frozenset(name.text for name in names),
    )


_WHERE = {
    "places": "the names and aliases of places.yml",
    "any": "the files of actors/, rounds/ and glossary/",
    "articles": "the files of articles/",
    "actors": "the files of actors/",
}
_TODO = {
    "places": "Write a name from there, or add the place",
    "any": "Write the name of a file there without '.md'",
    "articles": "Write the name of a file there without '.md', or a web address",
    "actors": "Write the name of a file there without '.md', or let 'explainer review' write one",
}


def unknown_references(path: str, wanted: Iterable[Wanted], known: Known) -> Iterator[Problem]:
    """A Problem for each reference of the file `path` that leads nowhere."""
    for reference in wanted:
        among = known.among(reference.kind)
        if among is None or reference.target in among:
            continue
        near = get_close_matches(reference.target, sorted(among), 1, 0.75)
        found = f"'{reference.target[:60]}' is not among {_WHERE[reference.kind]}"
        hint = f"Did you mean '{near[0]}'?" if near else _TODO[reference.kind]
        where = reference.where
        yield Problem(path, where.line, where.column, "unknown-reference", found, hint)


def _of_their_own(articles: Sequence[Record], good: Sequence[Record]) -> tuple[list[Record], list[Problem]]:
    """The good articles whose address and original no other article had before, and Problems for the rest."""
    problems: list[Problem] = []
    own: list[Record] = []
    sound = {record.path for record in good}
    by_id: dict[str, str] = {}
    by_page: dict[str, str] = {}
    # A file that is called as its address is has it before any that only comes to the same, such as by its capitals.
    for article in sorted(articles, key=lambda record: (PurePosixPath(record.path).stem != record.id, record.path)):
        if not article.id:
            continue
        if article.id in by_id:
            problems.append(
                Problem(
                    article.path, 1, 1, "duplicate-address",
                    f"its address would be articles/{article.id}/, which belongs to {by_id[article.id]}",
                    "Give one of the two files another name",
                )
            )  # fmt: skip
            continue
        by_id[article.id] = article.path
        if article.path not in sound:
            continue
        if article.url is not None and article.url.text in by_page:
            where = article.url.where
            problems.append(
                Problem(
                    article.path, where.line, where.column, "duplicate-url",
                    f"{by_page[article.url.text]} has the same 'url' already",
                    "If they are one article, delete one of the two files; if not, mend the address that is wrong",
                )
            )  # fmt: skip
            continue
        if article.url is not None:
            by_page[article.url.text] = article.path
        own.append(article)
    return own, problems


@dataclass(frozen=True, slots=True)
class _Form:
    """A written form that an entry claims for itself, and where it does."""

    text: str
    path: str
    where: Location


def _forms(record: Record) -> list[_Form]:
    names: tuple[Placed, ...] = record.names or ()
    return [_Form(name.text, record.path, name.where) for name in names]


def _clashing_names(records: Iterable[Record], noun: str) -> list[Problem]:
    """Written forms that two entries claim would melt them into one; forms that look alike mislead."""
    problems: list[Problem] = []
    taken: dict[tuple[str, str], _Form] = {}
    for form in (form for record in records for form in _forms(record)):
        keys = ("sound", identifier_of(form.text) or form.text), ("look", likeness(form.text))
        other = next((taken[key] for key in keys if key in taken and taken[key].path != form.path), None)
        taken.update((key, form) for key in keys if key not in taken)
        if other is None:
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
