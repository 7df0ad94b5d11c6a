"""The theme's files, so far as they make a difference to pages: what they are, and whether a page stands for itself."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError

_SHIPPED = tuple(
    Path(spec.origin).parent for name in ("mkdocs", "material") if (spec := find_spec(name)) and spec.origin
)
_NOT_CODE = {"data", "comment", "string", "whitespace"}
_BEYOND = re.compile(
    r"(?<![.\w])(?:pages|build_date_utc|random|lipsum)\b"
    r"|\.(?:update_date|config_file_path|docs_dir|site_dir)\b|\|random\b"
    r"|(?<!\bpage)\.(?:content|toc|markdown|meta\.description)\b"
)
"""Other pages, the hour, chance and this machine's folders: with these, the same page is not the same tomorrow."""


@dataclass(frozen=True, slots=True)
class ThemeFile:
    """`path` in the `folder`-th of the theme's folders; `shipped` with MkDocs or Material, not made by a maintainer."""

    folder: int
    path: str
    content: bytes
    shipped: bool


def files_of_theme(folders: Iterable[str]) -> Iterator[ThemeFile]:
    """What can be part of a page, in order. Of what is shipped, only templates: the rest is known by its version."""
    for number, folder in enumerate(folders):
        shipped = any(Path(folder).is_relative_to(package) for package in _SHIPPED)
        for parent, below, names in os.walk(folder):
            below[:] = sorted(name for name in below if not shipped or name not in {".icons", "assets"})
            for name in sorted(names):
                if not shipped or name.endswith(".html"):
                    path = Path(parent, name)
                    yield ThemeFile(number, path.relative_to(folder).as_posix(), path.read_bytes(), shipped)


def digest_of_theme(files: Iterable[ThemeFile]) -> str:
    digest = sha256()
    for file in files:
        digest.update(f"{file.folder} {len(file.path)} {len(file.content)} {file.path}".encode())
        digest.update(file.content)
    return digest.hexdigest()


def looking_beyond(files: Iterable[ThemeFile], apart: Collection[str]) -> str | None:
    """A maintainer's template that shows more than its page, the settings and the navigation.

    Those named `apart` make no pages. Of what is shipped, none does: tests hold the versions that we know to it.
    """
    for file in files:
        if file.shipped or file.path in apart or not file.path.endswith(".html"):
            continue
        source = file.content.decode("utf-8", errors="replace")
        if _BEYOND.search(source) and _BEYOND.search(_code_of(source)):
            return file.path
    return None


def _code_of(template: str) -> str:
    """What it says in Jinja's language, without strings."""
    try:
        tokens = [(kind, value) for _, kind, value in Environment(autoescape=True).lex(template)]
    except TemplateSyntaxError:
        return template
    return "".join(" " if kind in _NOT_CODE else value for kind, value in tokens)
