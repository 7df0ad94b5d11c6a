"""Terms: cases in plain words, and what holds for any text."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_events import TEXTS, read_cases

from builder.reading.sentences import find_sentences
from builder.reading.terms import find_terms

CASES = Path(__file__).parent / "cases" / "terms.md"


@pytest.mark.parametrize(("published", "text", "expected"), list(read_cases(CASES)))
def test_case(published, text, expected):
    found = find_terms(text, find_sentences(text), ())
    assert [f"{t.term} = {t.definition.of(text)}" if t.definition else t.term for t in found] == expected


PIECES = st.sampled_from(
    [
        "the so-called ",
        "“",
        "”",
        "(",
        ")",
        "ABC ",
        "peace ",
        "council ",
        "Peace Council of Oslo",
        ", a ",
        ", or ",
        "Under the ",
        "known as ",
        ". ",
    ]
)


@settings(deadline=None)
@given(st.one_of(TEXTS, st.lists(PIECES, max_size=30).map("".join)))
def test_spans_in_bounds(text):
    for term in find_terms(text, find_sentences(text), ()):
        assert 0 <= term.span.start < term.span.end <= len(text)
        assert term.term
        assert term.definition is None or 0 <= term.definition.start < term.definition.end <= len(text)


@pytest.mark.parametrize(
    "piece", ["A (AA) ", "known as ", ", a deal,", "the so-called ", "“a” deal ", "Peace Council of "]
)
def test_hostile_text_is_read(piece):
    text = piece * (40_000 // len(piece))
    sentences = find_sentences(text)
    for found in find_terms(text, sentences, ()):
        assert found.span.of(text).strip()
