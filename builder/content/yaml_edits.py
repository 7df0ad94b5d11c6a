"""Small changes to YAML that people wrote: what is not meant stays as it is, comments, order and quotes included.

By the places of PyYAML's events, not by writing the whole anew: a writer that keeps comments (ruamel.yaml) still
indents, folds and quotes in one way, and so would change lines that nobody decided about. Each change is read again,
and refused where it does not say what it should.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

from builder.content.yaml_nodes import YamlError, parse_yaml, plain
from builder.content.yaml_text import Item, block_item, flow_text, key_lines, write_scalar

Path = tuple[int | str, ...]
Sort = Literal["scalar", "sequence", "mapping"]


class RefusedError(ValueError):
    """The change cannot be made; the message is a sentence for people."""


@dataclass(slots=True)
class _Placed:
    """A value's first and last character, and what it holds; `start` of a list is its first `-` or its `[`."""

    sort: Sort
    start: int
    end: int
    flow: bool = False
    items: list[_Placed] = field(default_factory=list)
    keys: dict[str, _Placed] = field(default_factory=dict)


def add_items(text: str, key: str, items: Sequence[Item], order: Sequence[str] = ()) -> str:
    """`text` with `items` at the end of the list `key`; a new list stands behind the keys before it in `order`.

    Raises RefusedError, as all of these do.
    """
    if not items:
        return text
    value = _plain_keys(text)
    root = _place(text)
    before = value.get(key)
    if before is not None and not isinstance(before, list):
        raise RefusedError(f"'{key}' holds no list")
    intended = {**value, key: [*(before or ()), *map(_plain_item, items)]}
    placed = root.keys.get(key)
    if placed is None:
        changed = _with_new_key(text, root, key, items, order)
    elif before is None:
        # A key without a value ends with its colon, which may have a comment behind it.
        changed = f"{text[: placed.start]} {flow_text(list(items))}{text[placed.start :]}"
    elif placed.flow:
        at = placed.items[-1].end if placed.items else placed.start + 1
        written = ", ".join(flow_text(item) for item in items)
        changed = text[:at] + (", " if placed.items else "") + written + text[at:]
    else:
        at = _line_end(text, placed.items[-1].end)
        indent = " " * (placed.start - text.rfind("\n", 0, placed.start) - 1)
        head = "" if text[:at].endswith("\n") else "\n"
        changed = text[:at] + head + "".join(block_item(item, indent) for item in items) + text[at:]
    return _verified(changed, intended)


def set_scalar(text: str, path: Path, value: str) -> str:
    """`text` with `value` in place of the text at `path`."""
    intended, root = _plain_keys(text), _place(text)
    placed = _follow(root, path)
    if placed.sort != "scalar":
        raise RefusedError(f"{_said(path)} holds more than one text")
    flow = any(_follow(root, path[:depth]).flow for depth in range(len(path)))
    _change(intended, path, lambda holder, step: holder.__setitem__(step, value))
    tail = "\n" if text[: placed.end].endswith("\n") else ""
    changed = text[: placed.start] + write_scalar(value, flow=flow) + tail + text[placed.end :]
    return _verified(changed, intended)


def remove_item(text: str, path: Path) -> str:
    """`text` without the item of a list at `path`; of a list of one an empty list is left."""
    intended, root = _plain_keys(text), _place(text)
    holder, index = _follow(root, path[:-1]), path[-1]
    if not isinstance(index, int) or index >= len(holder.items):
        raise RefusedError(f"there is no item at {_said(path)}")
    _change(intended, path, lambda within, step: within.__delitem__(step))
    items = holder.items
    if holder.flow:
        if index:
            start, end = items[index - 1].end, items[index].end
        else:
            start, end = items[0].start, items[1].start if len(items) > 1 else holder.end - 1
        return _verified(text[:start] + text[end:], intended)
    if len(items) == 1:
        end = items[0].end - (1 if text[: items[0].end].endswith("\n") else 0)
        # A dash may stand below the first letter of its key, a bracket must be indented.
        return _verified(text[: holder.start] + " []" + text[end:], intended)
    dash = text.rfind("-", 0, items[index].start)
    start = text.rfind("\n", 0, dash) + 1
    return _verified(text[:start] + text[_line_end(text, items[index].end) :], intended)


