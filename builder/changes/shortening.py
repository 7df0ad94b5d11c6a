"""Long texts by their beginning, where a line is to say only which is meant."""

from __future__ import annotations

MENTION = 120
"""Characters of a text that a sentence names."""
_LEAD = 40
"""Characters that two texts have in common and that are still shown before they differ."""


def shorten(text: str, most: int) -> str:
    """`text`, or its beginning with "…", `most` characters at most."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip() + "…"


def contrast(one: str, other: str, most: int) -> tuple[str, str]:
    """Two texts by where they differ, each within `most` characters: what long ones begin with alike is left out."""
    shared = min(len(one), len(other))
    same = next((at for at in range(shared) if one[at] != other[at]), shared)
    if max(len(one), len(other)) <= most or same <= _LEAD:
        return shorten(one, most), shorten(other, most)
    # From a whole word on.
    start = one.rfind(" ", 0, same - _LEAD) + 1
    lead = "…" if start else ""
    return shorten(lead + one[start:], most), shorten(lead + other[start:], most)
