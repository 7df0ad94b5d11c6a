"""A Markdown file with YAML front matter, taken apart; and any metadata, checked against its model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from builder.content.yaml_nodes import (
    Node,
    Sequence,
    YamlError,
    find_duplicates,
    find_key_location,
    find_location,
    has_key,
    parse_yaml,
    plain,
)
from builder.problems import MOST, Problem, first_few
from builder.text import Location, locate


class Metadata(BaseModel):
    """What a file's metadata may hold. Frozen; strangers are refused: an unknown key is a typing error or a trick."""

    # Most runs judge few kinds of files: a model is put together when the first of its kind is.
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, defer_build=True)


_FENCE = re.compile(r"---[ \t]*(?:\n|\Z)")
_LATE_FENCE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+(---)[ \t]*\n")
_CLOSING_FENCE = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)

_OF_A_KEY = "[key]"
"""What pydantic puts behind the place of a key that is wrong itself."""
_OTHER_WORDS = {
    "by": ("authors",),
    "date": ("published", "period"),
    "day": ("published",),
    "end": ("until",),
    "headline": ("title", "name"),
    "latitude": ("lat",),
    "licence": ("rights",),
    "license": ("rights",),
    "link": ("url",),
    "lng": ("lon",),
    "location": ("place",),
    "longitude": ("lon",),
    "name": ("title", "term"),
    "newspaper": ("publisher",),
    "outlet": ("publisher",),
    "participants": ("people", "parties"),
    "related": ("see",),
    "since": ("from",),
    "source": ("sources", "publisher"),
    "start": ("from",),
    "title": ("name", "term", "role"),
    "to": ("until",),
    "type": ("kind",),
    "wikidata": ("same_as",),
}
"""What else contributors call the keys."""

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
    if not text.strip():
        return _problem(path, Location(1, 1), "empty", "the file is empty", "Fill it in, or delete it")
    opening = _FENCE.match(text)
    if opening is None:
        late = _LATE_FENCE.match(text)
        if late:
            where = locate(text, late.start(1))
            return _problem(
                path, where, "front-matter-missing", "something stands before the first line '---'",
                "Delete all that is before it, empty lines and what cannot be seen too",
            )  # fmt: skip
        return _problem(
            path, Location(1, 1), "front-matter-missing", "the file does not begin with front matter",
            "Begin with a line '---', then 'key: value' lines, then another line '---'",
        )  # fmt: skip
    closing = _CLOSING_FENCE.search(text, opening.end())
    if closing is None:
        return _problem(
            path, Location(1, 1), "front-matter-unclosed", "the front matter has no end",
            "Close it, above the text, with a line that holds only '---'",
        )  # fmt: skip
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
    problems = first_few(path, (_duplicate(path, *duplicate) for duplicate in find_duplicates(node)))
    value, more = check(path, node, model)
    problems += more
    return (None if problems else value), node, problems


def read_list(
    path: str, yaml: str, model: type[Model]
) -> tuple[tuple[tuple[Model, Node], ...], Node | None, list[Problem]]:
    """A YAML file that is a list of `model`: the good items with their nodes, all nodes, the bad items' Problems."""
    try:
        node = parse_yaml(yaml)
    except YamlError as error:
        return (), None, [_problem(path, error.location, "yaml", error.message, error.hint)]
    if plain(node) is None:
        return (), node, []
    if not isinstance(node, Sequence):
        return (), None, [
            _problem(path, node.location, "type", "a list was expected here", "Begin each entry with '- name: …'")
        ]  # fmt: skip
    problems = first_few(path, (_duplicate(path, *duplicate) for duplicate in find_duplicates(node)))
    repeated = {index for index, item in enumerate(node.items) if next(find_duplicates(item), None)}
    good: list[tuple[Model, Node]] = []
    more: list[Problem] = []
    for index, item in enumerate(node.items):
        value, wrong = check(path, item, model)
        more += wrong
        if value is not None and index not in repeated:
            good.append((value, item))
    return tuple(good), node, [*problems, *first_few(path, more)]


