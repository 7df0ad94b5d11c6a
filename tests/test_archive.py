"""What several articles say together: who is one person, what is one event, which talks follow which."""

from __future__ import annotations

import gc
import random
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from builder.archive.account import Archive
from builder.archive.collector import without_collector
from builder.archive.evidence import QuoteLimit, may_show, permit_evidence
from builder.archive.rounds.course import course_of, neighbours
from builder.archive.timeline import TimelineEntry
from builder.content.article import Article, parse_article
from builder.content.curated import ActorMetadata, PlaceMetadata, RoundMetadata, TermMetadata
from builder.content.folder import Content, Curated
from builder.content.yaml_nodes import parse_yaml
from builder.pages.publish import publish
from builder.reading.folding import fold
from builder.reading.forms import FormFinder
from builder.settings import Settings
from builder.site import build_archive
from builder.text import Span


def article(published: str, body: str, name: str = "", **keys: Any) -> Article:
    """A tiny article, by way of the file that would hold it."""
    name = name or f"{published}-outlet"
    front = {"title": f"Of {name}", "url": f"https://example.org/{name}", "publisher": "Outlet", **keys}
    lines = "".join(f"{key}: {value}\n" for key, value in front.items())
    parsed, problems = parse_article(
        f"content/articles/{name}.md", name, f"---\n{lines}published: {published}\n---\n{body}\n"
    )
    assert parsed, problems
    return parsed


def curated(model: Callable[..., Any], identifier: str, prose: str = "Of it.", **data: Any) -> Curated[Any]:
    return Curated(identifier, f"content/x/{identifier}.md", model(**data), prose, parse_yaml("{}"))


PLACES = tuple(PlaceMetadata(name=name, kind="city") for name in ("Tarnmouth", "Bergen"))


def resolve(*articles: Article, **content: Any) -> Archive:
    ordered = tuple(sorted(articles, key=lambda a: (a.published, a.id)))
    return build_archive(Content(articles=ordered, **{"places": PLACES, **content}), Settings())


def entries_on(archive: Archive, edtf: str) -> list[TimelineEntry]:
    return [entry for entry in archive.entries.values() if entry.period.edtf == edtf]


# Actors


def test_two_people_with_one_family_name_stay_apart() -> None:
    archive = resolve(
        article("2023-01-02", "Ingrid Solheim, the chief negotiator, arrived in Bergen on Monday."),
        article("2023-01-03", "Tomas Solheim, the treasurer, arrived in Bergen on Tuesday."),
        article("2023-01-04", "Solheim left Bergen on Wednesday."),
    )
    assert {"ingrid-solheim", "tomas-solheim"} <= archive.actors.keys()
    assert archive.actors["ingrid-solheim"].name == "Ingrid Solheim"
    assert {c.article for c in archive.actors["ingrid-solheim"].mentions} == {"2023-01-02-outlet"}
    assert {c.article for c in archive.actors["tomas-solheim"].mentions} == {"2023-01-03-outlet"}
    # Whom the third article means cannot be known.
    assert ("2023-01-04-outlet", "Solheim") not in archive.who


def test_bare_family_name_is_the_only_person_who_has_it() -> None:
    archive = resolve(
        article("2023-01-02", "Ingrid Solheim, the chief negotiator, arrived in Bergen on Monday."),
        article("2023-01-04", '"We are not tired," Mr. Solheim said. Solheim said that he would stay.'),
    )
    people = [actor for actor in archive.actors.values() if actor.kind == "person"]
    assert [actor.id for actor in people] == ["ingrid-solheim"]
    assert {c.article for c in people[0].mentions} == {"2023-01-02-outlet", "2023-01-04-outlet"}


def test_roles_are_reported_apart_by_person() -> None:
    archive = resolve(
        article("2023-01-02", "Ingrid Solheim, the chief negotiator of the federation, arrived in Bergen on Monday."),
        article("2023-01-03", "Tomas Solheim, the treasurer of the federation, arrived in Bergen on Tuesday."),
    )
    assert [r.text for r in archive.actors["ingrid-solheim"].roles] == ["chief negotiator of the federation"]
    assert [r.text for r in archive.actors["tomas-solheim"].roles] == ["treasurer of the federation"]
    assert archive.actors["tomas-solheim"].roles[0].first == date(2023, 1, 3)


HELENA = curated(
    ActorMetadata, "helena-marchetti", name="Helena Marchetti", kind="person", aliases=("Judge Marchetti", "La Giudice")
)


def test_aliases_of_an_editor_are_one_actor() -> None:
    archive = resolve(
        article("2023-01-02", "Judge Marchetti spoke in Bergen on Monday."),
        article("2023-01-03", "Helena Marchetti spoke in Bergen on Tuesday."),
        article("2023-01-04", "La Giudice spoke in Bergen on Wednesday."),
        actors=(HELENA,),
    )
    assert len({c.article for c in archive.actors["helena-marchetti"].mentions}) == 3
    assert [actor.id for actor in archive.actors.values() if actor.kind == "person"] == ["helena-marchetti"]


