"""Ids: what a name becomes in an address."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

MAX_LENGTH = 80
_APOSTROPHES = re.compile(r"['’ʼ`]")
# `index` is the page of a whole folder; the others are devices on Windows, where no folder can be called so.
_RESERVED = frozenset(
    ("index", "con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)))
)
_OTHERS = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=100_000)
def identifier_of(name: str) -> str:
    """Lower-case ASCII words joined by hyphens: "Stéphane Dujarric" -> stephane-dujarric.

    Other scripts are transliterated readably; cut at a word within MAX_LENGTH. Empty when nothing can be pronounced.
    """
    plain = _APOSTROPHES.sub("", name)
    words = _OTHERS.sub("-", (plain if plain.isascii() else anyascii(plain)).lower()).strip("-")
    if words in _RESERVED:
        return f"{words}-1"
    if len(words) <= MAX_LENGTH:
        return words
    return words[: MAX_LENGTH + 1].rpartition("-")[0] or words[:MAX_LENGTH]
