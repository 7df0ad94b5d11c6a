"""What was agreed, offered, demanded and disputed in a round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from builder.archive.citations import Citation, Reading
from builder.archive.rounds.round import Stance
from builder.archive.rounds.scene import Scene
from builder.period import Period
from builder.reading.folding import fold
from builder.reading.positions import Position, PositionKind
from builder.text import Span

AFTERWARDS = timedelta(days=4)
"""How long after its last day articles are still about a round."""
_ALIKE = 0.6
"""The share of words from which two clauses are taken to tell the same."""
_ACTS = ("den", "reject", "refuse", "ruled", "turned")
"""How cues begin that tell what one side does."""
_LONG = timedelta(days=31)
"""A longer date ("this year") says nothing of when something was."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A position that belongs to a round; `words` are the folded words of its clause."""

    kind: PositionKind
    holder: str | None
    citation: Citation
    words: frozenset[str]


def stances_of(
    scene: Scene, period: Period, involved: frozenset[str], *, reports: Iterable[Citation], about: Iterable[str]
) -> tuple[Stance, ...]:
    """What the sentences that report a round say, and what articles `about` it say of those involved."""
    own: dict[str, list[Span]] = defaultdict(list)
    for citation in reports:
        own[citation.article].append(scene.readings[citation.article].sentence_around(citation.span))
    found: list[_Told] = []
    articles = frozenset(about)
    for article in sorted({*own, *articles}):
        reading = scene.readings[article]
        for position in reading.findings.positions:
            told = any(sentence.overlaps(position.span) for sentence in own[article])
            if not told and (article not in articles or not _is_of_these_days(reading, position, period)):
                continue
            if _is_theirs(scene, article, position, involved):
                words = frozenset(fold(reading.words(position.span)).split())
                holder = scene.actor(article, position.holder)
                found.append(_Told(position.kind, holder, Citation(article, position.span), words))
    return _merged(found)


def _is_of_these_days(reading: Reading, position: Position, period: Period) -> bool:
    """Whether the sentence names no other days, and reports no meeting of its own."""
    sentence = reading.sentence_around(position.span)
    if any(report.span.overlaps(sentence) for report in reading.findings.rounds):
        return False
    return all(
        period.overlaps(date.period) or _is_near(date.period, period)
        for date in reading.findings.dates
        if sentence.contains(date.span)
        and date.type in ("DATE", "TIME")
        and date.period is not None
        and date.period.first is not None
        and date.period.last is not None
        and date.period.last - date.period.first <= _LONG
    )


def _is_near(date: Period | None, period: Period) -> bool:
    if date is None or date.first is None or period.last is None:
        return False
    return timedelta(0) <= date.first - period.last <= AFTERWARDS


def _is_theirs(scene: Scene, article: str, position: Position, involved: frozenset[str]) -> bool:
    """Whether a position is one of the parties', hosts' or mediators'."""
    holder = scene.actor(article, position.holder)
    if holder is not None:
        return not involved.isdisjoint(scene.belonging.above(holder))
    if position.holder is not None:
        return False
    named = [one.actor for one in scene.rolls[article].within(position.span) if one.actor is not None]
    if not named and (position.kind in ("offered", "demanded") or position.cue.startswith(_ACTS)):
        return False  # what somebody does, of whom the clause says only "he" or "delegates"
    return not named or any(not involved.isdisjoint(scene.belonging.above(actor)) for actor in named)


def _merged(found: Sequence[_Told]) -> tuple[Stance, ...]:
    """Clauses that tell nearly the same are one stance with several citations."""
    groups: list[list[_Told]] = []
    for told in found:
        home = next((group for group in groups if _alike(told, group[0])), None)
        if home is None:
            groups.append([told])
        else:
            home.append(told)
    return tuple(Stance(group[0].kind, group[0].holder, tuple(told.citation for told in group)) for group in groups)


def _alike(a: _Told, b: _Told) -> bool:
    """By Jaccard's coefficient of their words."""
    if a.kind != b.kind or a.holder != b.holder:
        return False
    return len(a.words & b.words) >= _ALIKE * len(a.words | b.words)
