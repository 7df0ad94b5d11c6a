"""What went before, during and after a round, and which rounds are its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from builder.archive.account import Archive
from builder.archive.rounds.round import Round
from builder.archive.timeline import TimelineEntry

NEAR = timedelta(days=45)
"""How far before and after a round its background is told."""


@dataclass(frozen=True, slots=True)
class Course:
    """Entries about a round, by when they lie."""

    before: tuple[TimelineEntry, ...]
    during: tuple[TimelineEntry, ...]
    after: tuple[TimelineEntry, ...]


def course_of(archive: Archive, round_: Round) -> Course:
    """What the articles that report a round tell of it, and of its parties in the weeks around it."""
    first, last = round_.period.first, round_.period.last
    if first is None or last is None:
        return Course((), (), ())
    before, during, after = [], [], []
    articles = {citation.article for citation in round_.reports}
    candidates = {entry for article in articles for entry in archive.entries_of_article.get(article, ())}
    for entry in sorted((archive.entries[entry] for entry in candidates), key=lambda entry: entry.sort_key):
        start = entry.period.first or entry.period.last
        end = entry.period.last or entry.period.first
        if start is None or end is None or not _is_related(archive, round_, entry):
            continue
        if end < first:
            if first - end <= NEAR:
                before.append(entry)
        elif start > last:
            if start - last <= NEAR:
                after.append(entry)
        elif archive.round_of_entry.get(entry.id) == round_.id or (first <= start and end <= last):
            during.append(entry)
    return Course(tuple(before), tuple(during), tuple(after))


def _is_related(archive: Archive, round_: Round, entry: TimelineEntry) -> bool:
    """Whether an entry is of the round, or of one of its parties and no other round's."""
    of_round = archive.round_of_entry.get(entry.id)
    if of_round is not None and of_round != round_.id:
        return archive.rounds[of_round].series == round_.series
    return of_round == round_.id or not set(entry.actors).isdisjoint(round_.parties)


def voices_of(archive: Archive, round_: Round) -> frozenset[str]:
    """The actors who speak for a round: its parties, those who help it, and all who belong to them or were there."""
    data = round_.curated.data if round_.curated else None
    found = {*round_.parties, *(helper.actor for helper in (*round_.hosts, *round_.facilitators))}
    if data is not None:
        found |= {*data.facilitators, *([data.host] if data.host else []), *(person.actor for person in data.people)}
    waiting = sorted(found)
    while waiting:
        body = waiting.pop()
        members = archive.register.members_of.get(body, ())
        people = {*members, *(affiliation.person for affiliation in archive.affiliations.get(body, ()))}
        waiting += sorted(people - found)
        found |= people
    return frozenset({*found, *(one.person for one in round_.people if one.deed is not None)})


def neighbours(archive: Archive, round_: Round) -> tuple[Round | None, Round | None]:
    """The rounds before and after in the same series, whatever became of them."""
    return archive.register.neighbours_of[round_.id]


def held_round(archive: Archive, entry: TimelineEntry) -> Round | None:
    """The round that a plan was for, where it was held."""
    round_ = archive.rounds.get(archive.round_of_entry.get(entry.id, ""))
    return round_ if entry.status == "planned" and round_ is not None and round_.status == "held" else None
