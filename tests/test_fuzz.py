"""A little of what `make fuzz` does for long: the same texts each time, see `fuzz_targets.py`."""

from __future__ import annotations

import pytest
from fuzz_targets import TARGETS, try_target
from hypothesis import settings

EXAMPLES = {"site": 8, "read-repeated": 12, "page": 25}
"""Of targets that take long."""


@pytest.mark.parametrize("name", TARGETS)
def test_target(name: str) -> None:
    try_target(name, settings(max_examples=EXAMPLES.get(name, 60)))
