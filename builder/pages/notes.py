"""What stands below the words of a timeline entry: on what accounts differ, and what became of a plan.

As data for the search. In the document the macro `entry_notes` says them, in the same words: what the site itself says
is known by its templates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from builder.archive.account import Archive
from builder.archive.timeline import Disagreement, Outcome, TimelineEntry
from builder.content.curated import CuratedStatement
from builder.pages.citing import Label, label_sentences, label_sources
from builder.period import say

Part = str | tuple[Label, ...] | TimelineEntry
Note = tuple[Part, ...]
"""A sentence in parts, in order: words; the labels of who says so; another entry, told by its date."""

OUTCOMES = {
    "happened": "It happened",
    "postponed": "It was put off",
    "missed": "It did not happen as planned",
    "called off": "It was called off",
}
_LABELS = {"missed": "not as planned"}


def notes_of(archive: Archive, entry: TimelineEntry) -> tuple[Note, ...]:
    """The notes of an entry, each a sentence of its own."""
    accounts = entry.curated.data.accounts if entry.curated else ()
    outcome = entry.outcome
    return (
        *(_tell_differing(archive, differing) for differing in entry.disagreements),
        *([_tell_accounts(archive, accounts)] if accounts else []),
        *([_tell_outcome(archive, entry, outcome)] if outcome and _is_news(entry, outcome) else []),
    )


def further_labels(entry: TimelineEntry) -> tuple[str, ...]:
    """The labels that follow that of an entry's status: that it is disputed, and what became of a plan."""
    became = entry.outcome.became if entry.outcome and entry.status == "planned" else None
    return (*(["disputed"] if entry.contested else []), *([_LABELS.get(became, became)] if became else []))


def plain_note(note: Note) -> str:
    """A note as it reads."""
    return "".join(map(_plain, note))


def _plain(part: Part) -> str:
    if isinstance(part, str):
        return part
    return say(part.period) if isinstance(part, TimelineEntry) else " ".join(label.words for label in part)


def _is_news(entry: TimelineEntry, outcome: Outcome) -> bool:
    """Whether an outcome is more than that what is said to have happened was planned."""
    return entry.status == "planned" or outcome.became != "happened"


def _tell_differing(archive: Archive, differing: Disagreement) -> Note:
    by = "by" if differing.aspect == "status" else "according to"
    accounts = ((f"{told.shown} {by} ", label_sentences(archive, told.citations)) for told in differing.accounts)
    return ("Reports differ: ", *_listed(accounts))


def _tell_accounts(archive: Archive, accounts: Iterable[CuratedStatement]) -> Note:
    told = ((f"{account.text.rstrip('.')} ", label_sources(archive, account.sources)) for account in accounts)
    return ("Accounts differ: ", *_listed(told))


def _tell_outcome(archive: Archive, entry: TimelineEntry, outcome: Outcome) -> Note:
    words: list[Part] = [OUTCOMES[outcome.became]]
    target = archive.entries.get(outcome.entry or "")
    if target is not None and target.id != entry.id:
        words += [" to " if outcome.became == "postponed" else ": see ", target]
    said = label_sentences(archive, outcome.citations)
    if not said and entry.curated and entry.curated.data.outcome:
        said = label_sources(archive, entry.curated.data.outcome.sources)
    return (*words, *([", according to ", said] if said else ["."]))


def _listed(accounts: Iterable[tuple[str, tuple[Label, ...]]]) -> Iterator[Part]:
    """Accounts one after the other, "; " between them."""
    return chain.from_iterable((*(["; "] if at else []), *account) for at, account in enumerate(accounts))
