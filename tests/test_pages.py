"""Text, links and addresses of pages: what is written is what is shown, and nothing of it is markup."""

from __future__ import annotations

import html
import posixpath
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markupsafe import Markup

from builder.content.markdown import prose_of
from builder.pages.addresses import relative, served_path
from builder.pages.escape import escape_attribute, escape_destination, escape_markdown
from builder.pages.html import Rendered, broken_links, render_html, sanitise
from builder.pages.linking import Linkable, Seen, link_markdown, link_text
from builder.pages.page import Page
from builder.pages.templates import fill
from builder.pages.wording import enumerate_names
from builder.text import Span

URI = "rounds/somewhere.md"


class Shown(HTMLParser):
    """The text of a page and the tags in it."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: list[str] = []
        self.links: list[tuple[str, str]] = []
        """Destination and text."""
        self.attributes: list[dict[str, str]] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.append({key: value or "" for key, value in attrs})
        if tag == "a":
            self.links.append((dict(attrs).get("href") or "", ""))

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.links and self.tags[-1:] == ["a"]:
            self.links[-1] = (self.links[-1][0], self.links[-1][1] + data)


def shown(markdown: str) -> Shown:
    return Shown(render_html(Page.of(URI, "Somewhere", markdown)).html)


def collapsed(text: str) -> str:
    return " ".join(text.split())


# Text as it comes: anything that can be typed, and the marks that mean something to Markdown or HTML in any order.
MARKS = st.sampled_from(
    [
        *"#*_`[]()<>!&|~:=+-.\\\"'1\n \t",
        *(
            "](x)",
            "<b>",
            "</p>",
            "&amp;",
            "&#60;",
            "http://example.org",
            "---",
            "```",
            "1. ",
            "- ",
            "> ",
            "![",
            "a",
            "B",
        ),
        *("|---|", "<!--", "-->", "<?x", "[^1]", "\u00a0", "\u200f", "آ", "😀", "\\\\", "{{", ":---"),
    ]
)
TEXT = st.one_of(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60),
    st.lists(MARKS, max_size=25).map("".join),
)


@given(TEXT)
@example("# not a heading")
@example("1. not a list")
@example("1) not a list")
@example("2023\\. a year")
@example("- no\n- list")
@example("=====")
@example("| no | table |\n|---|---|")
@example("    no code")
@example("[no](link)")
@example("<https://example.org>")
@example("a  \nb")
@example("~~~\nno fence")
@example("&lt;b&gt;")
@example("***")
@example(": a")
@example("\\")
@example("\u00a0- a")
def test_escaped_text_is_shown_as_written(text: str) -> None:
    page = shown(escape_markdown(text))
    assert collapsed(page.text) == collapsed(text)
    assert [tag for tag in page.tags if tag != "p"] == []


@given(TEXT)
@example('"><script>')
def test_escaped_text_in_the_middle_of_a_line_is_shown_as_written(text: str) -> None:
    page = shown(Markup("- before {} after").format(escape_markdown(text)))
    assert collapsed(page.text) == collapsed(f"before {text} after")
    assert [tag for tag in page.tags if tag not in ("ul", "li", "p")] == []


@given(TEXT)
def test_escaped_text_stays_in_its_cell(text: str) -> None:
    page = shown(f"| A | B |\n|---|---|\n| {escape_markdown(text)} | end |\n")
    assert page.tags == ["table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td"]
    assert collapsed(page.text) == collapsed(f"A B {text} end")


@given(TEXT)
def test_escaped_text_stays_in_its_heading(text: str) -> None:
    page = shown(f"# Of {escape_markdown(text)} it is\n")
    assert page.tags == ["h1"]
    assert collapsed(page.text) == collapsed(f"Of {text} it is")


@given(TEXT)
@example('x" onload="alert(1)')
def test_escaped_attribute_holds_its_value_and_no_more(text: str) -> None:
    page = shown(f'Some <span title="{escape_attribute(text)}">word</span>.')
    (attributes,) = [a for tag, a in zip(page.tags, page.attributes, strict=True) if tag == "span"]
    assert collapsed(attributes.pop("title", "")) == collapsed(text)
    assert attributes == {}
    assert collapsed(page.text) == "Some word."


@given(TEXT)
@example("https://example.org/a b")
@example("https://example.org/a_(b)_*c*")
@example('https://example.org/"><script>')
def test_escaped_destination_makes_one_link(path: str) -> None:
    page = shown(f"[there]({escape_destination('https://example.org/' + path)}) and on")
    assert page.tags == ["p", "a"]
    assert page.links[0][1] == "there" or page.text.strip() == "there and on"
    assert page.links[0][0].startswith("https://example.org/")


@pytest.mark.parametrize(
    "bad",
    ["<script>alert(1)</script>", '<img src="https://example.org/x.png">', '<a href="javascript:alert(1)">x</a>',
     '<p onclick="alert(1)">x</p>', "<iframe></iframe>", "<style>p{}</style>", '<a href="data:text/html,x">x</a>'],
)  # fmt: skip
def test_what_runs_or_loads_is_cleaned_away(bad: str) -> None:
    cleaned = sanitise(f"<p>before {bad} after</p>")
    assert not re.search(r"script|img|onclick|iframe|style|alert|data:", cleaned)
    assert "before" in cleaned
    assert "after" in cleaned


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://example.org:8080/", True),
        ("../data/entries.json", True),
        ("//example.org/", False),
        ("https://known.example@thief.example/", False),
        ("https://user:word@example.org/", False),
        ("https://[example/", False),
    ],
)
def test_a_link_says_where_it_leads_or_is_none(address: str, leads: bool) -> None:
    html = render_html(Page.of("a.md", "A", f"See [this]({address}).")).html
    assert ("href=" in html) == leads
    assert "this</a>" in html


# Contributors' Markdown


BLOCKS = st.lists(
    st.sampled_from(
        ["Alpha met Beta.", "*Alpha*", "**Beta** said", "`code Alpha`", "[Alpha](https://example.org)", "<b>bold</b>",
         "<script>x</script>", "\n\n", "\n- item Alpha", "\n\n# Head Alpha\n\n", "\n> quoted Beta\n\n", "&amp;",
         "&lt;i&gt;", "1 < 2", "\\*", "\\<", "<https://example.org>", "![picture](x.png)", "\n\n    block code\n\n",
         "\n\n```\nfence <b>\n```\n\n", "\n1. one", "Alpha", "Beta", " ", "<!-- c -->", "_", "*", "`", "[", "]", "(x)",
         "\n\n|a|b|\n|---|---|\n|Alpha|<i>|\n\n", "\n\n<div>\n\n", "  \n", "آلفا", "[ref]", "\n\n[ref]: /x\n\n"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


def linkables(source: str) -> list[Linkable]:
    targets = {"Alpha": "actors/alpha.md", "Beta": "actors/beta.md"}
    return [Linkable(Span(*m.span()), targets[m[0]]) for m in re.finditer(r"\b(?:Alpha|Beta)\b", source)]


def as_text(source: str) -> Shown:
    """What plain CommonMark with HTML off makes of contributors' Markdown: the yardstick."""
    rendered = MarkdownIt("commonmark", {"html": False}).enable("table").render(source)
    # Of a picture, only the description is shown.
    return Shown(sanitise(re.sub(r'<img [^>]*alt="([^"]*)"[^>]*>', r"\1", rendered)))


