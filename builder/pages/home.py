"""Home: where the talks stand."""

from __future__ import annotations

from datetime import timedelta

from builder.archive.account import Archive
from builder.archive.rounds import Round
from builder.archive.rounds.course import course_of
from builder.archive.timeline import TimelineEntry
from builder.pages.actors import latest_role, presence
from builder.pages.addresses import HOME
from builder.pages.compose import STATUS_WORDS, Composer
from builder.pages.page import Page
from builder.pages.sheets import Sheet
from builder.pages.templates import fill
from builder.pages.timeline.announced import sort_announced
from builder.pages.timeline.strip import Strip
from builder.settings import Settings

SHOWN = 6
OPEN_FOR = timedelta(days=270)
"""A promise that fell due longer ago than this, before the archive's last day, is history here."""


def sheet_of_home(settings: Settings, strip: Strip | None) -> Sheet:
    """The page that opens the site."""
    return Sheet(HOME, _compose, (settings, strip))


def _compose(page: Composer, settings: Settings, strip: Strip | None) -> Page:
    archive = page.archive
    latest = latest_round(archive)
    people = [actor for actor in archive.actors.values() if actor.kind == "person"]
    people.sort(key=lambda actor: (-presence(actor), actor.name, actor.id))
    markdown = fill(
        "home.md.jinja",
        page=page,
        name=settings.name,
        topic=settings.topic or settings.name,
        introduction=archive.content.introduction,
        latest=latest,
        outcome=_outcome(archive, latest) if latest else (),
        upcoming=_upcoming_rounds(archive),
        talks_due=any(entry.kind == "talks" for entry in sort_announced(archive).due),
        as_of=archive.as_of,
        articles=len(archive.readings),
        outlets=len({reading.article.publisher for reading in archive.readings.values()}),
        strip=strip,
        recent=_recent(archive),
        promises=_promises(archive),
        people=people[:SHOWN],
        latest_role=latest_role,
        status_words=STATUS_WORDS,
        presence=presence,
    )
    return Page.of(
        page.uri,
        settings.name,
        markdown,
        f"Who, when and what in {settings.topic or settings.name}, and who says so",
    )


def latest_round(archive: Archive) -> Round | None:
    """The round that home tells of first."""
    held = [round_ for round_ in archive.rounds.values() if round_.status == "held"]
    return max(held, key=lambda round_: round_.sort_key) if held else None


def _outcome(archive: Archive, latest: Round) -> tuple[TimelineEntry, ...]:
    """What a round that was held ended with; that it had been announced is no news any more."""
    return tuple(entry for entry in course_of(archive, latest).during if entry.status != "planned")[-2:]


def _upcoming_rounds(archive: Archive) -> list[Round]:
    return [
        round_
        for round_ in archive.rounds.values()
        if round_.status == "planned" and archive.as_of and round_.period.last and round_.period.last >= archive.as_of
    ]


def _recent(archive: Archive) -> list[TimelineEntry]:
    """The latest entries that lie in the past of the archive's last day."""
    past = [
        entry
        for entry in archive.entries.values()
        if entry.status != "planned" and entry.period.last and archive.as_of and entry.period.last <= archive.as_of
    ]
    return sorted(past, key=lambda entry: (entry.period.last, entry.sort_key), reverse=True)[:SHOWN]


def _promises(archive: Archive) -> list[TimelineEntry]:
    """What was announced and of which no report says that it happened, latest due date first."""
    if archive.as_of is None:
        return []
    found = sort_announced(archive)
    fresh = [entry for entry in found.overdue if entry.period.last and entry.period.last >= archive.as_of - OPEN_FOR]
    return [*reversed(found.due), *reversed(fresh)][:SHOWN]
