"""The timeline as pages and as data: how it is cut, what its files hold, and that its index is lunr's."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunr.index import Index
from timeline_files import timeline_files

from builder.archive.citations import Citation
from builder.archive.timeline import Report, TimelineEntry
from builder.pages.page import DataFile
from builder.pages.telling import words_of
from builder.pages.timeline.data import FOLDER, cut
from builder.pages.timeline.division import Stretch, divide, in_order, merge, month_of
from builder.pages.timeline.folding import fold_words
from builder.pages.timeline.index import index_shards
from builder.pages.timeline.layout import MOST_ENTRIES, Layout, lay_out
from builder.period import parse_period
from builder.settings import Settings
from builder.site import Site, build_site
from builder.text import Span

ARCHIVES = Path(__file__).parent / "archives"


def entry(edtf: str, number: int = 0) -> TimelineEntry:
    period = parse_period(edtf)
    report = Report(
        Citation("article", Span(0, 9)), date(2024, 1, 1), period, "happened", "It was.", "other", frozenset(), None
    )
    return TimelineEntry(f"{edtf}-{number}", period, "happened", False, "other", (), None, (report,))


def at_most(number: int) -> Any:
    return lambda entries: len(entries) <= number


# Cutting

MANY = [entry(f"{2019 + n % 3}-{1 + n % 12:02d}-{1 + n % 28:02d}", n) for n in range(400)]
DATES = st.sampled_from(["2019", "2020", "2020-03", "2020-03-04", "2020-03-05", "2020-04", "../2020-05", "1979-12-24"])


def test_what_fits_stays_whole() -> None:
    assert divide(MANY, at_most(400)) == Stretch("", in_order(MANY))


def test_years_then_months_then_pieces() -> None:
    assert [part.key for part in divide(MANY, at_most(200)).parts] == ["2019", "2020", "2021"]
    months = divide(MANY, at_most(20)).parts[0].parts
    assert [month.key for month in months][:2] == ["2019-01", "2019-04"]
    pieces = divide(MANY, at_most(10)).parts[0].parts[0].parts
    assert [piece.key for piece in pieces][:2] == ["2019-01-part-1", "2019-01-part-2"]
    assert pieces[1].title == "January 2019, part 2"


def test_an_entry_without_month_goes_before_the_months_of_its_year() -> None:
    ordered = in_order([entry("2020-01-01"), entry("2020"), entry("2019-12-31")])
    assert [e.id for e in ordered] == ["2019-12-31-0", "2020-0", "2020-01-01-0"]
    assert Stretch("2020-00", ()).title == "2020, month not reported"


def test_the_day_by_which_it_is_due_counts_where_no_beginning_is_known() -> None:
    assert month_of(entry("../2020-05")) == "2020-05"


@given(st.lists(DATES, max_size=60), st.integers(1, 9))
def test_nothing_is_lost_and_every_piece_fits(dates: list[str], most: int) -> None:
    entries = [entry(edtf, number) for number, edtf in enumerate(dates)]
    whole = divide(entries, at_most(most))
    assert tuple(e for leaf in whole.leaves for e in leaf.entries) == in_order(entries)
    assert all(len(leaf.entries) <= most for leaf in whole.leaves)
    assert len({leaf.key for leaf in whole.leaves}) == len(whole.leaves)
    merged = merge(whole.leaves, at_most(most))
    assert tuple(e for stretch in merged for e in stretch.entries) == in_order(entries)
    assert all(len(one.entries) + len(two.entries) > most for one, two in pairwise(merged))


def test_a_new_entry_changes_only_its_own_shard() -> None:
    some = [entry(f"{2000 + n % 20}-{1 + n % 12:02d}", n) for n in range(9000)]
    before, after = cut(some), cut([*some, entry("2010-06-06")])
    assert len(before) > 5
    assert len([one for one, two in zip(before, after, strict=True) if one != two]) == 1


def test_ways_lead_to_where_a_year_or_month_begins() -> None:
    assert Layout(divide(MANY, at_most(400)), {}, (), 0).way_to("2020-02") == ("timeline/index.md", "y2020-02")
    assert Layout(divide(MANY, at_most(400)), {}, (), 0).way_to("2020") == ("timeline/index.md", "2020")
    assert Layout(divide(MANY, at_most(200)), {}, (), 0).way_to("2020-02") == ("timeline/2020.md", "y2020-02")
    assert Layout(divide(MANY, at_most(200)), {}, (), 0).way_to("2020") == ("timeline/2020.md", "")
    assert Layout(divide(MANY, at_most(20)), {}, (), 0).way_to("2020-02") == ("timeline/2020-02.md", "")
    assert Layout(divide(MANY, at_most(20)), {}, (), 0).way_to("1914") == ("timeline/index.md", "")


# Data


@pytest.fixture(scope="module")
def fishery() -> Site:
    return build_site(ARCHIVES / "fishery" / "content", Settings(name="Fishery"))


def read(files: tuple[DataFile, ...]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The manifest and all entries."""
    texts = {file.uri: file.text for file in files}
    manifest = json.loads(texts["timeline/data/index.json"])
    shards = [json.loads(texts[f"timeline/data/{shard['name']}.entries.json"]) for shard in manifest["shards"]]
    return manifest, [e for shard in shards for e in shard["entries"]]


