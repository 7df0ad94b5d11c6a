"""Imports follow the data: a room may import from the rooms before it, never from those after it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

BUILDER = Path(__file__).parent.parent / "builder"

# In the order of the data. Rooms beside each other may not import each other, except the ground that all stand on.
COMMON = ("text", "period", "problems", "settings", "progress", "workers")
ROOMS = (
    COMMON,
    ("content",),
    ("reading",),
    ("archive",),
    ("pages",),
    ("changes",),
    ("cache", "revisions"),
    (
        "audit",
        "cluster",
        "reviewing",
        "site",
        "configuration",
        "links",
        "replacing",
        "starting",
        "terminal",
        "checking",
    ),
    ("run", "ingest"),
    ("finishing",),
    ("serving",),
    ("plugin", "commands"),
    ("cli",),
)
LEVEL = {room: level for level, rooms in enumerate(ROOMS) for room in rooms}

# Libraries that only these rooms may touch.
HOSTS = {
    "mkdocs": ("finishing", "serving", "plugin"),
    "click": ("commands", "cli"),
    "distributed": ("cluster",),
    "rich": ("terminal", "commands"),
    # The network is asked for links, and for nothing else.
    "socket": ("links",),
    "ssl": ("links",),
    "http": ("links",),
}

MODULES = {
    ".".join(path.relative_to(BUILDER.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(BUILDER.rglob("*.py"))
}


def find_imports(module: str, source: str) -> Iterator[tuple[int, str]]:
    """Line and full name of everything imported, wherever the statement stands."""
    package = module if MODULES.get(module, Path()).name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            origin = ".".join([*above, *filter(None, [node.module])])
            # `from builder import x` imports the room x; `from builder.x import y` the room x too.
            yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)


def find_room(module: str) -> str | None:
    """The part after `builder.`; None for the package itself."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else None


def find_violations(module: str, source: str) -> Iterator[str]:
    own = find_room(module)
    for line, name in find_imports(module, source):
        library = name.split(".")[0]
        if own not in HOSTS.get(library, (own,)):
            yield f"{module}:{line} imports {library}: only {' and '.join(HOSTS[library])} may"
        room = find_room(name) if library == "builder" else None
        if room is None or room == own or room.startswith("__"):
            continue
        if own is None:
            yield f"{module}:{line} imports {name}: the package itself imports none of its rooms"
        elif room not in LEVEL:
            yield f"{module}:{line} imports {name}: {room!r} is not among ROOMS"
        elif not (LEVEL[room] < LEVEL[own] or (room in COMMON and own in COMMON)):
            yield f"{module}:{line} imports {name}: {room!r} comes after {own!r}, or beside it"


def test_every_module_has_its_place() -> None:
    rooms = {room for module in MODULES if (room := find_room(module)) is not None}
    assert rooms <= LEVEL.keys(), "give the new room its place in ROOMS"


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_one_way(module: str) -> None:
    source = MODULES[module].read_text(encoding="utf-8")
    assert list(find_violations(module, source)) == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("builder.content.articles", "from builder.reading.dates import find_dates"),
        ("builder.content.articles", "from builder import reading"),
        ("builder.content.articles", "from ..reading import dates"),
        ("builder.content.articles", "import builder.site"),
        ("builder.content.articles", "def late():\n    from builder.pages import links"),
        ("builder.text", "from builder.content import articles"),
        ("builder.commands.check", "from builder.plugin import ExplainerPlugin"),
        ("builder.pages.links", "from builder.managers import LinkManager"),
        ("builder.pages.links", "import mkdocs.plugins"),
        ("builder.plugin", "import click"),
        ("builder.commands.check", "from builder.cli import main"),
        ("builder.cli", "from mkdocs.config import load_config"),
    ],
)
def test_a_wrong_import_is_seen(module: str, source: str) -> None:
    assert len(list(find_violations(module, source))) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        (
            "builder.pages.links",
            "from builder.text import Span\nfrom builder.archive import actors\nimport builder.content",
        ),
        ("builder.archive.actors", "from builder.archive.rounds import Round\nfrom .rounds import Round"),
        ("builder.site", "from builder import __version__"),
        ("builder.plugin", "from mkdocs.plugins import BasePlugin\nfrom builder.site import build_site"),
        ("builder.text", "import builder\nimport re\nfrom pathlib import Path"),
    ],
)
def test_a_right_import_passes(module: str, source: str) -> None:
    assert list(find_violations(module, source)) == []
