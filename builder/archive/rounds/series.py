"""Series: rounds between the same parties follow each other, whatever their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from builder.archive.rounds.round import Round

_TWO = 2


def with_series(rounds: Sequence[Round], names: Mapping[str, str]) -> tuple[Round, ...]:
    """The rounds with the names of their series: the editor's for these parties, or the parties' own.

    Of a round with one known party it is said only where no other series has that party.
    """
    editors: dict[frozenset[str], set[str]] = defaultdict(set)
    for round_ in rounds:
        if round_.curated and round_.curated.data.series:
            editors[_sides(round_)].add(round_.curated.data.series)
    known = {sides: next(iter(given)) for sides, given in editors.items() if len(given) == 1 and len(sides) >= _TWO}
    of_party: dict[str, set[str]] = defaultdict(set)
    for round_ in rounds:
        sides = _sides(round_)
        if len(sides) >= _TWO:
            for party in sides:
                of_party[party].add(_name(round_, known, names))
    return tuple(replace(round_, series=_series(round_, known, of_party, names)) for round_ in rounds)


def _series(
    round_: Round,
    known: Mapping[frozenset[str], str],
    of_party: Mapping[str, set[str]],
    names: Mapping[str, str],
) -> str:
    sides = _sides(round_)
    own = round_.curated is not None and round_.curated.data.series
    if not own and len(sides) == 1:
        candidates = of_party.get(next(iter(sides)), set())
        if len(candidates) == 1:
            return next(iter(candidates))
    return _name(round_, known, names)


def _name(round_: Round, known: Mapping[frozenset[str], str], names: Mapping[str, str]) -> str:
    if round_.curated is not None and round_.curated.data.series:
        return round_.curated.data.series
    sides = _sides(round_)
    if not sides:
        return ""
    return known.get(sides) or " – ".join(sorted(names.get(party, party) for party in sides)) + " talks"


def _sides(round_: Round) -> frozenset[str]:
    """Those who negotiate: who only hosts or mediates does not count, where two others remain."""
    helping = {helper.actor for helper in (*round_.hosts, *round_.facilitators)}
    rest = frozenset(round_.parties) - helping
    return rest if len(rest) >= _TWO and not round_.curated else frozenset(round_.parties)
