"""Requests to MkDocs' server: what is asked for is made before the server looks for it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from builder.pages.policy import served_policy
from builder.serving.proofs import Proofs

_LIVERELOAD = "/livereload/"
"""Where browsers wait for the next build."""


def answering(app: WSGIApplication, mount: str, current: Callable[[], Proofs | None]) -> WSGIApplication:
    """`app`, the server's own, that finds all that the `current` proofs can make.

    The site is served below the path `mount`. The script that the server adds may run, in what is served alone.
    """

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        place = _place(environ["PATH_INFO"], mount)
        while True:
            proofs = current()
            if proofs is not None and place is not None:
                proofs.prepare(place)
            begun: list[tuple[Any, ...]] = []
            body = _read(app(environ, partial(_note, begun)))  # type: ignore[arg-type]
            # The server waits for a rebuild to end: then what was made before it is no more, and not what is wanted.
            if place is None or current() is proofs:
                start_response(*begun[-1])
                return [served_policy(body)]

    return answer


def _note(begun: list[tuple[Any, ...]], *told: Any) -> None:
    begun.append(told)


def _read(answer: Iterable[bytes]) -> bytes:
    """All of it; it may be a file."""
    try:
        return b"".join(answer)
    finally:
        close = getattr(answer, "close", None)
        if close is not None:
            close()


def _place(path: str, mount: str) -> str | None:
    """The path in the site for which the server looks, by its own steps; None where it looks for none."""
    path = path.encode("latin-1").decode("utf-8", "ignore")
    if path.startswith(_LIVERELOAD) or not f"{path}/".startswith(mount):
        return None
    return posixpath.normpath("/" + path[len(mount) :]).lstrip("/")
