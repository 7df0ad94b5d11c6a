"""What an entry says when the article's own words may not be shown: a plain phrase made of its parts.

No word of the source is repeated: only what kind of thing it was, between whom, where.
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.reading.ordinals import ORDINALS

_PHRASES = {
    "agreement": ("Agreement", "between", "by"),
    "appointment": ("Appointment", "involving", "of"),
    "attack": ("Attack or fighting", "involving", "involving"),
    "ceasefire": ("Ceasefire", "between", "involving"),
    "deadline": ("Deadline", "for", "for"),
    "election": ("Election", "involving", "involving"),
    "labour": ("Industrial action", "involving", "involving"),
    "prisoners": ("Release or exchange of prisoners", "between", "involving"),
    "sanctions": ("Sanctions or trade measures", "between", "involving"),
    "statement": ("Statement", "naming", "naming"),
    "talks": ("Talks", "between", "with"),
    "visit": ("Visit or journey", "involving", "by"),
    "withdrawal": ("Withdrawal of forces", "involving", "involving"),
}
_OTHER = ("Report", "naming", "naming")
_ABROAD = frozenset({"withdrawal"})


def kind_word(kind: str) -> str:
    """What a kind of event is called in a list of kinds."""
    return _PHRASES[kind][0] if kind in _PHRASES else kind.capitalize()


def compose_phrase(kind: str, names: Sequence[str], place: str | None) -> str:
    """`kind` of an event, the names of those in it and its place: "Talks between A and B in C."."""
    what, between, by = _PHRASES.get(kind, _OTHER)
    if not names and not place and what == _OTHER[0]:
        return "A dated statement; the original has its words."
    phrase = what
    if names:
        phrase += f" {between if len(names) > 1 else by} {enumerate_names(names)}"
    if place and place not in names:
        phrase += f" {'from' if kind in _ABROAD else 'in'} {place}"
    return phrase + "."


def enumerate_names(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"; nothing for nobody."""
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else "".join(names)


_IN_WORDS = 12
"""Up to which number an ordinal is written out."""
_TEENS = range(11, 14)


def ordinal(number: int) -> str:
    """ "ninth"; beyond the twelfth in figures: "21st"."""
    if number <= _IN_WORDS:
        return ORDINALS[number - 1]
    ending = "th" if number % 100 in _TEENS else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
