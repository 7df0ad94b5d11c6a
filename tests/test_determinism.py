"""The same articles make the same bytes, on whatever machine, in whatever order the file system lists them."""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

ARCHIVE = Path(__file__).parent / "archives" / "fishery"
DAYS = ("1672531200", "1700000000")  # MkDocs takes the day of the build from there, if it is asked to


def copy_in_order(target: Path, *, backwards: bool, stamp: int) -> None:
    """Copy the archive file by file, so that folders list their entries in another order."""
    kept = (path for path in ARCHIVE.rglob("*") if path.is_file() and ".cache" not in path.parts)
    for path in sorted(kept, reverse=backwards):
        copied = target / path.relative_to(ARCHIVE)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copied)
        os.utime(copied, (stamp, stamp))


def digests(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file()
    }


def test_two_builds_are_the_same_bytes(build: Callable, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "a longer name" / "other"
    copy_in_order(one, backwards=False, stamp=1_600_000_000)
    copy_in_order(other, backwards=True, stamp=1_700_000_000)
    first = build(
        one, tmp_path / "first", "--strict",
        env={"SOURCE_DATE_EPOCH": DAYS[0], "PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    # An ASCII locale, without Python's own rescue from it: every file must be opened as UTF-8 by name.
    second = build(
        other, tmp_path / "second", "--strict",
        env={
            "SOURCE_DATE_EPOCH": DAYS[1], "PYTHONHASHSEED": "4242", "TZ": "America/Anchorage", "LC_ALL": "C",
            "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "utf-8",
        },
    )  # fmt: skip
    assert first.status == 0, first.log
    assert second.status == 0, second.log
    left, right = digests(first.site), digests(second.site)
    assert {"sitemap.xml.gz", "search/search_index.json", "timeline/index.html"} <= left.keys()
    assert sorted(left) == sorted(right)
    assert [name for name in left if left[name] != right[name]] == []
    assert b"https://" in gzip.decompress((first.site / "sitemap.xml.gz").read_bytes())


def test_a_build_with_all_remembered_is_the_same_bytes(build: Callable, tmp_path: Path) -> None:
    copy_in_order(tmp_path / "archive", backwards=False, stamp=1_600_000_000)
    builds = [
        build(tmp_path / "archive", tmp_path / name, "--strict", env={"SOURCE_DATE_EPOCH": day, "PYTHONHASHSEED": seed})
        for name, seed, day in (("first", "1", DAYS[0]), ("second", "2", DAYS[1]))
    ]
    assert [built.status for built in builds] == [0, 0], builds[1].log
    assert (tmp_path / "archive" / ".cache" / "explainer" / "store.sqlite3").stat().st_size > 50_000
    assert digests(builds[0].site) == digests(builds[1].site)
