"""Words that say what became of something planned."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from builder.archive.timeline.entry import Turn
from builder.reading.words import load_words
from builder.text import Span

_HANGS = re.compile(r"(?:that|which|planned|scheduled|expected|due|set|intended|supposed)\b")


def find_turn(prose: str, sentence: Span, clause: Span) -> Turn | None:
    """What a clause says became of what it tells; one that hangs on a noun leaves that to the sentence around it.

    Of "talks that were planned for May have not started", the date stands in the clause, and the rest behind it.
    """
    end = sentence.end if _HANGS.match(prose, clause.start) else clause.end
    found = _pattern().search(prose, clause.start, max(end, clause.end))
    if found is None:
        return None
    turn = _cues()[found[0].lower()]
    return "postponed" if turn == "moved" and found.start() >= clause.end else turn


@cache
def _cues() -> Mapping[str, Turn]:
    named: dict[str, Turn] = {"called off": "called off", "postponed": "postponed", "missed": "missed", "moved": "moved"}
    return {cue: named[turn] for turn, *cues in load_words("timeline_outcomes") for cue in cues}


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_cues(), key=lambda cue: (-len(cue), cue))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
