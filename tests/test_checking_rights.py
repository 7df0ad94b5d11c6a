"""Whose words a summary has: its own, quoted ones within the limit, or the original's."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from builder.checking.examine import examine
from builder.checking.imprints import Imprint, imprint_of, pack_imprint, unpack_imprint
from builder.checking.originals import Shelf, read_originals
from builder.checking.submission import Submission
from builder.content.article import parse_article
from builder.ingest.bounded import read_bounded
from builder.problems import Problem
from builder.reading.wording import NO_WORDING
from builder.settings import QuoteLimit
from tests.test_sources import AGENCY_TEXT, OTHER_REPORT

OWN = """\
Crews and islanders parted on Tuesday without a figure for next year's cod. The mediators gave both a week to ask
their members. What divides them has not changed: the boats want this spring's limit again, the islands a season
without fishing, because the stock has shrunk by half. The hosts would pay scientists to count the fish."""


def submission(body: str, name: str = "summary", **keys: Any) -> Submission:
    front = {"title": "Of cod", "url": f"https://example.org/{name}", "publisher": "Mail", "published": "2023-01-11"}
    source = "---\n" + "".join(f"{key}: {value}\n" for key, value in (front | keys).items()) + f"---\n\n{body}\n"
    article, problems = parse_article(f"content/articles/{name}.md", name, source)
    assert article, problems
    return Submission(source, imprint_of(article))


def full(body: str) -> Imprint:
    return submission(body, "full", text="full", rights="all-rights-reserved", publisher="Herald").imprint


def told(body: str, *archive: Imprint, **keys: Any) -> list[Problem]:
    return list(examine([submission(body, **keys)], archive, QuoteLimit(), {}))


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def test_own_words_are_well() -> None:
    assert told(OWN, full(AGENCY_TEXT), full(OTHER_REPORT)) == []


def test_a_copied_sentence_is_found_where_it_stands() -> None:
    sentence = "Norway, the host of the meeting, has offered to pay for a survey by independent scientists."
    (problem,) = told(f"{OWN}\n\n{sentence}", full(AGENCY_TEXT))
    assert (problem.code, problem.severity, problem.line, problem.column) == ("paraphrase-close", "warning", 12, 1)
    assert "16 words in a row stand in content/articles/full.md (Herald)" in problem.message
    assert sentence[:60] in problem.message


def test_the_same_sentence_quoted_is_well() -> None:
    sentence = "Norway, the host of the meeting, has offered to pay for a survey by independent scientists."
    assert told(f'{OWN}\n\n"{sentence}" the agency wrote.', full(AGENCY_TEXT)) == []


@pytest.mark.parametrize("kept", [0.9, 0.75, 0.67])
def test_a_text_with_some_words_replaced_is_too_close(kept: float) -> None:
    draw = random.Random(5)
    words = [word if draw.random() < kept else "elsewhere" for word in AGENCY_TEXT.split(" ")]
    assert "paraphrase-close" in codes(told(" ".join(words), full(AGENCY_TEXT)))


def test_a_long_quotation() -> None:
    (problem,) = told(f'{OWN}\n\n"{" ".join(["never"] * 51)}" she said.')
    assert (problem.code, problem.line, problem.column) == ("quotation-long", 12, 1)
    assert "51 words in a row are quoted here, more than the 50" in problem.message
    assert told(f'{OWN}\n\n"{" ".join(["never"] * 50)}" she said.') == []


def test_a_summary_as_long_as_an_article() -> None:
    text = " ".join(f"word{number}" for number in range(401))
    (problem,) = told(text)
    assert (problem.code, problem.line, problem.column) == ("summary-long", 8, 1)
    assert told(text.rpartition(" ")[0]) == []
    assert told(text, text="full", rights="CC-BY-4.0") == []


def read_page(data: bytes) -> str:
    read = read_bounded(data, page=True)
    if read.refusal:
        raise ValueError(read.refusal)
    return read.text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("summary.txt", AGENCY_TEXT),
        ("summary.html", f"<html><body><article><h1>Cod</h1><p>{AGENCY_TEXT}</p></article></body></html>"),
    ],
)
def test_originals_at_hand(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "another.txt").write_text("x", encoding="utf-8")
    at_hand = read_originals(Shelf(tmp_path, read_page), ["summary", "missing"])
    assert at_hand.problems == ()
    copied = OWN + "\n\n" + AGENCY_TEXT.split("\n\n")[1]
    (problem,) = examine([submission(copied)], [], QuoteLimit(), at_hand.wordings)
    assert "in a row stand in the original just so" in problem.message
    assert examine([submission(OWN)], [], QuoteLimit(), at_hand.wordings) == ()


def test_an_original_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "summary.txt").write_bytes(b"\xff\xfe")
    at_hand = read_originals(Shelf(tmp_path, read_page), ["summary"])
    assert [problem.code for problem in at_hand.problems] == ["encoding"]
    assert at_hand.wordings == {}


def test_a_saved_page_that_costs_too_much_is_named(tmp_path: Path) -> None:
    (tmp_path / "summary.html").write_bytes(b"<p>" + b"word " * 4_000_000)
    at_hand = read_originals(Shelf(tmp_path, read_page), ["summary"])
    (problem,) = at_hand.problems
    assert problem.code == "unreadable"
    assert problem.path.endswith("/summary.html")


@pytest.mark.parametrize("body", [AGENCY_TEXT, "Short.", f"> {OWN}"])
def test_an_imprint_is_kept_whole(body: str) -> None:
    imprint = submission(body, title='"Cod, «کاد»"', agency="Reuters").imprint
    kept = unpack_imprint(pack_imprint(imprint), {imprint.path: imprint.wording}.__getitem__)
    assert kept == imprint
    assert kept.wording == imprint.wording


@pytest.mark.parametrize(
    "packed",
    [
        None,
        "",
        "x",
        {},
        [],
        [*"abcde", "Monday", *"fg", ""],
        [*"abcde", "2019-05-04", *"fg", "x"],
    ],
)
def test_what_is_no_imprint_is_refused(packed: bytes) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        unpack_imprint(packed, lambda _: NO_WORDING)
