"""Commands in processes forked from one that has loaded their code already; otherwise as `python -m` would run them.

To load it takes longer than most commands then work. Each is a process of its own all the same: it has its folder, its
environment and its streams, it ends as Python ends, and may be killed. What Python only asks for as it starts is not
asked again, so a command whose environment sets such things differently is started in the ordinary way.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import runpy
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from select import select
from struct import Struct
from tempfile import TemporaryFile

AT_START = ("PYTHON", "LC_", "LANG", "LD_", "NO_MKDOCS")
"""How the names of variables begin that count when Python starts or code is loaded."""
PROGRAMS = {"builder.cli", "mkdocs.__main__"}
"""What is run itself, and must not have been loaded before."""
HOSTS = (
    "anyascii._data", "markdown.extensions.attr_list", "markdown.extensions.codehilite", "markdown.extensions.tables",
    "material.plugins.search.plugin", "material.templates", "mkdocs.commands.build", "mkdocs.commands.gh_deploy",
    "mkdocs.contrib.search",
)  # fmt: skip
MOST = 1 << 16
"""Bytes of what is asked for in one message."""
NUMBER = Struct("q")


@dataclass(frozen=True, slots=True)
class Running:
    """A command that was started; `process` is one of subprocess, or the pipe into which its keeper tells of it."""

    pid: int
    process: subprocess.Popen[bytes] | int

    def wait(self, seconds: float = 300) -> int:
        """How it ended, as subprocess tells it. To be called once."""
        if isinstance(self.process, subprocess.Popen):
            return self.process.wait(seconds)
        if not select([self.process], [], [], seconds)[0]:
            raise subprocess.TimeoutExpired(f"process {self.pid}", seconds)
        (status,) = NUMBER.unpack(os.read(self.process, NUMBER.size))
        os.close(self.process)
        return status


def start(
    module: str,
    arguments: Sequence[str],
    *,
    folder: Path,
    env: Mapping[str, str],
    streams: tuple[int, int, int],
) -> Running:
    """`python -m module arguments` in `folder`, in a session of its own; `streams` are its input, output and errors."""
    if not _is_forked(env):
        process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments], cwd=folder, env=dict(env), stdin=streams[0], stdout=streams[1],
            stderr=streams[2], start_new_session=True,
        )  # fmt: skip
        return Running(process.pid, process)
    reading, writing = os.pipe()
    asked = json.dumps([module, list(arguments), str(folder), dict(env)]).encode()
    assert len(asked) < MOST
    socket.send_fds(_server(json.dumps(_at_start(env))), [asked], [*streams, writing])
    os.close(writing)
    (pid,) = NUMBER.unpack(os.read(reading, NUMBER.size))
    return Running(pid, reading)


def run(
    module: str, arguments: Sequence[str], *, folder: Path, env: Mapping[str, str], given: str = ""
) -> subprocess.CompletedProcess[str]:
    """The same, waited for, with what it printed."""
    with TemporaryFile() as stdin, TemporaryFile() as stdout, TemporaryFile() as stderr:
        stdin.write(given.encode())
        stdin.seek(0)
        streams = (stdin.fileno(), stdout.fileno(), stderr.fileno())
        status = start(module, arguments, folder=folder, env=env, streams=streams).wait()
        stdout.seek(0)
        stderr.seek(0)
        said = [stream.read().decode().replace(os.linesep, "\n") for stream in (stdout, stderr)]
    return subprocess.CompletedProcess([module, *arguments], status, *said)


def _at_start(env: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in sorted(env.items()) if name.startswith(AT_START)}


def _is_forked(env: Mapping[str, str]) -> bool:
    """Not where hashes, say, or letters are to be other than here; sealed messages of sockets are Linux'."""
    given, here = _at_start(env), _at_start(os.environ)
    free = {"PYTHONPATH", "NO_MKDOCS_2_WARNING"}  # a server of their own
    return sys.platform == "linux" and all(given.get(name) == here.get(name) for name in {*given, *here} - free)


@cache
def _server(at_start: str) -> socket.socket:
    """What forks commands whose environment has these variables. It ends when this process does."""
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(AT_START)}
    process = subprocess.Popen(
        [sys.executable, __file__, str(there.fileno())], env={**kept, **json.loads(at_start)},
        pass_fds=[there.fileno()], stdin=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    there.close()
    atexit.register(_end, here, process)
    return here


def _end(server: socket.socket, process: subprocess.Popen[bytes]) -> None:
    server.close()
    process.wait()


def _load() -> None:
    """All that commands import."""
    import builder

    names = [module.name for module in pkgutil.walk_packages(builder.__path__, "builder.")]
    for name in (*names, *HOSTS):
        if name not in PROGRAMS:
            importlib.import_module(name)
    # What is never looked at again is not copied either.
    gc.collect()
    gc.freeze()


def _serve(requests: socket.socket) -> tuple[str, list[str]] | None:
    """Forks a process for each request, in which the module and its arguments come back; None when all is over."""
    while True:
        asked, handles, _, _ = socket.recv_fds(requests, MOST, 4)
        if not asked:
            return None
        if os.fork() == 0:
            requests.close()
            return _keep(asked, handles)
        for handle in handles:
            os.close(handle)
        _reap(os.WNOHANG)


def _reap(how: int) -> None:
    try:
        while os.waitpid(-1, how)[0]:
            pass
    except ChildProcessError:
        pass


def _keep(asked: bytes, handles: list[int]) -> tuple[str, list[str]]:
    """Tells the process that comes of it, and how that ends."""
    *streams, writing = handles
    child = os.fork()
    if child == 0:
        os.close(writing)
        return _become(asked, streams)
    for stream in streams:
        os.close(stream)
    os.write(writing, NUMBER.pack(child))
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.write(writing, NUMBER.pack(status))
    os._exit(0)


def _become(asked: bytes, streams: list[int]) -> tuple[str, list[str]]:
    """What Python would be after it was started so."""
    module, arguments, folder, env = json.loads(asked)
    os.setsid()
    for number, (stream, name, mode) in enumerate(zip(streams, ("stdin", "stdout", "stderr"), "rww", strict=True)):
        os.dup2(stream, number)
        os.close(stream)
        _reopen(number, name, mode)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    sys.path[0] = folder
    return module, arguments


def _reopen(number: int, name: str, mode: str) -> None:
    """What is buffered, and what can be sought in, depends on what the stream is now."""
    before = getattr(sys, name)
    opened = open(number, mode, encoding=before.encoding, errors=before.errors, closefd=False)  # noqa: SIM115
    opened.buffer.raw.name = f"<{name}>"
    if name == "stderr":
        opened.reconfigure(line_buffering=True)
    setattr(sys, name, opened)
    setattr(sys, f"__{name}__", opened)


def _main() -> None:
    with socket.socket(fileno=int(sys.argv[1])) as requests:
        _load()
        ours = _serve(requests)
    if ours is None:
        _reap(0)
        return
    module, arguments = ours
    sys.argv[1:] = arguments
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _main()
