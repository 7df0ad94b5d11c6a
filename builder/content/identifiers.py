"""Ids: what a name becomes in an address."""

from __future__ import annotations

import re

from anyascii import anyascii

MAX_LENGTH = 80
_APOSTROPHES = re.compile(r"['’ʼ`]")
_OTHERS = re.compile(r"[^a-z0-9]+")


def identifier_of(name: str) -> str:
    """Lower-case ASCII words joined by hyphens: "Stéphane Dujarric" -> stephane-dujarric, "طالبان" -> taliban's letters.

    Other scripts are transliterated readably; cut at a word within MAX_LENGTH. Empty when nothing can be pronounced.
    """
    words = _OTHERS.sub("-", anyascii(_APOSTROPHES.sub("", name)).lower()).strip("-")
    if len(words) <= MAX_LENGTH:
        return words
    return words[: MAX_LENGTH + 1].rpartition("-")[0] or words[:MAX_LENGTH]
