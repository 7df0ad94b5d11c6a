"""Choosing a period on the picture of the timeline, with whatever a reader points with."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect


def handle(page: Page, end: str):
    return page.get_by_role("slider", name=f"Period {end}")


def place(page: Page, share: float) -> tuple[float, float]:
    page.locator(".x-strip__frame").scroll_into_view_if_needed()
    box = page.locator(".x-strip__frame").bounding_box()
    return box["x"] + box["width"] * share, box["y"] + box["height"] / 3


@pytest.mark.parametrize("width", [390, 1280])
def test_a_drag_over_the_bars_chooses_what_it_passed(open_page, width):
    page = open_page("timeline", width=width)
    expect(handle(page, "from")).to_have_attribute("aria-valuetext", "January 2018 or before")
    page.mouse.move(*place(page, 12.5 / 48))
    page.mouse.down()
    page.mouse.move(*place(page, 17.5 / 48), steps=5)
    assert "from=" not in page.url
    page.mouse.up()
    page.wait_for_url("**/timeline/?from=2019-01-01&to=2019-06-30")
    expect(handle(page, "to")).to_have_attribute("aria-valuetext", "June 2019")


def test_a_click_chooses_one_bar_and_escape_undoes_a_drag(open_page):
    page = open_page("timeline")
    expect(handle(page, "from")).to_be_visible()
    page.mouse.move(*place(page, 30.5 / 48))
    page.mouse.down()
    page.mouse.move(*place(page, 40.5 / 48), steps=5)
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(handle(page, "to")).to_have_attribute("aria-valuetext", "December 2021 or after")
    page.mouse.click(*place(page, 26.5 / 48))
    page.wait_for_url("**/timeline/?from=2020-03-01&to=2020-03-31")


def test_keys_move_the_ends(open_page):
    page = open_page("timeline")
    start = handle(page, "from")
    start.focus()
    for key, said in [("ArrowRight", "February 2018"), ("PageUp", "February 2019"), ("ArrowLeft", "January 2019")]:
        page.keyboard.press(key)
        expect(start).to_have_attribute("aria-valuetext", said)
    page.wait_for_url("**/timeline/?from=2019-01-01")
    page.keyboard.press("Home")
    expect(start).to_have_attribute("aria-valuetext", "January 2018 or before")
    page.wait_for_url("**/timeline/")


@pytest.mark.parametrize("width", [390, 1280])
def test_handles_are_large_enough_and_never_cover_each_other(open_page, width):
    page = open_page("timeline", width=width)
    expect(handle(page, "from")).to_be_visible()
    page.mouse.click(*place(page, 0.5 / 48))
    first, last = handle(page, "from").bounding_box(), handle(page, "to").bounding_box()
    assert min(first["width"], first["height"], last["width"], last["height"]) >= 24
    assert last["x"] - first["x"] >= 24
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [390, 1280])
def test_years_are_large_enough_to_be_touched(open_page, width):
    page = open_page("home", width=width)
    for year in page.locator(".x-strip__year").all():
        box = year.bounding_box()
        assert min(box["width"], box["height"]) >= 24
