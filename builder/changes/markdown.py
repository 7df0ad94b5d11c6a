"""The account of a change as a comment for whoever decides on it: verdict, what to decide, then the details."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from builder.changes.github import literal, literal_code
from builder.changes.model import Changed, Changes, Difference, Evidence, Kind, Matter, Moved, Quotation, Thing, Value
from builder.changes.shortening import contrast
from builder.changes.verdict import is_renamed, say_verdict, sort_of
from builder.period import MONTHS

MARKER = "<!-- explainer-diff -->"
"""The first line, by which a workflow finds the comment that it wrote before."""
LIMIT = 65_536
"""Characters that GitHub takes in a comment; it refuses a longer one with "body is too long"."""
_ROWS = (100, 50, 25, 12, 6, 3, 1)
"""How long lists may be, tried in turn until all fits."""

_HEADINGS: dict[Kind, str] = {
    "article": "Articles",
    "entry": "Timeline",
    "round": "Rounds",
    "actor": "Actors",
    "term": "Glossary",
    "quote": "Quotes",
}
_REASONS = {
    "error": "Left out",
    "address": "Address breaks",
    "conflict": "Accounts differ",
    "double": "Told twice",
    "name": "Names alike",
    "spelling": "Taken for",
    "rights": "Rights",
    "copy": "Copy",
    "merged": "Joined",
    "split": "Split",
    "editor": "Without effect",
    "warning": "Doubt",
}
_FEW = 12
"""Changes of the timeline that are shown unfolded: they are what readers come for."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Version:
    """What people call a state of the content, and the commit that it is of, if any."""

    named: str
    commit: str | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What was compared: two versions, and the file that gave the `settings` of both."""

    before: Version
    after: Version
    settings: str


def render_markdown(changes: Changes, frame: Frame) -> str:
    """The comment, at most LIMIT characters: where not all fits, lists end with how much more there is."""
    for most in _ROWS:
        comment = "\n".join(_comment(changes, frame, most)) + "\n"
        if len(comment) <= LIMIT:
            return comment
    lines = [
        *_opening(changes, frame),
        "The details are too long for a comment: `explainer diff --format json` gives them.",
    ]
    return "\n".join(lines) + "\n"


def _comment(changes: Changes, frame: Frame, most: int) -> Iterator[str]:
    yield from _opening(changes, frame)
    if changes.is_empty:
        return
    if changes.matters:
        yield "#### To decide"
        yield ""
        yield from _list(changes.matters, 3 * most, _matter)
    else:
        yield "Nothing needs a decision."
    yield ""
    if changes.notes:
        yield "#### What readers see first"
        yield ""
        yield from _list(
            changes.notes, most, lambda note: [f"- {literal(note.says, 500)}", *map(_evidence, note.evidence)]
        )
        yield ""
    if changes.quotations:
        yield "#### Quotation of texts that are somebody's"
        yield ""
        yield from _list(changes.quotations, most, _quotation)
        yield ""
    for kind in changes.kinds:
        lines = list(_details(kind.kind, kind.added, kind.removed, kind.changed, most))
        if lines:
            few = kind.kind == "entry" and len(kind.added) + len(kind.removed) + len(kind.changed) <= _FEW
            yield from _folded(_summary(kind.kind, kind.added, kind.removed, kind.changed), lines, opened=few)
    addresses = [("says that it is gone", a) for a in changes.addresses.gone]
    addresses += [("leads to the new place", a) for a in changes.addresses.moved]
    if addresses:
        rows = list(_list(addresses, most, lambda one: [f"- {literal_code(one[1])} {one[0]}"]))
        yield from _folded(f"Addresses that go on: {len(addresses)}", rows)
    if changes.mended:
        rows = list(_list(changes.mended, most, lambda said: [f"- {literal(said, 500)}"]))
        yield from _folded(f"Problems mended: {len(changes.mended)}", rows)


def _opening(changes: Changes, frame: Frame) -> Iterator[str]:
    yield MARKER
    yield "### What this change does to the site"
    yield ""
    yield f"**{say_verdict(changes)}**"
    yield ""
    yield (
        f"From {_version(frame.before)} to {_version(frame.after)}, both by the settings in "
        f"{literal_code(frame.settings)}; settings that the change itself brings are not read."
    )
    yield ""


def _version(version: Version) -> str:
    return literal(version.named) + (f" ({literal_code(version.commit[:10])})" if version.commit else "")


def _list(items: Sequence[T], most: int, lines_of: Callable[[T], Iterable[str]]) -> Iterator[str]:
    """The lines of the first `most` items, and how many there are beyond."""
    for item in items[:most]:
        yield from lines_of(item)
    if len(items) > most:
        yield f"- … and {len(items) - most} more"


def _folded(summary: str, lines: Sequence[str], *, opened: bool = False) -> Iterator[str]:
    """An empty line on either side of what is within: Markdown is read there again."""
    yield f"<details{' open' if opened else ''}><summary>{summary}</summary>"
    yield ""
    yield from lines
    if lines[-1]:
        yield ""
    yield "</details>"
    yield ""


def _matter(matter: Matter) -> Iterator[str]:
    where = f" {literal_code(matter.path)}" if matter.path else ""
    yield f"- **{_REASONS[matter.kind]}:** {literal(matter.says, 600)}{where}"
    yield from map(_evidence, matter.evidence)


def _evidence(evidence: Evidence) -> str:
    words = f"“{literal(evidence.words)}” — " if evidence.words else ""
    return f"  - {words}{_source(evidence)}"


def _source(evidence: Evidence) -> str:
    day = evidence.published
    named = f"{literal(evidence.outlet, 80)}, {day.day} {MONTHS[day.month - 1][:3]} {day.year}"
    sentence = f", sentence {evidence.sentence}" if evidence.sentence else ""
    return f"{named}, {literal_code(evidence.path)}{sentence}"


def _quotation(quotation: Quotation) -> Iterator[str]:
    yield (
        f"- “{literal(quotation.title, 120)}”: {quotation.passages} of {quotation.most_passages} passages, "
        f"{quotation.words} of {quotation.most_words} words {literal_code(quotation.path)}"
    )


def _summary(kind: Kind, added: Sequence[Moved], removed: Sequence[Moved], changed: Sequence[Changed]) -> str:
    sorts = Counter(map(sort_of, changed))
    counts = (
        (len(added), "new"),
        (len(removed), "gone"),
        (sorts["joined"], "with further reports"),
        (sorts["changed"] + sorts["renamed"], "changed"),
        (sorts["passing"], "named elsewhere too"),
    )
    return f"{_HEADINGS[kind]}: " + ", ".join(f"{number} {what}" for number, what in counts if number)


def _details(
    kind: Kind, added: Sequence[Moved], removed: Sequence[Moved], changed: Sequence[Changed], most: int
) -> Iterator[str]:
    yield from _part("New", added, most, lambda moved: _thing(moved.thing, kind))
    yield from _part("Gone", removed, most, _gone)
    yield from _part("Changed", [one for one in changed if sort_of(one) != "passing"], most, _changed)
    passing = [one for one in changed if sort_of(one) == "passing"]
    if passing:
        names = ", ".join(literal(one.after.label, 80) for one in passing[: 3 * most])
        more = f" and {len(passing) - 3 * most} more" if len(passing) > 3 * most else ""
        yield f"**Named in other articles than before:** {names}{more}"


def _part(title: str, items: Sequence[T], most: int, lines_of: Callable[[T], Iterable[str]]) -> Iterator[str]:
    if items:
        yield f"**{title}**"
        yield ""
        yield from _list(items, most, lines_of)
        yield ""


def _thing(thing: Thing, kind: Kind) -> Iterator[str]:
    path = f" {literal_code(thing.path)}" if thing.path and kind != "quote" else ""
    yield f"- {literal(thing.label)}{path}"
    # What is the label is no news below it.
    yield from (
        f"  - {_source(one)}" if one.words and one.words in thing.label else _evidence(one)
        for one in (thing.evidence if kind != "quote" else ())
    )
    if thing.reports > len(thing.evidence):
        yield f"  - … and {thing.reports - len(thing.evidence)} more articles"


def _gone(moved: Moved) -> Iterator[str]:
    others = ", ".join(f"{literal(other.label, 120)} {literal_code(other.id)}" for other in moved.others)
    yield f"- {literal(moved.thing.label)}" + (f" — now part of {others}" if others else "")


def _changed(changed: Changed) -> Iterator[str]:
    path = f" {literal_code(changed.after.path)}" if changed.after.path else ""
    yield f"- {literal(changed.after.label)}{path}"
    if is_renamed(changed):
        yield f"  - id: {literal_code(changed.before.id)} → {literal_code(changed.after.id)}"
    for difference in changed.differences:
        yield from _difference(difference)


def _difference(difference: Difference) -> Iterator[str]:
    gone, new = difference.gone, difference.new
    if len(gone) == len(new) == 1:
        before, after = contrast(gone[0].shown, new[0].shown, 200)
        yield f"  - {difference.aspect}: {literal(before)} → {literal(after)}"
        return
    shown = [*(f"− {literal(v.shown, 200)}" for v in gone[:6]), *(f"+ {_with_words(v)}" for v in new[:6])]
    more = max(len(gone) - 6, 0) + max(len(new) - 6, 0)
    yield f"  - {difference.aspect}: {'; '.join(shown)}" + (f"; and {more} more" if more else "")


def _with_words(value: Value) -> str:
    """An added value with the sentence that tells it, unless it is that sentence."""
    evidence = value.evidence
    if evidence is None:
        return literal(value.shown, 200)
    told = f" “{literal(evidence.words)}”" if evidence.words and evidence.words not in value.shown else ""
    sentence = f", sentence {evidence.sentence}" if evidence.sentence else ""
    return f"{literal(value.shown, 200)}{told} {literal_code(evidence.path)}{sentence}"
