"""How fast something grows."""

from __future__ import annotations

import math
from collections.abc import Sequence


def exponent(sizes: Sequence[float], values: Sequence[float]) -> float:
    """The b of a n^b, by least squares on logarithms: 1 where twice the size takes twice the time."""
    x, y = [math.log(size) for size in sizes], [math.log(max(value, 1e-4)) for value in values]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    slope = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    return slope / sum((a - mean_x) ** 2 for a in x)