@given(BLOCKS)
@example("a <b>bold</b> word")
@example("<div>\n\n*em*\n\n</div>")
@example("`<b>` and <b>")
@example("[<b>](https://example.org)")
@example("\\<b>")
@example("> <i>\n> x")
def test_contributors_markdown_shows_what_commonmark_shows(source: str) -> None:
    """With HTML off: whatever stands in angle brackets is read, not obeyed."""
    ours, plain = shown(link_markdown(source, [], URI, Seen())), as_text(source)
    assert collapsed(ours.text) == collapsed(plain.text)
    assert [tag for tag in ours.tags if tag != "a"] == [tag for tag in plain.tags if tag not in ("a", "img")]


@given(BLOCKS)
@example("Alpha [Alpha](https://example.org) Alpha")
@example("# Alpha\n\nAlpha")
@example("`Alpha` Alpha")
@example("*Alpha*s met Beta.")
@example("*Alpha**Alpha*")
@example("*Alpha**Alpha met Beta.*Alpha*")
@example("**Alpha**, *Beta* (**Alpha**).")
def test_links_add_links_and_nothing_else(source: str) -> None:
    without = shown(link_markdown(source, [], URI, Seen()))
    linked = shown(link_markdown(source, linkables(source), URI, Seen()))
    assert collapsed(linked.text) == collapsed(without.text)
    assert [tag for tag in linked.tags if tag != "a"] == [tag for tag in without.tags if tag != "a"]
    added = [way for way, _ in linked.links if "actors/" in way]
    assert len(added) == len(set(added)), "a name links once in a section"
    assert [way for way, _ in linked.links if "actors/" not in way] == [way for way, _ in without.links]


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("Alpha spoke. Later Alpha left.", 1),
        ("Alpha spoke to Beta.", 2),
        ("# Alpha\n", 0),
        ("# Alpha\n\nThen Alpha spoke.", 1),
        ("Heading Alpha\n=====\n", 0),
        ("[Alpha](https://example.org) was here.", 0),
        ("[said Alpha *yesterday*](https://example.org), Alpha wrote", 1),
        ("`Alpha` is code.", 0),
        ("    Alpha\n", 0),
        ("```\nAlpha\n```\n", 0),
        ("![Alpha](https://example.org/a.png)", 0),
        ("- Alpha\n- Beta\n", 2),
        ("> Alpha\n", 1),
        ("*Alpha*", 1),
        ("| Name |\n|---|\n| Alpha |\n", 1),
    ],
)
def test_where_names_become_links(source: str, count: int) -> None:
    page = shown(link_markdown(source, linkables(source), URI, Seen()))
    assert len([way for way, _ in page.links if "/actors/" in way]) == count


