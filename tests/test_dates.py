from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.period import Period
from builder.reading.dates import DateExpression, find_dates
from builder.reading.dates.find import all_rules
from builder.reading.dates.numbers import number_of, year_of
from builder.reading.dates.patterns import shadow
from builder.reading.dates.tokens import lexicon, tokenise
from builder.reading.dates.values import moved, period_of

CASES = Path(__file__).parent / "cases" / "dates.md"
_EXPECTED = re.compile(r"- (.+): (\w+) (\S+)(?: (\S+) (\S+))?")


@dataclass(frozen=True, slots=True)
class Case:
    published: date
    text: str
    expected: tuple[str, ...]


def _cases() -> list[Case]:
    cases: list[Case] = []
    published = date.min
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("published:"):
            published = date.fromisoformat(line.partition(":")[2].strip())
        elif line.startswith("> "):
            cases.append(Case(published, line[2:], ()))
        elif line.startswith("- "):
            last = cases.pop()
            cases.append(Case(last.published, last.text, (*last.expected, line)))
    return cases


def _written(text: str, found: DateExpression, expected: str) -> str:
    """`found` as the case file writes it, with days only where `expected` has them."""
    line = f"- {found.span.of(text)}: {found.type} {found.value}"
    match = _EXPECTED.fullmatch(expected)
    if match and match[4]:
        first = found.period.first if found.period else None
        last = found.period.last if found.period else None
        line += f" {first or '..'} {last or '..'}"
    return line


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case.text)
def test_case(case: Case) -> None:
    assert case.expected, "a case needs a line that starts with '- '"
    found = find_dates(case.text, (), case.published)
    expected = [line for line in case.expected if line != "- nothing"]
    padded = [*expected, *[""] * len(found)]
    assert [_written(case.text, f, line) for f, line in zip(found, padded, strict=False)] == expected


def _check(text: str, published: date) -> None:
    end = 0
    for found in find_dates(text, (), published):
        assert end <= found.span.start < found.span.end <= len(text)
        end = found.span.end
        if found.period and found.period.first and found.period.last:
            assert found.period.first <= found.period.last


@given(st.text(), st.dates())
def test_any_text_is_read(text: str, published: date) -> None:
    _check(text, published)


_SHAPES = (
    "0 1 3 9 12 31 32 99 1987 2021 0000 9999 1/2 2021-13-45 31/31/2021 1990s 11th 10:35 99:99 17-18 , . - 's $ \n\n"
)
_PIECES = st.sampled_from([*sorted(lexicon()), *_SHAPES.split(" "), "day after", "the day before", "one day"])


@settings(max_examples=400)
@given(st.lists(_PIECES, max_size=12), st.dates())
def test_any_words_of_the_list_are_read(pieces: list[str], published: date) -> None:
    _check(" ".join(pieces), published)
    _check("".join(pieces), published)


@given(st.lists(_PIECES, max_size=12))
def test_no_rule_is_passed_over_where_it_matches(pieces: list[str]) -> None:
    letters = shadow(tokenise(" ".join(pieces)).kinds)
    for rule in all_rules():
        matches = any(match.end() > match.start() for match in rule.pattern.finditer(letters))
        assert not matches or not any(need.isdisjoint(letters) for need in rule.needs)


@pytest.mark.parametrize(
    "unit",
    [
        "7",
        "January ",
        "Monday, ",
        "the ",
        "one hundred ",
        "2001 ",
        "1-",
        "two years earlier ",
        "a",
        "early ",
        "\n",
        "-",
    ],
)
def test_hostile_text_is_read(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    for found in find_dates(text, (), date(2021, 1, 4)):
        assert 0 <= found.span.start < found.span.end <= len(text)


def test_numbers_in_words() -> None:
    assert number_of(["twenty", "four"]) == 24
    assert number_of(["two", "thousand", "one", "hundred"]) == 2100
    assert number_of(["a", "hundred"]) == 100
    assert number_of(["several"]) is None
    assert year_of(["nineteen", "ninety", "seven"]) == 1997
    assert year_of(["two", "thousand", "nine"]) == 2009


def test_the_calendar_has_an_end() -> None:
    assert moved(date(2021, 1, 4), "C", -99) is None
    assert moved(date(2024, 2, 29), "Y", 1) == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("value", "mod", "expected"),
    [
        ("2021-W01", "", Period("2021-01-04/2021-01-10", date(2021, 1, 4), date(2021, 1, 10))),
        ("2021", "mid", Period("2021~", date(2021, 5, 1), date(2021, 8, 31), "mid")),
        ("2021-05-03", "mid", Period("2021-05-03", date(2021, 5, 3), date(2021, 5, 3))),
        ("2021-H2", "", Period("2021-07/2021-12", date(2021, 7, 1), date(2021, 12, 31))),
        ("2021-05", "on_or_after", Period("2021-05", date(2021, 5, 1), None, "on_or_after")),
        ("P3D", "", None),
        ("2021-02-30", "", None),
    ],
)
def test_periods(value: str, mod: str, expected: Period | None) -> None:
    assert period_of(value, mod) == expected
