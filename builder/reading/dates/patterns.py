"""Patterns over classes of tokens, written as a linguist says them: "weekday comma? month day (comma? year)?".

Every class of token is one letter of a shadow text, so that a pattern is a regular expression over that text and
one letter of it is one token. A name in a pattern is a class of token or one of the PHRASES below; each becomes a group
under its name (`month_2` for a second one), by which a rule gets at its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from builder.reading.dates.tokens import OTHER, lexicon

_NAME = re.compile(r"[a-z_]+(?:_\d)?")

# Classes that come from a token's shape rather than from the word list.
_SHAPED = (
    OTHER, "break", "possessive", "hyphen", "dash", "mark", "closed", "year", "day", "figure", "iso_date", "slashed",
    "clock_time", "decimal", "decade", "decade_short", "ordinal_number", "days", "numbers", "fraction",
    "fiscal_year", "apostrophe",
)  # fmt: skip

_INTEGER = "(?:day|figure|year)"
_SPELLED = (
    "(?:tens (?:hyphen? (?:one|digit))?|teen|digit|one)"
    "(?: hyphen? hundred (?:and? tens (?:hyphen? (?:one|digit))?)?)?(?: thousand)?"
)

_WHICH = "(?:last|past|previous|next|coming|following|current|latest)"
# "nineteen ninety-seven", "two thousand nine"
_SAID_CENTURY = "teen hyphen? (?:hundred|tens(?: hyphen? (?:one|digit))?|teen)"
_SAID_MILLENNIUM = "digit thousand(?: (?:and )?(?:teen|digit|one|tens(?: hyphen? (?:one|digit))?))?"

PHRASES: dict[str, str] = {
    "name_of_month": "(?:month|month_short stop?)",
    "name_of_weekday": "weekday",
    "any_weekday": "(?:weekday|weekday_short stop?)",
    "that_year": "(?:of )?(?:that|the same) unit",
    "military": "(?:figure|year)",
    "number": "(?:day|ordinal_number|ordinal|second|tens hyphen? ordinal)",
    "day_number": "(?:day|ordinal_number)",
    "which": "(?:(?:this |the )?(?:last|next|past|coming|previous|following)|this)",
    "edge_of": "(?:(?:the )?(?:early|late|mid) hyphen?|(?:the )?(?:edge|mid) of(?: the)?)",
    "the_year": "the unit",
    "said": f"(?:{_SAID_CENTURY}|{_SAID_MILLENNIUM})",
    "rank": "(?:ordinal|ordinal_number|second)",
    "one_unit": "(?:unit|second)",
    "any_unit": "(?:unit|units|second|fortnight)",
    "integer": _INTEGER,
    "spelled": f"(?:{_SPELLED}|(?:a )?hundred)",
    "count": f"(?:{_INTEGER}|decimal|{_SPELLED}|a hundred|hundred)",
    "vague_count": "(?:few|(?:a )?couple(?: of)?|a few|(?:a )?dozen)",
    "spelled_year": "teen hyphen? (?:hundred|tens(?: hyphen? (?:one|digit))?|teen)",
    "part_of_day": "part",
    "owner": "(?:the|its)",
    "clock_hour": "(?:clock_time|day)",
    "which_unit": f"(?:(?:the )?{_WHICH}|this(?: past| coming)?) (?:fiscal )?(?:unit|weekend)",
    "next_or_before": "(?:next|following|previous)",
    "recency": "(?:(?:the )?(?:recent|coming|past|next|last))",
    "at_clock": "(?:at|by|from|until|since|about)",
    "degree": "(?:(?:more|less|no more|no less|no less) than|at (?:least|most)|about|up to)",
}


@cache
def _letters() -> dict[str, str]:
    kinds = dict.fromkeys((*_SHAPED, *(word.kind for word in lexicon().values())))
    # Letters that mean nothing in a regular expression.
    return {kind: chr(0x4E00 + number) for number, kind in enumerate(kinds)}


def shadow(kinds: Iterable[str]) -> str:
    """The text over which patterns are matched: one letter for each token."""
    letters = _letters()
    return "".join([letters[kind] for kind in kinds])


_NEVER_INSIDE = frozenset({OTHER, "break", "mark", "closed"})
# Every pattern holds one of these.
_CORE = frozenset(
    [
        "month",
        "month_short",
        "weekday",
        "weekdays",
        "season",
        "unit",
        "units",
        "weekend",
        "fortnight",
        "part",
        "parts",
        "noon",
        "today",
        "tonight",
        "year",
        "iso_date",
        "slashed",
        "clock_time",
        "decade",
        "decade_short",
        "fiscal_year",
        "numbers",
        "ampm",
        "oclock",
        "nineties",
        "present",
        "recently",
        "soon",
        "future",
        "now",
        "recent",
        "current",
        "past",
        "often",
        "holiday",
        "thanksgiving",
        "easter",
        "q",
        "term",
        "span",
        "half",
        "teen",
        "thousand",
        "second",
        "zone",
        "lasting",
        "day",
        "ordinal_number",
    ]
)


@cache
def _stretch() -> tuple[re.Pattern[str], re.Pattern[str]]:
    letters = _letters()
    outside = "".join(letters[kind] for kind in sorted(_NEVER_INSIDE))
    core = "".join(letters[kind] for kind in sorted(_CORE))
    return re.compile(f"[^{outside}]+"), re.compile(f"[{core}]")


def date_like(letters: str) -> tuple[str, list[int]]:
    """Of a shadow text only the stretches in which a pattern can match, kept apart by letters that no pattern names;
    and for each letter its place in the whole. Most of a text falls away, and with it most of the work."""
    stretch, core = _stretch()
    apart = _letters()[OTHER]
    pieces: list[str] = []
    places: list[int] = []
    for match in stretch.finditer(letters):
        if core.search(letters, match.start(), match.end()):
            pieces.append(match[0])
            places.extend(range(match.start(), match.end() + 1))
    return apart.join(pieces) + apart, places


def _plain(text: str) -> str:
    """`text` with every name in it replaced by its letter or its phrase."""
    return _NAME.sub(lambda match: _expand(match[0]), text).replace(" ", "")


def _expand(name: str) -> str:
    return _plain(PHRASES[name]) if name in PHRASES else _letters()[name]


_LABEL = re.compile(r"[a-z_]+(?:_?\d)?")


def _named(label: str) -> str:
    """The class or phrase that a label stands for: "month" for "month_2"."""
    return label[:-2] if label[-2:-1] == "_" and label[-1].isdigit() else label


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """The regular expression over the shadow text. Raises KeyError for an unknown name."""
    labels: set[str] = set()

    def group(match: re.Match[str]) -> str:
        label = match[0]
        expanded = _expand(_named(label))
        if label in labels:  # only a name's first place is asked for
            return f"(?:{expanded})"
        labels.add(label)
        return f"(?P<{label}>{expanded})"

    return re.compile(_LABEL.sub(group, pattern.replace("(", "(?:")).replace(" ", ""))


_ITEM = re.compile(r"(\([^()]*(?:\([^()]*\)[^()]*)*\)|[a-z_]+(?:_?\d)?)(\??)")


def needed_letters(pattern: str) -> tuple[frozenset[str], ...]:
    """For each part that the pattern cannot go without, the letters of which it takes one: a text that lacks them all
    need not be searched."""
    least = _letters()[OTHER]
    needs = [
        frozenset(letter for label in _LABEL.findall(item) for letter in _expand(_named(label)) if letter >= least)
        for item, optional in _ITEM.findall(pattern)
        if not optional
    ]
    return tuple(sorted(needs, key=len))
