"""Many written forms found in one pass over a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import ahocorasick_rs

from builder.text import Span


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A written form in some text, and whose it is."""

    span: Span
    owner: str


class FormFinder:
    """Finds written forms on word edges, the longest first. A form that several owners share belongs to none."""

    def __init__(self, forms: Mapping[str, Iterable[str]], *, ignore_case: bool) -> None:
        self._fold = _lower if ignore_case else str
        owners: dict[str, set[str]] = {}
        for owner, written in forms.items():
            for form in written:
                if form.strip():
                    owners.setdefault(self._fold(form), set()).add(owner)
        self._owners = {form: next(iter(of)) for form, of in sorted(owners.items()) if len(of) == 1}
        self._patterns = list(self._owners)
        self._automaton = (
            ahocorasick_rs.AhoCorasick(self._patterns, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
            if self._patterns
            else None
        )

    def find(self, text: str) -> list[Occurrence]:
        """Occurrences in `text`, ordered and disjoint."""
        if self._automaton is None:
            return []
        found = []
        for index, start, end in self._automaton.find_matches_as_indexes(self._fold(text)):
            before, after = text[start - 1 : start], text[end : end + 1]
            if not (before.isalnum() or after.isalnum() or after == "-" or before == "-"):
                found.append(Occurrence(Span(start, end), self._owners[self._patterns[index]]))
        return found


def _lower(text: str) -> str:
    """Lower case, character by character: where a letter would become two ("İ") it stays, so that offsets stay true."""
    lower = text.lower()
    if len(lower) == len(text):  # no letter becomes less than one, so each became one
        return lower
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)