def test_page_does_not_link_to_itself() -> None:
    here = Seen("actors/alpha.md")
    assert shown(link_markdown("Alpha", linkables("Alpha"), "actors/alpha.md", here)).links == []


def test_a_section_shares_what_it_has_linked() -> None:
    seen = Seen()
    first = link_markdown("Alpha", linkables("Alpha"), URI, seen)
    second = link_text("Alpha and Beta", linkables("Alpha and Beta"), URI, seen)
    assert [way for way, _ in shown(first).links] == ["../../actors/alpha/"]
    assert [way for way, _ in shown(second).links] == ["../../actors/beta/"]


def test_sentences_can_be_addressed() -> None:
    source = "One *is* here. Two <b>too</b>."
    marked = link_markdown(source, [], URI, Seen(), [(1, Span(0, 14)), (2, Span(15, len(source)))])
    rendered = render_html(Page.of(URI, "", marked))
    assert rendered.anchors == {"s1", "s2"}
    assert '<span class="x-sentence" id="s1">One <em>is</em> here.</span>' in rendered.html


@given(BLOCKS)
@example("*One. Two* three. Four.")
@example("- one\n- two. Three")
@example("<https://example.org>")
@example("[One](https://example.org) two.")
@example("[ref]\n\n[ref]: /x\n\n")
@example("[ref][]. Two.\n\n> [a *b*. c] d\n\n[ref]: /x\n[a *b*. c]: /y")
@example("[a<b].\n\n[a<b]: /x")
def test_marked_sentences_change_no_text(source: str) -> None:
    prose = prose_of(source)
    spans = [(n, Span(*m.span())) for n, m in enumerate(re.finditer(r"\S[^.]*\.?", prose), 1)]
    marked = render_html(Page.of(URI, "", link_markdown(source, linkables(source), URI, Seen(), spans)))
    plain = shown(link_markdown(source, linkables(source), URI, Seen()))
    assert collapsed(Shown(marked.html).text) == collapsed(plain.text)
    ids = re.findall(r' id="(s\d+)"', marked.html)
    assert sorted(ids) == sorted(f"s{number}" for number, _ in spans), "each sentence can be addressed, once"


@given(TEXT, st.integers(0, 60), st.integers(0, 60))
def test_plain_text_with_a_link_is_shown_as_written(text: str, start: int, end: int) -> None:
    start, end = min(start, len(text)), min(end, len(text))
    found = [Linkable(Span(start, end), "actors/alpha.md", 'A "title" with | and [brackets]')] if start < end else []
    page = shown(link_text(text, found, URI, Seen()))
    assert collapsed(page.text) == collapsed(text)
    assert [tag for tag in page.tags if tag not in ("p", "a")] == []


def test_marked_words_are_not_linked() -> None:
    page = shown(link_text("Alpha & Beta", linkables("Alpha & Beta"), URI, Seen(), mark="actors/alpha.md"))
    assert page.tags == ["p", "mark", "a"]
    assert page.text.strip() == "Alpha & Beta"


# HTML of pages


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=80).filter(str.strip))
@example('a "quoted" word & <b>')
def test_definition_is_a_tooltip_of_a_term(definition: str) -> None:
    page = shown(link_text("Quota", [Linkable(Span(0, 5), "glossary/quota.md", definition)], URI, Seen()))
    assert page.tags == ["p", "a"]
    link = page.attributes[1]
    assert collapsed(link["data-definition"]) == collapsed(definition)
    assert link["class"] == "x-term"
    assert "title" not in link


