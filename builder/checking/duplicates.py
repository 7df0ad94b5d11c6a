"""Near-duplicates: articles whose text, or whose report, the archive has already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from builder.archive.sources.copies import (
    COPY,
    DAYS,
    FEWEST_WORDS,
    SAME_HEADLINE,
    SHORTEST_PART,
    headline_words,
    share_of_headlines,
)
from builder.checking.imprints import Imprint, Imprints
from builder.reading.wording import share_in


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """Another article, `article` its id, that may be the same as the one asked about.

    `by` wording: `share`, 0 to 1, of the shorter text's own words stands in the longer too. `by` headline: the same
    outlet had a headline within days that is alike by `share`. `agency` is the news agency whose text both say that
    they are: then they are copies that are meant.
    """

    article: str
    path: str
    title: str
    publisher: str
    published: date
    share: float
    by: Literal["wording", "headline"]
    agency: str | None


def near_duplicates(imprint: Imprint, archive: Imprints | Iterable[Imprint]) -> tuple[NearDuplicate, ...]:
    """What in `archive` is like `imprint`, by wording first, then the most alike; never itself.

    Thresholds are those by which an archive tells copies from reports of their own: see `archive.sources.copies`.
    """
    imprints = archive if isinstance(archive, Imprints) else Imprints(archive)
    found = {other.path: other for other in (*_by_headline(imprint, imprints), *_by_wording(imprint, imprints))}
    return tuple(sorted(found.values(), key=lambda other: (other.by != "wording", -other.share, other.path)))


def _by_wording(imprint: Imprint, imprints: Imprints) -> Iterator[NearDuplicate]:
    for other in imprints.alike(imprint):
        shorter, longer = sorted((imprint.wording, other.wording), key=lambda wording: wording.words)
        if shorter.words < max(FEWEST_WORDS, longer.words * SHORTEST_PART):
            continue
        share = share_in(shorter, longer)
        if share >= COPY:
            yield _near(imprint, other, share, "wording")


def _by_headline(imprint: Imprint, imprints: Imprints) -> Iterator[NearDuplicate]:
    words = headline_words(imprint.title)
    days = [imprint.published + timedelta(days=days) for days in range(-DAYS, DAYS + 1) if _is_day(imprint, days)]
    for other in imprints.of_outlet(imprint.publisher, days):
        share = share_of_headlines(words, headline_words(other.title))
        if share >= SAME_HEADLINE and other.path != imprint.path:
            yield _near(imprint, other, share, "headline")


def _is_day(imprint: Imprint, days: int) -> bool:
    """Whether the calendar goes on so far."""
    return date.min.toordinal() <= imprint.published.toordinal() + days <= date.max.toordinal()


def _near(imprint: Imprint, other: Imprint, share: float, by: Literal["wording", "headline"]) -> NearDuplicate:
    agency = imprint.agency if imprint.agency == other.agency else None
    return NearDuplicate(
        other.article, other.path, other.title, other.publisher, other.published, round(share, 2), by, agency
    )
