"""Ids that stay: whatever articles come, go and are put together in other ways."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.archive.identifiers import Anchor, Assignment, Claim, assign
from builder.content.ledger import no_ledger, update_ledger

NATURALS = ["ada", "ada-berg", "berg", "ada-2023-01-02", "berg-2023-01-01", "ada-2023-01-01-post", "cey"]
ARTICLES = [f"2023-01-{day:02d}-{outlet}" for day in range(1, 5) for outlet in ("echo", "post")]
LATER = [f"2023-02-{day:02d}-{outlet}" for day in range(1, 3) for outlet in ("echo", "post")]


def anchors_of(articles: Sequence[str]) -> list[Anchor]:
    return [Anchor(article, natural) for article in articles for natural in NATURALS]


@st.composite
def groupings(draw: st.DrawFn, articles: Sequence[str], *, renamed: bool = False) -> list[Claim]:
    """Some anchors, put together at will; some of the things have ids from editors, and, if `renamed`, had others."""
    chosen = draw(st.lists(st.sampled_from(anchors_of(articles)), unique=True, max_size=14))
    things: dict[int, list[Anchor]] = {}
    for anchor in chosen:
        things.setdefault(draw(st.integers(0, 6)), []).append(anchor)
    fixed = iter(draw(st.permutations([*NATURALS, "of-an-editor"])))
    former = st.lists(st.sampled_from(NATURALS), max_size=2).map(tuple) if renamed else st.just(())
    return [
        Claim(tuple(sorted(anchors)), next(fixed), draw(former))
        if draw(st.integers(0, 4)) == 0
        else Claim(tuple(sorted(anchors)))
        for _, anchors in sorted(things.items())
    ]


def record(assigned: Assignment, before: dict[Anchor, tuple[str, ...]] | None = None) -> dict[Anchor, tuple[str, ...]]:
    """What `explainer identify` would keep."""
    ledger = {**no_ledger(), "actors": before or {}}
    return dict(update_ledger(ledger, {"actors": assigned.anchors})["actors"])


def without(claims: Sequence[Claim], articles: frozenset[str]) -> dict[Claim, Claim]:
    """The claims that are left when articles are removed, by what they were."""
    kept = {c: Claim(tuple(a for a in c.anchors if a.article not in articles), c.fixed, c.former) for c in claims}
    return {claim: left for claim, left in kept.items() if left.anchors or left.fixed}


@given(groupings(ARTICLES, renamed=True))
def test_ids_are_unique_and_lead_somewhere(claims: list[Claim]) -> None:
    assigned = assign(claims, {})
    assert len(set(assigned.ids)) == len(claims)
    assert all(claim.fixed in (None, identifier) for claim, identifier in zip(claims, assigned.ids, strict=True))
    assert set(assigned.former.values()) <= set(assigned.ids)
    assert not set(assigned.former) & set(assigned.ids)
    assert assigned.anchors == {
        anchor: identifier for claim, identifier in zip(claims, assigned.ids, strict=True) for anchor in claim.anchors
    }


@given(groupings(ARTICLES, renamed=True), groupings(ARTICLES), st.randoms(use_true_random=False))
def test_order_of_claims_does_not_matter(claims: list[Claim], earlier: list[Claim], chance: random.Random) -> None:
    recorded = record(assign(earlier, {}))
    expected = assign(claims, recorded)
    shuffled = list(claims)
    chance.shuffle(shuffled)
    assigned = assign(shuffled, recorded)
    assert dict(zip(shuffled, assigned.ids, strict=True)) == dict(zip(claims, expected.ids, strict=True))
    assert (assigned.former, assigned.anchors) == (expected.former, expected.anchors)


@given(groupings(ARTICLES), groupings(LATER), st.data())
def test_later_articles_change_no_id_even_without_a_record(
    claims: list[Claim], later: list[Claim], data: st.DataObject
) -> None:
    before = assign(claims, {})
    fixed = {claim.fixed for claim in claims}
    # An editor's new file may take any id: that is not what an article does.
    loose = [Claim(claim.anchors) for claim in later if claim.fixed is None or claim.fixed in fixed]
    grown = list(claims)
    for claim in loose:
        home = data.draw(st.integers(0, len(grown)))
        if home < len(claims):
            grown[home] = Claim((*grown[home].anchors, *claim.anchors), grown[home].fixed)
        else:
            grown.append(claim)
    after = assign(grown, {})
    assert after.ids[: len(claims)] == before.ids


@given(groupings(ARTICLES), groupings(LATER), st.sets(st.sampled_from(ARTICLES), max_size=4))
def test_recorded_ids_stay_when_articles_come_and_go(claims: list[Claim], later: list[Claim], gone: set[str]) -> None:
    before = assign(claims, {})
    had = dict(zip(claims, before.ids, strict=True))
    left = without(claims, frozenset(gone))
    new = [Claim(claim.anchors) for claim in later]
    after = assign([*left.values(), *new], record(before))
    has = dict(zip([*left.values(), *new], after.ids, strict=True))
    for claim, remains in left.items():
        assert has[remains] == had[claim]
    # Nobody new gets what somebody had, nor stands behind it.
    for claim in new:
        assert has[claim] not in before.ids
        assert not {old for old, now in after.former.items() if now == has[claim]} & set(before.ids)


@given(st.lists(groupings(ARTICLES), min_size=2, max_size=4))
def test_every_recorded_id_is_the_things_or_leads_to_it_or_is_nobodys(stages: list[list[Claim]]) -> None:
    """Whatever is merged, split, removed and added, with a record after each time."""
    recorded: dict[Anchor, tuple[str, ...]] = {}
    for claims in stages:
        assigned = assign(claims, recorded)
        assert len(set(assigned.ids)) == len(claims)
        of_editors = {claim.fixed for claim in claims}
        for known in {identifier for ids in recorded.values() for identifier in ids} - of_editors:
            heirs = {
                identifier
                for claim, identifier in zip(claims, assigned.ids, strict=True)
                if any(known in recorded.get(anchor, ()) for anchor in claim.anchors)
            }
            found = known if known in assigned.ids else assigned.former.get(known)
            assert found in heirs if heirs else found is None
        grown = record(assigned, recorded)
        assert all(set(recorded[anchor]) <= set(grown[anchor]) for anchor in recorded)
        recorded = grown


@given(groupings(ARTICLES))
def test_what_is_recorded_is_what_is_found_again(claims: list[Claim]) -> None:
    before = assign(claims, {})
    recorded = record(before)
    after = assign(claims, recorded)
    assert (after.ids, after.anchors) == (before.ids, before.anchors)
    assert record(after, recorded) == recorded


A, B, C = (f"2023-01-0{day}-post" for day in (1, 2, 3))


def ids(*claims: Claim, recorded: dict[Anchor, tuple[str, ...]] | None = None) -> tuple[str, ...]:
    return assign(claims, recorded or {}).ids


def test_another_of_the_same_name_is_told_apart_by_its_own_day() -> None:
    first, second = Claim((Anchor(A, "berg"),)), Claim((Anchor(B, "berg"),))
    assert ids(first, second) == ("berg", "berg-2023-01-02")
    third = Claim((Anchor("2023-01-02-echo", "berg"),))
    assert ids(first, second, third) == ("berg", f"berg-{B}", "berg-2023-01-02")
    undated = Claim((Anchor("zebra", "berg"),))
    assert ids(first, undated) == ("berg", "berg-zebra")


def test_record_keeps_the_plain_id_when_an_older_article_comes() -> None:
    known, older = Claim((Anchor(B, "berg"),)), Claim((Anchor(A, "berg"),))
    assert ids(older, known) == ("berg", "berg-2023-01-02")
    assert ids(older, known, recorded={Anchor(B, "berg"): ("berg",)}) == ("berg-2023-01-01", "berg")


def test_merged_thing_keeps_the_id_of_its_earliest_part_and_the_other_leads_to_it() -> None:
    recorded = {Anchor(A, "ada"): ("ada",), Anchor(B, "berg"): ("berg",)}
    merged = Claim((Anchor(A, "ada"), Anchor(B, "berg")))
    assigned = assign([merged], recorded)
    assert (assigned.ids, assigned.former) == (("ada",), {"berg": "ada"})
    # Once that is recorded, it outlives the article that the id came from.
    later = assign([Claim((Anchor(B, "berg"),))], record(assigned, recorded))
    assert (later.ids, later.former) == (("ada",), {"berg": "ada"})


def test_merge_and_split_are_inverse() -> None:
    apart = [Claim((Anchor(A, "ada"),)), Claim((Anchor(B, "berg"),))]
    recorded = record(assign(apart, {}))
    together = assign([Claim((Anchor(A, "ada"), Anchor(B, "berg")))], recorded)
    again = assign(apart, record(together, recorded))
    assert again.ids == ("ada", "berg")
    assert again.former == {}


def test_split_gives_the_id_to_the_earliest_part() -> None:
    recorded = dict.fromkeys((Anchor(A, "ada"), Anchor(B, "ada"), Anchor(C, "ada-berg")), ("ada",))
    late, early = Claim((Anchor(B, "ada"),)), Claim((Anchor(A, "ada"), Anchor(C, "ada-berg")))
    assert ids(late, early, recorded=recorded) == ("ada-2023-01-02", "ada")


def test_one_report_taken_over_by_another_thing_takes_no_address_with_it() -> None:
    recorded = {Anchor(A, "ada"): ("ada",), Anchor(B, "berg"): ("berg",), Anchor(C, "berg"): ("berg",)}
    ada, berg = Claim((Anchor(A, "ada"), Anchor(B, "berg"))), Claim((Anchor(C, "berg"),))
    assert ids(ada, berg, recorded=recorded) == ("ada", "berg")


def test_editors_id_goes_first_and_what_was_published_leads_to_it() -> None:
    assigned = assign([Claim((Anchor(A, "ada"),), fixed="ada-berg")], {Anchor(A, "ada"): ("ada",)})
    assert (assigned.ids, assigned.former) == (("ada-berg",), {"ada": "ada-berg"})


def test_editor_who_takes_anothers_id_gets_it() -> None:
    recorded = {Anchor(A, "ada"): ("ada",)}
    assert ids(Claim((Anchor(B, "berg"),), fixed="ada"), Claim((Anchor(A, "ada"),)), recorded=recorded) == (
        "ada", "ada-2023-01-01",
    )  # fmt: skip


def test_editors_former_id_leads_to_the_thing() -> None:
    renamed = Claim((Anchor(A, "berg"),), fixed="ada-berg", former=("ada", "cey"))
    assert assign([renamed], {}).former == {"ada": "ada-berg", "berg": "ada-berg", "cey": "ada-berg"}
    # Rather than to what articles call so by another name of theirs, or to nobody.
    other = Claim((Anchor(A, "ada-berg-cey"), Anchor(B, "ada")))
    assert assign([renamed, other], {Anchor(C, "x"): ("cey",)}).former["ada"] == "ada-berg"
    assert assign([renamed, other], {Anchor(C, "x"): ("cey",)}).former["cey"] == "ada-berg"


def test_former_id_that_another_has_leads_nowhere_else() -> None:
    claims = [Claim((), fixed="ada-berg", former=("ada",)), Claim((Anchor(A, "ada"),))]
    assigned = assign(claims, {})
    assert (assigned.ids, assigned.former) == (("ada-berg", "ada"), {})


def test_recorded_id_that_is_live_leads_nowhere_else() -> None:
    claims = [Claim((), fixed="ada-berg", former=("ada",)), Claim((Anchor(A, "ada"),))]
    assigned = assign(claims, {Anchor(A, "ada"): ("ada",)})
    assert (assigned.ids, assigned.former) == (("ada-berg", "ada"), {})


def test_id_of_what_is_gone_is_never_given_again() -> None:
    assigned = assign([Claim((Anchor(B, "ada"),))], {Anchor(A, "ada"): ("ada",)})
    assert (assigned.ids, assigned.former) == (("ada-2023-01-02",), {})


@pytest.mark.parametrize("number", [1_000, 2_000])
def test_thousands_of_things_of_one_name_are_told_apart(number: int) -> None:
    claims = [Claim((Anchor(f"2023-01-01-{at}", "ada"),)) for at in range(number)]
    assert len(set(assign(claims, {}).ids)) == number


def test_told_apart_id_stays_when_a_later_thing_is_called_so() -> None:
    first, second = Claim((Anchor(A, "berg"),)), Claim((Anchor(B, "berg"),))
    later = Claim((Anchor(C, "berg-2023-01-02"),))
    assert ids(later, first, second) == ("berg-2023-01-02-2023-01-03", "berg", "berg-2023-01-02")


def test_what_an_earlier_article_calls_another_thing_tells_none_apart() -> None:
    first, second = Claim((Anchor(A, "ada"), Anchor(A, "berg-2023-01-02"))), Claim((Anchor(A, "berg"),))
    third = Claim((Anchor(B, "berg"),))
    assigned = assign([first, second, third], {})
    assert assigned.ids == ("ada", "berg", f"berg-{B}")
    assert assigned.former == {"berg-2023-01-02": "ada"}


def test_natural_id_is_the_earlier_things_even_where_that_goes_by_another() -> None:
    first, second = Claim((Anchor(A, "ada"), Anchor(B, "berg"))), Claim((Anchor(C, "berg"),))
    assigned = assign([first, second], {})
    assert (assigned.ids, assigned.former) == (("ada", "berg-2023-01-03"), {"berg": "ada"})
    # So the second keeps its id when the article goes from which the first has its own.
    assert ids(Claim((Anchor(B, "berg"),)), second) == ("berg", "berg-2023-01-03")


def test_id_of_today_is_kept_by_who_has_it_rather_than_who_had_it() -> None:
    recorded = {Anchor(A, "ada"): ("cey", "berg"), Anchor(B, "berg"): ("berg",)}
    claims = Claim((), fixed="cey"), Claim((Anchor(A, "ada"),)), Claim((Anchor(B, "berg"),))
    assert ids(*claims, recorded=recorded) == ("cey", "ada", "berg")
