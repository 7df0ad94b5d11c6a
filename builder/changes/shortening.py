"""Long texts by their beginning, where a line is to say only which is meant."""

from __future__ import annotations

MENTION = 120
"""Characters of a text that a sentence names."""


def shorten(text: str, most: int) -> str:
    """`text`, or its beginning with "…", `most` characters at most."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip() + "…"
