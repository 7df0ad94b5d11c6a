"""Sources: which articles are copies of one text, and so count as one source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from builder.archive.citations import Readings
from builder.archive.sources.agencies import agency_of
from builder.archive.sources.copies import find_copies


@dataclass(frozen=True, slots=True)
class Sources:
    """`origin` maps every article id to the id of the article that stands for its source: the earliest with its text.

    `articles` are all articles of a source, by its origin and in order of publication; `agencies`, by origin, the news
    agencies whose texts they say they are.
    """

    origin: Mapping[str, str]
    articles: Mapping[str, tuple[str, ...]]
    agencies: Mapping[str, str]

    def independent(self, articles: Iterable[str]) -> int:
        """By how many independent sources something is backed that these articles report."""
        return len({self.origin[article] for article in articles})

    def copies_of(self, article: str) -> tuple[str, ...]:
        """The other articles that have the same text, in order of publication."""
        return tuple(other for other in self.articles[self.origin[article]] if other != article)

    def agency_of(self, article: str) -> str | None:
        """The news agency that wrote the text, as far as an article that has it says so."""
        return self.agencies.get(self.origin[article])


def resolve_sources(readings: Readings) -> Sources:
    """Articles put together that hold one text."""
    groups: dict[str, list[str]] = defaultdict(list)
    for article, original in find_copies(readings).items():
        groups[original].append(article)
    sources = [
        tuple(sorted(group, key=lambda article: (readings[article].article.published, article)))
        for group in groups.values()
    ]
    sources.sort()
    agencies = {group[0]: _agency(group, readings) for group in sources}
    return Sources(
        origin={article: group[0] for group in sources for article in group},
        articles={group[0]: group for group in sources},
        agencies={origin: agency for origin, agency in agencies.items() if agency},
    )


def _agency(articles: Iterable[str], readings: Readings) -> str | None:
    """The one that most of them name."""
    named = Counter(agency for article in articles if (agency := agency_of(readings[article].article)))
    return min(named, key=lambda agency: (-named[agency], agency), default=None)
