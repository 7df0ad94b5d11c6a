"""The audit of published statements: the archives pass it, and whatever is falsified on their pages is found."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.audit.account import Audit, audit
from builder.audit.blocks import Link, find_blocks
from builder.audit.dates import dates_only, is_dated
from builder.audit.words import holds, own_words, plain, thins_to
from builder.cli import main
from builder.configuration import read_configuration
from builder.pages.about import texts_of_measurements
from builder.pages.html import Rendered, render_html
from builder.pages.page import DataFile, Page, pack
from builder.pages.templates import template_sources
from builder.pages.timeline.strip import BACKDROP
from builder.period import parse_period
from builder.progress import Watch
from builder.site import Site, build_site
from tests.conftest import ARCHIVES, ROOT

FISHERY = ARCHIVES / "fishery" / "mkdocs.yml"
HELENA, BERGEN, TIMELINE = "actors/helena-marchetti.md", "rounds/bergen-2023-01.md", "timeline/index.md"


@cache
def site_of(config: Path) -> Site:
    configuration = read_configuration(config)
    return build_site(configuration.folder, configuration.settings)


def audit_of(site: Site) -> Audit:
    settings = read_configuration(FISHERY).settings
    texts = (settings.name, settings.topic, *texts_of_measurements())
    return audit(site.archive, site.pages, site.files, template_sources(), texts, render_pages=rendered_once)


rendered = cache(render_html)


def rendered_once(pages: Sequence[Page], watch: Watch, *, directory_urls: bool = True) -> Mapping[str, Rendered]:
    """Each page once, however often it is audited: one that is falsified stands among all the others."""
    return {page.uri: rendered(page, directory_urls=directory_urls) for page in watch("Rendering pages", pages)}


def falsify(uri: str, change: Callable[[str], str]) -> Audit:
    """The audit of the fishery's site after one page of it was changed."""
    site = site_of(FISHERY)
    pages = tuple(replace(page, packed=pack(change(page.markdown))) if page.uri == uri else page for page in site.pages)
    assert pages != site.pages, "nothing was changed"
    return audit_of(replace(site, pages=pages))


def swapped(old: str, new: str) -> Callable[[str], str]:
    return lambda markdown: markdown.replace(old, new, 1)


def found(result: Audit, uri: str, missing: str) -> bool:
    return any(problem.page == uri and missing in problem.missing for problem in result.problems)


@pytest.mark.parametrize("config", [ROOT / "mkdocs.yml", FISHERY, ARCHIVES / "bare" / "mkdocs.yml"], ids=str)
def test_every_statement_is_supported(config: Path) -> None:
    result = CliRunner().invoke(main, ["audit", "--config-file", str(config)])
    assert result.exit_code == 0, result.output
    assert "; 0 unsupported." in result.output


def test_the_command_counts_and_lists(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["audit", "--config-file", str(FISHERY), "--format", "json"])
    data = json.loads(result.output)
    assert data["problems"] == []
    assert data["cited"] > 200
    assert data["statements"] == data["cited"] + data["editors"]


def test_an_account_without_a_source_ends_with_1(tmp_path: Path) -> None:
    article = tmp_path / "content" / "articles" / "a.md"
    article.parent.mkdir(parents=True)
    article.write_text(
        "---\ntitle: Talks\nurl: https://example.org/a\npublisher: Gazette\npublished: 2023-01-16\n---\n\n"
        "Jane Doe met the dockers' union in Bergen on Monday.\n",
        encoding="utf-8",
    )
    (tmp_path / "content" / "index.md").write_text("The union is weak.\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("docs_dir: content\nplugins: [explainer]\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["audit", "--config-file", str(tmp_path / "mkdocs.yml")])
    assert result.exit_code == 1
    assert "index.md: the editor's 'The union is weak.' has no source beside it" in result.output


