"""Every kind of page as a reader's browser shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from accessibility import CONTRAST, WCAG, sticking_out, violations
from playwright.sync_api import Page, expect
from serving import KINDS, serve


def background(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


@pytest.mark.parametrize("kind", KINDS)
def test_a_phone_shows_it_whole_and_nobody_else_hears_of_it(open_page, kind):
    page = open_page(kind, width=390)
    page.wait_for_load_state("networkidle")
    assert page.problems == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert sticking_out(page) == []


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_accessible_in_light_and_dark(open_page, kind):
    light, dark = open_page(kind, color_scheme="light"), open_page(kind, color_scheme="dark")
    assert background(light) != background(dark)
    assert violations(light, WCAG) == []
    assert violations(dark, CONTRAST) == []


@pytest.mark.parametrize("kind", ["home", "round", "person"])
def test_it_is_accessible_on_a_phone(open_page, kind):
    assert violations(open_page(kind, width=390), WCAG) == []


def test_the_keyboard_skips_to_the_text_and_on_to_its_first_link(open_page):
    page = open_page("person")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to content")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null && document.activeElement.tagName === 'A'")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_keyboard_opens_the_menu_of_a_phone(open_page, key):
    page = open_page("home", width=390)
    page.locator(".x-button--menu").focus()
    page.keyboard.press(key)
    page.locator(".md-sidebar--primary").get_by_role("link", name="Rounds", exact=True).click()
    expect(page.locator("h1")).to_have_text("Rounds of talks")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_definition_shows_on_focus_within_the_screen_until_escape(open_page, width):
    page = open_page("person", width=width)
    shown = "term => getComputedStyle(term, '::after').content"
    for number in range(page.locator("article .x-term:visible").count()):
        term = page.locator("article .x-term:visible").nth(number)
        page.keyboard.press("Shift")  # from now on, focus counts as the keyboard's
        term.focus()
        assert term.get_attribute("data-definition")[:40] in term.evaluate(shown)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.keyboard.press("Escape")
        assert term.evaluate(shown) in ("none", "normal")
        term.blur()
        term.focus()
        assert term.get_attribute("data-definition")[:40] in term.evaluate(shown)
    assert page.locator("article .x-term:visible").count() > 0


@pytest.mark.parametrize("kind", ["home", "timeline", "person", "round"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_javascript_it_reads_and_links(open_page, kind, scheme):
    page = open_page(kind, java_script_enabled=False, color_scheme=scheme)
    assert page.problems == []
    assert len(page.locator("article").inner_text()) > 1000
    ink, paper = lightness(page, "color"), lightness(page, "backgroundColor")
    assert (paper - ink if scheme == "light" else ink - paper) > 400
    before = page.locator("h1").inner_text()
    page.locator("article a[href$='/']:not([href*=':'])").first.click()
    expect(page.locator("h1")).not_to_have_text(before)


def lightness(page: Page, colour: str) -> int:
    found = page.evaluate("colour => getComputedStyle(document.body)[colour]", colour)
    return sum(int(part) for part in found[4:-1].split(","))


def test_it_works_below_a_path(open_page, site: Path):
    with serve(site.parent) as root:
        page = open_page("home", at=f"{root}{site.name}/")
        page.get_by_role("link", name="Timeline", exact=True).first.click()
        expect(page.locator("h1")).to_have_text("Timeline")
        page.locator("article a[href*='actors/']").first.click()
        expect(page.locator("article")).to_contain_text("Every mention")
        assert page.problems == []


@pytest.mark.parametrize("kind", ["home", "round", "article"])
def test_it_works_from_a_disk(open_page, site: Path, kind):
    page = open_page(kind, at=site.as_uri() + "/", file="index.html")
    page.locator("article a[href*='actors/']").first.click()
    expect(page.locator("article")).to_contain_text("Every mention")
    page.get_by_role("link", name="Home", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("Where the talks stand")


def test_search_finds_a_person(open_page):
    page = open_page("home")
    page.get_by_role("textbox", name="Search").fill("Khalilzad")
    expect(page.locator(".md-search-result__link").first).to_contain_text("Khalilzad", timeout=20_000)
    assert page.problems == []


def test_paper_shows_the_text_alone(open_page):
    page = open_page("round")
    page.emulate_media(media="print")
    for chrome in (".md-header", ".x-tabs", ".x-footer", ".md-sidebar--secondary"):
        expect(page.locator(chrome)).to_be_hidden()
    expect(page.locator("article h1")).to_be_visible()
