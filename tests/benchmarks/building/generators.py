"""The generators that are compared: how each is set up, called and fed."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from building.costs import Cost, measure
from building.states import OURS, READY, States, as_it_is, synchronise

ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1700000000"}
"""The same day for all, lest a night makes two builds differ."""
MKDOCS = (sys.executable, "-m", "mkdocs")
HUGO = Path(__file__).parent / "hugo"
PORT = "{port}"

_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
_INDEX = re.compile(r"(\]\((?:[^()\s]*/)?)index\.md(?=[#)])")


@dataclass(frozen=True, slots=True)
class Generator:
    """`settings` are its files by name; `adapt` makes a ready-made page its own.

    `remembers`: a build takes up what the one before it did. `reads`: it is given articles, not pages.
    """

    name: str
    version: str
    remark: str
    settings: Mapping[str, str]
    source: str
    site: str
    build: tuple[str, ...]
    serve: tuple[str, ...]
    """With PORT where the port belongs."""
    remembers: bool = False
    reads: bool = False
    adapt: Callable[[str, str], tuple[str, str]] = as_it_is

    def set_up(self, folder: Path) -> None:
        """An empty folder with nothing in it but the settings."""
        shutil.rmtree(folder, ignore_errors=True)
        for name, text in self.settings.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")

    def take(self, states: States, state: str, folder: Path) -> None:
        given = states.content(state) if self.reads else states.pages(state)
        synchronise(given, folder / self.source, self.adapt)

    def cost(self, folder: Path, limit: float, processors: frozenset[int] | None = None) -> Cost:
        return measure(self.build, folder, limit=limit, environment=ENVIRONMENT, processors=processors)


def our_generators() -> tuple[Generator, Generator]:
    """Explainer, and the MkDocs with Material that it runs in, on ready-made pages."""
    material = f"{version('mkdocs')}, Material {version('mkdocs-material')}"
    build, serve = (*MKDOCS, "build", "--quiet"), (*MKDOCS, "serve", "--quiet", "--dev-addr", f"127.0.0.1:{PORT}")
    return (
        Generator(
            "Explainer",
            version("explainer-archive"),
            "reads the articles too",
            {"mkdocs.yml": OURS},
            "content",
            "site",
            build,
            serve,
            remembers=True,
            reads=True,
        ),
        Generator(
            "MkDocs",
            material,
            "pages ready-made; builds all again",
            {"mkdocs.yml": READY},
            "pages",
            "site",
            build,
            serve,
        ),
    )


def zensical(program: Path, number: str) -> Generator:
    return Generator(
        "Zensical",
        number,
        "pages ready-made",
        {"mkdocs.yml": READY},
        "pages",
        "site",
        (str(program), "build"),
        (str(program), "serve", "--dev-addr", f"127.0.0.1:{PORT}"),
        remembers=True,
    )


def hugo(program: Path, number: str) -> Generator:
    """With a theme of a few lines: what Hugo does, not what a theme for it would."""
    settings = {
        path.relative_to(HUGO).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(HUGO.rglob("*"))
        if path.is_file()
    }
    return Generator(
        "Hugo",
        number,
        "pages ready-made; builds all again; a bare theme, in which links in the pages’ own HTML stay as they are, "
        "the search has its texts but no script",
        settings,
        "content",
        "public",
        (str(program), "--quiet"),
        (str(program), "server", "--quiet", "--bind", "127.0.0.1", "--port", PORT),
        adapt=as_hugo,
    )


def as_hugo(name: str, text: str) -> tuple[str, str]:
    """A page as Hugo wants it: sections are called `_index.md`, and the title stands in front matter."""
    title = _TITLE.search(text)
    front = json.dumps({"title": title[1] if title else name}, ensure_ascii=False)
    path = Path(name)
    renamed = path.with_name("_index.md") if path.name == "index.md" else path
    return renamed.as_posix(), f"{front}\n{_INDEX.sub(_section, text)}"


def _section(link: re.Match[str]) -> str:
    return f"{link[1]}_index.md"
