"""Rounds from many reports: which are one meeting, who was there, what came of it."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_archive import article, curated, resolve

from builder.archive.account import Archive
from builder.archive.rounds import Round
from builder.archive.rounds.course import neighbours
from builder.archive.rounds.numbers import number_in
from builder.content.article import Article
from builder.content.curated import ActorMetadata, PlaceMetadata, RoundMetadata
from builder.period import MONTHS

PLACES = tuple(
    PlaceMetadata(name=name, kind="city", country=country)
    for name, country in (("Tarnmouth", "Albion"), ("Bergen", "Norway"), ("Oslo", "Norway"))
)
COUNTRIES = (PlaceMetadata(name="Norway", kind="country"),)


def rounds_of(*articles: Article, **content: object) -> list[Round]:
    return list(resolve(*articles, **{"places": PLACES + COUNTRIES, **content}).rounds.values())


def report(published: str, body: str, name: str) -> Article:
    return article(published, body, name)


THE_COUNCIL = "The Harbour Council"
A, B, C = "the Harbour Council", "the Deep Sea Federation", "the Canners Union"


def talks(day: str, place: str = "Bergen", one: str = A, other: str = B, verb: str = "held") -> str:
    return f"{one[0].upper()}{one[1:]} and {other} {verb} talks in {place} on {day}."


# One meeting, one round


def test_country_and_town_are_one_place() -> None:
    (found,) = rounds_of(
        report("2023-01-18", talks("17 January", "Norway"), "a"), report("2023-01-19", talks("17 January"), "b")
    )
    assert found.place == "Bergen"
    assert len(found.reports) == 2


def test_month_joins_the_only_round_in_it() -> None:
    (found,) = rounds_of(
        report("2023-01-18", talks("17 January"), "a"),
        report("2023-03-01", f"{THE_COUNCIL} and {B} held talks in Bergen in January.", "b"),
    )
    assert found.period.edtf == "2023-01-17"
    assert {citation.article for citation in found.reports} == {"a", "b"}


def test_month_with_two_rounds_is_unsure_of_both() -> None:
    first, second = rounds_of(
        report("2023-01-10", talks("9 January"), "a"),
        report("2023-01-26", talks("25 January"), "b"),
        report("2023-03-01", f"{THE_COUNCIL} and {B} held talks in Bergen in January.", "c"),
    )
    assert [len(found.reports) for found in (first, second)] == [1, 1]
    assert [[c.article for c in found.unsure] for found in (first, second)] == [["c"], ["c"]]


def test_meetings_days_apart_are_two() -> None:
    assert len(rounds_of(report("2023-01-26", f"{talks('9 January')} {talks('13 January')}", "a"))) == 2


def test_other_parties_on_the_same_day_meet_apart() -> None:
    found = rounds_of(
        report("2023-01-18", talks("17 January"), "a"), report("2023-01-18", talks("17 January", other=C), "b")
    )
    assert [set(r.parties) for r in found] == [
        {"harbour-council", "deep-sea-federation"},
        {"harbour-council", "canners-union"},
    ] or len(found) == 2


def test_planned_round_that_was_held_is_one() -> None:
    (found,) = rounds_of(
        report("2023-01-10", f"{THE_COUNCIL} and {B} will hold talks in Bergen on 17 January.", "a"),
        report("2023-01-18", talks("17 January"), "b"),
    )
    assert found.status == "held"
    assert len(found.reports) == 2


def test_session_put_off_is_no_report_of_talks_that_ran() -> None:
    found = rounds_of(
        report("2023-01-19", f"{THE_COUNCIL} and {B} held talks in Bergen on 16–19 January.", "a"),
        report("2023-01-19", f"Talks between {A} and {B} in Bergen, planned for 18 January, were postponed.", "b"),
    )
    assert [r.status for r in found if "a" in {c.article for c in r.reports}] == ["held"]
    assert all({c.article for c in r.reports} != {"a", "b"} for r in found)


def test_days_that_differ_are_both_shown() -> None:
    (found,) = rounds_of(
        report("2023-01-19", f"{THE_COUNCIL} and {B} held talks in Bergen on 17–18 January.", "a"),
        report("2023-01-20", f"{THE_COUNCIL} and {B} held talks in Bergen on 17–18 January.", "b"),
        report("2023-01-20", talks("19 January"), "c"),
    )
    assert found.period.edtf == "2023-01-17/2023-01-18"
    assert [(p.period.edtf, [c.article for c in p.citations]) for p in found.periods] == [
        ("2023-01-17/2023-01-18", ["a", "b"]),
        ("2023-01-19", ["c"]),
    ]


def test_days_within_days_do_not_differ() -> None:
    (found,) = rounds_of(
        report("2023-01-19", f"{THE_COUNCIL} and {B} held talks in Bergen on 16–19 January.", "a"),
        report("2023-01-17", talks("17 January"), "b"),
    )
    assert found.period.edtf == "2023-01-16/2023-01-19"
    assert found.periods == ()


# Who was there


INGRID = curated(
    ActorMetadata, "ingrid-solheim", name="Ingrid Solheim", kind="person", part_of=("deep-sea-federation",)
)
FEDERATION = curated(
    ActorMetadata, "deep-sea-federation", name="Deep Sea Federation", kind="organisation", aliases=("the Federation",)
)
ACTORS = (INGRID, FEDERATION)


def test_who_led_took_part_and_who_commented_is_only_named() -> None:
    (found,) = rounds_of(
        report(
            "2023-01-18",
            f"{talks('17 January')} Ingrid Solheim led the Federation's delegation at the talks. "
            "The talks in Bergen on 17 January were long, said Tomas Berg, a fisherman.",
            "a",
        ),
        actors=ACTORS,
    )
    people = {one.person: one for one in found.people}
    assert (people["ingrid-solheim"].deed, people["ingrid-solheim"].side) == ("led", "deep-sea-federation")
    assert people["ingrid-solheim"].citations[0].article == "a"
    assert all(one.deed is None for person, one in people.items() if person == "tomas-berg")


@pytest.mark.parametrize(
    "sentence",
    [
        "Ingrid Solheim did not attend the talks.",
        "Ingrid Solheim will lead the Federation's delegation in the next talks.",
        "Ingrid Solheim refused to attend the meeting.",
        "Ingrid Solheim was to lead the delegation.",
        "A delegation led by Ingrid Solheim arrived in Tarnmouth.",
    ],
)
def test_who_stayed_away_did_not_take_part(sentence: str) -> None:
    (found,) = rounds_of(report("2023-01-18", f"{talks('17 January')} {sentence}", "a"), actors=ACTORS)
    assert [one.person for one in found.people if one.deed is not None] == []


def test_person_met_stands_for_the_body_that_she_speaks_for() -> None:
    (found,) = rounds_of(
        report("2023-01-18", f"{THE_COUNCIL} met Ingrid Solheim in Bergen on 17 January.", "a"), actors=ACTORS
    )
    assert set(found.parties) == {"harbour-council", "deep-sea-federation"}


def test_host_and_mediator_only_where_a_report_says_so() -> None:
    said, unsaid = rounds_of(
        report(
            "2023-01-18",
            f"{THE_COUNCIL} and {B} held talks in Bergen on 17 January, mediated by the Nordic Labour Council.",
            "a",
        ),
        report("2023-05-18", talks("17 May"), "b"),
    )
    assert [helper.actor for helper in said.facilitators] == ["nordic-labour-council"]
    assert "nordic-labour-council" not in said.parties
    assert unsaid.facilitators == unsaid.hosts == ()


# What came of it


def test_stances_are_of_those_who_met_and_of_these_days() -> None:
    (found,) = rounds_of(
        report(
            "2023-01-18",
            f"{talks('17 January')} The Harbour Council demanded a smaller quota. "
            "The Deep Sea Federation rejected the plan. The two sides agreed to meet again. "
            "In June 2019 the Harbour Council agreed to a truce. The Sailors Guild called for calm. "
            "He rejected the charge. Some 3,200 delegates called for a truce.",
            "a",
        )
    )
    assert [(stance.kind, stance.holder) for stance in found.stances] == [
        ("demanded", "harbour-council"),
        ("disputed", "deep-sea-federation"),
        ("agreed", None),
    ]


def test_article_long_after_tells_nothing_new_of_a_round() -> None:
    (found,) = rounds_of(
        report("2023-01-18", talks("17 January"), "a"),
        report("2023-04-02", f"{talks('17 January')} The Harbour Council demanded a new law.", "b"),
    )
    assert len(found.reports) == 2
    assert found.stances == ()


# Numbers


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("ninth round of talks", 9),
        ("second formal round", 2),
        ("7th round of negotiations", 7),
        ("round 7", 7),
        ("round two of the talks", 2),
        ("Twentieth round", 20),
        ("second meeting", None),
        ("another round of talks", None),
        ("latest round", None),
        ("rounds of talks", None),
        ("round 0", None),
    ],
)
def test_number_is_read_and_never_counted(label: str, number: int | None) -> None:
    assert number_in(label) == number


def numbered(day: str, ordinal: str, other: str = B) -> str:
    return f"{THE_COUNCIL} and {other} held a {ordinal} round of talks in Bergen on {day}."


def test_conflicting_numbers_stand_side_by_side() -> None:
    (found,) = rounds_of(
        report("2023-01-18", numbered("17 January", "second"), "a"),
        report("2023-01-19", numbered("17 January", "third"), "b"),
    )
    assert [(n.number, [c.article for c in n.citations]) for n in found.numbers] == [(2, ["a"]), (3, ["b"])]


def test_number_without_a_date_finds_its_round() -> None:
    second, third = rounds_of(
        report("2023-01-18", numbered("17 January", "second"), "a"),
        report("2023-03-18", numbered("17 March", "third"), "b"),
        report("2023-05-02", f"The second round of talks between {A} and {B} was held in Bergen.", "c"),
    )
    assert {c.article for c in second.reports} == {"a", "c"}
    assert {c.article for c in third.reports} == {"b"}


def test_first_rounds_of_two_series_stay_apart() -> None:
    found = rounds_of(
        report("2023-01-18", numbered("17 January", "first"), "a"),
        report("2023-01-18", numbered("17 January", "first", C), "b"),
    )
    assert len(found) == 2
    assert len({one.series for one in found}) == 2


# Series


def test_series_has_all_rounds_of_its_parties_and_skips_none() -> None:
    archive = resolve(
        report("2023-01-18", talks("17 January"), "a"),
        report("2023-02-18", talks("17 February", other=C), "b"),
        report("2023-03-10", f"Talks between {A} and {B} in Bergen, planned for 17 March, were cancelled.", "c"),
        report("2023-05-18", talks("17 May", "Tarnmouth"), "d"),
        places=PLACES,
    )
    first, _, off, last = archive.rounds.values()
    assert off.status == "cancelled"
    assert first.series == off.series == last.series == "Deep Sea Federation – Harbour Council talks"
    assert neighbours(archive, off) == (first, last)


def test_machines_rounds_follow_an_editors_of_the_same_parties() -> None:
    council = curated(ActorMetadata, "harbour-council", name="Harbour Council", kind="organisation")
    editors = curated(
        RoundMetadata, "first", title="First", period="2023-01-17", status="held", series="Quota talks",
        parties=("harbour-council", "deep-sea-federation"), sources=("https://example.org/x",),
    )  # fmt: skip
    found = rounds_of(report("2023-05-18", talks("17 May"), "d"), actors=(FEDERATION, council), rounds=(editors,))
    assert [one.series for one in found] == ["Quota talks", "Quota talks"]


# Ids


def test_id_is_that_of_the_earliest_article_and_the_others_lead_to_it() -> None:
    archive = resolve(
        report("2023-01-18", talks("17 January", "Norway"), "a"),
        report("2023-01-19", talks("17 January"), "b"),
        places=PLACES + COUNTRIES,
    )
    assert list(archive.rounds) == ["norway-2023-01-17"]
    assert archive.former["rounds"] == {"bergen-2023-01-17": "norway-2023-01-17"}


def test_two_meetings_of_a_day_in_one_article_have_ids_of_their_own() -> None:
    archive = resolve(report("2023-01-18", f"{talks('17 January')} {talks('17 January', other=C)}", "a"), places=PLACES)
    assert len(archive.rounds) == 2
    assert {one.id for one in archive.rounds.values()} == archive.rounds.keys()


# What holds of any archive


@st.composite
def _reports(draw: st.DrawFn) -> Article:
    day = date(2023, 1, 1) + timedelta(days=draw(st.integers(0, 60)))
    one, other = draw(st.sampled_from([(A, B), (A, C), (B, C)]))
    place = draw(st.sampled_from(["Bergen", "Norway", "Tarnmouth"]))
    when = f"{day.day} {MONTHS[day.month - 1]}"
    body = draw(
        st.sampled_from(
            [
                talks(when, place, one, other),
                f"{one[0].upper()}{one[1:]} and {other} held talks in {place} in {MONTHS[day.month - 1]}.",
                f"{one[0].upper()}{one[1:]} and {other} held a second round of talks in {place} on {when}.",
                f"{one[0].upper()}{one[1:]} and {other} held talks on {when}.",
            ]
        )
    )
    published = date(2023, 4, 1) + timedelta(days=draw(st.integers(0, 20)))
    return article(published.isoformat(), body, f"n{draw(st.integers(0, 10**6))}")


def _cited(archive: Archive) -> set[object]:
    return {c for one in archive.rounds.values() for c in (*one.reports, *one.unsure)}


ARCHIVES = st.lists(_reports(), min_size=1, max_size=7, unique_by=lambda one: one.id)
SLOW = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(ARCHIVES, st.integers(0, 1000))
def test_order_of_articles_does_not_matter(articles: list[Article], seed: int) -> None:
    shuffled = list(articles)
    random.Random(seed).shuffle(shuffled)
    assert rounds_of(*articles) == rounds_of(*shuffled)


@SLOW
@given(ARCHIVES, _reports())
def test_another_article_takes_no_citation_away(articles: list[Article], another: Article) -> None:
    if another.id not in {one.id for one in articles}:
        before, after = (resolve(*given, places=PLACES + COUNTRIES) for given in (articles, [*articles, another]))
        assert _cited(before) <= _cited(after)


@SLOW
@given(ARCHIVES)
def test_every_report_is_of_one_round(articles: list[Article]) -> None:
    found = rounds_of(*articles)
    reports = [citation for one in found for citation in one.reports]
    assert len(reports) == len(set(reports))
    assert all(len(one.parties) > 1 for one in found)
    assert len({one.id for one in found}) == len(found)
    assert all(set(one.reports).isdisjoint(one.unsure) for one in found)


def test_editors_round_at_the_end_of_time_is_no_trouble() -> None:
    for period in ("9999-12-31", "0001-01-01", "0001-01-01/9999-12-31", "2023/..", "../2023-05"):
        editors = curated(
            RoundMetadata, "odd", title="Odd", period=period, status="held", sources=("https://example.org/x",)
        )
        assert "odd" in {one.id for one in rounds_of(report("2023-01-18", talks("17 January"), "a"), rounds=(editors,))}
