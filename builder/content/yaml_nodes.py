"""YAML for people's metadata: every value keeps its place in the file, and nothing in it can surprise or harm.

A deliberate subset, in the spirit of StrictYAML: scalars are text or nothing (so `no`, `1.10` and `2021-01-04` stay
what was written; the models convert), and tags, anchors and aliases are refused. Built on PyYAML's events, which are
made by a state machine: its composer and its C loader recurse, and fall over 100,000 opening brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from builder.content.yaml_mending import mend_line
from builder.text import Location, locate

MAX_CHARACTERS = 200_000
MAX_NODES = 20_000
MAX_DEPTH = 12

# PyYAML begins a new line at these, and so would count other lines than editors show.
_ODD_LINE_BREAKS = re.compile("[\u0085\u2028\u2029]")


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
_PLAIN_WORDS = {
    "mapping values are not allowed here": "there is a second ': ' on the line, or the line is indented too far",
    "could not find expected ':'": "a line without ':'",
    "found character '\\t' that cannot start any token": "a line is indented with a tab",
    "found character": "text begins with a character that needs quotes around the text",
    "expected alphabetic or numeric character": "text begins with '*' or '&', which needs quotes around the text",
    "found unexpected end of stream": "a quotation mark or bracket is opened and not closed",
    "expected <block end>, but found": "a line is indented unlike its neighbours, or text follows a closing quote",
    "expected ',' or ']'": "a '[' is opened and not closed",
    "expected ',' or '}'": "a '{' is opened and not closed",
    "expected the node content": "a value is missing, or begins with a character that needs quotes",
    "did not find expected key": "a line is indented differently from its neighbours",
    "found unknown escape character": "a backslash within double quotes, where two are needed",
    "while parsing a block mapping": "a line is indented differently from its neighbours",
}
"""What PyYAML's terms mean to somebody who never heard of tokens and scalars."""
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


def parse_yaml(text: str, first_line: int = 1) -> Node:
    """The one document of `text` as nodes; `first_line`: the line of the file on which it begins. Raises YamlError."""
    if len(text) > MAX_CHARACTERS:
        raise YamlError(
            Location(first_line, 1),
            f"there are {len(text):,} characters here",
            f"Keep it under {MAX_CHARACTERS:,}: long text belongs below the front matter",
        )
    odd = _ODD_LINE_BREAKS.search(text)
    if odd:
        raise YamlError(
            _location_of(text, odd.start(), first_line),
            f"a line break that cannot be seen, U+{ord(odd[0]):04X}, stands here",
            "Delete it: delete the characters around it too and type them anew",
        )
    try:
        return _build(text, first_line)
    except YamlError:
        raise
    except yaml.MarkedYAMLError as error:
        mark = _mark_of(error)
        where = Location(first_line + mark.line, mark.column + 1) if mark else Location(first_line, 1)
        mended = mend_line(text, where.line - first_line, _reads) if mark else None
        hint = (
            f"Write the line so: {mended}"
            if mended is not None
            else "Look at this line and the one before: text that holds ':', '#', quotes or brackets stands in double "
            "quotes, and lines are indented with spaces"
        )
        raise YamlError(where, f"this cannot be read as 'key: value' lines ({_in_plain_words(error)})", hint) from error
    except yaml.reader.ReaderError as error:
        character = f"U+{error.character:04X}" if isinstance(error.character, int) else repr(error.character)
        raise YamlError(
            _location_of(text, error.position, first_line),
            f"the character {character}, which cannot be seen, stands here",
            "Delete it: delete the characters around it too and type them anew",
        ) from error
    except (ValueError, OverflowError) as error:  # PyYAML lets chr() and int() raise on absurd escapes and versions
        raise YamlError(
            Location(first_line, 1),
            f"this cannot be read as 'key: value' lines ({error})",
            "Look for a stray backslash or percent sign",
        ) from error


def _mark_of(error: yaml.MarkedYAMLError) -> yaml.Mark | None:
    """Where the mistake is: of what is opened and not closed, where it is opened."""
    opened = str(error.problem).startswith(("found unexpected end of stream", "expected ',' or"))
    return (opened and error.context_mark) or error.problem_mark or error.context_mark


