"""Names that editors vouch for, found in a text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from builder.reading.names.mention import KnownName, KnownNames
from builder.text import Span


@dataclass(frozen=True, slots=True)
class KnownHit:
    """A known form at a place."""

    span: Span
    known: KnownName


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
