"""The timeline cut into stretches of time, each light enough for one page, or one shard of the search index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from builder.archive.timeline import TimelineEntry
from builder.period import MONTHS

MONTH_LENGTH = len("2021-01")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Entries that begin (or are due) in one stretch of time, in order.

    `key` is "" for all of time, "2021", "2021-03", "2021-00" for entries of 2021 of which no month is reported, and
    "2021-03-part-2" for a piece of a month. A stretch too heavy for one page has `parts`; they hold all its entries.
    """

    key: str
    entries: tuple[TimelineEntry, ...]
    parts: tuple[Stretch, ...] = ()

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
    def leaves(self) -> tuple[Stretch, ...]:
        return tuple(leaf for part in self.parts for leaf in part.leaves) if self.parts else (self,)


def year_of(entry: TimelineEntry) -> str:
    return month_of(entry)[:4]


def month_of(entry: TimelineEntry) -> str:
    """The month in which an entry begins or is due: "2021-03", or "2021-00" where only the year (or less) is known."""
    start = entry.period.first or entry.period.last
    if start is None:
        return ""
    return f"{start.year:04d}-{start.month if entry.period.knows_month else 0:02d}"


def in_order(entries: Sequence[TimelineEntry]) -> tuple[TimelineEntry, ...]:
    """Dated entries as the timeline has them: what is known of a year only goes before its months."""
    return tuple(sorted((e for e in entries if month_of(e)), key=lambda e: (month_of(e), e.sort_key)))


def divide(entries: Sequence[TimelineEntry], fits: Callable[[Sequence[TimelineEntry]], bool]) -> Stretch:
    """All of time; where it does not fit, by years, those by months, those into pieces, each of which `fits`."""
    return _divide("", in_order(entries), fits)


def _divide(key: str, entries: tuple[TimelineEntry, ...], fits: Callable[[Sequence[TimelineEntry]], bool]) -> Stretch:
    if fits(entries) or "-part-" in key:
        return Stretch(key, entries)
    if len(key) == MONTH_LENGTH:
        pieces = _pieces(entries, fits)
        parts = tuple(Stretch(f"{key}-part-{number}", piece) for number, piece in enumerate(pieces, 1))
        return Stretch(key, entries, parts if len(parts) > 1 else ())
    parts = tuple(_divide(part.key, part.entries, fits) for part in _by(month_of if key else year_of, entries))
    return Stretch(key, entries, parts)


def months_of(entries: Sequence[TimelineEntry]) -> tuple[Stretch, ...]:
    return _by(month_of, in_order(entries))


def years_of(entries: Sequence[TimelineEntry]) -> tuple[Stretch, ...]:
    return _by(year_of, in_order(entries))


def merge(stretches: Sequence[Stretch], fits: Callable[[Sequence[TimelineEntry]], bool]) -> tuple[Stretch, ...]:
    """Neighbours put together where they fit together, so that sparse years do not make many small files."""
    merged: list[Stretch] = []
    for stretch in stretches:
        together = (*merged[-1].entries, *stretch.entries) if merged else ()
        if together and fits(together):
            first = merged.pop().key.partition("--")[0]
            merged.append(Stretch(f"{first}--{stretch.key}", together))
        else:
            merged.append(stretch)
    return tuple(merged)


def _by(key: Callable[[TimelineEntry], str], entries: tuple[TimelineEntry, ...]) -> tuple[Stretch, ...]:
    found: dict[str, list[TimelineEntry]] = {}
    for entry in entries:
        found.setdefault(key(entry), []).append(entry)
    return tuple(Stretch(name, tuple(members)) for name, members in found.items())


def _pieces(
    entries: tuple[TimelineEntry, ...], fits: Callable[[Sequence[TimelineEntry]], bool]
) -> list[tuple[TimelineEntry, ...]]:
    pieces: list[list[TimelineEntry]] = [[]]
    for entry in entries:
        if pieces[-1] and not fits([*pieces[-1], entry]):
            pieces.append([])
        pieces[-1].append(entry)
    return [tuple(piece) for piece in pieces]
