"""On what the reports of one event differ: day, number, status, place. Copies of one text are one voice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from builder.archive.sources import Sources
from builder.archive.timeline.entry import Account, Aspect, Disagreement, Report
from builder.archive.timeline.nearness import bounds_of, is_open, length_of
from builder.archive.timeline.numbers import Amount
from builder.archive.timeline.places import Atlas
from builder.period import Period, say

_SHORT = 14
"""Days of the longest period that can contradict another: who says "in spring" leaves room."""


def find_disagreements(reports: Sequence[Report], sources: Sources, atlas: Atlas) -> tuple[Disagreement, ...]:
    """Where independent sources differ, in the order of `Aspect`. `reports` are in the order of publication."""
    found = [_dates(reports), *_numbers(reports), _statuses(reports), _places(reports, atlas)]
    return tuple(one for one in found if one is not None and _is_between_sources(one.accounts, sources))


def _dates(reports: Sequence[Report]) -> Disagreement | None:
    """Days that exclude each other. When a thing was planned is not compared with when it happened."""
    happened = [report for report in reports if report.status != "planned"]
    deadlines = _are_deadlines(reports)
    compared = [
        report
        for report in happened or reports
        if length_of(report.period) <= _SHORT
        and report.period.mod != "approx"
        and (not is_open(report.period) or deadlines)
    ]
    periods = list(dict.fromkeys(report.period for report in compared))
    # "Last weekend" does not contradict Sunday: of what holds another, only that counts.
    exact = [one for one in periods if not any(_holds(one, other) for other in periods)]
    apart = [one for one in exact if any(_exclude(one, other) for other in exact)]
    return _disagreement("date", [(_when(report.period), report) for report in compared if report.period in apart])


def _numbers(reports: Sequence[Report]) -> list[Disagreement | None]:
    """For each thing that is counted, numbers that cannot be one."""
    counted: dict[str, list[tuple[Amount, Report]]] = {}
    for report in reports:
        for amount in report.amounts:
            counted.setdefault(amount.counted, []).append((amount, report))
    found: list[Disagreement | None] = []
    for thing in sorted(counted):
        told = counted[thing]
        differing = {
            amount.value
            for pair in combinations([amount for amount, _ in told], 2)
            if pair[0].differs_from(pair[1])
            for amount in pair
        }
        first: dict[float, str] = {}
        for amount, _ in told:
            first.setdefault(amount.value, amount.shown)
        found.append(
            _disagreement(
                "number", [(first[amount.value], report) for amount, report in told if amount.value in differing]
            )
        )
    return found


def _statuses(reports: Sequence[Report]) -> Disagreement | None:
    """What one calls a fact or a claim, and another denies."""
    told = [(report.status, report) for report in reports if report.status != "planned"]
    words: Mapping[str, str] = {"happened": "reported as a fact", "alleged": "alleged", "denied": "denied"}
    return _disagreement("status", [(words[status], report) for status, report in told])


def _places(reports: Sequence[Report], atlas: Atlas) -> Disagreement | None:
    placed = [(report.place, report) for report in reports if report.place]
    apart = [(place, report) for place, report in placed if any(not atlas.agree(place, other) for other, _ in placed)]
    return _disagreement("place", [(f"in {place}", report) for place, report in apart])


def _disagreement(aspect: Aspect, told: Iterable[tuple[str, Report]]) -> Disagreement | None:
    """The accounts in the order in which they were first published; None where there are not two."""
    by_account: dict[str, dict[str, Report]] = {}
    for shown, report in told:
        by_account.setdefault(shown, {}).setdefault(report.citation.article, report)
    if len(by_account) < 2:
        return None
    return Disagreement(
        aspect,
        tuple(Account(shown, tuple(r.citation for r in reports.values())) for shown, reports in by_account.items()),
    )


def _is_between_sources(accounts: Sequence[Account], sources: Sources) -> bool:
    """Whether no one source gives all the accounts: a text that contradicts itself is not two voices."""
    voices = [{sources.origin[citation.article] for citation in account.citations} for account in accounts]
    return len(set().union(*voices)) > 1 and any(a != b or len(a) > 1 for a, b in combinations(voices, 2))


def _are_deadlines(reports: Sequence[Report]) -> bool:
    """Whether all is planned by a day, or from one on: one such day beside another is another account.

    Who says "by May" of what was done on the 3rd only says less.
    """
    sides = {report.period.mod if report.status == "planned" else "" for report in reports}
    return len(sides) == 1 and is_open(reports[0].period) and reports[0].status == "planned"


def _when(period: Period) -> str:
    if is_open(period):
        return say(period)
    return (
        f"on {say(period)}"
        if length_of(period) == 1
        else f"in {say(period)}"
        if "/" not in period.edtf
        else say(period)
    )


def _holds(one: Period, other: Period) -> bool:
    (a, b), (c, d) = bounds_of(one), bounds_of(other)
    return (a, b) != (c, d) and a <= c and d <= b


def _exclude(one: Period, other: Period) -> bool:
    (a, b), (c, d) = bounds_of(one), bounds_of(other)
    return b < c or d < a
