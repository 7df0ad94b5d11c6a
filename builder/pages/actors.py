"""Actors: who is who, and what each was, did and said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from builder.archive.account import Archive, companions
from builder.archive.actors import Actor, Affiliation, RoleReport, put_side_by_side
from builder.archive.citations import Citation
from builder.archive.rounds import Round
from builder.archive.speech import Said
from builder.archive.timeline import TimelineEntry
from builder.content.curated import CuratedRole
from builder.pages.addresses import ACTORS, actor_uri
from builder.pages.chronicle import (
    Chronicle,
    by_date,
    chapters,
    count,
    list_entries,
    list_quotes,
    list_rounds,
    list_sentences,
)
from builder.pages.compose import Composer
from builder.pages.page import Page
from builder.pages.sheets import Sheet
from builder.pages.telling import as_role
from builder.pages.templates import fill
from builder.pages.timeline.strip import SmallStrip, Strip, highlight
from builder.period import Period, parse_period, say
from builder.reading.folding import fold
from builder.text import Span

KINDS = {"group": "Groups", "state": "States and governments", "organisation": "Organisations", "person": "People"}
SHOWN_QUOTES = 8
SHOWN_MENTIONS = 10
FEWEST_DRAWN = 3
"""Fewer entries are read faster than their picture."""


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A line of "Roles over time"; `contested` where reports of the same time tell it differently."""

    period: str
    text: str
    sources: Markup
    checked: bool
    contested: bool = False


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """What somebody was for a body, and when that was reported."""

    period: str
    text: str
    sources: Markup


@dataclass(frozen=True, slots=True)
class _Told:
    """What the archive tells of an actor; quotes are the latest first."""

    rounds: tuple[Round, ...]
    entries: tuple[TimelineEntry, ...]
    quotes: tuple[Said, ...]
    mentions: tuple[Citation, ...]


def sheets_of_actor(archive: Archive, actor: Actor, strip: Strip | None) -> Iterator[Sheet]:
    """The page of one actor, and its further pages."""
    uri = actor_uri(actor.id)
    rounds = archive.register.rounds_of_actor.get(actor.id, ())
    entries = archive.register.entries_of_actor.get(actor.id, ())
    quotes = sorted(
        archive.register.quotes_of_speaker.get(actor.id, ()),
        key=lambda s: (s.published, s.citation),
        reverse=True,
    )
    mentions = _one_a_sentence(archive, actor.mentions)
    chronicle = by_date(
        uri,
        actor.name,
        list_rounds(rounds),
        list_entries(entries),
        list_quotes(reversed(quotes)),
        list_sentences(archive.readings, mentions),
    )
    drawn = highlight(strip, entries) if strip and len(entries) >= FEWEST_DRAWN else None
    told = _Told(rounds, entries, tuple(quotes), tuple(mentions))
    yield Sheet(uri, _compose, (actor, told, chronicle, drawn))
    yield from chapters(chronicle)


def _compose(page: Composer, actor: Actor, told: _Told, chronicle: Chronicle, strip: SmallStrip | None) -> Page:
    archive = page.archive
    markdown = fill(
        "actor.md.jinja",
        page=page,
        actor=actor,
        role=latest_role(actor),
        role_sources=_role_sources(page, actor),
        roles=_role_rows(page, actor),
        rounds=told.rounds,
        entries=told.entries,
        strip=strip,
        quotes=told.quotes,
        shown_quotes=SHOWN_QUOTES,
        companions=companions(archive, actor.id),
        people=_people(page, actor),
        mentions=told.mentions,
        perhaps=_one_a_sentence(archive, actor.perhaps),
        shown_mentions=SHOWN_MENTIONS,
        articles=len({citation.article for citation in actor.mentions}),
        chronicle=chronicle,
        count=count,
    )
    role = latest_role(actor)
    description = f"{actor.name}: {role[0]}" if role else f"{actor.name} in the reports of this archive"
    source = actor.curated.path if actor.curated else None
    return Page.of(page.uri, actor.name, markdown, description, source)


def sheet_of_actors() -> Sheet:
    """Everybody, by kind, the most present first; those met in one article only are folded."""
    return Sheet(ACTORS, _compose_index)


def _compose_index(page: Composer) -> Page:
    groups = []
    for kind, title in KINDS.items():
        actors = [actor for actor in page.archive.actors.values() if actor.kind == kind]
        actors.sort(key=lambda actor: (-presence(actor), actor.name, actor.id))
        often = [actor for actor in actors if _is_met_often(actor)]
        once = [actor for actor in actors if not _is_met_often(actor)]
        if actors:
            groups.append((title, often, sorted(once, key=lambda a: (a.name, a.id))))
    markdown = fill("actors.md.jinja", page=page, groups=groups, latest_role=latest_role, presence=presence)
    return Page.of(
        page.uri, "Actors", markdown, "Who is who: people, groups, states and organisations, with their roles"
    )


def _is_met_often(actor: Actor) -> bool:
    return actor.curated is not None or presence(actor) > 1


def presence(actor: Actor) -> int:
    """In how many articles an actor is named."""
    return len({citation.article for citation in actor.mentions})


