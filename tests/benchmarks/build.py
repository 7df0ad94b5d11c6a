"""What a build costs, beside other generators: `make bench`.

    python tests/benchmarks/build.py [--sizes N ...] [--times K] [--archive PROGRAM] [--minutes M] [--save]

Archives of so many invented articles (or those that PROGRAM writes, called with a number and a folder) are built from
nothing and after changes: by us, the reading included, and by generators that get the same pages ready-made. Each
build is a process of its own, the best of K laps counts, and in a lap the generators take turns. Files that a build
which remembers writes otherwise than one from nothing fail the run.

What was measured is kept in `.cache/bench` until the code or a version changes, so that a run which was broken off, or
for which M minutes were not enough, goes on where it was. `--save` writes what the site's page on speed shows. A
benchmark, not a test: machines differ.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import signal
import sys
import time
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from building import report
from building.costs import Cost, RunError, measure
from building.generators import ENVIRONMENT, Generator, our_generators
from building.laps import Lap, run_lap
from building.ledger import Ledger, fingerprint
from building.peers import PEERS, install
from building.serving import seconds_until_shown
from building.states import EXPLAINER, LIMIT, STATES, States, articles_of, body_of, day_of, write_states

ROOT = Path(__file__).parents[2]
SAVED = ROOT / "site_templates" / "pages" / "speed_figures.json"
KEPT = ROOT / ".cache" / "bench"
SIZES = [50, 100, 200]
ASIDE = 300
"""Articles of the archive in which what does not depend on size is measured, if no size asked for is smaller."""
SHOWN_WITHIN = 600.0


class Bench:
    """A run: what is measured, where it is kept, how often."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self.asked = asked
        KEPT.mkdir(parents=True, exist_ok=True)
        peers, self.missing = install(asked.peers, KEPT / "peers")
        self.generators: list[Generator] = [*our_generators(), *peers]
        versions = [f"{generator.name} {generator.version}" for generator in self.generators]
        self.versions = [*versions, f"Python {platform.python_version()}"]
        writer = asked.archive or Path(__file__).with_name("press.py")
        code = fingerprint([*measured_files(), writer], self.versions)
        self.folder = KEPT / code
        for other in KEPT.iterdir():  # measured with other code, and gigabytes of it
            if other.name not in ("peers", code):
                shutil.rmtree(other, ignore_errors=True)
        self.folder.mkdir(exist_ok=True)
        self.ledger = Ledger(self.folder / "measured.jsonl", time.monotonic() + asked.minutes * 60)

    def states(self, size: int) -> States:
        return write_states(size, self.folder / f"{size}-articles", self.asked.archive)

    def laps(self) -> dict[int, list[Lap]]:
        """All sizes once, then all of them again: a run that is broken off has something of each."""
        found: dict[int, list[Lap]] = {size: [] for size in self.asked.sizes}
        for number in range(self.asked.times):
            for size in self.asked.sizes:
                work = f"lap {number + 1} with {size} articles"
                lap = self.ledger.recall(work, Lap, lambda size=size, number=number: self._lap(size, number))
                if lap:
                    found[size].append(lap)
        return {size: laps for size, laps in found.items() if laps}

    def _lap(self, size: int, number: int) -> Lap:
        # Each lap begins with another, so that none is always the one before or after the longest.
        at = number % len(self.generators)
        turns = [*self.generators[at:], *self.generators[:at]]
        folder = self.folder / "lap"
        try:
            return run_lap(turns, self.states(size), folder, LIMIT, check=number == 0)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def aside(self) -> report.Aside:
        size = min(ASIDE, max(self.asked.sizes))
        served = {}
        for generator in self.generators:
            work = f"{generator.name} serves {size} articles"
            seconds = self.ledger.recall(work, dict, lambda of=generator: self._serve(of, size))
            if seconds:
                served |= seconds
        processors = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
        alone = together = None
        if len(processors) > 1:
            work = f"{size} articles on one processor and on all"
            both = self.ledger.recall(work, tuple[Cost, Cost], lambda: self._in_parallel(size, processors))
            alone, together = both or (None, None)
        read = self.ledger.recall(f"reading {size} articles", tuple[int, Cost], lambda: self._read(size))
        return report.Aside(size, served, len(processors), alone, together, read)

    def _serve(self, generator: Generator, size: int) -> dict[str, float]:
        folder = self.folder / "served"
        try:
            seconds = seconds_until_shown(generator, self.states(size), folder, self.asked.times, SHOWN_WITHIN)
        except (OSError, RunError) as error:
            self.missing.append(f"{generator.name} does not serve: {error}")
            return {}
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return {generator.name: seconds}

    def _in_parallel(self, size: int, processors: list[int]) -> tuple[Cost, Cost]:
        ours, folder, states = self.generators[0], self.folder / "parallel", self.states(size)

        def cost(some: list[int]) -> Cost:
            ours.set_up(folder)
            ours.take(states, STATES[0], folder)
            return ours.cost(folder, LIMIT, frozenset(some))

        try:
            return cost(processors[:1]), cost(processors)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _read(self, size: int) -> tuple[int, Cost]:
        articles = articles_of(self.states(size).content(STATES[0]))
        words = sum(len(" ".join(body_of(article)).split()) for article in articles)
        rows = self.folder / "articles.jsonl"
        rows.write_text(
            "".join(
                json.dumps({"id": path.stem, "published": day_of(path), "text": "\n\n".join(body_of(path))}) + "\n"
                for path in articles
            ),
            encoding="utf-8",
        )
        command = (*EXPLAINER, "findings", "--jsonl", str(rows))
        costs = [measure(command, self.folder, limit=LIMIT, environment=ENVIRONMENT) for _ in range(self.asked.times)]
        rows.unlink()
        return words, report.best(costs)


