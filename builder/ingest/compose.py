"""An article file's text, from values to bytes: well-formed whatever the values hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from builder.content.article import ArticleMetadata
from builder.content.markdown import body_parser

_PLAIN_VALUE = re.compile(
    r"https?://[\w./?=&%+~-]*[\w/]|[0-9][0-9T:.+Z-]*|[a-z]{2,3}(?:-[A-Za-z0-9]+)*|CC-BY(?:-SA)?-4\.0", re.ASCII
)
_NEVER_QUOTED = frozenset(("url", "published", "language", "accessed", "archive_url", "text", "rights", "rights_url"))
Values = Mapping[str, str | tuple[str, ...]]
"""Front matter: text by key, of `authors` several."""
_MARKS = re.compile(r"([\\`*_{}\[\]<>()#+.!|&~=:-])")


def compose(values: Values, body: str) -> str:
    """The file that `parse_article` reads back to the same values; keys in the model's order, none that is empty."""
    lines = ["---", *(f"{key}: {_yaml(key, values[key])}" for key in ArticleMetadata.model_fields if values.get(key))]
    return "\n".join((*lines, "---", "")) + (f"\n{body.strip()}\n" if body.strip() else "")


def _yaml(key: str, value: str | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(_yaml(key, item) for item in value) + "]"
    # A JSON text is one in YAML's double quotes too.
    return value if key in _NEVER_QUOTED and _PLAIN_VALUE.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def markdown_of(paragraphs: Iterable[str]) -> str:
    """A body in which every one of `paragraphs`, each a line of plain text, is shown as it stands."""
    return "\n\n".join(_literal(paragraph) for paragraph in paragraphs if paragraph.strip())


def _literal(paragraph: str) -> str:
    """`paragraph`, with marks escaped only where CommonMark would take some of it for markup."""
    line = " ".join(paragraph.split())
    return line if _shown(line) == line else _MARKS.sub(r"\\\1", line)


def _shown(line: str) -> str | None:
    """What a reader sees of a line that is one paragraph of text; None where it is anything else."""
    tokens: Sequence[object] = body_parser().parse(line)
    kinds = [getattr(token, "type", "") for token in tokens]
    if kinds != ["paragraph_open", "inline", "paragraph_close"]:
        return None
    children = getattr(tokens[1], "children", None) or ()
    return "".join(child.content for child in children) if all(child.type == "text" for child in children) else None
