"""Addresses of what was found on the timeline, and of its entries: kept, gone back to, and not trusted."""

from __future__ import annotations

import json
import re
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Page, expect
from timeline_tool import (
    Entries,
    address,
    chip,
    document,
    field,
    items,
    options,
    results,
    show_all,
    shown,
    shows,
    status,
)


@pytest.fixture(scope="module")
def entries(site) -> Entries:
    return Entries(site)


# To and fro


def test_an_address_with_everything_in_it_fills_the_fields_and_stays(open_page):
    asked = {
        "q": 'talks "peace process"',
        "actor": ["taliban", "united-states"],
        "round": ["intra-afghan-talks-doha-2020-09", "us-taliban-talks-doha-2019-02"],
        "place": ["doha", "kabul"],
        "status": ["happened", "planned"],
        "outlet": ["al-jazeera"],
        "kind": ["talks", "agreement"],
        "from": "2018-02-03",
        "to": "2021-12-31",
        "sources": 2,
        "known": "2021-08-15",
        "sort": "relevance",
    }
    page = open_page("timeline", file=address(asked))
    expect(status(page)).not_to_be_empty()
    expect(page.locator("select[name=kind] option").nth(1)).to_be_attached()
    assert page.locator("details[data-part=filters]").get_attribute("open") is not None
    for name, value in asked.items():
        fields = page.locator(f"form.x-tool [name={name}]")
        values = fields.evaluate_all("fields => fields.map(field => field.value).filter(Boolean)")
        assert values == (value if isinstance(value, list) else [str(value)])
    assert page.url.endswith(address(asked))
    field(page).focus()
    page.keyboard.press("Tab")
    assert page.url.endswith(address(asked))
    assert page.problems == []


def test_back_and_forward_bring_back_what_was_chosen(open_page, entries):
    page = open_page("timeline", file="?place=doha")
    doha, planned = {"place": ["doha"]}, {"place": ["doha"], "status": ["planned"]}
    shows(page, len(entries.find(doha)))
    expect(page.locator("select[name=status] option").nth(1)).to_be_attached()
    page.locator("select[name=status]").select_option("planned")
    shows(page, len(entries.find(planned)))
    chip(page, "Place: Doha").click()
    shows(page, len(entries.find({"status": ["planned"]})))
    page.go_back()
    page.wait_for_url(f"**/{address(planned)}")
    shows(page, len(entries.find(planned)))
    expect(page.locator("select[name=place]").first).to_have_value("doha")
    page.go_back()
    shows(page, len(entries.find(doha)))
    expect(page.locator("select[name=status]")).to_have_value("")
    page.go_forward()
    shows(page, len(entries.find(planned)))
    expect(page.locator("select[name=status]").first).to_have_value("planned")
    assert page.problems == []


def test_the_letters_of_a_search_are_one_step_of_the_history(open_page):
    page = open_page("timeline")
    steps = page.evaluate("history.length")
    field(page).press_sequentially("khalilzad doha")
    page.wait_for_url("**/?q=khalilzad+doha")
    assert page.evaluate("history.length") == steps + 1
    page.go_back()
    page.wait_for_url(re.compile("/timeline/$"))
    expect(document(page)).to_be_visible()
    expect(field(page)).to_have_value("")
    page.go_forward()
    expect(field(page)).to_have_value("khalilzad doha")
    expect(items(page).first).to_be_visible()


# Hostile addresses

SCRIPT = "<img src=x onerror=window.hostile=1><script>window.hostile=1</script>"
HOSTILE = {
    "script": urlencode(dict.fromkeys(("q", "actor", "round", "place", "status", "kind", "outlet", "known"), SCRIPT)),
    "junk": "q=%E0%A4%A&actor=%ff%fe&from=%&to=%%%&&&=&=q&place=%00%0d%0a&sort=%zz",
    "thousands": "&".join(f"actor=a{number}&x{number}={number}" for number in range(2000)),
    "dates": "q=talks&from=9999-99-99&to=-1&known=2021-02-30&sources=1e9&sort=constructor",
    "long": f"q={'taliban%20' * 1000}",
    "letters": f"q={quote('(' * 200 + '*~^:+-[]' * 40)}",
    "prototype": "actor=__proto__&place=constructor&kind=toString&status=hasOwnProperty&__proto__=1&q=__proto__",
    "markup": f"actor={quote('&lt;b&gt;')}&place={quote('</option></select><b id=hostile>')}",
    "direction": "actor=%E2%80%AE%E2%81%A6nabilat",
}


def test_a_hostile_address_is_only_text(open_page):
    page = open_page("timeline")
    begin = page.url
    for query in HOSTILE.values():
        page.goto(f"{begin}?{query}")
        expect(status(page)).to_have_text(re.compile(r"^([\d,]+ of [\d,]+ entries|No entry|[\d,]+ entries)"))
        made = "form.x-tool :is(img, script, b), .x-results :is(img, script, b), #hostile, [onerror]"
        assert page.locator(made).count() == 0
        assert page.evaluate("window.hostile") is None
        assert page.locator("form.x-tool select").count() <= 6 * 21 + 2
        assert page.problems == []


@pytest.mark.parametrize(("facet", "value"), [("actor", "__proto__"), ("place", "constructor"), ("round", SCRIPT)])
def test_an_unknown_value_matches_nothing_and_can_be_removed(open_page, facet, value):
    page = open_page("timeline", file=address({facet: value, "q": "talks"}))
    shows(page, 0)
    label = f"{facet.capitalize()}: {value}\u200e (not in this archive)"
    expect(chip(page, label)).to_be_visible()
    expect(page.locator(f"select[name={facet}]").first).to_have_value(value)
    chip(page, label).click()
    page.wait_for_url("**/timeline/?q=talks")
    expect(items(page).first).to_be_visible()
    assert value not in options(page, facet)
    assert page.problems == []


