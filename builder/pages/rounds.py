"""Rounds of talks: when, where, between whom, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from markupsafe import Markup

from builder.archive.account import Archive, Said, course_of, neighbours
from builder.archive.citations import Citation
from builder.archive.rounds import Round
from builder.pages.addresses import ROUNDS, round_uri
from builder.pages.compose import STATUS_WORDS, Composer
from builder.pages.page import Page
from builder.pages.templates import fill
from builder.pages.timeline.strip import Strip, highlight
from builder.period import say

SHOWN_QUOTES = 6
AROUND = timedelta(days=4)
"""Quotes printed so long before or after a round's days are taken to be about it, when their article reports it."""


@dataclass(frozen=True, slots=True)
class Participant:
    """A line of "Who took part" or "Named in reports of it"."""

    actor: str
    side: str | None
    role: str
    sources: Markup
    checked: bool


def render_round(on: Callable[[str], Composer], round_: Round, strip: Strip | None) -> Page:
    """The page of one round."""
    page = on(round_uri(round_.id))
    previous, following = neighbours(page.archive, round_)
    course = course_of(page.archive, round_)
    articles = list(dict.fromkeys(citation.article for citation in round_.reports))
    outlets = {page.archive.readings[article].article.publisher for article in articles}
    markdown = fill(
        "round.md.jinja",
        page=page,
        round=round_,
        data=round_.curated.data if round_.curated else None,
        strip=_drawn(page.archive, round_, strip),
        people=_participants(page, round_),
        disputed=[entry for entry in course.during if entry.status in ("alleged", "denied")],
        quotes=_quotes(page, round_, articles),
        shown_quotes=SHOWN_QUOTES,
        course=course,
        previous=previous,
        following=following,
        articles=articles,
        outlets=len(outlets),
        status_word=STATUS_WORDS[round_.status],
    )
    names = " and ".join(
        page.archive.actors[party].name for party in round_.parties[:3] if party in page.archive.actors
    )
    description = f"{round_.title}: talks" + (f" between {names}" if names else "") + f", {say(round_.period)}"
    return Page(page.uri, round_.title, markdown, description, round_.curated.path if round_.curated else None)


def render_round_index(on: Callable[[str], Composer]) -> Page:
    """All rounds, the latest first, by year."""
    page = on(ROUNDS)
    years: dict[str, list[Round]] = {}
    for round_ in reversed(list(page.archive.rounds.values())):
        years.setdefault(round_.period.edtf[:4].lstrip("."), []).append(round_)
    markdown = fill("rounds.md.jinja", page=page, years=years, status_words=STATUS_WORDS)
    return Page(page.uri, "Rounds of talks", markdown, "Every round of talks: when, where, between whom")


def _drawn(archive: Archive, round_: Round, strip: Strip | None) -> Strip | None:
    """The strip with a round's own entries set off; None where the round lies outside of it."""
    if strip is None or not any(band.round == round_.id for band in strip.bands):
        return None
    return highlight(
        strip, [entry for entry in archive.entries.values() if archive.round_of_entry.get(entry.id) == round_.id]
    )


def _participants(page: Composer, round_: Round) -> list[Participant]:
    archive = page.archive
    curated = round_.curated.data.people if round_.curated else ()
    rows = [
        Participant(person.actor, person.side, person.role or "", page.cite_sources(person.sources), checked=True)
        for person in curated
        if person.actor in archive.actors
    ]
    named: dict[str, list[Citation]] = {}
    for citation in round_.reports:
        for mention in archive.reading(citation).findings.mentions:
            actor = archive.who.get((citation.article, mention.name))
            if actor and mention.kind == "person" and citation.span.contains(mention.span):
                named.setdefault(actor, []).append(Citation(citation.article, mention.span))
    known = {person.actor for person in curated}
    rows += [
        Participant(actor, None, _role_then(archive, actor, round_), page.cite(citations), checked=False)
        for actor, citations in named.items()
        if actor not in known
    ]
    return rows


def _role_then(archive: Archive, actor: str, round_: Round) -> str:
    """The role that was reported nearest to the round."""
    reports = archive.actors[actor].roles
    day = round_.period.first or round_.period.last
    if not reports or day is None:
        return ""
    text = min(reports, key=lambda r: (min(abs((r.first - day).days), abs((r.last - day).days)), r.text)).text
    return text[:1].upper() + text[1:]


def _quotes(page: Composer, round_: Round, articles: list[str]) -> list[Said]:
    archive = page.archive
    first, last = round_.period.first, round_.period.last
    if first is None or last is None:
        return []
    said = [
        said
        for said in archive.quotes
        if said.citation.article in articles
        and said.speaker is not None
        and first - AROUND <= said.published <= last + AROUND
    ]
    # Direct speech of people first: the fewer words of ours between the reader and the speaker, the better.
    said.sort(
        key=lambda s: (
            s.quote.kind == "indirect",
            archive.actors[s.speaker or ""].kind != "person",
            s.published,
            s.citation,
        )
    )
    shown = page.quotes_shown(said)[:SHOWN_QUOTES]
    return shown or said
