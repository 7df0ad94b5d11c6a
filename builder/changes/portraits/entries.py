"""An entry of the timeline: when, what, says who, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from builder.archive.account import Archive
from builder.archive.timeline import TimelineEntry
from builder.changes.portraits.portrait import (
    Portrait,
    Trait,
    actors,
    articles,
    articles_among,
    aspects,
    editors,
    one_an_article,
    path_of,
    sources,
    text,
)
from builder.pages.telling import plain_words, rank_reports
from builder.pages.wording import kind_word
from builder.period import say

REPORTED_IN = "reported in"
BECAME = "what became of it"


def portray_entry(archive: Archive, identifier: str) -> Portrait:
    entry = archive.entries[identifier]
    data = entry.curated.data if entry.curated else None
    words = plain_words(archive, entry)
    told = tuple(report.citation for report in rank_reports(archive, entry))
    reports = one_an_article((*told, *(report.citation for report in entry.reports)))
    return Portrait(
        "entry",
        identifier,
        f"{say(entry.period)}{_unless_happened(entry)}: {words}",
        path_of(entry.curated),
        reports,
        aspects(
            ("date", text(say(entry.period))),
            ("status", text(_status(entry))),
            ("kind", text(kind_word(entry.kind))),
            ("place", text(entry.place)),
            ("actors", actors(archive, entry.actors)),
            ("round", _round(archive, identifier)),
            (BECAME, _outcome(archive, entry)),
            ("sources differ on", _differences(entry)),
            ("sources by the editor", sources(archive, data.sources) if data else ()),
            ("words shown", text(words)),
            # Its text is what is shown.
            *editors(entry.curated)[:1],
            (REPORTED_IN, articles(archive, one_an_article(report.citation for report in entry.reports))),
        ),
        articles_among(archive, data.sources) if data else (),
    )


def _status(entry: TimelineEntry) -> str:
    return f"{entry.shown_status}, contested" if entry.contested else entry.shown_status


def _unless_happened(entry: TimelineEntry) -> str:
    """What a date alone would tell for a fact."""
    return "" if _status(entry) == "happened" else f" ({_status(entry)})"


def _round(archive: Archive, entry: str) -> Iterator[Trait]:
    of_round = archive.round_of_entry.get(entry)
    if of_round is not None:
        yield Trait("rounds", of_round, archive.rounds[of_round].title)


def _outcome(archive: Archive, entry: TimelineEntry) -> Iterator[Trait]:
    if entry.outcome is not None:
        target = archive.entries.get(entry.outcome.entry or "")
        where = f": {say(target.period)}" if target else ""
        cited = entry.outcome.citations[0] if entry.outcome.citations else None
        yield Trait("", f"{entry.outcome.became} {where}", f"{entry.outcome.became}{where}", cited)


def _differences(entry: TimelineEntry) -> Iterator[Trait]:
    for differing in entry.disagreements:
        shown = " or ".join(account.shown for account in differing.accounts)
        yield Trait("", f"{differing.aspect}: {shown}", f"{differing.aspect}: {shown}")
    for account in entry.curated.data.accounts if entry.curated else ():
        yield Trait("", account.text, account.text)
