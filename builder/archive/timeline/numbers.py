"""Numbers in the clause of a report: how many of what, told so that those of two reports can be compared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from builder.reading.events.senses import stem
from builder.reading.words import load_words

Manner = Literal["exact", "about", "least", "most"]

_ROUNDED = 0.1
"""Part by which a number that is only "about" may differ from another."""
_FARTHEST = 3.0
"""Of numbers that differ by more than this factor, one counts something else."""
_BEYOND = 0.5
"""Part by which what is "at least" or "up to" a number may exceed, or fall short of, it and still be the same."""
_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = dict(
    zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True)
)
_VALUES = {word: value for value, word in enumerate(_UNITS)} | _TENS | {"dozen": 12}
_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
    "m": 1_000_000,
}
_TIMES = frozenset(
    ("hour", "day", "night", "week", "month", "year", "decade", "minute", "second", "time", "percentage")
)
_WORDED = "|".join(sorted(_VALUES, key=len, reverse=True))
_NUMBER = re.compile(
    r"(?<![\w.,-])(?P<money>(?:US|C|A)?[$€£]\s?)?"
    rf"(?P<value>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?:{_WORDED})(?:[- ](?:{_WORDED}))?)"
    rf"(?P<scale>[ -](?:hundred|thousand|million|billion)|(?:bn|m)\b)?"
    r"(?P<percent>\s?%|[ -]per ?cent\b)?(?![\w%]|[.,]\d|-year)",
    re.IGNORECASE,
)
_MONEY_WORD = re.compile(r"\s(?:(?:US|American) )?(dollars?|euros?|pounds?)\b", re.IGNORECASE)
_FOLLOWING = re.compile(r"\s+((?:[A-Za-z'’-]+\s+){0,3}[A-Za-z'’-]+)")
_STOPS = frozenset(
    [
        "of",
        "in",
        "on",
        "at",
        "to",
        "from",
        "by",
        "with",
        "and",
        "or",
        "for",
        "that",
        "who",
        "which",
        "were",
        "was",
        "are",
        "is",
        "had",
        "have",
        "has",
        "per",
        "a",
        "an",
        "the",
        "as",
    ]
)
_DEEDS = (
    ("kill", re.compile(r"\b(?:kill|dead|death|died?\b|li(?:fe|ves)\b|fatalit)", re.IGNORECASE)),
    ("wound", re.compile(r"\b(?:wound|injur|hurt)", re.IGNORECASE)),
)
_AUXILIARIES = re.compile(r"\s+(?:(?:were|was|are|is|had|have|has|been|being|reported|dead)\s+)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """So many of something: `counted` says of what, "people: kill" where it matters what became of them.

    `shown` is as it stands in the text, with its noun: "about 12,000 workers".
    """

    counted: str
    value: float
    manner: Manner
    shown: str

    def agrees_with(self, other: Amount) -> bool:
        """Whether both can be one number: "about 12,000" and 12,300, "at least ten" and 11."""
        return self.value == other.value or self._admits(other) or other._admits(self)

    def differs_from(self, other: Amount) -> bool:
        """Whether both count the same thing, and cannot be one number."""
        low, high = sorted((self.value, other.value))
        return self.counted == other.counted and high <= low * _FARTHEST and not self.agrees_with(other)

    def _admits(self, other: Amount) -> bool:
        low, high = {
            "exact": (self.value, self.value),
            "about": (self.value * (1 - _ROUNDED), self.value * (1 + _ROUNDED)),
            "least": (self.value, self.value * (1 + _BEYOND)),
            "most": (self.value * (1 - _BEYOND), self.value),
        }[self.manner]
        return low <= other.value <= high


@lru_cache(maxsize=100_000)
def find_amounts(text: str) -> Mapping[str, Amount]:
    """By what is counted, the amounts of a clause; not what it counts twice: "5,000 of one, 1,000 of the other"."""
    found: dict[str, list[Amount]] = {}
    for match in _NUMBER.finditer(text):
        amount = _read(text, match)
        if amount is not None:
            found.setdefault(amount.counted, []).append(amount)
    return {counted: amounts[0] for counted, amounts in found.items() if len({a.value for a in amounts}) == 1}


def _read(text: str, match: re.Match[str]) -> Amount | None:
    value = _value(match)
    if value is None:
        return None
    manner, start = _manner(text, match.start())
    if match["percent"]:
        noun = _noun(text, match.end(), counted_only=False)
        return Amount(f"percent {noun[0] if noun else ''}".strip(), value, manner, text[start : match.end()])
    if match["money"]:
        return Amount(f"money {match['money'].strip()[-1]}", value, manner, text[start : match.end()])
    money = _MONEY_WORD.match(text, match.end())
    if money:
        sign = {"d": "$", "e": "€", "p": "£"}[money[1][0].lower()]
        return Amount(f"money {sign}", value, manner, text[start : money.end()])
    noun = _noun(text, match.end(), counted_only=match["value"].isalpha())
    if noun is None:
        return None
    counted, end = noun
    return Amount(f"{counted}: {deed}" if (deed := _deed(text, match.start(), end)) else counted, value, manner,
                  " ".join(text[start:end].split()))  # fmt: skip


def _value(match: re.Match[str]) -> float | None:
    written = match["value"].lower()
    scale = _SCALES[match["scale"].strip(" -").lower()] if match["scale"] else 1
    if written[0].isdigit():
        value = float(written.replace(",", "")) * scale
        # A bare year is no number of things.
        return None if written.isdigit() and len(written) == 4 and 1900 <= value <= 2100 and scale == 1 else value
    parts = [_VALUES[part] for part in re.split(r"[- ]", written)]
    if len(parts) == 2 and not (parts[0] >= 20 and parts[1] < 10):
        return None
    return float(sum(parts) * scale)


def _manner(text: str, start: int) -> tuple[Manner, int]:
    """How a number at `start` is meant, and where the words that say so begin."""
    before = text[:start].rstrip()
    for manner, form in _manners():
        at = len(before) - len(form)
        if before.lower().endswith(form) and (at == 0 or not before[at - 1].isalnum()):
            return manner, at
    return "exact", start


def _noun(text: str, end: int, *, counted_only: bool) -> tuple[str, int] | None:
    """What is counted behind a number, and where its noun ends; times are no things."""
    following = _FOLLOWING.match(text, end)
    if following is None:
        return None
    for word in re.finditer(r"[A-Za-z'’-]+", following[1]):
        if word[0].lower() in _STOPS:
            return None
        root = stem(word[0].lower())
        if word[0].lower().rstrip("s") in _TIMES:
            return None
        at = following.start(1) + word.end()
        if root in _nouns():
            return _nouns()[root], at
        if not counted_only and word[0].islower() and word[0].endswith("s") and len(word[0]) > 3:
            return root, at
    return None


def _deed(text: str, start: int, end: int) -> str:
    """What became of those counted: "16 people were killed", "wounded 16 people"."""
    after = next((deed for deed, pattern in _DEEDS if pattern.match(text, _past_auxiliaries(text, end))), "")
    before = [
        (word.start(), deed) for deed, pattern in _DEEDS for word in pattern.finditer(text, max(0, start - 60), start)
    ]
    return after or max(before, default=(0, ""))[1]


def _past_auxiliaries(text: str, at: int) -> int:
    following = _AUXILIARIES.match(text, at)
    return following.end() if following else at


@cache
def _nouns() -> dict[str, str]:
    return {
        stem(form): counted
        for counted, *forms in reversed(load_words("timeline_counted"))
        for form in forms
        if " " not in form
    }


@cache
def _manners() -> tuple[tuple[Manner, str], ...]:
    manners: dict[str, Manner] = {"about": "about", "least": "least", "most": "most"}
    rows = [(manners[manner], form) for manner, *forms in load_words("timeline_amounts") for form in forms]
    return tuple(sorted(rows, key=lambda row: (-len(row[1]), row[1])))
