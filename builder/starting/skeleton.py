"""The files that a new archive begins with, filled in from the templates of `site_templates/new/`.

Delimiters are `[[ ]]`, `[% %]` and `[# #]`, so that what other programs write in braces stays as it is. A template's
path is the path of the file that it makes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from builder.pages.escape import escape_destination, escape_markdown
from builder.pages.templates import templates_folder


def skeleton_folder() -> Path:
    """Where the templates are: inside an installed package, beside it in a checkout."""
    return templates_folder() / "new"


def template_paths() -> tuple[str, ...]:
    """The path of every file that there is a template for, relative to the new archive, with slashes, sorted."""
    folder = skeleton_folder()
    return tuple(sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()))


def render_template(path: str, values: Mapping[str, Any]) -> str:
    """The text of the file at `path`.

    Of `values`, a `str` may be anything that somebody typed: it is quoted in YAML and escaped in Markdown by the file's
    kind, and refused (TypeError) in files of other kinds. `Markup` is ours and printed as it is.
    """
    return _environment(Path(path).suffix).get_template(path).render(**values)


@cache
def _environment(suffix: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(skeleton_folder()),
        autoescape=False,  # noqa: S701 - `finalize` escapes, and not for HTML
        finalize=_unless_ours(_ESCAPES.get(suffix, _refuse)),
        undefined=StrictUndefined,
        variable_start_string="[[",
        variable_end_string="]]",
        block_start_string="[%",
        block_end_string="%]",
        comment_start_string="[#",
        comment_end_string="#]",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["destination"] = escape_destination
    environment.filters["yaml"] = quote_yaml
    return environment


def quote_yaml(text: str) -> Markup:
    """`text` as a scalar in double quotes, which YAML reads as a string with exactly these characters."""
    return Markup('"' + "".join(_escape_in_quotes(character) for character in text) + '"')


def _escape_in_quotes(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable():
        return character
    return f"\\U{ord(character):08x}"


def _refuse(text: str) -> Markup:
    raise TypeError(f"{text!r} was typed by somebody, and nothing says how it is to be escaped in this kind of file")


def _unless_ours(escape: Callable[[str], Markup]) -> Callable[[Any], Any]:
    return lambda value: value if hasattr(value, "__html__") else escape(str(value))


_ESCAPES: dict[str, Callable[[str], Markup]] = {".md": escape_markdown, ".yml": quote_yaml, ".yaml": quote_yaml}
