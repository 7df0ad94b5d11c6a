"""A built site on a loopback port, the browser to look at it with, and one page of each kind."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

KINDS = (
    "home",
    "timeline",
    "rounds",
    "round",
    "round-read",
    "actors",
    "person",
    "group",
    "actor-read",
    "glossary",
    "term",
    "articles",
    "article",
    "about",
    "reading",
)


def chromium() -> str:
    return os.environ.get("CHROMIUM") or "/usr/bin/chromium"


class _Silent(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The address, with a slash at its end, under which the folder is served meanwhile."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(folder)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


def page_kinds(site: Path) -> dict[str, str]:
    """One page of each kind that a site has, by its path: the fullest of each, since names differ and may change.

    Where editors left none to the machine, one of theirs stands for what it read.
    """
    found = {
        "home": "index.html",
        "timeline": "timeline/index.html",
        "timeline-year": _fullest(site, "timeline/[0-9]*/index.html"),
        "announced": "timeline/announced/index.html",
        "rounds": "rounds/index.html",
        "round": _fullest(site, "rounds/*/index.html", edited=True),
        "round-read": _fullest(site, "rounds/*/index.html", edited=False) or _fullest(site, "rounds/*/index.html"),
        "actors": "actors/index.html",
        "person": _fullest(site, "actors/*/index.html", edited=True, kind="person"),
        "group": _fullest(site, "actors/*/index.html", edited=True, kind="group"),
        "actor-read": _fullest(site, "actors/*/index.html", edited=False) or _fullest(site, "actors/*/index.html"),
        "glossary": "glossary/index.html",
        "term": _fullest(site, "glossary/*/index.html"),
        "articles": "articles/index.html",
        "article": _fullest(site, "articles/*/index.html"),
        "about": "about/index.html",
        "reading": "about/reading/index.html",
    }
    return {kind: path.removesuffix("index.html") for kind, path in found.items() if path and (site / path).is_file()}


def _fullest(site: Path, pattern: str, *, edited: bool | None = None, kind: str = "") -> str | None:
    """The longest page, whose line under the heading calls it `kind`, and machine-read unless it is `edited`."""

    def fits(page: Path) -> bool:
        line = page.read_text("utf-8").partition('class="x-kicker"')[2].partition("</p>")[0]
        is_edited = '<span class="x-label">machine-read</span>' not in line
        return edited in (None, is_edited) and (not kind or f"<span>{kind}</span>" in line)

    pages = sorted(page for page in site.glob(pattern) if fits(page))
    best = max(pages, key=lambda page: page.stat().st_size, default=None)
    return best.relative_to(site).as_posix() if best else None
