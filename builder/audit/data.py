"""The timeline's data as the blocks that scripts make of them: entries with their notes, and each report by itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from builder.audit.blocks import CITE, STATUS, Block, Link, Run
from builder.audit.generated import CONTEXT, TOLD
from builder.audit.notes import NOTE
from builder.pages.page import DataFile
from builder.pages.timeline.data import FOLDER
from builder.pages.timeline.strip import BACKDROP

MOVED = f"{FOLDER}/moved.json"
"""Where entries stand by ids that they had: nothing is said there, but each has to lead to an entry."""
_MANIFEST = f"{FOLDER}/index.json"
_UNREAD = (".index.json",)
"""Which word stands in which entry: says nothing that the entries do not."""
_WORDLESS = re.compile(
    r"<svg(?: (?:xmlns|viewBox|preserveAspectRatio)=\"[^\"<>]*\")*>"
    r"<path(?: (?:fill|fill-opacity|d)=\"[^\"<>]*\")*/></svg>\s*"
)
"""A drawing with neither words nor names in it."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of a file: what its numbers refer to is in `articles`, of its shard, and `facets`, of all."""

    uri: str
    data: dict[str, Any]
    articles: list[Any]
    facets: dict[str, Any]

    @property
    def citations(self) -> list[Link]:
        return [self.cited(report) for report in self.data["reports"]]

    @property
    def editors(self) -> list[Link]:
        """What its editor names as sources beyond the articles that it cites."""
        return [_way(label) for label in self.data.get("further", ())]

    def cited(self, report: dict[str, Any]) -> Link:
        return Link(f"articles/{self.articles[report['article']][0]}.md", f"s{report['sentence']}")

    def date(self, holder: dict[str, Any]) -> Run:
        """The date of the entry, or of one state of it."""
        return Run(holder["when"], time=holder["date"], link=Link(f"{self.data['page']}.md", self.data["id"]))

    def block(self, *runs: Run) -> Block:
        return Block(self.uri, runs, (self.data["id"],))

    def actors(self, positions: list[int]) -> Iterator[Run]:
        for position in positions:
            identifier, name, *_ = self.facets["actor"][position]
            yield Run(name, link=Link(f"actors/{identifier}.md"))

    def place(self, holder: dict[str, Any]) -> Iterator[Run]:
        if "place" in holder:
            yield Run(self.facets["place"][holder["place"]][1], frozenset({"x-place"}))


def blocks_of_data(files: tuple[DataFile, ...]) -> Iterator[Block]:
    """What the files say; a file of a kind that is not known is a statement without a source."""
    entries: list[_Entry] = []
    manifest = next((json.loads(file.text) for file in files if file.uri == _MANIFEST), None)
    for file in files:
        if file.uri == _MANIFEST or file.uri.endswith(_UNREAD):
            continue
        if file.uri == BACKDROP and _WORDLESS.fullmatch(file.text):
            continue
        if file.uri == MOVED:
            for old, page in json.loads(file.text).items():
                yield Block(file.uri, (Run(old, link=Link(f"{page}.md", old)),))
        elif manifest is None or not (file.uri.startswith(FOLDER) and file.uri.endswith(".entries.json")):
            yield Block(file.uri, (Run("a file that the audit cannot read"),))
        else:
            shard = json.loads(file.text)
            entries += [_Entry(file.uri, data, shard["articles"], manifest["facets"]) for data in shard["entries"]]
    dates = {entry.data["id"]: entry.data["date"] for entry in entries}
    for entry in entries:
        yield from _blocks_of_entry(entry, dates)


def _blocks_of_entry(entry: _Entry, dates: Mapping[str, str]) -> Iterator[Block]:
    """Its reports, what it comes to by all of them, and what it came to from which day on."""
    data = entry.data
    for report in data["reports"]:
        yield _report(entry, report)
    cited = [_citation(link) for link in (*entry.citations, *entry.editors)]
    told = [Run(data[key], frozenset({TOLD})) for key in ("told", "phrase") if key in data]
    yield entry.block(entry.date(data), *told, *cited)
    for _, state in data.get("states", ()):
        statuses = [*(["planned"] if state["announced"] else []), state["status"], *state.get("labels", ())]
        yield entry.block(
            entry.date(state), *(Run(status, frozenset({STATUS})) for status in statuses), *entry.place(state),
            *entry.actors(state.get("actors", [])), *cited,
            *(run for note in state.get("notes", ()) for part in note for run in _note(part, dates)),
        )  # fmt: skip


def _note(part: Any, dates: Mapping[str, str]) -> Iterator[Run]:
    """A part of a note: words, the labels of those who say so, or another entry by its date."""
    marks = frozenset({NOTE})
    if isinstance(part, str):
        yield Run(part, marks)
    elif isinstance(part, list):
        yield from (Run(label["label"], marks | {CITE}, _way(label)) for label in part)
    else:
        yield Run(part["label"], marks, _way(part), dates.get(part["anchor"]))


def _way(label: dict[str, Any]) -> Link:
    return (
        Link("", "", label["address"]) if "address" in label else Link(f"{label['page']}.md", label.get("anchor", ""))
    )


def _report(entry: _Entry, report: dict[str, Any]) -> Block:
    status, kind = report["status"], entry.facets["kind"][report["kind"]][0]
    shown = "said" if (status, kind) == ("happened", "statement") else status
    marks = frozenset({TOLD})
    told = []
    if "context" in report:
        told.append(Run(_utf16(report["text"], 0, report["context"]), marks | {CONTEXT}))
        told.append(Run(_utf16(report["text"], report["context"], None), marks))
    elif "text" in report:
        told.append(Run(report["text"], marks))
    return entry.block(
        Run(shown, frozenset({STATUS})), *entry.actors(report["actors"]), *entry.place(report), *told,
        _citation(entry.cited(report)),
    )  # fmt: skip


def _citation(link: Link) -> Run:
    return Run(link.article or "", frozenset({CITE}), link)


def _utf16(text: str, start: int, end: int | None) -> str:
    """A piece of `text` between offsets as JavaScript counts them."""
    encoded = text.encode("utf-16-le")
    return encoded[2 * start : None if end is None else 2 * end].decode("utf-16-le")
