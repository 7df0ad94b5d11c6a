"""What single articles report of rounds, ready to be compared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from builder.archive.citations import Citation, Reading
from builder.archive.rounds.numbers import number_in
from builder.archive.rounds.scene import Scene
from builder.period import Period
from builder.reading.folding import fold
from builder.reading.names import Mention
from builder.reading.rounds import RoundReport, RoundStatus
from builder.reading.words import load_set
from builder.text import Span

LONGEST_MEETING = timedelta(days=92)
"""A period longer than this names a year or more, not a meeting."""
_TWO = 2
"""It takes, to meet."""
_DAY = len("2021-01-05")
_SENT_BY = re.compile(rf"\b(?:{'|'.join(sorted(load_set('round_people')))}|members|delegation|team) of (?:the )?\Z")
_WEEK = 7
_SINGLE = re.compile(r"\b(?:meeting|call|conversation|encounter|huddle|visit)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sighting:
    """One article's report of a meeting. `parties` are actor ids; `present` all actors that the article names.

    `naming` is the report that names the parties: of "a third round" the one from whose sentence it is known whose.
    `period` is when it was, as far as that is told within a season; `precise` says that it gives days, and not only a
    week or a month in which the meeting lies; `single` that the report calls it a meeting, and not talks or a round.
    """

    citation: Citation
    naming: Citation
    report: RoundReport
    published: date
    parties: frozenset[str]
    present: frozenset[str]
    number: int | None
    period: Period | None
    bounds: tuple[date, date] | None
    precise: bool
    single: bool

    @property
    def place(self) -> str | None:
        return self.report.place

    @property
    def status(self) -> RoundStatus:
        return self.report.status


def find_sightings(scene: Scene) -> tuple[Sighting, ...]:
    """All reports of meetings, by article and place in it."""
    return tuple(
        sighting
        for article, reading in scene.readings.items()
        if reading.findings.rounds
        for sighting in _of_article(article, reading, scene)
    )


def _of_article(article: str, reading: Reading, scene: Scene) -> list[Sighting]:
    roll = scene.rolls[article]
    actors = {actor for actor in roll.actors if actor is not None}
    present = frozenset(above for actor in actors for above in scene.belonging.above(actor))
    pairs: dict[frozenset[str], Citation] = {}
    for report in reading.findings.rounds:
        if len(pair := _named_parties(article, report, scene)) >= _TWO:
            pairs.setdefault(pair, Citation(article, report.span))
    found = []
    for report in reading.findings.rounds:
        parties = _named_parties(article, report, scene)
        naming = Citation(article, report.span)
        number = number_in(report.label)
        if len(parties) < _TWO:
            parties |= {
                one.body
                for one in roll.within(report.span)
                if one.body is not None and _is_sent(reading.article.prose, report.span, one.mention)
            }
        if not parties and number is not None and len(pairs) == 1:
            ((parties, naming),) = pairs.items()  # "a third round": of those whose talks the article is about
        period = report.period
        bounds = _bounds(period)
        found.append(
            Sighting(
                citation=Citation(article, report.span),
                naming=naming,
                report=report,
                published=reading.article.published,
                parties=parties,
                present=present,
                number=number,
                period=period if bounds else None,
                bounds=bounds,
                precise=period is not None and bounds is not None and _names_days(period, *bounds),
                single=is_called_single(report.label),
            )
        )
    return found


def _named_parties(article: str, report: RoundReport, scene: Scene) -> frozenset[str]:
    return frozenset(actor for name in report.parties if (actor := scene.actor(article, name)) is not None)


def _is_sent(prose: str, report: Span, mention: Mention) -> bool:
    """Whether somebody meets for somebody: "met Ana Levi", who speaks for her guild, "envoys of the guild"."""
    if mention.kind == "person":
        return True
    return mention.kind != "place" and _SENT_BY.search(prose, report.start, mention.span.start) is not None


def is_called_single(label: str) -> bool:
    """Whether what somebody calls talks is the word for a single meeting."""
    return _SINGLE.search(label) is not None


def _bounds(period: Period | None) -> tuple[date, date] | None:
    """The first and last day of a period that can be that of a meeting."""
    if period is None or period.first is None or period.last is None:
        return None
    return (period.first, period.last) if period.last - period.first <= LONGEST_MEETING else None


def _names_days(period: Period, first: date, last: date) -> bool:
    whole_week = (last - first).days == _WEEK - 1 and first.weekday() in (0, 6)  # "last week"
    return period.mod == "" and not whole_week and all(len(end) == _DAY for end in period.edtf.split("/"))


@dataclass(frozen=True, slots=True)
class Places:
    """Where places lie: `countries` maps folded places to their folded countries."""

    countries: Mapping[str, str]

    def agree(self, a: str | None, b: str | None) -> bool:
        """Equal, unknown, or one the country that the other lies in."""
        if a is None or b is None:
            return True
        x, y = fold(a), fold(b)
        return x == y or self.countries.get(x) == y or self.countries.get(y) == x

    def is_country_of(self, country: str, place: str) -> bool:
        return self.countries.get(fold(place)) == fold(country)
