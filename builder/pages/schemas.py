"""The JSON Schemas of the content files, as files of the site that is built by their rules."""

from __future__ import annotations

import json

from builder.content.schemas import KINDS, json_schema, schema_path
from builder.pages.page import DataFile


def write_schemas(site: str) -> tuple[DataFile, ...]:
    """The schema of every kind; `site`: the site's address, or nothing."""
    return tuple(
        DataFile(schema_path(kind), json.dumps(json_schema(kind, site), ensure_ascii=False, indent=2) + "\n")
        for kind in sorted(KINDS)
    )
