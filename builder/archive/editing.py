"""What editors wrote, seen from all articles: words of theirs without effect, and ids that they say things had."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from builder.archive.citations import Readings
from builder.content.folder import Content, Curated
from builder.content.yaml_nodes import find_location
from builder.problems import Problem
from builder.reading.corrections import idle_corrections
from builder.reading.folding import fold


def find_idle_words(content: Content, readings: Readings, live: Mapping[str, Collection[str]]) -> tuple[Problem, ...]:
    """Problems with corrections and decisions that change nothing, and with former ids that are something else's.

    `live` are the ids that there are, by kind: "actors", "rounds", "glossary".
    """
    corrections = (
        problem
        for reading in readings.values()
        for problem in idle_corrections(reading.article, reading.findings.effective)
    )
    return tuple(sorted((*corrections, *_live_formers(content, live), *_idle_decisions(content, readings))))


def ignored_forms(content: Content) -> frozenset[str]:
    """Folded written forms that editors say are neither an actor nor a term."""
    decisions = (entry.data for entry in content.names if entry.data.decision == "ignore")
    # What cannot be written in plain letters folds to nothing, and would be any such name.
    return frozenset(fold(form) for data in decisions for form in data.forms) - {""}


def _idle_decisions(content: Content, readings: Readings) -> Iterator[Problem]:
    """Names to ignore that no article has. One to withhold may well be there before any article has it."""
    decisions = [entry for entry in content.names if entry.data.decision == "ignore"]
    met = frozenset(_names_read(readings)) if decisions else frozenset[str]()
    for entry in decisions:
        if met.isdisjoint(map(fold, entry.data.forms)):
            where = find_location(entry.nodes, ("name",))
            found = f"no name and no term is read as '{entry.data.name[:60]}', so there is nothing to ignore"
            hint = "Delete the file; or write the name as the page of the actor or term has it"
            yield Problem(entry.path, where.line, where.column, "name-idle", found, hint, "warning")


def _names_read(readings: Readings) -> Iterator[str]:
    """The folded names of all that might be an actor or a term."""
    for reading in readings.values():
        yield from (fold(mention.name) for mention in reading.findings.mentions if mention.kind != "place")
        yield from (fold(definition.term) for definition in reading.findings.terms)


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
