"""Events: cases in plain words, and what holds for any text."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.reading.dates import find_dates
from builder.reading.events import SUMMARY_LENGTH, find_events
from builder.reading.names import KnownNames, find_mentions
from builder.reading.sentences import find_sentences

CASES = Path(__file__).parent / "cases" / "events.md"


def read_events(text, published):
    sentences = find_sentences(text)
    dates = find_dates(text, sentences, published)
    mentions = find_mentions(text, sentences, KnownNames())
    return find_events(text, sentences, dates, mentions, (), published=published)


def read_cases(path):
    published, text, expected, started = date(2022, 3, 9), "", [], 0
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), ">"], start=1):
        if line.startswith("published: "):
            published = date.fromisoformat(line.removeprefix("published: "))
        elif line.startswith(">"):
            if expected:
                yield pytest.param(published, text, [] if expected == ["nothing"] else expected, id=f"line {started}")
            text, expected, started = line[2:], [], number
        elif line.startswith("- ") and text:
            expected.append(line[2:])


@pytest.mark.parametrize(("published", "text", "expected"), list(read_cases(CASES)))
def test_case(published, text, expected):
    events = read_events(text, published)
    assert [f"{e.period.edtf} {e.status} {e.kind}: {e.summary}" for e in events] == expected


def test_who_and_where():
    text = "Envoys of Norway and Chile signed the pact in Oslo on Monday."
    (event,) = read_events(text, date(2022, 3, 9))
    assert event.actors == ("Norway", "Chile")
    assert event.place == "Oslo"


WORDS = (
    "on Monday |in May 2021 |said |that |the talks |which |and |after |will |signed |in Oslo |, |“|”|(|)|— |. |\n\n|İ"
    "|they |the 2015 deal |January 3-5 |I "
)
PIECES = st.sampled_from(WORDS.split("|"))
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join))


@settings(deadline=None)
@given(TEXTS)
def test_spans_in_bounds_and_summaries_short(text):
    for event in read_events(text, date(2022, 3, 9)):
        assert 0 <= event.span.start < event.span.end <= len(text)
        assert 0 < len(event.summary) <= SUMMARY_LENGTH + 80
        assert event.summary == event.summary.strip()
        assert "\n" not in event.summary


@pytest.mark.parametrize(
    "piece", ["talks on Monday and ", "said that on Friday ", "(in May ", "A met B in 2001. ", "who on Monday "]
)
def test_hostile_text_is_read(piece):
    text = piece * (40_000 // len(piece))
    sentences = find_sentences(text)
    dates = find_dates(text, sentences, date(2022, 3, 9))
    for event in find_events(text, sentences, dates, (), (), published=date(2021, 7, 18)):
        assert 0 <= event.span.start < event.span.end <= len(text)