def latest_role(actor: Actor) -> tuple[str, str] | None:
    """What an actor is, and since when that is known: the editor's latest role, else the one last reported."""
    match _latest(actor):
        case CuratedRole() as role:
            return role.role, _curated_period(role.from_, role.until)
        case RoleReport() as report:
            return as_role(report.text), f"as reported {say(_month(report))}"
    return None


def _role_sources(page: Composer, actor: Actor) -> Markup:
    """Who says that an actor is what `latest_role` has."""
    match _latest(actor):
        case CuratedRole() as role:
            return _curated_sources(page, actor, role)
        case RoleReport() as report:
            last = _last_of(page.archive, report.citations)
            worded = _last_of(page.archive, worded_in(page.archive, report)) or last
            # Who says it last may say it in fewer words.
            same = worded is not None and last is not None and worded.article == last.article
            return page.cite_each(citation for citation in (worded, None if same else last) if citation)
    return Markup("")


def _last_of(archive: Archive, citations: Iterable[Citation]) -> Citation | None:
    """The one published last."""
    return max(citations, key=lambda c: (archive.reading(c).article.published, c), default=None)


def worded_in(archive: Archive, report: RoleReport) -> tuple[Citation, ...]:
    """Where a role stands in the very words in which it is shown: other reports of it have fewer, or others."""
    words = report.text.lower().split()
    return tuple(c for c in report.citations if archive.words(c).lower().split() == words)


def _bearing(archive: Archive, report: RoleReport) -> list[Citation]:
    """One citation an article: the sentence with the role's own words, where the article has one."""
    worded = worded_in(archive, report)
    return list({citation.article: citation for citation in (*reversed(report.citations), *reversed(worded))}.values())


def _latest(actor: Actor) -> CuratedRole | RoleReport | None:
    if actor.curated and actor.curated.data.roles:
        return max(actor.curated.data.roles, key=lambda r: (r.until is None, r.until or "", r.from_ or ""))
    return actor.current


def _role_rows(page: Composer, actor: Actor) -> list[RoleRow]:
    rows = [
        RoleRow(
            _curated_period(role.from_, role.until) or "—", role.role, _curated_sources(page, actor, role), checked=True
        )
        for role in (actor.curated.data.roles if actor.curated else ())
    ]
    curated = actor.curated.data.roles if actor.curated else ()
    unchecked = [report for report in actor.roles if not any(_says(role, report) for role in curated)]
    for group in put_side_by_side(unchecked):
        rows += [
            RoleRow(
                _reported(report),
                as_role(report.text),
                page.cite(_bearing(page.archive, report)),
                checked=False,
                contested=len(group) > 1,
            )
            for report in group
        ]
    return rows


def _says(role: CuratedRole, report: RoleReport) -> bool:
    """Whether an editor gives a role in the very words of the reports, and all of their articles as sources."""
    return fold(role.role) == fold(report.text) and {c.article for c in report.citations} <= set(role.sources)


def _curated_sources(page: Composer, actor: Actor, role: CuratedRole) -> Markup:
    """Where articles have the editor's words, the sentence and not only the article."""
    report = next((report for report in actor.roles if _says(role, report)), None)
    if report is None:
        return page.cite_sources(role.sources)
    told = {citation.article for citation in report.citations}
    rest = tuple(source for source in role.sources if source not in told)
    return Markup(" ").join(filter(None, (page.cite(_bearing(page.archive, report)), page.cite_sources(rest))))


def _people(page: Composer, actor: Actor) -> list[tuple[str, tuple[RoleHeld, ...]]]:
    """Those who spoke for a body or belong to it, in the order of the first report; then those without one."""
    archive = page.archive

    def when(affiliation: Affiliation) -> tuple[bool, str, int, str]:
        first = affiliation.roles[0].first.isoformat() if affiliation.roles else ""
        person = archive.actors[affiliation.person]
        return not affiliation.roles, first, -presence(person), person.name

    return [
        (
            affiliation.person,
            tuple(
                RoleHeld(_reported(role), role.text, page.cite(_bearing(archive, role))) for role in affiliation.roles
            ),
        )
        for affiliation in sorted(archive.affiliations.get(actor.id, ()), key=when)
    ]


def _one_a_sentence(archive: Archive, mentions: tuple[Citation, ...]) -> list[Citation]:
    sentences: dict[tuple[str, Span], Citation] = {}
    for mention in mentions:
        sentence = archive.reading(mention).sentence_around(mention.span)
        sentences.setdefault((mention.article, sentence), mention)
    return list(sentences.values())


def _reported(report: RoleReport) -> str:
    return _reported_between(_day_of(report.first), _day_of(report.last))


def _reported_between(first: Period, last: Period) -> str:
    return f"reported {say(first)}" if first == last else f"reported {say(first)} to {say(last)}"


def _curated_period(start: str | None, end: str | None) -> str:
    """In words; a role of which an editor knows no more than the days of reports is one as reported."""
    if start and end:
        began, ended = parse_period(start), parse_period(end)
        if began.first is None and ended.last is None:
            return _reported_between(parse_period(began.edtf), parse_period(ended.edtf))
        return f"{say(parse_period(start))} to {say(parse_period(end))}"
    if start:
        return f"from {say(parse_period(start))}"
    return f"until {say(parse_period(end))}" if end else ""


def _day_of(value: object) -> Period:
    return parse_period(str(value))


def _month(report: RoleReport) -> Period:
    return parse_period(report.last.isoformat()[:7])
