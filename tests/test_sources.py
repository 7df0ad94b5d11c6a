"""Copies of one text are one source, two reports of one event are two."""

from __future__ import annotations

import random
import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from builder.archive.citations import Readings
from builder.archive.readings import read_articles
from builder.archive.sources import resolve_sources
from builder.archive.sources.agencies import agency_of
from builder.archive.sources.copies import STOCK
from builder.content.article import Article, parse_article
from builder.content.folder import Content
from builder.pages.publish import publish
from builder.reading.wording import Wording, fingerprints, share_in
from builder.settings import Settings
from builder.site import build_archive
from tests.case_files import read_cases

AGENCY_TEXT = """\
Trawler crews and islanders failed on Tuesday to agree on how much cod may be landed from the bank next year,
and their mediators sent them home for a week to consult the members who elected them.

The federation wants the limit to stay where it has been since the spring, while the council says that stocks
have halved and that nothing but a closed season will bring them back. Neither labour leader would say how the
programme of inspections is to be organised.

"We have counted every fish," the federation's chief negotiator, Ingrid Solheim, told reporters in the harbour.

Officials close to the mediators said that both delegations had prepared new figures overnight, but that neither
was willing to show them first. Norway, the host of the meeting, has offered to pay for a survey by independent
scientists.

The dispute began two years ago when patrol boats turned back four vessels that had crossed the line between the
northern and the southern grounds. Their crews lost a season's wages, and the islands lost the canneries that
used to buy their catch."""

OTHER_REPORT = """\
There will be no deal on cod quotas this week. Negotiators for the Deep Sea Crews Federation walked out of a
harbour building in Bergen shortly after noon on Tuesday, looking tired and saying little.

"We have counted every fish," Ingrid Solheim said to the cameras before a car took her to the airport.

Her counterparts from the islands stayed behind for coffee with the Norwegian hosts. One of them complained that
the crews had rejected a closed season out of hand, although the number of cod on Morrow Bank is thought to be
half of what it was.

A new attempt is planned in a week. Until then a Norwegian suggestion to let scientists count the stock is on
the table, and the patrols that set off the quarrel two years ago go on as before."""

COMMUNIQUE = " ".join(
    f"The parties undertake in paragraph {number} to keep {what} open to inspectors of both sides at all times."
    for number, what in enumerate(["harbours", "logbooks", "cold stores", "radio rooms", "auction halls", "ledgers"], 1)
)


def article(name: str, body: str, published: str = "2023-01-10", **keys: Any) -> Article:
    front = {"title": f"Of {name}", "url": f"https://example.org/{name}", "publisher": f"The {name} Mail"}
    front |= {"text": "full", "rights": "all-rights-reserved", **keys}
    lines = "".join(f"{key}: {value}\n" for key, value in front.items())
    parsed, problems = parse_article(
        f"content/articles/{name}.md", name, f"---\n{lines}published: {published}\n---\n{body}\n"
    )
    assert parsed, problems
    return parsed


def read(*articles: Article) -> Readings:
    return read_articles(Content(articles=tuple(sorted(articles, key=lambda one: (one.published, one.id)))))


def wording_of(text: str) -> Wording:
    return next(iter(read(article("x", text)).values())).findings.wording


def groups(*articles: Article) -> list[tuple[str, ...]]:
    return list(resolve_sources(read(*articles)).articles.values())


def paragraphs(*numbers: int) -> str:
    return "\n\n".join(AGENCY_TEXT.split("\n\n")[number] for number in numbers)


def with_changed_words(share: float) -> str:
    draw = random.Random(3)
    return re.sub(r"[a-z]{3,}", lambda word: "otherwise" if draw.random() < share else word[0], AGENCY_TEXT)


