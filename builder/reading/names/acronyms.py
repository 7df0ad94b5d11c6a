"""What the article itself says its abbreviations are: a body, a place, or nothing that has a name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from builder.reading.abbreviations import find_abbreviations
from builder.reading.names.lexicon import Lexicon
from builder.reading.names.mention import MentionKind
from builder.reading.names.segment import Candidate, is_thing
from builder.text import Span

# Where the head of a name in capitals ends: "Council | for Reconciliation".
_COMPLEMENT = re.compile(r"\s(?:of|for|on|in|against|to)\s")
# Fewer initials fit too many names.
_FEWEST_INITIALS = 3


@dataclass(frozen=True, slots=True)
class _Expansion:
    """The long form of an abbreviation; `kind` is None where it names no actor or place."""

    span: Span
    name: str
    kind: MentionKind | None


def expand(prose: str, sentences: tuple[Span, ...], found: list[Candidate], lexicon: Lexicon) -> list[Candidate]:
    """`found` with the article's own long forms as names; abbreviations of what is no name are left out."""
    bodies = {one.end: one for one in found if one.sure and one.kind in ("organisation", "group")}
    expansions = _expansions(prose, sentences, bodies, lexicon)
    longs = {long.span.end: long for long in expansions.values() if long.kind is not None}
    initials = _by_initials(bodies.values())
    kept = []
    for candidate in found:
        expansion = expansions.get(candidate.text) or expansions.get(f"{candidate.text}s")
        if expansion is not None and not candidate.sure:
            if expansion.kind is None:
                continue
            candidate.name, candidate.kind, candidate.sure = expansion.name, expansion.kind, True
        elif candidate.end in longs and candidate.start >= longs[candidate.end].span.start:
            long = longs[candidate.end]
            if candidate.kind == "person" and (candidate.given or candidate.title):
                del longs[candidate.end]  # "Maria Petrova (MP)"
            elif candidate.sure and candidate.kind in ("organisation", "group"):
                candidate.name = longs.pop(candidate.end).name
            elif candidate.start == long.span.start and not candidate.country:
                candidate.name, candidate.kind, candidate.sure = long.name, long.kind, True
                del longs[candidate.end]
        elif candidate.kind is None and (body := initials.get(candidate.text)) is not None:
            candidate.name, candidate.kind, candidate.sure = body.name, body.kind, True
        kept.append(candidate)
    kept.extend(
        Candidate(long.span.start, long.span.end, long.name, long.name, long.kind, sure=True, words=2)
        for long in longs.values()
    )
    return kept


def _expansions(
    prose: str, sentences: tuple[Span, ...], bodies: dict[int, Candidate], lexicon: Lexicon
) -> dict[str, _Expansion]:
    """By written abbreviation; the first that the text explains counts."""
    found: dict[str, _Expansion] = {}
    for abbreviation in find_abbreviations(prose, sentences):
        short = abbreviation.short.of(prose)
        body = bodies.get(abbreviation.short.start - 2)
        if abbreviation.long is not None:
            name = " ".join(abbreviation.long.of(prose).split())
            found.setdefault(short, _Expansion(abbreviation.long, name, _kind(name, lexicon)))
        elif body is not None:
            # A body's name with the initials that it has in another language.
            found.setdefault(short, _Expansion(Span(body.start, body.end), body.name, body.kind))
    return found


def _by_initials(bodies: Iterable[Candidate]) -> dict[str, Candidate | None]:
    """By the initials of their capitals the bodies that the article names in full, None where two share them."""
    found: dict[str, Candidate | None] = {}
    for body in bodies:
        initials = "".join(word[0] for word in body.name.replace("-", " ").split() if word[0].isupper())
        if len(initials) >= _FEWEST_INITIALS:
            held = found.setdefault(initials, body)
            if held is not None and held.name != body.name:
                found[initials] = None
    return found


def _kind(name: str, lexicon: Lexicon) -> MentionKind | None:
    """What a long form is, by its head; without one a body, if all of it has capitals."""
    head = _COMPLEMENT.split(name, maxsplit=1)[0].split(" ")
    if any(word[0].islower() and len(word) > 3 for word in name.split(" ")):
        return None
    if head[0] in lexicon.foreign_heads:
        return lexicon.foreign_heads[head[0]]
    if head[-1].lower() in lexicon.role_nouns:
        return None  # "Special Representative of the Secretary-General"
    for noun in (name, head[-1], head[0], name.rpartition(" ")[2]):
        if noun in lexicon.org_nouns:
            return lexicon.org_nouns[noun] if lexicon.org_nouns[noun] != "state" else "organisation"
        if is_thing(noun, lexicon):
            return None
        if noun in lexicon.place_nouns:
            return "place"
    return "organisation"
