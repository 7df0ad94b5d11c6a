"""Names that come into an archive with an article and look like one that it has: slips of the pen, other spellings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from builder.archive.likeness import MOST_OF_A_KEY, Likeness, compare_names, name_keys
from builder.checking.place import Place
from builder.content.records import Record
from builder.problems import Problem
from builder.reading.folding import fold
from builder.reading.names import KnownNames, find_mentions
from builder.reading.sentences import find_sentences
from builder.text import plain_spaces

if TYPE_CHECKING:
    from builder.content.article import Article

CLOSE = 0.7
"""How alike two names are of which one may be meant for the other: see `archive.likeness`."""


class NameUse(NamedTuple):
    """A name that an article gives somebody; `offset` is where in its body it first stands."""

    name: str
    person: bool
    offset: int


def names_in(article: Article) -> tuple[NameUse, ...]:
    """The actors' names in an article, as the article alone is read: what editors know of names is without effect."""
    prose = plain_spaces(article.prose)
    first: dict[tuple[str, bool], int] = {}
    for mention in find_mentions(prose, find_sentences(prose), KnownNames()):
        if mention.kind != "place":
            first.setdefault((mention.name, mention.kind == "person"), mention.span.start)
    return tuple(NameUse(name, person, offset) for (name, person), offset in first.items())


def pack_names(names: Iterable[NameUse]) -> list[Any]:
    """Of each its name, whether a person's, its place."""
    return [(use.name, use.person, use.offset) for use in names]


def unpack_names(packed: Any) -> tuple[NameUse, ...]:
    """The names that were packed. Raises TypeError for anything else."""
    return tuple(map(NameUse._make, packed))


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whose a known name is: the editor's entry at `path`, or the article there that has it first."""

    name: str
    person: bool | None
    path: str
    curated: bool
    apart: frozenset[str] = frozenset()


def known_bearers(entries: Iterable[Record], articles: Mapping[str, Sequence[NameUse]]) -> tuple[Bearer, ...]:
    """The names of an archive: of its editors' entries (records of actors/), and in `articles`, by path."""
    known: dict[tuple[str, bool | None], Bearer] = {}
    for entry in sorted(entries, key=lambda record: record.path):
        apart = frozenset(map(fold, entry.apart))
        for form in entry.names or ():
            known.setdefault((fold(form.text), None), Bearer(form.text, None, entry.path, curated=True, apart=apart))
    folded = {name: fold(name) for name in {use.name for uses in articles.values() for use in uses}}
    for path in sorted(articles):
        for use in articles[path]:
            key = folded[use.name], use.person
            if key not in known and (key[0], None) not in known:
                known[key] = Bearer(use.name, use.person, path, curated=False)
    return tuple(known.values())


def find_near_names(
    article: Place,
    names: Sequence[NameUse],
    known: Sequence[Bearer],
    withheld: Collection[str] = (),
) -> Iterator[Problem]:
    """Advice on each of an article's `names` that is new and close to a known one; none on names to be `withheld`."""
    met = {fold(bearer.name) for bearer in known}
    new = [use for use in names if fold(use.name) not in met and not _is_withheld(use.name, withheld)]
    if not new:
        return
    index = _Index(known, new)
    for use in new:
        nearest = index.nearest(use)
        if nearest is not None and not _is_withheld(nearest[1].name, withheld):
            yield _advise(article, use, *nearest)


def _is_withheld(name: str, withheld: Collection[str]) -> bool:
    folded = f" {fold(name)} "
    return any(f" {fold(form)} " in folded for form in withheld)


class _Index:
    """Known names by the keys that new ones have."""

    def __init__(self, known: Sequence[Bearer], new: Sequence[NameUse]) -> None:
        self._wanted = {(key, use.person) for use in new for key in name_keys(use.name, person=use.person)}
        self._by_key: dict[tuple[tuple[str, ...], bool], list[Bearer]] = defaultdict(list)
        for bearer in known:
            for person in (True, False) if bearer.person is None else (bearer.person,):
                for key in name_keys(bearer.name, person=person):
                    if (key, person) in self._wanted:
                        self._by_key[key, person].append(bearer)

    def nearest(self, use: NameUse) -> tuple[Likeness, Bearer] | None:
        """The likest known name: an editor's before others."""
        keys = ((key, use.person) for key in name_keys(use.name, person=use.person))
        bearers = {bearer for key in keys if len(found := self._by_key[key]) <= MOST_OF_A_KEY for bearer in found}
        alike = [
            (likeness, bearer)
            for bearer in sorted(bearers, key=lambda bearer: (not bearer.curated, bearer.name, bearer.path))
            if fold(use.name) not in bearer.apart
            and (likeness := compare_names(use.name, bearer.name, person=use.person)) is not None
            and likeness.score >= CLOSE
        ]
        return max(alike, key=lambda candidate: candidate[0].score, default=None)


def _advise(article: Place, use: NameUse, likeness: Likeness, bearer: Bearer) -> Problem:
    if bearer.curated:
        same, other = f"add '{use.name}' to 'aliases' in {bearer.path}", "to 'distinct_from' there"
        hint = f"If they are one, write it as there, or {same}; if they are two, add it {other}"
    else:
        hint = f"If they are one, write it as {bearer.path} does; 'explainer review' joins those that outlets spell so"
    return article.problem(
        use.offset,
        "near-name",
        f"'{use.name}' is new and close to '{bearer.name}'. {likeness.reason[:-1]}",
        hint,
        "note",
    )
