"""What kind of event words tell of."""

from __future__ import annotations

import re
from functools import cache

from builder.reading.clauses import forms_of
from builder.reading.words import load_words


@cache
def _kinds() -> dict[str, str]:
    kinds: dict[str, str] = {}
    for kind, *words in load_words("event_kinds"):
        for word in words:
            exact = word.endswith("=")
            inflected = forms_of(word) if not exact and " " not in word and "-" not in word else ()
            for form in (word.rstrip("="),) if exact else (word, word + "s", *sorted(inflected)):
                kinds.setdefault(form, kind)
    return kinds


_KIND_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def kind_of(text: str) -> str:
    """The kind that the first telling word, or pair of words, names."""
    kinds = _kinds()
    words = _KIND_WORD.findall(text.lower())
    for word, following in zip(words, [*words[1:], ""], strict=True):
        kind = kinds.get(f"{word} {following}") or kinds.get(word)
        if kind is not None:
            return kind
    return "other"
