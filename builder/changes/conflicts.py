"""Where sources differ now that did not before, and reports that do not go with what an editor wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from builder.archive.account import Archive
from builder.archive.citations import Citation
from builder.archive.rounds import Round
from builder.archive.timeline import Disagreement, Report, TimelineEntry
from builder.changes.model import Evidence, Matter
from builder.changes.portraits import evidence_of
from builder.changes.shortening import MENTION, shorten
from builder.changes.sides import Sides
from builder.pages.citing import outlet_and_day
from builder.pages.telling import plain_words
from builder.period import say


def find_conflicts(sides: Sides) -> Iterator[Matter]:
    """Timeline entries first, then rounds, each in the order of time."""
    before, after = sides.before.archive, sides.after.archive
    entries = {now: before.entries[old] for old, now in sides.matched["timeline"].pairs.items()}
    for entry in after.entries.values():
        old = entries.get(entry.id)
        yield from _new_differences(after, old, entry)
        yield from _against_the_editor(sides, old, entry)
    rounds = {now: before.rounds[old] for old, now in sides.matched["rounds"].pairs.items()}
    for round_ in after.rounds.values():
        yield from _accounts_of_round(after, rounds.get(round_.id), round_)


def _new_differences(archive: Archive, old: TimelineEntry | None, entry: TimelineEntry) -> Iterator[Matter]:
    known = {_key(one) for one in old.disagreements} if old else set()
    path = entry.curated.path if entry.curated else None
    for differing in entry.disagreements:
        if _key(differing) not in known:
            accounts = "; ".join(
                f"{account.shown} ({_outlets(archive, account.citations)})" for account in differing.accounts
            )
            firsts = (account.citations[0] for account in differing.accounts)
            says = f"On the {differing.aspect} of “{_named(archive, entry)}” sources differ: {accounts}."
            yield Matter("conflict", says, path, _evidence(archive, firsts))
    if entry.contested and not (old and old.contested):
        says = f"One side denies what another says: “{_named(archive, entry)}”, {say(entry.period)}."
        yield Matter("conflict", says, path, _evidence(archive, (report.citation for report in entry.reports)))


def _key(differing: Disagreement) -> tuple[str, frozenset[str]]:
    return differing.aspect, frozenset(account.shown for account in differing.accounts)


def _against_the_editor(sides: Sides, old: TimelineEntry | None, entry: TimelineEntry) -> Iterator[Matter]:
    """Reports that are new in an entry and tell another day or place than its editor's file, which overrules them."""
    if entry.curated is None:
        return
    data, archive = entry.curated.data, sides.after.archive
    known = (
        {(sides.now("articles", report.citation.article), report.period, report.place) for report in old.reports}
        if old is not None and old.curated is not None and old.curated.data == data
        else set()
    )
    for report in entry.reports:
        if (report.citation.article, report.period, report.place) in known:
            continue
        for says in _contradictions(report, entry):
            told = f"{outlet_and_day(archive, report.citation.article)} tells of “{_named(archive, entry)}” {says}."
            yield Matter("conflict", told, entry.curated.path, _evidence(archive, (report.citation,)))


def _contradictions(report: Report, entry: TimelineEntry) -> Iterator[str]:
    assert entry.curated is not None
    data = entry.curated.data
    if data.date and report.status != "planned" and not report.period.overlaps(entry.period):
        yield f"on another date ({say(report.period)}) than the editor's file ({say(entry.period)})"


def _accounts_of_round(archive: Archive, old: Round | None, round_: Round) -> Iterator[Matter]:
    path = round_.curated.path if round_.curated else None
    told: tuple[tuple[str, tuple[tuple[str, tuple[Citation, ...]], ...], frozenset[str]], ...] = (
        (
            "days",
            tuple((say(one.period), one.citations) for one in round_.periods),
            frozenset(say(one.period) for one in old.periods) if old else frozenset(),
        ),
        (
            "place",
            tuple((one.place, one.citations) for one in round_.places),
            frozenset(one.place for one in old.places) if old else frozenset(),
        ),
        (
            "number",
            tuple((str(one.number), one.citations) for one in round_.numbers),
            frozenset(str(one.number) for one in old.numbers) if old else frozenset(),
        ),
    )
    for aspect, accounts, known in told:
        if len(accounts) > 1 and not {shown for shown, _ in accounts} <= known:
            shown = "; ".join(f"{value} ({_outlets(archive, citations)})" for value, citations in accounts)
            says = f"On the {aspect} of the round “{round_.title}” reports differ: {shown}."
            yield Matter("conflict", says, path, _evidence(archive, (citations[0] for _, citations in accounts)))


def _named(archive: Archive, entry: TimelineEntry) -> str:
    return shorten(plain_words(archive, entry), MENTION)


def _outlets(archive: Archive, citations: Iterable[Citation]) -> str:
    return ", ".join(dict.fromkeys(outlet_and_day(archive, citation.article) for citation in citations))


def _evidence(archive: Archive, citations: Iterable[Citation]) -> tuple[Evidence, ...]:
    return tuple(evidence_of(archive, citation) for citation in citations)