EDITS = {
    "none": AGENCY_TEXT,
    "tail cut": paragraphs(0, 1),
    "lead cut": paragraphs(2, 3, 4),
    "a third": paragraphs(1),
    "other lead": "Hopes of an early end to the cod war were dashed again this week.\n\n" + paragraphs(1, 2, 3, 4),
    "other order": paragraphs(0, 3, 4, 1, 2),
    "other dateline": "ESTWICK, Jan. 10 (Agency) -- " + AGENCY_TEXT,
    "American spelling": AGENCY_TEXT.replace("labour", "labor").replace("ised", "ized").replace("programme", "program"),
    "a word in ten": with_changed_words(0.1),
    "page furniture": f"Skip to content\n\n{AGENCY_TEXT}\n\nFollow us on Twitter\n\nSubscribe to our newsletter",
    "a paragraph of its own": AGENCY_TEXT
    + "\n\nIn this town, where every second family lives on cod, few were surprised.",
    "capitals": AGENCY_TEXT.upper(),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_copy_is_the_same_source(edit: str) -> None:
    assert groups(article("first", AGENCY_TEXT), article("second", EDITS[edit])) == [("first", "second")]


def test_two_reports_of_one_event_are_two_sources() -> None:
    assert groups(article("first", AGENCY_TEXT), article("second", OTHER_REPORT)) == [("first",), ("second",)]


@pytest.mark.parametrize(
    "quoted",
    [
        f'"{COMMUNIQUE}"',
        f"“{COMMUNIQUE[:200]}\n\n“{COMMUNIQUE[200:]}”",
        f"> {COMMUNIQUE}",
    ],
    ids=["in marks", "in two paragraphs", "as a block"],
)
def test_what_both_quote_makes_no_copy(quoted: str) -> None:
    one, other = (f"{text}\n\nTheir statement read:\n\n{quoted}" for text in (paragraphs(0, 1), OTHER_REPORT))
    assert groups(article("first", one), article("second", other)) == [("first",), ("second",)]


def test_the_same_words_unquoted_make_a_copy() -> None:
    assert groups(article("first", COMMUNIQUE), article("second", COMMUNIQUE)) == [("first", "second")]


def test_a_few_words_prove_nothing() -> None:
    brief = "Trawler crews and islanders failed on Tuesday to agree on how much cod may be landed."
    assert len(groups(article("first", brief), article("second", brief))) == 2


def test_the_earliest_stands_for_its_copies() -> None:
    sources = resolve_sources(
        read(
            article("a", AGENCY_TEXT, "2023-01-12"),
            article("b", paragraphs(0, 1, 2), "2023-01-10"),
            article("c", AGENCY_TEXT, "2023-01-10"),
            article("d", OTHER_REPORT, "2023-01-10"),
        )
    )
    assert sources.origin == {"a": "b", "b": "b", "c": "b", "d": "d"}
    assert sources.copies_of("c") == ("b", "a")
    assert sources.copies_of("d") == ()
    assert sources.independent(["a", "c"]) == 1
    assert sources.independent(["a", "d", "c"]) == 2
    assert sources.independent([]) == 0


def test_likeness_is_not_handed_on() -> None:
    """Each is like the next, but the first and the last have nothing in common."""
    chain = [paragraphs(0, 1), paragraphs(1, 3), paragraphs(3, 4)]
    found = groups(*(article(f"n{number}", text) for number, text in enumerate(chain)))
    assert not any({"n0", "n2"} <= set(group) for group in found)


def test_a_round_up_joins_no_reports() -> None:
    draw = random.Random(1)
    vocabulary = [
        f"{a}{b}" for a in ("bar", "cod", "dor", "fen", "gul", "hav", "kri", "mor") for b in ("an", "el", "ik")
    ]
    texts = [" ".join(draw.choices(vocabulary, k=80)).capitalize() + "." for _ in range(9)]
    found = groups(article("all", "\n\n".join(texts)), *(article(f"n{n}", text) for n, text in enumerate(texts)))
    assert len(found) == 10


def test_formulas_that_all_use_make_no_copies() -> None:
    """A text that is little but stock phrases is a copy only of what has its other words."""
    draw = random.Random(2)
    stock = [
        f"The {n}th joint committee of both delegations met again in the usual place and adjourned." for n in range(30)
    ]
    syllables = [f"{first}{second}" for first in "bdfglmnprstv" for second in "aeiou"]
    texts = [
        " ".join(
            (
                *draw.sample(stock, 12),
                f"Then {' '.join(map(''.join, draw.choices([*product(syllables, repeat=2)], k=40)))}.",
            )
        )
        for _ in range(3 * STOCK)
    ]
    assert len(groups(*(article(f"n{n:03}", text) for n, text in enumerate(texts)))) == 3 * STOCK


def test_a_text_that_very_many_print_is_no_formula() -> None:
    copies = [article(f"n{n:03}", AGENCY_TEXT) for n in range(STOCK + 20)]
    assert len(groups(*copies)) == 1


@pytest.mark.parametrize(("publisher", "agency"), read_cases(Path(__file__).parent / "cases" / "agencies.md"))
def test_agency_by_publisher(publisher: str, agency: list[str]) -> None:
    named = agency_of(article("one", "Nothing happened.", publisher=publisher))
    assert ([named] if named else []) == agency


@pytest.mark.parametrize(
    ("keys", "body", "agency"),
    [
        ({"agency": "Northern News"}, "Nothing happened.", "Northern News"),
        ({"agency": "AP"}, "Nothing happened.", "Associated Press"),
        ({"authors": "[Jane Roe, Reuters]"}, "Nothing happened.", "Reuters"),
        ({}, "OSLO, Norway (AP) — Nothing happened.", "Associated Press"),
        ({}, "OSLO (Reuters) - Nothing happened.", "Reuters"),
        ({}, "The news agency (Reuters) reported nothing.", None),
        ({}, "OSLO (Jan. 10) - Nothing happened.", None),
    ],
)
def test_agency_by_other_signs(keys: dict[str, str], body: str, agency: str | None) -> None:
    assert agency_of(article("one", body, **keys)) == agency


SUMMARY = {"text": "summary", "title": "Cod talks break up without deal on quotas", "publisher": "Reuters"}


@pytest.mark.parametrize(
    ("other", "published", "together"),
    [
        ({}, "2023-01-12", True),
        ({"title": "Talks on cod break up without a deal on quotas"}, "2023-01-10", True),
        ({}, "2023-01-13", False),
        ({"publisher": "AP"}, "2023-01-10", False),
        ({"publisher": "The Mail"}, "2023-01-10", False),
        ({"title": "Islanders block harbour before cod talks"}, "2023-01-10", False),
        ({"text": "full", "rights": "all-rights-reserved"}, "2023-01-11", True),
    ],
)
def test_summaries_are_one_source_by_agency_headline_and_days(
    other: dict[str, str], published: str, *, together: bool
) -> None:
    found = groups(
        article("first", "The talks on cod ended early.", **SUMMARY),
        article("second", OTHER_REPORT, published, **{**SUMMARY, "publisher": "The Mail (Reuters copy)", **other}),
    )
    assert (len(found) == 1) == together


def test_summaries_are_no_copies_by_their_words() -> None:
    mine = {"text": "summary"}
    assert len(groups(article("first", AGENCY_TEXT, **mine), article("second", AGENCY_TEXT, **mine))) == 2


@pytest.mark.parametrize(("agency", "together"), [("Reuters", True), (None, False)])
def test_half_alike_is_enough_for_one_agency(agency: str | None, *, together: bool) -> None:
    keys = {"title": "Cod talks break up", **({"agency": agency} if agency else {})}
    mixed = paragraphs(1) + "\n\n" + OTHER_REPORT.split("\n\n")[2] + "\n\n" + OTHER_REPORT.split("\n\n")[3]
    share = share_in(*(wording_of(text) for text in (mixed, AGENCY_TEXT)))
    assert 0.3 < share < 0.5
    found = groups(article("first", AGENCY_TEXT, **keys), article("second", mixed, **keys))
    assert (len(found) == 1) == together


def test_the_order_of_articles_is_without_effect() -> None:
    articles = [article(f"n{n}", text) for n, text in enumerate([*EDITS.values(), OTHER_REPORT, COMMUNIQUE])]
    expected = resolve_sources(read(*articles))
    for seed in range(5):
        readings = list(read(*articles).items())
        random.Random(seed).shuffle(readings)
        assert resolve_sources(dict(readings)) == expected


def test_share_counts_words_once() -> None:
    one = wording_of("One two three four five six seven eight nine ten.")
    assert one.words == 10
    assert share_in(one, one) == 1
    assert share_in(one, wording_of("One two three four five six and so on for ever.")) == 0.6
    assert share_in(one, wording_of("Now one two three four talk.")) == 0
    assert fingerprints(one) <= set(one.shingles)


def test_pages_name_copies_and_count_sources() -> None:
    archive = build_archive(
        Content(
            articles=(
                article("a", AGENCY_TEXT, "2023-01-10", agency="Reuters"),
                article("b", paragraphs(0, 1, 3), "2023-01-11"),
                article("c", OTHER_REPORT, "2023-01-11"),
            )
        ),
        Settings(),
    )
    pages = {page.uri: page.markdown for page in publish(archive, Settings()).pages}
    assert "One of 2 copies of a text by Reuters, [counted as one source]" in pages["articles/a.md"]
    assert 'also in: <span class="x-cite x-cite--source">[The a Mail, 10 Jan 2023](a.md)' in pages["articles/b.md"]
    assert "counted as one source" not in pages["articles/c.md"]
    assert "2 independent sources" in pages["articles/index.md"]
    assert "2 independent sources" in pages["about.md"]
