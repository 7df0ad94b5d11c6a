"""What goes to a terminal and not into a file: colours, and how far long work is.

A pipe, a file and `TERM=dumb` get neither; with NO_COLOR (https://no-color.org) there is no colour, and no bold or
underlined text either. Progress goes to standard error, so that what a command prints is the same bytes everywhere.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, TextIO

from builder.progress import Thing, Watch, unwatched

if TYPE_CHECKING:  # a tenth of a second, which is only spent where people wait for more than that
    from rich.console import Console
    from rich.progress import Progress

_PATIENCE = 0.5
"""Seconds; what is done sooner shows no bar, which would only flicker."""
_REFRESHES = 5
"""A second."""


def is_terminal(stream: TextIO) -> bool:
    """Whether people see what is written to `stream`, and it can do more than show letters."""
    return os.environ.get("TERM") != "dumb" and not stream.closed and stream.isatty()


def has_colours(stream: TextIO) -> bool:
    return is_terminal(stream) and not os.environ.get("NO_COLOR")


def open_console(stream: TextIO) -> Console:
    """A console on `stream` (standard output or standard error) that prints text as it is given.

    Nothing is wrapped, and nothing in the text is taken for markup: what contributors wrote may look like it. Give
    that through `builder.problems.visible`, and styles as `style=` or `rich.text.Text`.
    """
    from rich.console import Console  # noqa: PLC0415 - slow to load

    return Console(
        file=stream,
        force_terminal=is_terminal(stream),
        color_system="auto" if has_colours(stream) else None,
        soft_wrap=True,
        markup=False,
        emoji=False,
        highlight=False,
    )


@contextmanager
def show_progress(stream: TextIO | None = None) -> Iterator[Watch]:
    """A `Watch` that draws a bar on `stream` (standard error, if none is given), as long as the block lasts.

    Where no people see it, nothing is drawn. Nothing else may be written to a terminal within the block.
    """
    stream = sys.stderr if stream is None else stream
    if not is_terminal(stream):
        yield unwatched
        return
    bars = _make_bars(stream)
    try:
        yield _Bars(bars, monotonic() + _PATIENCE)
    finally:
        bars.stop()


def _make_bars(stream: TextIO) -> Progress:
    from rich import progress  # noqa: PLC0415 - slow to load

    return progress.Progress(
        progress.SpinnerColumn(),
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TimeElapsedColumn(),
        console=open_console(stream),
        transient=True,
        refresh_per_second=_REFRESHES,
        redirect_stdout=False,
        redirect_stderr=False,
    )


class _Bars:
    """A bar for each thing that is being gone through, drawn from the moment `after` on."""

    def __init__(self, bars: Progress, after: float) -> None:
        self._bars = bars
        self._after = after

    def __call__(self, doing: str, things: Collection[Thing], /) -> Iterable[Thing]:
        task = self._bars.add_task(doing, total=len(things))
        try:
            for thing in things:
                if not self._bars.live.is_started and monotonic() >= self._after:
                    self._bars.start()
                yield thing
                self._bars.advance(task)
        finally:
            self._bars.remove_task(task)
