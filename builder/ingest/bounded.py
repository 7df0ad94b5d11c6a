"""Reading what somebody saved, within limits: a page made to cost hours or all memory costs seconds and is refused."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import builder
from builder.ingest.claims import Claim
from builder.ingest.decoding import MAX_SOURCE

CPU_SECONDS = 5
WALL_SECONDS = 30
"""Where other work takes the processor, or where there is no limit on its time."""
MEMORY = 1_000_000_000
"""Bytes of address space."""


@dataclass(frozen=True, slots=True)
class Read:
    """`text` as decoded, of a page the article's; `refusal` is "what was found | what to do", or empty."""

    text: str = ""
    claims: tuple[Claim, ...] = ()
    is_page: bool = False
    refusal: str = ""


def limit_this_process() -> None:
    """Where the system knows limits; Windows does not, and relies on the clock of the process that waits."""
    try:
        import resource  # noqa: PLC0415 - POSIX only
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read_bounded(data: bytes, *, page: bool) -> Read:
    """Decode `data` and, where it is a web page (always with `page`), take the article out of it."""
    if len(data) > MAX_SOURCE:
        return Read(refusal=f"it is larger than {MAX_SOURCE:,} bytes | {_INSTEAD}")
    # -P: no module of the folder that the command runs in, which may be anybody's, is imported.
    command = [sys.executable, "-P", "-m", "builder.ingest", *(["page"] if page else [])]
    package = str(Path(builder.__file__).parent.parent)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((package, *filter(None, sys.path)))}
    try:
        run = subprocess.run(  # noqa: S603 - our own module
            command, input=data, capture_output=True, check=False, timeout=WALL_SECONDS, env=environment
        )
        answer = json.loads(run.stdout) if run.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError):
        answer = None
    if answer is None:
        return Read(refusal=f"it cannot be read in {CPU_SECONDS} seconds and a gigabyte of memory | {_INSTEAD}")
    if "refusal" in answer:
        return Read(refusal=answer["refusal"])
    return Read(answer["text"], tuple(Claim(**claim) for claim in answer["claims"]), answer["page"])


_INSTEAD = "Copy the article's text from the browser and give that to 'explainer add -'"
