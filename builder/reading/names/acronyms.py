"""What the article itself says its abbreviations are: a body, a place, or nothing that has a name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from builder.reading.abbreviations import find_abbreviations
from builder.reading.names.lexicon import Lexicon
from builder.reading.names.mention import MentionKind
from builder.reading.names.segment import Candidate
from builder.text import Span

# Where the head of a name in capitals ends: "Council | for Reconciliation".
_COMPLEMENT = re.compile(r"\s(?:of|for|on|in|against|to)\s")


@dataclass(frozen=True, slots=True)
class Expansion:
    """The long form of an abbreviation; `kind` is None where it names no actor or place."""

    span: Span
    name: str
    kind: MentionKind | None


def find_expansions(prose: str, sentences: tuple[Span, ...], lexicon: Lexicon) -> dict[str, Expansion]:
    """By written abbreviation; the first that the text explains counts."""
    found: dict[str, Expansion] = {}
    for abbreviation in find_abbreviations(prose, sentences):
        if abbreviation.long is not None:
            name = " ".join(abbreviation.long.of(prose).split())
            expansion = Expansion(abbreviation.long, name, _kind(name, lexicon))
            found.setdefault(abbreviation.short.of(prose), expansion)
    return found


def _kind(name: str, lexicon: Lexicon) -> MentionKind | None:
    """What a long form is, by its head; without one a body, if all of it has capitals."""
    head = _COMPLEMENT.split(name, maxsplit=1)[0].split(" ")
    if any(word[0].islower() and len(word) > 3 for word in name.split(" ")):
        return None
    for noun in (head[-1], head[0], name.rpartition(" ")[2]):
        if noun in lexicon.org_nouns:
            return lexicon.org_nouns[noun] if lexicon.org_nouns[noun] != "state" else "organisation"
        if noun in lexicon.thing_nouns:
            return None
        if noun in lexicon.place_nouns:
            return "place"
    return "organisation"


def expand(candidates: list[Candidate], expansions: Mapping[str, Expansion]) -> list[Candidate]:
    """`candidates` with the article's own long forms; abbreviations of what is no name are left out."""
    longs = {long.span.end: long for long in expansions.values() if long.kind is not None}
    kept = []
    for candidate in candidates:
        expansion = expansions.get(candidate.text)
        if expansion is not None and not candidate.sure:
            if expansion.kind is None:
                continue
            candidate.name, candidate.kind, candidate.sure = expansion.name, expansion.kind, True
        elif candidate.sure and candidate.kind != "place" and candidate.end in longs:
            candidate.name = longs.pop(candidate.end).name
        kept.append(candidate)
    kept.extend(
        Candidate(long.span.start, long.span.end, long.name, long.name, long.kind, sure=True, words=2)
        for long in longs.values()
    )
    return kept
