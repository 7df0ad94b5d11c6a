"""How the timeline's search grows: `python tests/benchmarks/timeline_search.py [--peers] [--plain] [ENTRIES ...]`.

For archives of so many invented entries it prints what their data takes to build and weighs, and how fast the page of
the timeline answers in Chromium, its files coming from this machine. With `--peers` also what MiniSearch, Pagefind and
one undivided lunr index make of the same texts; npm installs them into a temporary folder. `--plain` leaves the texts
with the 160 different words that `large_archive.py` knows, which flatters every index. A benchmark, not a test.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import accumulate
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any, ClassVar
from unittest.mock import patch

from lunr.builder import Builder
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

import large_archive
from serving import ARGUMENTS, chromium
from timeline_files import timeline_files

from builder.archive.account import Archive
from builder.content.folder import read_content
from builder.pages.addresses import TIMELINE
from builder.pages.compose import Composer
from builder.pages.linking import ProseLinker
from builder.pages.timeline import data as timeline_data
from builder.pages.timeline import document
from builder.pages.timeline import index as timeline_index
from builder.pages.timeline.folding import fold_words
from builder.pages.timeline.layout import lay_out
from builder.pages.timeline.strip import strip_of
from builder.settings import Settings
from builder.site import Site, build_archive

THEME = Path(__file__).parents[2] / "site_templates" / "theme" / "assets"
DATA = timeline_data.FOLDER
PACKAGES = ("minisearch", "pagefind")
SIZES = [1_000, 10_000, 50_000]
RUNS = 3
"""So often Chromium begins anew."""
SHOWN = 10
"""Pagefind fetches the text of each result: of so many, as few as a reader may see at once."""
VOCABULARY = 40_000
WORDS_EACH = 6
"""Invented words of an entry. 300 entries then have 780 words in all; as many of this repository's own have 1,100."""

FIRST_WORD = "agreement"
QUERIES = (
    "signed agreement harbour",
    "rejected draft bergen",
    "march 2015 court",
    "“harbour council” dispute",
    "greta keler",  # an error in typing
    "washington treaty",  # words that are nowhere
)


# Entries


def write_entries(entries: int, folder: Path, *, plain: bool) -> None:
    """An archive whose matters are of words that follow Zipf's law, as those of prose do; its own few if `plain`."""
    draw = random.Random(2)
    onsets = "b br d dr f g gl h k kr l m n p pl r s st t v".split()
    syllables = [onset + vowel for onset in onsets for vowel in "aeiou"]
    words = sorted({"".join(draw.choices(syllables, k=draw.choice((2, 3, 3, 4)))) for _ in range(VOCABULARY)})
    draw.shuffle(words)
    shares = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    drawn = [" ".join(draw.choices(words, cum_weights=shares, k=WORDS_EACH)) for _ in range(entries)]
    matters = large_archive.MATTERS if plain else drawn
    with patch.object(large_archive, "MATTERS", matters):
        large_archive.write_archive(entries, folder)


@dataclass(frozen=True, slots=True)
class Built:
    """The data of an archive, and the seconds of the processor that it took."""

    archive: Archive
    texts: list[str]
    """As they are indexed."""
    files: dict[str, bytes]
    reading: float
    """All articles, which is the work of the stages before this one."""
    writing: float
    indexing: float
    """lunr.py's share of `writing`."""


