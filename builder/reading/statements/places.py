"""Where it is, what a statement tells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from builder.reading.names import Mention
from builder.reading.words import load_words
from builder.text import Span

_AT_PLACE = re.compile(
    # Not "to reunite Cyprus", nor where somebody else is "based in".
    r"(?<!based )(?<!stationed )(?<!deployed )(?<!born )\b(?:[Ii]n|[Aa]t|[Nn]ear|into|[Oo]utside|around)"
    r"(?: the)?(?: [a-z]+)?(?:(?: [a-z]+)? (?:village|town|city|resort|port|island|suburb) of)? $"
    r"|\bto(?: the(?: [a-z]+)?)? $|\bcapital,? (?:of )?$"
)
_CAPITAL = re.compile(r"\b((?:[A-Z][\w.]* )?[A-Z][\w.]*) capital\b(?!,? [A-Z])")
_RULERS = re.compile(r"(?i)\b(?:government|administration|ministry)$")


@cache
def _capitals() -> dict[str, str]:
    return {row[0]: row[1] for row in load_words("event_capitals")}


def place_of(prose: str, inside: Iterable[Mention], spans: Iterable[Span]) -> str | None:
    """Where it is: a city that a preposition leads to, "the ... capital" as its name, a state when there is no more."""
    led = [
        mention
        for mention in inside
        if mention.kind in ("place", "state")
        and not _RULERS.search(mention.name)
        and prose[mention.span.end : mention.span.end + 2] not in ("'s", "’s")
        and _AT_PLACE.search(prose[max(0, mention.span.start - 40) : mention.span.start])
    ]
    city = next((mention.name for mention in led if mention.kind == "place"), None)
    if city is not None:
        return city
    for span in spans:
        for match in _CAPITAL.finditer(prose, span.start, span.end):
            capital = _capitals().get(match[1]) or _capitals().get(match[1].split(" ")[-1])
            if capital is not None:
                return capital
    return next((mention.name for mention in led if mention.kind == "state"), None)
