"""Ids that stay: what a thing of the archive is called in addresses, whatever articles come and go.

Each article by itself would give a thing some id: its *natural* id there. A thing that several articles tell of may so
have several. One of them becomes its id, the others lead to it; what was published once is written down in
`content/identifiers/` and wins over what would be derived today.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import NamedTuple

from builder.content.ledger import Anchor, Recorded

__all__ = ["Anchor", "Assignment", "Claim", "Recorded", "assign"]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=-|$)")


@dataclass(frozen=True, slots=True)
class Claim:
    """A thing that needs an id: its anchors in the order of their articles' days; `fixed`, an id that editors gave.

    `former` are ids that editors say it had before; they lead to it, unless another thing has them. Without `fixed`
    there is at least one anchor.
    """

    anchors: tuple[Anchor, ...]
    fixed: str | None = None
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """The ids of the claims, in their order, and the other ids that lead to each: former or unused id -> id.

    `anchors` is what to record: the id that each article's thing now has.
    """

    ids: tuple[str, ...]
    former: Mapping[str, str]
    anchors: Mapping[Anchor, str]


def assign(claims: Sequence[Claim], recorded: Recorded) -> Assignment:
    """An id for each claim, all different, the same whatever the order of `claims`.

    An editor's id goes first. A recorded id goes to a thing that still has its anchor and no id yet: what an anchor has
    now goes before what it had earlier, then the earliest anchor decides. So a merged thing keeps the id of its
    earliest part, and the earliest part of a split thing keeps its id. What is recorded of things that are gone stays
    theirs.

    A natural id belongs to the thing that has it in the earliest article, whether that needs it or not; another thing
    gets it with the day of its own article. Later articles change neither, so that ids stay even without a record.

    Of several things' anchors the earliest is that with the least article id; these by custom begin with the day.
    """
    ids: dict[int, str] = {at: claim.fixed for at, claim in enumerate(claims) if claim.fixed is not None}
    holder = {identifier: at for at, identifier in ids.items()}

    def give(identifier: str, at: int) -> None:
        ids[at] = identifier
        holder[identifier] = at

    ordered = sorted(range(len(claims)), key=lambda at: _rank(claims[at]))
    offers = _offers(claims, ordered, recorded)
    for identifier, at in offers:
        if at not in ids and identifier not in holder:
            give(identifier, at)
    reserved = {identifier for known in recorded.values() for identifier in known}
    owners = _owners_of_naturals(claims, ordered)
    for at in ordered:
        if at not in ids:
            candidates = _candidates(at, claims[at].anchors[0], owners)
            give(next(c for c in candidates if c not in reserved and c not in holder), at)

    former: dict[str, str] = {}
    editors = ((identifier, at) for at in ordered for identifier in claims[at].former)
    for identifier, at in (*editors, *offers):
        if identifier not in holder:
            former.setdefault(identifier, ids[at])
    for natural, owner in owners.items():
        if natural not in holder and natural not in reserved:
            former.setdefault(natural, ids[owner.claim])
    anchors: dict[Anchor, str] = {}
    for at in ordered:
        for anchor in claims[at].anchors:
            anchors.setdefault(anchor, ids[at])
    return Assignment(tuple(ids[at] for at in range(len(claims))), former, anchors)


def _rank(claim: Claim) -> tuple[object, ...]:
    return (tuple(sorted(claim.anchors)), claim.fixed or "", claim.former)


def _offers(claims: Sequence[Claim], ordered: Sequence[int], recorded: Recorded) -> list[tuple[str, int]]:
    """Every recorded id with each claim that has its anchor, the strongest first."""
    found = [
        (age > 0, anchor, age, rank, identifier, at)
        for rank, at in enumerate(ordered)
        for anchor in claims[at].anchors
        for age, identifier in enumerate(recorded.get(anchor, ()))
    ]
    return [(identifier, at) for *_, identifier, at in sorted(found)]


class _Owner(NamedTuple):
    """The article in which a natural id is earliest, and the place of the claim that has it there."""

    article: str
    claim: int


def _owners_of_naturals(claims: Sequence[Claim], ordered: Sequence[int]) -> dict[str, _Owner]:
    """By natural id, in order."""
    owners: dict[str, _Owner] = {}
    for at in ordered:
        for article, natural in claims[at].anchors:
            if natural not in owners or article < owners[natural].article:
                owners[natural] = _Owner(article, at)
    return dict(sorted(owners.items()))


def _candidates(at: int, anchor: Anchor, owners: Mapping[str, _Owner]) -> Iterator[str]:
    """Ids for the claim `at`, best first: natural, with its article's day, with its article's id, and numbered."""
    if owners[anchor.natural].claim == at:
        yield anchor.natural
    day = _DAY.match(anchor.article)
    longer = ([f"{anchor.natural}-{day[0]}"] if day else []) + [f"{anchor.natural}-{anchor.article}"]
    for candidate in chain(longer, (f"{longer[-1]}-{number}" for number in count(2))):
        # What an article before this calls another thing is that thing's, even if it is told apart by other means.
        if candidate not in owners or owners[candidate].article > anchor.article:
            yield candidate