def check(path: str, root: Node, model: type[Model]) -> tuple[Model | None, list[Problem]]:
    """`root` as a `model`."""
    value = plain(root)
    if not isinstance(value, dict):
        where = root.location
        first = next(iter(model.model_fields))
        return None, [
            _problem(
                path, where, "type", f"{_kind(value)} stands where 'key: value' lines were expected",
                f"Begin with '{first}: …'",
            )
        ]  # fmt: skip
    try:
        return model.model_validate(_without_nothing(value)), []
    except ValidationError as error:
        details = _worth_saying(error.errors(include_url=False), model)
    return None, first_few(path, (_explain(path, root, model, detail) for detail in details))


def _worth_saying(details: list[ErrorDetails], model: type[Metadata]) -> list[ErrorDetails]:
    """Without what only follows from another mistake: a key missed for a slip of the pen, a list of bad items empty."""
    meant = set()
    for detail in details[:MOST]:
        if detail["type"] == "extra_forbidden":
            keys = tuple(str(step) for step in detail["loc"] if isinstance(step, str))
            meant.add((*detail["loc"][:-1], _nearest_key(keys[-1].lower(), _keys(model, keys[:-1]))))
    return [
        detail
        for detail in details
        if not (detail["type"] == "missing" and detail["loc"] in meant)
        and not (detail["type"] == "too_short" and detail["input"])
    ]


