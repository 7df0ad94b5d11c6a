"""What happened when: reports of one event in several articles -> one timeline entry."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from builder.archive.actors import Who
from builder.archive.citations import Citation, Readings
from builder.archive.naming import fold
from builder.content.identifiers import identifier_of
from builder.period import Period
from builder.reading.events import Event
from builder.reading.statements import Status

ALIKE = 0.5
"""Share of the shorter summary's words that two reports of one event have in common."""

_FILLERS = frozenset(
    {
        "a",
        "an",
        "the",
        "of",
        "for",
        "and",
        "in",
        "on",
        "at",
        "to",
        "by",
        "with",
        "from",
        "is",
        "was",
        "were",
        "are",
        "be",
    }
    | {"been", "has", "have", "had", "will", "would", "its", "his", "her", "their", "that", "this", "after", "before"}
    | {"over", "between", "into", "as", "it"}
)


@dataclass(frozen=True, slots=True)
class Report:
    """One article's report of an event. `shows` is the sentence or clause it stands in."""

    citation: Citation
    published: date
    period: Period
    status: Status
    summary: str
    kind: str
    actors: frozenset[str]
    place: str | None


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """What several articles report: `status` by the latest word, `planned` when it was announced before it happened."""

    id: str
    period: Period
    status: Status
    was_planned: bool
    kind: str
    actors: tuple[str, ...]
    place: str | None
    reports: tuple[Report, ...]

    @property
    def shown_status(self) -> str:
        """The status as readers see it: what was said on a day is not what happened on it."""
        return "said" if self.kind == "statement" and self.status == "happened" else self.status

    @property
    def sort_key(self) -> tuple[object, ...]:
        return (*self.period.sort_key, self.id)


def resolve_timeline(readings: Readings, who: Who) -> tuple[TimelineEntry, ...]:
    """Every dated event of every article, those of one event together, ordered by their bounds."""
    by_date: dict[tuple[str, str], list[Report]] = defaultdict(list)
    for report in _reports(readings, who):
        by_date[report.period.edtf.rstrip("~?%"), report.period.mod].append(report)
    clusters = [cluster for reports in by_date.values() for cluster in _cluster(reports)]
    taken: dict[str, int] = defaultdict(int)
    entries = []
    for cluster in sorted(clusters, key=lambda c: (c[0].period.sort_key, c[0].published, c[0].citation)):
        stem = _identifier(cluster[0])
        taken[stem] += 1
        entries.append(_entry(stem if taken[stem] == 1 else f"{stem}-{taken[stem]}", cluster))
    return tuple(sorted(entries, key=lambda entry: entry.sort_key))


def _reports(readings: Readings, who: Who) -> list[Report]:
    reports = []
    for article, reading in readings.items():
        for event in reading.findings.events:
            actors = frozenset(who[article, name] for name in event.actors if (article, name) in who)
            reports.append(_report(article, reading.article.published, event, actors))
    return reports


def _report(article: str, published: date, event: Event, actors: frozenset[str]) -> Report:
    citation = Citation(article, event.span)
    return Report(citation, published, event.period, event.status, event.summary, event.kind, actors, event.place)


def _cluster(reports: list[Report]) -> list[list[Report]]:
    """Reports of the same date, put together where they tell of the same thing; each in the order of publication."""
    clusters: list[list[Report]] = []
    for report in sorted(reports, key=lambda r: (r.published, r.citation)):
        home = next((c for c in clusters if any(_same_event(report, other) for other in c)), None)
        if home is None:
            clusters.append([report])
        else:
            home.append(report)
    return clusters


def _same_event(a: Report, b: Report) -> bool:
    if a.citation == b.citation:
        return False
    if {a.status, b.status} & {"alleged", "denied"} and a.status != b.status:
        return False
    if a.place and b.place and fold(a.place) != fold(b.place):
        return False
    if not (a.actors & b.actors) and (a.actors or b.actors):
        return False
    words_a, words_b = _content_words(a.summary), _content_words(b.summary)
    shared = len(words_a & words_b) / max(min(len(words_a), len(words_b)), 1)
    return shared >= ALIKE or (a.kind == b.kind != "other" and len(a.actors & b.actors) >= 2 and shared >= ALIKE / 2)


def _content_words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split()) - _FILLERS


def _entry(identifier: str, reports: list[Report]) -> TimelineEntry:
    statuses = {report.status for report in reports}
    latest = reports[-1].status
    status: Status = "happened" if "happened" in statuses else latest
    places = [report.place for report in reports if report.place]
    kinds = [report.kind for report in reports if report.kind != "other"]
    return TimelineEntry(
        id=identifier,
        period=reports[-1].period,
        status=status,
        was_planned="planned" in statuses and status == "happened",
        kind=kinds[0] if kinds else "other",
        actors=tuple(sorted({actor for report in reports for actor in report.actors})),
        place=places[0] if places else None,
        reports=tuple(reports),
    )


def _identifier(report: Report) -> str:
    words = [word for word in fold(report.summary).split() if word not in _FILLERS][:5]
    return identifier_of(f"{report.period.edtf} {' '.join(words) or report.kind}")
