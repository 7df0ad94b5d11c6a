"""Sentences: cases in plain words, and what holds for any text."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.reading.sentences import LONGEST, find_sentences

CASES = Path(__file__).parent / "cases" / "sentences.md"


def _read_cases():
    text, expected, started = [], [], 0
    for number, line in enumerate([*CASES.read_text(encoding="utf-8").splitlines(), ">"], start=1):
        if line.startswith(">"):
            if expected:
                yield pytest.param("\n".join(text), expected, id=f"line {started}")
                text, expected = [], []
            started = started if text else number
            text.append(line[2:])
        elif line.startswith("- ") and text:
            expected.append(line[2:])


@pytest.mark.parametrize(("text", "expected"), list(_read_cases()))
def test_case(text, expected):
    found = [" ".join(sentence.of(text).split()) for sentence in find_sentences(text)]
    assert found == expected


PIECES = st.sampled_from(
    ["U.S. ", "Mr. ", "said. ", "“", "”", '"', "'", "…", "\n", "\n\n", "。", "؟", "a", "A", "- ", "4"]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES).map("".join))


@given(TEXTS)
def test_ordered_disjoint_trimmed_and_complete(text):
    sentences = find_sentences(text)
    assert all(0 <= sentence.start < sentence.end <= len(text) for sentence in sentences)
    assert all(before.end <= after.start for before, after in itertools.pairwise(sentences))
    assert all(sentence.of(text) == sentence.of(text).strip() for sentence in sentences)
    assert all("\n\n" not in sentence.of(text) for sentence in sentences)
    assert "".join("".join(sentence.of(text).split()) for sentence in sentences) == "".join(text.split())


@pytest.mark.parametrize("piece", ["word ", "x", "“", ". ", "a\n", "(\n", "“Why?” ", "A. "])
def test_hostile_text_stays_short(piece):
    text = piece * (200_000 // len(piece))
    sentences = find_sentences(text)
    assert all(sentence.end - sentence.start <= LONGEST for sentence in sentences)
