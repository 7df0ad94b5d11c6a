"""The cache's file: what is put comes back, or nothing does, whatever happens to the file."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.cache.store import Store, open_store

NEEDS_RIGHTS = pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write everywhere")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".cache" / "explainer" / "store.sqlite3"


def fill(path: Path, **values: bytes) -> None:
    with open_store(path) as store:
        store.put_many("text", values)


def keys_in(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        return [key for (key,) in connection.execute("SELECT key FROM entry ORDER BY key")]


def still_works(path: Path) -> bool:
    """Whether a store in `path` keeps what it is given from now on."""
    fill(path, new=b"new")
    with open_store(path) as store:
        return store.get("text", "new") == b"new"


def test_what_was_put_is_there_in_the_next_run(path: Path) -> None:
    with open_store(path) as store:
        store.put("text", "a", b"one")
        store.put_many("other", {"a": b"two", "b": b""})
        assert store.get("text", "a") == b"one"
    with open_store(path) as store:
        assert store.get("text", "a") == b"one"
        assert store.get("text", "b") is None
        assert store.get_many("other", ("b", "a", "c", "a")) == {"a": b"two", "b": b""}


def test_it_is_one_file_that_git_does_not_see(path: Path) -> None:
    fill(path, a=b"one")
    assert sorted(file.name for file in path.parent.iterdir()) == [".gitignore", "store.sqlite3"]
    assert (path.parent / ".gitignore").read_text(encoding="utf-8") == "*\n"


@settings(deadline=None, max_examples=25)
@given(
    st.dictionaries(st.text("abc", min_size=1), st.binary(), max_size=20), st.dictionaries(st.text("abc"), st.binary())
)
def test_a_store_is_a_dictionary(
    tmp_path_factory: pytest.TempPathFactory, first: dict[str, bytes], then: dict[str, bytes]
) -> None:
    path = tmp_path_factory.mktemp("store") / "store.sqlite3"
    with open_store(path) as store:
        store.put_many("text", first)
    with open_store(path) as store:
        store.put_many("text", then)
        assert store.get_many("text", (*first, *then)) == first | then


def test_many_keys_are_asked_for_at_once(path: Path) -> None:
    values = {str(number): str(number).encode() for number in range(2500)}
    with open_store(path) as store:
        store.put_many("text", values)
        assert store.get_many("text", values) == values


def test_without_a_file_nothing_is_kept() -> None:
    with open_store(None) as store:
        store.put("text", "a", b"one")
        assert store.get("text", "a") is None


def test_a_closed_store_is_empty(path: Path) -> None:
    with open_store(path) as store:
        store.put("text", "a", b"one")
    store.put("text", "b", b"two")
    assert store.get_many("text", ("a", "b")) == {}


def write_garbage(path: Path) -> None:
    path.write_bytes(b"this is no database, and was never one " * 500)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2 + 100)


def overwrite_the_middle(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 4 : len(data) // 2] = b"\xaa" * (len(data) // 2 - len(data) // 4)
    path.write_bytes(data)


def put_another_programs(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE entry (kind, key, used, size, digest, value)")
        connection.execute("INSERT INTO entry VALUES ('text', 'a', 0, 3, x'', 'one')")
    connection.close()


def add_a_trigger(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TRIGGER spy AFTER INSERT ON entry BEGIN DELETE FROM entry; END")
    connection.close()


def change_format(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()


def bring_from_elsewhere(path: Path) -> None:
    copy = path.with_name("copy")
    copy.write_bytes(path.read_bytes())
    copy.replace(path)


DAMAGES = (write_garbage, empty, cut, overwrite_the_middle, put_another_programs, add_a_trigger, change_format,
           bring_from_elsewhere)  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_or_foreign_file_is_made_anew(path: Path, damage) -> None:
    values = {str(number): bytes([number]) * 3000 + os.urandom(3000) for number in range(100)}
    with open_store(path) as store:
        store.put_many("text", values)
    damage(path)
    with open_store(path) as store:
        found = store.get_many("text", values)
        assert found.items() <= values.items()
    for _ in range(2):  # damage may show only when the place is read
        with open_store(path) as store:
            store.put_many("text", values)
            store.get_many("text", values)
    assert still_works(path)
    with open_store(path) as store:
        assert store.get_many("text", values) == values


@pytest.mark.parametrize("damage", [write_garbage, put_another_programs, bring_from_elsewhere])
def test_nothing_of_a_foreign_file_is_believed(path: Path, damage) -> None:
    fill(path, a=b"one")
    damage(path)
    with open_store(path) as store:
        assert store.get("text", "a") is None


@pytest.mark.parametrize("column", ["value", "digest"])
def test_a_value_with_another_checksum_is_not_given_back(path: Path, column: str) -> None:
    fill(path, a=b"one", b=b"two")
    with sqlite3.connect(path) as connection:
        connection.execute(f"UPDATE entry SET {column} = x'00112233' WHERE key = 'a'")
    connection.close()
    with open_store(path) as store:
        assert store.get_many("text", ("a", "b")) == {"b": b"two"}
        store.put("text", "a", b"one")
        assert store.get("text", "a") == b"one"


def test_a_value_in_anothers_place_is_not_given_back(path: Path) -> None:
    fill(path, a=b"one", b=b"two")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE entry SET (digest, value) = (SELECT digest, value FROM entry WHERE key = 'b')")
    connection.close()
    with open_store(path) as store:
        assert store.get_many("text", ("a", "b")) == {"b": b"two"}


def test_text_that_is_no_utf_8_is_thrown_away(path: Path) -> None:
    fill(path, a=b"one")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE home SET place = CAST(x'ff' AS TEXT)")
    connection.close()
    with open_store(path) as store:
        assert store.get("text", "a") is None
    assert still_works(path)


@pytest.mark.skipif(os.name == "nt", reason="needs rights to make links there")
@pytest.mark.parametrize("place", [".cache", ".cache/explainer", ".cache/explainer/store.sqlite3",
                                   ".cache/explainer/store.sqlite3-journal"])  # fmt: skip
def test_no_link_is_followed(tmp_path: Path, place: str) -> None:
    outside = tmp_path / "outside"
    inside = tmp_path / "archive"
    if "sqlite3" in place:
        outside.write_bytes(b"somebody's file")
    else:
        outside.mkdir()
    link = inside / place
    link.parent.mkdir(parents=True)
    link.symlink_to(outside)
    with open_store(inside / ".cache" / "explainer" / "store.sqlite3") as store:
        store.put("text", "a", b"one")
        assert store.get("text", "a") is None
    assert link.is_symlink()
    assert outside.read_bytes() == b"somebody's file" if outside.is_file() else not list(outside.iterdir())


@pytest.mark.parametrize("root", ["archive/content", "elsewhere"])
def test_a_file_outside_the_archive_is_not_used(tmp_path: Path, root: str) -> None:
    with open_store(tmp_path / "archive" / "store.sqlite3", root=tmp_path / root) as store:
        store.put("text", "a", b"one")
    with open_store(tmp_path / root / ".." / "store.sqlite3", root=tmp_path / root) as store:
        store.put("text", "a", b"one")
    assert not list(tmp_path.iterdir())


def test_a_folder_in_its_place_is_left_alone(path: Path) -> None:
    path.mkdir(parents=True)
    fill(path, a=b"one")
    assert path.is_dir()


def test_a_file_in_its_folders_place_is_left_alone(path: Path) -> None:
    path.parent.parent.mkdir()
    path.parent.write_text("notes", encoding="utf-8")
    fill(path, a=b"one")
    assert path.parent.read_text(encoding="utf-8") == "notes"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders there")
def test_a_pipe_in_its_place_does_not_make_it_wait(path: Path) -> None:
    path.parent.mkdir(parents=True)
    os.mkfifo(path)
    fill(path, a=b"one")


@NEEDS_RIGHTS
def test_a_file_that_may_not_be_written_is_read(path: Path) -> None:
    fill(path, a=b"one")
    path.chmod(0o400)
    path.parent.chmod(0o500)
    with open_store(path) as store:
        store.put("text", "b", b"two")
        assert store.get_many("text", ("a", "b")) == {"a": b"one"}
    path.parent.chmod(0o700)
    assert keys_in(path) == ["a"]


@NEEDS_RIGHTS
def test_a_folder_that_may_not_be_written_is_done_without(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    fill(tmp_path / "deeper" / "store.sqlite3", a=b"one")
    tmp_path.chmod(0o700)
    assert not list(tmp_path.iterdir())


def test_a_locked_file_is_done_without(path: Path) -> None:
    fill(path, a=b"one")
    with open_store(path) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        store.put("text", "b", b"two")
        assert store.get_many("text", ("a", "b")) == {}
        other.execute("COMMIT")
        other.close()
        assert store.get_many("text", ("a", "b")) == {"a": b"one"}
    assert still_works(path)


def test_a_full_disk_keeps_what_was_there(path: Path) -> None:
    fill(path, a=b"one")
    with open_store(path) as store:
        assert store._connection is not None
        store._connection.execute("PRAGMA max_page_count = 8")
        store.put("text", "b", os.urandom(100_000))
        store.put("text", "c", b"three")
        assert store.get_many("text", ("a", "b", "c")) == {"a": b"one"}
    assert still_works(path)


def test_what_was_not_used_for_longest_goes_first(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    value = {number: os.urandom(10_000) for number in range(40)}

    def on_day(day: int) -> Store:
        monkeypatch.setattr("builder.cache.store.time.time", lambda: now + day * 86_400)
        return open_store(path, limit=300_000)

    with on_day(0) as store:
        store.put_many("text", {f"{number:02}": value[number] for number in range(20)})
    with on_day(1) as store:
        store.get("text", "00")
    with on_day(2) as store:
        for number in range(20, 40):
            store.put("text", f"{number:02}", value[number])
    left = keys_in(path)
    assert "00" in left
    assert "01" not in left
    assert left[-1] == "39"
    assert path.stat().st_size < 400_000


def test_what_nobody_asks_for_goes_and_the_file_shrinks(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    for day in (0, 20, 40):
        monkeypatch.setattr("builder.cache.store.time.time", lambda day=day: now + day * 86_400)
        with open_store(path) as store:
            if day == 0:
                store.put_many("text", {"asked for": b"one", "never again": os.urandom(200_000)})
            assert store.get("text", "asked for") == b"one"
    assert keys_in(path) == ["asked for"]
    assert path.stat().st_size < 100_000


@pytest.mark.parametrize("day", [-4_000, 4_000])
def test_a_wrong_clock_costs_time_and_nothing_else(path: Path, monkeypatch: pytest.MonkeyPatch, day: int) -> None:
    fill(path, a=b"one")
    now = time.time()
    with monkeypatch.context() as wrong:
        wrong.setattr("builder.cache.store.time.time", lambda: now + day * 86_400)
        with open_store(path) as store:
            store.put("text", "b", b"two")
            assert store.get_many("text", ("a", "b")) == {"a": b"one", "b": b"two"}
    with open_store(path) as store:
        assert store.get_many("text", ("a", "b")) == {"a": b"one", "b": b"two"}


def test_two_processes_use_one_file(path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from builder.cache.store import open_store\n"
        "with open_store(Path(sys.argv[1])) as store:\n"
        "    for number in range(60): store.put('text', f'{sys.argv[2]}{number}', sys.argv[2].encode() * 9000)\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", script, str(path), name], stderr=subprocess.PIPE) for name in ("a", "b")
    ]
    assert [process.communicate()[1] for process in running] == [b"", b""]
    values = {f"{name}{number}": name.encode() * 9000 for name in "ab" for number in range(60)}
    with open_store(path) as store:
        assert store.get_many("text", values) == values


def test_a_process_that_is_killed_while_it_writes_leaves_no_half_value(path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from builder.cache.store import open_store\n"
        "store = open_store(Path(sys.argv[1])); number = 0\n"
        "while True:\n"
        "    store.put('text', str(number), str(number).encode() * 5000); number += 1\n"
        "    print(number, flush=True)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    for _ in range(10):
        process.stdout.readline()
    process.kill()
    process.communicate()
    with open_store(path) as store:
        found = store.get_many("text", map(str, range(1000)))
        assert len(found) >= 10
        assert all(value == key.encode() * 5000 for key, value in found.items())
