"""What is remembered: under a key that tells of everything on which it depends, the code among it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from pydantic import TypeAdapter
from test_layers import BUILDER, MODULES, find_imports

from builder.cache import composed
from builder.cache.findings import READING
from builder.cache.fingerprint import _digest_of, code_fingerprint
from builder.cache.parsed import PARSING
from builder.cache.remember import Craft, remember
from builder.cache.rendered import RENDERING
from builder.cache.store import open_store
from builder.checking.account import _IMPRINTS, _NAMES
from builder.checking.keeping import LIBRARIES
from builder.checking.survey import _RECORDS
from builder.progress import unwatched

# What hands things over, stores them or shows how far it is changes nothing about them.
APART = ("builder.cache.store", "builder.cache.fingerprint", "builder.progress", "builder.workers", "builder.archive")
BEGINS = {
    "findings": (READING, ["builder.reading.findings", "builder.cache.findings"]),
    "article": (PARSING, ["builder.content.files", "builder.cache.parsed"]),
    "html": (RENDERING, ["builder.pages.html", "builder.cache.rendered"]),
    "composed": (
        SimpleNamespace(rooms=composed.ROOMS, libraries=composed.LIBRARIES),
        ["builder.pages.publish", "builder.cache.composed"],
    ),
}
DISTRIBUTIONS = {
    "ahocorasick_rs": "ahocorasick-rs",
    "markdown_it": "markdown-it-py",
    "pydantic_core": "pydantic",
    "yaml": "pyyaml",
}


def find_code(begin: Iterable[str]) -> set[str]:
    """The modules of this package that are imported by those of `begin`, or by what they import."""
    waiting, seen = [*begin], set()
    while waiting:
        module = waiting.pop()
        if module in seen or module.startswith(APART) or module not in MODULES:
            continue
        seen.add(module)
        for _, name in find_imports(module, MODULES[module].read_text(encoding="utf-8")):
            waiting += [name, name.rpartition(".")[0]]
    return seen - {"builder"}


def find_libraries(modules: Iterable[str]) -> set[str]:
    imported = {
        (node.module or "" if isinstance(node, ast.ImportFrom) else alias.name).split(".")[0]
        for module in modules
        for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    return {DISTRIBUTIONS.get(name, name) for name in imported - sys.stdlib_module_names - {"builder"}}


@pytest.mark.parametrize("kind", BEGINS)
def test_the_code_is_all_that_the_work_imports(kind: str) -> None:
    craft, begin = BEGINS[kind]
    code = find_code(begin)
    files = [MODULES[module].relative_to(BUILDER).with_suffix("").as_posix() for module in sorted(code)]
    assert len(files) > 3
    assert [file for file in files if not any(f"{file}/".startswith(f"{room}/") for room in craft.rooms)] == []


@pytest.mark.parametrize("kind", BEGINS)
def test_the_libraries_are_all_that_the_work_imports(kind: str) -> None:
    craft, (begin, _) = BEGINS[kind]
    code = {
        module for module in find_code([begin]) if not (kind == "findings" and module.startswith("builder.content"))
    }
    assert find_libraries(code)
    assert find_libraries(code) <= set(craft.libraries)


@pytest.mark.parametrize(
    "rooms",
    [READING.rooms, PARSING.rooms, RENDERING.rooms, composed.ROOMS, _RECORDS.rooms, _IMPRINTS, _NAMES.rooms],
    ids=["findings", "article", "html", "composed", "record", "imprint", "names"],
)
def test_all_rooms_of_the_work_are_there(rooms: tuple[str, ...]) -> None:
    """One that is not leaves the code unknown, and then nothing is ever kept."""
    assert [room for room in rooms if code_fingerprint((room,), LIBRARIES) is None] == []


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "module.py").write_text("A = 1\n", encoding="utf-8")
    (tmp_path / "room" / "words.txt").write_text("a\n", encoding="utf-8")
    (tmp_path / "single.py").write_text("B = 1\n", encoding="utf-8")
    monkeypatch.setattr("builder.cache.fingerprint._PACKAGE", tmp_path)
    return tmp_path


def fingerprint(*libraries: str) -> str | None:
    _digest_of.cache_clear()
    return code_fingerprint.__wrapped__(("room", "single"), libraries)


@pytest.mark.parametrize("file", ["room/module.py", "room/words.txt", "single.py"])
def test_other_code_has_another_fingerprint(package: Path, file: str) -> None:
    first = fingerprint()
    assert fingerprint() == first
    (package / file).write_text("other\n", encoding="utf-8")
    assert fingerprint() != first


def test_a_file_of_another_name_is_other_code(package: Path) -> None:
    first = fingerprint()
    (package / "room" / "module.py").rename(package / "room" / "other.py")
    assert fingerprint() != first


@pytest.mark.usefixtures("package")
def test_another_library_is_other_code() -> None:
    assert len({fingerprint(), fingerprint("pydantic"), fingerprint("pydantic", "nh3")}) == 3


@pytest.mark.parametrize("file", ["room/module.py", "single.py"])
def test_code_that_is_not_there_has_none(package: Path, file: str) -> None:
    (package / file).unlink()
    assert fingerprint() is None


def double(number: int) -> int:
    DONE.append(number)
    return 2 * number


DONE: list[int] = []
DOUBLING = Craft(
    kind="double",
    doing="Doubling",
    rooms=("text",),
    libraries=(),
    key_of=lambda number, code: f"{number} {code}",
    work_out=double,
    form=lambda: TypeAdapter(int),
    holds=lambda found: found % 2 == 0,
)
NUMBERS = {str(number): number for number in range(250)}
DOUBLES = {str(number): 2 * number for number in range(250)}


@pytest.fixture(autouse=True)
def _nothing_done() -> None:
    DONE.clear()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite3"


def test_work_is_done_once(file: Path) -> None:
    for _ in range(2):
        with open_store(file) as store:
            assert list(remember(store, DOUBLING, NUMBERS, unwatched).items()) == list(DOUBLES.items())
    assert list(range(250)) == DONE


def test_what_is_new_is_worked_out(file: Path) -> None:
    with open_store(file) as store:
        remember(store, DOUBLING, {"1": 1, "3": 3}, unwatched)
        assert remember(store, DOUBLING, {"1": 1, "2": 2, "three": 3}, unwatched) == {"1": 2, "2": 4, "three": 6}
    assert DONE == [1, 3, 2]


@pytest.mark.parametrize("value", [b"", b"null", b"{}", b"\xff\xfe", b"7"])
def test_what_cannot_be_the_result_is_worked_out_anew(file: Path, value: bytes) -> None:
    code = code_fingerprint(DOUBLING.rooms, DOUBLING.libraries)
    with open_store(file) as store:
        store.put("double", f"1 {code}", value)
        assert remember(store, DOUBLING, {"1": 1}, unwatched) == {"1": 2}
        assert store.get("double", f"1 {code}") == b"2"


def test_other_code_works_it_out_anew(file: Path) -> None:
    with open_store(file) as store:
        remember(store, DOUBLING, {"1": 1}, unwatched)
        remember(store, replace(DOUBLING, rooms=("period",)), {"1": 1}, unwatched)
    assert DONE == [1, 1]


def test_without_sources_nothing_is_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.cache.remember.code_fingerprint", lambda *_: None)
    for _ in range(2):
        with open_store(file) as store:
            assert remember(store, DOUBLING, {"1": 1}, unwatched) == {"1": 2}
    assert DONE == [1, 1]


def test_a_long_run_that_is_stopped_keeps_what_it_did(file: Path) -> None:
    def stop(_doing: str, things: Iterable[str]) -> Iterable[str]:
        for thing in things:
            if len(DONE) == 240:
                raise KeyboardInterrupt
            yield thing

    with pytest.raises(KeyboardInterrupt), open_store(file) as store:
        remember(store, DOUBLING, NUMBERS, stop)
    DONE.clear()
    with open_store(file) as store:
        assert remember(store, DOUBLING, NUMBERS, unwatched) == DOUBLES
    assert list(range(200, 250)) == DONE


def test_a_store_that_keeps_nothing_changes_nothing() -> None:
    with open_store(None) as store:
        for _ in range(2):
            assert remember(store, DOUBLING, {"1": 1}, unwatched) == {"1": 2}
    assert DONE == [1, 1]
