"""How well articles are read: `make score YARDSTICKS=path`, or `python tests/benchmarks/score.py PATH [--save]`.

PATH is a folder with `score.py` (it feeds annotated texts to `explainer findings` and compares) and `data/*.jsonl`. The
texts are other people's and no part of this project; the figures are. Prints a table; `--save` also writes what the
site's page on reading shows. A benchmark, not a test: speed is this machine's.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
SAVED = ROOT / "site_templates" / "pages" / "reading_figures.json"

SETS = {
    "dates": "dates_dev",
    "quotes": "quotes_dev",
    "names": "names_dev",
    "articles": "articles_dev",
    "seeds": "articles_seeds",
}
# What is measured; where in the answer of which set it stands; what the best other system reaches, if one does the job.
FIGURES = (
    ("Dates: value, F1", "dates", ("value", "F1"), "HeidelTime 77.4"),
    ("Calendar dates: value, F1", "dates", ("anchored_value", "F1"), "HeidelTime 83.6"),
    (
        "Quotes with their speakers, F1",
        "quotes",
        ("speech", "mid", "joint_F1"),
        "Gender Gap Tracker 59, on sister texts",
    ),
    ("Names, exact, F1", "names", ("all", "exact_F1"), "a tagger trained on sister texts 70"),
    ("Page furniture, F1", "articles", ("furniture", "F1"), ""),
    ("People, F1", "articles", ("people", "F1"), ""),
    ("Organisations, states, groups, F1", "articles", ("others", "F1"), ""),
    ("Roles, recall", "articles", ("roles", "R"), ""),
    ("Dated events, F1", "articles", ("events", "F1"), ""),
    ("Status of the events found, share right", "articles", ("status", "accuracy"), ""),
    ("Rounds of talks, F1", "articles", ("rounds", "F1"), ""),
    ("Quotes in whole articles, F1", "articles", ("quotes (>=0.3)", "joint_F1"), ""),
    ("Terms, recall", "articles", ("terms", "R"), ""),
)


def measure(yardsticks: Path, job: str, name: str) -> dict[str, Any]:
    """What the yardsticks' own scorer says."""
    command = [
        sys.executable,
        str(yardsticks.resolve() / "score.py"),
        "articles" if job == "seeds" else job,
        str(yardsticks.resolve() / "data" / f"{name}.jsonl"),
        "--json",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def words_per_cpu_second(yardsticks: Path) -> int:
    """The whole reading in one process, its start included."""
    rows, words = [], 0
    for name in SETS.values():
        for line in (yardsticks / "data" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            text = json.loads(line)
            words += len(text["text"].split())
            day = (text.get("dct") or text.get("published") or "2016-10-01")[:10]
            rows.append(json.dumps({"id": len(rows), "published": day, "text": text["text"]}))
    return round(words / min(_cpu_seconds("\n".join(rows)) for _ in range(3)))  # what else runs here only adds


def _cpu_seconds(rows: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        ["explainer", "findings", "--jsonl", "-"], input=rows, text=True, stdout=subprocess.DEVNULL, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def per_cent(result: dict[str, Any], path: tuple[str, ...]) -> float:
    value: Any = result
    for key in path:
        value = value[key]
    return round(value if value > 1 else value * 100, 1)


def table(measured: dict[str, dict[str, Any]], speed: int) -> Iterator[dict[str, str]]:
    for label, job, path, peer in FIGURES:
        figure = f"{per_cent(measured[job], path):.1f}"
        if job == "articles":
            figure += f"; {per_cent(measured['seeds'], path):.1f}"
        yield {"what": label, "figure": figure, "peer": peer}
    yield {"what": "Words read per CPU second", "figure": f"{speed:,}", "peer": "HeidelTime 1,060, dates alone"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("yardsticks", type=Path)
    parser.add_argument("--save", action="store_true", help=f"write {SAVED.relative_to(ROOT)} too")
    arguments = parser.parse_args()
    if not (arguments.yardsticks / "score.py").is_file():
        sys.exit(f"{arguments.yardsticks} holds no score.py. Call: make score YARDSTICKS=path")
    measured = {job: measure(arguments.yardsticks, job, name) for job, name in SETS.items()}
    rows = list(table(measured, words_per_cpu_second(arguments.yardsticks)))
    print("Per cent. Two figures: 14 news articles on several negotiations; the two that the project began with.")
    for row in rows:
        print(f"{row['what']:44}{row['figure']:>16}   {row['peer']}")
    if arguments.save:
        content = {"version": version("explainer-archive"), "rows": rows}
        SAVED.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
