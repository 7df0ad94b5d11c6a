"""Rounds of talks: when, where, between whom, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from markupsafe import Markup

from builder.archive.account import Archive
from builder.archive.actors import RoleReport
from builder.archive.citations import Citation
from builder.archive.rounds import Attendance, Helper, Round
from builder.archive.rounds.course import Course, course_of, neighbours, voices_of
from builder.archive.speech import Said
from builder.content.curated import CuratedStatement
from builder.pages.actors import worded_in
from builder.pages.addresses import ROUNDS, round_uri
from builder.pages.chronicle import (
    OPEN_WHEN_CUT,
    Chronicle,
    by_date,
    chapters,
    count,
    list_articles,
    list_entries,
    list_rounds,
    list_sentences,
)
from builder.pages.compose import STATUS_WORDS, Composer
from builder.pages.page import Page
from builder.pages.sheets import Sheet
from builder.pages.telling import as_role
from builder.pages.templates import fill
from builder.pages.timeline.strip import SmallStrip, Strip, highlight
from builder.pages.wording import ordinal
from builder.period import say

SHOWN_QUOTES = 6
SHOWN_STANCES = 5
SHOWN_ENTRIES = 6
AROUND = timedelta(days=4)
"""Quotes printed so long before or after a round's days are taken to be about it, when their article reports it."""
_HEADINGS = {"agreed": "Agreed", "offered": "Offered", "demanded": "Demanded", "disputed": "Disputed"}


@dataclass(frozen=True, slots=True)
class Participant:
    """A line of "Who took part" or "Named in reports of it"; `part` is empty where only the name is reported."""

    actor: str
    side: str | None
    role: str
    part: str
    sources: Markup
    checked: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """A section of what was agreed, offered, demanded or disputed: the editor's statements, and what reports say."""

    heading: str
    statements: tuple[CuratedStatement, ...]
    reported: tuple[tuple[Citation, ...], ...]


def sheets_of_round(archive: Archive, round_: Round, strip: Strip | None) -> Iterator[Sheet]:
    """The page of one round, and its further pages."""
    uri = round_uri(round_.id)
    course = course_of(archive, round_)
    articles = _articles_of(round_)
    chronicle = by_date(
        uri,
        round_.title,
        list_entries((*course.before, *course.during, *course.after)),
        list_sentences(archive.readings, (stance.citations[0] for stance in round_.stances), "stances"),
        list_articles(archive.readings, articles),
    )
    yield Sheet(uri, _compose, (round_, course, chronicle, _drawn(archive, round_, strip)))
    yield from chapters(chronicle)


def _compose(page: Composer, round_: Round, course: Course, chronicle: Chronicle, strip: SmallStrip | None) -> Page:
    articles = _articles_of(round_)
    previous, following = neighbours(page.archive, round_)
    outlets = {page.archive.readings[article].article.publisher for article in articles}
    curated = _curated_participants(page, round_)
    present = [_participant(page, round_, one) for one in _unlisted(page.archive, round_) if one.deed is not None]
    markdown = fill(
        "round.md.jinja",
        page=page,
        round=round_,
        data=round_.curated.data if round_.curated else None,
        strip=strip,
        hosts=_unlisted_helpers(round_, round_.hosts),
        facilitators=_unlisted_helpers(round_, round_.facilitators),
        people=[*curated, *present],
        named=[_participant(page, round_, one) for one in _unlisted(page.archive, round_) if one.deed is None],
        outcomes=_outcomes(page.archive, round_),
        shown_stances=SHOWN_STANCES,
        differing=[entry for entry in course.during if entry.status in ("alleged", "denied")],
        quotes=_quotes(page, round_, articles),
        shown_quotes=SHOWN_QUOTES,
        course=course,
        shown_entries=SHOWN_ENTRIES,
        previous=previous,
        following=following,
        articles=articles,
        outlets=len(outlets),
        sources=page.archive.sources.independent(articles),
        status_words=STATUS_WORDS,
        ordinal=ordinal,
        chronicle=chronicle,
        count=count,
        shown_sources=OPEN_WHEN_CUT,
    )
    names = " and ".join(
        page.archive.actors[party].name for party in round_.parties[:3] if party in page.archive.actors
    )
    description = f"{round_.title}: talks" + (f" between {names}" if names else "") + f", {say(round_.period)}"
    source = round_.curated.path if round_.curated else None
    return Page.of(page.uri, round_.title, markdown, description, source)


