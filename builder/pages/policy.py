"""The second fence: a Content-Security-Policy, with which a browser runs and loads what the theme wrote, and no more.

Should anything that a contributor wrote ever reach a page as markup, it still does nothing there. What may run is
therefore worked out from the theme's own parts alone, rendered without any page's content, never from finished pages:
those would vouch for whatever had slipped into them.

W3C, Content Security Policy Level 3: https://www.w3.org/TR/CSP3/
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from html.parser import HTMLParser
from urllib.parse import urlsplit

from markupsafe import Markup

Sources = Mapping[str, tuple[str, ...]]
"""What each directive allows, in the standard's words: an origin, `'self'`, a script's hash."""

Additions = tuple[tuple[str, tuple[str, ...]], ...]
"""The same, as pairs."""

NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'"
"""The policy of a page that needs neither script nor style."""

_PAGES: Sources = {
    "default-src": (),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),  # the theme's style sheet holds its icons as data
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    "worker-src": ("'self'",),
    "object-src": (),
    "base-uri": (),
    "form-action": ("'self'",),
}
_GOOGLE_ANALYTICS: Sources = {
    "script-src": ("https://www.googletagmanager.com",),
    "connect-src": (
        "https://www.googletagmanager.com",
        "https://*.google-analytics.com",
        "https://*.analytics.google.com",
    ),
    "img-src": ("https://www.googletagmanager.com", "https://*.google-analytics.com"),
}
_BROUGHT_BY = {
    ("script", "src"): ("script-src", "connect-src"),  # whoever counts visitors also reports them
    ("stylesheet", "href"): ("style-src", "font-src", "img-src"),
    ("preconnect", "href"): ("font-src",),
    ("icon", "href"): ("img-src",),
    ("img", "src"): ("img-src",),
}
_NONE = ("'none'",)
_HASHES = re.compile(rb"(?: 'sha256-[A-Za-z0-9+/]{43}=')+")


@lru_cache(maxsize=256)
def page_policy(written: str, *, analytics: str | None = None, added: Additions = ()) -> Markup:
    """The policy of a page, for use between an attribute's double quotes.

    `written` is the HTML that the theme and its maintainer put around every page's content, with nothing of that in it;
    `added` is what the maintainer allows besides, by directive; `analytics` the theme's setting of that name.
    """
    parts = _Parts()
    parts.feed(written)
    parts.close()
    policy = {directive: dict.fromkeys(sources) for directive, sources in _PAGES.items()}
    google = _GOOGLE_ANALYTICS.items() if analytics == "google" else ()
    for directive, sources in (*parts.found, *google, *added):
        policy.setdefault(directive, {}).update(dict.fromkeys(sources))
    text = "; ".join(" ".join((directive, *(sources or _NONE))) for directive, sources in policy.items())
    return Markup(text.replace("&", "&amp;").replace('"', "&quot;"))


def served_policy(html: bytes) -> bytes:
    """`html`, as long as before, in which all inline scripts may run: `mkdocs serve` adds one, each time another."""
    return _HASHES.sub(lambda hashes: b" 'unsafe-inline'".ljust(len(hashes[0])), html, count=1)


class _Parts(HTMLParser):
    """What pieces of HTML bring along: hashes of inline scripts and styles, origins of what they load."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self._inline: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        for role in (tag, *given.get("rel", "").lower().split()):
            for name in ("src", "href"):
                origin = _origin(given.get(name, ""))
                if origin:
                    self.found.extend((directive, (origin,)) for directive in _BROUGHT_BY.get((role, name), ()))
        if tag in ("script", "style") and "src" not in given:
            self._inline = tag, []

    def handle_data(self, data: str) -> None:
        if self._inline:
            self._inline[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if self._inline and tag == self._inline[0]:
            digest = b64encode(sha256("".join(self._inline[1]).encode()).digest()).decode()
            self.found.append((f"{tag}-src", (f"'sha256-{digest}'",)))
            self._inline = None


def _origin(address: str) -> str | None:
    """`https://host` of an address elsewhere; None for one of this site."""
    try:
        scheme, host, *_ = urlsplit(address)
    except ValueError:
        return None
    return f"{scheme or 'https'}://{host}" if host and scheme in ("", "http", "https") else None