def build_data(folder: Path, site: Path) -> Built:
    """Write the data into `site`, beside the page of the timeline as the archive has it, and all that it needs."""
    settings = Settings(name="Fishing talks")
    start = time.process_time()
    archive = build_archive(read_content(folder / "content"), settings)
    reading = time.process_time() - start
    layout = lay_out(archive)
    with clocked(timeline_data, "index_shards") as indexing, clocked(timeline_index, "_pack") as packing:
        start = time.process_time()
        files = timeline_files(archive, settings)
        writing = time.process_time() - start
    page = document.compose_whole(Composer(archive, ProseLinker(archive), layout, TIMELINE), layout, strip_of(archive))
    logging.getLogger("mkdocs").setLevel(logging.ERROR)  # there is nothing at the other end of its links
    with patch("builder.plugin.build_site", return_value=Site((page,), files, archive, ())):
        build(load_config(str(folder / "mkdocs.yml"), site_dir=str(site)))
    return Built(
        archive,
        [fold_words(timeline_data._searched(archive, entry)) for entry in layout.whole.entries],
        {file.uri: file.text.encode() for file in files},
        reading,
        writing,
        sum(indexing) - sum(packing),
    )


@contextmanager
def clocked(module: Any, name: str) -> Iterator[list[float]]:
    """The seconds of every call of a module's function."""
    seconds: list[float] = []
    function = getattr(module, name)

    def clock(*arguments: object) -> object:
        start = time.process_time()
        result = function(*arguments)
        seconds.append(time.process_time() - start)
        return result

    with patch.object(module, name, clock):
        yield seconds


# Weights


def zipped(*contents: bytes) -> int:
    return sum(len(gzip.compress(content, 9)) for content in contents)


def worker_modules() -> list[bytes]:
    """The worker, what it imports, and lunr."""
    paths, seen = [THEME / "timeline" / "worker.js"], {THEME / "vendor" / "lunr" / "lunr.min.js"}
    while paths:
        path = paths.pop()
        if path not in seen:
            seen.add(path)
            names = re.findall(r'^import .* from "(.+)"$', path.read_text(), re.MULTILINE)
            paths += [path.parent / name for name in names]
    return [path.read_bytes() for path in seen]


# Chromium


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or each file may come 40 ms late
    asked: ClassVar[list[str]] = []

    def log_message(self, format: str, *args: object) -> None:
        pass

    def send_head(self) -> Any:
        self.asked.append(self.path.partition("?")[0])
        return super().send_head()


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *given: _Handler(*given, directory=str(folder)))
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


# The worker starts at the first letter, not before, so that all of it is measured.
BEFORE = """
window.requestIdleCallback = () => 0
window.tasks = []
new PerformanceObserver(list => tasks.push(...list.getEntries().map(({ duration }) => duration)))
  .observe({ type: "longtask", buffered: true })
"""

TYPE = """
const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds))
const beginnings = query => Array.from(query, (_, at) => query.slice(0, at + 1)).filter(typed => !typed.endsWith(" "))
const longest = async () => {
  await pause(100)
  return Math.max(0, ...tasks.splice(0))
}
"""

ASK_TIMELINE = (
    TYPE
    + """
const field = document.getElementById("x-q")
const status = document.querySelector(".x-tool [role=status]")
const type = (typed, isEnough) => new Promise((resolve, reject) => {
  const start = performance.now()
  const observer = new MutationObserver(() => {
    const said = status.textContent
    if (said.includes("not available")) reject(new Error(said))
    if (!isEnough(said)) return
    observer.disconnect()
    resolve(performance.now() - start)
  })
  observer.observe(status, { childList: true })
  field.value = typed
  field.dispatchEvent(new Event("input", { bubbles: true }))
})
const isAnswer = said => said.includes(" of ")
const isComplete = said => !said.includes("so far")

window.cold = async word => {
  await longest()
  const started = performance.now()
  const first = await type(word, isAnswer)
  const complete = isComplete(status.textContent) ? first : await new Promise(resolve => {
    const wait = () => (isComplete(status.textContent) ? resolve(performance.now() - started) : setTimeout(wait, 2))
    wait()
  })
  return { first, complete, longest: await longest() }
}
window.byLetter = async queries => {
  const times = []
  for (const query of queries) {
    for (const typed of beginnings(query)) {
      times.push([typed, await type(typed, isComplete)])
      await pause(20)
    }
  }
  return { times, longest: await longest() }
}
// Ten letters a second, whether answered or not: how long the last one waits.
window.quickly = async queries => {
  const times = []
  for (const query of queries) {
    for (const typed of beginnings(query).slice(0, -1)) {
      field.value = typed
      field.dispatchEvent(new Event("input", { bubbles: true }))
      await pause(100)
    }
    times.push(await type(query, isComplete))
  }
  return times
}
"""
)

