"""What answered lately, in a file, so that nobody is asked every day."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

DAYS = 7
"""For which a good answer holds. All others are asked for anew each time."""


def read_memory(path: Path) -> dict[str, date]:
    """When each address last answered well. A file that is missing or not ours is an empty one."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {str(address): date.fromisoformat(day) for address, day in data["answered"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def write_memory(path: Path, answered: dict[str, date]) -> None:
    """Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"answered": {address: day.isoformat() for address, day in sorted(answered.items())}}, indent=1)
    beside = path.with_suffix(".new")
    beside.write_text(text + "\n", encoding="utf-8")
    beside.replace(path)


def still_good(answered: dict[str, date], addresses: Iterable[str], today: date) -> frozenset[str]:
    """Those of `addresses` that answered within the last DAYS."""
    since = today - timedelta(days=DAYS)
    return frozenset(address for address in addresses if since < answered.get(address, date.min) <= today)
