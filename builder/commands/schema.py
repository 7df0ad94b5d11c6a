"""`explainer schema`"""

from __future__ import annotations

import json

import click

from builder.changes.data import json_schema as schema_of_changes
from builder.content.schemas import KINDS, json_schema

_CHANGES = "changes"


@click.command()
@click.argument("kind", required=False, type=click.Choice((*KINDS, _CHANGES)))
def schema(kind: str | None) -> None:
    """Print the JSON Schema of a file kind, or of all by name; "changes" is what `explainer diff --format json` prints.

    Example: explainer schema actor
    """
    if kind == _CHANGES:
        schemas = schema_of_changes()
    else:
        schemas = json_schema(kind) if kind else {name: json_schema(name) for name in KINDS}
    click.echo(json.dumps(schemas, ensure_ascii=False, indent=2))
