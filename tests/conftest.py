"""Archives built as their maintainers build them, once for all tests that look at them."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from tests import forking

# A slow machine is no failure, and a change is judged by the same examples wherever it is tested. Whoever wants more
# of them has `make fuzz`.
settings.register_profile("explainer", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("explainer")

# Or every command that a test starts would compile all of the builder again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

ROOT = Path(__file__).parent.parent
ARCHIVES = ROOT / "tests" / "archives"


@dataclass(frozen=True, slots=True)
class Build:
    """What `mkdocs build` left in `site`, how it ended and what it said."""

    site: Path
    status: int
    log: str

    @property
    def warnings(self) -> list[str]:
        return [line for line in self.log.splitlines() if line.startswith(("WARNING", "ERROR"))]


Builder = Callable[..., Build]


def run_mkdocs(folder: Path, site: Path, *options: str, env: Mapping[str, str] | None = None) -> Build:
    """`mkdocs build` of the archive in `folder`, in a process of its own."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **(env or {})}
    arguments = ["build", "--site-dir", str(site), *options]
    done = forking.run("mkdocs.__main__", arguments, folder=folder, env=environment)
    return Build(site, done.returncode, done.stderr + done.stdout)


@pytest.fixture(scope="session")
def build() -> Builder:
    return run_mkdocs


@pytest.fixture
def archive(tmp_path: Path) -> Callable[[str], Path]:
    """A copy of one of `tests/archives/`, to be spoilt."""

    def copy(name: str) -> Path:
        shutil.copytree(ARCHIVES / name, tmp_path / name, ignore=shutil.ignore_patterns(".cache"))
        return tmp_path / name

    return copy


class Sites:
    """Strict builds by name, shared by all workers of a run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, name: str, write: Callable[[Path], None] | None = None) -> Build:
        """Of an archive of this repository, or of one that `write` puts into a folder."""
        self._folder.mkdir(exist_ok=True)
        result = self._folder / f"{name}.json"
        with (self._folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not result.exists():
                built = self._build(name, write)
                result.write_text(json.dumps([built.status, built.log]), encoding="utf-8")
        status, log = json.loads(result.read_text(encoding="utf-8"))
        assert status == 0, log
        return Build(self._folder / name, status, log)

    def _build(self, name: str, write: Callable[[Path], None] | None) -> Build:
        site = self._folder / name
        if write:
            archive = self._folder / f"{name}-archive"
            archive.mkdir()
            write(archive)
            return run_mkdocs(archive, site)
        if name == "shipped":
            return run_mkdocs(ROOT, site, "--strict")
        if name == "fishery-files":
            return run_mkdocs(ARCHIVES / "fishery", site, "--strict", "--no-directory-urls")
        return run_mkdocs(ARCHIVES / name, site, "--strict")


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    base = tmp_path_factory.getbasetemp()
    # Each worker of pytest-xdist has a folder of its own inside the run's.
    return Sites((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "sites")
