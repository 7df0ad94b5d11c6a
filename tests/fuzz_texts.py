"""Texts that nobody means well: what a reader meets when somebody looks for a way to break it."""

from __future__ import annotations

from functools import cache
from itertools import chain
from pathlib import Path

from hypothesis import strategies as st

from builder.reading import words
from builder.reading.words import load_words

MARKS = (
    *"\"'“”‘’«»()[]{}<>.,;:!?…-–—_*`~#|/\\&%@=+^$§°\t\n",
    *("\n\n", " ", "  ", ". ", ", ", ".”", "’s ", "''", "--", "...", "\u00a0", "\u00ad", "\u200b", "\u200c", "\u200d"),
    *("\u061c", "\ufeff", "\u0301", "ß", "İ", "ﬁ", "ǅ", "é", "\u0627", "د", "中", "。", "🌊", "½", "٣"),
    *("> ", "- ", "1. ", "# ", "```\n", "    ", "|a|b|\n|-|-|\n", "![x](", "](y)", "[a]: b\n", "<!--", "-->", "<!["),
    *("<b>", "</b>", "<script>", "<a href='javascript:x'>", "https://e.example/?a=b&c", "a@b.example", "&amp;", "&#0;"),
)  # fmt: skip
SHAPES = (
    *"0 1 12 31 99 1999 2021 0000 9999 1,000 3.5 1/2 5/6/2021 2021-13-45 1990s 11th 10:35 99:99 17-18 $5 U.S.".split(),
    *("Ada Corti|Bruno Dahl|Skarra|Bergen|the Skarra Islands Council|the Deep Sea Crews (DSC)|DSC|Mr. Dahl".split("|")),
    *("said|told reporters that|“We go,” he said|according to|denied that|will meet|met|were postponed".split("|")),
    *("on 5 May 2021|last week|two days later|in May|on Monday|the day before|from 1 to 3 June".split("|")),
    *("the third round of talks|the talks in Bergen|a landing quota, or LQ,|is a|known as|the so-called".split("|")),
    *("Photo: |By |Read more: |© |BERGEN, May 5 (Courier) — |ALL IN CAPITALS".split("|")),
)


@cache
def _of_lists() -> tuple[str, ...]:
    """The first entries of every word list: what the readers' rules are made of."""
    lists = sorted(path.stem for path in Path(words.__path__[0], "en").glob("*.txt"))
    return tuple(dict.fromkeys(chain.from_iterable(row for name in lists for row in load_words(name)[:60])))


PIECES = st.one_of(st.sampled_from(SHAPES), st.sampled_from(MARKS), st.sampled_from(_of_lists()))
"""A word, mark or shape."""
TEXTS = st.one_of(
    st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES, max_size=40).map("".join), st.text(max_size=200)
)
UNITS = st.lists(PIECES, min_size=1, max_size=3).map(" ".join).filter(str.strip).map("{} ".format)
"""What is repeated, to see whether work grows with a text or faster."""
