"""Positions: cases in plain words, and what holds for any text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from case_files import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.reading.findings import read_text
from builder.reading.names import KnownNames
from builder.reading.positions import Position
from builder.text import covering

CASES = Path(__file__).parent / "cases" / "positions.md"


def read_positions(text: str) -> tuple[Position, ...]:
    return read_text(text, date(2022, 3, 9), KnownNames(), raw=True).positions


@pytest.mark.parametrize(("text", "expected"), read_cases(CASES))
def test_case(text: str, expected: list[str]) -> None:
    found = [
        f"{position.kind}, {position.holder or 'nobody named'}: {position.span.of(text)}"
        for position in read_positions(text)
    ]
    assert found == expected


PIECES = st.sampled_from(
    (
        "The union |Chile |Peru |Ana Levi |agreed |rejected |to |on |that |the deal |signed |not |will |if |who |, |"
        ". |; |“|” |refused to |ready to |is |was |no agreement |over |wages |\n\n|(|)"
    ).split("|")
)


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join)))
def test_every_position_is_a_piece_of_one_sentence(text: str) -> None:
    found = read_text(text, date(2022, 3, 9), KnownNames(), raw=True)
    for position in found.positions:
        sentence = covering(found.sentences, position.span.start)
        assert sentence is not None
        assert sentence.contains(position.span)
        assert position.span.of(text).strip()
        assert position.holder is None or position.holder in {mention.name for mention in found.mentions} | {
            quote.speaker for quote in found.quotes
        }
    assert list(found.positions) == sorted(found.positions, key=lambda position: position.span)


def test_negated_twin_of_an_agreement_is_none() -> None:
    for verb in ("agreed to", "have agreed to", "finally agreed to"):
        assert [p.kind for p in read_positions(f"Chile and Peru {verb} a truce.")] == ["agreed"]
    for verb in (
        "never agreed to",
        "will agree to",
        "have yet to agree to",
        "might have agreed to",
        "hoped to agree to",
    ):
        assert read_positions(f"Chile and Peru {verb} a truce.") == ()
