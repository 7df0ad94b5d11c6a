"""The timeline's data as the blocks that scripts make of them: each report is a statement of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from builder.audit.blocks import CITE, STATUS, Block, Link, Run
from builder.audit.generated import CONTEXT, TOLD
from builder.pages.page import DataFile
from builder.pages.timeline.data import FOLDER

_MANIFEST = f"{FOLDER}/index.json"
_UNREAD = (".index.json",)
"""Which word stands in which entry: says nothing that the entries do not."""


def blocks_of_data(files: tuple[DataFile, ...]) -> Iterator[Block]:
    """What the files say; a file of a kind that is not known is a statement without a source."""
    manifest = next((json.loads(file.text) for file in files if file.uri == _MANIFEST), None)
    for file in files:
        if file.uri == _MANIFEST or file.uri.endswith(_UNREAD):
            continue
        if manifest is None or not (file.uri.startswith(FOLDER) and file.uri.endswith(".entries.json")):
            yield Block(file.uri, (Run("a file that the audit cannot read"),))
            continue
        shard = json.loads(file.text)
        for entry in shard["entries"]:
            for report in entry["reports"]:
                yield _report(file.uri, manifest["facets"], shard["articles"], entry, report)
            if "phrase" in entry:
                cited = (_citation(shard["articles"], report) for report in entry["reports"])
                yield Block(file.uri, (Run(entry["phrase"]), *cited), (entry["id"],))


def _report(
    uri: str, facets: dict[str, Any], articles: list[Any], entry: dict[str, Any], report: dict[str, Any]
) -> Block:
    status, kind = report["status"], facets["kind"][report["kind"]][0]
    runs = [Run("said" if (status, kind) == ("happened", "statement") else status, frozenset({STATUS}))]
    # An entry has one date: that of the report that it takes its own from, which others may give less precisely.
    runs.append(Run(entry["when"], time=entry["date"]))
    for position in report["actors"]:
        identifier, name, *_ = facets["actor"][position]
        runs.append(Run(name, link=Link(f"actors/{identifier}.md")))
    if "place" in report:
        runs.append(Run(facets["place"][report["place"]][1], frozenset({"x-place"})))
    marks = frozenset({TOLD})
    if "context" in report:
        runs.append(Run(_utf16(report["text"], 0, report["context"]), marks | {CONTEXT}))
        runs.append(Run(_utf16(report["text"], report["context"], None), marks))
    elif "text" in report:
        runs.append(Run(report["text"], marks))
    return Block(uri, (*runs, _citation(articles, report)), (entry["id"],))


def _citation(articles: list[Any], report: dict[str, Any]) -> Run:
    article, _, published, _ = articles[report["article"]]
    return Run(published, frozenset({CITE}), Link(f"articles/{article}.md", f"s{report['sentence']}"))


def _utf16(text: str, start: int, end: int | None) -> str:
    """A piece of `text` between offsets as JavaScript counts them."""
    encoded = text.encode("utf-16-le")
    return encoded[2 * start : None if end is None else 2 * end].decode("utf-16-le")