def _reads(text: str) -> int | None:
    """The index of the line at which `text` cannot be read any further; None if it can to its end."""
    try:
        _build(text, 0)
    except YamlError as error:
        return error.location.line
    except yaml.MarkedYAMLError as error:
        mark = _mark_of(error)
        return mark.line if mark else 0
    except (yaml.YAMLError, ValueError, OverflowError):
        return 0
    return None


def _build(text: str, first_line: int) -> Node:
    events = yaml.parse(text, Loader=yaml.SafeLoader)
    stack: list[Sequence | Mapping] = []
    keys: list[tuple[str, Location] | None] = []
    root: Node | None = None
    nodes = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            raise YamlError(
                _location(event, first_line), "a second list of keys begins here", "Delete the line with '---'"
            )
        if isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            stack.pop()
            keys.pop()
            continue
        if not isinstance(event, yaml.NodeEvent):
            continue
        where = _location(event, first_line)
        nodes += 1
        if nodes > MAX_NODES:
            raise YamlError(where, f"there are more than {MAX_NODES:,} keys and values", "Keep it short")
        _refuse_cleverness(event, where)
        node = _open(event, where)
        if stack:
            _attach(stack[-1], keys, node)
        else:
            root = node
        if isinstance(node, (Sequence, Mapping)):
            if len(stack) >= MAX_DEPTH:
                raise YamlError(
                    where, f"lists stand within lists more than {MAX_DEPTH} deep", "Look for stray brackets or indents"
                )
            stack.append(node)
            keys.append(None)
    return root if root is not None else Scalar(Location(first_line, 1), None)


def _location(event: yaml.Event, first_line: int) -> Location:
    mark = event.start_mark
    return Location(first_line + mark.line, mark.column + 1) if mark else Location(first_line, 1)


def _location_of(text: str, offset: int, first_line: int) -> Location:
    where = locate(text, offset)
    return Location(first_line + where.line - 1, where.column)


def _in_plain_words(error: yaml.MarkedYAMLError) -> str:
    problem = str(error.problem or error.context)
    return next((words for start, words in _PLAIN_WORDS.items() if problem.startswith(start)), problem)


def _refuse_cleverness(event: yaml.NodeEvent, where: Location) -> None:
    if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
        raise YamlError(
            where,
            f"'{'*' if isinstance(event, yaml.AliasEvent) else '&'}{str(event.anchor)[:40]}' refers to another place "
            "(a YAML anchor or alias), which is not understood here",
            "Write the text out; put text that begins with * or & into double quotes",
        )
    tag = getattr(event, "tag", None)
    if tag is not None and tag != "!":
        raise YamlError(
            where,
            f"'{str(tag).replace('tag:yaml.org,2002:', '!!')[:60]}' is a YAML tag, which is not understood here",
            "Delete it; put text that begins with ! into double quotes",
        )


def _open(event: yaml.NodeEvent, where: Location) -> Node:
    if isinstance(event, yaml.SequenceStartEvent):
        return Sequence(where)
    if isinstance(event, yaml.MappingStartEvent):
        return Mapping(where)
    assert isinstance(event, yaml.ScalarEvent)
    plain = event.style is None
    return Scalar(where, None if plain and event.value in _NOTHING else _whole_characters(event.value, where))


def _whole_characters(value: str, where: Location) -> str:
    r"""JSON writes characters beyond U+FFFF as two halves, `"\ud83d\ude00"`; YAML leaves them apart."""
    try:
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError as error:
        raise YamlError(
            where, "half a character stands here, written as \\ud800 or the like", "Type the character itself"
        ) from error


def _attach(parent: Sequence | Mapping, keys: list[tuple[str, Location] | None], node: Node) -> None:
    if isinstance(parent, Sequence):
        parent.items.append(node)
        return
    pending = keys[-1]
    if pending is None:
        if not isinstance(node, Scalar):
            raise YamlError(node.location, "a list stands where a key should", "Write 'key: value', one on each line")
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


def has_key(node: Node, path: tuple[int | str, ...]) -> bool:
    """Whether the file names the key at the end of `path`, whatever its value."""
    for step in path:
        if isinstance(node, Mapping) and isinstance(step, str) and step in node.pairs:
            node = node.pairs[step][1]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return False
    return True


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
