"""What the timeline's search and filters read: a manifest, and the entries in shards, each with its index.

    timeline/data/index.json                 what can be filtered by, and which shards there are
    timeline/data/<shard>.entries.json       entries with their reports
    timeline/data/<shard>.index.json         their words
    timeline/data/moved.json                 former ids that stand on another page than their date says

Only what may be shown on a page stands here: an entry without words has a phrase made of its parts.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from builder.archive.account import Archive
from builder.archive.timeline import Report, TimelineEntry, Witness, days_of, known_on
from builder.archive.timeline.places import read_atlas
from builder.content.identifiers import identifier_of
from builder.pages.citing import Label, label_further
from builder.pages.compose import Composer
from builder.pages.notes import Note, Part, further_labels, notes_of, plain_note
from builder.pages.page import DataFile
from builder.pages.sheets import Sheet
from builder.pages.telling import editors_words, phrase_of, plain_words, rank_reports, words_of
from builder.pages.timeline.division import Stretch, divide, merge
from builder.pages.timeline.folding import fold_words
from builder.pages.timeline.index import index_shards
from builder.pages.timeline.layout import Layout
from builder.pages.wording import kind_word
from builder.period import machine_date, say
from builder.reading.folding import fold
from builder.settings import Settings
from builder.text import Span

FOLDER = "timeline/data"
SHARD = 1000
"""Entries of a shard: its two files weigh about 150 KB compressed, and are read in some 20 ms."""
_A_PAGE = 20
"""Entries whose words take as long as a page."""
STATUSES = ("happened", "said", "planned", "alleged", "denied")


@dataclass(frozen=True, slots=True)
class Facet:
    """Values by which entries are filtered; data refers to them by position.

    Rounds are in the order of time, actors in that of their ids, others in that of their labels.
    """

    rows: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Id, label, other written forms."""
    position: dict[str, int]


@dataclass(frozen=True, slots=True)
class Facets:
    actor: Facet
    round: Facet
    place: Facet
    outlet: Facet
    kind: Facet
    status: Facet


@dataclass(frozen=True, slots=True)
class Plan:
    """What the files will be made of."""

    facets: Facets
    shards: tuple[Stretch[TimelineEntry], ...]


def plan_data(archive: Archive, layout: Layout) -> Plan:
    return Plan(_facets(archive, layout.whole.entries), cut(layout.whole.entries))


