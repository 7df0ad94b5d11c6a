"""Roles over time: what reports say somebody was, wordings that say the same put together."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from builder.archive.actors.actor import RoleReport
from builder.archive.citations import Citation
from builder.reading.folding import fold
from builder.reading.names.lexicon import Sort, lexicon
from builder.reading.words import load_set, load_words

RECENT = timedelta(days=90)
"""Reports as close as this tell of the same time."""
TERM = timedelta(days=366)
"""Within this an office is taken to be the same one's: another of the name may hold it later."""
_STEM = 4
_SHORT_COUNTRIES = {"us": "amer", "usa": "amer", "uk": "brit"}


class Told(NamedTuple):
    """One report of a role."""

    day: date
    text: str
    citation: Citation


@cache
def _small() -> frozenset[str]:
    """Words that make no difference between two wordings."""
    rows = load_words("role_small_words")
    standing = {row[0] for row in load_words("role_standing")}
    heads = load_set("role_offices")
    ranking = {row[0] for row in rows if row[1] == "ranking"} - standing - heads - {"first", "second", "top"}
    return frozenset(row[0] for row in rows if row[1] in ("article", "link")) | ranking


@cache
def _standing() -> frozenset[str]:
    return load_set("role_standing")


@cache
def _past() -> frozenset[str]:
    return frozenset(row[0] for row in load_words("role_standing") if row[1:] == ("past",))


@lru_cache(maxsize=100_000)
def content_words(role: str) -> frozenset[str]:
    """ "the Council's chief envoy", "chief envoy of the Council" -> {"council", "chief", "envoy"}."""
    return frozenset(word for word in fold(role).split() if word not in _small())


def is_office(role: str) -> bool:
    """Whether a role is an office ("chief negotiator") and not a description ("cleric", "brother of the mayor")."""
    return not content_words(role).isdisjoint(load_set("role_offices"))


def is_past(role: str) -> bool:
    return not content_words(role).isdisjoint(_past())


@lru_cache(maxsize=100_000)
def _countries(role: str) -> frozenset[str]:
    words = fold(role).split()
    known = _country_words()
    return frozenset(_SHORT_COUNTRIES.get(word, word[:_STEM]) for word in words if word in known)


@cache
def _country_words() -> frozenset[str]:
    forms = [entry.form for found in lexicon().by_first.values() for entry in found if entry.sort is Sort.COUNTRY]
    folded = map(fold, (*forms, *lexicon().state_adjectives))
    return frozenset(form for form in folded if " " not in form)


class Service(NamedTuple):
    """The offices that tell who somebody is, by their content words with the days of the reports; and the countries."""

    offices: Mapping[frozenset[str], tuple[date, ...]]
    countries: frozenset[str]


def find_service(roles: Iterable[tuple[date, str]]) -> Service:
    """What `roles`, each with the day of its report, tell.

    No former office, which others have held too, and no bare "spokesman": it takes two words, or a title ("President").
    """
    days: dict[frozenset[str], list[date]] = defaultdict(list)
    countries: set[str] = set()
    for day, text in roles:
        countries |= _countries(text)
        words = content_words(text)
        if is_office(text) and not is_past(text) and (len(words) > 1 or text[:1].isupper()):
            days[words].append(day)
    return Service({words: tuple(sorted(found)) for words, found in days.items()}, frozenset(countries))


def join_services(services: Sequence[Service]) -> Service:
    days: dict[frozenset[str], list[date]] = defaultdict(list)
    for service in services:
        for words, found in service.offices.items():
            days[words] += found
    offices = {words: tuple(sorted(found)) for words, found in days.items()}
    return Service(offices, frozenset[str]().union(*(service.countries for service in services)))


def are_at_odds(one: Service, other: Service) -> bool:
    """Whether the roles of both tell of countries, and of none in common."""
    return bool(one.countries and other.countries) and one.countries.isdisjoint(other.countries)


