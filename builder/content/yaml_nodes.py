"""YAML for people's metadata: every value keeps its place in the file, and nothing in it can surprise or harm.

A deliberate subset, in the spirit of StrictYAML: scalars are text or nothing (so `no`, `1.10` and `2021-01-04` stay what
was written; the models convert), and tags, anchors and aliases are refused. Built on PyYAML's events, which are made
by a state machine: its composer and its C loader recurse, and fall over 100,000 opening brackets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from builder.text import Location

MAX_CHARACTERS = 200_000
MAX_DEPTH = 12


class YamlError(ValueError):
    """The text is not YAML, or more than we take; `location` is where."""

    def __init__(self, location: Location, message: str, hint: str) -> None:
        super().__init__(message)
        self.location, self.message, self.hint = location, message, hint


@dataclass(frozen=True, slots=True)
class Scalar:
    location: Location
    value: str | None


@dataclass(frozen=True, slots=True)
class Sequence:
    location: Location
    items: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Pairs in the file's order; `duplicates` are the later keys that stood there before."""

    location: Location
    pairs: dict[str, tuple[Location, Node]] = field(default_factory=dict)
    duplicates: list[tuple[str, Location, Location]] = field(default_factory=list)


Node = Scalar | Sequence | Mapping
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


def parse_yaml(text: str, first_line: int = 1) -> Node:
    """The one document of `text` as nodes; `first_line` is the line of the file on which it begins. Raises YamlError."""
    if len(text) > MAX_CHARACTERS:
        raise YamlError(
            Location(first_line, 1),
            f"{len(text):,} characters of metadata",
            f"Keep it under {MAX_CHARACTERS:,}; long text belongs into the body",
        )
    try:
        return _build(text, first_line)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = Location(first_line + mark.line, mark.column + 1) if mark else Location(first_line, 1)
        raise YamlError(
            where,
            f"this is not valid YAML ({error.problem or error.context})",
            "Put text that holds ':', '#', quotes or brackets into double quotes, and indent with spaces",
        ) from error
    except yaml.reader.ReaderError as error:
        character = f"U+{error.character:04X}" if isinstance(error.character, int) else repr(error.character)
        before = text[: error.position]
        where = Location(first_line + before.count("\n"), error.position - before.rfind("\n"))
        raise YamlError(where, f"the character {character} is not allowed in YAML", "Delete it") from error
    except (ValueError, OverflowError) as error:  # PyYAML lets chr() and int() raise on absurd escapes and versions
        raise YamlError(
            Location(first_line, 1), f"this is not valid YAML ({error})", "Look for a stray backslash or percent sign"
        ) from error


def _build(text: str, first_line: int) -> Node:
    events = yaml.parse(text, Loader=yaml.SafeLoader)
    stack: list[Sequence | Mapping] = []
    keys: list[tuple[str, Location] | None] = []
    root: Node | None = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            raise YamlError(
                _location(event, first_line), "a second YAML document begins here", "Delete the line with '---'"
            )
        if isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            stack.pop()
            keys.pop()
            continue
        if not isinstance(event, yaml.NodeEvent):
            continue
        where = _location(event, first_line)
        _refuse_cleverness(event, where)
        node = _open(event, where)
        if stack:
            _attach(stack[-1], keys, node)
        else:
            root = node
        if isinstance(node, (Sequence, Mapping)):
            if len(stack) >= MAX_DEPTH:
                raise YamlError(where, f"lists and mappings nested more than {MAX_DEPTH} deep", "Keep it flat")
            stack.append(node)
            keys.append(None)
    return root if root is not None else Scalar(Location(first_line, 1), None)


def _location(event: yaml.Event, first_line: int) -> Location:
    mark = event.start_mark
    return Location(first_line + mark.line, mark.column + 1) if mark else Location(first_line, 1)


def _refuse_cleverness(event: yaml.NodeEvent, where: Location) -> None:
    if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
        raise YamlError(
            where,
            f"'{'*' if isinstance(event, yaml.AliasEvent) else '&'}{event.anchor}' is a YAML anchor or alias",
            "Write the value out; put text that begins with * or & into double quotes",
        )
    tag = getattr(event, "tag", None)
    if tag is not None and tag != "!":
        raise YamlError(
            where, f"'{tag}' is a YAML tag", "Leave tags out; put text that begins with ! into double quotes"
        )


def _open(event: yaml.NodeEvent, where: Location) -> Node:
    if isinstance(event, yaml.SequenceStartEvent):
        return Sequence(where)
    if isinstance(event, yaml.MappingStartEvent):
        return Mapping(where)
    assert isinstance(event, yaml.ScalarEvent)
    plain = event.style is None
    return Scalar(where, None if plain and event.value in _NOTHING else event.value)


def _attach(parent: Sequence | Mapping, keys: list[tuple[str, Location] | None], node: Node) -> None:
    if isinstance(parent, Sequence):
        parent.items.append(node)
        return
    pending = keys[-1]
    if pending is None:
        if not isinstance(node, Scalar):
            raise YamlError(
                node.location, "a list or mapping stands where a key should", "Write 'key: value', a line each"
            )
        keys[-1] = (node.value or "", node.location)
        return
    keys[-1] = None
    key, where = pending
    if key in parent.pairs:
        parent.duplicates.append((key, where, parent.pairs[key][0]))
    else:
        parent.pairs[key] = (where, node)


def plain(node: Node) -> object:
    """The node as `str`, `None`, `list` and `dict`."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, (_, value) in node.pairs.items()}


def find_location(node: Node, path: tuple[int | str, ...]) -> Location:
    """Where the value at `path` stands, or the nearest thing around it that stands anywhere."""
    where = node.location
    for step in path:
        if isinstance(node, Mapping) and isinstance(step, str) and step in node.pairs:
            where, node = node.pairs[step][0], node.pairs[step][1]
            if isinstance(node, Scalar) and node.value is not None:
                where = node.location
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            where = node.location
        else:
            break
    return where


def find_key_location(node: Node, path: tuple[int | str, ...]) -> Location:
    """Where the key (not the value) at the end of `path` stands."""
    for step in path[:-1]:
        if isinstance(node, Mapping) and isinstance(step, str) and step in node.pairs:
            node = node.pairs[step][1]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
    last = path[-1] if path else None
    if isinstance(node, Mapping) and isinstance(last, str) and last in node.pairs:
        return node.pairs[last][0]
    return node.location


def find_duplicates(node: Node) -> Iterator[tuple[str, Location, Location]]:
    """Every repeated key: the key, where it is repeated, where it stood first."""
    if isinstance(node, Mapping):
        yield from node.duplicates
        for _, value in node.pairs.values():
            yield from find_duplicates(value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from find_duplicates(item)