ASK_PAGEFIND = (
    TYPE
    + """
let pagefind = null
const ask = async typed => {
  const start = performance.now()
  pagefind ??= await import("/pagefind/pagefind.js")
  const { results } = await pagefind.search(typed, { sort: { date: "asc" } })
  await Promise.all(results.slice(0, SHOWN).map(result => result.data()))
  return performance.now() - start
}
window.cold = async word => ({ first: await ask(word) })
window.byLetter = async queries => {
  const times = []
  for (const query of queries) {
    for (const typed of beginnings(query)) times.push([typed, await ask(typed)])
  }
  return { times, longest: await longest() }
}
""".replace("SHOWN", str(SHOWN))
)


@dataclass(frozen=True, slots=True)
class Answers:
    """Milliseconds, each the median of some runs."""

    first: float
    complete: float
    usual: float
    worst: float
    worst_at: str
    quick: float
    loading_task: float
    """The longest of the main thread, while everything is loaded; 0: none of 50 ms."""
    typing_task: float
    asked: list[str]
    """Files fetched for the first answer."""
    asked_next: float
    """How many more were fetched for a query, on average."""


def measure_answers(
    browser: Browser, address: str, script: str, queries: Sequence[str], quick: Sequence[str]
) -> Answers:
    runs: list[dict[str, Any]] = []
    times: list[tuple[str, float]] = []
    for _ in range(RUNS):
        context = browser.new_context(viewport={"width": 1280, "height": 844})
        context.set_default_timeout(300_000)
        page = context.new_page()
        page.add_init_script(BEFORE)
        page.goto(address, wait_until="networkidle")
        page.evaluate(f"() => {{ {script} }}")
        _Handler.asked.clear()
        run = page.evaluate("word => cold(word)", FIRST_WORD)
        run["asked"] = list(_Handler.asked)
        typed = page.evaluate("queries => byLetter(queries)", queries)
        run["more"] = (len(_Handler.asked) - len(run["asked"])) / len(queries)
        run["worst"] = max((took, letters) for letters, took in typed["times"])
        run["typing"] = typed["longest"]
        run["quick"] = max(page.evaluate("queries => quickly(queries)", quick)) if quick else 0
        times += typed["times"]
        runs.append(run)
        context.close()

    def usual(name: str) -> float:
        return median(run.get(name, 0) for run in runs)

    worst, at = sorted(run["worst"] for run in runs)[len(runs) // 2]
    return Answers(
        usual("first"), usual("complete"), median(took for _, took in times), worst, at, usual("quick"),
        usual("longest"), usual("typing"), runs[-1]["asked"], usual("more"),
    )  # fmt: skip


def queries_for(built: Built) -> tuple[list[str], list[str]]:
    """Queries to be typed, and others to be typed quickly: the same for all sizes, and some with rare words."""
    draw = random.Random(3)
    drawn = [
        " ".join(sorted((word for word in text.split() if word.isalpha()), key=len)[-6:][::-2])
        for text in draw.sample(built.texts, 8)
    ]
    return [*QUERIES, *drawn[:4]], drawn[4:]


# Peers


PEERS = """
import { readFileSync } from "node:fs"
import { performance } from "node:perf_hooks"
import MiniSearch from "minisearch"
import * as pagefind from "pagefind"
import { createSearch } from "./assets/timeline/search.js"
import { emptySelection } from "./assets/timeline/selection.js"

let lunr = null
globalThis.define = Object.assign(make => (lunr = make()), { amd: true })
await import("./assets/vendor/lunr/lunr.min.js")
delete globalThis.define

const read = name => readFileSync(name, "utf-8")
const [what, queries] = [process.argv[2], JSON.parse(read("queries.json"))]
const words = text => text.split(" ")
const say = result => process.stdout.write(JSON.stringify(result))

const makePagefind = async () => {
  const { index } = await pagefind.createIndex({ forceLanguage: "en" })
  for (const record of JSON.parse(read("records.json"))) {
    const { errors } = await index.addCustomRecord(record)
    if (errors.length) throw new Error(errors.join())
  }
  await index.writeFiles({ outputPath: "site/pagefind" })
  await pagefind.close()
}
// As the timeline is asked: all words, their beginnings, and errors in typing.
const asked = { prefix: true, fuzzy: term => (term.length > 3 && !/\\d/.test(term) ? 0.2 : 0), combineWith: "AND" }
const options = { fields: ["text"], tokenize: words }
const load = {
  minisearch: () => {
    const index = MiniSearch.loadJSON(read("minisearch.json"), options)
    return typed => index.search(typed, asked).length
  },
  lunr: () => {
    const index = lunr.Index.load(JSON.parse(read("lunr.json")))
    const { REQUIRED } = lunr.Query.presence
    const { TRAILING } = lunr.Query.wildcard
    const find = typed => index.query(query => {
      for (const word of words(typed)) query.term(word, { presence: REQUIRED, wildcard: TRAILING })
    })
    return typed => find(typed).length
  },
  explainer: () => {
    const manifest = JSON.parse(read("timeline/data/index.json"))
    const search = createSearch(lunr, manifest)
    for (const [number, { name }] of manifest.shards.entries()) {
      search.addEntries(number, JSON.parse(read(`timeline/data/${name}.entries.json`)))
      search.addIndex(number, JSON.parse(read(`timeline/data/${name}.index.json`)))
    }
    return typed => search.answer({ ...emptySelection, q: typed }, 50).total
  },
}
const beginnings = query => Array.from(query, (_, at) => query.slice(0, at + 1)).filter(typed => !typed.endsWith(" "))

if (what === "make") {
  const start = performance.now()
  const index = new MiniSearch(options)
  index.addAll(JSON.parse(read("texts.json")).map((text, id) => ({ id, text })))
  const { writeFileSync } = await import("node:fs")
  writeFileSync("minisearch.json", JSON.stringify(index))
  const made = performance.now() - start
  await makePagefind()
  say({ minisearch: made, pagefind: performance.now() - start - made })
} else {
  globalThis.gc()
  const [before, start] = [process.memoryUsage(), performance.now()]
  const find = load[what]()
  const loaded = performance.now() - start
  const until = performance.now() + 60_000
  const times = []
  const totals = {}
  for (const query of queries) {
    for (const typed of beginnings(query)) {
      if (performance.now() > until) break
      const start = performance.now()
      const total = find(typed)
      times.push([performance.now() - start, typed])
      totals[typed] = total
    }
  }
  globalThis.gc()
  const after = process.memoryUsage()
  const held = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers
  totals.agreement = find("agreement")
  say({ loaded, times, held, totals })
}
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """Bytes and, of node, milliseconds."""

    name: str
    making: float
    files: int
    raw: int
    zipped: int
    loading: float
    usual: float
    worst: float
    worst_at: str
    held: int
    totals: dict[str, int]


def prepare_peers(folder: Path) -> None:
    folder.mkdir()
    (folder / "package.json").write_text('{ "private": true, "type": "module" }')
    (folder / "peers.js").write_text(PEERS, encoding="utf-8")
    (folder / "assets").symlink_to(THEME)
    subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", *PACKAGES], cwd=folder, check=True)
    for package in PACKAGES:
        print(package, json.loads((folder / "node_modules" / package / "package.json").read_text())["version"])


def records_of(files: dict[str, bytes]) -> Iterator[dict[str, Any]]:
    """Every entry as Pagefind takes it, with what it can be filtered by."""
    manifest = json.loads(files[f"{DATA}/index.json"])
    labels = {facet: [row[1] for row in rows] for facet, rows in manifest["facets"].items()}
    for shard in manifest["shards"]:
        part = json.loads(files[f"{DATA}/{shard['name']}.entries.json"])
        for entry in part["entries"]:
            reports = entry["reports"]
            text = next((report["text"] for report in reports if "text" in report), entry.get("phrase", ""))
            yield {
                "url": f"/{entry['page']}#{entry['id']}",
                "content": f"{text} {entry['when']}",
                "language": "en",
                "meta": {"title": entry["when"]},
                "filters": {
                    "actor": sorted({labels["actor"][at] for report in reports for at in report["actors"]}),
                    "outlet": sorted({labels["outlet"][part["articles"][report["article"]][1]] for report in reports}),
                    "place": sorted({labels["place"][report["place"]] for report in reports if "place" in report}),
                    "status": sorted({report["status"] for report in reports}),
                },
                "sort": {"date": entry.get("from") or entry["to"]},
            }


def run_node(folder: Path, what: str) -> Any:
    command = ["node", "--expose-gc", "--max-old-space-size=8000", "peers.js", what]
    return json.loads(subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout)


def measure_peers(built: Built, folder: Path, queries: Sequence[str]) -> tuple[list[Peer], Path]:
    """What each makes of the texts, and the folder with Pagefind's files, to be served."""
    site = folder / "site"
    (folder / DATA).mkdir(parents=True, exist_ok=True)
    site.mkdir()
    (site / "index.html").write_text("<!doctype html><title>Pagefind</title>", encoding="utf-8")
    for uri, content in built.files.items():
        (folder / uri).write_bytes(content)
    (folder / "texts.json").write_text(json.dumps(built.texts))
    (folder / "records.json").write_text(json.dumps(list(records_of(built.files))))
    (folder / "queries.json").write_text(json.dumps([re.sub("[“”]", "", query) for query in queries]))
    start = time.process_time()
    whole = Builder()
    whole.ref("id")
    whole.field("text")
    for number, text in enumerate(built.texts):
        whole.add({"id": number, "text": text})
    (folder / "lunr.json").write_text(json.dumps(whole.build().serialize(), separators=(",", ":")), encoding="utf-8")
    making = run_node(folder, "make") | {
        "lunr": 1000 * (time.process_time() - start),
        "explainer": 1000 * built.writing,
    }
    files = {
        "explainer": [*built.files.values()],
        "lunr": [(folder / "lunr.json").read_bytes()],
        "minisearch": [(folder / "minisearch.json").read_bytes()],
    }
    peers = []
    for name, contents in files.items():
        runs = [run_node(folder, name) for _ in range(RUNS)]
        worst, at = sorted(max(run["times"]) for run in runs)[RUNS // 2]
        peers.append(
            Peer(
                name,
                making[name] / 1000,
                len(contents),
                sum(map(len, contents)),
                zipped(*contents),
                median(run["loaded"] for run in runs),
                median(took for run in runs for took, _ in run["times"]),
                worst,
                at,
                median(run["held"] for run in runs),
                runs[0]["totals"],
            )
        )
    packed = [path.read_bytes() for path in (site / "pagefind").rglob("*") if is_needed(path)]
    peers.append(
        Peer(
            "pagefind",
            making["pagefind"] / 1000,
            len(packed),
            sum(map(len, packed)),
            zipped(*packed),
            0,
            0,
            0,
            "",
            0,
            {},
        )
    )
    return peers, site


def is_needed(path: Path) -> bool:
    """Not what Pagefind draws its own search box with."""
    return path.is_file() and not re.search(r"-(ui|component-ui|highlight)\.|-modular-", path.name)


# Tables


def in_kb(size: float) -> str:
    return f"{size / 1000:,.0f}"


def tell(headings: Sequence[str], *rows: Sequence[object]) -> None:
    cells = [[f"{cell:,.1f}" if isinstance(cell, float) else str(cell) for cell in row] for row in (headings, *rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        print("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)))
    print(flush=True)


def tell_built(built: Built) -> None:
    manifest = json.loads(built.files[f"{DATA}/index.json"])
    names = [f"{DATA}/{shard['name']}" for shard in manifest["shards"]]
    entries = [built.files[f"{name}.entries.json"] for name in names]
    words = [built.files[f"{name}.index.json"] for name in names]
    first = zipped(built.files[f"{DATA}/index.json"], *worker_modules(), entries[0], words[0])
    headings = [
        "entries",
        "words",
        "read s",
        "data s",
        "lunr s",
        "shards",
        "first kB",
        "entries kB",
        "index kB",
        "all kB",
    ]
    sizes = [first, zipped(*entries), zipped(*words), zipped(*built.files.values(), *worker_modules())]
    distinct = len({word for text in built.texts for word in text.split()})
    tell(
        headings,
        [len(built.texts), distinct, built.reading, built.writing, built.indexing, len(names), *map(in_kb, sizes)],
    )


def tell_answers(name: str, answers: Answers) -> None:
    headings = ["Chromium, ms", "first", "complete", "key", "worst", "at", "quick", "load task", "typing task"]
    a = answers
    tell(headings, [name, a.first, a.complete, a.usual, a.worst, a.worst_at, a.quick, a.loading_task, a.typing_task])


def tell_peers(peers: Sequence[Peer]) -> None:
    headings = ["peer", "make s", "files", "raw kB", "gzip kB", "load ms", "query ms", "worst ms", "at", "heap MB"]
    weights = [[p.name, p.making, p.files, in_kb(p.raw), in_kb(p.zipped)] for p in peers]
    speeds = [[p.loading, p.usual, p.worst, p.worst_at, p.held / 1e6] for p in peers]
    tell(headings, *(weight + speed for weight, speed in zip(weights, speeds, strict=True)))
    samples = ("agreement", "signed agreement harbour", "march 2015 court", "greta keler", "washington treaty")
    tell(["found", *samples], *([p.name, *(p.totals.get(sample, "") for sample in samples)] for p in peers if p.totals))


def main(sizes: Sequence[int], *, peers: bool, plain: bool) -> None:
    with TemporaryDirectory() as temporary, sync_playwright() as playwright:
        base = Path(temporary)
        if peers:
            prepare_peers(base / "peers")
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        for size in sizes:
            write_entries(size, base / f"archive-{size}", plain=plain)
            built = build_data(base / f"archive-{size}", base / f"site-{size}")
            tell_built(built)
            queries, quick = queries_for(built)
            with serve(base / f"site-{size}") as address:
                tell_answers("explainer", measure_answers(browser, f"{address}timeline/", ASK_TIMELINE, queries, quick))
            if peers:
                folder = base / f"peers-{size}"
                (base / "peers").rename(folder)
                measured, site = measure_peers(built, folder, queries)
                tell_peers(measured)
                with serve(site) as address:
                    answers = measure_answers(browser, address, ASK_PAGEFIND, queries, ())
                tell_answers("pagefind", answers)
                first = zipped(*((site / path[1:]).read_bytes() for path in answers.asked))
                print(
                    f"Pagefind fetched {len(answers.asked)} files of {in_kb(first)} kB for its first answer, ", end=""
                )
                print(f"{answers.asked_next:.0f} files for each query typed by letters.\n")
        browser.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("entries", nargs="*", type=int, default=SIZES)
    parser.add_argument("--peers", action="store_true", help="compare MiniSearch, Pagefind and undivided lunr")
    parser.add_argument("--plain", action="store_true", help="only the few words of large_archive.py")
    arguments = parser.parse_args()
    main(arguments.entries, peers=arguments.peers, plain=arguments.plain)