def share_office(one: Service, other: Service) -> bool:
    """Whether both are reported in the same office at about the same time."""
    fewer, more = sorted((one.offices, other.offices), key=len)
    return any(_are_near(days, more.get(words, ())) for words, days in fewer.items())


def _are_near(some: Sequence[date], others: Sequence[date]) -> bool:
    """Whether two ordered sequences have days within a term of each other."""
    fewer, more = sorted((some, others), key=len)
    starts = (bisect_left(more, day - TERM) for day in fewer)
    return any(at < len(more) and more[at] - day <= TERM for day, at in zip(fewer, starts, strict=True))


def find_role_reports(told: Sequence[Told]) -> tuple[RoleReport, ...]:
    """Roles ordered by their first report, then words.

    A shorter wording ("minister") joins the fuller one ("foreign minister") if just one was reported at about that
    time and means no other standing ("deputy minister").
    """
    exact: dict[frozenset[str], list[Told]] = defaultdict(list)
    for report in sorted(told):
        exact[content_words(report.text)].append(report)
    rows: dict[frozenset[str], list[Told]] = {}
    periods: dict[frozenset[str], tuple[date, date]] = {}
    for words in sorted(exact, key=lambda words: (-len(words), sorted(words))):
        hosts = [host for host in rows if words < host and (host - words).isdisjoint(_standing())]
        alone: list[Told] = []
        for report in exact[words]:
            near = [host for host in hosts if periods[host][0] - RECENT <= report.day <= periods[host][1] + RECENT]
            (rows[near[0]] if len(near) == 1 else alone).append(report)
        if alone:
            rows[words] = alone
            periods[words] = (alone[0].day, alone[-1].day)
    return tuple(sorted(map(_row, rows.values()), key=lambda row: (row.first, row.text)))


def _row(told: list[Told]) -> RoleReport:
    fullest = max(len(content_words(report.text)) for report in told)
    texts = Counter(report.text for report in told if len(content_words(report.text)) == fullest)
    told = sorted(told, key=_place_in_time)
    return RoleReport(
        text=max(texts, key=lambda text: (texts[text], -len(text), text)),
        first=told[0].day,
        last=told[-1].day,
        citations=tuple(dict.fromkeys(report.citation for report in told)),
    )


def _place_in_time(report: Told) -> tuple[date, str, int, int]:
    return report.day, report.citation.article, report.citation.span.start, report.citation.span.end


def find_current_role(roles: Sequence[RoleReport], days: Mapping[str, date]) -> RoleReport | None:
    """What most articles of the last time say; an office before a description, held before former.

    `days` are the days of the articles.
    """
    offices = [role for role in roles if is_office(role.text)] or list(roles)
    if not offices:
        return None
    since = max(role.last for role in offices) - RECENT

    def weight(role: RoleReport) -> tuple[bool, int, int, date, str]:
        articles = {citation.article for citation in role.citations if days[citation.article] >= since}
        return (not is_past(role.text), len(articles), len(content_words(role.text)), role.last, role.text)

    return max((role for role in offices if role.last >= since), key=weight)


def put_side_by_side(roles: Sequence[RoleReport]) -> tuple[tuple[RoleReport, ...], ...]:
    """`roles` in their order, those together that reports of the same time tell differently.

    "chief envoy" and "deputy chief envoy" contradict each other, "former minister" and "former governor" do not.
    """
    groups: list[list[RoleReport]] = []
    for role in roles:
        group = next((group for group in groups if any(_differ(role, other) for other in group)), None)
        if group is None:
            groups.append([role])
        else:
            group.append(role)
    return tuple(tuple(group) for group in groups)


def _differ(one: RoleReport, other: RoleReport) -> bool:
    here, there = content_words(one.text), content_words(other.text)
    standing = _standing()
    if here & standing == there & standing or not (is_office(one.text) and is_office(other.text)):
        return False
    if one.first - RECENT > other.last or other.first - RECENT > one.last:
        return False
    office, same = here - standing, there - standing
    # Beside two words in common one of them may say whose office it is.
    return office == same or (len(office & same) > 1 and (office < same or same < office))
