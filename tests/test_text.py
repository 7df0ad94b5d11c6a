from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from builder.text import Location, Span, blank, covering, locate, plain_spaces

_SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda ends: Span(*sorted(ends))))


def test_spans() -> None:
    assert Span(4, 9).of("The talks ended") == "talks"
    assert Span(0, 9).contains(Span(4, 9))
    assert not Span(4, 9).contains(Span(0, 9))
    assert Span(0, 5).overlaps(Span(4, 9))
    assert not Span(0, 4).overlaps(Span(4, 9))


def test_lines_and_columns_are_counted_from_one() -> None:
    text = "ab\n😀c\n"
    assert [locate(text, offset) for offset in (0, 2, 3, 4, 6)] == [
        Location(1, 1), Location(1, 3), Location(2, 1), Location(2, 2), Location(3, 1),
    ]  # fmt: skip


@given(st.text(max_size=30), _SPANS)
def test_blank(text: str, spans: list[Span]) -> None:
    inside = {offset for span in spans for offset in range(span.start, span.end)}
    expected = "".join(" " if at in inside and c != "\n" else c for at, c in enumerate(text))
    assert blank(text, spans)[: len(text)] == expected
    assert len(blank(text, [Span(s.start, min(s.end, len(text))) for s in spans if s.start < len(text)])) == len(text)


@given(st.lists(st.integers(0, 5), max_size=8), st.integers(0, 40))
def test_covering(lengths: list[int], offset: int) -> None:
    spans, at = [], 0
    for length in lengths:
        spans.append(Span(at + 1, at + 1 + length))
        at += 1 + length
    expected = next((span for span in spans if span.start <= offset < span.end), None)
    assert covering(tuple(spans), offset) == expected


@given(st.text(alphabet="a \n\r\t\u00a0\u2009\u2028\x85"))
def test_plain_spaces(text: str) -> None:
    plain = plain_spaces(text)
    assert len(plain) == len(text)
    assert set(plain) <= set("a \n")
    assert [c == "a" for c in plain] == [c == "a" for c in text]
    assert plain_spaces("a\r\nb\rc") == "a \nb\nc"
