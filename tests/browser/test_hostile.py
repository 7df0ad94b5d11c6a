"""An archive that is one attack after the other, built for real and opened: nothing of it does anything."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect
from serving import serve

sys.path.insert(0, str(Path(__file__).parents[1]))

from hostile_archive import ATTACKS, write_archive

AUDIT = (Path(__file__).parent / "audit.js").read_text(encoding="utf-8").partition("\n\n")[2]
# Parsed as a browser parses, and not run.
PARSE = f"""async ([pages, own]) => {{
  const audit = {AUDIT}
  const parse = async page => {{
    const text = await (await fetch(page)).text()
    return audit(new DOMParser().parseFromString(text, "text/html"), own).map(found => [page, ...found])
  }}
  return (await Promise.all(pages.map(parse))).flat()
}}"""
OWN = "Array.from(document.scripts).filter(script => !script.src).map(script => script.text)"
ALARM = """
for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = said => console.error("RAN", said)
"""


@pytest.fixture(scope="module")
def hostile(sites) -> Path:
    return sites("hostile", write_archive).site


@pytest.fixture(scope="module")
def at(hostile: Path) -> Iterator[str]:
    with serve(hostile) as address:
        yield address


@pytest.fixture
def page(browser: Browser, at: str) -> Iterator[Page]:
    """Without the policy of its pages: what it would bar is not to be there."""
    context = browser.new_context(bypass_csp=True)
    context.add_init_script(ALARM)
    page = context.new_page()
    page.problems = []
    page.on("console", lambda said: said.type == "error" and page.problems.append(said.text))
    # What is not found has an address, which its console line lacks.
    page.on("response", lambda got: got.status >= 400 and page.problems.append(f"{got.status} {got.url}"))
    page.on("dialog", lambda dialog: (page.problems.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda sent: sent.url.startswith((at, "data:")) or page.problems.append(sent.url))
    page.on("popup", lambda popup: page.problems.append(popup.url))
    yield page
    context.close()


def audit(page: Page) -> list[list[str]]:
    return page.evaluate(f"own => ({AUDIT})(document, own)", page.evaluate(OWN))


def own_scripts(page: Page, at: str, hostile: Path) -> list[str]:
    """The theme's inline scripts, from pages without anything of a contributor's: they differ by the page's depth."""
    page.goto(f"{at}404.html")
    own = page.evaluate(OWN)
    scope = next(script for script in own if "__md_scope" in script)
    above = scope.partition('"')[2].partition('"')[0]
    return own + [scope.replace(f'"{above}"', f'"{way}"', 1) for way in (".", "..", "../..", "../../..")]


def test_no_page_holds_what_could_run_or_load(page: Page, hostile: Path, at: str) -> None:
    own = own_scripts(page, at, hostile)
    pages = [quote(path.relative_to(hostile).as_posix()) for path in sorted(hostile.rglob("*.html"))]
    assert len(pages) > 4 * len(ATTACKS)
    assert page.evaluate(PARSE, [[at + path for path in pages], own]) == []


PLANTED = (
    "<img src=x onerror=alert(1)>",
    "<a href=' java\tscript:alert(1)'>x</a>",
    "<a href='//thief.example/'>x</a>",
    "<a href='https://known.example@thief.example/'>x</a>",
    "<img src='https://thief.example/x.png'>",
    "<script>alert(1)</script>",
    "<iframe></iframe>",
    "<form action=/x></form>",
    "<p style='color: red'>x</p>",
    "<svg><animate attributeName=href to=javascript:alert(1)></svg>",
    "<meta name=description content='javascript:alert(1)'>",
    "<meta http-equiv=refresh content='0; url=https://thief.example/'>",
)


def test_the_audit_finds_what_is_planted_and_nothing_else(page: Page) -> None:
    parse = f"html => ({AUDIT})(new DOMParser().parseFromString(html, 'text/html'), [])"
    assert page.evaluate(parse, "<title>x</title><p>Calm <a href=https://example.org/>words</a></p>") == []
    assert [planted for planted in PLANTED if not page.evaluate(parse, planted)] == []


def test_every_attack_is_shown_as_the_words_that_it_is(page: Page, at: str) -> None:
    page.goto(f"{at}actors/")
    shown = " ".join(page.locator("article").text_content().split())
    assert [attack for attack in ATTACKS if " ".join(attack.split()) not in shown] == []


