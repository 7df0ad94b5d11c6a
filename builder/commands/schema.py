"""`explainer schema`"""

from __future__ import annotations

import json

import click

from builder.content.schemas import KINDS, json_schema


@click.command()
@click.argument("kind", required=False, type=click.Choice(KINDS))
def schema(kind: str | None) -> None:
    """Print the JSON Schema of a file kind, or of all by name.

    Example: explainer schema actor
    """
    schemas = json_schema(kind) if kind else {name: json_schema(name) for name in KINDS}
    click.echo(json.dumps(schemas, ensure_ascii=False, indent=2))