def sheets_of_rounds(archive: Archive) -> Iterator[Sheet]:
    """All rounds, the latest first, by year; and further pages."""
    chronicle = by_date(ROUNDS, "Rounds of talks", list_rounds(archive.rounds.values()))
    yield Sheet(ROUNDS, _compose_index, (chronicle,))
    yield from chapters(chronicle)


def _compose_index(page: Composer, chronicle: Chronicle) -> Page:
    rounds = list(page.archive.rounds.values())[::-1]
    years: dict[str, list[Round]] = {}
    for round_ in [] if chronicle.is_cut else rounds:
        years.setdefault(round_.period.edtf[:4].lstrip("."), []).append(round_)
    markdown = fill(
        "rounds.md.jinja", page=page, years=years, chronicle=chronicle, count=count, latest=rounds[:OPEN_WHEN_CUT]
    )
    return Page.of(page.uri, chronicle.name, markdown, "Every round of talks: when, where, between whom")


def _articles_of(round_: Round) -> list[str]:
    return list(dict.fromkeys(citation.article for citation in round_.reports))


def _drawn(archive: Archive, round_: Round, strip: Strip | None) -> SmallStrip | None:
    """The strip with a round's own entries set off; None where the round lies outside of it."""
    if strip is None or round_.id not in strip.band_of:
        return None
    return highlight(strip, archive.register.entries_of_round.get(round_.id, ()), round_.id)


def _curated_participants(page: Composer, round_: Round) -> list[Participant]:
    return [
        Participant(person.actor, person.side, person.role or "", "", page.cite_sources(person.sources), checked=True)
        for person in (round_.curated.data.people if round_.curated else ())
        if person.actor in page.archive.actors
    ]


def _unlisted(archive: Archive, round_: Round) -> list[Attendance]:
    """The people in reports whom the editor does not list; those of one side together."""
    listed = {person.actor for person in (round_.curated.data.people if round_.curated else ())}
    people = [one for one in round_.people if one.person in archive.actors and one.person not in listed]
    order = {party: at for at, party in enumerate(round_.parties)}
    return sorted(people, key=lambda one: (order.get(one.side or "", len(order)), one.deed != "led", one.person))


def _participant(page: Composer, round_: Round, one: Attendance) -> Participant:
    role = _role_then(page.archive, one.person, round_)
    text = as_role(role.text) if role else ""
    sources = page.cite([*one.citations, *(worded_in(page.archive, role)[:1] if role else ())], every=True)
    return Participant(one.person, one.side, text, one.deed or "", sources, checked=False)


def _unlisted_helpers(round_: Round, helpers: Sequence[Helper]) -> list[Helper]:
    """Hosts or facilitators of which only reports say that they are."""
    data = round_.curated.data if round_.curated else None
    listed = {*data.facilitators, data.host} if data else set()
    return [helper for helper in helpers if helper.actor not in listed]


def _outcomes(archive: Archive, round_: Round) -> list[Outcome]:
    """What came of a round, by kind. A sentence that tells two things of one kind is shown once."""
    data = round_.curated.data if round_.curated else None
    edited = (
        {
            "agreed": data.agreed,
            "offered": data.offered,
            "demanded": data.demanded,
            "disputed": data.disputed,
        }
        if data
        else {}
    )
    outcomes = []
    for kind, heading in _HEADINGS.items():
        reported: dict[Citation, tuple[Citation, ...]] = {}
        for stance in round_.stances:
            if stance.kind == kind:
                first = stance.citations[0]
                sentence = Citation(first.article, archive.reading(first).sentence_around(first.span))
                reported.setdefault(sentence, stance.citations)
        outcomes.append(Outcome(heading, edited.get(kind, ()), tuple(reported.values())))
    return outcomes


def _role_then(archive: Archive, actor: str, round_: Round) -> RoleReport | None:
    """The role that was reported nearest to the round."""
    reports = archive.actors[actor].roles
    day = round_.period.first or round_.period.last
    if not reports or day is None:
        return None
    return min(reports, key=lambda r: (min(abs((r.first - day).days), abs((r.last - day).days)), r.text))


def _quotes(page: Composer, round_: Round, articles: list[str]) -> list[Said]:
    archive = page.archive
    first, last = round_.period.first, round_.period.last
    if first is None or last is None:
        return []
    voices = voices_of(archive, round_)
    said = [
        said
        for article in articles
        for said in archive.register.quotes_of_article.get(article, ())
        if said.speaker in voices and first - said.published <= AROUND and said.published - last <= AROUND
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