def test_every_entry_of_the_archive_is_there_once_and_in_order(fishery: Site) -> None:
    _, entries = read(fishery.files)
    assert [e["id"] for e in entries] == [e.id for e in in_order(tuple(fishery.archive.entries.values()))]


def test_an_entry_has_its_words_and_where_they_stand(fishery: Site) -> None:
    manifest, entries = read(fishery.files)
    assert manifest["entries"] == len(entries) > 10
    told = [report for e in entries for report in e["reports"] if "text" in report]
    assert told
    for report in told:
        units = report["text"].encode("utf-16-le")
        if "stress" in report:
            start, end = report["stress"]
            assert units[2 * start : 2 * end].decode("utf-16-le").strip()
        assert report.get("context", 0) < len(report["text"])


def test_where_rights_withhold_the_words_a_phrase_stands_in(fishery: Site) -> None:
    archive = fishery.archive
    withheld = [e for e in archive.entries.values() if any(words_of(archive, report) is None for report in e.reports)]
    assert withheld
    _, entries = read(fishery.files)
    assert {e["id"] for e in entries if "phrase" in e} == {e.id for e in withheld}


def test_numbers_of_a_facet_are_those_of_the_entries(fishery: Site) -> None:
    manifest, entries = read(fishery.files)
    for facet, several in (("actor", "actors"), ("place", "place")):
        counts = dict.fromkeys(range(len(manifest["facets"][facet])), 0)
        for e in entries:
            found = [report.get(several, []) for report in e["reports"]]
            values = {v for value in found for v in (value if isinstance(value, list) else [value])}
            for value in values:
                counts[value] += 1
        assert [row[3] for row in manifest["facets"][facet]] == list(counts.values())
    assert sum(row[3] for row in manifest["facets"]["status"]) == len(entries)


def test_names_of_shards_follow_their_contents(fishery: Site) -> None:
    archive, settings = fishery.archive, Settings(name="Fishery")
    again = timeline_files(archive, settings)
    assert {file.uri for file in again} == {file.uri for file in fishery.files if file.uri.startswith(FOLDER)}


