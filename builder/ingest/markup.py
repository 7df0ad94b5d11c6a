"""Whether a text is a web page: asked before what reads pages, which is slow to load, is loaded."""

from __future__ import annotations

import re

_HTML = re.compile(
    r"(?:\s|<!--.{0,2000}?-->)*(?:<\?xml[^>]{0,200}\?>\s*)?<(?:!doctype\s+html|html|head|body|title|meta)\b",
    re.IGNORECASE | re.DOTALL,
)


def looks_like_html(text: str) -> bool:
    return _HTML.match(text[:4000]) is not None
