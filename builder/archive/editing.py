"""What editors wrote, seen from all articles: words of theirs without effect, and ids that they say things had."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from builder.archive.citations import Readings
from builder.content.folder import Content, Curated
from builder.content.yaml_nodes import find_location
from builder.problems import Problem
from builder.reading.corrections import idle_corrections


def find_idle_words(content: Content, readings: Readings, live: Mapping[str, Collection[str]]) -> tuple[Problem, ...]:
    """Problems with corrections that change nothing, and with former ids that are something else's.

    `live` are the ids that there are, by kind: "actors", "rounds", "glossary".
    """
    corrections = (
        problem
        for reading in readings.values()
        for problem in idle_corrections(reading.article, reading.findings.effective)
    )
    return tuple(sorted((*corrections, *_live_formers(content, live))))


def _live_formers(content: Content, live: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Those of files are told of where files are read; these are what articles tell of by themselves."""
    editors: tuple[tuple[str, tuple[Curated[Any], ...]], ...] = (
        ("actors", content.actors),
        ("rounds", content.rounds),
        ("glossary", content.terms),
    )
    for kind, entries in editors:
        files = {entry.id for entry in entries}
        for entry in entries:
            for index, former in enumerate(entry.data.formerly):
                if former in live[kind] and former not in files:
                    where = find_location(entry.nodes, ("formerly", index))
                    found = f"'{former}' is the id of something that articles tell of today: {kind}/{former}"
                    hint = "If the two are one, add its name to the aliases here; if not, take the id out"
                    yield Problem(entry.path, where.line, where.column, "former-id", found, hint, "warning")


def former_articles(readings: Readings) -> dict[str, str]:
    """Names that articles' files had before -> the ids that the articles have."""
    found: dict[str, str] = {}
    for article, reading in readings.items():
        for former in reading.article.formerly:
            if former not in readings:
                found.setdefault(former, article)
    return found
