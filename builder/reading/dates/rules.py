"""What a date rule is: a pattern, and a reader that gives the matched words their TIMEX3 value."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from builder.period import Modifier
from builder.reading.dates.patterns import compile_pattern, needed_letters
from builder.reading.dates.tense import direction, grants_time, had, was_ahead
from builder.reading.dates.tokens import Tokens, lexicon

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Reading:
    """`skip` tokens at the start of the match are context, not part of the expression; below 0, as many before it
    are part of it."""

    type: TimexType
    value: str
    mod: Modifier = ""
    skip: int = 0
    aside: bool = False
    """Mentioned for comparison: what follows does not hang on it."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was read further up: the last calendar date, on which "that day" hangs, and the last quarter, with which
    "a year earlier" compares."""

    value: str
    quarter: str = ""
    last: int = 0
    """Its last token."""

    @property
    def year(self) -> int | None:
        """The year that it lies in, unless it is wider or vaguer than a year."""
        return int(self.value[:4]) if self.value[:4].isdigit() else None


@dataclass(frozen=True, slots=True)
class Matched:
    """A pattern's match, with what a reader needs to understand it."""

    tokens: Tokens
    groups: re.Match[str]
    shift: int
    """How far the tokens lie behind the letters that were matched."""
    published: date
    earlier: Earlier | None

    @property
    def first(self) -> int:
        return self.groups.start() + self.shift

    @property
    def last(self) -> int:
        return self.groups.end() + self.shift - 1

    def has(self, name: str) -> bool:
        return name in self.groups.re.groupindex and self.groups.start(name) >= 0

    def places(self, name: str) -> range:
        if not self.has(name):
            return range(0)
        return range(self.groups.start(name) + self.shift, self.groups.end(name) + self.shift)

    def word(self, name: str) -> str:
        """As written; empty when the pattern went without it."""
        return " ".join(self.tokens.words[at] for at in self.places(name))

    def meaning(self, name: str, *kinds: str) -> str:
        """The word list's value for the group's first word (of one of `kinds`)."""
        for at in self.places(name):
            if not kinds or self.tokens.kinds[at] in kinds:
                entry = lexicon().get(self.tokens.words[at])
                return entry.value if entry else ""
        return ""

    def before(self, steps: int = 1) -> str:
        """The word `steps` before the match, in small letters."""
        at = self.first - steps
        return self.tokens.words[at].lower() if at >= 0 else ""

    def after(self, steps: int = 1) -> str:
        at = self.last + steps
        return self.tokens.words[at].lower() if at < len(self.tokens.words) else ""

    def kind_after(self) -> str:
        return self.tokens.kinds[self.last + 1] if self.last + 1 < len(self.tokens.kinds) else ""

    def kind_before(self) -> str:
        return self.tokens.kinds[self.first - 1] if self.first > 0 else ""

    def direction(self, reach: int = 40) -> int:
        return direction(self.tokens, self.first, self.last, reach)

    def fronted(self) -> bool:
        """Whether the expression opens its sentence: "In March, ..."."""
        return self.first < 2 or self.tokens.kinds[self.first - 2] in ("stop", "break")

    def happened(self) -> bool:
        """Whether a past verb stands right before: "was held in Geneva on"."""
        near = self.tokens.words[max(0, self.first - 6) : self.first]
        return "to" not in near and "for" not in near and self.direction(6) < 0

    def had(self) -> bool:
        """Whether the verb before is a pluperfect: "had left by May"."""
        return had(self.tokens, self.first)

    def grants_time(self) -> bool:
        return grants_time(self.tokens, self.first)

    def was_ahead(self) -> bool:
        return was_ahead(self.tokens, self.first)


Reader = Callable[[Matched], Reading | None]


@dataclass(frozen=True, slots=True)
class Rule:
    pattern: re.Pattern[str]
    needs: tuple[frozenset[str], ...]
    read: Reader


def rule(pattern: str, read: Reader) -> Rule:
    return Rule(compile_pattern(pattern), needed_letters(pattern), read)
