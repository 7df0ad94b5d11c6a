"""The number that a report gives to a round: "the ninth round of talks", "round 7"."""

from __future__ import annotations

import re

from builder.reading.ordinals import ORDINALS

_CARDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER_OF = {word: number for words in (ORDINALS, _CARDINALS) for number, word in enumerate(words, 1)}
# A "second meeting" may be the second of anything; a "second round" is of the talks.
_COUNTED = re.compile(
    rf"\b(?:(?P<ordinal>{'|'.join(ORDINALS)})|(?P<digits>\d{{1,2}})(?:st|nd|rd|th))(?: [\w-]+){{0,2}} round\b"
    rf"|\bround (?:(?P<after>\d{{1,2}})|(?P<word>{'|'.join(_CARDINALS)}))\b",
    re.IGNORECASE,
)


def number_in(label: str) -> int | None:
    """The number in what an article calls a round; None where it gives none."""
    match = _COUNTED.search(label)
    if match is None:
        return None
    word = match["ordinal"] or match["word"]
    number = _NUMBER_OF[word.lower()] if word else int(match["digits"] or match["after"])
    return number or None
