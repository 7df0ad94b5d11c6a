"""New timeline entries that may be known ones under another date: what the matching of reports leaves apart.

Reports of days that exclude each other are taken for one event only where their words leave no doubt. For a person who
decides on a change, a likeness is worth a look.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from builder.archive.account import Archive
from builder.archive.timeline import TimelineEntry
from builder.changes.model import Matter
from builder.changes.portraits import evidence_of
from builder.changes.shortening import MENTION, shorten
from builder.changes.sides import Sides
from builder.pages.telling import plain_words
from builder.period import say
from builder.reading.folding import fold

_SINGLE = frozenset(("agreement", "appointment", "election"))
"""Kinds of which there are not two alike within weeks."""
_RARE_DAYS, _DAYS = timedelta(days=10), timedelta(days=1)
"""How far apart days of one event may be told, of such a kind and of the others."""
_VAGUE = frozenset(("other", "statement"))
"""Kinds that tell nothing: whatever is said on two days is said twice."""
_LONGEST = timedelta(days=14)
_CROWD = 50
"""Entries of a kind before and after one that it is compared with, in the order of time."""
_ALIKE = 0.35
"""The part of the fewer words that the other has too, names among them."""
_SHORT = 3
"""Letters of words that tell little."""


def find_doubles(sides: Sides) -> Iterator[Matter]:
    """A matter for each new entry that is like one next to it in time, which no article tells beside it."""
    archive, new = sides.after.archive, sides.matched["timeline"].added
    by_kind: dict[str, list[TimelineEntry]] = defaultdict(list)
    for entry in archive.entries.values():
        if entry.kind not in _VAGUE and _is_short(entry):
            by_kind[entry.kind].append(entry)
    for kind, entries in sorted(by_kind.items()):
        reach = _RARE_DAYS if kind in _SINGLE else _DAYS
        for at, entry in enumerate(entries):
            if entry.id not in new or entry.curated is not None:
                continue
            for other in entries[max(0, at - _CROWD) : at + _CROWD + 1]:
                known = other.id not in new or other.sort_key < entry.sort_key
                if known and _may_be_one(archive, entry, other, reach):
                    yield _matter(archive, entry, other)


def _is_short(entry: TimelineEntry) -> bool:
    first, last = entry.period.first, entry.period.last
    return first is not None and last is not None and last - first <= _LONGEST


def _may_be_one(archive: Archive, one: TimelineEntry, other: TimelineEntry, reach: timedelta) -> bool:
    if one is other or one.period.overlaps(other.period) or not set(one.actors) & set(other.actors):
        return False
    assert one.period.first
    assert one.period.last
    assert other.period.first
    assert other.period.last
    gap = max(one.period.first - other.period.last, other.period.first - one.period.last)
    articles, others = ({report.citation.article for report in entry.reports} for entry in (one, other))
    if gap > reach or articles & others:
        return False
    a, b = (_words(archive, entry) for entry in (one, other))
    return len(a & b) >= _ALIKE * min(len(a), len(b))


def _words(archive: Archive, entry: TimelineEntry) -> frozenset[str]:
    return frozenset(word for word in fold(plain_words(archive, entry)).split() if len(word) > _SHORT)


def _matter(archive: Archive, entry: TimelineEntry, other: TimelineEntry) -> Matter:
    there, here = (shorten(plain_words(archive, one), MENTION) for one in (other, entry))
    says = f"“{here}” ({say(entry.period)}) may be “{there}” ({say(other.period)}) under another date."
    reports = [one.reports[0].citation for one in (entry, other) if one.reports]
    path = other.curated.path if other.curated else None
    return Matter("double", says, path, tuple(evidence_of(archive, citation) for citation in reports))
