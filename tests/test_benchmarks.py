"""The parts of `make bench` that measure nothing: what it compares, how it remembers, what it makes of figures."""

from __future__ import annotations

import json
import math
import sys
import time
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))

from building.costs import Cost, RunError, best, measure
from building.generators import Generator, as_hugo
from building.growth import exponent
from building.laps import COLD, Lap, differences, digests, run_lap
from building.ledger import Ledger, fingerprint
from building.report import Aside, Table, least, markdown, tables
from building.states import STATES, States, articles_of, body_of, day_of, insert, synchronise, write_states
from building.weights import kind_of, loaded_by, weigh

from builder.pages.html import render_html
from builder.pages.page import Page
from builder.pages.templates import fill

NOTHING_ASIDE = Aside(300, {}, 1, None, None, None)


@given(
    st.floats(0.2, 3),
    st.floats(0.01, 100),
    st.lists(st.integers(2, 100_000), min_size=2, max_size=6, unique=True),
)
def test_the_exponent_of_a_power_is_its_own(power: float, factor: float, sizes: list[int]) -> None:
    assert exponent(sizes, [factor * size**power for size in sizes]) == pytest.approx(power, rel=1e-3, abs=1e-3)


def test_the_best_is_the_least_of_each() -> None:
    assert best([Cost(3, 5, 100), Cost(4, 2, 90)]) == Cost(3, 2, 90)


def test_a_program_is_measured_with_what_it_starts(tmp_path: Path) -> None:
    child = "sum(range(10**6)); bytearray(50_000_000); import time; time.sleep(0.1)"
    command = (sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])")
    cost = measure(command, tmp_path, limit=60)
    assert cost.wall > 0.1
    assert cost.cpu > 0
    assert cost.memory > 50


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets us wait for them")
def test_what_outlives_a_program_counts(tmp_path: Path) -> None:
    busy = "import time; end = time.process_time() + 1\nwhile time.process_time() < end: pass"
    command = (sys.executable, "-c", f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {busy!r}])")
    assert measure(command, tmp_path, limit=60).cpu > 1


def test_a_program_that_fails_is_named_with_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"ended with 3\. no such harbour"):
        measure(
            (sys.executable, "-c", "import sys; print('no such harbour', file=sys.stderr); sys.exit(3)"),
            tmp_path,
            limit=60,
        )


def test_a_program_that_hangs_is_ended(tmp_path: Path) -> None:
    start = time.monotonic()
    with pytest.raises(RunError, match="took longer than 1 s"):
        measure((sys.executable, "-c", "import time; time.sleep(300)"), tmp_path, limit=1)
    assert time.monotonic() - start < 200


# What is built


def test_the_states_differ_in_one_paragraph_and_one_article(tmp_path: Path) -> None:
    states = write_states(8, tmp_path / "states", None)
    first, edited, added = (digests(states.content(state)) for state in STATES)
    assert len(first) == 8
    (changed,) = differences(first, edited)
    assert Path(changed).stem == states.edited
    (new,) = differences(edited, added)
    assert new not in edited
    assert new == max(added)
    before, after = (digests(states.pages(state)) for state in STATES[:2])
    assert f"articles/{states.edited}.md" in differences(before, after)
    assert write_states(8, tmp_path / "states", None) == states
    articles = articles_of(states.content("first"))
    assert [article.name[:10] for article in articles] == [day_of(article) for article in articles]


