"""Words that say what became of something planned."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from builder.reading.forms import FormFinder
from builder.reading.words import load_words
from builder.text import Span

Turn = Literal["postponed", "missed", "called off", "moved"]
"""What one report says of a plan; "moved" where its own date is the new one."""

_TURNS: tuple[Turn, ...] = ("called off", "postponed", "missed", "moved")
_HANGS = re.compile(r"(?:that|which|planned|scheduled|expected|due|set|intended|supposed)\b")


def find_turn(prose: str, sentence: Span, clause: Span) -> Turn | None:
    """What a clause says became of what it tells; one that hangs on a noun leaves that to the sentence around it.

    Of "talks that were planned for May have not started", the date stands in the clause, and the rest behind it.
    """
    end = max(sentence.end, clause.end) if _HANGS.match(prose, clause.start) else clause.end
    found = _cues().find(prose[clause.start : end].lower())
    if not found:
        return None
    turn = next(turn for turn in _TURNS if turn == found[0].owner)
    return "postponed" if turn == "moved" and clause.start + found[0].span.start >= clause.end else turn


@cache
def _cues() -> FormFinder:
    return FormFinder({turn: cues for turn, *cues in load_words("timeline_outcomes")}, ignore_case=False)