def _plain_keys(text: str) -> dict[str, object]:
    try:
        value = plain(parse_yaml(text))
    except YamlError as error:
        raise RefusedError(f"{error.message}. {error.hint}") from error
    if not isinstance(value, dict):
        raise RefusedError("it holds no 'key: value' lines")
    return value


def _verified(changed: str, intended: dict[str, object]) -> str:
    try:
        read = plain(parse_yaml(changed))
    except YamlError:
        read = None
    if read != intended:
        raise RefusedError("it is written in a way in which a change might break it; change it by hand")
    return changed


def _place(text: str) -> _Placed:
    """Where everything in `text` stands. It has been read by `parse_yaml`, so it is small and has no surprises."""
    stack: list[_Placed] = []
    keys: list[str | None] = []
    root = _Placed("scalar", 0, 0)
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            done = stack.pop()
            keys.pop()
            # A block's end mark stands before the next key, behind comments that are not its own.
            parts = [*done.items, *done.keys.values()]
            done.end = _index(event.end_mark) if done.flow else max(part.end for part in parts)
        elif isinstance(event, yaml.NodeEvent):
            if stack and stack[-1].sort == "mapping" and keys[-1] is None:
                assert isinstance(event, yaml.ScalarEvent)
                keys[-1] = event.value
                continue
            placed = _Placed(_sort(event), _index(event.start_mark), _index(event.end_mark))
            placed.flow = bool(getattr(event, "flow_style", False))
            if not stack:
                root = placed
            elif stack[-1].sort == "mapping":
                stack[-1].keys[keys[-1] or ""] = placed
                keys[-1] = None
            else:
                stack[-1].items.append(placed)
            if placed.sort != "scalar":
                stack.append(placed)
                keys.append(None)
    if root.flow or root.sort != "mapping":
        raise RefusedError("all of its keys stand in one pair of braces; give each a line of its own")
    return root


def _index(mark: Any) -> int:
    return int(mark.index)


def _sort(event: yaml.NodeEvent) -> Sort:
    if isinstance(event, yaml.ScalarEvent):
        return "scalar"
    return "mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence"


def _follow(placed: _Placed, path: Path) -> _Placed:
    for step in path:
        found = placed.keys.get(step) if isinstance(step, str) else dict(enumerate(placed.items)).get(step)
        if found is None:
            raise RefusedError(f"there is nothing at {_said(path)}")
        placed = found
    return placed


def _said(path: Path) -> str:
    return ", ".join(f"'{step}'" if isinstance(step, str) else f"item {step + 1}" for step in path)


def _change(value: object, path: Path, change: Callable[[Any, int | str], None]) -> None:
    """`change` what holds the end of `path`, at its last step."""
    holder: Any = value
    for step in path[:-1]:
        holder = holder[step]
    change(holder, path[-1])


def _with_new_key(text: str, root: _Placed, key: str, items: Sequence[Item], order: Sequence[str]) -> str:
    """Behind the nearest key that comes before it: two changes that add different keys then seldom meet."""
    before = order[: order.index(key)] if key in order else order
    near = [name for name in before if name in root.keys] or list(root.keys)[-1:]
    at = _line_end(text, max(root.keys[name].end for name in near))
    head = "" if text[:at].endswith("\n") else "\n"
    indent = " " * (root.start - text.rfind("\n", 0, root.start) - 1)
    return text[:at] + head + key_lines(key, list(items), indent) + text[at:]


def _line_end(text: str, at: int) -> int:
    """Behind the line on which what ends at `at` ends."""
    if text[:at].endswith("\n"):
        return at
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _plain_item(item: Item) -> object:
    return item if isinstance(item, str) else dict(item)
