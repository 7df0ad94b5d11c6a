"""What `explainer add` tells: what was found where, what was set aside, what is read out of the text, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from builder.archive.timeline.entry import shown_status
from builder.ingest.acquaintance import Named
from builder.ingest.compose import Values
from builder.ingest.draft import Draft, Reading
from builder.ingest.proposal import Proposal
from builder.problems import visible
from builder.reading.furniture import Furniture
from builder.text import Span

_LONGEST = 160
"""Characters of a line that is shown."""


@dataclass(frozen=True, slots=True)
class Report:
    """`path` is the file's, relative to the content folder's parent; `written` whether it is there now.

    `notes` and `steps` are sentences. `original`: where the source's text is kept, if it is.
    """

    path: str
    written: bool
    proposal: Proposal
    draft: Draft
    notes: tuple[str, ...]
    steps: tuple[str, ...]
    original: str | None


def report_json(report: Report) -> dict[str, Any]:
    """Everything as plain data; offsets are in code points of `source` and `reading.text`."""
    draft = report.draft
    return {
        "path": report.path,
        "written": report.written,
        "article": draft.text,
        "metadata": {
            key: [{"value": claim.value, "origin": claim.origin, "sure": claim.sure} for claim in claims]
            for key, claims in report.proposal.values.items()
        },
        "doubts": [asdict(doubt) for doubt in report.proposal.doubts],
        "notes": list(report.notes),
        "problems": [asdict(problem) for problem in draft.problems],
        "similar": [{**asdict(near), "published": near.published.isoformat()} for near in draft.similar],
        "source": draft.source,
        "furniture": [
            {"start": f.span.start, "end": f.span.end, "reason": f.reason, "text": f.span.of(draft.source)}
            for f in draft.aside
        ],
        "original": report.original,
        "read": _reading_json(draft.reading) if draft.reading else None,
        "steps": list(report.steps),
    }


def _reading_json(reading: Reading) -> dict[str, Any]:
    text, found = reading.text, reading.findings
    return {
        "text": text,
        "actors": [asdict(named) for named in reading.named],
        "dates": [
            {"text": d.span.of(text), "value": d.value, "first": str(d.period.first) if d.period.first else None,
             "last": str(d.period.last) if d.period.last else None}
            for d in found.dates if d.period
        ],
        "events": [{"date": e.period.edtf, "status": e.status, "summary": e.summary} for e in found.events],
        "quotes": [{"speaker": q.speaker, "text": q.span.of(text), "kind": q.kind} for q in found.quotes],
        "rounds": [
            {"label": r.label, "date": r.period.edtf if r.period else None, "place": r.place,
             "parties": list(r.parties), "status": r.status}
            for r in found.rounds
        ],
    }  # fmt: skip


def report_text(report: Report) -> str:
    """The same for people: a section each, none that has nothing to tell."""
    draft = report.draft
    aside = list(_aside_lines(draft.aside, draft.source))
    blocks = [
        [f"{report.path}: " + ("written" if report.written else "not written")],
        _section("Metadata, and where it was found", _metadata_lines(report.proposal, draft.values)),
        _section("Look at this", _doubt_lines(report)),
        _section(f"Set aside as no part of the article ({len(aside)})", aside),
        *(_reading_blocks(draft.reading) if draft.reading else ()),
        _section("Next", (f"{number}. {step}" for number, step in enumerate(report.steps, 1))),
    ]
    return "\n\n".join("\n".join(map(visible, block)) for block in blocks if block) + "\n"


def _section(heading: str, lines: Iterable[str]) -> list[str]:
    found = [f"  {line}" for line in lines]
    return [heading, *found] if found else []


def _metadata_lines(proposal: Proposal, values: Values) -> Iterator[str]:
    for key, claims in proposal.values.items():
        unused = "" if key in values else ", not written into the file"
        for claim in claims:
            origin = claim.origin if claim.sure else f"a guess from {claim.origin}"
            yield f"{key}: {_short(claim.value)}  [{origin}{unused}]"
    for name, value in values.items():
        if name not in proposal.values:
            yield f"{name}: {value}"


def _doubt_lines(report: Report) -> Iterator[str]:
    for doubt in report.proposal.doubts:
        yield f"{doubt.key}: {doubt.message}"
    for near in report.draft.similar:
        share = f"{near.share:.0%} of the shorter text" if near.by == "wording" else "the headline"
        copy = f"; both are copies of {near.agency}, which is fine" if near.agency else ""
        yield f"like {near.path} ({near.publisher}, {near.published}): {share} is the same{copy}"
    yield from report.notes


def _aside_lines(aside: Sequence[Furniture], source: str) -> Iterator[str]:
    for piece in aside:
        for line in piece.span.of(source).split("\n"):
            if line.strip():
                yield f"{piece.reason}: {_short(line)}"


def _reading_blocks(reading: Reading) -> Iterator[list[str]]:
    text, found = reading.text, reading.findings

    def words(span: Span) -> str:
        return _short(span.of(text))

    yield _section("Who is known here", (_named_line(named) for named in reading.named if named.actor))
    yield _section("Who is new", (line for named in reading.named if not named.actor for line in _new_lines(named)))
    days = {f"{date.period.edtf}: '{words(date.span)}'": None for date in found.dates if date.period}
    yield _section("When", days)
    yield _section(
        "What", (f"{e.period.edtf}, {shown_status(e.kind, e.status)}: {_short(e.summary)}" for e in found.events)
    )
    yield _section("Who says so", (f"{q.speaker or 'somebody'}: {words(q.span)}" for q in found.quotes))
    yield _section(
        "Rounds",
        (
            ", ".join(
                filter(None, (r.label, r.period.edtf if r.period else "", r.place, r.status, " and ".join(r.parties)))
            )
            for r in found.rounds
        ),
    )


def _named_line(named: Named) -> str:
    return (
        f"{named.name} (actors/{named.actor}), {named.times} times"
        if named.times > 1
        else (f"{named.name} (actors/{named.actor})")
    )


def _new_lines(named: Named) -> Iterator[str]:
    yield f"{named.name} ({named.kind})" + (f", {named.times} times" if named.times > 1 else "")
    for reason in named.like:
        yield f"  may be known already: {reason}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
