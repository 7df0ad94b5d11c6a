"""A file that cannot be read takes down no page of what other files say, though they name what it was about."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from builder.settings import Settings
from builder.site import build_site
from tests.conftest import ARCHIVES

FISHERY = ARCHIVES / "fishery" / "content"
BAD = "---\nname: [\n---\n"
FILES = sorted(
    path.relative_to(FISHERY).as_posix()
    for folder in ("actors", "rounds", "glossary", "articles")
    for path in (FISHERY / folder).rglob("*.md")
)
ENTRY = """---
date: 2023-05-01
status: happened
actors: [helena-marchetti, skarra-islands-council, harbour-office]
sources: [https://example.org/inspection]
---
The nets are inspected.
"""
ROUND = """---
title: A walk on the quay
period: 2023-05-02
status: held
parties: [skarra-islands-council, harbour-office]
host: harbour-office
facilitators: [harbour-office, helena-marchetti]
people:
  - actor: harbour-office
  - actor: helena-marchetti
    side: harbour-office
sources: [https://example.org/quay]
---
They walk.
"""


@pytest.mark.parametrize("bad", FILES)
def test_files_that_name_a_bad_one_stay(tmp_path: Path, bad: str) -> None:
    content = tmp_path / "content"
    shutil.copytree(FISHERY, content)
    (content / "timeline").mkdir()
    (content / "timeline" / "inspection.md").write_text(ENTRY)
    (content / "rounds" / "quay.md").write_text(ROUND)
    (content / "actors" / "harbour-office.md").write_text(BAD)  # which no article names
    (content / bad).write_text(BAD)
    site = build_site(content, Settings())
    assert {bad, "actors/harbour-office.md"} <= {problem.path.removeprefix("content/") for problem in site.problems}
    archive = site.archive
    assert "harbour-office" not in archive.actors
    inspection, quay = archive.entries["inspection"], archive.rounds["quay"]
    assert "harbour-office" not in inspection.actors
    assert "skarra-islands-council" in inspection.actors
    assert quay.parties == ("skarra-islands-council",)
    assert quay.curated
    assert [(person.actor, person.side) for person in quay.curated.data.people] == [("helena-marchetti", None)]
    assert any("They walk." in page.markdown for page in site.pages)
