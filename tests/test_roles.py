from __future__ import annotations

from pathlib import Path

import pytest
from case_files import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.reading.names import KnownNames, find_mentions
from builder.reading.roles import find_roles
from builder.reading.sentences import find_sentences
from builder.text import Span

CASES = Path(__file__).parent / "cases" / "roles.md"


@pytest.mark.parametrize(("text", "expected"), read_cases(CASES))
def test_case(text: str, expected: list[str]) -> None:
    sentences = find_sentences(text)
    roles = find_roles(text, sentences, find_mentions(text, sentences, KnownNames()))
    assert [f"{role.name}: {role.span.of(text)}" for role in roles] == expected


_WORDS = (
    "Maria Petrova , a the who heads is was spokesman envoy President of for Qatar’s minister said . “ ” ( ) and U.S. "
    "ministers co-chairs members NATO Gen. Director General"
)
_PIECES = st.sampled_from(_WORDS.split())


@given(st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=50).map(" ".join)))
@settings(max_examples=300, deadline=None)
def test_roles_are_in_bounds_and_ordered(text: str) -> None:
    for sentences in ((), find_sentences(text)):
        mentions = find_mentions(text, sentences, KnownNames())
        roles = find_roles(text, sentences, mentions)
        names = {mention.name for mention in mentions if mention.kind == "person"}
        assert list(roles) == sorted(roles, key=lambda role: (role.span, role.name))
        for role in roles:
            assert 0 <= role.span.start < role.span.end <= len(text)
            assert role.name in names


@pytest.mark.parametrize(
    "piece", ["Ana Levi, ", "ministers Ana Levi, ", "Ana Levi, co-chairs of ", "the chief of the ", "NATO’s Ana Levi "]
)
def test_hostile_text_is_read(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    sentences = (Span(0, len(text)),)
    for role in find_roles(text, sentences, find_mentions(text, sentences, KnownNames())):
        assert role.span.of(text).strip()
