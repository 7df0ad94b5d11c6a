"""Files of cases: what the reader must find in a piece of text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest


def read_cases(path: Path) -> list[object]:
    """For each block of `path` the text of its `>` lines and its `-` lines, none for `- nothing`."""
    cases: list[object] = []
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        lines = block.splitlines()
        text = "\n".join(line[2:] for line in lines if line.startswith("> "))
        expected = [line[2:] for line in lines if line.startswith("- ") and line != "- nothing"]
        if text:
            cases.append(pytest.param(text, expected, id=text[:40]))
    return cases