def test_without_an_editor_other_names_stay_apart() -> None:
    archive = resolve(
        article("2023-01-02", "La Giudice spoke in Bergen on Monday."),
        article("2023-01-03", "Helena Marchetti spoke in Bergen on Tuesday."),
    )
    spoken = {c.article for c in archive.actors["helena-marchetti"].mentions}
    assert spoken == {"2023-01-03-outlet"}


def test_case_and_accents_make_no_second_actor() -> None:
    archive = resolve(
        article("2023-01-02", "Zoé Müller, the mediator, spoke in Bergen on Monday."),
        article("2023-01-03", "Zoe Muller, the mediator, spoke in Bergen on Tuesday."),
    )
    assert [actor.id for actor in archive.actors.values() if actor.kind == "person"] == ["zoe-muller"]


def test_curated_actor_whom_no_article_names_has_no_mentions() -> None:
    archive = resolve(actors=(HELENA,))
    assert archive.actors["helena-marchetti"].mentions == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The U.S. Army", "US army"),
        ("Zoé Müller", "zoe muller"),
        ("the Council", "Council"),
        ("Solheim’s", "Solheim"),
        ("Al-Harith", "al Harith"),
    ],
)
def test_one_name_written_twice(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_different_names_fold_apart() -> None:
    assert len({fold(name) for name in ("Ingrid Solheim", "Tomas Solheim", "Solheim", "The Who", "Who is")}) == 5


@pytest.mark.parametrize("before", ["", "İİ ", "ΟΔΟΣ ", "ẞ "])
def test_forms_are_found_where_they_stand_whatever_letters_are_around(before: str) -> None:
    found = FormFinder({"a": ["red council"]}, ignore_case=True).find(f"{before}The RED Council met.")
    assert [(o.span.of(f"{before}The RED Council met."), o.owner) for o in found] == [("RED Council", "a")]


def test_form_of_two_owners_belongs_to_none() -> None:
    finder = FormFinder({"a": ["Red Council", "Council"], "b": ["Council"]}, ignore_case=False)
    text = "The Red Council met. The Council, or Councils, met the Council-elect."
    assert [(o.span.of(text), o.owner) for o in finder.find(text)] == [("Red Council", "a")]


# Timeline


def test_planned_then_happened_is_one_entry() -> None:
    archive = resolve(
        article("2023-03-01", "The Harbour Council and the Deep Sea Federation will hold talks in Bergen on 14 March."),
        article(
            "2023-03-15",
            "The Harbour Council and the Deep Sea Federation held talks in Bergen on 14 March.",
            publisher="Other",
        ),
    )
    (entry,) = entries_on(archive, "2023-03-14")
    assert (entry.status, entry.was_planned) == ("happened", True)
    assert [report.citation.article for report in entry.reports] == ["2023-03-01-outlet", "2023-03-15-outlet"]
    assert entry.place == "Bergen"
    assert min(report.published for report in entry.reports) == date(2023, 3, 1)


def test_what_was_only_planned_stays_planned() -> None:
    archive = resolve(
        article("2023-03-01", "The Harbour Council and the Deep Sea Federation will hold talks in Bergen on 14 March.")
    )
    (entry,) = entries_on(archive, "2023-03-14")
    assert (entry.status, entry.was_planned) == ("planned", False)


def test_same_day_elsewhere_is_another_entry() -> None:
    archive = resolve(
        article("2023-03-15", "The Harbour Council held talks in Bergen on 14 March.", "a"),
        article("2023-03-15", "The Harbour Council held talks in Tarnmouth on 14 March.", "b"),
    )
    assert sorted(entry.place or "" for entry in entries_on(archive, "2023-03-14")) == ["Bergen", "Tarnmouth"]


def test_denial_is_not_merged_with_what_it_denies() -> None:
    archive = resolve(
        article("2023-03-04", "The Deep Sea Federation accused the Harbour Council of cutting nets on 3 March."),
        article("2023-03-05", "The Harbour Council denied cutting nets on 3 March."),
    )
    found = {entry.status: entry for entry in archive.entries.values() if entry.period.edtf == "2023-03-03"}
    assert set(found) == {"alleged", "denied"}
    assert {len(entry.reports) for entry in found.values()} == {1}


def test_entries_are_in_order_and_every_report_is_in_its_article() -> None:
    archive = resolve(*STORY)
    keys = [entry.sort_key for entry in archive.entries.values()]
    assert keys == sorted(keys)
    for entry in archive.entries.values():
        for report in entry.reports:
            body = archive.readings[report.citation.article].article.body
            assert 0 <= report.citation.span.start < report.citation.span.end <= len(body)


# Rounds


STORY = (
    article(
        "2023-01-10",
        "The Harbour Council and the Deep Sea Federation will hold talks in Bergen on 17 January.",
        "a",
    ),
    article(
        "2023-01-17",
        "Talks between the Harbour Council and the Deep Sea Federation opened in Bergen on Tuesday.",
        "b",
    ),
    article(
        "2023-01-19",
        "The Harbour Council and the Deep Sea Federation held talks in Bergen on 18 January. "
        "Ingrid Solheim, the chief negotiator, said she was content.",
        "c",
    ),
    article(
        "2023-04-20",
        "The Harbour Council and the Deep Sea Federation held a second round of talks in Tarnmouth on 19 April.",
        "d",
    ),
    article(
        "2023-04-21",
        "The Harbour Council and the Deep Sea Federation will hold a third round of talks in Bergen on 6 June.",
        "e",
    ),
)


def test_reports_of_two_days_in_a_row_are_one_round() -> None:
    archive = resolve(*STORY)
    assert list(archive.rounds) == ["bergen-2023-01-17", "tarnmouth-2023-04-19", "bergen-2023-06-06"]
    first = archive.rounds["bergen-2023-01-17"]
    assert first.period.edtf == "2023-01-17/2023-01-18"
    assert first.title == "Bergen, 17–18 January 2023"
    assert first.status == "held"
    assert set(first.parties) == {"harbour-council", "deep-sea-federation"}
    assert {citation.article for citation in first.reports} == {"a", "b", "c"}


def test_rounds_between_the_same_parties_follow_each_other() -> None:
    archive = resolve(*STORY)
    first, second, third = archive.rounds.values()
    assert neighbours(archive, first) == (None, second)
    assert neighbours(archive, second) == (first, third)
    assert neighbours(archive, third) == (second, None)
    assert [r.status for r in (first, second, third)] == ["held", "held", "planned"]


def test_course_of_a_round() -> None:
    archive = resolve(*STORY)
    course = course_of(archive, archive.rounds["bergen-2023-01-17"])
    assert {entry.period.edtf for entry in course.during} <= {"2023-01-17", "2023-01-18", "2023-01-17/2023-01-18"}
    assert course.during
    assert all(entry.period.last < date(2023, 1, 17) for entry in course.before if entry.period.last)
    assert all(entry.period.first > date(2023, 1, 18) for entry in course.after if entry.period.first)


BERGEN = curated(
    RoundMetadata, "first-round", title="First round", period="2023-01-17/2023-01-18", place="Bergen", status="held",
    sources=("https://example.org/x",),
)  # fmt: skip


def test_editors_round_takes_the_reports_of_it() -> None:
    archive = resolve(*STORY, rounds=(BERGEN,))
    assert list(archive.rounds) == ["first-round", "tarnmouth-2023-04-19", "bergen-2023-06-06"]
    assert {citation.article for citation in archive.rounds["first-round"].reports} == {"a", "b", "c"}
    assert neighbours(archive, archive.rounds["first-round"])[1] == archive.rounds["tarnmouth-2023-04-19"]


def test_meeting_elsewhere_on_the_same_day_is_not_the_editors_round() -> None:
    other = article(
        "2023-01-19", "The Harbour Council and the Deep Sea Federation held talks in Tarnmouth on 18 January."
    )
    archive = resolve(other, rounds=(BERGEN,))
    assert archive.rounds["first-round"].reports == ()
    assert "tarnmouth-2023-01-18" in archive.rounds


# Terms


def test_every_use_of_a_term_is_found_once_a_sentence() -> None:
    term = curated(TermMetadata, "allowable-catch", term="allowable catch", aliases=("TAC",))
    one = article(
        "2023-01-02", "The allowable catch, or TAC, rose. Nobody liked it. A Tac is a number. Tactics are not."
    )
    archive = resolve(one, terms=(term,))
    uses = [use.span.of(one.body) for use in archive.terms["allowable-catch"].uses]
    assert uses == ["The allowable catch, or TAC, rose.", "A Tac is a number."]


def test_term_that_nobody_explains_or_repeats_has_no_page() -> None:
    archive = resolve(article("2023-01-02", "They spoke of the net closure in Bergen on Monday."))
    assert archive.terms == {}


def test_name_of_an_actor_is_no_term() -> None:
    council = curated(ActorMetadata, "harbour-council", name="Harbour Council", kind="organisation")
    term = curated(TermMetadata, "quota", term="quota")
    archive = resolve(
        article("2023-01-02", "The Harbour Council, a body of nine skippers, set the quota on Monday."),
        actors=(council,),
        terms=(term,),
    )
    assert list(archive.terms) == ["quota"]
    assert "quota" not in archive.actors


# Evidence


def restricted(body: str) -> Article:
    return article("2023-01-02", body, "restricted", text="full", rights="all-rights-reserved")


QUOTES = " ".join(
    f'"We shall number {word} the fish," Ingrid Solheim said.' for word in ("first", "second", "third", "fourth")
)
FILLER = " ".join(f"The boats of row {number} lay still in the rain and nobody came." for number in range(60))


@pytest.mark.parametrize(
    ("limit", "quotes"),
    [
        (QuoteLimit(), 3),
        (QuoteLimit(quotes=1), 1),
        (QuoteLimit(quotes=0), 0),
        (QuoteLimit(words=4), 0),
        (QuoteLimit(share=0.02), 2),
        (QuoteLimit(share=0.0), 0),
    ],
)
def test_evidence_stays_within_limits(limit: QuoteLimit, quotes: int) -> None:
    archive = resolve(restricted(f"{QUOTES} {FILLER}"))
    body = archive.readings["restricted"].article.body
    spans = permit_evidence(archive.readings, limit)["restricted"]
    assert spans is not None
    assert len(spans) == quotes
    words = [len(span.of(body).split()) for span in spans]
    assert all(count <= limit.words for count in words)
    assert sum(words) <= limit.share * len(body.split())
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_only_evidence_may_be_shown() -> None:
    archive = resolve(restricted(f"{QUOTES} {FILLER}"))
    reading = archive.readings["restricted"]
    allowed = archive.evidence["restricted"]
    assert allowed
    assert may_show(archive.evidence, "restricted", allowed[0])
    assert not may_show(archive.evidence, "restricted", Span(allowed[0].start, allowed[0].end + 1))
    assert not may_show(archive.evidence, "restricted", reading.sentence_around(reading.findings.sentences[-1]))


def test_own_words_and_free_text_may_be_shown_whole() -> None:
    free = article("2023-01-03", "Nothing happened in Bergen.", "free", text="full", rights="CC-BY-4.0")
    archive = resolve(article("2023-01-02", "Nothing happened.", "own"), free)
    assert archive.evidence == {"own": None, "free": None}


# The whole


def fingerprint(archive: Archive) -> Any:
    return (
        [(a.id, a.name, a.kind, a.forms, a.roles, a.mentions) for a in archive.actors.values()],
        [(r.id, r.title, r.period, r.parties, r.status, r.reports) for r in archive.rounds.values()],
        [(t.id, t.forms, t.uses) for t in archive.terms.values()],
        [(e.id, e.period, e.status, e.actors, e.place, e.reports) for e in archive.entries.values()],
        sorted(archive.round_of_entry.items()),
    )


def test_order_in_which_articles_are_given_does_not_matter() -> None:
    """Files come sorted by name; what is resolved goes by day of publication."""
    expected = fingerprint(resolve(*STORY, actors=(HELENA,)))
    shuffled = list(STORY)
    for seed in range(4):
        random.Random(seed).shuffle(shuffled)
        assert fingerprint(resolve(*shuffled, actors=(HELENA,))) == expected


def test_newer_article_renames_nothing() -> None:
    """What has an address keeps it when the archive grows."""
    before = resolve(*STORY)
    later = article("2023-06-08", "Ingrid Solheim met the Harbour Council in Bergen on Wednesday, and held talks.", "f")
    after = resolve(*STORY, later)
    assert before.actors.keys() <= after.actors.keys()
    assert before.rounds.keys() <= after.rounds.keys()
    assert before.entries.keys() <= after.entries.keys()


def test_latest_article_dates_the_archive() -> None:
    assert resolve(*STORY).as_of == date(2023, 4, 21)
    assert resolve().as_of is None


@pytest.mark.parametrize("at_work", [True, False])
def test_the_collector_is_left_as_it_was(*, at_work: bool) -> None:
    was = gc.isenabled()
    try:
        (gc.enable if at_work else gc.disable)()
        resolve()
        assert gc.isenabled() is at_work
        with without_collector():
            assert not gc.isenabled()
        assert gc.isenabled() is at_work
    finally:
        (gc.enable if was else gc.disable)()


@pytest.mark.parametrize(
    ("ending", "said"),
    [
        ("Talks are to resume on 14 March 2023.", False),
        ("The union is to vote on 14 March 2023.", True),
        ("The mood was sombre.", True),
    ],
)
def test_home_says_that_no_round_follows_only_where_no_talks_are_due(ending: str, *, said: bool) -> None:
    text = f"The Nurses' Union and the Hospital Board held a round of talks in Porto on Tuesday. {ending}"
    archive = resolve(article("2023-03-08", text))
    home = next(page.markdown for page in publish(archive, Settings()).pages if page.uri == "index.md")
    assert "The latest round in this archive is" in home
    assert ("No further round had been announced" in home) is said
