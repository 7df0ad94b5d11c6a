"""New rounds that may be known ones on other days: a meeting that was planned for one day, and held on the next.

Rounds of days that exclude each other stay two. For a person who decides on a change it is worth a look where the same
parties meet in the same place within days, and no article tells of both.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from builder.archive.account import Archive
from builder.archive.rounds import Round
from builder.changes.model import Matter
from builder.changes.portraits import evidence_of
from builder.changes.sides import Sides

_DAYS = timedelta(days=3)
"""How far meetings are put off that go on being called the same."""
_LONGEST = timedelta(days=31)
_PARTIES = 2
_CROWD = 50
"""Rounds after one that it is compared with, in the order of time."""


def find_double_rounds(sides: Sides) -> Iterator[Matter]:
    """A matter for each new round that is like one before or after it."""
    archive, new = sides.after.archive, sides.matched["rounds"].added
    dated = sorted(
        ((days[0], days[1], round_.id, round_) for round_ in archive.rounds.values() if (days := _days_of(round_))),
        key=lambda one: one[:3],
    )
    for at, (_, last, _, one) in enumerate(dated):
        for first, _, _, other in dated[at + 1 : at + 1 + _CROWD]:
            if first > last + _DAYS:
                break
            if (one.id in new or other.id in new) and _may_be_one(one, other):
                yield _matter(archive, *((other, one) if other.id in new else (one, other)))


def _days_of(round_: Round) -> tuple[date, date] | None:
    first, last = round_.period.first, round_.period.last
    return (first, last) if first and last and last - first <= _LONGEST else None


def _may_be_one(one: Round, other: Round) -> bool:
    articles, others = ({citation.article for citation in round_.reports} for round_ in (one, other))
    return (
        one.place is not None
        and one.place == other.place
        and "held" in (one.status, other.status)
        and one.status != other.status
        and not one.period.overlaps(other.period)
        and len(set(one.parties) & set(other.parties)) >= _PARTIES
        and not articles & others
    )


def _matter(archive: Archive, one: Round, other: Round) -> Matter:
    path = next((round_.curated.path for round_ in (other, one) if round_.curated), None)
    reports = [round_.reports[0] for round_ in (one, other) if round_.reports]
    says = f"The round “{one.title}” ({one.status}) may be “{other.title}” ({other.status}) on another day."
    return Matter("double", says, path, tuple(evidence_of(archive, citation) for citation in reports))
