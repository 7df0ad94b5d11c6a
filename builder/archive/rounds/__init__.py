"""Rounds of talks: reports in many articles and the editor's entries -> one account each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from builder.archive.actors import Who
from builder.archive.citations import Citation, Readings
from builder.archive.naming import fold
from builder.content.curated import RoundMetadata
from builder.content.folder import Curated
from builder.content.identifiers import identifier_of
from builder.period import Period, parse_period, say
from builder.reading.rounds import RoundReport, RoundStatus

A_DAY = timedelta(days=1)
LONGEST_MEETING = timedelta(days=92)
"""A period longer than this names a year or more, not a meeting."""


@dataclass(frozen=True, slots=True)
class Round:
    """`reports` cite the sentences that tell of it; `labels` are what articles call it; `parties` are actor ids."""

    id: str
    title: str
    period: Period
    place: str | None
    parties: tuple[str, ...]
    status: RoundStatus
    labels: tuple[str, ...]
    series: str
    reports: tuple[Citation, ...]
    curated: Curated[RoundMetadata] | None

    @property
    def sort_key(self) -> tuple[object, ...]:
        return (*self.period.sort_key, self.id)


@dataclass(frozen=True, slots=True)
class _Sighting:
    citation: Citation
    report: RoundReport
    period: Period
    parties: frozenset[str]

    @property
    def precision(self) -> int:
        """Days that the period spans: fewer is more precise."""
        assert self.period.first
        assert self.period.last
        return (self.period.last - self.period.first).days


def resolve_rounds(
    readings: Readings,
    who: Who,
    curated: tuple[Curated[RoundMetadata], ...],
    names: Mapping[str, str],
    countries: Mapping[str, str],
) -> tuple[Round, ...]:
    """All rounds, ordered by time. `names` gives actors' names by id, `countries` folded places' folded countries."""
    of_curated: dict[str, list[_Sighting]] = defaultdict(list)
    clusters: list[list[_Sighting]] = []
    # Precise sightings first: "in September" then joins the round of 12 September instead of swallowing its neighbours.
    for sighting in sorted(_sightings(readings, who), key=lambda s: (s.precision, s.period.sort_key, s.citation)):
        entry = next((e for e in curated if _belongs(sighting, e.data, countries)), None)
        if entry is not None:
            of_curated[entry.id].append(sighting)
            continue
        home = next((c for c in clusters if _joins(sighting, c, countries)), None)
        if home is None:
            clusters.append([sighting])
        else:
            home.append(sighting)
    rounds = [_from_curated(entry, of_curated[entry.id], names) for entry in curated]
    taken = {round_.id for round_ in rounds}
    rounds += [
        _from_sightings(cluster, names, countries, taken)
        for cluster in clusters
        if len(_parties(cluster)) > 1  # talks have at least two sides
    ]
    return tuple(sorted(rounds, key=lambda round_: round_.sort_key))


def _sightings(readings: Readings, who: Who) -> list[_Sighting]:
    sightings = []
    for article, reading in readings.items():
        for report in reading.findings.rounds:
            period = report.period
            if period is None or period.first is None or period.last is None:
                continue
            if period.last - period.first > LONGEST_MEETING:
                continue
            parties = frozenset(who[article, name] for name in report.parties if (article, name) in who)
            sightings.append(_Sighting(Citation(article, report.span), report, period, parties))
    return sightings


def _belongs(sighting: _Sighting, data: RoundMetadata, countries: Mapping[str, str]) -> bool:
    period = parse_period(data.period)
    # Reports often name those who invite beside, or instead of, those who negotiate.
    involved = {*data.parties, *data.facilitators, *([data.host] if data.host else [])}
    return (
        _close(sighting.period, period, touching=sighting.report.status == data.status)
        and _compatible_places(sighting.report.place, data.place, countries)
        and (not sighting.parties or not involved or bool(sighting.parties & involved))
    )


def _joins(sighting: _Sighting, cluster: list[_Sighting], countries: Mapping[str, str]) -> bool:
    """Whether a sighting is of a cluster: near one of it in time and parties, at odds with none of it in place."""
    return all(_compatible_places(sighting.report.place, other.report.place, countries) for other in cluster) and any(
        _close(sighting.period, other.period, touching=sighting.report.status == other.report.status)
        and (not sighting.parties or not other.parties or bool(sighting.parties & other.parties))
        for other in cluster
    )


def _close(a: Period, b: Period, *, touching: bool) -> bool:
    """Whether two periods overlap, or, where that counts, touch.

    Talks held on the 17th and on the 18th are one meeting; talks held until the 18th and planned from the 19th are two.
    """
    if not touching or a.first is None or a.last is None or b.first is None or b.last is None:
        return a.overlaps(b)
    return a.first <= b.last + A_DAY and b.first <= a.last + A_DAY


def _compatible_places(a: str | None, b: str | None, countries: Mapping[str, str]) -> bool:
    """Equal, unknown, or one the country that the other lies in."""
    if a is None or b is None:
        return True
    x, y = fold(a), fold(b)
    return x == y or countries.get(x) == y or countries.get(y) == x


def _parties(sightings: list[_Sighting]) -> tuple[str, ...]:
    counted = Counter(party for sighting in sightings for party in sighting.parties)
    return tuple(sorted(counted, key=lambda party: (-counted[party], party)))


def _labels(sightings: list[_Sighting]) -> tuple[str, ...]:
    counted = Counter(sighting.report.label for sighting in sightings)
    return tuple(sorted(counted, key=lambda label: (-counted[label], label)))


def _from_curated(entry: Curated[RoundMetadata], sightings: list[_Sighting], names: Mapping[str, str]) -> Round:
    data = entry.data
    parties = data.parties or _parties(sightings)
    return Round(
        id=entry.id,
        title=data.title,
        period=parse_period(data.period),
        place=data.place,
        parties=parties,
        status=data.status,
        labels=_labels(sightings),
        series=data.series or _series(parties, names),
        reports=tuple(sorted(sighting.citation for sighting in sightings)),
        curated=entry,
    )


def _from_sightings(
    sightings: list[_Sighting], names: Mapping[str, str], countries: Mapping[str, str], taken: set[str]
) -> Round:
    first = min(s.period.first for s in sightings if s.precision <= 7 and s.period.first) if _days(sightings) else None
    last = max(s.period.last for s in sightings if s.precision <= 7 and s.period.last) if _days(sightings) else None
    if first and last:
        edtf = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
        period = Period(edtf, first, last)
    else:
        period = sightings[0].period
    named = [s.report.place for s in sightings if s.report.place]
    # The city, where some name it and others only its country.
    place = next((p for p in named if countries.get(fold(p)) in {fold(other) for other in named}), None) or next(
        iter(named), None
    )
    parties = _parties(sightings)
    stem = identifier_of(f"{place or 'talks'} {period.edtf.partition('/')[0]}")
    identifier, number = stem, 2
    while identifier in taken:
        identifier, number = f"{stem}-{number}", number + 1
    taken.add(identifier)
    by_day = sorted(sightings, key=lambda s: s.citation)
    statuses = {s.report.status for s in by_day}
    status: RoundStatus = "held" if "held" in statuses else by_day[-1].report.status
    where = place or " and ".join(names.get(party, party) for party in parties[:2])
    return Round(
        id=identifier,
        title=f"{where}, {say(period)}",
        period=period,
        place=place,
        parties=parties,
        status=status,
        labels=_labels(sightings),
        series=_series(parties, names),
        reports=tuple(sorted(sighting.citation for sighting in sightings)),
        curated=None,
    )


def _days(sightings: list[_Sighting]) -> bool:
    return any(sighting.precision <= 7 for sighting in sightings)


def _series(parties: tuple[str, ...], names: Mapping[str, str]) -> str:
    """Rounds between the same parties follow each other, whatever their place."""
    return " – ".join(sorted(names.get(party, party) for party in parties))
