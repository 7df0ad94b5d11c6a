"""The words that tell a position, and what must stand behind them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from builder.reading.positions.position import PositionKind
from builder.reading.words import load_words

_KINDS: dict[str, PositionKind] = {
    "agreed": "agreed",
    "offered": "offered",
    "demanded": "demanded",
    "disputed": "disputed",
}
_NEXT_WITHIN = 4
"""Words within which the preposition of a verb comes: "agreed late on Monday to"."""
_THING_WITHIN = 10
"""Words within which the object of a verb comes: "signed in Geneva a four-page framework agreement"."""
_WORD = r"[^\W_][\w’'-]*"


@dataclass(frozen=True, slots=True)
class Cue:
    """`behind` matches right after the words of a cue; `state` cues tell how things stand, and need nobody who acts."""

    kind: PositionKind
    behind: re.Pattern[str]
    thing: bool
    state: bool


@cache
def cues() -> dict[str, Cue]:
    """By their words in lower case."""
    return {row[0]: _cue(row[1], row[2].split()) for row in load_words("position_cues")}


@cache
def word_class(name: str) -> frozenset[str]:
    """A class of words that matter around a cue."""
    return frozenset(next(row[1].split() for row in load_words("position_words") if row[0] == name))


@cache
def cue_pattern() -> re.Pattern[str]:
    """Any cue in running text; white space and apostrophes as they come.

    It opens with plain letters, and not with a word edge, because `re` then skips to them several times faster: whether
    a match begins a word is the caller's to check.
    """
    forms = [*cues(), *(form.capitalize() for form, cue in cues().items() if cue.state)]
    forms.sort(key=lambda form: (-len(form), form))
    written = (form.replace("'", "['’]").replace(" ", r"\s") for form in forms)
    return re.compile(r"(?:" + "|".join(written) + r")\b(?!-)")


def as_listed(words: str) -> str:
    """The words of a cue in a text as they stand in the list."""
    return " ".join(words.lower().split()).replace("’", "'")


def _cue(kind: str, needs: list[str]) -> Cue:
    state = needs[-1] == "state"
    frame, words = needs[0], needs[1 : len(needs) - state]
    if frame in ("next", "right"):
        between = _NEXT_WITHIN if frame == "next" else 0
        behind = rf"(?:\s+{_WORD}){{0,{between}}}?,?\s+(?:{'|'.join(words)})\b(?!\s+(?:is|are|was|were|by)\b)"
    elif frame == "thing":
        things = "|".join(map(re.escape, sorted(word_class(words[0]))))
        behind = rf"(?:,?\s+[“\"]?{_WORD}){{0,{_THING_WITHIN}}}?\s+[“\"]?(?:{things}|road map|joint statement)\b"
    else:
        behind = r"(?=[\s,.;:”\"]|\Z)"
    return Cue(_KINDS[kind], re.compile(behind), frame == "thing", state)