def test_a_paragraph_is_inserted_in_the_midst(tmp_path: Path) -> None:
    file = tmp_path / "article.md"
    file.write_text(insert("---\ntitle: Rents\n---\n\nOne.\n\nTwo.\n", "Between."), encoding="utf-8")
    assert body_of(file) == ["One.", "Between.", "Two."]
    assert file.read_text(encoding="utf-8").startswith("---\ntitle: Rents\n---\n\n")


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    for name in ("same.md", "other.md", "folder/new.md"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(name, encoding="utf-8")
    target.mkdir()
    for name, text in (("same.md", "same.md"), ("other.md", "old"), ("gone.md", "")):
        (target / name).write_text(text, encoding="utf-8")
    untouched = (target / "same.md").stat().st_mtime_ns
    synchronise(source, target)
    assert digests(source) == digests(target)
    assert (target / "same.md").stat().st_mtime_ns == untouched


def test_a_page_for_hugo() -> None:
    name, text = as_hugo(
        "actors/index.md", "# All “actors”\n\n[Home](../index.md#top), [index](index.md), [x](my-index.md)\n"
    )
    assert name == "actors/_index.md"
    front, body = text.split("\n", 1)
    assert json.loads(front) == {"title": "All “actors”"}
    assert "[Home](../_index.md#top), [index](_index.md), [x](my-index.md)" in body
    assert as_hugo("actors/ada.md", "no heading")[0] == "actors/ada.md"


# A lap, with generators of a line


def generator(name: str, program: str, *, remembers: bool = False, reads: bool = False) -> Generator:
    return Generator(
        name, "1", "", {}, "given", "site", (sys.executable, "-c", program), (), remembers=remembers, reads=reads
    )


COPY = "import pathlib, shutil; shutil.copytree('given', 'site', dirs_exist_ok=True)"
"""What is gone from what it is given stays on its site, as with a build that remembers wrongly."""
FRESH = "import shutil; shutil.rmtree('site', ignore_errors=True); shutil.copytree('given', 'site')"


@pytest.fixture
def states(tmp_path: Path) -> States:
    states = States(tmp_path / "states", "a")
    for state, names in zip(STATES, (("a", "b"), ("a", "c"), ("a", "c", "d")), strict=True):
        for folder in (states.content(state), states.pages(state)):
            folder.mkdir(parents=True)
            for name in names:
                (folder / f"{name}.html").write_text(f"{name} {state}", encoding="utf-8")
    return states


def test_a_lap_measures_each_in_each_stage(states: States, tmp_path: Path) -> None:
    some = [generator("ours", FRESH, remembers=True, reads=True), generator("other", FRESH)]
    lap = run_lap(some, states, tmp_path / "lap", 60, check=True)
    assert {name: list(costs) for name, costs in lap.costs.items()} == {
        "ours": ["cold", "unchanged", "edited", "added"],
        "other": ["cold"],
    }
    assert lap.differing == []
    assert lap.failed == []
    assert lap.weights["ours"][0].pages == 2


def test_a_lap_finds_what_a_build_remembers_wrongly(states: States, tmp_path: Path) -> None:
    lap = run_lap([generator("ours", COPY, remembers=True, reads=True)], states, tmp_path / "lap", 60, check=True)
    assert lap.differing == ["b.html"]


def test_a_peer_that_fails_falls_out(states: States, tmp_path: Path) -> None:
    some = [generator("ours", FRESH, reads=True), generator("other", "raise SystemExit('no fuel')", remembers=True)]
    lap = run_lap(some, states, tmp_path / "lap", 60, check=False)
    assert [reason.startswith("other, cold:") and "no fuel" in reason for reason in lap.failed] == [True]
    assert list(lap.costs["ours"]) == [COLD]


def test_ours_must_not_fail(states: States, tmp_path: Path) -> None:
    with pytest.raises(RunError):
        run_lap([generator("ours", "raise SystemExit(1)", reads=True)], states, tmp_path / "lap", 60, check=False)


# What is remembered of a run


def test_what_was_measured_is_not_measured_again(tmp_path: Path) -> None:
    file = tmp_path / "measured.jsonl"
    lap = Lap({"ours": {COLD: Cost(1.5, 2.5, 3.5)}}, {}, ["a"], ["b"])
    assert Ledger(file, math.inf).recall("lap 1", Lap, lambda: lap) == lap
    file.write_text(file.read_text(encoding="utf-8") + '["lap 2", {"cos', encoding="utf-8")  # stopped while writing
    again = Ledger(file, math.inf)
    assert again.recall("lap 1", Lap, lambda: pytest.fail("measured again")) == lap
    assert again.left_out == []


def test_without_time_nothing_is_begun(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "measured.jsonl", -math.inf)
    assert ledger.recall("lap 1", Lap, lambda: pytest.fail("begun")) is None
    assert ledger.left_out == ["lap 1"]


def test_the_fingerprint_is_of_files_and_versions(tmp_path: Path) -> None:
    file = tmp_path / "code.py"
    file.write_text("1", encoding="utf-8")
    before = fingerprint([file], ["Hugo 1"])
    assert fingerprint([file], ["Hugo 2"]) != before
    file.write_text("2", encoding="utf-8")
    assert fingerprint([file], ["Hugo 1"]) != before


# Weights


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("index.html", "home"),
        ("404.html", "404/"),
        ("actors/index.html", "actors/"),
        ("actors/ada-lind/index.html", "actors/…"),
        ("actors/ada-lind/2020/index.html", "actors/…"),
    ],
)
def test_the_kind_of_a_page(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_a_first_visit_loads_what_the_page_and_its_files_name(tmp_path: Path) -> None:
    files = {
        "actors/ada/index.html": '<link rel="stylesheet" href="../../a/one.css?v=2">'
        '<link rel="canonical" href="../../b.html">'
        '<script src="../../a/main.js" type="module"></script><img src="https://example.org/x.png"><script>1</script>',
        "a/one.css": '@import "two.css"; p { background: url("dot.svg"), url(data:image/png;base64,AAAA) }',
        "a/two.css": "p { color: red }",
        "a/dot.svg": "<svg></svg>",
        "a/main.js": 'import { x } from "./worker.js"; import("./later.js"); const from = "./never.js";',
        "a/worker.js": 'export * from "./main.js";',
        "a/later.js": "",
        "a/never.js": "",
        "b.html": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    loaded = loaded_by(tmp_path, "actors/ada/index.html")
    assert loaded == {"a/one.css", "a/two.css", "a/dot.svg", "a/main.js", "a/worker.js"}
    everything, *kinds = weigh(tmp_path)
    assert (everything.kind, everything.pages) == ("all pages", 2)
    assert [weight.kind for weight in kinds] == ["actors/…", "b/"]
    assert kinds[0].visit > kinds[1].visit


# Tables

LAPS = {
    100: [
        Lap({"Explainer": {COLD: Cost(6, 9, 200), "edited": Cost(0.5, 0.4, 80)}, "MkDocs": {COLD: Cost(8, 8, 70)}}, {}),
        Lap({"Explainer": {COLD: Cost(5, 9, 210)}, "MkDocs": {COLD: Cost(10, 7, 70)}, "Hugo": {}}, {}),
    ],
    400: [Lap({"Explainer": {COLD: Cost(20, 36, 400)}, "MkDocs": {COLD: Cost(40, 39, 100)}}, {})],
}


def test_the_ratio_is_that_of_the_best() -> None:
    cold, warm, growth = tables(LAPS, NOTHING_ASIDE, {"Explainer": "reads"})
    assert cold.rows[0][:7] == ("Explainer", "100", "5.00", "0.62", "9.00", "1.29", "200")
    assert [row[:2] for row in cold.rows] == [
        ("Explainer", "100"),
        ("MkDocs", "100"),
        ("Explainer", "400"),
        ("MkDocs", "400"),
    ]
    assert warm.rows == (("Explainer", "one edit", "100", "0.50", "0.06", "0.40", "0.06", "80"),)
    assert growth.rows[0] == ("Explainer", "100 to 400", "1.00", "1.00", "0.50")
    assert least(LAPS[100], "Hugo", COLD) is None


def test_what_was_not_measured_has_no_table() -> None:
    assert tables({}, NOTHING_ASIDE, {}) == []
    (served,) = tables({}, Aside(50, {"Explainer": 1.234}, 2, None, None, None), {})
    assert served.rows == (("Explainer", "1.23"),)


def test_a_figure_of_one_processor_and_all() -> None:
    (rest,) = tables({}, Aside(50, {}, 2, Cost(12, 12, 1), Cost(9, 13, 1), (30_000, Cost(2, 1.5, 1))), {})
    assert [figure for _, figure in rest.rows] == ["20,000", "12.0", "9.00", "0.75"]


def test_the_page_of_the_site_shows_all_tables() -> None:
    measured = tables(LAPS, NOTHING_ASIDE, {"Explainer": "reads | all"})
    known = {"date": "2024-02-01", "machine": "2 processors", "versions": ["Hugo 1"], "times": 3}
    html = render_html(
        Page.of("about/speed.md", "", fill("about-speed.md.jinja", tables=[asdict(one) for one in measured], **known))
    ).html
    assert [html.count(f"<{tag}") for tag in ("table", "h2", "th")] == [
        3,
        3,
        sum(len(one.head) for one in measured) + 3,
    ]
    assert html.count("<td") == sum(len(row) for one in measured for row in one.rows)
    assert "reads | all" in html
    assert "not been measured" in fill("about-speed.md.jinja", tables=[], **known)


def test_a_table_in_markdown() -> None:
    shown = markdown(Table("Growth", "Of us.", ("Who", "b"), (("we", "1.00"),)))
    assert shown == "## Growth\n\nOf us.\n\n| Who | b |\n| --- | ---: |\n| we | 1.00 |\n"