def test_an_anchor_that_leads_nowhere_does_no_harm(open_page):
    page = open_page("timeline", file="?q=talks")
    begin = page.url
    for anchor in ("%", "%E0%A4%A", "__proto__", quote(SCRIPT)):
        page.goto("about:blank")
        page.goto(f"{begin}#{anchor}")
        expect(items(page).first).to_be_visible()
        page.evaluate("anchor => location.hash = anchor", f"{anchor}%")
        expect(items(page).first).to_be_visible()
    page.goto(f"{begin}#2021-%ff")
    expect(page.locator("h1")).to_have_text("Timeline, 2021")
    assert page.problems == []


# Permalinks

FORMER = r'<span class="x-anchor" id="(-?[0-9]{4}-[^"]*[a-z][^"]*)"'


def expect_highlighted(page: Page, entry: str) -> None:
    """The entry is the one that the address means, stands below the header, and is set off."""
    head = page.locator(":target")
    expect(head).to_have_attribute("id", entry)
    expect(head).to_be_in_viewport(ratio=1)
    sees = """head => {
        const { left, top } = head.getBoundingClientRect()
        return head.contains(document.elementFromPoint(left + 2, top + 2))
    }"""
    page.wait_for_function(f"({sees})(document.querySelector(':target'))")
    plain = page.evaluate("getComputedStyle(document.body).backgroundColor")
    item = page.locator("li", has=head).last
    assert item.evaluate("item => getComputedStyle(item).backgroundColor") not in (plain, "rgba(0, 0, 0, 0)")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_permalink_leads_to_the_entry(open_page, width):
    page = open_page("timeline", file="?q=khalilzad+doha", width=width)
    expect(items(page).first).to_be_visible()
    entry = shown(page)[-1]
    items(page).last.get_by_role("link", name="Permalink").click()
    page.wait_for_url(f"**/timeline/*/#{entry}")
    expect_highlighted(page, entry)
    page.go_back()
    expect(items(page).first).to_be_visible()
    assert page.problems == []


def test_a_permalink_of_before_leads_on_to_the_page_of_the_entry(open_page, entries):
    told = list(entries.told())
    for entry in (told[0], told[len(told) // 2], told[-1]):
        page = open_page("timeline", file=f"#{entry['id']}")
        page.wait_for_url(f"**/{entry['page']}/#{entry['id']}")
        expect_highlighted(page, entry["id"])
        assert page.problems == []


def test_a_former_id_leads_to_the_entry_that_has_it_now(open_page, site):
    """Also one of another year than its entry: of that only `moved.json` knows where it is."""
    moved = json.loads((site / "timeline" / "data" / "moved.json").read_text("utf-8"))
    assert moved
    pages = {path.parent.name: path.read_text("utf-8") for path in (site / "timeline").glob("*/index.html")}
    anchors = {old: year for year, text in pages.items() for old in re.findall(FORMER, text)}
    stayed = {old: f"timeline/{year}" for old, year in anchors.items() if old.startswith(year)}
    assert stayed
    for old, where in [*moved.items(), *list(stayed.items())[:2]]:
        page = open_page("timeline", file=f"#{old}")
        page.wait_for_url(f"**/{where}/#{old}")
        expect(page.locator(":target")).to_be_in_viewport()
        expect(page.locator("li", has=page.locator(":target")).locator(".x-entry__head")).to_be_in_viewport()
        assert page.problems == []


def test_without_javascript_every_former_id_is_an_anchor_of_its_entry(site):
    moved = json.loads((site / "timeline" / "data" / "moved.json").read_text("utf-8"))
    for old, where in moved.items():
        items = re.findall(r"<li>.*?</li>", (site / where / "index.html").read_text("utf-8"), re.DOTALL)
        (item,) = [item for item in items if f'id="{old}"' in item]
        assert "x-entry__head" in item


def test_every_entry_has_one_that_leads_where_it_stands(open_page, site):
    page = open_page("timeline", file="?from=1900-01-01")
    expect(items(page).first).to_be_visible()
    show_all(page)
    links = results(page).get_by_role("link", name="Permalink")
    pages = {path.parent.name: path.read_text("utf-8") for path in (site / "timeline").glob("*/index.html")}
    addresses = links.evaluate_all("links => links.map(link => link.pathname + link.hash)")
    assert len(addresses) == items(page).count()
    for found in addresses:
        year, entry = re.fullmatch(r"/timeline/([\d-]+)/#(.+)", found).groups()
        assert f'id="{entry}"' in pages[year]


def test_where_the_entry_stands_on_the_same_page_it_takes_the_place_of_the_results(open_page, served):
    at = served("fishery-files")
    page = open_page("timeline", at=at, file="index.html?q=bergen")
    expect(items(page).first).to_be_visible()
    entry = shown(page)[-1]
    items(page).last.get_by_role("link", name="Permalink").click()
    page.wait_for_url(f"**/timeline/index.html#{entry}")
    expect(document(page)).to_be_visible()
    expect(results(page)).to_be_hidden()
    expect_highlighted(page, entry)
    field(page).fill("bergen")
    expect(items(page).first).to_be_visible()
    page.evaluate("entry => location.hash = entry", entry)
    expect(document(page)).to_be_visible()
    expect_highlighted(page, entry)
    assert page.problems == []
