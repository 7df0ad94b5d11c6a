"""The same archive in three states: at first, after an edit to one article, and with one new article as well.

Each state is a folder with the content that we build from, and one with the pages ready-made, which is what other
generators are given: a change reaches them as the pages that it changes.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from press import write_press

from building.costs import measure

STATES = ("first", "edited", "added")
EXPLAINER = (sys.executable, "-c", "from builder.cli import main; main()")
LIMIT = 4 * 3600.0
"""Seconds after which a program is given up."""

_PUBLISHED = re.compile(r"^published: *(\d{4}-\d{2}-\d{2})", re.MULTILINE)

SETTINGS = """\
site_name: Harbour talks
site_url: https://example.org/
docs_dir: {source}
theme:
  name: material
  font: false
  features: [navigation.tabs, navigation.top, search.highlight, search.suggest, toc.follow]
"""
OURS = SETTINGS.format(source="content") + "plugins: [search, {explainer: {topic: the harbour talks}}]\n"
READY = (
    SETTINGS.format(source="pages")
    + """\
plugins: [search]
markdown_extensions: [toc, tables]
nav:
  - Home: index.md
  - Timeline: timeline/index.md
  - Rounds: rounds/index.md
  - Actors: actors/index.md
  - Glossary: glossary/index.md
  - Articles: articles/index.md
  - About: about.md
not_in_nav: "*"
"""
)


@dataclass(frozen=True, slots=True)
class States:
    """Where they are: `content/first`, `pages/first` and so on below `folder`; `edited` is the article's id."""

    folder: Path
    edited: str

    def content(self, state: str) -> Path:
        return self.folder / "content" / state

    def pages(self, state: str) -> Path:
        return self.folder / "pages" / state


def write_states(articles: int, folder: Path, program: Path | None) -> States:
    """Three archives of so many articles. `program`, called with a number and a folder, writes them; or we do.

    What was written before and is whole is taken as it is.
    """
    done = folder / "edited.txt"
    if not done.is_file():
        shutil.rmtree(folder, ignore_errors=True)
        done.parent.mkdir(parents=True)
        edited = _write_contents(articles, folder / "content", program)
        for state in STATES:
            _write_pages(folder, state)
        done.write_text(edited, encoding="utf-8")
    return States(folder, done.read_text(encoding="utf-8"))


def _write_contents(articles: int, folder: Path, program: Path | None) -> str:
    folder.mkdir()
    first, edited, added = (folder / state for state in STATES)
    if program is None:
        write_press(articles + 1, folder / "press")
        (folder / "press" / "content").rename(added)
        (folder / "press").rmdir()
    else:
        measure((sys.executable, str(program.resolve()), str(articles + 1), str(added)), folder.parent, limit=LIMIT)
        (added / "index.md").unlink(missing_ok=True)  # our pages have one
    files = articles_of(added)
    shutil.copytree(added, first)
    (first / files[-1].relative_to(added)).unlink()
    # In the middle of the years, with a paragraph that another article has, and the people in it.
    changed, other = files[len(files) // 2], files[len(files) // 3]
    changed.write_text(insert(changed.read_text(encoding="utf-8"), body_of(other)[-2]), encoding="utf-8")
    shutil.copytree(added, edited)
    (edited / files[-1].relative_to(added)).unlink()
    return changed.stem


def articles_of(content: Path) -> list[Path]:
    """By day: their names begin with it."""
    return sorted((content / "articles").rglob("*.md"), key=lambda path: path.name)


def body_of(article: Path) -> list[str]:
    """The paragraphs below the front matter."""
    return article.read_text(encoding="utf-8").split("\n---\n", 1)[1].strip().split("\n\n")


def day_of(article: Path) -> str:
    """The day of publication in its front matter."""
    found = _PUBLISHED.search(article.read_text(encoding="utf-8"))
    if found is None:
        raise ValueError(f"{article} does not say when it was published")
    return found[1]


def insert(article: str, paragraph: str) -> str:
    """An article's file with one paragraph more in the midst of its text."""
    head, body = article.split("\n---\n", 1)
    paragraphs = body.strip().split("\n\n")
    middle = len(paragraphs) // 2
    return f"{head}\n---\n\n" + "\n\n".join([*paragraphs[:middle], paragraph, *paragraphs[middle:]]) + "\n"


def _write_pages(folder: Path, state: str) -> None:
    """In an archive of its own, whose cache goes from state to state: what this takes is not measured."""
    workshop = folder / "workshop"
    synchronise(folder / "content" / state, workshop / "content")
    (workshop / "mkdocs.yml").write_text(OURS, encoding="utf-8")
    pages = (folder / "pages" / state).resolve()
    measure((*EXPLAINER, "render", "--all", str(pages)), workshop, limit=LIMIT)


def as_it_is(name: str, text: str) -> tuple[str, str]:
    return name, text


def synchronise(source: Path, target: Path, adapt: Callable[[str, str], tuple[str, str]] = as_it_is) -> None:
    """Give `target` the files of `source`, each as `adapt` makes it; those that are the same stay untouched."""
    kept = set()
    for path in sorted(source.rglob("*")):
        if path.is_file():
            name, text = adapt(path.relative_to(source).as_posix(), path.read_text(encoding="utf-8"))
            file = target / name
            kept.add(file)
            if not file.is_file() or file.read_text(encoding="utf-8") != text:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
    for file in target.rglob("*"):
        if file.is_file() and file not in kept:
            file.unlink()
