"""About: how the site is made, and how far to trust it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from builder.pages.addresses import ABOUT, READING, SPEED
from builder.pages.compose import Composer
from builder.pages.page import Page
from builder.pages.sheets import Sheet
from builder.pages.templates import fill, templates_folder
from builder.settings import Settings


def sheets_of_about(settings: Settings) -> Iterator[Sheet]:
    """The page that explains the others, and those about the machine."""
    yield Sheet(ABOUT, _compose, (settings,))
    yield Sheet(READING, _compose_reading, (_figures("reading"),))
    yield Sheet(SPEED, _compose_speed, (_figures("speed"),))


def _compose(page: Composer, settings: Settings) -> Page:
    archive = page.archive
    outlets = Counter(reading.article.publisher for reading in archive.readings.values())
    markdown = fill(
        "about.md.jinja",
        page=page,
        topic=settings.topic or settings.name,
        limit=settings.quote_limit,
        as_of=archive.as_of,
        articles=len(archive.readings),
        sources=len(archive.sources.articles),
        outlets=sorted(outlets.items(), key=lambda item: (-item[1], item[0])),
        actors=len(archive.actors),
        curated_actors=sum(actor.curated is not None for actor in archive.actors.values()),
        rounds=len(archive.rounds),
        curated_rounds=sum(round_.curated is not None for round_ in archive.rounds.values()),
        entries=len(archive.entries),
        curated_entries=sum(entry.curated is not None for entry in archive.entries.values()),
        contributors=sorted(
            {reading.article.submitted_by for reading in archive.readings.values() if reading.article.submitted_by}
        ),
    )
    return Page.of(page.uri, "About this archive", markdown, "How this archive is made, and how far to trust it")


def _compose_reading(page: Composer, figures: Mapping[str, Any]) -> Page:
    """How articles are read, with the figures that the last release was measured with."""
    markdown = fill("about-reading.md.jinja", page=page, figures=figures["rows"])
    return Page.of(page.uri, "How articles are read", markdown, "The rules of the machine, and how often it is right")


def _compose_speed(page: Composer, figures: Mapping[str, Any]) -> Page:
    """What a build costs, as it was last measured: for those who keep an archive."""
    markdown = fill("about-speed.md.jinja", **figures)
    return Page.of(
        page.uri, "What a build costs", markdown, "Time, memory and weight of pages, measured", searchable=False
    )


def texts_of_measurements() -> tuple[str, ...]:
    """What was measured and with whom it is compared: the site on itself."""
    speed = _figures("speed")
    rows = (row.values() for row in _figures("reading")["rows"])
    tables = (chain((table["title"], table["note"]), table["head"], *table["rows"]) for table in speed["tables"])
    own = (speed["date"], speed["machine"], str(speed["times"]), *speed["versions"])
    return tuple(str(value) for value in chain(own, *rows, *tables) if value)


def _figures(of: str) -> dict[str, Any]:
    saved = (templates_folder() / "pages" / f"{of}_figures.json").read_text(encoding="utf-8")
    figures: dict[str, Any] = json.loads(saved)
    return figures
