"""Who is who across articles: what becomes one actor, what stays apart, and what an editor is asked."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from case_files import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.archive.account import Archive
from builder.archive.actors import Actor, put_side_by_side, resolve_actors
from builder.archive.actors.suggestions import suggest_same
from builder.archive.citations import Citation
from builder.archive.identifiers import Anchor
from builder.archive.likeness import MOST_OF_A_KEY
from builder.archive.readings import read_articles
from builder.archive.spelling import body_key, family_names, spelling_keys
from builder.content.article import Article, parse_article
from builder.content.curated import ActorMetadata
from builder.content.folder import Content, Curated
from builder.content.yaml_nodes import parse_yaml
from builder.pages.publish import publish
from builder.settings import Settings
from builder.site import build_archive

CASES = Path(__file__).parent / "cases" / "actors.md"
FIRST = date(2023, 1, 2)


def article(name: str, day: date, body: str, corrections: str = "") -> Article:
    """A tiny article, by way of the file that would hold it."""
    front = f"title: Of {name}\nurl: https://example.org/{name}\npublisher: Outlet\npublished: {day}\n{corrections}"
    parsed, problems = parse_article(f"content/articles/{name}.md", name, f"---\n{front}---\n{body}\n")
    assert parsed, problems
    return parsed


def story(*bodies: str) -> tuple[Article, ...]:
    """Articles named 1, 2, ..., a day apart."""
    return tuple(article(str(n), FIRST + timedelta(days=n), body) for n, body in enumerate(bodies, 1))


def curated(identifier: str, **data: Any) -> Curated[ActorMetadata]:
    return Curated(identifier, f"content/actors/{identifier}.md", ActorMetadata(**data), "", parse_yaml("{}"))


def resolve(articles: tuple[Article, ...], *actors: Curated[ActorMetadata]) -> Archive:
    ordered = tuple(sorted(articles, key=lambda a: (a.published, a.id)))
    return build_archive(Content(articles=ordered, actors=actors), Settings())


def cited(citations: tuple[Citation, ...]) -> str:
    return " ".join(dict.fromkeys(citation.article for citation in citations))


def told(archive: Archive) -> set[str]:
    """The actors as the cases tell them."""
    lines = {f"{actor.name}: {cited(actor.mentions)}" for actor in archive.actors.values()}
    return lines | {f"?{actor.name}: {cited(actor.perhaps)}" for actor in archive.actors.values() if actor.perhaps}


@pytest.mark.parametrize(("text", "expected"), read_cases(CASES))
def test_case(text: str, expected: list[str]) -> None:
    assert told(resolve(story(*text.split("\n")))) == set(expected)


# The editor's word


def test_editors_merge_and_split_are_inverse() -> None:
    articles = story(
        "Ingrid Solheim, the chief negotiator, arrived in Bergen.",
        "Inga Solheim-Dahl, the chief negotiator, left Bergen.",
        "Ingrid Solheim spoke in Oslo.",
    )
    apart = curated("ingrid-solheim", name="Ingrid Solheim", kind="person")
    merged = curated("ingrid-solheim", name="Ingrid Solheim", kind="person", aliases=("Inga Solheim-Dahl",))
    other = curated("inga-solheim-dahl", name="Inga Solheim-Dahl", kind="person")
    before = {actor.id: actor.mentions for actor in resolve(articles, apart).actors.values()}
    one = resolve(articles, merged)
    assert cited(one.actors["ingrid-solheim"].mentions) == "1 2 3"
    assert one.former["actors"] == {"inga-solheim-dahl": "ingrid-solheim"}
    assert {actor.id: actor.mentions for actor in resolve(articles, apart, other).actors.values()} == before
    assert {actor.id: actor.mentions for actor in resolve(articles, apart).actors.values()} == before


def test_corrections_split_two_of_one_name() -> None:
    bodies = "Ingrid Solheim, the treasurer, arrived in Bergen.", "Ingrid Solheim, a baker, arrived in Bergen."
    first, second = story(*bodies)
    correction = "corrections:\n  - text: Ingrid Solheim\n    actor: ingrid-the-baker\n"
    second = article("2", second.published, bodies[1], corrections=correction)
    baker = curated("ingrid-the-baker", name="Ingrid Solheim of Oslo", kind="person")
    archive = resolve((first, second), baker)
    assert told(archive) == {"Ingrid Solheim: 1", "Ingrid Solheim of Oslo: 2"}


def test_distinct_from_stops_the_rules() -> None:
    articles = story("Yousuf Karim, the mediator, arrived in Bergen.", "Yusuf Kareem, the mediator, left Bergen.")
    plain = curated("yousuf-karim", name="Yousuf Karim", kind="person")
    assert told(resolve(articles, plain)) == {"Yousuf Karim: 1 2"}
    careful = curated("yousuf-karim", name="Yousuf Karim", kind="person", distinct_from=("Yusuf Kareem",))
    archive = resolve(articles, careful)
    assert told(archive) == {"Yousuf Karim: 1", "Yusuf Kareem: 2"}
    assert suggest_same(archive.actors.values()) == ()


def test_distinct_from_stops_a_bare_name() -> None:
    articles = story("Ingrid Solheim, the treasurer, arrived in Bergen.", "Mr. Solheim said that it was late.")
    careful = curated("ingrid-solheim", name="Ingrid Solheim", kind="person", distinct_from=("Solheim",))
    assert told(resolve(articles, careful)) == {"Ingrid Solheim: 1"}


def test_two_entries_of_an_editor_are_never_one() -> None:
    articles = story("Yousuf Karim arrived in Bergen.", "Yusuf Kareem left Bergen.", "Yousef Kareem slept in Bergen.")
    one = curated("one", name="Yousuf Karim", kind="person")
    other = curated("other", name="Yusuf Kareem", kind="person")
    archive = resolve(articles, one, other)
    assert cited(archive.actors["one"].mentions) == "1"
    assert cited(archive.actors["other"].mentions) == "2"


def test_former_ids_lead_to_an_actor() -> None:
    entry = curated("ingrid-solheim", name="Ingrid Solheim", kind="person", formerly=("i-solheim",))
    assert resolve((), entry).former["actors"] == {"i-solheim": "ingrid-solheim"}


# Ids


def test_recorded_id_wins_over_the_earliest_articles() -> None:
    articles = story("Jürgen Müller, the mediator, spoke in Bergen.", "Juergen Mueller, the mediator, left Bergen.")
    readings = read_articles(Content(articles=articles))
    assert [actor.id for actor in resolve_actors(readings, ()).actors] == ["jurgen-muller"]
    cast = resolve_actors(readings, (), recorded={Anchor("2", "juergen-mueller"): ("juergen-mueller",)})
    assert [actor.id for actor in cast.actors] == ["juergen-mueller"]
    assert cast.former == {"jurgen-muller": "juergen-mueller"}
    assert cast.anchors == dict.fromkeys(
        [Anchor("1", "jurgen-muller"), Anchor("2", "juergen-mueller")], "juergen-mueller"
    )


# Whatever articles come


PIECES = (
    "Ingrid Solheim, the chief negotiator, arrived in Bergen.",
    "Tomas Solheim, the treasurer, arrived in Bergen.",
    "Mr. Solheim said that it was late.",
    "The chief negotiator, Solheim, said that it was early.",
    "Yousuf Karim, the mediator, arrived in Bergen.",
    "Yusuf Kareem, the mediator, left Bergen.",
    "Yusuf Kareem met Yousuf Karim, the treasurer, in Bergen.",
    "The Northern Fishing Council (NFC) said that the port was closed.",
    "The National Farmers Council (NFC) said that the port was closed.",
    "The NFC said that the port was open.",
    "Foreign Minister Ana Maria Levi arrived in Bergen.",
    "Foreign Minister Ana Levi left Bergen.",
    "Foreign Minister Ana Rosa Levi left Bergen.",
    "Omar bin Salman, the crown prince, arrived in Bergen. Bin Salman stayed.",
    "Bin Salman said on Monday that he would leave.",
)
STORY = story(*PIECES)


def mentions_of(actors: list[Actor]) -> dict[Citation, set[str]]:
    found: dict[Citation, set[str]] = defaultdict(set)
    for actor in actors:
        for citation in (*actor.mentions, *actor.perhaps):
            found[citation].add(actor.id)
    return found


@settings(deadline=None, max_examples=60)
@given(st.sets(st.integers(0, len(STORY) - 1)), st.integers(0, len(STORY) - 1))
def test_another_article_removes_no_citation(chosen: set[int], added: int) -> None:
    before = resolve(tuple(STORY[at] for at in sorted(chosen)))
    after = resolve(tuple(STORY[at] for at in sorted({*chosen, added})))
    assert mentions_of(list(before.actors.values())).keys() <= mentions_of(list(after.actors.values())).keys()


@settings(deadline=None, max_examples=30)
@given(st.permutations(STORY))
def test_order_of_articles_does_not_matter(articles: list[Article]) -> None:
    readings = read_articles(Content(articles=tuple(articles)))
    assert resolve_actors(readings, ()) == resolve_actors(read_articles(Content(articles=STORY)), ())


def test_nobody_is_in_two_places() -> None:
    """A mention has one actor; what is doubtful has none, and two who may be meant at least."""
    actors = list(resolve(STORY).actors.values())
    sure = [citation for actor in actors for citation in actor.mentions]
    doubtful = [citation for actor in actors for citation in actor.perhaps]
    assert len(sure) == len(set(sure))
    assert set(sure).isdisjoint(doubtful)
    assert doubtful
    assert all(doubtful.count(citation) > 1 for citation in doubtful)


# Spelling


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Abdul Rahman Harun", "Abdulrahman Harun"),
        ("Sirajuddin Azizi", "Sirajeddin Azizi"),
        ("Sergei Volkov", "Sergey Volkov"),
        ("Olena Zelenskyy", "Olena Zelensky"),
        ("Omar al-Harbi", "Omar Harbi"),
        ("Nasrullah Nuri", "Nasrollah Noori"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert spelling_keys(one) & spelling_keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sadiq Azizi", "Siddiq Azizi"),
        ("Hamed Karim", "Hamid Karim"),
        ("Marc Philips", "Marc Phillips"),
        ("Li Wei", "Lee Wei"),
        ("John Reid", "John Reed"),
        ("Al Gore", "Gore"),
        ("Ali Karim", "Karim Ali"),
    ],
)
def test_names_that_only_look_alike(one: str, other: str) -> None:
    assert not spelling_keys(one) & spelling_keys(other)


def test_family_names() -> None:
    assert family_names("Ingrid Solheim") == {"solheim"}
    assert family_names("John Harlow Jr.") == {"harlow"}
    assert family_names("Tamim Al Thani") == {"thani", "al thani"}
    assert family_names("Omar bin Salman") == {"bin salman"}
    assert family_names("Solheim") == frozenset()


def test_one_key_for_each_way_to_write_a_body() -> None:
    assert body_key("Department of Fisheries") == body_key("Fisheries Department")
    assert body_key("Norwegian Ministry of the Interior") == body_key("Norwegian Interior Ministry")
    assert body_key("U.S. Department of State") == body_key("State Department")
    assert body_key("Coast News") == body_key("CoastNews")
    assert body_key("Red Council") != body_key("Council")


# Roles over time


def roles_of(*bodies: str) -> Actor:
    return resolve(story(*bodies)).actors["ingrid-solheim"]


def test_wordings_that_say_the_same_are_one_role() -> None:
    actor = roles_of(
        "Ingrid Solheim, the union's chief negotiator, arrived in Bergen.",
        "Ingrid Solheim, chief negotiator of the union, arrived in Bergen.",
        "Ingrid Solheim, the chief negotiator, left Bergen.",
    )
    (role,) = actor.roles
    assert cited(role.citations) == "1 2 3"
    assert (role.first, role.last) == (FIRST + timedelta(days=1), FIRST + timedelta(days=3))
    assert "union" in role.text


def test_a_later_short_role_does_not_lengthen_a_fuller_one() -> None:
    bodies = "Ingrid Solheim, the minister of fisheries, arrived in Oslo.", "Ingrid Solheim, the minister, left Oslo."
    early, late = (article(str(n), date(2019 + 2 * n, 1, 2), body) for n, body in enumerate(bodies))
    roles = resolve((early, late)).actors["ingrid-solheim"].roles
    assert [(role.text, role.last.year) for role in roles] == [("minister of fisheries", 2019), ("minister", 2021)]


def test_contradicting_roles_of_one_time_stand_side_by_side() -> None:
    actor = roles_of(
        "Ingrid Solheim, the union's chief negotiator, arrived in Bergen.",
        "Ingrid Solheim, the deputy chief negotiator, left Bergen.",
        "Ingrid Solheim, a former governor, slept in Bergen.",
    )
    groups = [[role.text for role in group] for group in put_side_by_side(actor.roles)]
    assert groups == [["union's chief negotiator", "deputy chief negotiator"], ["former governor"]]


def test_promotion_is_no_contradiction() -> None:
    bodies = "Ingrid Solheim, the deputy mayor, arrived in Oslo.", "Ingrid Solheim, the mayor, left Oslo."
    early, late = (article(str(n), date(2019 + 2 * n, 1, 2), body) for n, body in enumerate(bodies))
    roles = resolve((early, late)).actors["ingrid-solheim"].roles
    assert [len(group) for group in put_side_by_side(roles)] == [1, 1]


def test_passing_description_displaces_no_office() -> None:
    actor = roles_of(
        "Ingrid Solheim, the chief negotiator, arrived in Bergen.",
        "Ingrid Solheim, the chief negotiator, spoke in Bergen.",
        "Ingrid Solheim, the union's envoy, slept in Bergen.",
        "Ingrid Solheim, a veteran diplomat, left Bergen.",
    )
    assert actor.current is not None
    assert actor.current.text == "chief negotiator"


def test_people_of_a_body_have_their_periods() -> None:
    archive = resolve(
        story(
            "Tomas Dahl, spokesman for the Harbour Union, arrived in Bergen. The Harbour Union agreed.",
            "Ingrid Solheim, spokeswoman for the Harbour Union, arrived in Bergen.",
            "Ingrid Solheim, envoy to the Harbour Union, left Bergen.",
        )
    )
    people = archive.affiliations["harbour-union"]
    assert [(person.person, [role.first.day for role in person.roles]) for person in people] == [
        ("ingrid-solheim", [4]),
        ("tomas-dahl", [3]),
    ]


# The page


def page_of(archive: Archive, actor: str) -> str:
    return next(p.markdown for p in publish(archive, Settings()).pages if p.uri == f"actors/{actor}.md")


def test_page_shows_what_is_told_differently() -> None:
    archive = resolve(
        story(
            "Ingrid Solheim, the union's chief negotiator, arrived in Bergen.",
            "Ingrid Solheim, the deputy chief negotiator, left Bergen.",
            "Ingrid Solheim, a former governor, slept in Bergen.",
        )
    )
    rows = [line for line in page_of(archive, "ingrid-solheim").splitlines() if line.startswith("| reported")]
    assert ["reported differently" in row for row in rows] == [True, True, False]
    assert "Deputy chief negotiator" in rows[1]


def test_page_keeps_mentions_that_may_be_anothers() -> None:
    archive = resolve(STORY[:3])
    for actor in ("ingrid-solheim", "tomas-solheim"):
        _, _, perhaps = page_of(archive, actor).partition("## Perhaps meant")
        assert "Mr. Solheim said that it was late" in perhaps
    assert "Perhaps meant" not in page_of(resolve(STORY[:1]), "ingrid-solheim")


# What an editor is asked


def pairs(archive: Archive) -> list[set[str]]:
    return [{found.one.name, found.other.name} for found in suggest_same(archive.actors.values())]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana Maria Levi", "Ana Levi"),
        ("Austin Scott Miller", "Scott Miller"),
        ("Gao Feng", "Feng Gao"),
        ("Sirajuddin Harun", "Siraj Harun"),
        ("Barnett Slepian", "Barnet Slepian"),
        ("Farid Zarnundi", "Farid Zarnudi"),
        ("John Harlow", "John Harlow Jr."),
    ],
)
def test_people_who_look_alike_are_suggested(one: str, other: str) -> None:
    archive = resolve(story(f"{one}, a baker, arrived in Bergen.", f"{other}, the mediator, left Bergen."))
    (found,) = suggest_same(archive.actors.values())
    assert {found.one.name, found.other.name} == {one, other}
    assert 0 < found.score <= 1
    assert found.reason.endswith(".")
    assert {citation.article for citation in found.contexts} == {"1", "2"}


def test_strangers_are_not_suggested() -> None:
    bodies = (f"{name}, the mediator, arrived." for name in ("Ana Levi", "Rosa Levi", "Ana Dahl", "Karim Azizi"))
    assert pairs(resolve(story(*bodies))) == []


def test_surest_suggestion_comes_first() -> None:
    archive = resolve(
        story(
            "Yousuf Karim, the Peruvian mediator, met Yusuf Kareem, a Peruvian baker, in Bergen.",
            "Gao Feng, the treasurer, arrived in Bergen.",
            "Feng Gao, the treasurer, left Bergen.",
        )
    )
    assert pairs(archive) == [{"Gao Feng", "Feng Gao"}, {"Yousuf Karim", "Yusuf Kareem"}]


def test_accepted_and_refused_suggestions_do_not_come_back() -> None:
    articles = story("Gao Feng, the treasurer, arrived in Bergen.", "Feng Gao, the treasurer, left Bergen.")
    assert pairs(resolve(articles)) == [{"Gao Feng", "Feng Gao"}]
    accepted = curated("gao-feng", name="Gao Feng", kind="person", aliases=("Feng Gao",))
    assert pairs(resolve(articles, accepted)) == []
    refused = curated("gao-feng", name="Gao Feng", kind="person", distinct_from=("Feng Gao",))
    assert pairs(resolve(articles, refused)) == []


def test_key_of_a_crowd_suggests_nobody() -> None:
    """Else the pairs of one family name would grow with the square of its bearers."""
    given = [f"{a}{b}a" for a in ("Bar", "Tol", "Min", "Kor") for b in ("an", "el", "is", "od")]
    assert len(given) > MOST_OF_A_KEY
    bodies = (f"Ana {name.title()} Levi, the mediator, arrived in Bergen." for name in given)
    assert pairs(resolve(story(*bodies))) == []
