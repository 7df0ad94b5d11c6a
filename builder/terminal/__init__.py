"""What goes to a terminal and not into a file: colours, and how far long work is.

A pipe, a file and `TERM=dumb` get neither; with NO_COLOR (https://no-color.org) there is no colour, and no bold or
underlined text either. Progress goes to standard error, so that what a command prints is the same bytes everywhere.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from builder.progress import Watch, unwatched

if TYPE_CHECKING:  # a tenth of a second, which is only spent where people wait for more than that
    from rich.console import Console

_PATIENCE = 0.5
"""Seconds; what is done sooner shows no bar, which would only flicker."""


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
    from builder.terminal.bars import open_bars  # noqa: PLC0415 - slow to load

    with open_bars(open_console(stream), _PATIENCE) as watch:
        yield watch
