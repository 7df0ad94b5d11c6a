"""A Markdown file with YAML front matter, taken apart; and any metadata, checked against its model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from builder.content.yaml_nodes import (
    Node,
    Sequence,
    YamlError,
    find_duplicates,
    find_key_location,
    find_location,
    parse_yaml,
    plain,
)
from builder.problems import Problem
from builder.text import Location


class Metadata(BaseModel):
    """What a file's metadata may hold. Frozen, and strangers are refused: an unknown key is a typing error or a trick."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


_FENCE = re.compile(r"---[ \t]*(?:\n|\Z)")
_CLOSING_FENCE = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)

Model = TypeVar("Model", bound=Metadata)


@dataclass(frozen=True, slots=True)
class Parts:
    """`yaml` begins on line `yaml_line` of the file, `body` at `body_offset` of its text."""

    yaml: str
    yaml_line: int
    body: str
    body_offset: int


def split_front_matter(path: str, text: str) -> Parts | Problem:
    """Metadata and body of a file; a Problem when there is no metadata or no end to it."""
    opening = _FENCE.match(text)
    if opening is None:
        return Problem(
            path,
            1,
            1,
            "front-matter-missing",
            "the file does not begin with front matter",
            "Begin with a line '---', then 'key: value' lines, then another line '---'",
        )
    closing = _CLOSING_FENCE.search(text, opening.end())
    if closing is None:
        return Problem(
            path,
            1,
            1,
            "front-matter-unclosed",
            "the front matter has no end",
            "Close it with a line that holds only '---'",
        )
    body_offset = min(closing.end() + 1, len(text))
    return Parts(text[opening.end() : closing.start()], 2, text[body_offset:], body_offset)


def read_metadata(
    path: str, yaml: str, first_line: int, model: type[Model]
) -> tuple[Model | None, Node | None, list[Problem]]:
    """`yaml` as a `model`, its nodes (to find places in), and every Problem in it."""
    try:
        node = parse_yaml(yaml, first_line)
    except YamlError as error:
        return None, None, [_problem(path, error.location, "yaml", error.message, error.hint)]
    problems = [_duplicate(path, *duplicate) for duplicate in find_duplicates(node)]
    value, more = check(path, node, (), model)
    problems += more
    return (None if problems else value), node, problems


def read_list(path: str, yaml: str, model: type[Model]) -> tuple[tuple[tuple[Model, Location], ...], list[Problem]]:
    """A YAML file that is a list of `model`: the good items with their places, and the Problems of the bad ones."""
    try:
        node = parse_yaml(yaml)
    except YamlError as error:
        return (), [_problem(path, error.location, "yaml", error.message, error.hint)]
    if plain(node) is None:
        return (), []
    if not isinstance(node, Sequence):
        return (), [_problem(path, node.location, "type", "a list was expected", "Begin each entry with '- name: …'")]
    problems = [_duplicate(path, *duplicate) for duplicate in find_duplicates(node)]
    good: list[tuple[Model, Location]] = []
    for index in range(len(node.items)):
        value, more = check(path, node, (index,), model)
        problems += more
        if value is not None:
            good.append((value, node.items[index].location))
    return tuple(good), problems


def check(path: str, root: Node, at: tuple[int | str, ...], model: type[Model]) -> tuple[Model | None, list[Problem]]:
    """The part of `root` at `at`, as a `model`."""
    value = plain(root)
    for step in at:
        value = value[step]  # type: ignore[index]
    if not isinstance(value, dict):
        where = find_location(root, at)
        return None, [
            _problem(path, where, "type", f"{_kind(value)} stands where 'key: value' lines were expected", "")
        ]
    # A key without a value says nothing; whether that matters is the model's business.
    try:
        return model.model_validate({key: item for key, item in value.items() if item is not None}), []
    except ValidationError as error:
        return None, [_explain(path, root, at, model, details) for details in error.errors()]


