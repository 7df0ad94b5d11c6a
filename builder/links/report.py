"""What to tell about the addresses: which are broken, where they stand and what to do."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from builder.links.addresses import LinkedAddress
from builder.links.asking import Answer
from builder.problems import Problem, Severity

MAX_LISTED = 100


@dataclass(frozen=True, slots=True)
class Finding:
    """An address with its answer; `replaced`: it is gone, but its archived copy is there, so nothing is to be done."""

    link: LinkedAddress
    answer: Answer
    replaced: bool = False


def judge(links: Iterable[LinkedAddress], answers: Mapping[str, Answer]) -> tuple[Finding, ...]:
    """A Finding for each address, in their order."""
    return tuple(
        Finding(
            link,
            answers[link.address],
            answers[link.address].verdict == "broken"
            and link.copy is not None
            and answers[link.copy].verdict == "good",
        )
        for link in links
    )


def problems_of(findings: Iterable[Finding]) -> tuple[Problem, ...]:
    """A Problem for every place with an address that is broken (an error) or unknown (a warning)."""
    problems = []
    for finding in findings:
        if finding.answer.verdict == "good" or finding.replaced:
            continue
        severity: Severity = "error" if finding.answer.verdict == "broken" else "warning"
        for place in finding.link.places:
            found = f"'{place.key}': {finding.link.address} {finding.answer.reason}"
            problems.append(
                Problem(
                    place.path, place.line, place.column, f"link-{finding.answer.verdict}", found,
                    advice_for(finding, place.key), severity,
                )
            )  # fmt: skip
    return tuple(sorted(problems))


def advice_for(finding: Finding, key: str) -> str:
    """What an editor can do about an address under `key`."""
    if finding.answer.verdict == "unknown":
        return "Open it in a browser"
    if key == "url":
        other = "; the copy that 'archive_url' names does not answer" if finding.link.copy else ""
        return (
            f"Look for a copy at https://web.archive.org/web/*/{finding.link.address}, give its address as "
            f"'archive_url', and leave 'url' as it is{other}"
        )
    return "Find where it is now, or take it out"


def render_links_json(findings: Iterable[Finding]) -> str:
    """A JSON array: of each address `verdict`, `reason`, `status`, `replaced`, `copy` and its `places`."""
    rows: list[dict[str, Any]] = [
        {
            "address": finding.link.address,
            "verdict": finding.answer.verdict,
            "reason": finding.answer.reason,
            "status": finding.answer.status,
            "replaced": finding.replaced,
            "copy": finding.link.copy,
            "places": [asdict(place) for place in finding.link.places],
        }
        for finding in findings
    ]
    return json.dumps(rows, ensure_ascii=True, indent=2) + "\n"


def render_links_markdown(findings: Iterable[Finding]) -> str:
    """For an issue; empty where nothing is broken."""
    listed = [finding for finding in findings if not finding.replaced]
    broken = [finding for finding in listed if finding.answer.verdict == "broken"]
    unknown = [finding for finding in listed if finding.answer.verdict == "unknown"]
    if not broken:
        return ""
    what = "One address leads" if len(broken) == 1 else f"{len(broken):,} addresses lead"
    lines = [f"{what} nowhere any more.", "", *_items(broken)]
    if unknown:
        lines += ["", f"<details><summary>{len(unknown):,} not known</summary>", "", *_items(unknown), "", "</details>"]
    return "\n".join(lines) + "\n"


def _items(findings: list[Finding]) -> Iterable[str]:
    for finding in findings[:MAX_LISTED]:
        place = finding.link.places[0]
        yield f"- [ ] {_code(finding.link.address)} {finding.answer.reason}. {advice_for(finding, place.key)}."
        for place in finding.link.places:
            yield f"  - {_code(f'{place.path}:{place.line}')}, {_code(place.key)}"
    if len(findings) > MAX_LISTED:
        yield f"- … and {len(findings) - MAX_LISTED:,} more"


def _code(text: str) -> str:
    """`text` to the letter: within a code span nothing is a mark, and nobody is called."""
    return "`" + text.replace("`", "'") + "`"
