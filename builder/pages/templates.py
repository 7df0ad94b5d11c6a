"""The Jinja environment: where templates are, and that whatever they print is escaped unless made safe."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from builder.pages.escape import escape_attribute, escape_destination, escape_markdown

_ITEMS = ("- ", "1. ")


def templates_folder() -> Path:
    """`site_templates/`: inside an installed package, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "site_templates"
    return installed if installed.is_dir() else package.parent / "site_templates"


def template_sources() -> tuple[str, ...]:
    """The templates of the pages as they are written."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted((templates_folder() / "pages").glob("*.jinja")))


def _make_safe(value: Any) -> Any:
    return value if hasattr(value, "__html__") else escape_markdown(str(value))


def _on_one_line(text: Markup) -> Markup:
    """What a macro printed over several lines, for use inside a list item."""
    return Markup(" ").join(line.rstrip() for line in text.split("\n") if line.strip())


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates_folder() / "pages"),
        autoescape=True,  # so that macros return Markup; `finalize` then does the Markdown escaping
        finalize=_make_safe,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["unsearched"] = Markup("<span data-search-exclude></span>")
    environment.filters["attribute"] = escape_attribute
    environment.filters["destination"] = escape_destination
    environment.filters["oneline"] = _on_one_line
    return environment


def fill(template: str, **values: Any) -> str:
    """The Markdown that `template` makes of `values`, tidied of the empty lines that loops and conditions leave."""
    filled = _environment().get_template(template).render(**values)
    lines: list[str] = []
    for line in filled.split("\n"):
        if line.strip():
            # Items of one list stand together: a loose list would wrap each item's text in a paragraph of its own.
            if line.startswith(_ITEMS) and len(lines) > 1 and not lines[-1] and lines[-2].startswith(line[:3].strip()):
                lines.pop()
            lines.append(line.rstrip())
        elif lines and lines[-1]:
            lines.append("")
    return "\n".join(lines).strip("\n") + "\n"
