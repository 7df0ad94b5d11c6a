"""How likely two reports tell of one event: evidence for and against it, summed as logarithms of odds.

The sum is that of record linkage (Fellegi and Sunter, A Theory for Record Linkage, JASA 64, 1969). The weights were
fitted by logistic regression to pairs of reports that an editor had judged, and rounded.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from builder.archive.timeline.nearness import Nearness, is_open, nearness_of
from builder.archive.timeline.numbers import find_amounts
from builder.archive.timeline.places import Atlas
from builder.archive.timeline.reports import Traits
from builder.reading.events.senses import are_contrary

NEVER = -100.0
"""Of reports that cannot be of one event."""

_PRIOR = -0.5
_SHARED_SENSE = 0.65
_HALF_SHARED_SENSE = 0.25  # in the clause of one, beside that of the other
_OVERLAP = 1.8
_SHARED_ACTOR = 1.0
_NAMED_BESIDE = 1.3
_SAME_KIND_OF_EVENT = 2.0
# Attacks are many on a day, and who speaks on a day says many things.
_SAME_KIND: Mapping[str, float] = {"other": 0.0, "attack": 0.6, "statement": -0.3}
_OTHER_KIND = -0.4
_OTHER_ACTORS = -8.0
"""Where both name somebody whom few reports name, and nobody is named by both: two meetings on a day are two."""
_SAME_PLACE = 0.55
_SAME_ARTICLE = -0.5
_OTHER_STATUS = -1.2
_CONTRARY = -8.0
_OTHER_NUMBER = -1.0
_VAGUE = -1.2
_ABOUT = -2.0
_LONG_DAYS = 40
_NEARNESS: Mapping[Nearness, float] = {"same": 0.0, "within": -1.15, "near": -2.5, "far": -3.0}
_ONE_OFF = frozenset(("agreement", "appointment", "election"))
"""Kinds of which there are not two alike within weeks: talks, visits and attacks come again."""
_DISTINCTIVE = 0.6
"""Weight of a sense that few reports have."""
_TELLING = 0.45
"""Weight of an actor who is not in everything: of ten thousand reports, one in fewer than 160."""
_NEAR_OVERLAP = 0.75
_FAR_OVERLAP = 0.6
_BACKGROUND = 100
"""Reports without a word that are assumed beside those that there are."""
_SPOKEN_OVERLAP = 0.5
_DUE = frozenset(["due"])
"""Makes a deadline of whatever is due: "due to leave in May" and "due to meet on 5 May" have nothing else in common."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What likeness is measured with: how much senses and actors tell, 0 to 1, and what is known of places."""

    senses: Mapping[str, float]
    actors: Mapping[str, float]
    atlas: Atlas
    _weights: dict[frozenset[str], float] = field(default_factory=dict, compare=False)

    def compare(self, one: Traits, other: Traits) -> float:
        """The evidence that two reports are of one event: the logarithm of its odds, `NEVER` where they cannot be."""
        a, b = one.report, other.report
        if a.spoken != b.spoken:
            return NEVER
        nearness = nearness_of(one.first, one.last, other.first, other.last)
        if nearness is None or not self._can_be_one(one, other):
            return NEVER
        shared = one.inside & other.inside
        if not shared or (nearness != "same" and shared == _DUE):
            return NEVER
        overlap = self._overlap(one, other, shared)
        if nearness == "near" and (a.kind != b.kind or overlap < _NEAR_OVERLAP):
            return NEVER
        if nearness == "far" and not self._is_unmistakable(one, other, shared, overlap):
            return NEVER
        common = a.actors & b.actors
        beside = (one.named & other.named) - common
        if a.spoken and not common and not beside and overlap < _SPOKEN_OVERLAP:
            return NEVER  # of what is said on a day, who says it is half
        half = (one.inside & other.around) | (one.around & other.inside)
        evidence = (
            _PRIOR
            + _NEARNESS[nearness]
            + _SHARED_SENSE * self._weight(shared)
            + _HALF_SHARED_SENSE * self._weight(half)
            + _OVERLAP * overlap
            + _SHARED_ACTOR * math.fsum([self.actors[actor] for actor in common])
            + _NAMED_BESIDE * math.fsum([self.actors[actor] for actor in beside])
        )
        if not common and not beside and self._tells(a.actors) and self._tells(b.actors):
            evidence += _OTHER_ACTORS
        if a.kind == b.kind:
            evidence += _SAME_KIND.get(a.kind, _SAME_KIND_OF_EVENT)
        elif "other" not in (a.kind, b.kind):
            evidence += _OTHER_KIND
        if a.place and b.place:
            evidence += _SAME_PLACE
        if a.status != b.status:
            evidence += _OTHER_STATUS
        if a.citation.article == b.citation.article:
            evidence += _SAME_ARTICLE
        if max(one.days, other.days) > _LONG_DAYS:
            evidence += _VAGUE
        if "approx" in (a.period.mod, b.period.mod):
            evidence += _ABOUT
        plainly = a.turn is None and b.turn is None  # "called off" is no contrary of what was to begin
        if (plainly and are_contrary(one.inside, other.inside)) or (
            one.ordinals and other.ordinals and not one.ordinals & other.ordinals
        ):
            evidence += _CONTRARY
        if evidence > 0 and _count_otherwise(one, other):
            if a.citation.article == b.citation.article:
                return NEVER
            evidence += _OTHER_NUMBER
        return evidence

    def _can_be_one(self, one: Traits, other: Traits) -> bool:
        a, b = one.report, other.report
        # A sentence does not tell one thing twice, and an article that has the day of something keeps to it.
        if a.citation.article == b.citation.article and (
            one.sentence == other.sentence or (one.first, one.last) != (other.first, other.last)
        ):
            return False
        # What is to be over by a day is a promise, not what happened on it.
        if a.status != b.status and (is_open(a.period) or is_open(b.period)):
            return False
        # What began on a day need not be what goes on since.
        if a.period.mod != b.period.mod and "on_or_after" in (a.period.mod, b.period.mod):
            return False
        if one.about and other.about and one.about.isdisjoint(other.about):
            return False
        return self.atlas.agree(a.place, b.place)

    def _overlap(self, one: Traits, other: Traits, shared: frozenset[str]) -> float:
        """The part of the shorter clause's weight that the other has as well."""
        shorter = min(self._weight(one.inside), self._weight(other.inside))
        return min(1.0, self._weight(shared) / shorter) if shorter else 0.0

    def _tells(self, actors: frozenset[str]) -> bool:
        """Whether among `actors` is one whom few reports name."""
        return any(self.actors[actor] >= _TELLING for actor in actors)

    def _weight(self, senses: frozenset[str]) -> float:
        known = self._weights.get(senses)
        if known is None:
            # Exact, and so the same in whatever order a set gives its members.
            known = self._weights[senses] = math.fsum([self.senses[sense] for sense in senses])
        return known

    def _is_unmistakable(self, one: Traits, other: Traits, shared: frozenset[str], overlap: float) -> bool:
        """Whether words so rare are shared that days weeks apart are two memories of one event that comes but once."""
        a, b = one.report, other.report
        if a.kind != b.kind or not (self.may_be_far(one) and self.may_be_far(other)):
            return False
        return len(self.distinctive(shared)) >= 2 and overlap >= _FAR_OVERLAP and bool(a.actors & b.actors)

    def may_be_far(self, traits: Traits) -> bool:
        """Whether a report is of a kind of event for which other reports may give a day weeks apart."""
        return traits.report.kind in _ONE_OFF and traits.report.status == "happened"

    def distinctive(self, senses: frozenset[str]) -> list[str]:
        """Those of `senses` that few reports have."""
        return sorted(sense for sense in senses if self.senses[sense] >= _DISTINCTIVE)


def make_scale(reports: Sequence[Traits], atlas: Atlas) -> Scale:
    """The scale for the reports of one archive: what few of them have tells more."""
    return Scale(
        senses=_weigh(Counter(sense for traits in reports for sense in traits.inside | traits.around), len(reports)),
        actors=_weigh(Counter(actor for traits in reports for actor in traits.named), len(reports)),
        atlas=atlas,
    )


def _count_otherwise(one: Traits, other: Traits) -> bool:
    """Whether two reports count the same thing, and not alike."""
    mine, theirs = find_amounts(one.text), find_amounts(other.text)
    return any(not mine[thing].agrees_with(theirs[thing]) for thing in mine.keys() & theirs.keys())


def _weigh(counts: Counter[str], reports: int) -> dict[str, float]:
    """Inverse frequency, 1 for what a single report has. Of what is common, few reports tell little."""
    whole = math.log(reports + _BACKGROUND)
    return {thing: math.log((reports + _BACKGROUND) / count) / whole for thing, count in counts.items()}
