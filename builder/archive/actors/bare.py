"""Whom a name of one word means: a family name, or what articles call somebody for short."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from builder.archive.actors.faces import Face
from builder.archive.actors.namings import Naming
from builder.archive.actors.people import full_names
from builder.archive.actors.roles import are_at_odds, find_service, share_office
from builder.archive.spelling import family_names, name_words, similar_sound


def is_bare(naming: Naming) -> bool:
    return naming.is_person and naming.actor is None and " " not in naming.key


class ShortNames:
    """Who of the archive's people, by index, may be called what for short."""

    def __init__(self, faces: Sequence[Face]) -> None:
        self._faces = faces
        self._by_family: dict[str, set[int]] = defaultdict(set)
        self._by_sound: dict[str, set[int]] = defaultdict(set)
        self._by_word: dict[str, set[int]] = defaultdict(set)
        self._by_use: dict[str, set[int]] = defaultdict(set)
        for at, face in enumerate(faces):
            for name in full_names(face):
                for family in family_names(name):
                    self._by_family[family].add(at)
                    self._by_sound[similar_sound(family)].add(at)
                for word in name_words(name):
                    self._by_word[word].add(at)
            if full_names(face):
                for form in face.short:
                    self._by_use[form].add(at)

    def candidates(self, naming: Naming, present: Iterable[int]) -> tuple[int, ...]:
        """Everybody who may be meant: among those `present` in the article, else in the whole archive.

        A family name competes with its variant spellings. A given or middle name counts only where articles use it by
        itself for somebody, and then competes with everybody who has it.
        """
        word = naming.key
        called = self._by_family.get(word, set()) | self._by_use.get(word, set())
        here = called.intersection(present)
        if not here and called:
            called = called | self._by_sound.get(similar_sound(word), set())
            if not called <= self._by_family.get(word, set()):
                called = called | self._by_word.get(word, set())
        possible = here or called
        return tuple(sorted(at for at in possible if word not in self._faces[at].not_these))

    def meant(self, naming: Naming, candidates: Sequence[int], *, doubtful: bool) -> int | None:
        """The only candidate, or the only one whose office the article gives to the name; None where that is open.

        `doubtful` is a name that the article has for a body too ("the Harlow Company"): only the office tells.
        """
        service = find_service((naming.day, text) for _, text in naming.roles)
        possible = [at for at in candidates if not are_at_odds(service, self._faces[at].service)]
        if len(candidates) == 1 and not doubtful:
            return possible[0] if possible else None
        backed = [at for at in candidates if share_office(self._faces[at].service, service)]
        return backed[0] if len(backed) == 1 and backed[0] in possible else None


def present_in(faces: Sequence[Face], articles: Iterable[str]) -> Mapping[str, frozenset[int]]:
    """By article, of `articles`, the people whom it names in full."""
    wanted = frozenset(articles)
    found: dict[str, set[int]] = defaultdict(set)
    for at, face in enumerate(faces):
        for article in face.articles & wanted:
            found[article].add(at)
    return {article: frozenset(people) for article, people in found.items()}
