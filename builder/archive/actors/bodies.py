"""Which names of organisations, groups and states are one body's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from builder.archive.actors.faces import Face, may_be_compared, may_be_one, unite
from builder.archive.spelling import body_key, is_abbreviation
from builder.reading.folding import fold


def unite_bodies(faces: Sequence[Face]) -> tuple[Face, ...]:
    """Ways to write one name, then abbreviations that some article explains."""
    return _with_abbreviations(unite(faces, _same_names(faces)))


def _same_names(faces: Sequence[Face]) -> Iterator[tuple[int, int]]:
    by_key: dict[str, set[int]] = defaultdict(set)
    for at, face in enumerate(faces):
        for name in face.names:
            by_key[body_key(name)].add(at)
    for found in by_key.values():
        alike = sorted(found)
        if all(may_be_compared(faces[one], faces[other]) for one, other in combinations(alike, 2)):
            yield from pairwise(alike)


def _with_abbreviations(faces: Sequence[Face]) -> tuple[Face, ...]:
    """An abbreviation by itself is the one body for which articles of the archive use it."""
    explained: dict[str, set[int]] = defaultdict(set)
    for at, face in enumerate(faces):
        if any(" " in name for name in face.names):
            for form in face.short:
                explained[form].add(at)
    pairs = []
    for at, face in enumerate(faces):
        if not face.curated and any(map(is_abbreviation, face.names)) and not any(" " in name for name in face.names):
            found = set().union(*(explained.get(fold(name), set()) for name in face.names))
            if len(found) == 1 and may_be_one(face, faces[min(found)]):
                pairs.append((at, min(found)))
    return unite(faces, pairs)
