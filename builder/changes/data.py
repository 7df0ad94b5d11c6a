"""The account of a change for scripts: JSON in the shape of `model`, and the schema of that shape."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from builder.changes.markdown import Frame
from builder.changes.model import Changes
from builder.changes.verdict import say_verdict

_ADAPTER: TypeAdapter[Changes] = TypeAdapter(Changes)


def render_json(changes: Changes, frame: Frame) -> str:
    """All of it, nothing shortened. ASCII only: texts may hold what draws on terminals or turns text around."""
    told = {
        "verdict": say_verdict(changes),
        "before": frame.before,
        "after": frame.after,
        "settings": frame.settings,
        **_ADAPTER.dump_python(changes, mode="json"),
    }
    return json.dumps(told, indent=2) + "\n"


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `render_json` writes."""
    schema = _ADAPTER.json_schema(mode="serialization")
    names = ("verdict", "before", "after", "settings")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "What a change does to the site",
        "properties": {**{name: {"type": "string"} for name in names}, **schema["properties"]},
        "required": [*names, *schema["required"]],
    }
