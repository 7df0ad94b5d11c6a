"""Filters of the timeline: what is chosen, what the counts promise, and which entries are left."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, Route, expect
from timeline_tool import (
    FACETS,
    Entries,
    address,
    chip,
    document,
    items,
    open_filters,
    options,
    read,
    results,
    show_all,
    shown,
    shows,
)

NAMES = {
    "actor": "Actor",
    "round": "Round",
    "place": "Place",
    "status": "Status",
    "kind": "Kind",
    "outlet": "Reported by",
}


@pytest.fixture(scope="module")
def entries(site) -> Entries:
    return Entries(site)


def open_with_filters(open_page, file: str = "") -> Page:
    page = open_page("timeline", file=file)
    open_filters(page)
    expect(page.locator("select[name=actor] option").nth(1)).to_be_attached()
    return page


def choose(page: Page, facet: str, value: str) -> None:
    page.locator(f"select[name={facet}]").last.select_option(value)


def all_found(page: Page, number: int) -> list[str]:
    shows(page, number)
    show_all(page)
    return shown(page)


def sample(promised: dict[str, int]) -> list[str]:
    """A value that is frequent, and one that is not."""
    ordered = sorted(promised, key=promised.get)
    return [ordered[-1], ordered[len(ordered) // 2]]


def test_a_choice_keeps_the_promise_of_its_count(open_page, entries):
    page = open_with_filters(open_page)
    for facet in FACETS:
        promised = options(page, facet)
        # A value may be one of reports only, on days when nobody had said more.
        assert promised == {row[0]: row[3] for row in entries.manifest["facets"][facet] if row[3]}
        for value in sample(promised):
            choose(page, facet, value)
            page.wait_for_url(f"**/timeline/{address({facet: value})}")
            assert all_found(page, promised[value]) == entries.find({facet: [value]})
            page.get_by_role("button", name="Clear all").click()
            expect(document(page)).to_be_visible()
    assert page.problems == []


def test_so_it_does_within_what_is_found(open_page, entries):
    within = {"from": "2020-02-01", "to": "2020-12-31"}
    page = open_with_filters(open_page, address(within))
    for facet in FACETS:
        shows(page, len(entries.find(within)))
        promised = options(page, facet)
        assert all(promised.values())
        value = sample(promised)[1]
        found = entries.find({**within, facet: [value]})
        assert len(found) == promised[value]
        choose(page, facet, value)
        page.wait_for_url(f"**/timeline/*{facet}={value}*")
        assert all_found(page, len(found)) == found
        chip(page, f"{NAMES[facet]}: {entries.label(facet, value)}").click()
    assert page.problems == []


def test_as_many_sources_as_wanted(open_page, entries):
    page = open_with_filters(open_page)
    promised = options(page, "sources")
    assert list(promised) == [str(number) for number in range(2, 2 + len(promised))]
    assert len(promised) > 1
    for number in list(promised)[:3]:
        choose(page, "sources", number)
        page.wait_for_url(f"**/timeline/?sources={number}")
        assert all_found(page, promised[number]) == entries.find({"sources": int(number)})
        assert all(
            int(re.search(r"(\d+) independent sources", str(item["foot"]))[1]) >= int(number) for item in read(page)
        )


def test_a_period_has_what_overlaps_it(open_page, entries):
    page = open_with_filters(open_page)
    page.get_by_label("From", exact=True).fill("2020-03-10")
    page.wait_for_url("**/timeline/?from=2020-03-10")
    assert all_found(page, len(entries.find({"from": "2020-03-10"}))) == entries.find({"from": "2020-03-10"})
    page.get_by_label("To", exact=True).fill("2020-04-02")
    page.wait_for_url("**/timeline/?from=2020-03-10&to=2020-04-02")
    found = entries.find({"from": "2020-03-10", "to": "2020-04-02"})
    assert all_found(page, len(found)) == found
    assert any("March 2020" in item["when"] for item in read(page))
    page.get_by_label("From", exact=True).fill("2021-01-01")
    shows(page, 0)


def test_of_actors_and_outlets_all_are_meant(open_page, entries):
    page = open_with_filters(open_page)
    for facet in ("actor", "outlet"):
        first = max(options(page, facet), key=options(page, facet).get)
        choose(page, facet, first)
        expect(page.locator(f"select[name={facet}]")).to_have_count(2)
        shows(page, len(entries.find({facet: [first]})))
        promised = options(page, facet)
        second = max(promised.keys() - {first}, key=promised.get)
        choose(page, facet, second)
        found = entries.find({facet: [first, second]})
        assert 0 < len(found) == promised[second]
        assert all_found(page, len(found)) == found
        page.get_by_role("button", name="Clear all").click()
        expect(document(page)).to_be_visible()


def test_of_places_any_is_meant(open_page, entries):
    page = open_with_filters(open_page, "?place=islamabad")
    shows(page, len(entries.find({"place": ["islamabad"]})))
    promised = options(page, "place")
    choose(page, "place", "moscow")
    page.wait_for_url("**/timeline/?place=islamabad&place=moscow")
    found = entries.find({"place": ["islamabad", "moscow"]})
    assert len(found) == len(entries.find({"place": ["islamabad"]})) + promised["moscow"]
    assert all_found(page, len(found)) == found
    assert {item["place"] for item in read(page)} == {"Islamabad", "Moscow"}


def test_filters_add_up(open_page, entries):
    asked = {"place": ["doha", "qatar"], "status": ["happened", "planned"], "actor": ["taliban"], "from": "2020-01-01"}
    page = open_page("timeline", file=address(asked))
    found = entries.find(asked)
    assert len(found) > 5
    assert all_found(page, len(found)) == found
    page.locator("select[name=kind]").select_option("talks")
    asked["kind"] = ["talks"]
    assert all_found(page, len(entries.find(asked))) == entries.find(asked)
    assert page.problems == []


def test_an_archive_as_it_was_known_on_a_day(open_page, entries):
    later = [day for entry in entries.told() for day, _ in pairwise(entry["days"]) if day < entry["days"][-1]]
    page = open_with_filters(open_page)
    for day in (min(later), sorted(later)[len(later) // 2]):
        page.get_by_label("As known on").fill(day)
        page.wait_for_url(f"**/timeline/?known={day}")
        told = {entry["id"]: entry for entry in entries.told(day)}
        assert all_found(page, len(told)) == list(told)
        for item in read(page):
            entry = told[item["id"]]
            assert item["statuses"] == ["planned"] * entry["announced"] + [entry["status"], *entry["labels"]]
            assert item["text"] in {re.sub(r"\s+", " ", text).strip() for text in entry["texts"]}
            assert item["foot"][0].startswith(f"{entry['sources']} " if entry["days"] else "Checked by an editor")
            assert ("Checked by an editor" in item["foot"]) is entry["checked"]
            assert item["place"] == (entry["place"] and entries.label("place", entry["place"]))


def test_what_was_planned_has_not_happened_on_the_day_before(open_page, entries):
    now = {entry["id"]: entry for entry in entries.told()}
    changed = next(entry for entry in now.values() if entry["announced"] and entry["days"][0] < entry["days"][-1])
    page = open_page("timeline", file=address({"known": changed["days"][0], "from": changed["from"]}))
    expect(items(page).first).to_be_visible()
    show_all(page)
    item = next(item for item in read(page) if item["id"] == changed["id"])
    assert item["statuses"] == ["planned"]
    page.goto(page.url.replace(changed["days"][0], changed["days"][-1]))
    expect(items(page).first).to_be_visible()
    show_all(page)
    item = next(item for item in read(page) if item["id"] == changed["id"])
    assert item["statuses"] == ["planned", changed["status"]]


def test_more_is_shown_on_request_and_the_keyboard_goes_on_there(open_page, entries):
    page = open_page("timeline", file="?from=2018-01-01")
    more = page.get_by_role("button", name=re.compile("^Show 30 more of"))
    expect(items(page)).to_have_count(30)
    more.focus()
    page.keyboard.press("Enter")
    expect(items(page)).to_have_count(60)
    assert results(page).evaluate("results => results.contains(document.activeElement)")
    expect(items(page).nth(30).locator(":focus")).to_have_count(1)


def test_a_filter_that_is_taken_back_leaves_the_keyboard_in_the_search(open_page):
    page = open_page("timeline", file="?place=doha&status=planned&q=talks")
    for label in ("Place: Doha", "Status: Planned"):
        chip(page, label).focus()
        page.keyboard.press("Enter")
        expect(chip(page, label)).to_have_count(0)
        expect(page.get_by_role("searchbox", name="Search the timeline")).to_be_focused()
    expect(page).to_have_url(re.compile(r"/timeline/\?q=talks$"))


def test_the_keyboard_stays_on_a_chosen_filter_while_its_name_arrives(open_page):
    page = open_page("timeline")
    place = chip(page, "Place:")

    def stand_there_first(route: Route) -> None:
        expect(place).to_have_text(re.compile("Place: doha"))
        place.focus()
        route.continue_()

    page.route("**/timeline/data/index.json", stand_there_first)
    page.goto(page.url + "?place=doha&status=planned")
    expect(place).to_have_text(re.compile("Place: Doha"))
    expect(place).to_be_focused()
