"""What stands beside the words of an entry: the same in the document, in the data of the search, and in its index."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

from markdown_it import MarkdownIt
from test_timeline_matching import SPREAD, file, resolve
from timeline_files import timeline_files

from builder.archive.account import Archive
from builder.archive.timeline import TimelineEntry
from builder.pages.citing import label_further
from builder.pages.compose import Composer
from builder.pages.linking import ProseLinker
from builder.pages.notes import notes_of, plain_note
from builder.pages.timeline.document import compose_whole
from builder.pages.timeline.folding import fold_words
from builder.pages.timeline.layout import lay_out
from builder.settings import Settings

ELSEWHERE = "https://www.example.net/minutes"
DIFFERING = [
    "2022-03-08 In Lisbon, 5,000 dockers walked off the job over wages on Monday.",
    "2022-03-09 In Lisbon, 5,800 dockers walked off the job over wages on Monday.",
]
PUT_OFF = ["2022-03-01 The mackerel talks that were due to open on March 7 will now take place on March 19."]
MISSED = [
    "2022-03-01 The mackerel talks between Norway and Iceland are to open in Bergen on March 7.",
    "2022-03-09 The mackerel talks between Norway and Iceland, planned for March 7 in Bergen, never began.",
]


def composer(archive: Archive) -> Composer:
    return Composer(archive, ProseLinker(archive), lay_out(archive), "timeline/index.md")


def read(archive: Archive, identifier: str) -> tuple[dict[str, Any], set[str]]:
    """An entry as the data files have it, and the words by which the index finds it."""
    texts = {f.uri: json.loads(f.text) for f in timeline_files(archive, Settings())}
    (shard,) = texts["timeline/data/index.json"]["shards"]
    entries = texts[f"timeline/data/{shard['name']}.entries.json"]["entries"]
    index = texts[f"timeline/data/{shard['name']}.index.json"]
    (at,) = (at for at, entry in enumerate(entries) if entry["id"] == identifier)
    return entries[at], {index["terms"][number] for number in index["vectors"][at][::2]}


def text_of(markdown: str) -> str:
    html = MarkdownIt("commonmark").renderInline(markdown)
    return unescape(re.sub("<[^>]+>", "", html))


def notes_in_document(archive: Archive, entry: TimelineEntry) -> tuple[str, ...]:
    page = composer(archive)
    document = compose_whole(page, page.layout, None)
    item = document.markdown.partition(f'id="{entry.id}"')[2].partition("[Permalink]")[0]
    notes = item.split('<span class="x-entry__note">')[1:]
    return tuple(text_of(note.partition('<span class="x-entry__')[0]).strip() for note in notes)


def plain(note: list[Any]) -> str:
    """A note of the data files as it reads."""
    parts = (
        part
        if isinstance(part, str)
        else " ".join(link["label"] for link in (part if isinstance(part, list) else [part]))
        for part in note
    )
    return "".join(parts)


def first(archive: Archive) -> TimelineEntry:
    return min(archive.entries.values(), key=lambda entry: entry.sort_key)


def check_agreement(archive: Archive, entry: TimelineEntry, *said: str) -> None:
    """`said` is what the notes of an entry say, wherever they stand, and by what it is found."""
    assert tuple(map(plain_note, notes_of(archive, entry))) == said
    assert notes_in_document(archive, entry) == said
    data, words = read(archive, entry.id)
    assert tuple(map(plain, data["states"][-1][1]["notes"])) == said
    assert set(fold_words(" ".join(said)).split()) <= words


def test_differing_accounts_read_the_same_everywhere() -> None:
    archive = resolve(DIFFERING)
    entry = first(archive)
    check_agreement(
        archive,
        entry,
        "Reports differ: 5,000 dockers according to 2022-03-08-0, 8 Mar 2022; "
        "5,800 dockers according to 2022-03-09-1, 9 Mar 2022",
    )


def test_what_became_of_a_plan_leads_to_the_new_date() -> None:
    archive = resolve(PUT_OFF)
    entry = first(archive)
    check_agreement(archive, entry, "It was put off to 19 March 2022, according to 2022-03-01-0, 1 Mar 2022")
    ((_, _, link, *_),) = read(archive, entry.id)[0]["states"][-1][1]["notes"]
    assert link["anchor"] in archive.entries
    assert link["page"] == "timeline/index"


def test_an_editors_accounts_and_outcome_cite_the_editors_sources() -> None:
    identifier = first(resolve(PUT_OFF)).id
    accounts = ({"text": "Iceland says *never*.", "sources": (ELSEWHERE,)},)
    outcome = {"became": "called off", "sources": ("2022-03-01-0",)}
    archive = resolve(PUT_OFF, file(identifier, accounts=accounts, outcome=outcome))
    check_agreement(
        archive,
        archive.entries[identifier],
        "Accounts differ: Iceland says *never* example.net",
        "It was called off, according to 2022-03-01-0, 1 Mar 2022",
    )
    assert {"called", "off"} <= read(archive, identifier)[1]


def test_labels_of_the_document_are_in_the_data() -> None:
    archive = resolve(MISSED)
    entry = first(archive)
    assert read(archive, entry.id)[0]["states"][-1][1]["labels"] == ["not as planned"]
    page = composer(archive)
    document = compose_whole(page, page.layout, None)
    assert '<span class="x-status x-status--not-as-planned">not as planned</span>' in document.markdown


def test_an_editors_words_are_found_instead_of_the_reports() -> None:
    identifier = first(resolve(SPREAD)).id
    archive = resolve(SPREAD, file(identifier, "The *delegations* sat down.", sources=(ELSEWHERE,)))
    data, words = read(archive, identifier)
    assert data["told"] == "The delegations sat down."
    assert {"delegations", "sat"} <= words
    assert "mackerel" not in words
    assert data["checked"] is True


def test_only_further_sources_of_the_editor_stand_beside_the_sentences() -> None:
    identifier = first(resolve(SPREAD)).id
    archive = resolve(SPREAD, file(identifier, sources=("2022-03-08-1", ELSEWHERE)))
    entry = archive.entries[identifier]
    assert [label.words for label in label_further(archive, entry)] == ["example.net"]
    assert read(archive, identifier)[0]["further"] == [{"label": "example.net", "address": ELSEWHERE}]
    assert composer(archive).cite_entry(entry).count("example.net](") == 1


def test_what_became_of_a_plan_is_in_the_data_from_the_day_of_its_report() -> None:
    archive = resolve(MISSED)
    entry = first(archive)
    states = read(archive, entry.id)[0]["states"]
    assert [(day, "notes" in state, "labels" in state) for day, state in states] == [
        ("2022-03-01", False, False),
        ("2022-03-09", True, True),
    ]


def test_editors_words_are_set_as_they_are_read() -> None:
    words = {"rtl": "صیادان در بندر توافق کردند.", "": "They agreed with صیادان."}
    given = {"date": "2022-05-01", "status": "happened", "sources": (ELSEWHERE,)}
    for direction, told in words.items():
        archive = resolve([], file("2022-05-quota", told, **given))
        (entry,) = archive.entries.values()
        page = composer(archive)
        for shown in (page.plain_summary(entry), page.summary(entry, page.section())):
            assert text_of(shown) == told
            assert shown.startswith('<span dir="rtl">') == bool(direction)
