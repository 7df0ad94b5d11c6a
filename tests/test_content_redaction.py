"""`do_not_name`: what the setting names is nowhere in what the rest of the builder sees."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.content.article import Article
from builder.content.folder import Content, read_content
from builder.content.markdown import prose_of
from builder.content.redaction import WITHHELD, redact

ARTICLE = """---
title: "Jane Roe freed"
url: https://news.example/1
publisher: Jane Roe's Weekly
published: 2021-07-18
authors: [Jane Roe, John Doe]
submitted_by: jane roe
archive_url: https://archive.example/jane-roe-freed
text: full
rights: permission
rights_url: https://news.example/?by=Jane%20Roe
corrections:
  - {text: Jane Roe, actor: jane-roe}
  - {text: the interpreter, actor: ministry}
  - {text: Sunday, date: 2021-07-18}
---

Ms Roe, the interpreter, was freed on Sunday. _Jane Roe_ thanked **Jane** Roe's
friends; JANE\tROE and Jane&nbsp;R&#111;e and [Jane](https://e.org/x) Roe and `Jane Roe` and [she](https://e.org/jane-roe).
"""
ACTOR = "---\nname: Jane Roe\nkind: person\naliases: [Ms Roe]\n---\n\nShe.\n"
MINISTRY = """---
name: Ministry
kind: organisation
aliases: ["Jane Roe's ministry", the office]
part_of: [jane-roe]
same_as: [https://e.org/Jane_Roe, https://e.org/ministry]
roles:
  - {role: office of Jane Roe, sources: [talks, https://e.org/jane.roe]}
  - {role: office, sources: [https://e.org/janeroe/jane-roe]}
---

Jane  Roe works there.
"""
ROUND = """---
title: Talks about Jane Roe
period: 2021-07
status: held
place: Jane Roe Square
parties: [ministry, jane-roe]
host: jane-roe
facilitators: [jane-roe]
people:
  - {actor: jane-roe, role: guest}
  - {actor: ministry, side: jane-roe, role: Jane Roe's voice}
agreed:
  - {text: Jane Roe goes free., sources: [talks]}
sources: [talks]
---

With Jane Roe.
"""
TERM = "---\nterm: Jane Roe case\nsee: [jane-roe, ministry]\n---\n\nThe case of Ms Roe.\n"
FILES = {
    "articles/talks.md": ARTICLE,
    "articles/2021-jane-roe-freed.md": ARTICLE.replace("/1", "/2"),
    "articles/named.md": ARTICLE.replace("example/1", "example/Jane_Roe-freed"),
    "actors/jane-roe.md": ACTOR,
    "actors/ministry.md": MINISTRY,
    "rounds/first.md": ROUND,
    "rounds/jane-roe-talks.md": ROUND,
    "glossary/case.md": TERM,
    "places.yml": "- {name: Jane Roe Square, kind: site, aliases: [Square of Jane Roe, the square]}\n",
    "index.md": "About Jane Roe.\n",
}


@pytest.fixture
def content(tmp_path: Path) -> Content:
    for name, text in FILES.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    read = read_content(tmp_path / "content")
    assert [str(problem) for problem in read.problems if problem.severity == "error"] == []
    return read


def _plain(text: str) -> str:
    """What a reader, a search engine and somebody who looks at addresses can make of it."""
    return re.sub(
        r"[\W_]+", " ", unquote(html.unescape(text)).replace("](https://e.org/x)", "").replace("*", "")
    ).lower()


def test_the_name_is_nowhere(content: Content) -> None:
    assert "jane roe" in _plain(repr(content))
    redacted = redact(content, ["Jane Roe"])
    for form in ("jane roe", "ms roe"):
        assert form not in _plain(repr(replace(redacted, problems=())))
    assert [article.id for article in redacted.articles] == ["talks"]
    assert [actor.id for actor in redacted.actors] == ["ministry"]


def test_what_remains_is_whole(content: Content) -> None:
    redacted = redact(content, ["jane  roe"])
    (article,), (ministry,), (round_,), (term,) = redacted.articles, redacted.actors, redacted.rounds, redacted.terms
    assert article.title == f"{WITHHELD} freed"
    assert article.authors == (WITHHELD, "John Doe")
    assert (article.archive_url, article.rights_url) == (None, None)
    assert [correction.text for correction in article.corrections] == ["the interpreter", "Sunday"]
    assert article.prose == prose_of(article.body)
    assert ministry.data.aliases == ("the office",)
    assert ministry.data.part_of == ()
    assert ministry.data.same_as == ("https://e.org/ministry",)
    assert [(role.role, role.sources) for role in ministry.data.roles] == [(f"office of {WITHHELD}", ("talks",))]
    assert round_.data.parties == ("ministry",)
    assert round_.data.host is None
    assert [(person.actor, person.side) for person in round_.data.people] == [("ministry", None)]
    assert round_.data.place == redacted.places[0].name == f"{WITHHELD} Square"
    assert redacted.places[0].aliases == ("the square",)
    assert term.data.see == ("ministry",)
    assert round_.data.period == "2021-07"


def test_files_that_cannot_be_published_are_named(content: Content) -> None:
    problems = [problem for problem in redact(content, ["Jane Roe"]).problems if problem.code == "do-not-name"]
    assert [problem.path for problem in problems] == [
        "content/articles/2021-jane-roe-freed.md",
        "content/articles/named.md",
        "content/rounds/jane-roe-talks.md",
    ]


def test_an_alias_hides_its_actor(content: Content) -> None:
    redacted = redact(content, ["Ms Roe"])
    assert "jane roe" not in _plain(repr(replace(redacted, problems=())))


@pytest.mark.parametrize("names", [[], [""], ["  "], ["Nobody Else"]])
def test_nothing_to_hide_changes_nothing(content: Content, names: list[str]) -> None:
    redacted = redact(content, names)
    assert redacted == content


def test_parts_of_words_stay(content: Content) -> None:
    body = "Roebuck, monroe, Roes; Roe, roe's, _Roe_."
    article = replace(content.articles[-1], body=body, prose=body)
    (cleaned,) = redact(Content(articles=(article,)), ["Roe"]).articles
    assert cleaned.body == f"Roebuck, monroe, Roes; {WITHHELD}, {WITHHELD}'s, _{WITHHELD}_."


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Jean-Paul O'Hara", "Jean‑Paul O’Hara"),
        ("José", "Jose\u0301"),
        ("Jose\u0301", "Jos&eacute;"),
        ("Jane Roe", "J\u00adane R\u200boe"),
        ("Jane Roe", "J**an**e Roe"),
        ("مریم", "https://e.org/%D9%85%D8%B1%DB%8C%D9%85"),
        ("Jane Roe", "Jane\nRoe"),
        ("Jane (the) Roe", "Jane (the) Roe"),
    ],
)
def test_written_otherwise(name: str, written: str) -> None:
    redacted = redact(Content(introduction=f"a {written} b"), [name])
    assert WITHHELD in redacted.introduction


_WORDS = st.text(alphabet="abcdéжط-'", min_size=2, max_size=6).filter(
    lambda word: word[0].isalpha() and word[-1].isalpha()
)
_NAMES = st.lists(_WORDS, min_size=1, max_size=3).map(" ".join)
_CASES = st.sampled_from([str, str.upper, str.title, lambda name: name.replace(" ", "\n"), lambda name: f"*{name}*"])


@settings(max_examples=60, deadline=None)
@given(st.lists(_NAMES, min_size=1, max_size=3), st.lists(st.one_of(_NAMES, st.text(max_size=10)), max_size=6), _CASES)
def test_no_name_survives(names: list[str], others: list[str], written: object) -> None:
    assert callable(written)
    pieces = [piece for pair in zip([*others, *names], [*names, *others], strict=False) for piece in pair]
    text = " , ".join(written(piece) if piece in names else piece for piece in pieces)
    article = Article(
        id="x", path="content/articles/x.md", title=text, url="https://0.example/", publisher=text,
        published=date(2021, 1, 1), agency=text, authors=(text,), language="en", accessed=None, archive_url=None,
        submitted_by=text, text="summary", rights=None, rights_url=None, formerly=(), corrections=(),
        corrections_at=(), body=text,
        prose=prose_of(text),
    )  # fmt: skip
    (cleaned,) = redact(Content(articles=(article,)), names).articles
    for shown in (
        cleaned.title,
        cleaned.publisher,
        cleaned.body,
        cleaned.prose,
        cleaned.agency or "",
        *cleaned.authors,
    ):
        for name in names:
            pattern = r"\s+".join(map(re.escape, name.split()))
            assert not re.search(rf"(?<![^\W_]){pattern}(?![^\W_])", shown, re.IGNORECASE)


@pytest.mark.parametrize("unit", ["Jane](", "Jane ", "Jane-", "J*", "Jane](a", "&#74;"])
def test_time_grows_with_length_only(unit: str) -> None:
    redact(Content(introduction=unit * 20_000), ["Jane Roe", "Jane Jane Doe"])
