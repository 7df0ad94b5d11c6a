"""Which page of the timeline holds what: one page while it is light, else an overview and a page a year or less."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from builder.archive.account import Archive
from builder.archive.timeline import TimelineEntry
from builder.pages.addresses import TIMELINE, stretch_uri
from builder.pages.telling import plain_words
from builder.pages.timeline.division import Stretch, divide, in_order, month_of

MOST_ENTRIES = 500
HEAVIEST = 100_000
"""Bytes of HTML that the entries of a page may weigh: compressed, a tenth of that."""
LATEST = 20_000
"""Bytes of those that an overview shows; the timeline's script comes on top."""


@dataclass(frozen=True, slots=True)
class Layout:
    """`whole` is all of time, with parts where it is cut; `page_of` leads from an entry's id to its page's uri.

    `latest` are the last entries of the past that an overview has room for, latest first; none where nothing is cut.
    `checked` are as many as an editor has checked.
    """

    whole: Stretch[TimelineEntry]
    page_of: Mapping[str, str]
    latest: tuple[TimelineEntry, ...]
    checked: int

    @property
    def pages(self) -> tuple[Stretch[TimelineEntry], ...]:
        """Every stretch that has a page, in reading order; the whole comes first."""
        return self.whole.stretches

    def way_to(self, key: str) -> tuple[str, str]:
        """The page and anchor at which the year "2021" or the month "2021-03" begins."""
        stretch = self.whole
        while inner := next((part for part in stretch.parts if _is_within(key, part.key)), None):
            stretch = inner
        if stretch.key == key or key not in _keys_of(stretch):
            return stretch_uri(stretch.key), ""
        return stretch_uri(stretch.key), f"y{key}" if "-" in key else key


def lay_out(archive: Archive) -> Layout:
    """How the timeline of an archive is cut into pages."""
    weights = {entry.id: _weigh(archive, entry) for entry in archive.entries.values()}

    def fits(entries: Sequence[TimelineEntry]) -> bool:
        return len(entries) <= MOST_ENTRIES and sum(weights[entry.id] for entry in entries) <= HEAVIEST

    whole = divide(tuple(archive.entries.values()), fits)
    page_of = {entry.id: stretch_uri(leaf.key) for leaf in whole.leaves for entry in leaf.entries}
    latest = _latest(archive, weights) if whole.parts else ()
    checked = sum(entry.curated is not None for entry in archive.entries.values())
    return Layout(whole, {entry: page_of.get(entry, TIMELINE) for entry in archive.entries}, latest, checked)


def _latest(archive: Archive, weights: Mapping[str, int]) -> tuple[TimelineEntry, ...]:
    as_of = archive.as_of
    past = [
        e for e in in_order(tuple(archive.entries.values())) if e.period.first and as_of and e.period.first <= as_of
    ]
    sums = accumulate(weights[entry.id] for entry in reversed(past))
    return tuple(entry for entry, weight in zip(reversed(past), sums, strict=True) if weight <= LATEST)


def _weigh(archive: Archive, entry: TimelineEntry) -> int:
    """About how many bytes of HTML an entry takes: its words, and links whose length is that of what they lead to."""
    text = plain_words(archive, entry)
    articles = {report.citation.article for report in entry.reports}
    links = sum(60 + len(article) + len(archive.readings[article].article.publisher.encode()) for article in articles)
    links += sum(40 + len(actor) + len(archive.actors[actor].name.encode()) for actor in entry.actors)
    links += sum(120 * len(account.citations) for differing in entry.disagreements for account in differing.accounts)
    links += 150 if entry.outcome else 0
    links += sum(50 + len(old) for old in entry.former)
    return 290 + 2 * len(entry.id) + len(text.encode()) + links + (120 if entry.id in archive.round_of_entry else 0)


def _is_within(key: str, outer: str) -> bool:
    return key == outer or key.startswith(f"{outer}-")


def _keys_of(stretch: Stretch[TimelineEntry]) -> frozenset[str]:
    months = {month_of(entry) for entry in stretch.entries}
    return frozenset(months | {month[:4] for month in months})
