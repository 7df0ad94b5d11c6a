"""Findings as the JSON that `explainer findings` prints."""

from __future__ import annotations

from datetime import date
from typing import Any

from builder.period import Period
from builder.reading.findings import Findings
from builder.text import Span


def findings_json(
    findings: Findings, *, id: str, path: str, title: str, publisher: str, published: date, text: str
) -> dict[str, Any]:
    """One JSON object; all offsets are half-open, in Unicode code points of `text`."""

    def piece(span: Span) -> dict[str, Any]:
        return {"start": span.start, "end": span.end, "text": span.of(text)}

    def bounds(period: Period | None) -> dict[str, Any]:
        return {
            "first": period.first.isoformat() if period and period.first else None,
            "last": period.last.isoformat() if period and period.last else None,
        }

    return {
        "id": id,
        "path": path,
        "title": title,
        "publisher": publisher,
        "published": published.isoformat(),
        "text": text,
        "furniture": [{"start": f.span.start, "end": f.span.end, "reason": f.reason} for f in findings.furniture],
        "sentences": [{"start": s.start, "end": s.end} for s in findings.sentences],
        "dates": [{**piece(d.span), "type": d.type, "value": d.value, **bounds(d.period)} for d in findings.dates],
        "mentions": [{**piece(m.span), "name": m.name, "kind": m.kind, "actor": m.actor} for m in findings.mentions],
        "roles": [{**piece(r.span), "name": r.name} for r in findings.roles],
        "quotes": [
            {
                **piece(q.span),
                "speaker": q.speaker,
                "speaker_start": q.speaker_span.start if q.speaker_span else None,
                "speaker_end": q.speaker_span.end if q.speaker_span else None,
                "kind": q.kind,
                "cue": q.cue,
            }
            for q in findings.quotes
        ],
        "events": [
            {
                "start": e.span.start,
                "end": e.span.end,
                "date": e.period.edtf,
                **bounds(e.period),
                "mod": e.period.mod,
                "status": e.status,
                "kind": e.kind,
                "summary": e.summary,
                "actors": list(e.actors),
                "place": e.place,
            }
            for e in findings.events
        ],
        "rounds": [
            {
                "start": r.span.start,
                "end": r.span.end,
                "label": r.label,
                **bounds(r.period),
                "place": r.place,
                "parties": list(r.parties),
                "status": r.status,
            }
            for r in findings.rounds
        ],
        "terms": [
            {
                "start": t.span.start,
                "end": t.span.end,
                "term": t.term,
                "definition": t.definition.of(text) if t.definition else None,
            }
            for t in findings.terms
        ],
        "positions": [{**piece(p.span), "kind": p.kind, "holder": p.holder, "cue": p.cue} for p in findings.positions],
    }