def sheets_of_data(plan: Plan) -> Iterator[Sheet]:
    """What takes long: the words of all entries, as a line for each shard, and the entries of each shard."""
    entries = tuple(shard.entries for shard in plan.shards)
    yield Sheet(_WORDS, _compose_words, (entries,), weight=1 + sum(map(len, entries)) // _A_PAGE)
    for shard in plan.shards:
        yield Sheet(_uri_of(shard), _compose_entries, (shard, plan.facets))


def write_data(
    archive: Archive, layout: Layout, settings: Settings, plan: Plan, composed: Mapping[str, DataFile]
) -> tuple[DataFile, ...]:
    """All data files, the manifest first. `composed` is what was made of the sheets."""
    files, listed = [], []
    lines = composed[_WORDS].text.split("\n")[:-1]
    for shard, line in zip(plan.shards, lines, strict=True):
        entries, words = composed[_uri_of(shard)].text, f"{line}\n"
        name = f"{shard.key or 'all'}-{hashlib.sha256((entries + words).encode()).hexdigest()[:8]}"
        files.append(DataFile(f"{FOLDER}/{name}.entries.json", entries))
        files.append(DataFile(f"{FOLDER}/{name}.index.json", words))
        listed.append({"name": name, **_span(shard), "entries": len(shard.entries)})
    entries_shown = layout.whole.entries
    manifest = {
        "version": 1,
        "as_of": archive.as_of.isoformat() if archive.as_of else "",
        "site": settings.name,
        "entries": len(entries_shown),
        "facets": {name: _counted(archive, plan.facets, name, entries_shown) for name in Facets.__slots__},
        "sources": _count_sources(archive, entries_shown),
        "shards": listed,
    }
    moved = DataFile(f"{FOLDER}/moved.json", _dump(_moved(archive, layout)))
    return (DataFile(f"{FOLDER}/index.json", _dump(manifest)), *files, moved)


_WORDS = f"{FOLDER}/words"


def _uri_of(shard: Stretch[TimelineEntry]) -> str:
    return f"{FOLDER}/{shard.key or 'all'}"


def _compose_words(page: Composer, shards: Sequence[Sequence[TimelineEntry]]) -> DataFile:
    texts = [[fold_words(_searched(page.archive, entry)) for entry in entries] for entries in shards]
    return DataFile(page.uri, "".join(map(_dump, index_shards(texts))))


def _compose_entries(page: Composer, shard: Stretch[TimelineEntry], facets: Facets) -> DataFile:
    return DataFile(page.uri, _dump(_describe(page.archive, page.layout, facets, shard)))


def cut(entries: Sequence[TimelineEntry]) -> tuple[Stretch[TimelineEntry], ...]:
    """Shards whose borders are those of years, or months where there is much: a new entry changes only its own."""

    def fits(some: Sequence[TimelineEntry]) -> bool:
        return len(some) <= SHARD

    return merge(divide(entries, fits).leaves, fits) if entries else ()


def _searched(archive: Archive, entry: TimelineEntry) -> str:
    """What a reader sees of an entry, as `texts.js` reads it when every report counts."""
    notes = map(plain_note, notes_of(archive, entry))
    return " ".join((plain_words(archive, entry), *notes, *further_labels(entry), say(entry.period)))


def _span(shard: Stretch[TimelineEntry]) -> dict[str, str]:
    starts = [start.isoformat() for e in shard.entries if (start := e.period.first or e.period.last)]
    return {"from": min(starts), "to": max(starts)}


def _facets(archive: Archive, entries: Sequence[TimelineEntry]) -> Facets:
    reports = [report for entry in entries for report in entry.reports]
    named = {actor for report in reports for actor in report.actors} | {a for entry in entries for a in entry.actors}
    places = {place for place in (*(r.place for r in reports), *(e.place for e in entries)) if place}
    kinds = {*(report.kind for report in reports), *(entry.kind for entry in entries)}
    held = {archive.round_of_entry[entry.id] for entry in entries if entry.id in archive.round_of_entry}
    outlets = {archive.readings[report.citation.article].article.publisher for report in reports}
    return Facets(
        # As the document has those of an entry.
        actor=_in_order([(key, archive.actors[key].name, _forms(archive, key)) for key in sorted(named)]),
        round=_in_order([(key, round_.title, ()) for key, round_ in archive.rounds.items() if key in held]),
        place=_facet((_place_id(place), place, ()) for place in places),
        outlet=_facet((identifier_of(outlet), outlet, ()) for outlet in outlets),
        kind=_facet((kind, kind_word(kind), ()) for kind in kinds),
        status=Facet(
            tuple((status, status.capitalize(), ()) for status in STATUSES),
            {status: at for at, status in enumerate(STATUSES)},
        ),
    )


def _facet(rows: Iterable[tuple[str, str, Iterable[str]]]) -> Facet:
    one_each = {key: (key, label, tuple(sorted(set(forms)))) for key, label, forms in sorted(rows, reverse=True)}
    return _in_order(sorted(one_each.values(), key=lambda row: (fold(row[1]), row[0])))


def _in_order(rows: Iterable[tuple[str, str, tuple[str, ...]]]) -> Facet:
    rows = tuple(rows)
    return Facet(rows, {row[0]: at for at, row in enumerate(rows)})


def _forms(archive: Archive, actor: str) -> tuple[str, ...]:
    return tuple(sorted({form for form in archive.actors[actor].forms if form != archive.actors[actor].name}))


def _place_id(place: str) -> str:
    return identifier_of(place) or hashlib.sha256(place.encode()).hexdigest()[:8]


def _counted(
    archive: Archive, facets: Facets, name: str, entries: Sequence[TimelineEntry]
) -> list[tuple[str, str, tuple[str, ...], int]]:
    """A facet's rows with the number of entries of each, before anything is chosen."""
    counts = Counter(value for entry in entries for value in _values(archive, entry, name))
    facet: Facet = getattr(facets, name)
    return [(*row, counts[row[0]]) for row in facet.rows]


def _count_sources(archive: Archive, entries: Sequence[TimelineEntry]) -> dict[str, int]:
    """How many entries come from two independent sources or more, from three or more, and so on."""
    numbers = [archive.sources.independent(r.citation.article for r in entry.reports) for entry in entries]
    counts, entries_so_far = Counter(numbers), 0
    found: dict[str, int] = {}
    for least in range(max(numbers, default=0), 1, -1):
        entries_so_far += counts[least]
        found[str(least)] = entries_so_far
    return dict(reversed(found.items()))


def _values(archive: Archive, entry: TimelineEntry, facet: str) -> Iterable[str]:
    match facet:
        case "actor":
            return entry.actors
        case "round":
            return filter(None, [archive.round_of_entry.get(entry.id)])
        case "place":
            return [_place_id(entry.place)] if entry.place else []
        case "outlet":
            return {identifier_of(archive.readings[r.citation.article].article.publisher) for r in entry.reports}
        case "kind":
            return [entry.kind]
        case _:
            return [entry.shown_status]


@dataclass(frozen=True, slots=True)
class _Shard:
    """Describes the entries of one shard; `numbers` are the positions of its articles in its list of them."""

    archive: Archive
    layout: Layout
    facets: Facets
    numbers: dict[str, int]
    witness: Witness

    def describe(self, entries: Sequence[TimelineEntry]) -> dict[str, Any]:
        return {
            "articles": [self._article(identifier) for identifier in self.numbers],
            "entries": [self._entry(entry) for entry in entries],
        }

    def _article(self, identifier: str) -> list[Any]:
        article = self.archive.readings[identifier].article
        outlet = self.facets.outlet.position[identifier_of(article.publisher)]
        row = [identifier, outlet, article.published.isoformat(), article.title]
        origin = self.archive.sources.origin[identifier]
        return row if origin == identifier else [*row, origin]

    def _entry(self, entry: TimelineEntry) -> dict[str, Any]:
        ranked = rank_reports(self.archive, entry)
        ranks = {report.citation: rank for rank, report in enumerate(ranked)}
        data: dict[str, Any] = {
            "id": entry.id,
            "page": self.layout.page_of[entry.id].removesuffix(".md"),
            "when": say(entry.period),
            "date": machine_date(entry.period),
        }
        if entry.period.first:
            data["from"] = entry.period.first.isoformat()
        if entry.period.last:
            data["to"] = entry.period.last.isoformat()
        if entry.id in self.archive.round_of_entry:
            data["round"] = self.facets.round.position[self.archive.round_of_entry[entry.id]]
        data["reports"] = [self._report(report, ranks.get(report.citation, len(ranked))) for report in entry.reports]
        if entry.curated is not None:
            data["checked"] = True
        if further := label_further(self.archive, entry):
            data["further"] = [_link(label) for label in further]
        if editors_words(entry):
            data["told"] = plain_words(self.archive, entry)
        elif not all("text" in report for report in data["reports"]):
            data["phrase"] = phrase_of(self.archive, entry)
        if states := self._states(entry):
            data["states"] = states
        return data

    def _states(self, entry: TimelineEntry) -> list[tuple[str, dict[str, Any]]]:
        """What an entry's reports came to from which day on, where that is more than what one report says."""
        if len(entry.reports) == 1 and entry.curated is None and entry.outcome is None:
            return []
        # An editor's own entry is always known; only what became of it may not be.
        first = entry.first_reported or date.min
        days = sorted({first, *(day for day in days_of(entry, self.witness) if day >= first)})
        earlier = [(day.isoformat(), known_on([entry], day, self.witness)[0]) for day in days[:-1]]
        return [(day, self._state(then)) for day, then in [*earlier, (days[-1].isoformat(), entry)]]

    def _state(self, entry: TimelineEntry) -> dict[str, Any]:
        state: dict[str, Any] = {
            "status": entry.shown_status,
            "announced": entry.was_planned,
            "kind": self.facets.kind.position[entry.kind],
            "when": say(entry.period),
            "date": machine_date(entry.period),
        }
        if entry.period.first:
            state["from"] = entry.period.first.isoformat()
        if entry.period.last:
            state["to"] = entry.period.last.isoformat()
        if entry.place:
            state["place"] = self.facets.place.position[_place_id(entry.place)]
        if entry.curated is not None:
            state["actors"] = sorted(self.facets.actor.position[actor] for actor in entry.actors)
        if labels := further_labels(entry):
            state["labels"] = labels
        if notes := notes_of(self.archive, entry):
            state["notes"] = [self._note(note) for note in notes]
        return state

    def _note(self, note: Note) -> list[Any]:
        """Words as text, labels of sources as a list of links, another entry as a link."""
        return [self._part(part) for part in note]

    def _part(self, part: Part) -> Any:
        if isinstance(part, str):
            return part
        if isinstance(part, TimelineEntry):
            return _link(Label(say(part.period), self.layout.page_of[part.id], part.id))
        return [_link(label) for label in part]

    def _report(self, report: Report, rank: int) -> dict[str, Any]:
        data: dict[str, Any] = {
            "article": self.numbers[report.citation.article],
            "sentence": self.archive.reading(report.citation).number_of(report.citation.span.start) or 0,
            "status": report.status,
            "kind": self.facets.kind.position[report.kind],
            "actors": sorted(self.facets.actor.position[actor] for actor in report.actors),
            "rank": rank,
        }
        if report.place:
            data["place"] = self.facets.place.position[_place_id(report.place)]
        if words := words_of(self.archive, report):
            data["text"] = words.text
            if words.stress:
                data["stress"] = _in_utf16(words.text, words.stress)
            if words.context:
                data["context"] = _utf16(words.text[: words.context])
        return data


def _link(label: Label) -> dict[str, Any]:
    """`page` is that of the site, from its root, `address` one elsewhere; `source` where an article is meant whole."""
    if label.kind == "away":
        return {"label": label.words, "address": label.uri}
    link: dict[str, Any] = {"label": label.words, "page": label.uri.removesuffix(".md")}
    if label.anchor:
        link["anchor"] = label.anchor
    if label.kind == "source":
        link["source"] = True
    return link


def _describe(archive: Archive, layout: Layout, facets: Facets, shard: Stretch[TimelineEntry]) -> dict[str, Any]:
    used = sorted({report.citation.article for entry in shard.entries for report in entry.reports})
    numbers = {article: number for number, article in enumerate(used)}
    days = {article: archive.readings[article].article.published for article in used}
    witness = Witness(archive.sources, read_atlas(archive.content.places), days)
    return _Shard(archive, layout, facets, numbers, witness).describe(shard.entries)


_DATE = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?![0-9]))?")


def _moved(archive: Archive, layout: Layout) -> dict[str, str]:
    """Former ids whose own date does not lead to the page of their entry -> where it stands, from the site's root."""
    moved = {}
    for entry in archive.entries.values():
        for old in entry.former:
            date = _DATE.match(old)
            if date is None or layout.way_to(date[0])[0] != layout.page_of[entry.id]:
                moved[old] = layout.page_of[entry.id].removesuffix(".md")
    return moved


def _in_utf16(text: str, span: Span) -> tuple[int, int]:
    """A span as JavaScript counts: in units of UTF-16."""
    return _utf16(text[: span.start]), _utf16(text[: span.end])


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
