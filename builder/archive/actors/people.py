"""Which full names of people are one person's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from builder.archive.actors.faces import Face, may_be_one, unite
from builder.archive.actors.roles import share_office
from builder.archive.actors.spelling import family_names, generation, is_short, spelling_keys
from builder.archive.naming import fold


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
    """ "Ana Levi" and "Ana Maria Levi", if nobody else of the archive has these ends, and the office agrees.

    Likewise "García Márquez", which some article uses as the short form of one longer name.
    """
    by_ends: dict[tuple[str, str], dict[int, set[tuple[str, ...]]]] = defaultdict(lambda: defaultdict(set))
    by_form: dict[str, set[int]] = defaultdict(set)
    for at, face in enumerate(faces):
        for name in full_names(face):
            by_form[fold(name)].add(at)
            for key in spelling_keys(name):
                words = tuple(key.split())
                if len(words) > 1 and generation(name) is None:
                    by_ends[words[0], words[-1]][at].add(words)
        for form in face.short:
            if " " in form:
                by_form[form].add(at)
    candidates = [tuple(sorted(found)) for found in by_form.values()]
    candidates += [
        tuple(sorted(spelled)) for spelled in by_ends.values() if len(spelled) == 2 and _extends(*spelled.values())
    ]
    for found in candidates:
        if len(found) == 2:
            one, other = faces[found[0]], faces[found[1]]
            if may_be_one(one, other) and share_office(one.roles, other.roles):
                yield found[0], found[1]


def _extends(some: set[tuple[str, ...]], others: set[tuple[str, ...]]) -> bool:
    """Whether a name of the one side has all words of a name of the other, in their order, and more."""
    return any(_within(a, b) or _within(b, a) for a in some for b in others)


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    words = iter(long)
    return len(short) < len(long) and all(word in words for word in short)


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
