"""What a change does to the site: what is new, gone and other, and what somebody has to decide."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from test_archive import article, curated, resolve

from builder.archive.account import Archive
from builder.archive.readings import read_afresh, read_articles, reading_once
from builder.changes.compare import compare
from builder.changes.data import json_schema, render_json
from builder.changes.markdown import LIMIT, MARKER, Frame, Version, render_markdown
from builder.changes.model import KINDS, Changes, Kind, Matter
from builder.changes.sides import Side
from builder.changes.verdict import say_verdict
from builder.content.article import Article
from builder.content.corrections import Correction
from builder.content.curated import ActorMetadata, EntryMetadata, RoundMetadata
from builder.content.folder import Content, read_content
from builder.content.ledger import no_ledger, update_ledger
from builder.problems import Problem
from builder.settings import QuoteLimit, Settings
from builder.site import build_archive

FISHERY = Path(__file__).parent / "archives" / "fishery" / "content"
FRAME = Frame(Version("main", "0123456789" * 4), Version("the content as it stands"), "mkdocs.yml")


def changes(before: Archive, after: Archive, *, limit: QuoteLimit | None = None) -> Changes:
    return compare(Side(before, before.problems), Side(after, after.problems), limit or QuoteLimit())


def added(found: Changes, kind: Kind) -> list[str]:
    return [moved.thing.id for moved in found.of(kind).added]


def removed(found: Changes, kind: Kind) -> list[str]:
    return [moved.thing.id for moved in found.of(kind).removed]


def changed(found: Changes, kind: Kind) -> dict[str, dict[str, tuple[list[str], list[str]]]]:
    """By id, what of which aspect is gone and what is new."""
    return {
        one.after.id: {
            difference.aspect: ([v.shown for v in difference.gone], [v.shown for v in difference.new])
            for difference in one.differences
        }
        for one in found.of(kind).changed
    }


def labels(found: Changes, kind: Kind) -> list[str]:
    return [moved.thing.label for moved in found.of(kind).added]


def matters(found: Changes, kind: str) -> list[Matter]:
    return [matter for matter in found.matters if matter.kind == kind]


FIRST = article("2023-01-02", "Ingrid Solheim, the chief negotiator, arrived in Bergen on 1 January 2023.")
SECOND = article(
    "2023-01-09",
    "The Deep Sea Crews Federation and the Skarra Islands Council held talks in Bergen on 8 January 2023. "
    "“We are not tired,” Magnus Thorvald said. "
    "Ingrid Solheim, the chief negotiator, will return to Bergen on 20 January 2023.",
)


def test_new_article_and_all_that_it_brings() -> None:
    found = changes(resolve(FIRST), resolve(FIRST, SECOND))
    assert added(found, "article") == ["2023-01-09-outlet"]
    assert "magnus-thorvald" in added(found, "actor")
    assert added(found, "round")
    assert [thing.label for thing in (m.thing for m in found.of("quote").added)] == [
        "Magnus Thorvald: “We are not tired,”"
    ]
    assert changed(found, "actor")["ingrid-solheim"]["named in"] == ([], ["Outlet, 9 Jan 2023"])
    assert found.of("entry").removed == found.of("actor").removed == ()
    (moved,) = [moved for moved in found.of("entry").added if moved.thing.label.startswith("20 January 2023")]
    (evidence,) = moved.thing.evidence
    assert evidence.words == "Ingrid Solheim, the chief negotiator, will return to Bergen on 20 January 2023."
    assert (evidence.outlet, evidence.path) == ("Outlet", "content/articles/2023-01-09-outlet.md")


def test_what_is_no_fact_is_not_listed_as_one() -> None:
    """Who decides in two minutes reads no further than the list."""
    told = (
        "Magnus Thorvald denied that the islands had cut a net. “We cut no net,” Thorvald said. "
        "The Deep Sea Crews Federation and the Skarra Islands Council will hold talks in Bergen on 20 January 2023."
    )
    found = changes(resolve(FIRST), resolve(FIRST, article("2023-01-09", told)))
    assert labels(found, "quote") == [
        "Magnus Thorvald (denied): the islands had cut a net",
        "Magnus Thorvald: “We cut no net,”",
    ]
    (entry,) = [label for label in labels(found, "entry") if label.startswith("20 January 2023")]
    assert entry.startswith("20 January 2023 (planned): ")
    (meeting,) = labels(found, "round")
    assert meeting.endswith(" (planned)")


PLANNED = article(
    "2023-01-02",
    "The Deep Sea Crews Federation and the Skarra Islands Council will hold talks in Bergen on 8 January 2023.",
)


def held_on(day: int, place: str = "Bergen") -> Article:
    told = f"The Deep Sea Crews Federation and the Skarra Islands Council held talks in {place} on {day} January 2023."
    return article("2023-01-20", told)


@pytest.mark.parametrize(
    ("held", "twice"),
    [
        (held_on(8), False),
        (held_on(9), True),
        (held_on(6), True),
        (held_on(12), False),
        (held_on(9, "Skarra"), False),
    ],
)
def test_a_round_put_off_by_a_day_may_be_the_one_that_was_planned(held: Article, *, twice: bool) -> None:
    found = [one for one in matters(changes(resolve(PLANNED), resolve(PLANNED, held)), "double") if "round" in one.says]
    assert bool(found) == twice
    for one in found:
        assert "(held) may be" in one.says
        assert len(one.evidence) == 2


def test_the_verdict_counts() -> None:
    there = say_verdict(changes(resolve(FIRST), resolve(FIRST, SECOND)))
    assert there.startswith("1 article added: 2 new timeline entries, 1 new round, 3 new names, ")
    assert there.endswith("1 new quote, no possible conflict, no broken address.")
    back = say_verdict(changes(resolve(FIRST, SECOND), resolve(FIRST)))
    assert back.startswith("1 article removed: 2 timeline entries gone, 1 round gone, 3 names gone, ")
    assert "broken addresses" in back


def test_second_report_joins_the_entry_that_there_is() -> None:
    told = "Ingrid Solheim, the chief negotiator, arrived in Bergen on 1 January 2023 with four crews."
    found = changes(
        resolve(FIRST), resolve(FIRST, article("2023-01-03", told, name="2023-01-03-wire", publisher="Wire"))
    )
    (differences,) = changed(found, "entry").values()
    assert differences["reported in"] == ([], ["Wire, 3 Jan 2023"])
    assert "further reports of 1 known entry" in say_verdict(found)


def test_article_whose_text_is_other() -> None:
    other = article(
        "2023-01-02", "Ingrid Solheim, the treasurer, arrived in Bergen on 2 January 2023, late.", title="Late"
    )
    found = changed(changes(resolve(FIRST), resolve(other)), "article")["2023-01-02-outlet"]
    assert found["title"] == (["Of 2023-01-02-outlet"], ["Late"])
    assert found["text"] == (["12 words"], ["12 words"])


# Who is who

SKARRA = {"name": "Skarra Council", "kind": "state"}


def test_renamed_file_is_a_rename_and_its_address_goes_on() -> None:
    told = article("2023-01-02", "The Skarra Council met the crews in Bergen on 1 January 2023.")
    before = resolve(told, actors=(curated(ActorMetadata, "skarra", **SKARRA),))
    after = resolve(told, actors=(curated(ActorMetadata, "skarra-council", **SKARRA, formerly=("skarra",)),))
    found = changes(before, after)
    assert not added(found, "actor")
    assert not removed(found, "actor")
    (one,) = found.of("actor").changed
    assert (one.before.id, one.after.id, one.differences) == ("skarra", "skarra-council", ())
    assert found.addresses.moved == ("actors/skarra/",)
    assert found.addresses.broken == ()
    # What names the actor by its id is as it was.
    assert found.of("entry").changed == ()
    assert "1 renamed name" in say_verdict(found)


def test_renamed_file_without_its_former_id_breaks_the_address_and_is_told_what_to_write() -> None:
    told = article("2023-01-02", "The Skarra Council met the crews in Bergen on 1 January 2023.")
    before = resolve(told, actors=(curated(ActorMetadata, "skarra", **SKARRA),))
    after = resolve(told, actors=(curated(ActorMetadata, "the-council", **SKARRA),))
    found = changes(before, after)
    assert not added(found, "actor")
    assert found.addresses.broken == ("actors/skarra/",)
    (matter,) = matters(found, "address")
    assert matter.says == (
        "actors/skarra/ would lead nowhere; it is actors/the-council/ now. Write 'formerly: [skarra]' there."
    )
    assert matter.path == "content/x/the-council.md"


def test_article_that_has_another_file() -> None:
    moved = replace(FIRST, id="2023-01-02-herald", path="content/articles/2023-01-02-herald.md")
    found = changes(resolve(FIRST), resolve(moved))
    assert not added(found, "article")
    assert found.of("actor").changed == ()
    assert found.addresses.broken == ("articles/2023-01-02-outlet/",)
    named = changes(resolve(FIRST), resolve(replace(moved, formerly=("2023-01-02-outlet",))))
    assert named.addresses.broken == ()
    assert "article renamed" in say_verdict(named)


def test_two_names_that_an_editor_makes_one() -> None:
    told = (
        article("2023-01-02", "Helena Marchetti, the mediator, arrived in Bergen on 1 January 2023."),
        article("2023-01-04", "La Giudice, the mediator, arrived in Tarnmouth on 3 January 2023."),
    )
    before = resolve(*told)
    assert {"helena-marchetti", "la-giudice"} <= before.actors.keys()
    helena = curated(ActorMetadata, "helena-marchetti", name="Helena Marchetti", kind="person", aliases=("La Giudice",))
    found = changes(before, resolve(*told, actors=(helena,)))
    (gone,) = found.of("actor").removed
    assert gone.thing.id == "la-giudice"
    assert [other.id for other in gone.others] == ["helena-marchetti"]
    # Who joined them has decided.
    assert matters(found, "merged") == []
    back = changes(resolve(*told, actors=(helena,)), before)
    assert [moved.thing.id for moved in back.of("actor").added] == ["la-giudice"]


def test_two_names_that_the_machine_makes_one() -> None:
    told = (
        article("2023-01-02", "The Deep Sea Crews Federation sent envoys to Bergen on 1 January 2023."),
        article("2023-01-04", "The DSCF sent envoys to Tarnmouth on 3 January 2023."),
    )
    before = resolve(*told)
    assert {"deep-sea-crews-federation", "dscf"} <= before.actors.keys()
    both = article("2023-01-06", "The Deep Sea Crews Federation (DSCF) met in Bergen on 5 January 2023.")
    (matter,) = matters(changes(before, resolve(*told, both)), "merged")
    assert matter.says == "The actor “DSCF” is now part of “Deep Sea Crews Federation”."
    (matter,) = matters(changes(resolve(*told, both), before), "split")
    assert matter.says == "The actor “DSCF” is now apart from “Deep Sea Crews Federation”."


# What to decide


def test_days_that_differ_are_a_conflict() -> None:
    early = article("2023-01-02", "The council signed the agreement on cod quotas with the crews on 1 January 2023.")
    late = article(
        "2023-01-03", "The council signed the agreement on cod quotas with the crews on 2 January 2023.",
        name="2023-01-03-wire", publisher="Wire",
    )  # fmt: skip
    found = changes(resolve(early), resolve(early, late))
    (matter,) = matters(found, "conflict")
    assert "on 1 January 2023 (Outlet, 2 Jan 2023); on 2 January 2023 (Wire, 3 Jan 2023)" in matter.says
    assert [evidence.outlet for evidence in matter.evidence] == ["Outlet", "Wire"]
    assert "1 possible conflict" in say_verdict(found)
    again = article("2023-01-09", "The crews were silent on 8 January 2023.")
    assert matters(changes(resolve(early, late), resolve(early, late, again)), "conflict") == []


SIGNED = article("2023-01-03", "The Skarra Council signed an agreement with the crews in Bergen on 2 January 2023.")


@pytest.mark.parametrize(
    ("told", "double"),
    [
        ("The Skarra Council signed an agreement with divers in Wick on 7 January 2023.", True),
        ("The Skarra Council signed an agreement with divers in Wick on 17 January 2023.", False),
        ("The Port Authority signed an agreement with divers in Wick on 7 January 2023.", False),
        ("The Skarra Council held a vote on licences for divers in Wick on 7 January 2023.", False),
    ],
)
def test_new_entry_that_may_be_a_known_one_under_another_date(told: str, double: bool) -> None:
    later = article("2023-01-20", told, publisher="Wire")
    found = matters(changes(resolve(SIGNED), resolve(SIGNED, later)), "double")
    assert len(found) == double
    for matter in found:
        assert matter.says.endswith("(2 January 2023) under another date.")
        assert [evidence.outlet for evidence in matter.evidence] == ["Wire", "Outlet"]


def test_one_article_that_tells_of_two_days_tells_of_two_events() -> None:
    both = article("2023-01-20", f"{SIGNED.body} In Bergen it signed an agreement with divers on 7 January 2023.")
    assert matters(changes(resolve(), resolve(both)), "double") == []


def test_report_of_another_day_than_the_editors() -> None:
    told = article("2023-01-02", "The council signed the agreement on cod quotas with the crews on 1 January 2023.")
    later = article(
        "2023-01-03", "The council signed the agreement on cod quotas with the crews on 2 January 2023.",
        name="2023-01-03-wire", publisher="Wire",
    )  # fmt: skip
    (entry,) = resolve(told).entries
    file = curated(EntryMetadata, entry, "They sign.", date="2023-01-01", accounts=())
    found = changes(resolve(told, entries=(file,)), resolve(told, later, entries=(file,)))
    assert any("on another date (2 January 2023) than the editor's file (1 January 2023)" in m.says
               for m in matters(found, "conflict"))  # fmt: skip


def test_editors_date_is_a_change_of_the_entry() -> None:
    (entry,) = resolve(FIRST).entries
    file = curated(EntryMetadata, entry, "She arrives.", date="2023-01-02")
    found = changed(changes(resolve(FIRST), resolve(FIRST, entries=(file,))), "entry")[entry]
    assert found["date"] == (["1 January 2023"], ["2 January 2023"])
    assert found["checked by an editor"] == (["no"], ["yes"])


def test_names_near_known_ones_are_asked_about_once() -> None:
    known = article("2023-01-02", "Gao Feng, the mediator, arrived in Bergen on 1 January 2023.")
    near = article("2023-01-04", "Feng Gao, the mediator, left Bergen on 3 January 2023.")
    (matter,) = matters(changes(resolve(known), resolve(known, near)), "name")
    assert "Gao Feng" in matter.says
    assert "Feng Gao" in matter.says
    assert len(matter.evidence) == 2
    assert matters(changes(resolve(known, near), resolve(known, near, FIRST)), "name") == []


def test_new_spelling_of_a_known_name() -> None:
    known = article("2023-01-02", "Mohammad Karimi, the envoy of the crews, arrived in Bergen on 1 January 2023.")
    other = article("2023-01-04", "Mohammed Karimi, the envoy of the crews, left Bergen. Karimi said nothing.")
    (matter,) = matters(changes(resolve(known), resolve(known, other)), "spelling")
    assert matter.says == "“Mohammed Karimi” is read as Mohammad Karimi, who was not written so before."
    assert matter.evidence[0].words == "Mohammed Karimi, the envoy of the crews, left Bergen."
    # An editor who knows of it has decided.
    karimi = curated(ActorMetadata, "karimi", name="Mohammad Karimi", kind="person", aliases=("Mohammed Karimi",))
    again = changes(resolve(known, actors=(karimi,)), resolve(known, other, actors=(karimi,)))
    assert matters(again, "spelling") == []


OURS = "Whoever reads this has read a long article about cod. " * 40


def test_limit_of_quotation() -> None:
    told = article(
        "2023-01-09", "“We are not tired,” Magnus Thorvald said in Bergen. " + OURS,
        text="full", rights="all-rights-reserved",
    )  # fmt: skip
    found = changes(resolve(FIRST), resolve(FIRST, told), limit=QuoteLimit())
    (quotation,) = found.quotations
    assert (quotation.passages, quotation.most_passages) == (1, 3)
    assert 0 < quotation.words <= quotation.most_words == len(told.body.split()) // 10
    (matter,) = matters(found, "rights")
    assert "holds the original's text, all rights reserved" in matter.says
    # What is not shown on the site is not shown here.
    comment = render_markdown(found, FRAME)
    assert "We are not tired" in comment
    assert "a long article about cod" not in comment
    assert "a long article about cod" not in render_json(found, FRAME)
    assert changes(resolve(FIRST, told), resolve(FIRST, told)).quotations == ()


def test_licence_is_a_claim_to_check() -> None:
    told = article("2023-01-09", "Nothing happened.", text="full", rights="CC-BY-4.0")
    (matter,) = matters(changes(resolve(FIRST), resolve(FIRST, told)), "rights")
    assert "will be shown, as its file gives the rights CC-BY-4.0" in matter.says
    assert told.url in matter.says


def test_copy_is_no_source_of_its_own() -> None:
    body = "The council of the islands and the crews of the trawlers met in Bergen on 1 January 2023. " + " ".join(
        f"The skipper of boat number {n} told the meeting what it had landed in the month before." for n in range(12)
    )
    one = article("2023-01-02", body, text="full", rights="CC-BY-4.0")
    copy = article("2023-01-03", body, name="2023-01-03-wire", publisher="Wire", text="full", rights="CC-BY-4.0")
    (matter,) = matters(changes(resolve(one), resolve(one, copy)), "copy")
    assert "has the text of Outlet, 2 Jan 2023" in matter.says


def test_editors_file_of_which_no_article_tells_any_more() -> None:
    ingrid = curated(ActorMetadata, "ingrid-solheim", name="Ingrid Solheim", kind="person")
    found = changes(resolve(FIRST, SECOND, actors=(ingrid,)), resolve(actors=(ingrid,)))
    (matter,) = matters(found, "editor")
    assert matter.path == "content/x/ingrid-solheim.md"


def test_editors_file_that_is_gone() -> None:
    ingrid = curated(ActorMetadata, "ingrid-solheim", name="Ingrid Solheim", kind="person")
    found = changes(resolve(FIRST, actors=(ingrid,)), resolve(FIRST))
    (matter,) = matters(found, "editor")
    assert matter.says.startswith("This file is gone")
    assert changed(found, "actor")["ingrid-solheim"]["checked by an editor"] == (["yes"], ["no"])


@pytest.mark.parametrize(("rights", "words"), [("CC-BY-4.0", "“Bergen”"), ("all-rights-reserved", "(words that")])
def test_correction_shows_words_that_may_be_shown(rights: str, words: str) -> None:
    told = article("2023-01-09", "Nothing happened in Bergen.", text="full", rights=rights)
    corrected = replace(told, corrections=(Correction(text="Bergen", not_an_actor=True),))
    ((gone, new),) = changed(changes(resolve(told), resolve(corrected)), "article")["2023-01-09-outlet"].values()
    assert gone == []
    assert new[0].startswith(words)
    assert new[0].endswith(" names nobody")


def test_problems_that_come_and_go() -> None:
    archive = resolve(FIRST)
    old = Problem("content/a.md", 3, 1, "date", "no such day")
    moved = replace(old, line=9)
    new = Problem("content/b.md", 2, 5, "key", "no such key", "Delete it", "warning")
    found = compare(Side(archive, (old,)), Side(archive, (moved, new)), QuoteLimit())
    (matter,) = found.matters
    assert (matter.kind, matter.path, matter.says) == ("warning", "content/b.md:2:5", "no such key. Delete it")
    assert compare(Side(archive, (old, old)), Side(archive, (old,)), QuoteLimit()).mended == (str(old),)


# Addresses


def test_what_is_recorded_says_that_it_is_gone() -> None:
    before = resolve(FIRST, SECOND)
    recorded = update_ledger(no_ledger(), before.anchors)
    found = changes(resolve(FIRST, SECOND, recorded=recorded), resolve(FIRST, recorded=recorded))
    assert "actors/magnus-thorvald/" in found.addresses.gone
    assert all(address.startswith("timeline/#") for address in found.addresses.broken)
    bare = changes(before, resolve(FIRST)).addresses
    assert bare.gone == ()
    assert "actors/magnus-thorvald/" in bare.broken


def test_what_is_broken_is_one_matter_for_pages_and_one_for_entries() -> None:
    pages, entries = matters(changes(resolve(FIRST, SECOND), resolve(FIRST)), "address")
    assert "actors/magnus-thorvald/" in pages.says
    assert "links to there would find no page" in pages.says
    assert "#" not in pages.says
    assert "timeline/#" in entries.says
    assert "actors/" not in entries.says


# What readers see first


def test_latest_round_and_last_day() -> None:
    said = [note.says for note in changes(resolve(FIRST), resolve(FIRST, SECOND)).notes]
    assert said == [
        "The home page opens with “Bergen, 8 January 2023” as the latest round.",
        "The archive's last day is 2023-01-09; it was 2023-01-02.",
    ]


def test_outcome_of_a_plan() -> None:
    plan = article("2023-01-02", "The crews will vote on the quota agreement in Bergen on 9 January 2023.")
    (entry,) = resolve(plan).entries
    data = {"became": "called off", "sources": ("2023-01-02-outlet",)}
    file = curated(EntryMetadata, entry, "A vote is planned.", outcome=data)
    (note,) = changes(resolve(plan), resolve(plan, entries=(file,))).notes
    assert note.says == "What became of “9 January 2023 (planned): A vote is planned.”: called off."


# Whatever the archives


@cache
def fishery() -> Content:
    return read_content(FISHERY)


POOL = (*fishery().articles, FIRST, SECOND)


@cache
def archive_of(chosen: frozenset[int]) -> Archive:
    content = fishery()
    articles = tuple(sorted((POOL[at] for at in chosen), key=lambda a: (a.published, a.id)))
    return build_archive(replace(content, articles=articles), Settings())


@settings(max_examples=15)
@given(chosen=st.frozensets(st.sampled_from(range(len(POOL)))))
def test_an_archive_does_not_differ_from_itself(chosen: frozenset[int]) -> None:
    found = changes(archive_of(chosen), archive_of.__wrapped__(chosen))
    assert found.is_empty
    assert say_verdict(found) == "Nothing changes on the site."


@settings(max_examples=30)
@given(
    before=st.frozensets(st.sampled_from(range(len(POOL)))),
    after=st.frozensets(st.sampled_from(range(len(POOL)))),
)
def test_what_one_way_adds_the_other_takes_away(before: frozenset[int], after: frozenset[int]) -> None:
    one, other = archive_of(before), archive_of(after)
    there, back = changes(one, other), changes(other, one)
    for kind in KINDS:
        assert sorted(added(there, kind)) == sorted(removed(back, kind))
        assert sorted(removed(there, kind)) == sorted(added(back, kind))
        assert {(c.before.id, c.after.id) for c in there.of(kind).changed} == {
            (c.after.id, c.before.id) for c in back.of(kind).changed
        }
    Draft202012Validator(json_schema()).validate(json.loads(render_json(there, FRAME)))


def test_order_of_files_makes_no_difference() -> None:
    content = fishery()
    shuffled = list(content.articles)
    random.Random(7).shuffle(shuffled)
    other = build_archive(replace(content, articles=tuple(shuffled), actors=content.actors[::-1]), Settings())
    before = archive_of(frozenset(range(3)))
    assert render_markdown(changes(before, other), FRAME) == render_markdown(
        changes(before, build_archive(content, Settings())), FRAME
    )


@pytest.mark.parametrize(
    "edit",
    [
        lambda c: c,
        lambda c: replace(c, articles=c.articles[1:]),
        lambda c: replace(c, actors=()),
        lambda c: replace(c, articles=(replace(c.articles[0], prose="Other words."), *c.articles[1:])),
        lambda c: replace(
            c,
            articles=(
                replace(c.articles[0], corrections=(Correction(text="Helena", not_an_actor=True),)),
                *c.articles[1:],
            ),
        ),
        lambda c: replace(c, articles=tuple(replace(a, publisher="One") for a in c.articles)),
    ],
    ids=["nothing", "one less", "no editor", "other words", "correction", "one outlet"],
)
def test_reading_again_finds_what_reading_finds(edit: Any) -> None:
    before = fishery()
    after = edit(before)
    once = reading_once(read_afresh)
    read_articles(before, read_texts=once)
    assert read_articles(after, read_texts=once) == read_articles(after)


# For people and for scripts


def test_comment_has_its_mark_and_keeps_within_the_limit() -> None:
    names = [f"{one}{other}".title() for one in "bdfgklmnprst" for other in ("ara", "eno", "ivi", "olu")]
    many = [
        article(
            f"2023-01-{n % 28 + 1:02}",
            f"{name} Solheim, a skipper, arrived in Bergen on {n % 28 + 1} January 2023. " * 3,
            name=f"2023-01-{n % 28 + 1:02}-outlet-{n}",
            title="x" * 200,
        )
        for n, name in enumerate(names)
    ]
    found = changes(resolve(), resolve(*many))
    comment = render_markdown(found, FRAME)
    assert comment.startswith(f"{MARKER}\n")
    assert len(comment) <= LIMIT
    whole = render_json(found, FRAME)
    assert len(json.loads(whole)["kinds"][0]["added"]) == len(many)


def test_lists_say_how_much_more_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    found = changes(resolve(), resolve(FIRST, SECOND))
    whole = render_markdown(found, FRAME)
    assert " more\n" not in whole
    monkeypatch.setattr("builder.changes.markdown.LIMIT", len(whole) - 1)
    shorter = render_markdown(found, FRAME)
    assert len(shorter) < len(whole)
    assert "- … and 1 more\n" in shorter
    monkeypatch.setattr("builder.changes.markdown.LIMIT", 700)
    least = render_markdown(found, FRAME)
    assert say_verdict(found) in least
    assert "too long for a comment" in least


def test_round_of_an_editor_tells_what_changed_in_it() -> None:
    data: dict[str, Any] = {
        "title": "First round",
        "period": "2023-01-08",
        "status": "planned",
        "parties": ("skarra",),
        "sources": ("2023-01-09-outlet",),
    }
    skarra = curated(ActorMetadata, "skarra", **SKARRA)
    before = resolve(SECOND, actors=(skarra,), rounds=(curated(RoundMetadata, "first", **data),))
    data |= {"status": "held", "place": "Bergen"}
    found = changed(
        changes(before, resolve(SECOND, actors=(skarra,), rounds=(curated(RoundMetadata, "first", **data),))), "round"
    )
    assert found["first"]["status"] == (["planned"], ["held"])
    assert found["first"]["place"] == ([], ["Bergen"])


def test_schema_refuses_what_has_another_shape() -> None:
    told = json.loads(render_json(changes(resolve(), resolve(FIRST)), FRAME))
    validator = Draft202012Validator(json_schema())
    assert validator.is_valid(told)
    for broken in ({**told, "verdict": 3}, {key: told[key] for key in told if key != "matters"}):
        assert not validator.is_valid(broken)
    told["kinds"][0]["kind"] = "boat"
    assert not validator.is_valid(told)