def test_an_archive_without_articles_has_an_empty_manifest(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    site = build_site(tmp_path, Settings(name="Nothing yet"))
    manifest, entries = read(site.files)
    assert (manifest["entries"], manifest["shards"], entries) == (0, [], [])


# Index

TEXTS = ["the envoy met the minister", "the minister left", "ships sailed from cork", "the envoy sailed"]


def unpack(packed: dict[str, Any]) -> Index:
    """A shard as lunr itself reads it."""
    postings: dict[str, dict[str, Any]] = {t: {"_index": n, "text": {}} for n, t in enumerate(packed["terms"])}
    for at, vector in enumerate(packed["vectors"]):
        for number in vector[::2]:
            postings[packed["terms"][number]]["text"][str(at)] = {}
    vectors = [
        [f"text/{at}", [part if n % 2 == 0 else part / 100 for n, part in enumerate(vector)]]
        for at, vector in enumerate(packed["vectors"])
    ]
    return Index.load(
        {
            "version": packed["version"],
            "fields": ["text"],
            "fieldVectors": vectors,
            "invertedIndex": [[term, postings[term]] for term in packed["terms"]],
            "pipeline": [],
        }
    )


def test_lunr_finds_in_the_shards_what_is_in_them() -> None:
    first, second = (unpack(shard) for shard in index_shards([TEXTS[:2], TEXTS[2:]]))
    assert {found["ref"] for found in first.search("minister")} == {"0", "1"}
    assert {found["ref"] for found in second.search("sail*")} == {"0", "1"}
    assert first.search("sailed") == []


def test_a_word_weighs_by_the_whole_archive() -> None:
    """Rare here and common there is common: scores of two shards can be compared."""
    shards = index_shards([["rare here"], *([["rare there"]] * 9)])
    weights = [shard["vectors"][0][shard["vectors"][0].index(shard["terms"].index("rare")) + 1] for shard in shards]
    assert len(set(weights)) == 1


def test_the_index_is_the_same_whatever_the_order_of_chance() -> None:
    texts = [" ".join(random.Random(n).choices(TEXTS[0].split(), k=9)) for n in range(40)]
    assert index_shards([texts]) == index_shards([texts])


def test_persian_words_are_words() -> None:
    (packed,) = index_shards([[fold_words("مذاکرات صلح در دوحه")]])
    assert packed["terms"] == sorted(["مذاکرات", "صلح", "در", "دوحه"])


# The shipped archive


def test_no_page_of_the_timeline_is_heavy(sites: Any) -> None:
    pages = sorted((sites("shipped").site / "timeline").rglob("*.html"))
    assert pages
    assert max(page.stat().st_size for page in pages) < 200_000


@pytest.mark.parametrize("name", ["shipped", "bare"])
def test_every_month_has_a_heading_below_that_of_its_year(sites: Any, name: str) -> None:
    pages = sorted((sites(name).site / "timeline").rglob("*.html"))
    texts = [page.read_text(encoding="utf-8") for page in pages]
    anchors = [re.findall(r'id="y(\d{4}-\d\d)"></span></p>\s*<h([23])[^>]*>([^<]*)</h', text) for text in texts]
    headings = [heading for found in anchors for heading in found]
    assert len(headings) == sum(text.count('class="x-anchor" id="y') for text in texts) > 0
    for key, _, title in headings:
        assert title == Stretch(key, ()).title
    # On a page of one year the title names it; on the whole list a heading does.
    for text, found in zip(texts, anchors, strict=True):
        years = re.findall(r'<h2 id="(\d{4})"', text)
        assert {level for _, level, _ in found} <= ({"3"} if years else {"2"})


def test_every_entry_stands_on_one_page(sites: Any) -> None:
    site = sites("shipped").site
    _, entries = read(
        tuple(
            DataFile(path.relative_to(site).as_posix(), path.read_text(encoding="utf-8"))
            for path in (site / "timeline" / "data").iterdir()
        )
    )
    assert len(entries) > 200
    texts = {path: path.read_text(encoding="utf-8") for path in (site / "timeline").rglob("*.html")}
    for e in entries:
        page = site / (e["page"] + "/index.html" if e["page"] != "timeline/index" else "timeline/index.html")
        anchor = f'id="{e["id"]}"'
        assert [path for path, text in texts.items() if anchor in text] == [page]


@pytest.mark.parametrize(("number", "pages"), [(20, 1), (MOST_ENTRIES + 1, 4)])
def test_a_light_list_stays_on_one_page_and_a_long_one_has_its_years(fishery: Site, number: int, pages: int) -> None:
    (told, *_) = fishery.archive.entries.values()
    copies = [replace(told, id=f"e{n}", period=parse_period(f"{2019 + n % 3}-{1 + n % 12:02d}")) for n in range(number)]
    layout = lay_out(replace(fishery.archive, entries={copy.id: copy for copy in copies}))
    assert len(layout.pages) == pages
    assert set(layout.page_of) == {copy.id for copy in copies}


def test_pages_that_only_list_entries_are_not_in_the_sites_search(sites: Any) -> None:
    documents = json.loads((sites("shipped").site / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    places = {document["location"] for document in documents}
    assert "timeline/" in places
    assert {place.partition("#")[0] for place in places if place.startswith("timeline/")} == {
        "timeline/",
        "timeline/announced/",
    }
    assert not [place for place in places if place.endswith(("#every-mention", "#said", "#latest-entries"))]
