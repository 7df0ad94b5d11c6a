"""Ids that stay: what a thing of the archive is called in addresses, whatever articles come and go.

Each article by itself would give a thing some id: its *natural* id there. A thing that several articles tell of may so
have several. One of them becomes its id, the others lead to it; what was published once is written down in
`content/identifiers/` and wins over what would be derived today.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Anchor(NamedTuple):
    """Where a thing would get which id if there were no other article."""

    article: str
    natural: str


Recorded = Mapping[Anchor, str]
"""The ids that were published: by article and natural id."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A thing that needs an id: its anchors in the order of their articles' days; `fixed`, an id that editors gave.

    `former` are ids that editors say it had before.
    """

    anchors: tuple[Anchor, ...]
    fixed: str | None = None
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """The ids of the claims, in their order, and the other ids that lead to each: former or unused id -> id."""

    ids: tuple[str, ...]
    former: Mapping[str, str]


def assign(claims: Sequence[Claim], recorded: Recorded) -> Assignment:
    """An id for each claim, all different, the same whatever the order of `claims`.

    An editor's id goes first, then the recorded id of the earliest anchor, then the earliest anchor's natural id. An id
    that more than one thing would have goes to the one whose claim is strongest, then earliest; others get a number.
    """
    taken: dict[str, int] = {claim.fixed: at for at, claim in enumerate(claims) if claim.fixed}
    for at, claim in sorted(enumerate(claims), key=lambda item: item[1].anchors):
        for known in _recorded(claim, recorded):
            taken.setdefault(known, at)
    ids: list[str | None] = [claim.fixed for claim in claims]
    for at, claim in enumerate(claims):
        if ids[at] is None:
            ids[at] = next((known for known in _recorded(claim, recorded) if taken[known] == at), None)
    for at, claim in sorted(enumerate(claims), key=lambda item: item[1].anchors):
        if ids[at] is None:
            ids[at] = _free(claim.anchors[0].natural, taken, at)
    assigned = tuple(identifier for identifier in ids if identifier is not None)
    leading: dict[str, str] = {}
    for at, claim in sorted(enumerate(claims), key=lambda item: item[1].anchors):
        naturals = (anchor.natural for anchor in claim.anchors)
        for other in (*claim.former, *_recorded(claim, recorded), *naturals):
            if taken.setdefault(other, at) == at and other != assigned[at]:
                leading[other] = assigned[at]
    return Assignment(assigned, leading)


def _recorded(claim: Claim, recorded: Recorded) -> Iterable[str]:
    return tuple(dict.fromkeys(recorded[anchor] for anchor in claim.anchors if anchor in recorded))


def _free(natural: str, taken: dict[str, int], at: int) -> str:
    candidate, number = natural, 2
    while taken.setdefault(candidate, at) != at:
        candidate, number = f"{natural}-{number}", number + 1
    return candidate
