"""What contributors meant by what they wrote: days, lines of metadata, pieces of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.content.meant_dates import meant_days
from builder.content.nearest import nearest_piece
from builder.content.yaml_mending import mend_line
from builder.content.yaml_nodes import YamlError, _reads, parse_yaml, plain


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("January 10, 2023", "2023-01-10"),
        ("Jan. 10 2023", "2023-01-10"),
        ("10 January 2023", "2023-01-10"),
        ("10th Sept 2023", "2023-09-10"),
        ("10-Jan-2023", "2023-01-10"),
        ("2023/1/5", "2023-01-05"),
        ("2023-1-5", "2023-01-05"),
        ("“2023-01-05”", "2023-01-05"),
        ("13.1.2023", "2023-01-13"),
        ("1/13/2023", "2023-01-13"),
        ("31/2/2023", None),
        ("Marchetti 10, 2023", None),
        ("May 2023", None),
        ("0/13/2023", None),
        ("", None),
    ],
)
def test_meant_day(text: str, day: str | None) -> None:
    assert meant_days(text) == ((day,) if day else ())


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("10/1/2023", ("2023-01-10", "2023-10-01")),
        ("08.06.2023", ("2023-06-08", "2023-08-06")),
        ("5/5/2023", ("2023-05-05",)),
        ("29/2/2023", ()),
        ("13/14/2023", ()),
    ],
)
def test_a_day_in_numbers_can_be_two(text: str, days: tuple[str, ...]) -> None:
    assert meant_days(text) == days


@given(st.dates(), st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y/%m/%d", "%d %b %Y"]))
def test_a_day_with_its_month_s_name_is_that_day(day: object, form: str) -> None:
    written = day.strftime(form.replace("%Y", f"{day.year:04d}"))  # type: ignore[attr-defined]
    assert meant_days(written) == (day.isoformat(),)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "at", "line"),
    [
        ("title: Cod: a war", 0, 'title: "Cod: a war"'),
        ('title: "No" to cod', 0, "title: '\"No\" to cod'"),
        ("title: 'a\nurl: b", 0, 'title: "a"'),
        ("a: b\n\tc: d", 1, None),
        ("a: [b", 0, None),
        ("title: “Cod: a war”", 0, 'title: "Cod: a war"'),
        ("title: “Cod”: “a war”", 0, 'title: "“Cod”: “a war”"'),
        ("- x: @y", 0, '- x: "@y"'),
        ("x" * 301 + ": a: b", 0, None),
        ("a: b: c\n" + "#" * 20_000, 0, None),
        ("", 0, None),
        ("a: b: c", 7, None),
    ],
)
def test_mend_line(text: str, at: int, line: str | None) -> None:
    assert mend_line(text, at, _reads) == line


@given(st.text(alphabet="ab: '\"-[#&@\t\\", min_size=1, max_size=20))
def test_what_is_to_be_written_can_be_read(value: str) -> None:
    """And holds the very words, where nothing but quotation marks was missing."""
    text = f"title: {value}\nurl: x"
    try:
        parse_yaml(text)
    except YamlError as error:
        _, told, line = error.hint.partition("Write the line so: ")
        if told and error.location.line == 1:
            mended = plain(parse_yaml(f"{line}\nurl: x"))
            assert isinstance(mended, dict)
            assert mended["url"] == "x"


@pytest.mark.parametrize(
    ("piece", "near"),
    [
        ("on Tuseday", "on Tuesday"),
        ("the  Islands' council", "the islands’ council"),
        ("ended", None),
        ("Olav Brandt", None),
        ("", None),
        ("x" * 201, None),
    ],
)
def test_nearest_piece(piece: str, near: str | None) -> None:
    text = "The talks failed on Tuesday.\nIn Bergen the islands’ council, said to be tired, went home."
    assert nearest_piece(piece, text) == near


def test_a_long_text_is_not_searched_to_its_end() -> None:
    assert nearest_piece("on Tuseday", "word " * 6000 + "\non Tuesday") is None
