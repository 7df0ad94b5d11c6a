"""Doing something anew at each save."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

_QUIET = 0.08
"""Seconds without a change after which a save is over: editors write, rename and delete for one."""
_PATIENCE = 1.0
"""Seconds after which is looked anyway, however much goes on."""
_CHANGES = frozenset(("created", "modified", "deleted", "moved", "closed"))
"""What happens to files that changes them; that we read them ourselves is an event too."""


def watch(folder: Path, files: Iterable[Path], act: Callable[[], None]) -> None:
    """Call `act`, and again whenever something in `folder`, or one of `files` beside it, was saved.

    Ends with KeyboardInterrupt, or what `act` raises.
    """
    saved = threading.Event()
    observer = _observe(folder, frozenset(files), saved)
    try:
        while True:
            act()
            # With a limit, since without one Windows lets nothing interrupt.
            while not saved.wait(1):
                pass
            _settle(saved)
    finally:
        observer.stop()
        observer.join()


def _settle(saved: threading.Event) -> None:
    waited = 0.0
    while saved.is_set() and waited < _PATIENCE:
        saved.clear()
        saved.wait(_QUIET)
        waited += _QUIET
    saved.clear()


def _observe(folder: Path, files: frozenset[Path], saved: threading.Event) -> BaseObserver:
    """Ask the system for events; where it has no more to give, look every second."""
    observer: BaseObserver
    for observer in (Observer(), PollingObserver()):
        observer.schedule(_Handler(saved), str(folder), recursive=True)
        for parent in sorted({file.parent for file in files}):
            observer.schedule(_Handler(saved, files), str(parent))
        try:
            observer.start()
        except OSError:
            continue
        return observer
    raise OSError(f"nothing in {folder} can be watched")


class _Handler(FileSystemEventHandler):
    """Notes that something was saved; with `files`, one of these."""

    def __init__(self, saved: threading.Event, files: frozenset[Path] | None = None) -> None:
        self._saved = saved
        self._files = files

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _CHANGES:
            return
        if self._files is None or {Path(str(event.src_path)), Path(str(event.dest_path or ""))} & self._files:
            self._saved.set()
