"""Names in by-lines."""

from __future__ import annotations

import re

_AUTHORS = re.compile(r"\s*(?:;|,|\band\b|&|\|)\s*")
_BY = re.compile(r"by:?\s+", re.IGNORECASE)
_AT_A_PLACE = re.compile(r"\s+(?:in|at|for)\s+[A-Z].*\Z")


def split_authors(byline: str) -> list[str]:
    """The names in "By Jane Roe and John Doe in Oslo"."""
    line = _BY.sub("", " ".join(byline.split()), count=1)
    return [name for part in _AUTHORS.split(line) if (name := _AT_A_PLACE.sub("", part).strip(" .-–—"))]
