"""A round of talks: when, where, who, what came of it, says who."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from builder.archive.account import Archive
from builder.archive.rounds import Round
from builder.changes.portraits.portrait import (
    Portrait,
    Trait,
    actors,
    articles,
    articles_among,
    aspects,
    editors,
    one_an_article,
    path_of,
    shown_words,
    sources,
    text,
    words_key,
)
from builder.content.curated import CuratedStatement
from builder.period import say
from builder.reading.positions import PositionKind


def portray_round(archive: Archive, identifier: str) -> Portrait:
    round_ = archive.rounds[identifier]
    data = round_.curated.data if round_.curated else None
    reports = one_an_article(round_.reports)
    return Portrait(
        "round",
        identifier,
        round_.title if round_.status == "held" else f"{round_.title} ({round_.status})",
        path_of(round_.curated),
        reports,
        aspects(
            ("title", text(round_.title)),
            ("days", text(say(round_.period))),
            ("place", text(round_.place)),
            ("status", text(round_.status)),
            ("parties", actors(archive, round_.parties)),
            ("host", actors(archive, _hosts(round_))),
            ("mediators", actors(archive, _facilitators(round_))),
            ("people", _people(archive, round_)),
            ("number by the editor", text(str(data.number) if data and data.number else None)),
            ("numbers as reported", text(*(str(account.number) for account in round_.numbers))),
            ("days as reported", text(*(say(account.period) for account in round_.periods))),
            ("places as reported", text(*(account.place for account in round_.places))),
            ("agreed", _stances(archive, round_, "agreed", data.agreed if data else ())),
            ("offered", _stances(archive, round_, "offered", data.offered if data else ())),
            ("demanded", _stances(archive, round_, "demanded", data.demanded if data else ())),
            ("disputed", _stances(archive, round_, "disputed", data.disputed if data else ())),
            ("sources by the editor", sources(archive, data.sources) if data else ()),
            *editors(round_.curated),
            ("perhaps reported in", articles(archive, one_an_article(round_.unsure))),
            ("reported in", articles(archive, reports)),
        ),
        articles_among(archive, data.sources) if data else (),
    )


def _hosts(round_: Round) -> Iterable[str]:
    editors_host = round_.curated.data.host if round_.curated else None
    return (*([editors_host] if editors_host else []), *(helper.actor for helper in round_.hosts))


def _facilitators(round_: Round) -> Iterable[str]:
    return (
        *(round_.curated.data.facilitators if round_.curated else ()),
        *(helper.actor for helper in round_.facilitators),
    )


def _people(archive: Archive, round_: Round) -> Iterator[Trait]:
    """Whom the editor or a report names as taking part, one trait a person."""
    if round_.curated:
        yield from actors(archive, (person.actor for person in round_.curated.data.people))
    for person in round_.people:
        if person.deed is not None:
            (trait,) = actors(archive, (person.person,))
            yield Trait(trait.of, trait.key, trait.shown, person.citations[0])


def _stances(
    archive: Archive, round_: Round, kind: PositionKind, of_editor: Iterable[CuratedStatement]
) -> Iterator[Trait]:
    yield from text(*(statement.text for statement in of_editor))
    for stance in round_.stances:
        if stance.kind == kind:
            cited = stance.citations[0]
            yield Trait("", words_key(archive, cited), shown_words(archive, cited), cited)
