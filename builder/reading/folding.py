"""When two written forms are one name: folding, and nothing cleverer."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

_WORD = re.compile(r"[a-z0-9]+")
_POSSESSIVE = re.compile(r"['’ʼ]s\b")


@lru_cache(maxsize=100_000)
def fold(name: str) -> str:
    """`name` without case, accents, punctuation and a leading article: "The U.S. Army" -> "us army"."""
    plain = _POSSESSIVE.sub("", name)
    ascii_name = (plain if plain.isascii() else anyascii(plain)).lower().replace(".", "").replace("'", "")
    words = _WORD.findall(ascii_name)
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)
