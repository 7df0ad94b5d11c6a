"""Names that editors vouch for, found in a text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from builder.reading.names.mention import KnownName, KnownNames
from builder.text import Span, without_case


@dataclass(frozen=True, slots=True)
class KnownHit:
    """A known form at a place."""

    span: Span
    known: KnownName


class NamesWithin:
    """Which names could be found in a text, whatever reading makes of its letter case, spaces and page furniture."""

    def __init__(self, known: KnownNames) -> None:
        self._words = [without_case(name.form).split() for name in known.names]
        self._names = known.names
        by_word: dict[str, list[int]] = {}
        for index, words in enumerate(self._words):
            if words:
                by_word.setdefault(max(words, key=len), []).append(index)
        self._by_word = tuple(by_word.values())
        self._automaton = AhoCorasick(list(by_word), matchkind=MatchKind.Standard)

    def __call__(self, prose: str) -> KnownNames:
        """The names all of whose words stand in `prose`, in the same order: in it, no others can be found."""
        folded = without_case(prose)
        begun = {match[0] for match in self._automaton.find_matches_as_indexes(folded, overlapping=True)}
        likely = sorted(index for word in begun for index in self._by_word[word])
        return KnownNames(
            tuple(self._names[index] for index in likely if all(word in folded for word in self._words[index]))
        )


@lru_cache(maxsize=8)
def _automaton(known: KnownNames) -> tuple[AhoCorasick, tuple[KnownName, ...]]:
    by_form: dict[str, KnownName] = {}
    for name in known.names:
        if name.form.strip():
            by_form.setdefault(name.form, name)
    names = tuple(by_form.values())
    return AhoCorasick([name.form for name in names], matchkind=MatchKind.Standard), names


def _word(c: str) -> bool:
    return c.isalnum() or c == "_"


def find_known(prose: str, known: KnownNames) -> tuple[KnownHit, ...]:
    """The longest known forms on word edges, from the left, disjoint."""
    if not known.names:
        return ()
    automaton, names = _automaton(known)
    hits = []
    for index, start, end in automaton.find_matches_as_indexes(prose, overlapping=True):
        if start > 0 and _word(prose[start - 1]) and _word(prose[start]):
            continue
        if end < len(prose) and _word(prose[end]) and _word(prose[end - 1]):
            continue
        hits.append((start, -end, index))
    hits.sort()
    found, at = [], 0
    for start, minus_end, index in hits:
        if start >= at:
            at = -minus_end
            found.append(KnownHit(Span(start, at), names[index]))
    return tuple(found)