def _explain(path: str, root: Node, at: tuple[int | str, ...], model: type[Metadata], error: ErrorDetails) -> Problem:
    place = at + tuple(step for step in error["loc"] if not (isinstance(step, str) and step.startswith("function-")))
    key = next((str(step) for step in reversed(place) if isinstance(step, str)), "")
    found = error.get("input")
    match error["type"]:
        case "missing":
            what = _describe(model, tuple(step for step in error["loc"] if isinstance(step, str)))
            where = find_location(root, place[:-1])
            return _problem(
                path,
                where,
                "missing-key",
                f"the key '{key}' is missing",
                f"Add '{key}: …'" + (f": {what}" if what else ""),
            )
        case "extra_forbidden":
            known = _keys(model, tuple(step for step in error["loc"][:-1] if isinstance(step, str)))
            near = get_close_matches(key, known, 1)
            hint = f"Did you mean '{near[0]}'?" if near else f"Known keys are {', '.join(known)}"
            return _problem(
                path, find_key_location(root, place), "unknown-key", f"the key '{key}' is not known here", hint
            )
        case "string_type" | "model_type" | "model_attributes_type" | "tuple_type" | "list_type" | "dict_type":
            wanted = {"string_type": "text", "tuple_type": "a list", "list_type": "a list"}.get(
                error["type"], "'key: value' lines"
            )
            hint = (
                f"Write '{key}: [..., ...]' or one '- ' line for each"
                if wanted == "a list"
                else f"Give '{key}' {wanted}"
            )
            return _problem(
                path, find_location(root, place), "type", f"'{key}' is {_kind(found)}, expected {wanted}", hint
            )
        case "literal_error" | "enum":
            expected = str(error.get("ctx", {}).get("expected", "")).replace("'", "")
            near = get_close_matches(str(found), re.split(r", | or ", expected), 1)
            return _problem(
                path,
                find_location(root, place),
                "value",
                f"'{key}: {_short(found)}' is not one of {expected}",
                f"Did you mean '{near[0]}'?" if near else "Write one of them",
            )
        case "value_error":
            message, _, hint = str(error["msg"]).removeprefix("Value error, ").partition(" | ")
            return _problem(path, find_location(root, place), "value", f"'{key}': {message}" if key else message, hint)
        case "float_parsing" | "float_type" | "int_parsing":
            return _problem(
                path,
                find_location(root, place),
                "type",
                f"'{key}: {_short(found)}' is not a number",
                "Write digits, such as 34.52",
            )
        case "bool_parsing" | "bool_type":
            return _problem(
                path,
                find_location(root, place),
                "type",
                f"'{key}: {_short(found)}' is neither true nor false",
                "Write 'true' or leave the key out",
            )
    return _problem(
        path,
        find_location(root, place),
        "value",
        f"'{key}: {_short(found)}': {error['msg'][0].lower()}{error['msg'][1:]}",
        "",
    )


def _keys(model: type[Metadata], at: tuple[str, ...]) -> list[str]:
    inner = _inner(model, at)
    return list(inner.model_fields) if inner else list(model.model_fields)


def _describe(model: type[Metadata], at: tuple[str, ...]) -> str:
    inner = _inner(model, at[:-1])
    info = (inner or model).model_fields.get(at[-1]) if at else None
    return (info.description or "") if info else ""


def _inner(model: type[Metadata], at: tuple[str, ...]) -> type[Metadata] | None:
    """The model of the nested mappings that the keys `at` lead to."""
    current: Any = model
    for key in at:
        info = current.model_fields.get(key)
        if info is None:
            return None
        current = next(
            (a for a in _arguments(info.annotation) if isinstance(a, type) and issubclass(a, Metadata)), None
        )
        if current is None:
            return None
    return current  # type: ignore[no-any-return]


def _arguments(annotation: Any) -> list[Any]:
    inner = getattr(annotation, "__args__", ())
    return [annotation, *(deeper for argument in inner for deeper in _arguments(argument))]


def _duplicate(path: str, key: str, where: Location, first: Location) -> Problem:
    return _problem(
        path,
        where,
        "duplicate-key",
        f"the key '{key}' stands here a second time (first on line {first.line})",
        "Keep one of the two",
    )


def _problem(path: str, where: Location, code: str, message: str, hint: str) -> Problem:
    return Problem(path, where.line, where.column, code, message, hint)


def _kind(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case str():
            return "text"
        case list() | tuple():
            return "a list"
        case dict():
            return "a mapping ('key: value' lines)"
    return "a " + type(value).__name__


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"
