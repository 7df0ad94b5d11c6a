"""A bar for each thing that is being gone through, drawn over itself until it is done."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console, Group, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from builder.progress import Thing, Watch

_REFRESHES = 5
"""A second."""


@contextmanager
def open_bars(console: Console, patience: float) -> Iterator[Watch]:
    """A `Watch` that draws on `console`, once the block has lasted for `patience` seconds."""
    with _PatientBars(console, monotonic() + patience) as bars:

        def watch(doing: str, things: Collection[Thing], /) -> Iterable[Thing]:
            # Of one thing there is no half: its bar only moves.
            task = bars.add_task(doing, total=len(things) if len(things) > 1 else None)
            try:
                for thing in things:
                    yield thing
                    bars.advance(task)
            finally:
                bars.remove_task(task)

        yield watch


class _PatientBars(Progress):
    """Draws nothing before the moment `after`: a bar for what is done at once would only flicker."""

    def __init__(self, console: Console, after: float) -> None:
        self._after = after
        super().__init__(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            refresh_per_second=_REFRESHES,
            redirect_stdout=False,
            redirect_stderr=False,
        )

    def get_renderable(self) -> RenderableType:
        return super().get_renderable() if monotonic() >= self._after else Group()
