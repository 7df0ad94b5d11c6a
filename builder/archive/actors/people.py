"""Which full names of people are one person's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from builder.archive.actors.faces import Face, may_be_one, unite
from builder.archive.actors.roles import share_office
from builder.archive.spelling import family_names, generation, is_short, spelling_keys
from builder.reading.folding import fold

_Words = tuple[str, ...]


def unite_people(faces: Sequence[Face]) -> tuple[Face, ...]:
    """Spellings of one full name, then longer and shorter forms, then surnames with particles ("bin Salman")."""
    faces = unite(faces, _spellings(faces))
    faces = unite(faces, _longer_forms(faces))
    return unite(faces, _surnames(faces))


def full_names(face: Face) -> tuple[str, ...]:
    """The names that are not just a surname."""
    return tuple(name for name in face.names if not is_short(name))


def _spellings(faces: Sequence[Face]) -> Iterator[tuple[int, int]]:
    """One name, all of whose spellings could be one person: where any two could not, none are joined."""
    by_key: dict[str, set[int]] = defaultdict(set)
    for at, face in enumerate(faces):
        for name in full_names(face):
            for key in spelling_keys(name):
                by_key[key].add(at)
    for found in by_key.values():
        alike = sorted(found)
        if all(may_be_one(faces[one], faces[other]) for one, other in combinations(alike, 2)):
            yield from pairwise(alike)


def _longer_forms(faces: Sequence[Face]) -> Iterator[tuple[int, int]]:
    """ "Ana Levi" or "Maria Levi" and "Ana Maria Levi", if nobody else has these two words, and the office agrees."""
    by_ends: dict[tuple[str, str], dict[int, set[_Words]]] = defaultdict(lambda: defaultdict(set))
    by_tail: dict[tuple[str, str], dict[int, set[_Words]]] = defaultdict(lambda: defaultdict(set))
    for at, face in enumerate(faces):
        for name in full_names(face):
            for key in spelling_keys(name):
                words = tuple(key.split())
                if len(words) > 1 and generation(name) is None:
                    by_ends[words[0], words[-1]][at].add(words)
                    by_tail[words[-2], words[-1]][at].add(words)
    for bearers, extends in ((by_ends, _fills), (by_tail, _begins_before)):
        for names in bearers.values():
            if len(names) != 2:
                continue
            (one, some), (other, others) = sorted(names.items())
            if (
                any(extends(a, b) or extends(b, a) for a in some for b in others)
                and may_be_one(faces[one], faces[other])
                and share_office(faces[one].service, faces[other].service)
            ):
                yield one, other


def _fills(long: _Words, short: _Words) -> bool:
    """Whether `long` has all words of `short` in their order, and more between."""
    words = iter(long)
    return len(short) < len(long) and all(word in words for word in short)


def _begins_before(long: _Words, short: _Words) -> bool:
    """Whether `short` is the end of `long`: of "George H. W. Bush" "George W. Bush" is none."""
    return len(short) < len(long) and long[-len(short) :] == short


def _surnames(faces: Sequence[Face]) -> Iterator[tuple[int, int]]:
    """A surname with particles as an article's only form, and the one person of the archive who is called so."""
    bearers: dict[str, set[int]] = defaultdict(set)
    for at, face in enumerate(faces):
        for name in full_names(face):
            for family in family_names(name):
                bearers[family].add(at)
    for at, face in enumerate(faces):
        if face.is_person and not full_names(face) and not face.curated:
            found = set().union(*(bearers.get(fold(name), set()) for name in face.names))
            if len(found) == 1:
                bearer = min(found)
                if may_be_one(face, faces[bearer]):
                    yield at, bearer
