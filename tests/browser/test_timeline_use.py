"""The timeline's search in hand: by keyboard, on a phone, with entries taken away, and without any script."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from accessibility import CONTRAST, WCAG, sticking_out, violations
from playwright.sync_api import Page, expect
from serving import serve
from timeline_tool import READ, document, field, items, open_filters, read, results, show_all, shown, status

FULL = "?q=talks&actor=taliban&place=doha&place=qatar&from=2018-02-03&known=2021-07-31"


def open_full(open_page, **settings: object) -> Page:
    """With entries found, filters open and several of them chosen."""
    page = open_page("timeline", file=FULL, **settings)
    expect(items(page).first).to_be_visible()
    expect(page.locator("select[name=actor]").nth(1)).to_be_visible()
    return page


# With whatever a reader has


@pytest.mark.parametrize("width", [390, 1280])
def test_it_is_accessible_with_entries_found_and_filters_chosen(open_page, width):
    assert violations(open_full(open_page, width=width, color_scheme="light"), WCAG) == []
    assert violations(open_full(open_page, width=width, color_scheme="dark"), CONTRAST) == []


def test_a_phone_shows_the_whole_tool(open_page):
    page = open_full(open_page, width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert sticking_out(page) == []
    page.goto(page.url.replace("doha", "x" * 150))
    expect(page.get_by_role("button", name=re.compile("x{150}"))).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert sticking_out(page) == []
    assert page.problems == []


@pytest.mark.parametrize("width", [390, 1280])
def test_fingers_find_every_part_of_it(open_page, width):
    page = open_page("timeline", file="?from=2018-01-01&actor=taliban", width=width)
    expect(page.get_by_role("button", name=re.compile("^Show .* more of"))).to_be_visible()
    open_filters(page)
    parts = page.locator("form.x-tool, .x-results").locator("button, select, input, summary:not(.x-more > *)")
    boxes = {part.evaluate("part => part.outerHTML.slice(0, 99)"): part.bounding_box() for part in parts.all()}
    assert len(boxes) > 20
    assert [part for part, box in boxes.items() if box and min(box["width"], box["height"]) < 24] == []


def test_a_keyboard_alone_searches_filters_and_opens_an_article(open_page):
    page = open_page("timeline")
    expect(field(page)).to_be_visible()

    def press_until(key: str, wanted: str) -> None:
        for _ in range(40):
            page.keyboard.press(key)
            if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
                return
        pytest.fail(f"{key} never reached {wanted}")

    press_until("Tab", "#x-q")
    page.keyboard.type("talks")
    expect(items(page).first).to_be_visible()
    press_until("Tab", "[data-part=filters] > summary")
    page.keyboard.press("Enter")
    expect(page.locator("#x-actor option").nth(1)).to_be_attached()
    press_until("Tab", "#x-actor")
    page.keyboard.press("ArrowDown")
    page.wait_for_url("**/?q=talks&actor=*")
    expect(page.locator("#x-actor")).to_be_focused()
    expect(page.locator("select[name=actor]")).to_have_count(2)
    press_until("Tab", ".x-results .x-cite a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/**")
    assert page.problems == []


def test_escape_does_no_harm(open_page):
    page = open_full(open_page)
    for place in ("#x-actor", "[data-part=filters] > summary", ".x-results a", ".x-tool__chosen button"):
        page.locator(place).first.focus()
        page.keyboard.press("Escape")
        assert page.evaluate("place => document.activeElement.matches(place)", place)
    assert page.url.endswith(FULL)
    field(page).focus()
    page.keyboard.press("Escape")
    expect(field(page)).to_be_focused()
    expect(items(page).first).to_be_visible()
    page.keyboard.press("Enter")
    expect(items(page).first).to_be_visible()
    assert page.problems == []


# Taking entries away


def take(page: Page, name: str) -> tuple[str, str]:
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    path = download.value.path()
    return download.value.suggested_filename, Path(path).read_bytes().decode("utf-8")


STATUSES = ("happened", "said", "planned", "alleged", "denied")


def test_a_table_holds_what_is_found(open_page, address):
    page = open_page("timeline", file="?q=doha&sort=newest")
    expect(items(page).first).to_be_visible()
    name, text = take(page, "CSV table")
    assert (name, text[0]) == ("timeline.csv", "\ufeff")
    expect(status(page)).to_have_text(re.compile(r"^\d+ entries saved as timeline\.csv\.$"))
    rows = list(csv.DictReader(io.StringIO(text[1:], newline=""), strict=True))
    show_all(page)
    found = read(page)
    assert len(rows) == len(found) > 40
    for row, item in zip(rows, found, strict=True):
        assert row["id"] == item["id"]
        assert row["date"] == item["when"]
        # What became of a plan, and that it is disputed, stand behind.
        told = [label for label in item["statuses"] if label in STATUSES]
        assert row["status"].lower() == told[-1]
        assert row["planned before"] == ("yes" if len(told) == 2 else "no")
        assert row["place"] == (item["place"] or "")
        assert " ".join(row["text"].lstrip("'").split()) == item["text"]
        assert item["foot"][0].startswith("Checked by an editor" if row["sources"] == "0" else f"{row['sources']} ")
        assert row["link"].startswith(f"{address}timeline/")
        assert row["link"].endswith(f"#{item['id']}")
    expect(status(page)).to_contain_text(f"{len(rows)} ")
    assert page.problems == []


def test_data_hold_what_is_found(open_page, address):
    page = open_page("timeline", file="?place=moscow&place=tehran")
    expect(items(page).first).to_be_visible()
    name, text = take(page, "JSON")
    taken = json.loads(text)
    assert name == "timeline.json"
    assert taken["selection"] == "?place=moscow&place=tehran"
    assert taken["as_of"]
    assert [entry["id"] for entry in taken["entries"]] == shown(page)
    assert {entry["place"] for entry in taken["entries"]} == {"Moscow", "Tehran"}
    for entry in taken["entries"]:
        for report in entry["reports"]:
            assert report["link"].startswith(f"{address}articles/")


def test_a_calendar_holds_what_is_found(open_page):
    page = open_page("timeline", file="?kind=talks&from=2021-01-01&q=doha")
    expect(items(page).first).to_be_visible()
    name, text = take(page, "Calendar (ICS)")
    assert name == "timeline.ics"
    assert text.count("\n") == text.count("\r\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    lines = text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    assert all(re.match(r"[A-Z-]+(;[A-Z]+=[^:;]+)*:", line) for line in lines)
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert {"VERSION:2.0", "CALSCALE:GREGORIAN"} <= set(lines)
    events = re.findall(r"BEGIN:VEVENT\r\n(.*?)\r\nEND:VEVENT", "\r\n".join(lines), re.DOTALL)
    show_all(page)
    found = read(page)
    for event, item in zip(events, found, strict=True):
        properties = dict(line.split(":", 1) for line in event.split("\r\n"))
        assert len(properties) == len(event.split("\r\n"))
        assert {"UID", "DTSTAMP", "SUMMARY", "STATUS", "URL"} <= properties.keys()
        assert properties["UID"].startswith(f"{item['id']}@")
        start = date.fromisoformat(properties["DTSTART;VALUE=DATE"])
        end = date.fromisoformat(properties.get("DTEND;VALUE=DATE", str(start + timedelta(days=1))))
        assert start < end
        assert re.search(r"(?<!\\)[,;]", properties["SUMMARY"]) is None
        if item["place"]:
            assert properties["LOCATION"] == item["place"].replace(",", r"\,")
    assert page.problems == []


def test_the_whole_timeline_can_be_taken_away(open_page, site):
    page = open_page("timeline")
    _, text = take(page, "JSON")
    manifest = json.loads((site / "timeline" / "data" / "index.json").read_text("utf-8"))
    assert len(json.loads(text)["entries"]) == manifest["entries"]
    expect(document(page)).to_be_visible()
    expect(status(page)).to_contain_text(f"{manifest['entries']} entries")


def test_the_link_is_copied(open_page):
    page = open_page("timeline", file="?q=doha", permissions=["clipboard-read", "clipboard-write"])
    expect(items(page).first).to_be_visible()
    page.get_by_role("button", name="Copy link").click()
    expect(status(page)).to_have_text("The link is copied.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


# Without scripts, and elsewhere than at the root of a server


@pytest.mark.parametrize("file", ["", "2020/"])
def test_without_scripts_it_is_a_document(open_page, file):
    page = open_page("timeline", file=file, java_script_enabled=False)
    listed = page.locator("article .x-entries li")
    assert listed.count() > 20
    assert len(page.locator("article").inner_text()) > 5000
    for part in ("form.x-tool input", "form.x-tool select", "form.x-tool button", ".x-results", "[data-part=filters]"):
        assert page.locator(f"{part}:visible").count() == 0
    listed.locator(".x-cite:not(.x-cite--source):not(.x-cite--away) a:visible").nth(3).click()
    expect(page.locator("article .x-sentence:target")).to_be_visible()
    assert page.problems == []


def test_without_scripts_a_copy_leads_to_its_entry(open_page):
    page = open_page("timeline", java_script_enabled=False)
    page.locator(".x-entry__head a").first.click()
    expect(page.locator(".x-entry__head:target")).to_be_in_viewport()
    page.get_by_role("link", name="Search the whole timeline").click()
    expect(page.locator("h1")).to_have_text("Timeline")
    document(page).get_by_role("link", name="2021", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("Timeline, 2021")


def test_it_searches_below_a_path(open_page, site: Path):
    with serve(site.parent) as root:
        page = open_page("timeline", at=f"{root}{site.name}/", file="?q=khalilzad")
        expect(items(page).first).to_be_visible()
        _, text = take(page, "JSON")
        first = json.loads(text)["entries"][0]
        assert first["link"].startswith(f"{root}{site.name}/timeline/")
        items(page).first.get_by_role("link", name="Permalink").click()
        expect(page.locator(f"[id='{first['id']}']:target")).to_be_visible()
        assert page.problems == []


def test_it_searches_where_addresses_are_those_of_files(open_page, served):
    at = served("fishery-files")
    page = open_page("timeline", at=at, file="index.html")
    written = page.locator("#document .x-entries li").evaluate_all(READ)
    page.goto(f"{page.url}?from=1900-01-01")
    expect(items(page).first).to_be_visible()
    assert read(page) == written
    for kind in ("actors", "articles"):
        page.goto(f"{at}timeline/index.html?q=council")
        items(page).locator(f"a[href*='{kind}/']").first.click()
        page.wait_for_url(f"{at}{kind}/*.html*")
        expect(page.locator("h1")).to_be_visible()
    assert page.problems == []


@pytest.mark.parametrize("name", ["shipped", "fishery-files"])
def test_from_a_disk_it_is_a_document(open_page, sites, name):
    page = open_page("timeline", at=sites(name).site.as_uri() + "/", file="index.html")
    expect(page.locator("article .x-entries li").first).to_be_visible()
    expect(field(page)).to_be_hidden()
    expect(results(page)).to_be_hidden()
    page.locator("article .x-cite a").first.click()
    expect(page.locator("article .x-sentence:target")).to_be_visible()
