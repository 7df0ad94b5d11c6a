"""The account of a change for scripts: JSON in the shape of `model`, and the schema of that shape."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from builder.changes.markdown import Frame
from builder.changes.model import Changes
from builder.changes.verdict import say_verdict

_ADAPTER: TypeAdapter[Changes] = TypeAdapter(Changes)
_FRAME: TypeAdapter[Frame] = TypeAdapter(Frame)


def render_json(changes: Changes, frame: Frame) -> str:
    """All of it, nothing shortened. ASCII only: texts may hold what draws on terminals or turns text around."""
    told = {
        "verdict": say_verdict(changes),
        **_FRAME.dump_python(frame, mode="json"),
        **_ADAPTER.dump_python(changes, mode="json"),
    }
    return json.dumps(told, indent=2) + "\n"


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `render_json` writes."""
    parts = [adapter.json_schema(mode="serialization") for adapter in (_FRAME, _ADAPTER)]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What a change does to the site",
        "type": "object",
        "properties": {"verdict": {"type": "string"}, **parts[0]["properties"], **parts[1]["properties"]},
        "required": ["verdict", *parts[0]["required"], *parts[1]["required"]],
        "$defs": {**parts[0]["$defs"], **parts[1]["$defs"]},
    }
