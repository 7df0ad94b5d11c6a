"""Events that an article tells twice: once is enough."""

from __future__ import annotations

import re

from builder.reading.events.event import Event

_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
"""Letters by which words are compared: "signed" and "signing", "talks" and "talk" are alike."""
_ALIKE = 3
"""Words in common by which two summaries tell of the same."""
_MONTH = len("2021-01")
_MOST = 12
"""Events of one month that a vaguer one is compared with."""


def without_repeats(events: list[Event], named: list[Event]) -> list[Event]:
    """`events` without those told in the same words of the same day, or told again with no more than the month.

    Of those that the text only `named`, the ones are added that no other event of their kind and day stands for.
    """
    kept = {(event.period.edtf, event.summary): event for event in reversed(events)}
    told = {(event.kind, event.period.edtf) for event in kept.values()}
    for event in named:
        if event.kind == "other" or (event.kind, event.period.edtf) not in told:
            kept[event.period.edtf, event.summary] = event
            told.add((event.kind, event.period.edtf))
    by_month: dict[str, list[set[str]]] = {e.period.edtf: [] for e in kept.values() if len(e.period.edtf) == _MONTH}
    for event in kept.values() if by_month else ():
        same = by_month.get(event.period.edtf[:_MONTH])
        if same is not None and len(event.period.edtf) > _MONTH and len(same) < _MOST:
            same.append(_stems(event.summary))
    return [event for event in kept.values() if not _is_told_to_the_day(event, by_month)]


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _LONG_WORD.findall(text.lower())}


def _is_told_to_the_day(event: Event, by_month: dict[str, list[set[str]]]) -> bool:
    precise = by_month.get(event.period.edtf)
    return precise is not None and any(len(_stems(event.summary) & stems) >= _ALIKE for stems in precise)