OPENED = (
    "", "timeline/", "timeline/announced/", "rounds/", "actors/", "glossary/", "articles/", "actors/actor-0/",
    "rounds/round-21/", "glossary/term-22/", "articles/00-told/", "404.html",
)  # fmt: skip


def test_pages_are_calm(page: Page, at: str) -> None:
    for path in OPENED:
        page.goto(at + path)
        page.wait_for_load_state("networkidle")
        assert audit(page) == [], path
    assert page.problems == []


def test_the_sites_search_shows_hostile_titles_as_text(page: Page, at: str) -> None:
    page.goto(at)
    for words in ("term", "press", "gazette"):
        page.get_by_role("textbox", name="Search").fill(words)
        expect(page.locator(".md-search-result__link").first).to_be_attached(timeout=20_000)
        page.wait_for_timeout(200)
        assert audit(page) == []
    assert page.problems == []


def test_the_timeline_shows_hostile_entries_and_choices_as_text(page: Page, at: str) -> None:
    page.goto(f"{at}timeline/?q=alert")
    expect(page.locator(".x-results li").first).to_be_attached(timeout=20_000)
    page.locator("details[data-part=filters] > summary").click()
    assert page.locator("select[name=actor] option").count() > 5
    for facet in ("place", "outlet"):
        page.locator(f"select[name={facet}]").first.select_option(index=1)
    expect(page.get_by_role("list", name="Chosen filters").get_by_role("listitem").nth(2)).to_be_attached()
    assert audit(page) == []
    assert page.problems == []


def test_addresses_carry_nothing_in(page: Page, at: str) -> None:
    for attack in ATTACKS[:: len(ATTACKS) // 3]:
        asked = quote(attack)
        every = "&".join(f"{name}={asked}" for name in ("q", "actor", "place", "outlet", "status", "from", "sort"))
        for address in (f"?q={asked}", f"timeline/?{every}#{asked}", f"timeline/announced/#2021-{asked}"):
            page.goto("about:blank")
            page.goto(at + address)
            page.wait_for_load_state("networkidle")
            assert audit(page) == []
    assert page.problems == []


BARRED = """
window.barred = []
document.addEventListener("securitypolicyviolation", event => barred.push([event.violatedDirective, event.blockedURI]))
"""


@pytest.fixture
def fenced(browser: Browser) -> Iterator[Page]:
    """With the policy of its pages; `barred` tells what it kept from happening."""
    context = browser.new_context(accept_downloads=True)
    context.add_init_script(BARRED)
    yield context.new_page()
    context.close()


def test_the_policy_bars_nothing_that_the_site_does(fenced: Page, at: str) -> None:
    for path in ("rounds/round-1/", "404.html", "timeline/announced/"):
        fenced.goto(at + path)
        assert fenced.evaluate("barred") == [], path
    fenced.goto(at)
    fenced.locator("label[for=__palette_1]").click()
    fenced.get_by_role("textbox", name="Search").fill("term")
    expect(fenced.locator(".md-search-result__link").first).to_be_attached(timeout=20_000)
    assert fenced.evaluate("barred") == []
    fenced.goto(f"{at}timeline/?q=press")
    expect(fenced.locator(".x-results li").first).to_be_attached(timeout=20_000)
    with fenced.expect_download() as saved:
        fenced.get_by_role("button", name="CSV table").click()
    assert saved.value.suggested_filename == "timeline.csv"
    assert fenced.evaluate("barred") == []


SLIPPED_IN = {
    "<img src=x onerror='window.ran = 1'>": "script-src-attr",
    "<iframe src=x></iframe>": "frame-src",
    "<img src='https://thief.example/x.png'>": "img-src",
    "<p style='background: url(https://thief.example/y)'>x</p>": "style-src-attr",
    "<style>p { background: red }</style>": "style-src-elem",
    "<base href='https://thief.example/'>": "base-uri",
    "<object data=x></object>": "object-src",
}


def test_the_policy_bars_what_slipped_in(fenced: Page, at: str) -> None:
    fenced.goto(at)
    for planted, directive in SLIPPED_IN.items():
        fenced.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", planted)
        fenced.wait_for_function("directive => barred.some(found => found[0] === directive)", arg=directive)
    assert fenced.evaluate("window.ran") is None
