"""Finishing many pages, by several processes where that pays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from builder.workers import fork_processes, spread

Work = Callable[[int], bytes]

_PAYS = 64
"""Pages, below which a second process comes too late."""

_work: list[Work] = []
"""What is being done. It holds a theme's templates, which cannot be sent: a process that is forked has it already."""


@contextmanager
def at_work(work: Work, count: int) -> Iterator[Iterator[bytes]]:
    """What `work` makes of 0, 1, ... `count` - 1, in that order; processes start before the block is entered."""
    _work.append(work)
    pool = fork_processes() if count >= _PAYS else None
    try:
        yield spread(pool, _do, range(count)) if pool else map(work, range(count))
    finally:
        if pool:
            pool.shutdown(cancel_futures=True)
        _work.pop()


def _do(number: int) -> bytes:
    return _work[-1](number)
