"""What was measured -> tables, for a terminal as Markdown and for the site's page as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from building.costs import Cost, best
from building.growth import exponent
from building.laps import COLD, UNCHANGED, Lap
from building.weights import Weight

OURS, YARDSTICK = "Explainer", "MkDocs"
STAGES = {UNCHANGED: "nothing changed", "edited": "one edit", "added": "one new article"}
KINDS = ("all pages", "home", "timeline/", "timeline/…", "rounds/…", "actors/…", "glossary/…", "articles/…")
"""Pages whose weight is told."""
NONE = "–"
_COST = ("Seconds", "Ratio", "CPU seconds", "Ratio of CPU", "MB")


@dataclass(frozen=True, slots=True)
class Table:
    """`note` says what the figures are of; the columns after the first `words` hold numbers."""

    title: str
    note: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1


@dataclass(frozen=True, slots=True)
class Aside:
    """What is measured at one size only. `served`: seconds by generator; `alone` and `together`: a build on one
    processor and on all of them; `read`: words and what reading them cost."""

    articles: int
    served: Mapping[str, float]
    processors: int
    alone: Cost | None
    together: Cost | None
    read: tuple[int, Cost] | None


Laps = Mapping[int, Sequence[Lap]]
"""By number of articles."""


def tables(laps: Laps, aside: Aside, remarks: Mapping[str, str]) -> list[Table]:
    """Everything that there are figures for; `remarks` say of each generator what it does and does not."""
    found = [_cold(laps, remarks), _warm(laps), _growth(laps), _served(aside), _weights(laps), _rest(aside)]
    return [table for table in found if table.rows]


def least(laps: Sequence[Lap], generator: str, stage: str) -> Cost | None:
    """The best of all laps in which the generator came so far."""
    costs = [lap.costs[generator][stage] for lap in laps if stage in lap.costs.get(generator, {})]
    return best(costs) if costs else None


def generators_of(laps: Laps) -> list[str]:
    return list(dict.fromkeys(name for some in laps.values() for lap in some for name in lap.costs))


def _cold(laps: Laps, remarks: Mapping[str, str]) -> Table:
    head = ("Generator", "Articles", *_COST, "Pages", "Median page, KB")
    rows = []
    for size, some in laps.items():
        yardstick = least(some, YARDSTICK, COLD)
        for name in generators_of(laps):
            if cost := least(some, name, COLD):
                pages = next((lap.weights[name][0] for lap in some if lap.weights.get(name)), None)
                rows.append(
                    (name, f"{size:,}", *_cost(cost, yardstick))
                    + ((f"{pages.pages:,}", _kilobytes(pages.median)) if pages else (NONE, NONE))
                )
    does = ". ".join(f"{name}: {remark}" for name, remark in remarks.items())
    return Table("From nothing", f"{does}. Ratios are to {YARDSTICK}.", head, tuple(rows))


def _cost(cost: Cost, yardstick: Cost | None) -> tuple[str, ...]:
    ratios = (f"{cost.wall / yardstick.wall:.2f}", f"{cost.cpu / yardstick.cpu:.2f}") if yardstick else (NONE, NONE)
    return _seconds(cost.wall), ratios[0], _seconds(cost.cpu), ratios[1], f"{cost.memory:,.0f}"


def _seconds(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _kilobytes(value: float) -> str:
    return f"{value / 1000:,.0f}" if value >= 10_000 else f"{value / 1000:.1f}"


def _warm(laps: Laps) -> Table:
    rows = []
    for size, some in laps.items():
        yardstick = least(some, YARDSTICK, COLD)
        for name in generators_of(laps):
            for stage, said in STAGES.items():
                if cost := least(some, name, stage):
                    rows.append((name, said, f"{size:,}", *_cost(cost, yardstick)))
    return Table(
        "After a change",
        f"Of those that remember their last build. Ratios are to {YARDSTICK} from nothing: it builds all again.",
        ("Generator", "Change", "Articles", *_COST),
        tuple(rows),
        words=2,
    )


def _growth(laps: Laps) -> Table:
    rows = []
    for name in generators_of(laps):
        costs = {size: cost for size, some in laps.items() if (cost := least(some, name, COLD))}
        if len(costs) > 1:
            sizes, taken = list(costs), list(costs.values())
            grows = (
                exponent(sizes, values) for values in zip(*((c.wall, c.cpu, c.memory) for c in taken), strict=True)
            )
            rows.append((name, f"{min(sizes):,} to {max(sizes):,}", *(f"{value:.2f}" for value in grows)))
    return Table(
        "Growth",
        "From nothing: with 1, twice as many articles take twice as much.",
        ("Generator", "Articles", "Seconds", "CPU seconds", "MB"),
        tuple(rows),
    )


def _served(aside: Aside) -> Table:
    return Table(
        "While one writes",
        f"From an edit in an archive of {aside.articles:,} articles until the local server shows it.",
        ("Generator", "Seconds"),
        tuple((name, _seconds(seconds)) for name, seconds in aside.served.items()),
    )


def _weights(laps: Laps) -> Table:
    largest = max(laps, default=0)
    weights = next((lap.weights[OURS] for lap in laps.get(largest, ()) if lap.weights.get(OURS)), [])
    return Table(
        "Weight of our pages",
        f"Of {largest:,} articles: HTML; a first visit, compressed, with all styles, scripts and icons that the page "
        "names, once of the page of median size, once of the largest.",
        ("Pages", "Number", "Median, KB", "Largest, KB", "First visit, KB", "Of the largest, KB"),
        tuple(
            (weight.kind, f"{weight.pages:,}", *map(_kilobytes, _sizes(weight)))
            for weight in weights
            if weight.kind in KINDS
        ),
    )


def _sizes(weight: Weight) -> tuple[int, int, int, int]:
    return weight.median, weight.largest, weight.visit, weight.heaviest_visit


def _rest(aside: Aside) -> Table:
    def rows() -> Iterator[tuple[str, str]]:
        if aside.read:
            words, cost = aside.read
            yield "Words read per CPU second, the program’s start included", f"{words / cost.cpu:,.0f}"
        if aside.alone and aside.together:
            yield f"Seconds from nothing on one processor, {aside.articles:,} articles", _seconds(aside.alone.wall)
            yield f"On all {aside.processors} processors", _seconds(aside.together.wall)
            yield "Ratio", f"{aside.together.wall / aside.alone.wall:.2f}"

    return Table("Reading, and more than one processor", "", ("What", "Figure"), tuple(rows()))


def markdown(table: Table) -> str:
    """A table of GitHub's Markdown, under its heading."""
    rule = ("---",) * table.words + ("---:",) * (len(table.head) - table.words)
    lines = (f"| {' | '.join(row)} |" for row in (table.head, rule, *table.rows))
    return "\n\n".join(filter(None, (f"## {table.title}", table.note, "\n".join(lines)))) + "\n"
