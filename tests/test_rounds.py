"""Rounds: cases in plain words, and what holds for any text."""

from datetime import date
from itertools import zip_longest
from pathlib import Path

import pytest
from hypothesis import given, settings
from test_events import TEXTS, read_cases

from builder.reading.dates import find_dates
from builder.reading.names import KnownNames, find_mentions
from builder.reading.rounds import find_rounds
from builder.reading.sentences import find_sentences

CASES = Path(__file__).parent / "cases" / "rounds.md"


def read_rounds(text, published, words=()):
    sentences = find_sentences(text)
    dates = find_dates(text, sentences, published)
    mentions = find_mentions(text, sentences, KnownNames())
    return find_rounds(text, sentences, dates, mentions, words, published=published)


@pytest.mark.parametrize(("published", "text", "expected"), list(read_cases(CASES)))
def test_case(published, text, expected):
    rounds = read_rounds(text, published)
    told = [f"{r.status} {r.period.edtf if r.period else 'undated'} {r.place or 'nowhere'}: {r.label}" for r in rounds]
    parties = [", ".join(r.parties) or "nobody" for r in rounds]
    assert [
        f"{one} | {met}" if " | " in line else one
        for one, met, line in zip_longest(told, parties, expected, fillvalue="")
    ] == expected


def test_a_topic_adds_its_own_words():
    text = "The palaver opened in Accra on Monday."
    assert not read_rounds(text, date(2022, 3, 9))
    (found,) = read_rounds(text, date(2022, 3, 9), ("palaver",))
    assert found.place == "Accra"


def test_a_topic_s_own_words_have_plurals():
    text = "Assemblies of the Ibo League and the Coast Party ended in Accra on Monday after two hearings."
    (found,) = read_rounds(text, date(2022, 3, 9), ("assembly",))
    assert found.label == "Assemblies"


def test_parties():
    (found,) = read_rounds("Talks between Norway and Chile opened in Lima on Monday.", date(2022, 3, 9))
    assert found.parties == ("Norway", "Chile")


def test_parties_known_by_where_their_envoys_come_from():
    text = "Ukraine and Peru quarrel. Peruvian and Ukrainian negotiators met in Oslo on Monday."
    (found,) = read_rounds(text, date(2022, 3, 9))
    assert found.parties == ("Peru", "Ukraine")


@settings(deadline=None)
@given(TEXTS)
def test_spans_in_bounds(text):
    for found in read_rounds(text, date(2022, 3, 9)):
        assert 0 <= found.span.start < found.span.end <= len(text)
        assert found.label


@pytest.mark.parametrize(
    "piece", ["talks, ", "and met ", "talks in Oslo on Monday and ", "They met in 2001. ", "round of "]
)
def test_hostile_text_is_read(piece):
    text = piece * (40_000 // len(piece))
    sentences = find_sentences(text)
    dates = find_dates(text, sentences, date(2022, 3, 9))
    for report in find_rounds(text, sentences, dates, (), published=date(2021, 7, 18)):
        assert 0 <= report.span.start < report.span.end <= len(text)


def test_only_those_who_meet_are_parties() -> None:
    """Not who is named beside them, who has signed a pact, or in whose capital they meet."""
    text = (
        "A pact between Norway and Peru was signed in May. Envoys of Norway and Peru praised it. "
        "Chilean envoy Ana Levi returned to Doha, Qatar, on Monday to resume talks with Peru. "
        "Ana Levi and Omar Haddad spoke of fish. Their meeting in Lima on Tuesday was held in the old town."
    )
    parties = {report.place: report.parties for report in read_rounds(text, date(2022, 3, 9))}
    assert parties["Doha"] == ("Peru",)
    assert parties["Lima"] == ()


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("UN-led talks to reunite Chile ended in Lima on Monday.", ()),
        ("The EU-brokered talks between Peru and Chile opened in Lima on Monday.", ("Peru", "Chile")),
        ("Talks between Peru and Chile on Norway's fish opened on Monday.", ("Peru", "Chile")),
        ("Norway blamed Kenya for the collapse of talks in Lima on Monday.", ()),
        ("Ministers from Peru and Chile met in Lima on Monday.", ("Peru", "Chile")),
        ("Talks between Peru and Norway stalled. At COP30, talks in Lima opened on Monday.", ("Norway", "Peru")),
        ("Talks of Peru with Norway stalled. The US wants intra-Kenyan talks to begin in May.", ("US",)),
    ],
)
def test_who_leads_or_is_talked_about_is_no_party(text: str, parties: tuple[str, ...]) -> None:
    assert read_rounds(text, date(2022, 3, 9))[-1].parties == parties
