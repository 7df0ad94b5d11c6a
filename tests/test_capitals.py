"""Texts in capitals: cases in plain words, and what holds for any text."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.reading.capitals import in_capitals, write_true_case
from builder.reading.findings import read_text
from builder.reading.names import KnownNames

CASES = Path(__file__).parent / "cases" / "capitals.md"


def _read_cases():
    given = ""
    for number, line in enumerate(CASES.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("> "):
            given = line[2:]
        elif line.startswith("- "):
            yield pytest.param(given, line[2:], id=f"line {number}")


@pytest.mark.parametrize(("given", "expected"), list(_read_cases()))
def test_case(given, expected):
    assert write_true_case(given) == expected


@given(st.one_of(st.text(), st.text(alphabet="ABC İß.'’ US WHO\n(")))
def test_every_character_keeps_its_place(text):
    written = write_true_case(text)
    assert len(written) == len(text)
    assert written.casefold() == text.casefold()


def test_ordinary_text_is_not_in_capitals():
    assert not in_capitals("The UN and NATO met the EU in Geneva. " * 20)
    assert not in_capitals("")
    assert in_capitals("THE DOCKERS' UNION AND THE PORT MET THE MEDIATOR IN ANTWERP ON TUESDAY.")


def test_text_in_capitals_is_read():
    text = (
        "ANTWERP, BELGIUM - THE PRESIDENT OF THE DOCKERS' UNION, LUCIA HAAN, MET THE MINISTER IN ANTWERP ON MAY 3. "
        "HAAN SAID ON TUESDAY THAT THE UNION WILL MEET THE PORT AGAIN ON FRIDAY."
    )
    found = read_text(text, date(2022, 5, 4), KnownNames())
    assert {mention.name for mention in found.mentions if mention.kind == "person"} == {"Lucia Haan"}
    assert {event.period.edtf for event in found.events} >= {"2022-05-03", "2022-05-06"}
    assert [quote.speaker for quote in found.quotes] == ["Lucia Haan"]
