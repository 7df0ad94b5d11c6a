"""Whether an article is in the archive already: by its words, or by its headline in the same outlet."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.checking.duplicates import NearDuplicate, near_duplicates
from builder.checking.imprints import Imprint, Imprints, imprint_of
from builder.checking.repeats import find_repeats
from builder.checking.submission import Submission
from tests.test_sources import AGENCY_TEXT, COMMUNIQUE, EDITS, OTHER_REPORT, article, paragraphs


def imprint(name: str, body: str = AGENCY_TEXT, published: str = "2023-01-10", **keys: Any) -> Imprint:
    return imprint_of(article(name, body, published, **keys))


def found(one: Imprint, *others: Imprint) -> list[tuple[str, str]]:
    return [(near.article, near.by) for near in near_duplicates(one, others)]


@pytest.mark.parametrize("edit", [edit for edit in EDITS if edit != "a third"])
def test_an_edited_copy_is_found_from_both_sides(edit: str) -> None:
    one, other = imprint("first"), imprint("second", EDITS[edit], "2023-03-01")
    assert found(one, other) == [("second", "wording")]
    assert found(other, one) == [("first", "wording")]


def test_how_much_is_shared() -> None:
    (near,) = near_duplicates(imprint("first", f"{paragraphs(0, 1, 3)}\n\n{OTHER_REPORT}"), [imprint("second")])
    assert 0.5 <= near.share < 0.8
    day = date(2023, 1, 10)
    path = "content/articles/second.md"
    assert near == NearDuplicate("second", path, "Of second", "The second Mail", day, near.share, "wording", None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (AGENCY_TEXT, OTHER_REPORT),
        (f'{paragraphs(0, 1)}\n\n"{COMMUNIQUE}"', f'{OTHER_REPORT}\n\n"{COMMUNIQUE}"'),
        ("The talks failed on Tuesday.", "The talks failed on Tuesday."),
    ],
    ids=["two reports", "what both quote", "too short"],
)
def test_what_is_no_duplicate(one: str, other: str) -> None:
    assert found(imprint("first", one), imprint("second", other)) == []


def test_summaries_are_compared_too() -> None:
    one = imprint("first", text="summary", rights="CC-BY-4.0")
    assert found(one, imprint("second")) == [("second", "wording")]


def test_an_article_is_no_duplicate_of_itself() -> None:
    one = imprint("first")
    assert found(one, one, imprint("second", OTHER_REPORT)) == []


@pytest.mark.parametrize(
    ("keys", "agency"),
    [
        ({"agency": "Reuters"}, "Reuters"),
        ({"publisher": "Reuters"}, "Reuters"),
        ({"agency": "Harbour Wire"}, None),
        ({}, None),
    ],
)
def test_both_say_whose_text_it_is(keys: dict[str, str], agency: str | None) -> None:
    (near,) = near_duplicates(imprint("first", **keys), [imprint("second", agency="Reuters")])
    assert near.agency == agency


@pytest.mark.parametrize(
    ("headline", "publisher", "published", "same"),
    [
        ("Cod talks in Bergen end without a deal", "Coast Herald", "2023-01-11", True),
        ("Talks on cod in Bergen end without deal", "COAST HERALD", "2023-01-08", True),
        ("Cod talks in Bergen end without a deal", "Coast Herald", "2023-01-14", False),
        ("Cod talks in Bergen end without a deal", "Island Courier", "2023-01-11", False),
        ("Harbour pilots vote on a strike", "Coast Herald", "2023-01-11", False),
    ],
)
def test_an_outlet_s_own_headline_within_days(headline: str, publisher: str, published: str, same: bool) -> None:
    one = imprint("first", title="Cod talks in Bergen end without a deal", publisher="Coast Herald")
    other = imprint("second", OTHER_REPORT, published, title=headline, publisher=publisher)
    assert found(one, other) == ([("second", "headline")] if same else [])


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar(day: str) -> None:
    assert found(imprint("first", published=day), imprint("second", OTHER_REPORT, day)) == []


def test_the_surest_come_first() -> None:
    one = imprint("first", title="Cod talks end", publisher="Coast Herald")
    assert found(
        one,
        imprint("a", OTHER_REPORT, title="Cod talks end", publisher="Coast Herald"),
        imprint("b", paragraphs(0, 1, 3) + "\n\n" + OTHER_REPORT),
        imprint("c"),
    ) == [("c", "wording"), ("b", "wording"), ("a", "headline")]


def test_a_text_that_everybody_prints_is_found() -> None:
    copies = [imprint(f"n{number}") for number in range(150)]
    assert {near.by for near in near_duplicates(imprint("first"), copies)} == {"wording"}


_ARCHIVE = [
    imprint("a"), imprint("b", OTHER_REPORT), imprint("c", paragraphs(0, 1)), imprint("d", paragraphs(2, 3, 4)),
    imprint("e", paragraphs(1, 2) + OTHER_REPORT),
]  # fmt: skip


@given(st.permutations(_ARCHIVE), st.sampled_from(_ARCHIVE))
def test_the_order_of_the_archive_is_without_effect(shuffled: list[Imprint], one: Imprint) -> None:
    assert near_duplicates(one, shuffled) == near_duplicates(one, Imprints(_ARCHIVE))


def test_who_repeats_many_is_told_of_a_few() -> None:
    front = "---\ntitle: Cod\nurl: https://example.org/x\npublisher: The Mail\npublished: 2023-01-10\n---\n"
    archive = [imprint(f"n{number}", publisher="The Mail") for number in range(9)]
    new = Submission(f"{front}{AGENCY_TEXT}", imprint("new", publisher="The Mail"))
    problems = list(find_repeats(new, Imprints([*archive, new.imprint]), ()))
    assert len(problems) == 3
    assert {(problem.code, problem.severity, problem.line) for problem in problems} == {
        ("near-duplicate", "warning", 2)
    }


@pytest.mark.parametrize("keys", [{"agency": "Reuters"}, {"publisher": "Reuters"}])
def test_copies_of_a_declared_agency_text_are_no_problem(keys: dict[str, str]) -> None:
    one, other = imprint("first", **keys), imprint("second", agency="Reuters")
    assert list(find_repeats(Submission("", one), Imprints([one, other]), ())) == []
