"""Making contributors' text harmless in Markdown: whatever it holds, it is shown as it is written."""

from __future__ import annotations

import re

from markupsafe import Markup

_MARKUP = re.compile(r"[\\`*_\[\]<>&|~]")
_BLOCK_START = re.compile(r"^(#{1,6}(?=\s|$)|[-+=]|:)|^(\d{1,9})([.)])(?=\s|$)")
_ATTRIBUTE = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}


def escape_markdown(text: str) -> Markup:
    """`text` as one line of CommonMark that renders as exactly `text` (white space collapsed)."""
    line = " ".join(text.split())
    line = _MARKUP.sub(lambda match: "\\" + match[0], line)
    line = _BLOCK_START.sub(lambda m: "\\" + m[1] if m[1] else m[2] + "\\" + m[3], line)
    return Markup(line)


def escape_attribute(text: str) -> Markup:
    """`text` for use between the quotes of an attribute in a template's own HTML; on one line, as CommonMark needs it."""
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
