"""Announced, and what became of it: every dated plan, by whether and how it came out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from builder.archive.account import Archive
from builder.archive.rounds import Round
from builder.archive.timeline import TimelineEntry
from builder.pages.addresses import ANNOUNCED
from builder.pages.compose import Composer
from builder.pages.page import Page
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


def render_announced(on: Callable[[str], Composer]) -> Page:
    """The page of plans: open ones by due day, then settled ones, the latest first."""
    page = on(ANNOUNCED)
    found = sort_announced(page.archive)
    markdown = fill(
        "announced.md.jinja",
        page=page,
        held_round=held_round,
        as_of=page.archive.as_of,
        due=found.due,
        overdue=found.overdue[::-1],
        settled=found.settled[::-1],
    )
    return Page(
        page.uri, "Announced, and what became of it", markdown, "What was planned for a day, and whether it came about"
    )


def held_round(archive: Archive, entry: TimelineEntry) -> Round | None:
    """The round that a plan was for, where it was held."""
    round_ = archive.rounds.get(archive.round_of_entry.get(entry.id, ""))
    return round_ if entry.status == "planned" and round_ is not None and round_.status == "held" else None


def _was_announced(entry: TimelineEntry) -> bool:
    return entry.status == "planned" or entry.was_planned or entry.outcome is not None
