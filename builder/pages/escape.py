"""Making contributors' text harmless in Markdown: whatever it holds, it is shown as it is written."""

from __future__ import annotations

import re
from html import escape

from markupsafe import Markup

_MARKUP = re.compile(r"[\\`*_\[\]<>&|~]")
_SPACE = re.compile(r"\s+")
_BLOCK_START = re.compile(r"^( ?)(?:(#{1,6}(?=\s|$)|[-+=]|:)|(\d{1,9})([.)])(?=\s|$))")
_PLAIN = re.compile(r"(?! ?[-+=:#\d])(?:[^\s\\`*_\[\]<>&|~]| (?!\s))*")
"""Text in which nothing needs an escape: most of it, and all of it is looked at."""
_RUNS = re.compile(r"\W*(?:java|vb|live)?script\s*:|\W*(?:data|mocha)\s*:", re.IGNORECASE)
_ATTRIBUTE = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}


def escape_markdown(text: str) -> Markup:
    """`text` as CommonMark that renders as exactly `text`: on one line, runs of white space collapsed to a space."""
    if _PLAIN.fullmatch(text):
        return Markup(text)
    line = _MARKUP.sub(lambda match: "\\" + match[0], _SPACE.sub(" ", text))
    line = _BLOCK_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", line)
    return Markup(line)


def escape_attribute(text: str) -> Markup:
    """`text` for use between the quotes of an attribute in a template's own HTML; on one line, as CommonMark needs."""
    line = " ".join(text.split())
    # Inline HTML in CommonMark is not searched for markup, so HTML's escapes are all that is needed.
    return Markup("".join(_ATTRIBUTE.get(c, c) for c in line))


def escape_destination(url: str) -> Markup:
    """A link's destination: nothing in it can end it early or begin another."""
    safe = "".join(
        c
        if c.isascii() and (c.isalnum() or c in "-._~:/?#@!$&*+,;=%")
        else "".join(f"%{byte:02X}" for byte in c.encode())
        for c in url
    )
    return Markup(safe.replace("&", "&amp;").replace("*", "%2A"))


def escape_description(text: str) -> str:
    """A page's description for the head of its HTML: none where it begins as an address that a browser would run.

    Nothing follows a description today; what reads pages' heads is not ours to know.
    """
    return "" if _RUNS.match(text) else escape(" ".join(text.split()))
