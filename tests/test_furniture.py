"""Page furniture: cases in plain words, and what holds for any text."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.reading.furniture import find_furniture, recurring_lines

CASES = Path(__file__).parent / "cases" / "furniture.md"


def _read_cases():
    text, expected, given_words, started = [], [], {}, 0
    for number, line in enumerate([*CASES.read_text(encoding="utf-8").splitlines(), "##"], start=1):
        key, colon, value = line.partition(": ")
        begins = line.startswith(("##", ">")) or (colon and key in ("title", "publisher"))
        if begins and expected:
            yield pytest.param("\n".join(text), given_words, expected, id=f"line {started}")
            text, expected, given_words = [], [], {}
        if line.startswith(">"):
            started = started if text else number
            text.append(line[2:])
        elif colon and key in ("title", "publisher"):
            given_words = {**given_words, key: value}
        elif line.startswith("- ") and text:
            expected.append(line[2:])


@pytest.mark.parametrize(("text", "words", "expected"), list(_read_cases()))
def test_case(text, words, expected):
    pieces = find_furniture(text, **words)
    found = [f"{piece.span.of(text)} = {piece.reason}".replace("\n", " / ") for piece in pieces]
    assert (found or ["nothing"]) == expected


REPORTS = [
    "The envoys met on Friday for the first time in a month.\n\nA truce held in the north, the mediators said.",
    "Dockers walked out on Monday.\n\nThe port stood still, and the ships waited outside the harbour.",
    "The minister resigned on Sunday after a week of protests.\n\nNobody was named to follow her in office.",
]
AROUND = "The Example covers the region like nobody else.\nLatest in Harbour News\n{}\nBack to the harbour desk"


def test_what_an_outlet_says_around_every_article_is_furniture():
    pages = [AROUND.format(report) for report in REPORTS]
    recurring = recurring_lines(pages)
    for page, report in zip(pages, REPORTS, strict=True):
        found = find_furniture(page, publisher="The Example", recurring=recurring)
        kept = page
        for piece in reversed(found):
            kept = kept[: piece.span.start] + kept[piece.span.end :]
        assert kept.strip() == report


def test_versions_of_one_report_leave_the_report_alone():
    versions = [REPORTS[0] + "\n" + more for more in ("", "Update at noon", "Update at night", "Last update")]
    assert recurring_lines(versions) == frozenset()


def test_background_that_agencies_repeat_is_no_furniture():
    background = "The war has cost thousands of lives since 2015."
    pages = [f"{report}\n\n{background}" for report in REPORTS]
    recurring = recurring_lines(pages)
    assert recurring
    assert not [piece for page in pages for piece in find_furniture(page, publisher="The Example", recurring=recurring)]


LINES = st.sampled_from(
    [
        "Read more",
        "By Ana Levi",
        "---",
        "title: x",
        "Advertisement",
        "Chip maker warns investors",
        "A long sentence ends here.",
        "cut off in the middle of a sentence that has many words…",
        "Image caption Envoys",
        "(AP Photo/A B)",
        "",
        "Follow us on:",
        "An envoy (left) greets the mediator in the old town hall",
        "FILE - An envoy waves.",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(LINES).map("\n".join))


@given(TEXTS, TEXTS, TEXTS, st.lists(TEXTS))
def test_in_bounds_ordered_and_disjoint(text, title, publisher, others):
    recurring = recurring_lines([text, *others])
    spans = [piece.span for piece in find_furniture(text, title=title, publisher=publisher, recurring=recurring)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(before.end <= after.start for before, after in itertools.pairwise(spans))


@pytest.mark.parametrize(
    "piece", ["a\n", "Read more\n", "[a](b)", "(", "Abc def ghi 12:00\n", "Image caption ", "By A "]
)
def test_hostile_text_is_read(piece):
    text = piece * (20_000 // len(piece))
    for furniture in find_furniture(text, title="a", publisher="b"):
        assert 0 <= furniture.span.start < furniture.span.end <= len(text)
