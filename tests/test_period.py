from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.period import Period, day, parse_period, say


@pytest.mark.parametrize(
    ("edtf", "first", "last", "mod", "said"),
    [
        ("2021", "2021-01-01", "2021-12-31", "", "2021"),
        ("2021-02", "2021-02-01", "2021-02-28", "", "February 2021"),
        ("2020-02-29", "2020-02-29", "2020-02-29", "", "29 February 2020"),
        ("2021-01~", "2021-01-01", "2021-01-31", "approx", "about January 2021"),
        ("2021-01?", "2021-01-01", "2021-01-31", "", "January 2021"),
        ("2021-21", "2021-03-01", "2021-05-31", "", "spring 2021"),
        ("2019-24", "2019-12-01", "2020-02-29", "", "winter 2019"),
        ("2021-07-17/2021-07-18", "2021-07-17", "2021-07-18", "", "17–18 July 2021"),
        ("2021-07-17/2021-07-17", "2021-07-17", "2021-07-17", "", "17 July 2021"),
        ("2021-07-30/2021-08-02", "2021-07-30", "2021-08-02", "", "30 July – 2 August 2021"),
        ("2020-12-30/2021-01-02", "2020-12-30", "2021-01-02", "", "30 December 2020 – 2 January 2021"),
        ("2020-05/2020-07", "2020-05-01", "2020-07-31", "", "May – July 2020"),
        ("2019/2021-05", "2019-01-01", "2021-05-31", "", "2019 – May 2021"),
        ("2021-05~/2021-06", "2021-05-01", "2021-06-30", "approx", "about May – June 2021"),
    ],
)
def test_periods(edtf: str, first: str, last: str, mod: str, said: str) -> None:
    period = parse_period(edtf)
    assert (period.edtf, str(period.first), str(period.last), period.mod) == (edtf, first, last, mod)
    assert say(period) == said


@pytest.mark.parametrize("edtf", ["../2021-05", "/2021-05"])
def test_open_beginning(edtf: str) -> None:
    assert parse_period(edtf) == Period("2021-05", None, date(2021, 5, 31), "on_or_before")
    assert say(parse_period(edtf)) == "by May 2021"


@pytest.mark.parametrize("edtf", ["2021-05/..", "2021-05/"])
def test_open_end(edtf: str) -> None:
    assert parse_period(edtf) == Period("2021-05", date(2021, 5, 1), None, "on_or_after")
    assert say(parse_period(edtf)) == "from May 2021"


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2021-06-31", "June 2021 has 30 days"),
        ("2021-02-29", "February 2021 has 28 days"),
        ("2021-13", "no month 13"),
        ("2021-00", "no month 0"),
        ("2021-24-01", "no month 24"),
        ("0000", "no year 0"),
        ("2021-1-5", "is not a date"),
        ("٢٠٢١", "is not a date"),
        ("", "is not a date"),
        ("last spring", "is not a date"),
        ("../..", "neither a beginning nor an end"),
        ("2021/2020", "ends before it begins"),
        ("2021/2022/2023", "is not a date"),
        ("9999-24", "out of range"),
    ],
)
def test_what_is_no_period(edtf: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse_period(edtf)


@given(st.text(alphabet="0123456789-/.~?%", max_size=24))
def test_anything_is_a_period_or_refused(text: str) -> None:
    try:
        period = parse_period(text)
    except ValueError as error:
        assert str(error)  # noqa: PT017 - either way is good
        return
    assert say(period)
    if period.first and period.last:
        assert period.first <= period.last


@given(st.dates(), st.dates())
def test_order_and_overlap(one: date, other: date) -> None:
    first, second = day(one), day(other)
    assert (first.sort_key < second.sort_key) == (one < other)
    assert first.overlaps(second) == (one == other)
    assert parse_period(one.isoformat()) == first
    start, end = sorted((one, other))
    assert parse_period(f"{start}/{end}").overlaps(first)
    assert parse_period(f"{start}/..").overlaps(second)
