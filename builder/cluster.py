"""Workers on other machines: a cluster of dask.distributed, which the optional extra `dask` brings.

https://distributed.dask.org/en/stable/api.html
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from builder.workers import Found, Given, spread

if TYPE_CHECKING:
    from distributed import Client

_PATIENCE = 20.0
"""Seconds for the scheduler to answer."""
_SILENCE = 60.0
"""Seconds without any sign of a worker; then the rest is done here."""


class ClusterError(ValueError):
    """A sentence for people: why the cluster cannot be used."""


class Cluster:
    """The workers of the scheduler at `address`, who are asked as soon as there is something to do.

    `code` tells what the code is that works; it must be known by name there, and say the same.
    """

    def __init__(self, address: str, code: Callable[[], str | None]) -> None:
        self._address = address
        self._code = code
        self._client: Client | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._client is not None:
            # Whoever is gone by now need not be told good-bye.
            with suppress(Exception):
                self._client.close(timeout=_PATIENCE)
            self._client = None

    def __call__(self, work: Callable[[Given], Found], things: Sequence[Given], _worth: int, /) -> Iterator[Found]:
        """Raises ClusterError before anything is done; from then on, what the cluster fails at is done here."""
        if not things:
            return iter(())
        if self._client is None:
            self._client = _connect(self._address)
            _check(self._client, self._address, self._code)
        return spread(self._client.get_executor(pure=False), work, things, _SILENCE)


def _connect(address: str) -> Client:
    try:
        from distributed import Client, Security  # noqa: PLC0415 - optional, and slow to load
        from distributed.comm.core import connect  # noqa: PLC0415
    except ImportError as error:
        raise ClusterError(
            "scheduler: dask is not installed here; install it with: pip install 'explainer-archive[dask]'"
        ) from error

    async def knock() -> None:
        connection = await connect(address, timeout=_PATIENCE, **Security().get_connection_args("client"))
        await connection.close()

    try:
        # A client that reaches nobody is never rid of: it goes on trying until the process ends, and complains then.
        with ThreadPoolExecutor(1) as aside:  # whoever calls may have a loop of events at work already
            aside.submit(lambda: asyncio.run(knock())).result()
        return Client(address, timeout=_PATIENCE, set_as_default=False)
    except Exception as error:
        raise ClusterError(
            f"scheduler: nobody answers at '{address}' as a scheduler of dask does ({_first_line(error)}). "
            "Start one with 'dask scheduler', or leave the scheduler out"
        ) from error


def _check(client: Client, address: str, code: Callable[[], str | None]) -> None:
    """Raise ClusterError unless there are workers, and all of them have our code."""
    wanted = code()
    try:
        # Some clusters start workers only when there is something to do.
        client.submit(code, pure=False).result(_SILENCE)
        asked = {worker: client.submit(code, workers=[worker], pure=False) for worker in sorted(client.nthreads())}
        others = [worker for worker, future in asked.items() if future.result(_SILENCE) != wanted]
    except TimeoutError as error:
        raise ClusterError(
            f"scheduler: no worker at '{address}' begins within {_SILENCE:.0f} seconds. Start some with "
            f"'dask worker {address}'"
        ) from error
    except Exception as error:
        why = _first_line(error.__cause__ or error)
        raise ClusterError(
            f"scheduler: the cluster at '{address}' cannot load explainer ({why}). {_INSTALL}"
        ) from error
    if others:
        raise ClusterError(f"scheduler: the worker {others[0]} has another version of explainer or Python. {_INSTALL}")


_INSTALL = "Install the version that runs here beside the scheduler and each worker, then start them anew"


def _first_line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
