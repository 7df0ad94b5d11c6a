"""How the archive's passes grow with its articles.

    python tests/benchmarks/resolve.py [ARTICLES] [FOLDER] [--keep FILE]

Prints the CPU seconds of `resolve_archive` and of each of its passes for an eighth, a quarter, a half and all of 5,000
articles (ARTICLES), and how fast they grow: the exponent b of a n^b, by least squares on logarithms, 1 where twice as
many articles take twice as long. The articles are invented, or those of FOLDER's `content/`. Reading them takes minutes
on all processors and is not measured; FILE keeps what was read for the next run, which is good for as long as neither
the articles nor `builder/reading` change. A benchmark, not a test: machines differ.
"""

from __future__ import annotations

import argparse
import gc
import inspect
import pickle
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

from building.growth import exponent
from press import write_press

from builder.archive import account
from builder.archive.citations import Reading, Readings
from builder.archive.readings import known_names, lines_of_outlets, read_article
from builder.content.article import Article
from builder.content.folder import Content, read_content
from builder.reading.names import KnownNames
from builder.settings import Settings

PARTS = (8, 4, 2, 1)
WHOLE = "resolve_archive"
TIMES = 3
"""The best of so many counts: what else the machine does only adds."""


def read_or_recall(content: Content, kept: Path | None) -> Readings:
    if kept is not None and kept.exists():
        return pickle.loads(kept.read_bytes())
    readings = read_in_parallel(content)
    if kept is not None:
        kept.write_bytes(pickle.dumps(readings, pickle.HIGHEST_PROTOCOL))
    return readings


def read_in_parallel(content: Content) -> Readings:
    recurring = lines_of_outlets(content.articles)
    with ProcessPoolExecutor() as pool:
        found = pool.map(
            partial(_read, known_names(content)),
            content.articles,
            [recurring.get(article.publisher, frozenset()) for article in content.articles],
            chunksize=50,
        )
        return {
            article.id: Reading(article, findings)
            for article, findings in sorted(
                zip(content.articles, found, strict=True), key=lambda pair: (pair[0].published, pair[0].id)
            )
        }


def _read(known: KnownNames, article: Article, recurring: frozenset[str]):
    return read_article(article, known, (), recurring)


def measure(content: Content, readings: Readings) -> dict[str, float]:
    """CPU seconds of the whole and of every function that it calls by name; a pass within a pass counts in both."""
    seconds: dict[str, float] = defaultdict(float)

    def timed(name: str, function: Callable) -> Callable:
        def run(*args, **keys):
            start = time.process_time()
            try:
                return function(*args, **keys)
            finally:
                seconds[name] += time.process_time() - start

        return run

    called = inspect.unwrap(account.resolve_archive).__code__.co_names
    passes = {name: getattr(account, name) for name in called if callable(getattr(account, name, None))}
    passes = {name: function for name, function in passes.items() if not isinstance(function, type)}
    gc.collect()
    try:
        for name, function in passes.items():
            setattr(account, name, timed(name, function))
        timed(WHOLE, account.resolve_archive)(content, readings, Settings().quote_limit)
    finally:
        for name, function in passes.items():
            setattr(account, name, function)
    return dict(seconds)


def best(runs: Sequence[dict[str, float]]) -> dict[str, float]:
    return {name: min(run.get(name, 0.0) for run in runs) for name in runs[0]}


def main(articles: int, folder: Path, kept: Path | None) -> None:
    content = read_content(folder / "content")
    content = replace(content, articles=content.articles[:articles])
    readings = read_or_recall(content, kept)
    # The findings stay for good: without this, the collector would walk all of them again and again in every size.
    gc.freeze()
    sizes, taken = [], []
    for part in PARTS:
        # Every second, fourth, eighth article: the same years, told less often.
        chosen = {article.id for article in content.articles[::part]}
        some = replace(content, articles=content.articles[::part])
        read = {article: reading for article, reading in readings.items() if article in chosen}
        sizes.append(len(chosen))
        taken.append(best([measure(some, read) for _ in range(TIMES)]))
    print(f"{'CPU seconds for articles':36}" + "".join(f"{size:9,}" for size in sizes) + "   growth")
    for name in sorted(taken[-1], key=lambda name: -taken[-1][name]):
        row = [seconds.get(name, 0.0) for seconds in taken]
        grows = f"{exponent(sizes, row):9.2f}" if row[-1] >= 0.05 else f"{'-':>9}"
        print(f"{name:36}" + "".join(f"{value:9.2f}" for value in row) + grows)


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("articles", type=int, nargs="?", default=5_000)
    asked.add_argument("folder", type=Path, nargs="?")
    asked.add_argument("--keep", type=Path, metavar="FILE")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as made:
        if options.folder is None:
            write_press(options.articles, Path(made))
        main(options.articles, options.folder or Path(made), options.keep)
