"""The timeline's data as the blocks that scripts make of them: entries with their notes, and each report by itself."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from builder.audit.blocks import CITE, STATUS, Block, Link, Run
from builder.audit.generated import CONTEXT, TOLD
from builder.audit.notes import NOTE
from builder.pages.page import DataFile
from builder.pages.timeline.data import FOLDER

MOVED = f"{FOLDER}/moved.json"
"""Where entries stand by ids that they had: nothing is said there, but each has to lead to an entry."""
_MANIFEST = f"{FOLDER}/index.json"
_UNREAD = (".index.json",)
"""Which word stands in which entry: says nothing that the entries do not."""

Labels = Mapping[str, tuple[Link, ...]]
"""What sources are called in notes ("Gazette, 3 May 2021", "example.org"), and where they stand."""


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
        """The sources of its editor's words."""
        given = (address for _, address in self.data.get("editors", ()))
        return [Link("", "", address) if "://" in address else Link(f"{address}.md") for address in given]

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


def blocks_of_data(files: tuple[DataFile, ...], labels: Labels) -> Iterator[Block]:
    """What the files say; a file of a kind that is not known is a statement without a source."""
    entries: list[_Entry] = []
    manifest = next((json.loads(file.text) for file in files if file.uri == _MANIFEST), None)
    for file in files:
        if file.uri == _MANIFEST or file.uri.endswith(_UNREAD):
            continue
        if file.uri == MOVED:
            for old, page in json.loads(file.text).items():
                yield Block(file.uri, (Run(old, link=Link(f"{page}.md", old)),))
        elif manifest is None or not (file.uri.startswith(FOLDER) and file.uri.endswith(".entries.json")):
            yield Block(file.uri, (Run("a file that the audit cannot read"),))
        else:
            shard = json.loads(file.text)
            entries += [_Entry(file.uri, data, shard["articles"], manifest["facets"]) for data in shard["entries"]]
    told_in: dict[str, list[_Entry]] = defaultdict(list)
    for entry in entries:
        for link in entry.citations:
            told_in[link.article or ""].append(entry)
    for entry in entries:
        yield from _blocks_of_entry(entry, labels, told_in)


def _blocks_of_entry(entry: _Entry, labels: Labels, told_in: Mapping[str, list[_Entry]]) -> Iterator[Block]:
    """Its reports, what it comes to by all of them, and what it came to from which day on."""
    data = entry.data
    for report in data["reports"]:
        yield _report(entry, report)
    cited = [_citation(link) for link in (*entry.citations, *entry.editors)]
    told = [Run(data[key], frozenset({TOLD})) for key in ("told", "phrase") if key in data]
    yield entry.block(entry.date(data), *told, *cited)
    for _, state in data.get("states", ()):
        announced = [Run("planned", frozenset({STATUS}))] if state["announced"] else []
        yield entry.block(
            entry.date(state), *announced, Run(state["status"], frozenset({STATUS})), *entry.place(state),
            *entry.actors(state.get("actors", [])), *cited,
            *(run for note in state.get("notes", ()) for run in _note(note, entry, labels, told_in)),
        )  # fmt: skip


def _note(note: str, entry: _Entry, labels: Labels, told_in: Mapping[str, list[_Entry]]) -> Iterator[Run]:
    """A sentence on where reports differ, or on what became of a plan; its sources as citations.

    It calls sources by their names: meant are the reports of the entry, or of the one whose date it gives.
    """
    named = sorted((label for label in labels if label in note), key=lambda label: (-len(label), label))
    first, *pieces = re.split(f"({'|'.join(map(re.escape, named))})", note) if named else [note]
    articles = [link.article for piece in pieces[::2] for link in labels[piece] if link.article]
    others = [one for article in articles for one in told_in.get(article, ()) if one.data["id"] != entry.data["id"]]
    target = next((one for one in others if first.partition(" to ")[2].startswith(one.data["when"])), None) or next(
        (one for one in others if first.partition(": see ")[2].startswith(one.data["when"])), None
    )
    marks = frozenset({NOTE})
    if target is None:
        yield Run(first, marks)
    else:
        date = target.date(target.data)
        before, _, after = first.partition(date.text)
        yield from (Run(before, marks), Run(date.text, marks, date.link, date.time), Run(after, marks))
    reports = (target or entry).citations
    for at, piece in enumerate(pieces):
        if at % 2:
            if piece.strip() not in (",", "and"):
                yield Run(piece, marks)
            continue
        for link in labels[piece]:
            for cited in [report for report in reports if report.article == link.article and link.article] or [link]:
                yield Run(piece, marks | {CITE}, cited)


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
