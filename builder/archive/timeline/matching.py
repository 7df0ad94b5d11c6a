"""Reports of one event, put together: average linkage over candidate pairs, the vaguer joining the more precise last.

A wrong match publishes a falsehood, a missed one only tells a thing twice: no report is matched by way of another that
it has little in common with, and a vague one that fits two events joins neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from builder.archive.timeline.likeness import NEVER, Scale
from builder.archive.timeline.nearness import FAR_DAYS, NEAR_DAYS
from builder.archive.timeline.reports import Traits

LIKE = 1.6
"""Evidence at which two reports are taken for reports of one event: odds of 5 to 1."""
LINKED = 0.9
"""Mean evidence between all reports of two groups at which they become one."""
MARGIN = 0.5
"""By how much the event that a vague report joins fits better than any other."""

_WINDOW = 7
"""Days of the windows within which candidates are looked for."""
_LONGEST = 400
"""Days of a period beyond which it only meets periods of the same name."""
_CROWD = 16
"""Reports that may share a token within a window: what more of them have tells nothing apart."""


class Matcher:
    """Groups of reports by their numbers. Pure in effect: likenesses are only remembered."""

    def __init__(self, reports: Sequence[Traits], scale: Scale) -> None:
        self._reports = reports
        self._scale = scale
        self._known: dict[tuple[int, int], float] = {}

    def group(self, among: Iterable[int] | None = None) -> list[tuple[int, ...]]:
        """Every number of a report once, or those `among` them; numbers in order, groups by their first."""
        numbers = range(len(self._reports)) if among is None else sorted(among)
        likely = sorted((-evidence, pair) for evidence, pair in self._likely(numbers))
        home = {number: [number] for number in numbers}
        level = [pair for _, pair in likely if not self._is_vaguer(*pair)]
        joining = True
        while joining:
            # Two groups that had too little in common when they were small may fit when they are whole.
            joining = False
            for one, other in level:
                if home[one] is not home[other] and self._mean(home[one], home[other]) >= LINKED:
                    _join(home, home[one], home[other])
                    joining = True
        self._join_vague(home, [pair for _, pair in likely if self._is_vaguer(*pair)])
        return [tuple(group) for number, group in sorted(home.items()) if group[0] == number]

    def _join_vague(self, home: dict[int, list[int]], pairs: Iterable[tuple[int, int]]) -> None:
        """Groups of vague reports join the one group of more precise ones that they fit, the least vague first."""
        fits: dict[int, set[int]] = defaultdict(set)
        for one, other in pairs:
            fits[one].add(other)
            fits[other].add(one)

        def vagueness(group: list[int]) -> int:
            return min(self._reports[number].days for number in group)

        groups = [group for number, group in home.items() if group[0] == number]
        for group in sorted(groups, key=lambda group: (vagueness(group), group)):
            others = {home[other][0]: home[other] for number in group for other in fits[number]}
            found = sorted(
                ((self._mean(group, other), first) for first, other in others.items() if other is not home[group[0]]),
                reverse=True,
            )
            precise = [(mean, first) for mean, first in found if vagueness(home[first]) < vagueness(group)]
            if not precise or precise[0][0] < LINKED:
                continue
            if len(precise) > 1 and precise[0][0] - precise[1][0] < MARGIN:
                continue
            _join(home, home[group[0]], home[precise[0][1]])

    def _is_vaguer(self, one: int, other: int) -> bool:
        """Whether one's period lies within the other's: it may be one of several that do."""
        a, b = self._reports[one], self._reports[other]
        return a.days != b.days and (
            (a.first <= b.first and b.last <= a.last) or (b.first <= a.first and a.last <= b.last)
        )

    def _mean(self, group: Sequence[int], other: Sequence[int]) -> float:
        total = 0.0
        for one in group:
            for two in other:
                evidence = self._evidence(one, two)
                if evidence == NEVER:
                    return NEVER
                total += evidence
        return total / (len(group) * len(other))

    def _evidence(self, one: int, other: int) -> float:
        pair = (one, other) if one < other else (other, one)
        known = self._known.get(pair)
        if known is None:
            known = self._known[pair] = self._scale.compare(self._reports[pair[0]], self._reports[pair[1]])
        return known

    def _likely(self, numbers: Iterable[int]) -> Iterator[tuple[float, tuple[int, int]]]:
        """Pairs that are like each other, the less number first, with the evidence; only these are remembered."""
        for one, others in self._candidates(numbers):
            for other in others:
                evidence = self._scale.compare(self._reports[one], self._reports[other])
                if evidence >= LIKE:
                    self._known[one, other] = evidence
                    yield evidence, (one, other)

    def _candidates(self, numbers: Iterable[int]) -> Iterator[tuple[int, list[int]]]:
        """For each report those behind it that share a sense, lie near in time, and tell like it of words or of deeds.

        Reports of different places are left out: most of what lies near each other in time was elsewhere. The reports
        come in their order, so that what is compared lies near each other in memory too.
        """
        shelves: dict[object, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        crowds_of: dict[int, list[list[int]]] = {}
        for number in numbers:
            crowds_of[number] = crowds = []
            for shelf, senses in self._shelves(self._reports[number]):
                by_sense = shelves[shelf]
                for sense in senses:
                    crowd = by_sense[sense]
                    crowd.append(number)
                    crowds.append(crowd)
        agree = cache(self._scale.atlas.agree)
        for number, crowds in crowds_of.items():
            near = {other for crowd in crowds if 1 < len(crowd) <= _CROWD for other in crowd if other > number}
            if near:
                place = self._reports[number].report.place
                yield number, sorted(other for other in near if agree(place, self._reports[other].report.place))

    def _shelves(self, traits: Traits) -> Iterator[tuple[object, Iterable[str]]]:
        """Under what a report is looked for, and by which of its senses."""
        spoken = traits.report.spoken
        for window in _windows(traits):
            yield (window, spoken), traits.inside
        if self._scale.may_be_far(traits):
            season, distinctive = traits.first // FAR_DAYS, self._scale.distinctive(traits.inside)
            yield ("season", season, spoken), distinctive
            yield ("season", season + 1, spoken), distinctive


def _windows(traits: Traits) -> Iterator[object]:
    """The stretches of time that a report may share with another of its event, and the very days that it names."""
    yield traits.first, traits.last
    if traits.days <= _LONGEST:
        yield from range((traits.first - NEAR_DAYS) // _WINDOW, (traits.last + NEAR_DAYS) // _WINDOW + 1)


def _join(home: dict[int, list[int]], one: list[int], other: list[int]) -> None:
    joined = sorted([*one, *other])
    for number in joined:
        home[number] = joined
