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
    """One page of each kind, by its path. Those that only the machine has read are looked up: names may change."""
    return {
        "home": "",
        "timeline": "timeline/",
        "timeline-year": "timeline/2020/",
        "announced": "timeline/announced/",
        "rounds": "rounds/",
        "round": "rounds/intra-afghan-talks-doha-2021-07/",
        "round-read": _machine_read(site, "rounds"),
        "actors": "actors/",
        "person": "actors/ashraf-ghani/",
        "group": "actors/taliban/",
        "actor-read": _machine_read(site, "actors"),
        "glossary": "glossary/",
        "term": "glossary/doha-agreement/",
        "articles": "articles/",
        "article": "articles/2021-06-26-urdupoint-ambassador-accuses-taliban/",
        "about": "about/",
        "reading": "about/reading/",
    }


def _machine_read(site: Path, folder: str) -> str:
    """The longest of a folder's pages whose line under the heading calls it machine-read, if editors left one so."""
    pages = sorted((site / folder).glob("*/index.html"))
    read = [
        page
        for page in pages
        if '<span class="x-label">machine-read</span>' in page.read_text("utf-8").partition('class="x-kicker"')[2][:600]
    ]
    best = max(read or pages, key=lambda page: page.stat().st_size)
    return f"{best.parent.relative_to(site).as_posix()}/"