def test_cells_know_their_column() -> None:
    rendered = render_html(Page.of(URI, "", "| When | Who |\n|---|---|\n| May | Alpha |\n| June | Beta |\n")).html
    assert re.findall(r'data-label="(\w+)"', rendered) == ["When", "Who", "When", "Who"]
    assert rendered.count('scope="col"') == 2


def test_headings_have_ids_that_differ() -> None:
    rendered = render_html(Page.of(URI, "", "# Talks & more\n\n## Said\n\n## Said\n\n## آ\n\n## !\n"))
    assert [(h.level, h.id) for h in rendered.headings][:3] == [(1, "talks-more"), (2, "said"), (2, "said-2")]
    assert len({h.id for h in rendered.headings}) == len(rendered.headings)
    assert {h.id for h in rendered.headings} <= rendered.anchors
    assert rendered.headings[0].title == "Talks &amp; more"


def test_no_picture_is_loaded() -> None:
    page = shown("![a boat](https://example.org/boat.png) ![b](javascript:x)")
    assert "img" not in page.tags
    assert "a boat" in page.text


def rendered(*pages: tuple[str, str]) -> dict[str, Rendered]:
    return {uri: render_html(Page.of(uri, uri, markdown)) for uri, markdown in pages}


@pytest.mark.parametrize(
    ("link", "missing"),
    [
        ("[x](b.md)", []),
        ("[x](b.md#part)", []),
        ("[x](../index.md)", []),
        ("[x](https://example.org/c.md)", []),
        ("[x](#here)\n\n## Here", []),
        ('<a href="b.md">x</a>', []),
        ("[x](c.md)", ["page"]),
        ("[x](b.md#other)", ["anchor"]),
        ("[x](#nowhere)", ["anchor"]),
        ('<div><a href="c.md">x</a></div>', ["page"]),
        ("[x](c.md) [y](b.md#other)", ["page", "anchor"]),
    ],
)
def test_broken_links_are_found(link: str, missing: list[str]) -> None:
    pages = rendered(("index.md", "# Home"), ("a/a.md", link), ("a/b.md", "## Part"))
    assert [what for _, _, what in broken_links(pages)] == missing


@pytest.mark.parametrize(
    ("uri", "folder", "file"),
    [
        ("index.md", "", "index.html"),
        ("about.md", "about/", "about.html"),
        ("timeline/index.md", "timeline/", "timeline/index.html"),
        ("actors/ali.md", "actors/ali/", "actors/ali.html"),
    ],
)
def test_served_path(uri: str, folder: str, file: str) -> None:
    assert served_path(uri, directory_urls=True) == folder
    assert served_path(uri, directory_urls=False) == file


URIS = st.sampled_from(["index.md", "about.md", "actors/index.md", "actors/a.md", "rounds/b.md", "x/y/z.md"])


@given(URIS, URIS)
def test_relative_leads_there(target: str, base: str) -> None:
    way = relative(target, base)
    assert posixpath.normpath(posixpath.join(posixpath.dirname(base), way)) == target


@given(URIS, URIS, st.booleans())
def test_links_between_served_pages_lead_there(target: str, base: str, directory_urls: bool) -> None:
    page = render_html(Page.of(base, "", f"[x]({relative(target, base)})"), directory_urls=directory_urls)
    (way,) = re.findall(r'href="([^"]*)"', page.html)
    here = served_path(base, directory_urls=directory_urls)
    reached = posixpath.normpath("/" + posixpath.join(posixpath.dirname(here), html.unescape(way) or "."))
    expected = served_path(target, directory_urls=directory_urls)
    if target == base and not directory_urls:
        assert way in ("", "./", posixpath.basename(expected))
    else:
        assert reached == posixpath.normpath("/" + expected)


def test_templates_refuse_names_that_they_are_not_given() -> None:
    with pytest.raises(Exception, match="undefined"):
        fill("glossary.md.jinja", page=None)


def test_every_template_is_used() -> None:
    """A template that no page fills is dead text."""
    root = Path(__file__).parent.parent
    code = "".join(path.read_text(encoding="utf-8") for path in sorted((root / "builder" / "pages").rglob("*.py")))
    names = [path.name for path in (root / "site_templates" / "pages").glob("*.jinja") if path.name[0] != "_"]
    assert [name for name in names if f'"{name}"' not in code] == []


@pytest.mark.parametrize(
    ("names", "said"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")]
)
def test_names_in_a_row(names: list[str], said: str) -> None:
    assert enumerate_names(names) == said
