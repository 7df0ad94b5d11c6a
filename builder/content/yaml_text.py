"""Texts, lists and keys as YAML that people like to read."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from builder.content.yaml_nodes import YamlError, parse_yaml, plain

Item = str | Mapping[str, object]
"""An item of a list: a text, or keys with texts and lists of texts."""

MAX_WIDTH = 100
"""Characters of a list on one line; a longer one has a line for each item."""

# Words that other readers of YAML, such as those of editors, take for numbers, days or truth.
_ODD_WORDS = re.compile(r"(?i)null|true|false|yes|no|on|off|y|n|[0-9.:_-]*|0[xob][0-9a-f]+|[0-9.]+e[0-9]+")
_PLAIN = re.compile(r"[^\W_](?:[\w .’'()/+&-]*[\w.)])?")
_PLAIN_LINE = re.compile(r"[^\W_](?:[\w .,’'()/+&-]*[\w.)])?")
_EDTF = re.compile(r"(?:\.\./)?[0-9]{4}(?:-[0-9]{2}){0,2}~?(?:/\.\.)?")


def write_scalar(text: str, *, flow: bool = False) -> str:
    """`text` as YAML on one line; within brackets (`flow`) a comma has a meaning too. Quoted only where it must be."""
    plain_form = (_PLAIN if flow else _PLAIN_LINE).fullmatch(text) and not _ODD_WORDS.fullmatch(text)
    if (plain_form or _EDTF.fullmatch(text)) and _is_read_as(text, text):
        return text
    # JSON is YAML, and a letter of any script is written as itself.
    return json.dumps(text, ensure_ascii=False)


def _is_read_as(written: str, text: str) -> bool:
    try:
        return plain(parse_yaml(f"- {written}")) == [text]
    except YamlError:
        return False


def write_keys(values: Mapping[str, object]) -> str:
    """`key: value` lines; lists of texts on one line where they fit."""
    return "".join(key_lines(key, value, "") for key, value in values.items())


def key_lines(key: str, value: object, indent: str) -> str:
    """A key with its text or list, indented."""
    if isinstance(value, str):
        return f"{indent}{key}: {write_scalar(value)}\n"
    assert isinstance(value, list)
    flow = f"{indent}{key}: {flow_text(value)}\n"
    if len(flow) <= MAX_WIDTH and all(isinstance(item, str) for item in value):
        return flow
    return f"{indent}{key}:\n" + "".join(block_item(item, f"{indent}  ") for item in value)


def block_item(item: Item, indent: str) -> str:
    """An item of a list that has a line, or several, for each."""
    if isinstance(item, str):
        return f"{indent}- {write_scalar(item)}\n"
    lines = "".join(key_lines(key, value, f"{indent}  ") for key, value in item.items())
    return f"{indent}- {lines[len(indent) + 2 :]}"


def flow_text(value: object) -> str:
    """`value` in brackets or braces, on one line."""
    if isinstance(value, str):
        return write_scalar(value, flow=True)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow_text(inner)}" for key, inner in value.items()) + "}"
    assert isinstance(value, list)
    return "[" + ", ".join(map(flow_text, value)) + "]"
