"""Words typed into the timeline's search, and the entries that they find."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from timeline_tool import READ, Entries, document, field, items, read, results, show_all, shows, status


def number_found(page: Page) -> int:
    return int(re.match(r"[\d,]+", status(page).inner_text())[0].replace(",", ""))


def marked(page: Page) -> set[str]:
    return {text.casefold() for text in results(page).locator("mark").all_inner_texts()}


def ask(page: Page, words: str) -> None:
    """Waits for the answer that goes with the words in the box."""
    field(page).fill("")
    expect(status(page)).to_have_text(re.compile(r"^[\d,]+ entries$"))
    field(page).fill(words)
    expect(status(page)).to_have_text(re.compile(r"^([\d,]+ of|No entry)"))


def test_results_appear_as_one_types(open_page):
    page = open_page("timeline")
    field(page).press_sequentially("kha")
    expect(results(page)).to_be_visible()
    expect(document(page)).to_be_hidden()
    expect(page).to_have_url(re.compile(r"/timeline/\?q=kha$"))
    field(page).press_sequentially("lilzad d")
    expect(page).to_have_url(re.compile(r"/timeline/\?q=khalilzad\+d$"))
    before = number_found(page)
    field(page).press_sequentially("oha")
    expect(page).to_have_url(re.compile(r"/timeline/\?q=khalilzad\+doha$"))
    expect(status(page)).not_to_have_text(re.compile(f"^{before} of"))
    show_all(page)
    assert 0 < number_found(page) == items(page).count() < before
    for item in read(page):
        said = " ".join([item["when"], item["place"] or "", item["text"], *item["notes"], *item["foot"]]).casefold()
        assert "khalilzad" in said
        assert "doha" in said
    assert {"khalilzad", "doha"} <= marked(page)
    expect(field(page)).to_be_focused()
    assert page.problems == []


def test_the_document_is_back_when_nothing_is_asked(open_page):
    page = open_page("timeline")
    field(page).fill("khalilzad")
    expect(document(page)).to_be_hidden()
    field(page).fill("")
    expect(document(page)).to_be_visible()
    expect(results(page)).to_be_hidden()
    expect(page).to_have_url(re.compile("/timeline/$"))
    expect(status(page)).to_have_text(re.compile(r"^\d+ entries$"))
    expect(field(page)).to_be_focused()


def test_words_are_found_by_their_beginnings_and_whatever_their_accents(open_page):
    page = open_page("timeline")
    numbers = {}
    for words in ("ghani", "Ghaní", "GHANI", "Ghani’s", "doha", "Doḥa", "Ḍoha", "negotiat", "negotiations"):
        ask(page, words)
        numbers[words] = number_found(page)
        if words == "negotiat":
            assert all(word.startswith("negotiat") for word in marked(page))
            assert len(marked(page)) > 1
    assert numbers["ghani"] == numbers["Ghaní"] == numbers["GHANI"] == numbers["Ghani’s"] > 5
    assert numbers["doha"] == numbers["Doḥa"] == numbers["Ḍoha"] > 20
    assert numbers["negotiat"] > numbers["negotiations"] > 0
    assert page.problems == []


def test_quotation_marks_keep_words_together(open_page):
    page = open_page("timeline")
    ask(page, "afghan peace")
    apart = number_found(page)
    for phrase in ('"afghan peace"', "“afghan peace”", "„afghan peace“"):
        ask(page, phrase)
        assert 0 < number_found(page) < apart
        show_all(page)
        assert all(
            "afghan peace" in " ".join([item["text"], *item["notes"], *item["foot"]]).casefold() for item in read(page)
        )
    ask(page, '"peace afghan"')
    expect(status(page)).to_have_text("No entry of this archive matches.")


def test_a_typing_error_is_forgiven_and_said(open_page):
    page = open_page("timeline")
    field(page).fill("khalizad")
    expect(status(page)).to_contain_text("Nothing has “khalizad”: found “khalilzad”.")
    assert marked(page) == {"khalilzad"}


def test_that_nothing_is_found_is_said(open_page):
    page = open_page("timeline")
    field(page).fill("xqzzyw")
    expect(status(page)).to_have_text("No entry of this archive matches.")
    expect(items(page)).to_have_count(0)
    assert page.problems == []


def test_the_best_match_is_first_or_the_newest(open_page):
    page = open_page("timeline", file="?q=prisoner+exchange")
    expect(items(page).first).to_be_visible()
    show_all(page)
    oldest = read(page)
    page.get_by_label("Order").select_option("newest first")
    page.wait_for_url("**/?q=prisoner+exchange&sort=newest")
    expect(items(page).first.locator("time")).to_have_text(oldest[-1]["when"])
    assert read(page) == oldest[::-1]
    page.get_by_label("Order").select_option("best match first")
    page.wait_for_url("**/?q=prisoner+exchange&sort=relevance")
    expect(results(page).locator("h2")).to_have_text(["Best match first"])
    best = read(page)
    assert sorted(item["id"] for item in best) == sorted(item["id"] for item in oldest)
    assert "prisoner" in best[0]["text"].casefold()
    assert "exchange" in best[0]["text"].casefold()


def test_years_stand_over_the_entries(open_page):
    page = open_page("timeline", file="?q=doha&sort=newest")
    expect(items(page).first).to_be_visible()
    years = results(page).locator("h2").all_inner_texts()
    assert years == sorted(set(years), reverse=True)
    for year, group in zip(years, results(page).locator("ol").all(), strict=True):
        assert all(year in when for when in group.locator("time").all_inner_texts())


def test_an_editors_words_and_notes_are_found_and_the_reports_that_they_stand_for_are_not(open_page, site):
    entries = [entry for shard in Entries(site).shards for entry in shard["entries"]]
    told = next(entry for entry in entries if "told" in entry and "text" in entry["reports"][0])
    noted = next(
        entry for entry in entries if "told" not in entry and entry.get("states", [["", {}]])[-1][1].get("notes")
    )
    reported = told["reports"][0]["text"]
    note = noted["states"][-1][1]["notes"][0][0]
    page = open_page("timeline")
    for words, entry in ((told["told"], told), (note, noted)):
        ask(page, f'"{re.sub(r"[^A-Za-z0-9 ]+", " ", words)}"'[:100])
        show_all(page)
        assert entry["id"] in [item["id"] for item in read(page)]
    assert reported not in told["told"]
    ask(page, f'"{reported}"')
    assert told["id"] not in [item["id"] for item in read(page)]


# The theme's own search


def loads_index(page: Page) -> bool:
    return any("search_index" in address for address in page.requested)


@pytest.mark.parametrize("kind", ["timeline", "home"])
def test_the_index_of_the_whole_site_waits_until_somebody_searches(open_page, kind):
    page = open_page(kind)
    page.wait_for_load_state("networkidle")
    assert not loads_index(page)
    page.locator(".md-search__input").fill("Khalilzad")
    expect(page.locator(".md-search-result__link").first).to_contain_text("Khalilzad", timeout=20_000)
    assert loads_index(page)
    page.locator(".md-search-result__link").first.click()
    expect(page.locator("h1")).to_contain_text("Khalilzad")
    assert page.problems == []


def test_words_in_the_address_of_the_timeline_are_not_the_other_searchs(open_page):
    page = open_page("timeline", file="?q=khalilzad")
    expect(field(page)).to_have_value("khalilzad")
    expect(items(page).first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.getElementById('__search').checked") is False
    expect(page.locator(".md-search__input")).to_have_value("")
    expect(page).to_have_url(re.compile(r"\?q=khalilzad$"))
    assert not loads_index(page)


def test_words_in_the_address_of_another_page_are(open_page):
    page = open_page("home", file="?q=Khalilzad")
    expect(page.locator(".md-search-result__link").first).to_contain_text("Khalilzad", timeout=20_000)
    assert page.problems == []


# All that there is


def test_the_script_shows_every_entry_as_the_document_does(open_page, site):
    page = open_page("timeline", file="?from=1900-01-01")
    expect(items(page).first).to_be_visible()
    show_all(page)
    found = read(page)
    read_document = f"""async pages => {{
        const lists = []
        for (const page of pages) {{
            const text = await (await fetch(page)).text()
            const whole = new DOMParser().parseFromString(text, "text/html")
            const items = [...whole.querySelectorAll(".x-document li, article > .x-entries li")]
            lists.push(({READ})(items.filter(item => item.querySelector(".x-entry__head[id]"))))
        }}
        return lists.flat()
    }}"""
    pages = sorted(path.parent.name for path in (site / "timeline").glob("*/index.html"))
    written = page.evaluate(read_document, [f"{name}/" for name in pages])
    assert len(written) > 200
    assert len({item["id"] for item in written}) == len(written)
    for one, other in zip(found, written, strict=True):
        assert one == other
    # Of each that there is to compare, some are there.
    assert any(item["notes"] for item in found)
    assert any(item["entries"] for item in found)
    assert any(item["statuses"][0] == "planned" and item["statuses"][-1] == "not as planned" for item in found)
    assert {cite.partition(":")[0] for item in found for cite in item["cites"]} > {"x-cite", "x-cite x-cite--source"}
    shows(page, len(written))
    assert page.problems == []
