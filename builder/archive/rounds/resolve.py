"""All rounds of an archive, from all reports and the editor's entries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from builder.archive.actors import Who
from builder.archive.citations import Citation, Readings
from builder.archive.identifiers import Anchor, Assignment, Claim, Recorded, assign
from builder.archive.rounds.attendance import company_of
from builder.archive.rounds.belonging import Belonging
from builder.archive.rounds.dating import differing_periods, period_of
from builder.archive.rounds.grounds import find_grounds
from builder.archive.rounds.joining import join_sightings
from builder.archive.rounds.meeting import Meeting
from builder.archive.rounds.round import NumberAccount, PlaceAccount, Round
from builder.archive.rounds.scene import Scene
from builder.archive.rounds.series import with_series
from builder.archive.rounds.sightings import Places, Sighting, find_sightings
from builder.archive.rounds.stances import AFTERWARDS, stances_of
from builder.content.curated import RoundMetadata
from builder.content.folder import Curated
from builder.content.identifiers import identifier_of
from builder.period import parse_period, say
from builder.reading.folding import fold
from builder.reading.rounds import RoundStatus

_DAY_BEFORE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rounds:
    """All rounds, ordered by time; `former` leads from ids that a round had, or would have, to the one that it has.

    `anchors` is what to record, see `identifiers.Assignment`.
    """

    rounds: tuple[Round, ...]
    former: Mapping[str, str]
    anchors: Mapping[Anchor, str]


def resolve_rounds(
    readings: Readings,
    who: Who,
    curated: Sequence[Curated[RoundMetadata]],
    *,
    names: Mapping[str, str],
    bodies: Mapping[str, tuple[str, ...]],
    countries: Mapping[str, str],
    recorded: Recorded | None = None,
) -> Rounds:
    """The rounds that editors and articles tell of.

    `names` gives actors' names by id, `bodies` those that an actor belongs to, `countries` folded places' folded
    countries, `recorded` ids that were published.
    """
    scene, places = Scene.of(readings, who, names, Belonging.of(bodies)), Places(countries)
    meetings = join_sightings(find_sightings(scene), curated, places)
    meetings.sort(key=_by_first_report)
    ids = assign([_claim(meeting) for meeting in meetings], recorded or {})
    about = _articles_about(meetings)
    rounds = [
        _round(identifier, meeting, about.get(at, ()), scene, places)
        for at, (identifier, meeting) in enumerate(zip(ids.ids, meetings, strict=True))
    ]
    ordered = sorted(with_series(rounds, names), key=lambda round_: round_.sort_key)
    return Rounds(tuple(ordered), _leading(ids), ids.anchors)


def _leading(ids: Assignment) -> Mapping[str, str]:
    return dict(sorted(ids.former.items()))


def _by_first_report(meeting: Meeting) -> tuple[object, ...]:
    return (
        meeting.curated.id if meeting.curated else "",
        meeting.first,
        meeting.last,
        sorted(sighting.citation for sighting in meeting.sightings),
    )


def _claim(meeting: Meeting) -> Claim:
    """Each article by itself would call a round by its place and the day on which it has it begin."""
    ordered = sorted(meeting.sightings, key=lambda s: (s.published, s.citation))
    anchors = tuple(
        dict.fromkeys(Anchor(s.citation.article, natural) for s in ordered if (natural := _natural(s)) is not None)
    )
    if meeting.curated is None:
        return Claim(anchors)
    return Claim(anchors, meeting.curated.id, meeting.curated.data.formerly)


def _natural(sighting: Sighting) -> str | None:
    if sighting.period is None:
        return None
    return identifier_of(f"{sighting.place or 'talks'} {sighting.period.edtf.partition('/')[0]}")


def _articles_about(meetings: Sequence[Meeting]) -> dict[int, tuple[str, ...]]:
    """By meeting, the articles of its days that report it, and no other of these days."""
    near: dict[str, list[int]] = defaultdict(list)
    for at, meeting in enumerate(meetings):
        for article in sorted({s.citation.article for s in meeting.sightings if _is_of_its_days(s, meeting)}):
            near[article].append(at)
    about: dict[int, list[str]] = defaultdict(list)
    for article, found in near.items():
        if len(found) == 1:
            about[found[0]].append(article)
    return {at: tuple(sorted(articles)) for at, articles in about.items()}


def _is_of_its_days(sighting: Sighting, meeting: Meeting) -> bool:
    after = sighting.published - meeting.last
    return meeting.held and meeting.first - sighting.published <= _DAY_BEFORE and after <= AFTERWARDS


def _round(identifier: str, meeting: Meeting, about: Sequence[str], scene: Scene, places: Places) -> Round:
    sightings = sorted(meeting.sightings, key=lambda s: s.citation)
    data = meeting.curated.data if meeting.curated else None
    period = parse_period(data.period) if data else period_of(sightings)
    parties = data.parties if data and data.parties else _parties(sightings)
    place = data.place if data else _place(sightings, places)
    reports = tuple(sighting.citation for sighting in sightings)
    held = frozenset(s.citation for s in sightings if s.status == "held")
    company = company_of(scene, reports, held=held, about=about, parties=parties, place=place)
    helpers = {helper.actor for helper in (*company.hosts, *company.facilitators)}
    if data:
        helpers |= {*data.facilitators, *([data.host] if data.host else [])}
    where = place or " and ".join(scene.names.get(party, party) for party in sorted(parties)[:2])
    return Round(
        id=identifier,
        title=data.title if data else f"{where}, {say(period)}",
        period=period,
        place=place,
        parties=parties,
        status=data.status if data else _status(meeting),
        labels=_labels(sightings),
        series="",
        reports=reports,
        curated=meeting.curated,
        grounds=()
        if data
        else find_grounds(scene, sightings, status=_status(meeting), period=period, place=place, parties=parties),
        unsure=tuple(sorted(sighting.citation for sighting in meeting.unsure)),
        periods=differing_periods(sightings, period if data else None),
        places=_differing_places(sightings, place, places),
        numbers=_numbers(sightings),
        people=company.people,
        hosts=company.hosts,
        facilitators=company.facilitators,
        stances=stances_of(scene, period, frozenset({*parties, *helpers}), reports=reports, about=about),
    )


def _parties(sightings: Sequence[Sighting]) -> tuple[str, ...]:
    """Those that most articles name first."""
    counted = Counter(party for sighting in sightings for party in sighting.parties)
    return tuple(sorted(counted, key=lambda party: (-counted[party], party)))


def _place(sightings: Sequence[Sighting], places: Places) -> str | None:
    """The town that most reports name, where some name it and others only its country."""
    counted = Counter(s.place for s in sightings if s.place)
    towns = [p for p in counted if any(places.is_country_of(other, p) for other in counted)] or list(counted)
    return min(towns, key=lambda place: (-counted[place], place), default=None)


def _differing_places(sightings: Sequence[Sighting], place: str | None, places: Places) -> tuple[PlaceAccount, ...]:
    told: dict[str, list[Citation]] = defaultdict(list)
    for sighting in sightings:
        if sighting.place:
            told[sighting.place].append(sighting.citation)
    if all(places.agree(place, other) for other in told):
        return ()
    return tuple(PlaceAccount(other, tuple(told[other])) for other in sorted(told, key=fold))


def _numbers(sightings: Sequence[Sighting]) -> tuple[NumberAccount, ...]:
    told: dict[int, list[Citation]] = defaultdict(list)
    for sighting in sightings:
        if sighting.number is not None:
            told[sighting.number].append(sighting.citation)
    return tuple(NumberAccount(number, tuple(told[number])) for number in sorted(told))


def _labels(sightings: Sequence[Sighting]) -> tuple[str, ...]:
    counted = Counter(sighting.report.label for sighting in sightings)
    return tuple(sorted(counted, key=lambda label: (-counted[label], label)))


def _status(meeting: Meeting) -> RoundStatus:
    """Held, if a report says so; else what the latest report of its being put off says; else planned."""
    if meeting.held:
        return "held"
    off = [s for s in meeting.sightings if s.status in ("postponed", "cancelled")]
    return max(off, key=lambda s: (s.published, s.citation)).status if off else "planned"
