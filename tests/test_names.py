from __future__ import annotations

from pathlib import Path

import pytest
from case_files import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.reading.names import KnownName, KnownNames, find_mentions
from builder.reading.sentences import find_sentences
from builder.text import Span

CASES = Path(__file__).parent / "cases" / "names.md"
NOTHING = KnownNames()


def _written(text: str, known: KnownNames = NOTHING) -> list[str]:
    rows = []
    for mention in find_mentions(text, find_sentences(text), known):
        words = mention.span.of(text)
        fuller = f" = {mention.name}" if mention.name != words else ""
        rows.append(f"{words}: {mention.kind}{fuller}")
    return rows


@pytest.mark.parametrize(("text", "expected"), read_cases(CASES))
def test_case(text: str, expected: list[str]) -> None:
    assert _written(text) == expected


def test_known_name_wins_with_its_kind_name_and_id() -> None:
    known = KnownNames.of(
        [
            KnownName("Sunrise", "Sunrise Front", "group", "sunrise-front"),
            KnownName("Sunrise Front", "Sunrise Front", "group", "sunrise-front"),
        ]
    )
    text = "Sunrise agreed. The Sunrise Front, not the Sunrises, signed in Oslo."
    found = [(m.span.of(text), m.name, m.actor) for m in find_mentions(text, find_sentences(text), known)]
    assert found == [
        ("Sunrise", "Sunrise Front", "sunrise-front"),
        ("Sunrise Front", "Sunrise Front", "sunrise-front"),
        ("Oslo", "Oslo", None),
    ]


def test_known_form_does_not_split_a_longer_name() -> None:
    known = KnownNames.of([KnownName("Ghani", "Ashraf Ghani", "person", "ashraf-ghani")])
    text = "Abdul Ghani Baradar met Ghani."
    found = [(m.span.of(text), m.actor) for m in find_mentions(text, find_sentences(text), known)]
    assert found == [("Abdul Ghani Baradar", None), ("Ghani", "ashraf-ghani")]


def test_short_form_of_a_known_person_carries_the_id() -> None:
    known = KnownNames.of([KnownName("Maria Petrova", "Maria I. Petrova", "person", "maria-petrova")])
    text = "Maria Petrova came. Petrova spoke."
    assert {(m.name, m.actor) for m in find_mentions(text, find_sentences(text), known)} == {
        ("Maria I. Petrova", "maria-petrova")
    }


def test_works_without_sentences() -> None:
    text = "Maria Petrova came to Oslo. But Petrova left."
    assert [m.name for m in find_mentions(text, (), NOTHING)] == ["Maria Petrova", "Oslo", "Maria Petrova"]


_WORDS = (
    "Maria Petrova Ghani the of and for bin U.S. Ministry Council President Mr. Foreign Affairs Qatar Afghan said , . "
    "\n “ ” ( ) ’s 's - -- KABUL Jr. (MFA) (NMS) Mission Somalia “Chuy” Base al-Harbi St. New York in 12 é İ ß 中文 😀"
)
_PIECES = st.sampled_from(_WORDS.split(" "))


@given(st.one_of(st.text(max_size=300), st.lists(_PIECES, max_size=60).map(" ".join)))
@settings(max_examples=300, deadline=None)
def test_mentions_are_in_bounds_ordered_and_disjoint(text: str) -> None:
    known = KnownNames.of([KnownName("Ghani", "Ashraf Ghani", "person", "g"), KnownName("New", "New", "place")])
    for sentences in ((), find_sentences(text)):
        for names in (NOTHING, known):
            at = 0
            for mention in find_mentions(text, sentences, names):
                assert at <= mention.span.start < mention.span.end <= len(text)
                assert mention.name.strip()
                at = mention.span.end


@pytest.mark.parametrize(
    "piece", ["Abc ", "ABC ", "Ministry of ", "Food and ", "A-", "A.", "People's ", "abcd", "Ali bin "]
)
def test_hostile_text_is_read(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    for mention in find_mentions(text, (Span(0, len(text)),), NOTHING):
        assert 0 <= mention.span.start < mention.span.end <= len(text)
