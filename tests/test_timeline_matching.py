"""Reports of one event become one entry, whatever their order, and editors have the last word."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from case_files import read_cases
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from large_archive import write_archive

from builder.archive.account import Archive
from builder.archive.timeline import TimelineEntry, Witness, days_of, known_on
from builder.archive.timeline.curation import join, overrule, part
from builder.archive.timeline.entry import Account, Aspect, Disagreement
from builder.archive.timeline.nearness import nearness_of
from builder.archive.timeline.numbers import find_amounts
from builder.archive.timeline.places import Atlas, read_atlas
from builder.content.article import Article, parse_article
from builder.content.curated import CuratedStatement, EntryMetadata, PlaceMetadata
from builder.content.folder import Content, Curated, read_content
from builder.content.yaml_nodes import parse_yaml
from builder.pages.timeline.announced import sort_announced
from builder.reading.events.senses import are_contrary, find_senses
from builder.settings import Settings
from builder.site import build_archive
from builder.text import Span

CASES = read_cases(Path(__file__).parent / "cases" / "timeline.md")
PLACES = (
    *(PlaceMetadata(name=name, kind="city", country=land) for name, land in (("Bergen", "Norway"), ("Lima", "Peru"))),
    PlaceMetadata(name="Lisbon", kind="city", country="Portugal"),
)


def article(published: str, body: str, name: str) -> Article:
    front = f"title: Of {name}\nurl: https://example.org/{name}\npublisher: {name}\npublished: {published}"
    parsed, problems = parse_article(f"content/articles/{name}.md", name, f"---\n{front}\n---\n{body}\n")
    assert parsed, problems
    return parsed


def resolve(texts: list[str], *files: Curated[EntryMetadata]) -> Archive:
    """The archive of articles given as a day and a text each."""
    articles = [article(text[:10], text[11:], f"{text[:10]}-{number}") for number, text in enumerate(texts)]
    ordered = tuple(sorted(articles, key=lambda a: (a.published, a.id)))
    return build_archive(Content(articles=ordered, places=PLACES, entries=files), Settings())


def file(identifier: str, prose: str = "", **data: Any) -> Curated[EntryMetadata]:
    lines = "\n".join(f"{key}: {list(value) if isinstance(value, tuple) else value}" for key, value in data.items())
    return Curated(
        identifier, f"content/timeline/{identifier}.md", EntryMetadata(**data), prose, parse_yaml(lines or "{}", 2)
    )


def describe(archive: Archive, entry: TimelineEntry) -> str:
    parts = [f"{entry.shown_status} {entry.period.edtf} {len(entry.reports)}"]
    parts += ["was planned"] if entry.was_planned else []
    parts += ["contested"] if entry.contested else []
    parts += [f"differ {d.aspect}: {' / '.join(a.shown for a in d.accounts)}" for d in entry.disagreements]
    if entry.outcome:
        target = archive.entries[entry.outcome.entry] if entry.outcome.entry else entry
        parts.append(entry.outcome.became + (f" to {target.period.edtf}" if target.id != entry.id else ""))
    return "; ".join(parts)


@pytest.mark.parametrize(("texts", "expected"), CASES)
def test_reports_come_to(texts: str, expected: list[str]) -> None:
    archive = resolve(texts.split("\n"))
    assert sorted(describe(archive, entry) for entry in archive.entries.values()) == sorted(expected)


# What likeness is made of


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((1, 1), (1, 1), "same"),
        ((1, 31), (7, 7), "within"),
        ((7, 7), (1, 31), "within"),
        ((1, 1), (4, 4), "near"),
        ((1, 1), (5, 5), "far"),
        ((1, 1), (46, 46), "far"),
        ((1, 1), (47, 47), None),
        ((1, 31), (32, 32), None),
    ],
)
def test_how_days_lie(one: tuple[int, int], other: tuple[int, int], expected: str | None) -> None:
    assert nearness_of(*one, *other) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("some 12,300 miners walked out", {"workers": (12300, "about")}),
        ("at least 16 people were killed", {"people: kill": (16, "least")}),
        ("killed ten villagers and wounded 24 people", {"people: kill": (10, "exact"), "people: wound": (24, "exact")}),
        ("between 300 sailors and 500 sailors", {}),
        ("wages rise by 4.5 per cent", {"percent": (4.5, "exact")}),
        ("a fund of $2.5 million", {"money $": (2_500_000, "exact")}),
        ("a two-day strike in 2014, for three weeks", {}),
        ("twenty-one delegates", {"delegates": (21, "exact")}),
    ],
)
def test_amounts(text: str, expected: dict[str, tuple[float, str]]) -> None:
    assert {thing: (a.value, a.manner) for thing, a in find_amounts(text).items()} == expected


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("about 12,000 miners", "12,300 miners", True),
        ("at least ten miners", "11 miners", True),
        ("up to 14,000 miners", "12,000 miners", True),
        ("5,000 miners", "5,400 miners", False),
        ("ten miners", "11 miners", False),
        ("about 12,000 miners", "13,500 miners", False),
    ],
)
def test_numbers_that_can_be_one(one: str, other: str, *, agree: bool) -> None:
    a, b = find_amounts(one)["workers"], find_amounts(other)["workers"]
    assert a.agrees_with(b) is b.agrees_with(a) is agree


def senses(text: str) -> frozenset[str]:
    return frozenset(sense.name for sense in find_senses(text, [Span(0, len(text))]))


def test_words_that_stand_for_each_other_are_one_sense() -> None:
    assert senses("the accord was signed") == senses("signing of the pact")
    assert senses("put off the negotiations") == senses("postponed the talks")
    assert not are_contrary(senses("talks opened"), senses("negotiations began"))
    assert are_contrary(senses("talks opened"), senses("talks were broken off"))


def test_a_city_and_its_country_agree() -> None:
    atlas = read_atlas(PLACES)
    assert atlas.agree("Bergen", "Norway")
    assert atlas.agree(None, "Lima")
    assert not atlas.agree("Bergen", "Peru")
    assert not atlas.agree("Bergen", "Lisbon")


# Invariants

SENTENCES = (
    "Norway and Iceland signed the mackerel quota agreement in Bergen on March {day}.",
    "Norway and Iceland signed a pact on the mackerel quota in Bergen in March.",
    "Talks between Norway and Iceland on mackerel opened in Bergen on March {day}.",
    "Talks between Norway and Iceland on mackerel, planned for March {day}, were postponed.",
    "Norway said on March {day} that the talks with Iceland had failed.",
    "{number} dockers walked off the job in Lisbon on March {day}.",
    "Talks between Norway and Iceland on mackerel are to open in Bergen on April {day}.",
)
TEXTS = st.lists(
    st.builds(
        lambda sentences, day, number, published: (
            f"2022-03-{published:02d} " + " ".join(s.format(day=day, number=number) for s in sentences)
        ),
        st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3, unique=True),
        st.integers(4, 7),
        st.sampled_from(["About 500", "450", "520"]),
        st.integers(9, 28),
    ),
    min_size=1,
    max_size=5,
)
SLOWLY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOWLY
@given(TEXTS)
def test_every_report_is_one_of_one_entry(texts: list[str]) -> None:
    archive = resolve(texts)
    told = Counter(
        (report.citation, report.period, report.summary) for e in archive.entries.values() for report in e.reports
    )
    found = Counter(
        (article, event.span, event.period, event.summary)
        for article, reading in archive.readings.items()
        for event in reading.findings.events
    )
    assert sum(told.values()) == sum(found.values())
    assert {(c.article, c.span, period, summary) for c, period, summary in told} == set(found)


@SLOWLY
@given(TEXTS, st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(texts: list[str], chance: random.Random) -> None:
    articles = [article(text[:10], text[11:], f"{text[:10]}-{number}") for number, text in enumerate(texts)]
    once = build_archive(Content(articles=tuple(articles), places=PLACES), Settings())
    chance.shuffle(articles)
    again = build_archive(Content(articles=tuple(articles), places=PLACES), Settings())
    assert once.entries == again.entries


@SLOWLY
@given(TEXTS, st.sampled_from(SENTENCES))
def test_an_article_more_takes_no_citation_away(texts: list[str], sentence: str) -> None:
    before = resolve(texts)
    after = resolve([*texts, "2022-03-28 " + sentence.format(day=6, number="480")])
    cited = {report.citation for entry in after.entries.values() for report in entry.reports}
    assert {report.citation for entry in before.entries.values() for report in entry.reports} <= cited
    kept = {old for entry in after.entries.values() for old in (entry.id, *entry.former)}
    assert set(before.entries) <= kept, "an id that was published leads somewhere"


@SLOWLY
@given(TEXTS)
def test_as_known_on_the_last_day_nothing_is_missing(texts: list[str]) -> None:
    archive = resolve(texts)
    witness = Witness(archive.sources, read_atlas(PLACES))
    entries = tuple(archive.entries.values())
    assert known_on(entries, date(2022, 3, 31), witness) == entries
    for entry in known_on(entries, date(2022, 3, 15), witness):
        assert entry.reports
        assert all(report.published <= date(2022, 3, 15) for report in entry.reports)
    assert known_on(entries, date(2022, 3, 1), witness) == ()


@SLOWLY
@given(TEXTS, st.data())
def test_what_is_joined_can_be_parted(texts: list[str], data: st.DataObject) -> None:
    """Joined by `same` and then split with `apart`, two entries without an article in common are as they were."""
    reports = tuple(e for e in resolve(texts).entries.values())
    group = tuple(range(len(texts)))
    first = data.draw(st.sets(st.sampled_from(group)))
    numbered = [SimpleNamespace(report=e.reports[0]) for e in reports]
    mine = tuple(n for n in range(len(numbered)) if n in first)
    theirs = tuple(n for n in range(len(numbered)) if n not in first)
    articles = frozenset(numbered[n].report.citation.article for n in theirs)
    if articles & {numbered[n].report.citation.article for n in mine}:
        return
    assert part(join([mine, theirs]), numbered, articles) == (mine, theirs)  # type: ignore[arg-type]


def test_what_others_did_on_the_day_is_another_event(tmp_path: Path) -> None:
    """Six hundred deeds of different people, many on one day and in like words: each an entry of its own."""
    write_archive(600, tmp_path)
    archive = build_archive(read_content(tmp_path / "content"), Settings())
    assert len(archive.entries) == sum(len(entry.reports) for entry in archive.entries.values()) == 600


def test_that_both_are_due_makes_no_two_deadlines_one() -> None:
    """However rare the word is, and however common all else that one of them says."""
    talks = [
        f"{year}-{month:02}-{day:02} {who} met for talks in Lima on Monday."
        for year in (2020, 2021)
        for month in range(1, 10)
        for day, who in enumerate(("The miners", "Two courts", "The farmers"), 3)
    ]
    archive = resolve([
        *talks,
        "2022-11-22 They are due to leave in January, only days from the inauguration of a new minister.",
        "2023-01-04 Negotiators of Norway and Iceland were due to meet again for talks on 5 January 2023.",
    ])  # fmt: skip
    planned = [entry for entry in archive.entries.values() if entry.status == "planned"]
    assert [len(entry.reports) for entry in planned] == [1, 1]


# What was known when

SPREAD = [
    "2022-03-01 The mackerel talks between Norway and Iceland are to open in Bergen on March 7.",
    "2022-03-08 The mackerel talks between Norway and Iceland opened in Bergen on Monday.",
]


def test_what_was_known_on_a_day() -> None:
    archive = resolve(SPREAD)
    (entry,) = archive.entries.values()
    assert (entry.status, entry.was_planned, entry.first_reported) == ("happened", True, date(2022, 3, 1))
    (then,) = known_on([entry], date(2022, 3, 2), Witness(archive.sources, read_atlas(PLACES)))
    assert (then.id, then.status, then.was_planned, len(then.reports)) == (entry.id, "planned", False, 1)


def test_what_became_of_a_plan_is_known_once_it_is_reported() -> None:
    archive = resolve(
        [
            "2022-03-01 The mackerel talks between Norway and Iceland are to open in Bergen on March 7.",
            "2022-03-09 The mackerel talks between Norway and Iceland, planned for March 7 in Bergen, never began.",
        ]
    )
    days = {article: reading.article.published for article, reading in archive.readings.items()}
    witness = Witness(archive.sources, read_atlas(PLACES), days)
    (entry,) = archive.entries.values()
    assert days_of(entry, witness) == [date(2022, 3, 1), date(2022, 3, 9)]
    (before,) = known_on([entry], date(2022, 3, 8), witness)
    (after,) = known_on([entry], date(2022, 3, 9), witness)
    assert before.outcome is None
    assert after.outcome is not None
    assert after.outcome.became == "missed"


def test_an_editors_words_stand_whenever_the_entry_was_known() -> None:
    (entry,) = resolve(SPREAD).entries.values()
    archive = resolve(SPREAD, file(entry.id, place="Lima"))
    (then,) = known_on(archive.entries.values(), date(2022, 3, 2), Witness(archive.sources, read_atlas(PLACES)))
    assert (then.place, then.status) == ("Lima", "planned")


def test_that_a_plan_came_to_pass_no_editor_knew_before() -> None:
    (entry,) = resolve(SPREAD).entries.values()
    archive = resolve(SPREAD, file(entry.id, status="happened"))
    (then,) = known_on(archive.entries.values(), date(2022, 3, 2), Witness(archive.sources, read_atlas(PLACES)))
    assert (then.status, then.was_planned) == ("planned", False)


def test_copies_of_one_text_do_not_differ() -> None:
    archive = resolve(
        [
            "2022-03-08 In Lisbon, 5,000 dockers walked off the job over wages on Monday.",
            "2022-03-09 In Lisbon, 5,800 dockers walked off the job over wages on Monday.",
        ]
    )
    (entry,) = archive.entries.values()
    (differing,) = entry.disagreements
    assert [a.shown for a in differing.accounts] == ["5,000 dockers", "5,800 dockers"]
    copied = replace(archive.sources, origin=dict.fromkeys(archive.readings, next(iter(archive.readings))))
    assert Witness(copied, Atlas({}, {})).sum_up("x", entry.reports).disagreements == ()


def test_a_claim_that_is_denied_is_no_fact() -> None:
    archive = resolve(SPREAD)
    (entry,) = archive.entries.values()
    witness = Witness(archive.sources, Atlas({}, {}))
    planned, happened = entry.reports
    alleged, denied = replace(happened, status="alleged"), replace(planned, status="denied")
    contested = witness.sum_up("x", [happened, denied])
    assert (contested.status, contested.contested) == ("alleged", True)
    assert contested.disagreements[0].aspect == "status"
    only_claimed = witness.sum_up("x", [alleged, replace(happened, citation=planned.citation)])
    assert only_claimed.status == "alleged"


# Editors


def only(archive: Archive, edtf: str) -> TimelineEntry:
    (entry,) = (entry for entry in archive.entries.values() if entry.period.edtf == edtf)
    return entry


APART = [
    "2022-03-08 Talks between Norway and Iceland on the mackerel quota opened in Bergen on Monday.",
    "2022-03-20 The miners' federation and Copper Mining signed a safety agreement in Lima on March 9.",
]


DIFFERING = [
    "2022-03-08 In Lisbon, 5,000 dockers walked off the job over wages on Monday.",
    "2022-03-09 In Lisbon, 5,800 dockers walked off the job over wages on Monday.",
]


def test_an_editors_accounts_stand_for_those_of_the_machine() -> None:
    (plain,) = resolve(DIFFERING).entries.values()
    assert [one.aspect for one in plain.disagreements] == ["number"]
    accounts = (CuratedStatement(text="5,000, by the union's count", sources=("2022-03-08-0",)),)
    (told,) = resolve(DIFFERING, file(plain.id, accounts=accounts)).entries.values()
    assert told.disagreements == ()
    (only_placed,) = resolve(DIFFERING, file(plain.id, place="Lisbon")).entries.values()
    assert only_placed.disagreements == plain.disagreements


@pytest.mark.parametrize(
    ("aspect", "given", "left"),
    [
        ("place", {"place": "Lima"}, ()),
        ("place", {"status": "happened"}, ("place",)),
        ("status", {"status": "happened"}, ()),
        ("status", {"place": "Lima"}, ("status",)),
        ("date", {"status": "happened", "place": "Lima", "date": "2022-03-07/2022-03-08"}, ("date",)),
    ],
)
def test_an_editor_settles_what_they_speak_of(aspect: Aspect, given: dict[str, Any], left: tuple[Aspect, ...]) -> None:
    (entry,) = resolve(SPREAD).entries.values()
    accounts = tuple(Account(shown, (report.citation,)) for shown, report in zip("ab", entry.reports, strict=True))
    disputed = replace(entry, disagreements=(Disagreement(aspect, accounts),))
    assert tuple(one.aspect for one in overrule(disputed, file(entry.id, **given)).disagreements) == left


def test_what_editors_joined_stays_one_once_its_id_is_recorded() -> None:
    one, other = resolve(APART).entries.values()
    joined = resolve(APART, file(other.id, same=(one.id,)))
    content = joined.content
    ledger = {kind: {anchor: (now,) for anchor, now in found.items()} for kind, found in joined.anchors.items()}
    again = build_archive(replace(content, recorded={**content.recorded, **ledger}), Settings())
    assert again.problems == ()
    assert again.anchors == joined.anchors
    assert [(entry.id, entry.reports) for entry in again.entries.values()] == [
        (entry.id, entry.reports) for entry in joined.entries.values()
    ]


def test_an_editor_joins_and_splits() -> None:
    plain = resolve(APART)
    one, other = only(plain, "2022-03-07"), only(plain, "2022-03-09")
    joined = resolve(APART, file(one.id, same=(other.id,)))
    (entry,) = joined.entries.values()
    assert (entry.id, len(entry.reports)) == (one.id, 2)
    assert other.id in entry.former
    assert joined.problems == ()

    together = resolve(SPREAD)
    (entry,) = together.entries.values()
    late = entry.reports[1].citation.article
    split = resolve(SPREAD, file(entry.id, apart=(late,)))
    assert sorted(len(e.reports) for e in split.entries.values()) == [1, 1]
    assert split.entries[entry.id].reports == tuple(replace(r) for r in entry.reports[:1])
    (new,) = (e for e in split.entries.values() if e.id != entry.id)
    again = resolve(SPREAD, file(entry.id, apart=(late,), same=(new.id,)))
    assert [len(e.reports) for e in again.entries.values()] == [2]


def test_an_editor_overrules() -> None:
    plain = resolve(APART)
    one = only(plain, "2022-03-07")
    words = "The sides met for an hour, and *only* on the quota."
    data = {"date": "2022-03-06", "status": "alleged", "place": "Lima", "sources": ("https://example.org/x",)}
    entry = resolve(APART, file(one.id, words, **data)).entries[one.id]
    assert (entry.period.edtf, entry.status, entry.place) == ("2022-03-06", "alleged", "Lima")
    assert entry.curated is not None
    assert entry.curated.prose == words


def test_an_editors_own_entry() -> None:
    whole = file(
        "2022-05-01-quota", "It was.", date="2022-05-01", status="happened", sources=("https://example.org/x",)
    )
    archive = resolve(APART, whole)
    assert archive.entries["2022-05-01-quota"].reports == ()
    assert archive.problems == ()


def test_an_editors_outcome_wins() -> None:
    text = ["2022-03-01 The mackerel talks that were due to open on March 7 will now take place on March 19."]
    entry = only(resolve(text), "2022-03-07")
    told = {"became": "called off", "sources": ("https://example.org/x",)}
    curated = resolve(text, file(entry.id, outcome=told)).entries[entry.id]
    assert curated.outcome is not None
    assert (curated.outcome.became, curated.outcome.citations) == ("called off", ())


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        ({"date": "2022-03-07"}, "entry-unknown", 1),
        ({"same": ("no-such-entry",)}, "same-unknown", 2),
        ({"apart": ("2022-03-20-1",)}, "apart-unmatched", 2),
        ({"apart": ("2022-03-08-0",)}, "apart-all", 2),
    ],
)
def test_what_has_no_effect_is_a_problem(data: dict[str, Any], code: str, line: int) -> None:
    one = only(resolve(APART), "2022-03-07")
    identifier = "2022-03-07-no-such" if code == "entry-unknown" else one.id
    (problem,) = resolve(APART, file(identifier, **data)).problems
    assert (problem.code, problem.line, problem.path) == (code, line, f"content/timeline/{identifier}.md")
    assert problem.hint


def test_two_files_about_one_entry() -> None:
    (entry,) = resolve(SPREAD).entries.values()
    old = next(iter(entry.former))
    (problem,) = resolve(SPREAD, file(entry.id, place="Lima"), file(old, place="Bergen")).problems
    assert problem.code == "entry-taken"


def test_what_was_announced_is_sorted_by_what_became_of_it() -> None:
    archive = resolve(
        [
            "2022-03-01 The mackerel talks between Norway and Iceland are to open in Bergen on March 7.",
            "2022-03-02 The miners' federation is to meet Copper Mining in Lima on March 9.",
            "2022-03-03 The herring talks between Norway and Iceland, planned for March 5 in Bergen, were called off.",
            "2022-03-08 Parliament voted in Lisbon on Monday.",
        ]
    )
    found = sort_announced(archive)
    assert [entry.period.edtf for entry in found.due] == ["2022-03-09"]
    assert [entry.period.edtf for entry in found.overdue] == ["2022-03-07"]
    assert [entry.period.edtf for entry in found.settled] == ["2022-03-05"]


def test_a_round_that_was_held_settles_its_plan() -> None:
    archive = resolve(
        [
            "2022-03-01 The mackerel talks between Norway and Iceland are to open in Bergen on March 7.",
            "2022-03-20 The miners' federation met Copper Mining in Lima on March 9.",
        ]
    )
    plan = only(archive, "2022-03-07")
    assert sort_announced(archive).overdue == (plan,)
    (number,) = (r for r in archive.rounds.values() if r.status == "planned")
    held = replace(archive, rounds={number.id: replace(number, status="held")}, round_of_entry={plan.id: number.id})
    assert sort_announced(held).overdue == ()
    assert sort_announced(held).settled == (plan,)
