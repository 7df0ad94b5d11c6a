"""What there is about one thing, by date, on pages of its own: where there is too much of it for the thing's page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from builder.archive.citations import Citation, Readings
from builder.archive.rounds import Round
from builder.archive.rounds.course import held_round
from builder.archive.speech import Said
from builder.archive.timeline import TimelineEntry
from builder.pages.addresses import chapter_uri
from builder.pages.compose import Composer
from builder.pages.page import Page
from builder.pages.sheets import Sheet
from builder.pages.templates import fill
from builder.pages.timeline.division import Stretch, divide_by, month_in

MOST_LISTED = 200
"""Items of a page: some 100 KB of HTML, a tenth of that compressed."""
OPEN_WHEN_CUT = 40
"""As many of the latest stand on a list's own page when the others do not."""
_UNDATED = "undated"

Kind = Literal["rounds", "entries", "plans", "quotes", "stances", "mentions", "articles"]
Thing = Round | TimelineEntry | Said | Citation | str


@dataclass(frozen=True, slots=True)
class Item:
    """Something in the month "2021-03", or "2021-00" where only the year is known."""

    month: str
    kind: Kind
    thing: Thing


@dataclass(frozen=True, slots=True)
class Chronicle:
    """All items about the page `subject`, which is called `name`; they are cut where they are too many for it."""

    subject: str
    name: str
    whole: Stretch[Item]

    @property
    def is_cut(self) -> bool:
        return bool(self.whole.parts)

    def uri_of(self, key: str) -> str:
        return chapter_uri(self.subject, key)


def by_date(subject: str, name: str, *items: Iterable[Item]) -> Chronicle:
    """The chronicle of what the page `subject` is about, from lists of which each is in order."""
    ordered = sorted((item for some in items for item in some), key=lambda item: item.month)
    return Chronicle(subject, name, divide_by(lambda item: item.month, ordered, lambda some: len(some) <= MOST_LISTED))


def list_rounds(rounds: Iterable[Round]) -> Iterator[Item]:
    return (Item(month_in(round_.period) or _UNDATED, "rounds", round_) for round_ in rounds)


def list_entries(entries: Iterable[TimelineEntry], kind: Literal["entries", "plans"] = "entries") -> Iterator[Item]:
    return (Item(month_in(entry.period) or _UNDATED, kind, entry) for entry in entries)


def list_quotes(quotes: Iterable[Said]) -> Iterator[Item]:
    return (Item(_month(said.published), "quotes", said) for said in quotes)


def list_sentences(
    readings: Readings, citations: Iterable[Citation], kind: Literal["mentions", "stances"] = "mentions"
) -> Iterator[Item]:
    return (Item(_month(readings[one.article].article.published), kind, one) for one in citations)


def list_articles(readings: Readings, articles: Iterable[str]) -> Iterator[Item]:
    return (Item(_month(readings[one].article.published), "articles", one) for one in articles)


def chapters(chronicle: Chronicle) -> Iterator[Sheet]:
    """The further pages of a page: none where nothing is cut."""
    bare = replace(chronicle, whole=replace(chronicle.whole, entries=(), parts=()))
    for stretch in chronicle.whole.stretches[1:]:
        around = (other and replace(other, entries=()) for other in chronicle.whole.around(stretch))
        given = (bare, stretch, *around)
        yield Sheet(chronicle.uri_of(stretch.key), _compose, given, continued=chronicle.subject)


def count(stretch: Stretch[Item]) -> dict[str, int]:
    """How many there are of each kind."""
    return {kind: len(things) for kind, things in _by_kind(stretch).items()}


def _compose(
    page: Composer,
    chronicle: Chronicle,
    stretch: Stretch[Item],
    before: Stretch[Item] | None,
    after: Stretch[Item] | None,
) -> Page:
    """One of them: of the whole and of its neighbours only what they are called."""
    markdown = fill(
        "chapter.md.jinja",
        page=page,
        chronicle=chronicle,
        stretch=stretch,
        things=_by_kind(stretch),
        count=count,
        before=before,
        after=after,
        held_round=held_round,
    )
    title = f"{chronicle.name}, {stretch.title}"
    # Whatever stands here stands on pages that the site's search knows: the timeline, the articles.
    return Page.of(page.uri, title, markdown, f"{title}: what reports say, by date", searchable=False, contents_depth=2)


def _by_kind(stretch: Stretch[Item]) -> dict[Kind, list[Thing]]:
    found: dict[Kind, list[Thing]] = {}
    for item in stretch.entries:
        found.setdefault(item.kind, []).append(item.thing)
    return {kind: found[kind] for kind in _ORDER if kind in found}


_ORDER: tuple[Kind, ...] = ("rounds", "plans", "entries", "quotes", "stances", "mentions", "articles")


def _month(day: date) -> str:
    return day.isoformat()[:7]
