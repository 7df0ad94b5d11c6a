"""Lines that hold nothing but when a page was published, or numbers that its programs put there."""

from __future__ import annotations

import re
from functools import cache

from builder.reading.words import load_set, load_words

LONGEST_STAMP = 120
"""Characters of a line that says when a page was published."""
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\b|\b\d{1,2} ?[ap]\.?m\b")
_COUNTER = re.compile(
    r"comments? ?\(\d+\)\Z|\d[\d,.]*k? (?:comments?|shares?|views?|likes?)\Z"  # "Comments (12)", "1.2K shares"
    r"|(?:list |photo |slide )?\d+ ?(?:of|/) ?\d+\Z"  # "list 1 of 4"
    r"|(?:\d{1,2}:\d{2}(?::\d{2})?\s*){1,4}\Z"  # a player's clock
    r"|(?:\d+p ?\|? ?)?\d+(?:\.\d+)? ?[kmg]b\Z|\d+ ?kbps\b"  # "240p | 5.2MB"
)


def is_counter(plain: str) -> bool:
    """Whether the line counts comments or pictures, or belongs to a player."""
    return _DIGIT.search(plain) is not None and _COUNTER.match(plain) is not None


def is_stamp(plain: str) -> bool:
    """Whether the line, in lower case, is a date and nothing else: "Sat, Sep 12, 2020 - 5:50 AM"."""
    if len(plain) > LONGEST_STAMP or not _DIGIT.search(plain):
        return False
    words = _WORD.findall(plain)
    return all(word in _stamp_words() or word in load_set("calendar_names") for word in words)


def is_dated_stamp(plain: str) -> bool:
    """Whether it is a date that names its month or weekday, or that says what it is."""
    words = _WORD.findall(plain)
    told = any(word in load_set("calendar_names") or _stamp_words().get(word) == "label" for word in words)
    return told and is_stamp(plain)


def is_sure_stamp(plain: str) -> bool:
    """Whether it can be nothing but when the page was published: it says so, or has a clock beside its date."""
    if not is_stamp(plain):
        return False
    words = _WORD.findall(plain)
    labelled = any(_stamp_words().get(word) == "label" for word in words)
    dated = len(_DIGIT.findall(plain)) > 4
    return labelled or (dated and _CLOCK.search(plain) is not None)


@cache
def _stamp_words() -> dict[str, str]:
    return {row[0]: row[1] for row in load_words("furniture_stamp_words")}
