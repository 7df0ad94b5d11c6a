"""What a reader's browser is sent: how large pages are, and all that they load, from the files of a built site."""

from __future__ import annotations

import gzip
import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from statistics import median_low

LEVEL = 6
"""Of gzip, as servers have it."""
_LOADED = {"stylesheet", "icon", "preload", "modulepreload"}
_TEXT = {".html", ".css", ".js", ".json", ".svg", ".xml"}
_IN_STYLE = re.compile(r"""(?:@import\s*(?:url\()?|url\()\s*["']?([^"')\s]+)""")
_IN_SCRIPT = re.compile(r"""\b(?:import|export)\b\s*(?:[\w$*{}\s,]+?\bfrom\s*)?["'](\.{1,2}/[^"']+)["']""")


@dataclass(frozen=True, slots=True)
class Weight:
    """Of pages of one kind, in bytes."""

    kind: str
    pages: int
    median: int
    """HTML, not compressed."""
    largest: int
    visit: int
    """A first visit to the page of median size, compressed: its HTML and all that it names."""
    heaviest_visit: int
    """The same of the largest page."""


def weigh(site: Path) -> list[Weight]:
    """All pages first, then those of each kind."""
    kinds: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for page in sorted(site.rglob("*.html")):
        name = page.relative_to(site).as_posix()
        for kind in ("all pages", kind_of(name)):
            kinds[kind].append((page.stat().st_size, name))
    sent = _sizes_sent(site)
    return [_weigh(kind, sorted(pages), site, sent) for kind, pages in sorted(kinds.items(), key=_first)]


def _first(item: tuple[str, object]) -> tuple[bool, str]:
    return item[0] != "all pages", item[0]


def kind_of(name: str) -> str:
    """`actors/jane-doe/index.html` is a page of actors; what stands alone has its own name."""
    folder, *below = name.removesuffix("index.html").removesuffix(".html").strip("/").split("/")
    return folder + ("/…" if below else "/") if folder else "home"


def _weigh(kind: str, pages: list[tuple[int, str]], site: Path, sent: Callable[[str], int]) -> Weight:
    middle, largest = median_low(pages), pages[-1]
    visits = [sum(map(sent, {name, *loaded_by(site, name)})) for _, name in (middle, largest)]
    return Weight(kind, len(pages), middle[0], largest[0], *visits)


def _sizes_sent(site: Path) -> Callable[[str], int]:
    @cache
    def sent(name: str) -> int:
        data = (site / name).read_bytes()
        return len(gzip.compress(data, LEVEL)) if Path(name).suffix in _TEXT else len(data)

    return sent


def loaded_by(site: Path, page: str) -> set[str]:
    """Files of `site` that a page loads without being touched: styles, scripts, icons, and what these import.

    What a script fetches later, by a path that it makes itself, is not among them.
    """
    found: set[str] = set()
    ahead = [page]
    while ahead:
        name = ahead.pop()
        for way in _ways_in(name, (site / name).read_text(encoding="utf-8", errors="replace")):
            path = re.split(r"[?#]", way)[0]
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
            if path and ":" not in path and target not in found and (site / target).is_file():
                found.add(target)
                ahead.append(target)
    return found


def _ways_in(name: str, text: str) -> Iterator[str]:
    match Path(name).suffix:
        case ".html":
            parser = _Loads()
            parser.feed(text)
            yield from parser.ways
        case ".css":
            yield from _IN_STYLE.findall(text)
        case ".js":
            yield from _IN_SCRIPT.findall(text)


class _Loads(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ways: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "link" and _LOADED & set((attributes.get("rel") or "").split()):
            self.ways.append(attributes.get("href") or "")
        elif tag in ("script", "img"):
            self.ways.append(attributes.get("src") or "")
