"""What holds of every archive: it does not depend on the order of its articles, and loses nothing when one is added."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from builder.archive.account import Archive
from builder.archive.citations import Citation
from builder.content.article import Article, parse_article
from builder.content.curated import PlaceMetadata
from builder.content.folder import Content
from builder.settings import Settings
from builder.site import build_archive

# An archive that fails is small already: to shrink it would take minutes.
FEW = settings(max_examples=25, phases=(Phase.explicit, Phase.reuse, Phase.generate))
FIRST_DAY = date(2023, 1, 2)
PLACES = tuple(PlaceMetadata(name=name, kind="city") for name in ("Tarnmouth", "Bergen", "Estwick"))

# No two share a family name: whom a bare name means is then the same whatever else is in the archive.
PEOPLE = ("Ingrid Solheim", "Magnus Thorvald", "Helena Marchetti", "Piet Lindqvist")
BODIES = ("Deep Sea Crews Federation", "Skarra Islands Council", "Tarnmouth Port Authority")
ROLES = ("chief negotiator", "fisheries commissioner", "treasurer", "spokeswoman")
TELLING = (
    "{person}, the {role} of the {body}, arrived in {place} on {day}.",
    "{person} met {other} in {place} on {day}.",
    "The {body} held a round of talks with the {rival} in {place} on {day}.",
    "The {body} and the {rival} are due to meet in {place} on {day}.",
    "The {body} and the {rival} signed an agreement on the landing quota on {day}.",
    "“We are not tired of this,” {surname} told reporters in {place}.",
    "{surname} said that the talks would be resumed on {day}.",
    "The {body} denied that its boats had left {place} on {day}.",
    "The landing quota, or LQ, is the weight of fish that all boats together may bring ashore in a year.",
    "The {rival} has rejected the landing quota.",
)


@st.composite
def _sentences(draw: st.DrawFn) -> str:
    person, other = draw(st.permutations(PEOPLE))[:2]
    body, rival = draw(st.permutations(BODIES))[:2]
    day = FIRST_DAY + timedelta(days=draw(st.integers(0, 40)))
    return draw(st.sampled_from(TELLING)).format(
        person=person,
        other=other,
        surname=person.split()[1],
        role=draw(st.sampled_from(ROLES)),
        body=body,
        rival=rival,
        place=draw(st.sampled_from([place.name for place in PLACES])),
        day=f"{day.day} {day:%B} {day.year}",
    )


def _article(number: int, day: int, outlet: str, sentences: list[str]) -> Article:
    published = FIRST_DAY + timedelta(days=day)
    name = f"{published}-{number}"
    parsed, problems = parse_article(
        f"content/articles/{name}.md",
        name,
        f"---\ntitle: Of {name}\nurl: https://example.org/{number}\npublisher: {outlet}\npublished: {published}\n---\n"
        + "\n\n".join(sentences),
    )
    assert parsed, problems
    return parsed


@st.composite
def archives(draw: st.DrawFn) -> tuple[Article, ...]:
    written = draw(
        st.lists(
            st.tuples(
                st.integers(0, 45),
                st.sampled_from(["Courier", "Herald", "Reuters"]),
                st.lists(_sentences(), min_size=1, max_size=4),
            ),
            min_size=2,
            max_size=6,
        )
    )
    return tuple(_article(number, *article) for number, article in enumerate(written))


def resolve(articles: tuple[Article, ...]) -> Archive:
    return build_archive(Content(articles=articles, places=PLACES), Settings())


def told(archive: Archive) -> dict[str, Any]:
    """All that pages are made from, in its order."""
    names = ("readings", "actors", "rounds", "terms", "entries", "round_of_entry", "entries_of_article", "affiliations")
    mappings = {name: list(getattr(archive, name).items()) for name in names}
    return {**mappings, "who": archive.who, "quotes": archive.quotes, "sources": archive.sources}


def cited(archive: Archive) -> dict[str, set[Citation]]:
    """Every place in an article that something of a kind cites."""

    def citations(kind: str) -> Iterator[Citation]:
        match kind:
            case "actors":
                for actor in archive.actors.values():
                    yield from actor.mentions
            case "rounds":
                for round_ in archive.rounds.values():
                    yield from round_.reports
            case "terms":
                for term in archive.terms.values():
                    yield from (*term.definitions, *term.uses)
            case _:
                for entry in archive.entries.values():
                    yield from (report.citation for report in entry.reports)

    return {kind: set(citations(kind)) for kind in ("actors", "rounds", "terms", "entries")}


@FEW
@given(archives(), st.randoms(use_true_random=False))
def test_the_order_of_articles_is_without_effect(articles: tuple[Article, ...], draw: Any) -> None:
    shuffled = draw.sample(articles, len(articles))
    assert told(resolve(tuple(shuffled))) == told(resolve(articles))


@FEW
@given(archives())
def test_one_more_article_takes_no_citation_away(articles: tuple[Article, ...]) -> None:
    """And what the other articles are cited for is not lost when it is taken out again."""
    before, after = cited(resolve(articles[:-1])), cited(resolve(articles))
    lost = {kind: before[kind] - after[kind] for kind in before}
    assert not any(lost.values()), lost


@FEW
@given(archives())
def test_an_article_taken_out_leaves_nothing_behind(articles: tuple[Article, ...]) -> None:
    before = told(resolve(articles[:-1]))
    resolve(articles)
    assert told(resolve(articles[:-1])) == before


@FEW
@given(archives())
def test_every_citation_lies_in_its_article(articles: tuple[Article, ...]) -> None:
    archive = resolve(articles)
    for citation in set().union(*cited(archive).values()):
        assert citation.span.of(archive.reading(citation).article.body).strip()
    assert archive.sources.independent(archive.readings) == len(archive.sources.articles)
    assert {article for group in archive.sources.articles.values() for article in group} == archive.readings.keys()
