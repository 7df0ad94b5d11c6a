"""Pasted texts: what they say of themselves, what is set aside, and where paragraphs end."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.ingest.moments import moment_of
from builder.ingest.pasted import find_aside, paragraphs, pasted_claims
from builder.ingest.proposal import propose
from builder.text import Span
from tests.case_files import read_cases

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize(("written", "expected"), read_cases(CASES / "moments.md"))
def test_moment(written: str, expected: list[str]) -> None:
    assert [moment] == expected if (moment := moment_of(written)) else expected == []


@pytest.mark.parametrize(("text", "expected"), read_cases(CASES / "ingest.md"))
def test_what_a_text_says_of_itself(text: str, expected: list[str]) -> None:
    proposal = propose((), pasted_claims(text), {})
    found = [
        f"{key}: {claim.value}{'' if claim.sure else ' (guess)'}"
        for key, claims in proposal.values.items()
        for claim in claims
    ]
    titles = [claim.value for claim in proposal.values.get("title", ())]
    aside = find_aside(text, headlines=titles, publisher=proposal.value("publisher") or "")
    lines = [f"aside ({piece.reason}): {line}" for piece in aside for line in piece.span.of(text).split("\n")]
    assert found + lines == expected


def test_the_fields_of_another_program() -> None:
    text = (
        '---\ntitle: "Quota talks: a\n  third round"\nauthors: [Jane Roe, "John Doe"]\ndate: 2023-05-02\n---\n'
        "The third round of talks on quotas began on Tuesday in the town hall of Bergen, both sides said.\n"
    )
    proposal = propose((), pasted_claims(text), {})
    assert proposal.value("title") == "Quota talks: a third round"
    assert [claim.value for claim in proposal.values["authors"]] == ["Jane Roe", "John Doe"]
    assert proposal.value("published") == "2023-05-02"


def test_a_line_with_an_outlet_that_the_archive_has() -> None:
    text = (
        "COAST HERALD\nThe third round of talks on quotas began on Tuesday in the town hall of Bergen, both sides said."
    )
    assert propose((), pasted_claims(text, {"Coast Herald"}), {}).value("publisher") == "Coast Herald"
    assert propose((), pasted_claims(text), {}).value("publisher") is None


WRAPPED = """The envoy of the islands told reporters in the old
Harbour Hall on Monday that the talks about
Morrow Bank would begin again when the weather
allows it.

He left."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One sentence.\nAnother one.", ("One sentence.", "Another one.")),
        ("One sentence.\n\nAnother one.", ("One sentence.", "Another one.")),
        (WRAPPED, (" ".join(WRAPPED.split("\n\n", maxsplit=1)[0].split()), "He left.")),
        ("", ()),
    ],
)
def test_paragraphs(text: str, expected: tuple[str, ...]) -> None:
    assert paragraphs(text, ()) == expected


def test_what_is_set_aside_is_in_no_paragraph() -> None:
    text = "One sentence.\nRead more: another story\nAnother one."
    aside = find_aside(text)
    assert [piece.span.of(text) for piece in aside] == ["Read more: another story"]
    assert paragraphs(text, (piece.span for piece in aside)) == ("One sentence.", "Another one.")


TEXT = st.text(st.sampled_from("Ab .,:-#>\n\t—“”(1©'") | st.characters(), max_size=300)


@given(TEXT)
def test_any_text_can_be_pasted(text: str) -> None:
    """Every letter of it is in a paragraph or in a piece that is set aside, and in the order of the text."""
    propose((), pasted_claims(text), {})
    aside = find_aside(text)
    assert all(0 <= piece.span.start < piece.span.end <= len(text) for piece in aside)
    letters = [c for paragraph in paragraphs(text, ()) for c in paragraph if not c.isspace()]
    assert letters == [c for c in text if not c.isspace()]


@given(TEXT)
def test_everything_can_be_set_aside(text: str) -> None:
    assert paragraphs(text, (Span(0, len(text)),)) == ()
