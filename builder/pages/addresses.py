"""Where things live on the site."""

from __future__ import annotations

import posixpath
from functools import lru_cache

HOME = "index.md"
TIMELINE = "timeline/index.md"
ANNOUNCED = "timeline/announced.md"
ROUNDS = "rounds/index.md"
ACTORS = "actors/index.md"
GLOSSARY = "glossary/index.md"
ARTICLES = "articles/index.md"
ABOUT = "about.md"
READING = "about/reading.md"
SPEED = "about/speed.md"
BY_DATE = "by-date"
"""Where the further pages of a list stand: beside the pages of its things, and none of those has pages there."""


def stretch_uri(key: str) -> str:
    """A page of the timeline: "2021" for a year, "2021-03" for a month, "" for the first."""
    return f"timeline/{key}.md" if key else TIMELINE


def actor_uri(identifier: str) -> str:
    return f"actors/{identifier}.md"


def round_uri(identifier: str) -> str:
    return f"rounds/{identifier}.md"


def term_uri(identifier: str) -> str:
    return f"glossary/{identifier}.md"


def chapter_uri(subject: str, key: str) -> str:
    """A further page about what the page `subject` is about, or of the list that it is: of the year "2021", say."""
    stem = subject.removesuffix(".md")
    return f"{stem.removesuffix('index')}{BY_DATE}/{key}.md" if stem.endswith("/index") else f"{stem}/{key}.md"


def article_uri(identifier: str) -> str:
    return f"articles/{identifier}.md"


def host_of(address: str) -> str:
    """What a source elsewhere is called in few words: its site."""
    return address.split("/")[2].removeprefix("www.")


def relative(target: str, base: str) -> str:
    """The path that leads from the page `base` to the page `target`, as CommonMark links between files have it."""
    # A large site has millions of links, and `posixpath.relpath` asks for the working directory at each.
    way, folder = target.split("/"), base.split("/")[:-1]
    common = next((at for at, (one, other) in enumerate(zip(way[:-1], folder, strict=False)) if one != other), None)
    if common is None:
        common = min(len(way) - 1, len(folder))
    return "/".join([*[".."] * (len(folder) - common), *way[common:]])


@lru_cache(maxsize=100_000)
def served_path(uri: str, *, directory_urls: bool) -> str:
    """The path under the site's root at which a page is served: `actors/jane-doe/` or `actors/jane-doe.html`."""
    stem = uri.removesuffix(".md")
    if posixpath.basename(stem) == "index":
        stem = posixpath.dirname(stem)
        if directory_urls:
            return f"{stem}/" if stem else ""
        return posixpath.join(stem, "index.html")
    return f"{stem}/" if directory_urls else f"{stem}.html"
