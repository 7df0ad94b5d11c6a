"""When a meeting was, by all its reports, and where these differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from builder.archive.rounds.round import PeriodAccount
from builder.archive.rounds.sightings import Sighting
from builder.period import Period


def period_of(sightings: Sequence[Sighting]) -> Period:
    """The stretch of days that most articles give; without one, all days from the first told to the last."""
    telling = _telling(sightings)
    stretches = _by_period(s for s in telling if s.bounds and s.bounds[0] != s.bounds[1])
    if stretches:
        return min(
            stretches, key=lambda period: (-len(_articles(stretches[period])), -_length(period), period.sort_key)
        )
    if not telling:
        told = [(_length(s.period), s.period.sort_key, s.period) for s in sightings if s.period]
        return min(told)[-1]
    first = min(s.bounds[0] for s in telling if s.bounds)
    last = max(s.bounds[1] for s in telling if s.bounds)
    return Period(first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}", first, last)


def differing_periods(sightings: Sequence[Sighting], editors: Period | None = None) -> tuple[PeriodAccount, ...]:
    """The days that reports give, where some give days that do not lie within those that others give, or the editor."""
    told = _by_period(_telling(sightings))
    periods = sorted(told, key=lambda period: period.sort_key)
    widest = editors or max(periods, key=_length, default=None)
    if widest is None or all(_within(period, widest) for period in periods):
        return ()
    return tuple(
        PeriodAccount(period, tuple(sorted(sighting.citation for sighting in told[period]))) for period in periods
    )


def _telling(sightings: Sequence[Sighting]) -> list[Sighting]:
    """The reports that give days: of the meeting as held, where any does, else of it as planned."""
    precise = [sighting for sighting in sightings if sighting.precise]
    return [sighting for sighting in precise if sighting.status == "held"] or precise


def _by_period(sightings: Iterable[Sighting]) -> dict[Period, list[Sighting]]:
    found: dict[Period, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        if sighting.period:
            found[sighting.period].append(sighting)
    return found


def _articles(sightings: Sequence[Sighting]) -> set[str]:
    return {sighting.citation.article for sighting in sightings}


def _length(period: Period) -> int:
    assert period.first
    assert period.last
    return (period.last - period.first).days


def _within(period: Period, other: Period) -> bool:
    assert period.first
    assert period.last
    return (other.first is None or other.first <= period.first) and (other.last is None or period.last <= other.last)