def measured_files() -> list[Path]:
    """What the figures depend on: the code that is measured and that which measures, not how they are shown."""
    folders = (ROOT / "builder", ROOT / "site_templates", Path(report.__file__).parent)
    return [
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path not in (SAVED, Path(report.__file__))
    ]


def machine() -> str:
    """Processor, number of them, memory, system: what figures on the clock depend on."""
    try:
        processor = re.findall(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))[0]
    except (OSError, IndexError):
        processor = platform.processor() or platform.machine()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{os.cpu_count()} processors ({processor}), {memory:.0f} GB of memory, {platform.system()}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="numbers of articles")
    parser.add_argument("--times", type=int, default=2, metavar="K", help="laps, of which the best counts")
    parser.add_argument("--archive", type=Path, metavar="PROGRAM", help="writes the articles")
    parser.add_argument("--peers", nargs="*", choices=PEERS, default=PEERS, help="whom to install and compare with")
    parser.add_argument("--minutes", type=float, default=float("inf"), metavar="M", help="begin nothing after so many")
    parser.add_argument("--date", default=time.strftime("%Y-%m-%d"), help="the day that the page gives")
    parser.add_argument("--save", action="store_true", help=f"write {SAVED.relative_to(ROOT)} too")
    asked = parser.parse_args()
    asked.sizes = sorted(set(asked.sizes))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is ended
    load = os.getloadavg()[0]
    bench = Bench(asked)
    laps = bench.laps()
    tables = report.tables(laps, bench.aside(), {one.name: one.remark for one in bench.generators})
    on = f"{machine()}; load before the run {load:.1f}"
    print(f"{asked.date}, best of {asked.times}. {on}.\n{', '.join(bench.versions)}.\n")
    print("\n".join(map(report.markdown, tables)))
    failed = [reason for some in laps.values() for lap in some for reason in lap.failed]
    differing = sorted({path for some in laps.values() for lap in some for path in lap.differing})
    print(
        "\n".join([*bench.missing, *failed, *(f"not measured, call again: {work}" for work in bench.ledger.left_out)])
    )
    if asked.save and not differing:
        content = {
            "version": version("explainer-archive"),
            "date": asked.date,
            "machine": on,
            "versions": bench.versions,
            "times": asked.times,
            "tables": [asdict(table) for table in tables],
        }
        SAVED.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if differing:
        print(f"{len(differing)} files of a build that remembers differ: {', '.join(differing[:10])}", file=sys.stderr)
    return 1 if differing else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except RunError as error:
        sys.exit(str(error))