CITED = (
    '<span class="x-cite">[Tarn Coast Herald, 16 Jan 2023](../articles/2023-01-16-herald-agree-to-meet.md#s3)</span>'
)
FOLDED = f" <details class='x-more'><summary>+3</summary>{CITED}</details>"
FOOT = ' <span class="x-entry__foot">'
FALSE = {
    "a statement without a citation": (
        HELENA,
        lambda markdown: markdown + "\n- Helena Marchetti left the talks on 3 March 2023.\n",
        "has no source",
    ),
    "a bare fact in a new template": (HELENA, lambda markdown: markdown + "\nShe resigned.\n", "has no source"),
    "a relation that nothing leads back from": (
        "index.md",
        lambda markdown: markdown + "\n\nHost: [Norway](actors/norway.md)\n",
        "it cites nothing",
    ),
    "an entry whose citations are gone": (
        BERGEN,
        lambda markdown: re.sub(r" <span class=\"x-cite\">\[Tarn Coast[^\n]*#s1\)</span>", "", markdown),
        "has no source",
    ),
    "a quote whose citation is gone": (
        HELENA,
        lambda markdown: re.sub(r"(quoted by</span>) <span class=\"x-cite\">.*?</span>", r"\1", markdown, count=1),
        "has no source",
    ),
    "a citation of another sentence": (BERGEN, swapped("agree-to-meet.md#s1)", "agree-to-meet.md#s4)"), "means"),
    "a citation of no sentence": (BERGEN, swapped("agree-to-meet.md#s1)", "agree-to-meet.md#s99)"), "no sentence 99"),
    "an actor who is not in the sentence": (
        BERGEN,
        swapped("The [Deep", "The [Magnus Thorvald](../actors/magnus-thorvald.md) [Deep"),
        "no cited sentence means Magnus Thorvald",
    ),
    "an entry on the page of somebody else": (
        "actors/norway.md",
        lambda markdown: markdown + f"\n- Helena Marchetti, a retired maritime judge {CITED}\n",
        "no cited sentence means Norway",
    ),
    "a date a day off": (
        BERGEN,
        swapped('<time datetime="2023-01-16">about 16 January', '<time datetime="2023-01-15">about 15 January'),
        "no cited sentence has the date about 15 January 2023",
    ),
    "a day where a month was reported": (
        HELENA,
        swapped("reported 7 March 2023", "reported 8 March 2023"),
        "'reported 8 March 2023' has no source",
    ),
    "a status that was not reported": (
        BERGEN,
        swapped('x-status--planned">planned', 'x-status--planned">denied'),
        "no cited sentence reports it as denied",
    ),
    "an altered quote": (BERGEN, swapped("a start, and no more", "a start, and much more"), "has other words than"),
    "an altered sentence": (HELENA, swapped("will act as mediator", "will act as judge"), "has other words than"),
    "words of an entry that nobody wrote": (BERGEN, swapped("cod fishing", "herring fishing"), "has no source"),
    "a quote given to somebody else": (
        BERGEN,
        swapped("— [Magnus Thorvald](../actors/magnus-thorvald.md)", "— [Ingrid Solheim](../actors/ingrid-solheim.md)"),
        "was not read as said by ingrid-solheim",
    ),
    "a role that was not reported": (HELENA, swapped("| Retired", "| Active"), "has no source"),
    "an invented number": (TIMELINE, swapped(">1 source", ">7 source"), "nothing that it cites comes to 7"),
    "a number in a sentence": (HELENA, swapped("9,400 tonnes", "9,500 tonnes"), "9,500 tonnes for this"),
    "a place that is not in the sentence": (
        BERGEN,
        swapped('Bergen</span></span> <span class="x-entry', 'Oslo</span></span> <span class="x-entry'),
        "'Oslo' has no source",
    ),
    "folded citations that are not there": (
        TIMELINE,
        swapped(' <span class="x-entry__foot">', f"{FOLDED} <span class='x-entry__foot'>"),
        "1 citations are folded under '+3'",
    ),
    "an editor's statement without its source": (
        BERGEN,
        lambda markdown: re.sub(r"(landed last year\.) <span class=\"x-cite[^>]*>.*?</span>", r"\1", markdown),
        "the editor's 'Both sides are to publish what their boats landed last year.' has no source beside it",
    ),
    "an editor's statement with the source of another": (
        BERGEN,
        lambda markdown: re.sub(r"(landed last year\.) .*", rf"\1 {CITED.replace('#s3', '')}", markdown),
        "has no source beside it",
    ),
    "words that the editor did not write": (BERGEN, swapped("landed last year", "landed this year"), "has no source"),
    "a role in an index that its page does not give": (
        "actors/index.md",
        swapped("The federation's treasurer", "The federation's thief"),
        "has no source",
    ),
    "a date in an index that its page does not give": (
        "rounds/index.md",
        swapped("24–25 January 2023", "24–26 January 2023"),
        "has no source",
    ),
    "a shifted outcome": (
        TIMELINE,
        swapped("It was put off, according to", "It was called off, according to"),
        "nothing that it cites bears out 'It was called off, according to'",
    ),
    "a label of another outcome": (
        TIMELINE,
        swapped('x-status--postponed">postponed', 'x-status--called off">called off'),
        "no cited sentence reports it as called off",
    ),
    "an invented account": (
        TIMELINE,
        swapped(FOOT, f' <span class="x-entry__note">Reports differ: on 3 May 2023 according to {CITED}.</span>{FOOT}'),
        "nothing that it cites bears out 'on 3 May 2023 according to'",
    ),
    "an account that no editor wrote": (
        TIMELINE,
        swapped(FOOT, f' <span class="x-entry__note">Accounts differ: the nets were whole {CITED}.</span>{FOOT}'),
        "nothing that it cites bears out 'the nets were whole'",
    ),
    "a notice of copies that there are not": (
        "articles/2023-01-25-wire-first-round.md",
        lambda markdown: f'{markdown}\n\n<span class="x-copies">One of 2 copies of a text; also in: {CITED}</span>\n',
        "the archive has other copies than",
    ),
    "a tooltip with another definition": (HELENA, swapped("How many tonnes", "How many crates"), "the tooltip of"),
    "a name that articles do not use": (HELENA, swapped("written: Judge", "written: Captain"), "has no source"),
    "a summary's text with a word more": (
        "articles/2023-01-25-wire-first-round.md",
        lambda markdown: "was never held in Bergen".join(markdown.rsplit("was held in Bergen", 1)),
        "does not stand in the article",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FALSE)
def test_what_is_false_is_found(name: str) -> None:
    uri, change, missing = FALSE[name]
    result = falsify(uri, change)
    assert found(result, uri, missing), "\n".join(map(str, result.problems)) or "nothing was found"


def test_without_citations_every_generated_statement_is_unsupported() -> None:
    """What the templates cite, each of them has to."""
    site = site_of(FISHERY)
    bare = tuple(
        replace(page, packed=pack(re.sub(r"\[[^\]]*\]\([^)]*#s[0-9]+\)", "", page.markdown)))
        for page in site.pages
        if not page.uri.startswith("articles/")
    )
    kept = tuple(page for page in site.pages if page.uri.startswith("articles/"))
    result = audit_of(replace(site, pages=tuple(sorted((*bare, *kept), key=lambda page: page.uri))))
    unsupported = {(problem.page, problem.statement) for problem in result.problems}
    for page in bare:
        entries = len(
            re.findall(r"^- <span class=\"x-entry__head|^1\. <span class=\"x-entry__head", page.markdown, re.MULTILINE)
        )
        quotes = len(re.findall(r"^- <span class=\"x-quote__words", page.markdown, re.MULTILINE))
        assert sum(uri == page.uri for uri, _ in unsupported) >= entries + quotes, page.uri


def data_of(site: Site) -> DataFile:
    return next(file for file in site.files if file.uri.endswith(".entries.json"))


def report_with(site: Site, key: str) -> tuple[int, int]:
    entries = json.loads(data_of(site).text)["entries"]
    return next((e, r) for e, entry in enumerate(entries) for r, one in enumerate(entry["reports"]) if one.get(key))


@pytest.mark.parametrize(
    ("key", "value", "missing"),
    [
        ("text", "Nothing of this was ever written.", "has no source"),
        ("sentence", 99, "there is no sentence 99"),
        ("status", "denied", "no cited sentence reports it as denied"),
        ("actors", [0, 1, 2, 3], "no cited sentence means"),
    ],
)
def test_what_is_false_in_the_data_is_found(key: str, value: object, missing: str) -> None:
    site = site_of(FISHERY)
    file = data_of(site)
    shard = json.loads(file.text)
    entry, report = report_with(site, key)
    shard["entries"][entry]["reports"][report][key] = value
    files = tuple(replace(one, text=json.dumps(shard)) if one is file else one for one in site.files)
    assert found(audit_of(replace(site, files=files)), file.uri, missing)


def test_a_date_in_the_data_a_day_off_is_found() -> None:
    site = site_of(FISHERY)
    file = data_of(site)
    text = file.text.replace(
        '"when":"24 January 2023","date":"2023-01-24"', '"when":"23 January 2023","date":"2023-01-23"'
    )
    assert text != file.text
    files = tuple(replace(one, text=text) if one is file else one for one in site.files)
    assert found(audit_of(replace(site, files=files)), file.uri, "no cited sentence has the date 23 January 2023")


def test_a_file_of_an_unknown_kind_is_a_statement_without_a_source() -> None:
    site = site_of(FISHERY)
    result = audit_of(replace(site, files=(*site.files, DataFile("data/entries.csv", "id,what\n1,peace\n"))))
    assert found(result, "data/entries.csv", "has no source")


def test_a_former_id_that_leads_to_nothing_is_found() -> None:
    site = site_of(FISHERY)
    moved = DataFile("timeline/data/moved.json", '{"2023-01-01-nobody-knows": "timeline/index"}\n')
    files = tuple(moved if file.uri == moved.uri else file for file in site.files)
    result = audit_of(replace(site, files=files))
    assert found(result, moved.uri, "no entry stands at timeline/index.md#2023-01-01-nobody-knows")


def test_pages_in_any_order_give_the_same_audit() -> None:
    site = site_of(FISHERY)
    assert audit_of(site) == audit_of(replace(site, pages=site.pages[::-1], files=site.files[::-1]))


def test_blocks_are_items_rows_and_paragraphs_with_their_links() -> None:
    html = (
        '<p>One <a href="../b/#s3">two</a></p><ul><li>three<details><summary>+1</summary>four</details></li>'
        "<li><p>five</p><ul><li>six</li></ul></li></ul><table><thead><tr><th>no</th></tr></thead>"
        '<tbody><tr><td>seven</td><td><time datetime="2021">2021</time></td></tr></tbody></table>bare<h2>no</h2>'
    )
    blocks = find_blocks("articles/a.md", html, {"articles/b": "articles/b.md"})
    assert [block.text for block in blocks] == ["One two", "three+1four", "six", "five", "seven2021", "bare"]
    assert blocks[0].links == (Link("articles/b.md", "s3"),)
    assert blocks[0].sentences == (("b", 3),)
    assert blocks[4].runs[-1].time == "2021"


def test_own_words_are_those_beside_variables() -> None:
    own = own_words(['- {{ name }} has {{ n }} boat{{ "" if n == 1 else "s" }}, **all** told. {# Not this. #}\n'])
    assert own.say("has 3 boats,")
    assert own.say("has 1 boat")
    assert own.say("all")
    assert not own.say("has 3 ships")
    assert not own.say("has many boats")
    assert not own.say("Not this")


def test_words_are_compared_without_typography() -> None:
    assert plain("The “U.S.” — or US!") == " the us or us "
    assert holds(plain("They met in Cork, he said."), plain("met in Cork"))
    assert not holds(plain("They met in Corkscrew."), plain("in Cork"))
    assert thins_to(plain("On Monday they met, at last, in Cork."), plain("They met in Cork."))
    assert not thins_to(plain("They met in Cork."), plain("In Cork they met."))


def test_dates_are_compared_by_their_days() -> None:
    page = find_blocks("x.md", '<p><time datetime="2021-03-05">5 March 2021</time></p>', {})
    (run,) = page[0].runs
    assert is_dated(run, [parse_period("2021-03-01/2021-03-07")])
    assert not is_dated(run, [parse_period("2021-03-06")])
    assert dates_only("reported 5 March 2021 to April 2021", [parse_period("2021-03-05"), parse_period("2021-04-09")])
    assert not dates_only("reported 5 March 2021", [parse_period("2021-03-06")])
    assert not dates_only("died 5 March 2021", [parse_period("2021-03-05")])


def test_a_page_is_judged_by_what_is_published() -> None:
    """Not by the Markdown: what the sanitiser takes out is not on the page."""
    site = site_of(FISHERY)
    page = Page.of("extra.md", "Extra", "<script>It ended in war.</script>\n\n<style>Peace.</style>\n")
    assert audit_of(replace(site, pages=(*site.pages, page))).problems == ()


@pytest.mark.parametrize(
    "drawing",
    [
        '<svg viewBox="0 0 9 9"><path d="M0 0"/><text>It ended in war.</text></svg>',
        '<svg viewBox="0 0 9 9"><title>It ended in war.</title><path d="M0 0"/></svg>',
        '<svg viewBox="0 0 9 9"><path aria-label="It ended in war." d="M0 0"/></svg>',
        "It ended in war.",
    ],
)
def test_a_drawing_says_nothing(drawing: str) -> None:
    site = site_of(FISHERY)
    files = tuple(replace(file, text=drawing) if file.uri == BACKDROP else file for file in site.files)
    assert files != site.files
    assert {problem.page for problem in audit_of(replace(site, files=files)).problems} == {BACKDROP}
