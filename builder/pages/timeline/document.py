"""The timeline: every dated entry, by year and month."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from builder.archive.timeline import TimelineEntry
from builder.pages.addresses import TIMELINE
from builder.pages.compose import Composer
from builder.pages.page import Page
from builder.pages.templates import fill
from builder.period import MONTHS

TALLEST = 8
"""Steps of the strip's bars."""


@dataclass(frozen=True, slots=True)
class Month:
    """The entries of one month; `number` 0 holds those of which only the year (or less) is known."""

    year: int
    number: int
    entries: tuple[TimelineEntry, ...]

    @property
    def anchor(self) -> str:
        return f"y{self.year}-{self.number:02d}"

    @property
    def title(self) -> str:
        return f"{MONTHS[self.number - 1]} {self.year}" if self.number else f"{self.year}, month not reported"


@dataclass(frozen=True, slots=True)
class Bar:
    """A month on the strip; `height` is 0 to TALLEST."""

    month: Month
    height: int
    has_round: bool


def months_of(entries: Iterable[TimelineEntry]) -> tuple[Month, ...]:
    """Entries by the month in which they begin (or are due), in order."""
    found: dict[tuple[int, int], list[TimelineEntry]] = {}
    for entry in entries:
        start = entry.period.first or entry.period.last
        if start is None:
            continue
        known_month = len(entry.period.edtf.partition("/")[0].rstrip("~?%")) >= len("2021-01")
        found.setdefault((start.year, start.month if known_month else 0), []).append(entry)
    return tuple(Month(year, number, tuple(found[year, number])) for year, number in sorted(found))


def render_timeline(on: Callable[[str], Composer]) -> Page:
    """The whole timeline as one document."""
    page = on(TIMELINE)
    years: dict[int, list[Month]] = {}
    for month in months_of(page.archive.entries.values()):
        years.setdefault(month.year, []).append(month)
    markdown = fill("timeline.md.jinja", page=page, years=years, total=len(page.archive.entries), strip=strip_of(page))
    return Page(page.uri, "Timeline", markdown, "Every dated event of the archive, with its sources")


def strip_of(page: Composer) -> dict[int, list[Bar]]:
    """Bars by year, from the first round's year to the last entry's: the years that the negotiation is about."""
    archive = page.archive
    starts = [round_.period.first.year for round_ in archive.rounds.values() if round_.period.first]
    published = [reading.article.published.year for reading in archive.readings.values()]
    if not starts and not published:
        return {}
    opening, close = min(starts + published), max(starts + published)
    by_month = {(m.year, m.number): m for m in months_of(archive.entries.values()) if m.number}
    most = max((len(m.entries) for m in by_month.values()), default=1)
    with_round = {
        (year, month)
        for round_ in archive.rounds.values()
        if round_.status == "held" and round_.period.first and round_.period.last
        for year, month in _months_between(round_.period.first.year, round_.period.first.month, round_.period.last)
    }
    bars: dict[int, list[Bar]] = {}
    for year in range(opening, close + 1):
        for number in range(1, 13):
            month = by_month.get((year, number), Month(year, number, ()))
            height = -(-len(month.entries) * TALLEST // most)
            bars.setdefault(year, []).append(Bar(month, height, (year, number) in with_round))
    return bars


def _months_between(year: int, month: int, last: date) -> Iterable[tuple[int, int]]:
    while (year, month) <= (last.year, last.month):
        yield year, month
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
