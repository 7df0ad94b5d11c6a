"""Quotes: cases in plain words, and what holds for any text."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.reading.names import Mention
from builder.reading.quotes.reader import find_quotes
from builder.reading.roles import find_roles
from builder.reading.sentences import find_sentences
from builder.text import Span

CASES = Path(__file__).parent / "cases" / "quotes.md"


def _read_cases():
    text, expected, people, started = [], [], {}, 0
    for number, line in enumerate([*CASES.read_text(encoding="utf-8").splitlines(), ">"], start=1):
        if line.startswith(">"):
            if expected:
                yield pytest.param("\n".join(text), people, expected, id=f"line {started}")
                text, expected = [], []
            started = started if text else number
            text.append(line[2:])
        elif line.startswith("people: "):
            names = [entry.split(", ") for entry in line.removeprefix("people: ").split("; ")]
            people = {form: forms[0] for forms in names for form in forms}
        elif line.startswith("- ") and text:
            expected.append(line[2:])


def _mentions(text, people):
    forms = "|".join(sorted(map(re.escape, people), key=len, reverse=True))
    found = re.finditer(rf"\b(?:{forms})\b", text)
    return tuple(Mention(Span(*match.span()), people[match[0]], "person") for match in found)


@pytest.mark.parametrize(("text", "people", "expected"), list(_read_cases()))
def test_case(text, people, expected):
    sentences, mentions = find_sentences(text), _mentions(text, people)
    quotes = find_quotes(text, sentences, mentions, find_roles(text, sentences, mentions))
    found = [f"{quote.speaker} | {quote.kind} | {quote.cue} | {quote.span.of(text)}" for quote in quotes]
    assert ([line.replace("\n", " / ") for line in found] or ["nothing"]) == expected


PIECES = st.sampled_from(
    [
        "Ana Levi ",
        "she ",
        "said ",
        "told reporters ",
        "that ",
        "the talks ",
        "ended",
        ". ",
        ", ",
        ": ",
        "“",
        "”",
        '"',
        "'",
        "''",
        "« ",
        "»",
        "\n",
        "\n\n",
        "according to ",
        "adding ",
        "and ",
        "a spokesman for ",
        "who ",
        "— ",
        "(",
        ") ",
        "@levi ",
        "called ",
        "on Friday ",
        "to ",
        "in ",
        "reports ",
        "However, ",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join))


@given(TEXTS)
def test_in_bounds_and_ordered(text):
    quotes = find_quotes(text, find_sentences(text), _mentions(text, {"Ana Levi": "Ana Levi"}))
    assert all(0 <= quote.span.start < quote.span.end <= len(text) for quote in quotes)
    assert [quote.span for quote in quotes] == sorted(quote.span for quote in quotes)
    for quote in quotes:
        place = quote.speaker_span
        assert place is None or 0 <= place.start < place.end <= len(text)


HOSTILE = [
    '"',
    "“",
    "'",
    ' "a',
    "said ",
    ", he said",
    "“A,” he said. ",
    "\n\n“A",
    "a of ",
    "according to ",
    "Ali, a b, ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_is_read(piece):
    text = piece * (20_000 // len(piece))
    sentences = find_sentences(text)
    for quote in find_quotes(text, sentences, ()):
        assert 0 <= quote.span.start < quote.span.end <= len(text)
