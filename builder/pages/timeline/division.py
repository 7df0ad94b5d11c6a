"""The timeline cut into stretches of time, each light enough for one page, or one shard of the search index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from builder.archive.timeline import TimelineEntry
from builder.period import MONTHS, Period

MONTH_LENGTH = len("2021-01")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stretch(Generic[T]):
    """Entries that begin (or are due) in one stretch of time, in order; or whatever else has its place in time.

    `key` is "" for all of time, "2021", "2021-03", "2021-00" for entries of 2021 of which no month is reported, and
    "2021-03-part-2" for a piece of a month. A stretch too heavy for one page has `parts`; they hold all its entries.
    """

    key: str
    entries: tuple[T, ...]
    parts: tuple[Stretch[T], ...] = ()

    @property
    def title(self) -> str:
        year, _, rest = self.key.partition("-")
        month, _, piece = rest.partition("-part-")
        if not month:
            return year
        named = f"{MONTHS[int(month) - 1]} {year}" if month != "00" else f"{year}, month not reported"
        return f"{named}, part {piece}" if piece else named

    @property
    def short_title(self) -> str:
        """A month within its year: "March"."""
        number = int(self.key.split("-")[1])
        return MONTHS[number - 1] if number else "no month"

    @property
    def leaves(self) -> tuple[Stretch[T], ...]:
        return tuple(leaf for part in self.parts for leaf in part.leaves) if self.parts else (self,)

    @property
    def stretches(self) -> tuple[Stretch[T], ...]:
        """Itself and all that it is cut into, in reading order."""
        return (self, *(stretch for part in self.parts for stretch in part.stretches))

    def around(self, leaf: Stretch[T]) -> tuple[Stretch[T] | None, Stretch[T] | None]:
        """The stretches before and after one that is not cut."""
        leaves = self.leaves
        at = next((index for index, other in enumerate(leaves) if other.key == leaf.key), None)
        if at is None:
            return None, None
        return (leaves[at - 1] if at else None, leaves[at + 1] if at + 1 < len(leaves) else None)


def month_of(entry: TimelineEntry) -> str:
    return month_in(entry.period)


def month_in(period: Period) -> str:
    """The month in which something begins or is due: "2021-03", or "2021-00" where only the year (or less) is known.

    Empty where not even that is.
    """
    start = period.first or period.last
    if start is None:
        return ""
    return f"{start.year:04d}-{start.month if period.knows_month else 0:02d}"


def in_order(entries: Sequence[TimelineEntry]) -> tuple[TimelineEntry, ...]:
    """Dated entries as the timeline has them: what is known of a year only goes before its months."""
    return tuple(sorted((e for e in entries if month_of(e)), key=lambda e: (month_of(e), e.sort_key)))


def divide(entries: Sequence[TimelineEntry], fits: Callable[[Sequence[TimelineEntry]], bool]) -> Stretch[TimelineEntry]:
    """All of time; where it does not fit, by years, those by months, those into pieces, each of which `fits`."""
    return divide_by(month_of, in_order(entries), fits)


def divide_by(month: Callable[[T], str], things: Sequence[T], fits: Callable[[Sequence[T]], bool]) -> Stretch[T]:
    """The same for any things that come in the order of their months."""
    return _divide("", tuple(things), month, fits)


def _divide(
    key: str, things: tuple[T, ...], month: Callable[[T], str], fits: Callable[[Sequence[T]], bool]
) -> Stretch[T]:
    if fits(things) or "-part-" in key:
        return Stretch(key, things)
    if len(key) == MONTH_LENGTH:
        pieces = _pieces(things, fits)
        parts = tuple(Stretch(f"{key}-part-{number}", piece) for number, piece in enumerate(pieces, 1))
        return Stretch(key, things, parts if len(parts) > 1 else ())
    within = _by(month, things) if key else _by_year(month, things)
    return Stretch(key, things, tuple(_divide(part.key, part.entries, month, fits) for part in within))


def months_of(entries: Sequence[TimelineEntry]) -> tuple[Stretch[TimelineEntry], ...]:
    return _by(month_of, in_order(entries))


def years_of(entries: Sequence[TimelineEntry]) -> tuple[Stretch[TimelineEntry], ...]:
    return _by_year(month_of, in_order(entries))


def merge(stretches: Sequence[Stretch[T]], fits: Callable[[Sequence[T]], bool]) -> tuple[Stretch[T], ...]:
    """Neighbours put together where they fit together, so that sparse years do not make many small files."""
    merged: list[Stretch[T]] = []
    for stretch in stretches:
        together = (*merged[-1].entries, *stretch.entries) if merged else ()
        if together and fits(together):
            first = merged.pop().key.partition("--")[0]
            merged.append(Stretch(f"{first}--{stretch.key}", together))
        else:
            merged.append(stretch)
    return tuple(merged)


def _by_year(month: Callable[[T], str], things: tuple[T, ...]) -> tuple[Stretch[T], ...]:
    return _by(lambda thing: month(thing)[:4], things)


def _by(key: Callable[[T], str], things: tuple[T, ...]) -> tuple[Stretch[T], ...]:
    found: dict[str, list[T]] = {}
    for thing in things:
        found.setdefault(key(thing), []).append(thing)
    return tuple(Stretch(name, tuple(members)) for name, members in found.items())


def _pieces(things: tuple[T, ...], fits: Callable[[Sequence[T]], bool]) -> list[tuple[T, ...]]:
    pieces: list[list[T]] = [[]]
    for thing in things:
        if pieces[-1] and not fits([*pieces[-1], thing]):
            pieces.append([])
        pieces[-1].append(thing)
    return [tuple(piece) for piece in pieces]
