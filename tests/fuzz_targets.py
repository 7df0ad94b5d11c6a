"""What must hold of anything that anybody may put into an archive, each a target for texts made to break it.

`test_fuzz.py` tries each a little, `fuzz.py` for as long as one likes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from fuzz_texts import MARKS, TEXTS, UNITS
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.archive.actors import known_names
from builder.content.article import ArticleMetadata, parse_article
from builder.content.curated import (
    ActorMetadata,
    EntryMetadata,
    NameMetadata,
    PlaceMetadata,
    RoundMetadata,
    TermMetadata,
)
from builder.content.files import read_file
from builder.content.folder import Content
from builder.content.ledger import LedgerMetadata
from builder.content.markdown import prose_of, refuse_body
from builder.ingest.claims import check_value, split_claims
from builder.ingest.compose import compose, markdown_of
from builder.ingest.decoding import UnreadableError, decode, unpack, without_hidden
from builder.ingest.page import read_page
from builder.ingest.pasted import find_aside, paragraphs, pasted_claims
from builder.pages.html import broken_links, render_html, sanitise
from builder.pages.publish import publish
from builder.problems import Problem
from builder.reading.findings import Findings, read_text
from builder.settings import Settings
from builder.site import build_archive
from builder.text import Span

DAYS = st.dates(date(1800, 1, 1), date(2200, 1, 1))
NOBODY = known_names(Content())
HEAD = "title: Talks end\nurl: https://news.example/{}\npublisher: {}\npublished: 2021-07-18\n"
RIGHTS = ("", "text: full\nrights: public-domain\n", "text: full\nrights: all-rights-reserved\n")


# Reading


def read(text: str, published: date) -> None:
    """Every reader answers, twice the same, with places in the text."""
    findings = _findings(text, published)
    assert findings == _findings(text, published)
    for span in _spans(findings):
        assert 0 <= span.start <= span.end <= len(text)
    assert all(sentence.of(text).strip() == sentence.of(text) != "" for sentence in findings.sentences)
    assert all(quote.span.of(text).strip() for quote in findings.quotes)


def read_repeated(unit: str) -> None:
    """Twice the text takes no more than twice the steps, counted in calls: a clock would measure the machine."""
    _steps(unit, 8000)  # what is remembered from one text to the next, such as word lists, is looked up once
    few, many = _steps(unit, 4000), _steps(unit, 8000)
    assert many <= 2.5 * few + 5000, (few, many)


def _findings(text: str, published: date) -> Findings:
    return read_text(text, published, NOBODY, title="Talks end", publisher="Courier")


def _spans(found: object) -> Iterator[Span]:
    if isinstance(found, Span):
        yield found
    elif isinstance(found, (tuple, list, frozenset)):
        for item in found:
            yield from _spans(item)
    elif is_dataclass(found):
        for field in fields(found):
            yield from _spans(getattr(found, field.name))


def _steps(unit: str, characters: int) -> int:
    """The calls that reading so long a text takes, its Markdown included."""
    steps = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal steps
        steps += event.endswith("call")

    text = unit * -(-characters // len(unit))
    if refuse_body("a.md", text, 0):
        return 0
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        _findings(prose_of(text), date(2021, 7, 18))
    finally:
        sys.setprofile(before)
    return steps


# Files

_KEYS = sorted(
    {
        info.alias or name
        for model in (
            *(ArticleMetadata, ActorMetadata, RoundMetadata, TermMetadata, EntryMetadata),
            *(PlaceMetadata, NameMetadata, LedgerMetadata),
        )
        for name, info in model.model_fields.items()
    }
)
_WORTH = st.sampled_from(
    [
        *MARKS,
        "~",
        "no",
        "[a, b]",
        "[",
        "{a: b}",
        "{",
        "&a x",
        "*a",
        "!!int 1",
        "|",
        ">-",
        "'",
        '"',
        "%",
        "@",
        "---",
        "...",
    ]
) | st.sampled_from(
    ["2021-07-18", "2021", "person", "city", "full", "https://e.example/", "a-b", "held", "1e400", ".nan"]
)
_LINES = st.builds(
    "{}{}: {}".format, st.sampled_from(["", "", "", "  ", "- ", "  - ", "\t"]), st.sampled_from(_KEYS), _WORTH | TEXTS
)
YAML = st.lists(_LINES | st.text(max_size=30) | _WORTH.map("  - {}".format), max_size=8).map("\n".join)
FILES = st.one_of(
    st.builds("---\n{}\n---\n{}".format, YAML, TEXTS),
    st.builds(f"---\n{HEAD.format(1, 'Courier')}{{}}{{}}\n---\n{{}}".format, st.sampled_from(RIGHTS), YAML, TEXTS),
    YAML,
    TEXTS,
)
PLACES = ("articles/a.md", "actors/a.md", "rounds/a.md", "glossary/a.md", "timeline/a.md", "names/a.yml", "index.md")
PLACES += ("identifiers/a.yml", "places.yml")


def read_any_file(place: str, text: str) -> None:
    """A file is read, or told what is wrong with it at a place that it has."""
    file = read_file("content", place, text)
    assert file.record.sound or file.record.problems or file.thing is None
    _in_text(file.record.problems, text)


def _in_text(problems: tuple[Problem, ...], text: str) -> None:
    rows = text.split("\n")
    for problem in problems:
        assert 1 <= problem.line <= len(rows) + 1, problem
        assert problem.column >= 1, problem
        assert str(problem).isprintable() or re.search(
            "[\u200c\u200d\u00a0\u2000-\u200a\u3000\u202f\u205f\u1680]", str(problem)
        )


# Sites


def publish_whole(bodies: list[str], rights: str, names: list[str], editor: str) -> None:
    """What is published holds together: links lead somewhere, and nothing is left that a browser could run."""
    written = [
        (f"articles/a{n}.md", f"---\n{HEAD.format(n, 'Courier')}{rights}---\n{body}") for n, body in enumerate(bodies)
    ]
    for number, name in enumerate(names):
        entry = compose({"title": name}, "").replace("title:", "name:").replace("---\n", "", 1)
        written.append((f"actors/n{number}.md", f"---\nkind: person\n{entry}{editor}"))
        written.append((f"glossary/n{number}.md", f"---\n{entry.replace('name:', 'term:')}{editor} "))
    files = [read_file("content", place, text) for place, text in written]
    things = [file.thing for file in files if file.record.sound]
    content = Content(
        articles=tuple(t for t in things if hasattr(t, "prose") and hasattr(t, "body")),
        actors=tuple(t for t in things if isinstance(getattr(t, "data", None), ActorMetadata)),
        terms=tuple(t for t in things if isinstance(getattr(t, "data", None), TermMetadata)),
    )
    publication = publish(build_archive(content, Settings()), Settings())
    rendered = {page.uri: render_html(page) for page in publication.pages}
    # A link that somebody wrote may lead nowhere, and builds say so; ours may not.
    if not re.search(r"\.md|[(:<]\s*#", " ".join([*bodies, editor])):
        assert broken_links(rendered) == []
    for page in rendered.values():
        assert sanitise(page.html) == page.html
        assert not re.search(
            r"<(?:script|img|iframe|object|style)|<[^>]*\son\w+=|href=\"(?:javascript|data):", page.html
        )


# What is taken in

_TAGS = (
    "p",
    "div",
    "article",
    "h1",
    "b",
    "a href='",
    "title",
    "script",
    "meta content='",
    "table",
    "svg",
    "!--",
    "time",
)
HTML = st.lists(
    st.sampled_from(_TAGS).map("<{}>".format) | st.sampled_from(_TAGS).map("</{}>".format) | TEXTS, max_size=25
).map("".join)


def take_page(html: str) -> None:
    """A saved page becomes a text and claims; what is written of them is read back as an article, or refused."""
    source = read_page(html)
    split_claims(source.claims)
    body = markdown_of(without_hidden(source.text).split("\n"))
    with suppress(ValueError):
        title = check_value("title", without_hidden(" ".join(source.text.split())[:200]))
        values = {"title": title, "url": "https://e.example/", "publisher": "Courier", "published": "2021-07-18"}
        article, problems = parse_article("content/articles/a.md", "a", compose(values, body))
        assert article is not None or problems
        assert article is None or article.title == title


def take_bytes(data: bytes) -> None:
    with suppress(UnreadableError):
        unpacked = unpack(data)
        take_text(without_hidden(decode(unpacked.data, unpacked.charset)))


def take_text(text: str) -> None:
    pasted_claims(text)
    aside = find_aside(text)
    kept = paragraphs(text, tuple(piece.span for piece in aside))
    assert all(paragraph.strip() for paragraph in kept)


TARGETS: Mapping[str, tuple[Callable[..., None], tuple[st.SearchStrategy[Any], ...]]] = {
    "read": (read, (TEXTS, DAYS)),
    "read-repeated": (read_repeated, (UNITS,)),
    "file": (read_any_file, (st.sampled_from(PLACES), FILES)),
    "site": (
        publish_whole,
        (st.lists(TEXTS, min_size=1, max_size=3), st.sampled_from(RIGHTS), st.lists(TEXTS, max_size=2), TEXTS),
    ),
    "page": (take_page, (HTML,)),
    "bytes": (take_bytes, (st.binary(max_size=300),)),
    "pasted": (take_text, (TEXTS,)),
}


def try_target(name: str, chosen: settings) -> None:
    """Give a target as many texts as `chosen` says. Raises what the smallest text that breaks it does."""
    target, texts = TARGETS[name]
    chosen(given(*texts)(target))()
