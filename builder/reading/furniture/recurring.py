"""Lines that recur in other articles of the same outlet: what its pages say around every article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from builder.reading.furniture.lines import Line, find_lines
from builder.text import without_case

# In how many articles a line must stand: two may be two versions of one report.
_ARTICLES = 3
_LONGEST = 80
# An article of whose sentences more than this share, in characters, was read before is another version of one report.
_COPIED_SHARE = 0.5
# The outlet speaks of itself, or to its reader.
_ADDRESS = re.compile(r"\b(?:you|your|we|us|our)\b")


def recurring_lines(texts: Iterable[str]) -> frozenset[str]:
    """The lines that recur in the `texts` of one outlet, as `mark_recurring` wants them.

    Versions of one report share most of their lines, which are the report's: they count as one article.
    """
    seen: Counter[str] = Counter()
    for text in texts:
        lines = find_lines(text)
        sentences = {line.plain for line in lines if line.ended}
        copied = sum(len(sentence) for sentence in sentences if sentence in seen)
        if not sentences or copied <= sum(map(len, sentences)) * _COPIED_SHARE:
            seen.update({line.plain for line in lines if line.plain and line.words <= _LONGEST})
    return frozenset(line for line, articles in seen.items() if articles >= _ARTICLES)


def recurring_within(text: str, recurring: frozenset[str]) -> frozenset[str]:
    """Those of the lines that could stand in `text`, whatever reading makes of its letter case and spaces."""
    if not recurring:
        return recurring
    run = _run_on(text)
    return frozenset(line for line in recurring if _run_on_line(line) in run)


@lru_cache(maxsize=10_000)
def _run_on_line(line: str) -> str:
    """The same lines are looked for in every article of their outlet."""
    return _run_on(line)


def _run_on(text: str) -> str:
    return " ".join(without_case(text).replace("’", "'").split())


def mark_recurring(lines: Sequence[Line], reasons: list[str | None], recurring: frozenset[str], publisher: str) -> None:
    """A sentence that recurs may be background that agencies repeat: it must speak of the outlet or to the reader."""
    for at, line in enumerate(lines):
        if reasons[at] is None and line.plain in recurring:
            addressed = _ADDRESS.search(line.plain) and not line.text.startswith(("“", '"', "‘", "'", "«"))
            if not line.ended or addressed or (publisher and publisher.lower() in line.plain):
                reasons[at] = "recurring"
