"""Announced, and what became of it: every dated plan, by whether and how it came out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from builder.archive.account import Archive
from builder.archive.rounds.course import held_round
from builder.archive.timeline import TimelineEntry
from builder.pages.addresses import ANNOUNCED
from builder.pages.chronicle import OPEN_WHEN_CUT, Chronicle, by_date, chapters, count, list_entries
from builder.pages.compose import Composer
from builder.pages.page import Page
from builder.pages.sheets import Sheet
from builder.pages.templates import fill


@dataclass(frozen=True, slots=True)
class Announced:
    """Planned entries in the order of their due days, by the archive's last day. Plans without a due day are not here.

    `due` are still to come, `overdue` past their day without a report on what became of them, `settled` the others.
    """

    due: tuple[TimelineEntry, ...]
    overdue: tuple[TimelineEntry, ...]
    settled: tuple[TimelineEntry, ...]


def sort_announced(archive: Archive) -> Announced:
    """The plans of an archive, as of its last day."""
    plans = [entry for entry in archive.entries.values() if entry.period.last and _was_announced(entry)]
    plans.sort(key=lambda entry: (entry.period.last, entry.sort_key))
    still_open = [
        entry
        for entry in plans
        if entry.status == "planned" and entry.outcome is None and held_round(archive, entry) is None
    ]
    as_of = archive.as_of
    due = tuple(e for e in still_open if as_of and e.period.last and e.period.last >= as_of)
    open_ids, due_ids = ({entry.id for entry in some} for some in (still_open, due))
    return Announced(
        due=due,
        overdue=tuple(entry for entry in still_open if entry.id not in due_ids),
        settled=tuple(entry for entry in plans if entry.id not in open_ids),
    )


def sheets_of_announced(archive: Archive) -> Iterator[Sheet]:
    """The page of plans: open ones by due day, then settled ones, the latest first; and its further pages."""
    found = sort_announced(archive)
    title = "Announced, and what became of it"
    chronicle = by_date(ANNOUNCED, title, list_entries((*found.due, *found.overdue, *found.settled), "plans"))
    yield Sheet(ANNOUNCED, _compose, (found, chronicle))
    yield from chapters(chronicle)


def _compose(page: Composer, found: Announced, chronicle: Chronicle) -> Page:
    markdown = fill(
        "announced.md.jinja",
        page=page,
        held_round=held_round,
        as_of=page.archive.as_of,
        due=found.due,
        overdue=found.overdue[::-1],
        settled=found.settled[::-1],
        chronicle=chronicle,
        count=count,
        most=OPEN_WHEN_CUT,
    )
    return Page.of(page.uri, chronicle.name, markdown, "What was planned for a day, and whether it came about")


def _was_announced(entry: TimelineEntry) -> bool:
    return entry.status == "planned" or entry.was_planned or entry.outcome is not None