def _without_nothing(value: object) -> object:
    """A key without a value says nothing; whether that matters is the model's business."""
    if isinstance(value, dict):
        return {key: _without_nothing(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_nothing(item) for item in value]
    return value


def _explain(path: str, root: Node, model: type[Metadata], error: ErrorDetails) -> Problem:
    steps = tuple(
        step for step in error["loc"] if not (isinstance(step, str) and step.startswith(("function-", _OF_A_KEY)))
    )
    keys = tuple(step for step in steps if isinstance(step, str))
    key = keys[-1] if keys else ""
    what = f"an item of '{key}'" if steps and isinstance(steps[-1], int) else f"'{key}'"
    where = (find_key_location if error["loc"][-1:] == (_OF_A_KEY,) else find_location)(root, steps)
    found = error.get("input")
    match error["type"]:
        case "missing":
            description = _describe(model, keys)
            hint = f"Add '{key}: …'" + (f": {description}" if description else "")
            if has_key(root, steps):
                return _problem(
                    path, where, "missing-key", f"the key '{key}' has no value", hint.replace("Add", "Write")
                )
            return _problem(
                path, find_location(root, steps[:-1]), "missing-key", f"the key '{key}' is missing", hint
            )  # fmt: skip
        case "extra_forbidden":
            known = _keys(model, keys[:-1])
            near = _nearest_key(key.lower(), known)
            hint = f"Did you mean '{near}'?" if near else f"The keys that can stand here are {', '.join(known)}"
            return _problem(
                path, find_key_location(root, steps), "unknown-key", f"the key '{_short(key)}' is not known here", hint
            )
        case "string_type":
            wanted = "one line of text"
            hint = f"Write '{key}: …' with one text after it"
            if found is None:
                return _problem(path, where, "type", f"{what} is empty", "Write something there, or delete the line")
            if what != f"'{key}'":
                hint = "Write one text after each '- '; text that holds ': ' stands in double quotes"
            return _problem(path, where, "type", f"{what} holds {_kind(found)}, expected {wanted}", hint)
        case "tuple_type" | "list_type":
            value = _short(found) if isinstance(found, str) else "…"
            return _problem(
                path, where, "type", f"{what} holds {_kind(found)}, expected a list",
                f"Write '{key}: [{value}]', or under '{key}:' a line '- {value}' for each",
            )  # fmt: skip
        case "model_type" | "model_attributes_type" | "dict_type":
            inner = _keys(model, keys)
            return _problem(
                path, where, "type", f"{what} holds {_kind(found)}, expected 'key: value' lines",
                f"Begin it with '- {inner[0]}: …'; the keys that can stand there are {', '.join(inner)}",
            )  # fmt: skip
        case "too_short":
            return _problem(path, where, "value", f"{what} is an empty list", f"Name one: {_describe(model, keys)}")
        case "literal_error" | "enum":
            expected = str(error.get("ctx", {}).get("expected", "")).replace("'", "")
            if not isinstance(found, str):
                return _problem(
                    path,
                    where,
                    "type",
                    f"{what} holds {_kind(found)}, expected one of {expected}",
                    "Write one of these",
                )
            close = get_close_matches(found, re.split(r", | or ", expected), 1)
            hint = f"Did you mean '{close[0]}'?" if close else "Write one of these"
            return _problem(path, where, "value", f"'{key}: {_short(found)}' is not one of {expected}", hint)
        case "value_error":
            message, _, hint = str(error["msg"]).removeprefix("Value error, ").partition(" | ")
            if not steps or error["input"].__class__ is dict:
                # About several keys at once: the first that is there is the place.
                named = ((*steps, name) for name in re.findall(r"'(\w+)[:']", message))
                return _problem(
                    path, next((find_location(root, way) for way in named if has_key(root, way)), where),
                    "value", message, hint,
                )  # fmt: skip
            about = f"{what} {message[3:]}" if message.startswith("it ") else f"{what}: {message}"
            return _problem(path, where, "value", about, hint)
        case "float_parsing" | "float_type" | "int_parsing" | "finite_number":
            return _problem(
                path,
                where,
                "type",
                f"'{key}: {_short(found)}' is not a number",
                "Write digits with a point, such as 34.52",
            )
        case "greater_than_equal" | "less_than_equal":
            limit = error.get("ctx", {})
            bound = f"at least {limit['ge']:g}" if "ge" in limit else f"at most {limit['le']:g}"
            return _problem(
                path, where, "value", f"'{key}: {_short(found)}' is out of range, expected {bound}",
                "Degrees north and east are positive, south and west negative",
            )  # fmt: skip
        case "bool_parsing" | "bool_type":
            return _problem(
                path, where, "type", f"'{key}: {_short(found)}' is neither true nor false",
                "Write 'true', or leave the key out",
            )  # fmt: skip
    message = f"{error['msg'][:1].lower()}{error['msg'][1:]}"
    return _problem(path, where, "value", f"'{key}: {_short(found)}': {message}", "Compare it with CONTRIBUTING.md")


def _nearest_key(key: str, known: list[str]) -> str | None:
    candidates = (*_OTHER_WORDS.get(key, ()), *get_close_matches(key, known, 1, 0.7))
    return next((name for name in candidates if name in known), None)


def _keys(model: type[Metadata], at: tuple[str, ...]) -> list[str]:
    return list(_fields(_inner(model, at) or model))


def _describe(model: type[Metadata], at: tuple[str, ...]) -> str:
    info = _fields(_inner(model, at[:-1]) or model).get(at[-1]) if at else None
    return (info.description or "") if info else ""


def _fields(model: type[Metadata]) -> dict[str, FieldInfo]:
    """The fields as contributors call them: Python keeps `from` for itself."""
    return {info.alias or name: info for name, info in model.model_fields.items()}


def _inner(model: type[Metadata], at: tuple[str, ...]) -> type[Metadata] | None:
    """The model of the nested mappings that the keys `at` lead to."""
    current: Any = model
    for key in at:
        info = _fields(current).get(key)
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
        f"the key '{_short(key)}' stands here a second time; it stands on line {first.line} already",
        "Keep one of the two",
    )


def _problem(path: str, where: Location, code: str, message: str, hint: str) -> Problem:
    return Problem(path, where.line, where.column, code, message, hint)


def _kind(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case "":
            return "nothing"
        case str():
            return "text"
        case list() | tuple():
            return "a list"
        case dict():
            return "'key: value' lines"
    return "a " + type(value).__name__


def _short(value: object) -> str:
    text = _kind(value) if isinstance(value, (list, dict)) or value is None else str(value)
    return text if len(text) <= 60 else text[:57] + "…"
