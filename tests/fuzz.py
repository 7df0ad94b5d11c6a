"""Looks for texts that break the reading of archives, for as long as it is given. Exit 1 if it found some.

python tests/fuzz.py SECONDS [TARGET...]

What broke something, and what led there, is kept in .hypothesis/fuzz, which may be thrown away.
"""

from __future__ import annotations

import sys
import time
import traceback
from itertools import cycle

from fuzz_targets import TARGETS, try_target
from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase

AT_A_TIME = 100


def main(seconds: float, names: list[str]) -> int:
    chosen = settings(
        max_examples=AT_A_TIME,
        deadline=None,
        derandomize=False,
        database=DirectoryBasedExampleDatabase(".hypothesis/fuzz"),
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    end = time.monotonic() + seconds
    tried = dict.fromkeys(names, 0)
    broken: set[str] = set()
    for name in cycle(names):
        if time.monotonic() >= end or len(broken) == len(names):
            break
        if name in broken:
            continue
        try:
            try_target(name, chosen)
        except Exception:  # noqa: BLE001 - any is what we look for
            traceback.print_exc()
            broken.add(name)
        tried[name] += AT_A_TIME
    for name, texts in tried.items():
        print(f"{name}: {texts:,} texts tried{', one broke it, see above' if name in broken else ''}")
    return 1 if broken else 0


if __name__ == "__main__":
    unknown = [name for name in sys.argv[2:] if name not in TARGETS]
    if len(sys.argv) < 2 or not sys.argv[1].isdigit() or unknown:
        sys.exit(f"{__doc__}\nTargets: {', '.join(TARGETS)}")
    sys.exit(main(int(sys.argv[1]), sys.argv[2:] or list(TARGETS)))
