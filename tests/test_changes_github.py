"""Whatever contributors write, GitHub shows it as it is written: it links nowhere, calls nobody and draws nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from test_archive import article, resolve
from test_changes import changes

from builder.changes.github import literal, literal_code
from builder.changes.markdown import Frame, Version, render_markdown
from builder.changes.shortening import contrast, shorten
from builder.problems import visible

# GitHub's dialect, as far as it is CommonMark with tables, strikethrough and HTML.
MARKDOWN = MarkdownIt("gfm-like", {"html": True, "linkify": False})
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2068\u2069"))

# What GitHub makes links of, whatever escapes stand before it: its own references, and bare addresses (GFM 6.9).
CALLS = {
    "mention": re.compile(r"(?<![\w`])@[a-z0-9][a-z0-9-]*", re.IGNORECASE),
    "issue": re.compile(r"#\d+"),
    "issue by GH": re.compile(r"\bGH-\d+", re.IGNORECASE),
    "commit": re.compile(r"\b[0-9a-f]{7,40}\b", re.IGNORECASE),
    "address": re.compile(r"https?://|ftp://|\bwww\.", re.IGNORECASE),
    "mail": re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"),
    "picture": re.compile(r":[a-z0-9_+-]+:", re.IGNORECASE),
}
HOSTILE = [
    "@everyone [x](http://evil.example)",
    "@org/team, cc: @someone",
    "see #12, org/repo#12 and GH-12",
    "![x](https://evil.example/pixel.png)",
    "<img src=x onerror=alert(1)><script>alert(1)</script>",
    "</details><!-- explainer-diff -->",
    "`code` and ``more`` ```",
    "a | b | c",
    "**bold** _it_ ~~gone~~ \\* \\@you",
    "first\n\n# second\n- [ ] third\n\n---\n> [!WARNING]",
    "www.evil.example and http://evil.example, mail@evil.example",
    ":tada: :+1: 10:30",
    "$\\sqrt{x}$ and $5 to $6",
    "commit 0123456789abcdef0123456789abcdef01234567 or deadbee",
    "[^1]: note [link]: http://evil.example",
    "\u202egnp.exe\u202c and \u2066more\u2069",
    "esc \x1b[31m bell \x07 nul \x00",
    "&lt;b&gt; &#64;you &commat;you",
    "رأی‌گیری صیادان @you",
    "1. one",
    "<https://evil.example>",
    "[[wiki]] {{ liquid }} {% raw %}",
]


def shown(markdown: str) -> tuple[str, str]:
    """The HTML that a line of Markdown makes, and the text that a reader sees of it."""
    html = MARKDOWN.renderInline(markdown)
    text = re.sub(r"</?(?:span|code)>", "", html)
    assert "<" not in text, html
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, character)
    return html, text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_it_is_written(text: str) -> None:
    html, seen = shown(literal(text))
    assert seen.translate(INVISIBLE) == visible(" ".join(text.split()))
    assert not {name for name, call in CALLS.items() if call.search(seen)}
    assert "$" not in re.sub(r"<span>\$</span>", "", html)


@pytest.mark.parametrize("text", [*HOSTILE, "`", "``a`", " a", "a `b`` c"])
def test_code_is_one_element_that_can_be_copied(text: str) -> None:
    """GitHub leaves alone what stands in code."""
    html, seen = shown(literal_code(text))
    assert html.startswith("<code>")
    assert html.endswith("</code>")
    assert html.count("<code>") == 1
    assert seen == visible(" ".join(text.split()))


@given(st.text(alphabet="` a", max_size=9))
def test_any_marks_can_stand_in_code(text: str) -> None:
    line = " ".join(text.split())
    assert not line or shown(literal_code(text))[1] == line


@given(st.text(max_size=200))
def test_any_text_is_shown_as_it_is_written(text: str) -> None:
    _, seen = shown(literal(text))
    assert seen.translate(INVISIBLE).strip() == visible(" ".join(text.split()))
    assert not {name for name, call in CALLS.items() if call.search(seen)}


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [("fair enough", 11, "fair enough"), ("fair enough", 10, "fair…"), ("unbreakable", 6, "unbre…"), ("", 3, "")],
)
def test_shortening(text: str, most: int, short: str) -> None:
    assert shorten(text, most) == short


@pytest.mark.parametrize(
    ("one", "other", "shown_one", "shown_other"),
    [
        ("held", "planned", "held", "planned"),
        ("a " * 30 + "end", "a " * 30 + "stop", "…" + "a " * 20 + "end", "…" + "a " * 20 + "stop"),
        ("x" * 70, "y" * 70, "x" * 59 + "…", "y" * 59 + "…"),
        ("b" * 60 + " end", "b" * 60, "b" * 59 + "…", "b" * 60),
    ],
)
def test_long_texts_are_shown_from_where_they_differ(one: str, other: str, shown_one: str, shown_other: str) -> None:
    assert contrast(one, other, 60) == (shown_one, shown_other)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_article_in_the_whole_comment(text: str) -> None:
    """By title, outlet, body and name of somebody."""
    plain = visible(" ".join(text.split()))  # articles are not let in with other characters
    hostile = article(
        "2023-01-02",
        f"Ingrid Solheim, the chief negotiator, arrived in Bergen on 1 January 2023. “We met {plain},” Solheim said.",
        title='"' + plain.replace("\\", "\\\\").replace('"', "'") + '"',
    )
    comment = render_markdown(changes(resolve(), resolve(hostile)), Frame(Version(text), Version(plain), "mkdocs.yml"))
    html = MARKDOWN.render(comment)
    assert not re.search(r"<(?:a|img|script|input|table|del)\b", html)
    assert html.count("<!--") == 1
    assert html.count("<details") == html.count("</details>")
    seen = re.sub(r"<code>[^<]*</code>|<[^>]*>", "", html)
    assert not {name for name, call in CALLS.items() if call.search(seen)}
