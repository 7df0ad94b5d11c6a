"""Where the cache is, and when one that was made elsewhere is believed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from builder.cache.place import FOLDER, VARIABLE, store_file
from builder.cache.store import open_store


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    return folder


def put(path: Path | None, root: Path) -> None:
    with open_store(path, root=root) as store:
        store.put("findings", "a", b"one")


def get(path: Path | None, root: Path) -> bytes | None:
    with open_store(path, root=root) as store:
        return store.get("findings", "a")


@pytest.mark.parametrize("folder", [FOLDER, True, "kept"])
def test_it_is_in_the_archive(archive: Path, folder: object) -> None:
    path = store_file(archive, folder)
    assert path is not None
    assert path.parent == archive / ("kept" if folder == "kept" else FOLDER)
    put(path, archive)
    assert get(path, archive) == b"one"


@pytest.mark.parametrize("folder", ["", False, None])
def test_who_wants_none_gets_none(archive: Path, folder: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(archive.parent / "kept"))
    assert store_file(archive, folder) is None


@pytest.mark.parametrize("folder", ["/tmp/kept", "../kept", "kept/../../.."])
def test_a_setting_does_not_lead_out(archive: Path, folder: str) -> None:
    with pytest.raises(ValueError, match="leads out of the archive"):
        store_file(archive, folder)


def test_one_from_another_machine_is_believed_where_the_environment_says(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved, restored = tmp_path / "saved", tmp_path / "restored"
    monkeypatch.setenv(VARIABLE, str(saved))
    put(store_file(archive, FOLDER), archive)
    shutil.copytree(saved, restored)
    monkeypatch.setenv(VARIABLE, str(restored))
    assert get(store_file(archive, FOLDER), archive) == b"one"
    assert not (archive / ".cache").exists()


def test_one_that_came_with_a_checkout_is_never_believed(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not by a build that has no cache of its own, and not by one whose cache was restored."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "saved"))
    put(store_file(archive, FOLDER), archive)
    shutil.copytree(tmp_path / "saved", archive / FOLDER)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "restored"))
    assert get(store_file(archive, FOLDER), archive) is None
    monkeypatch.delenv(VARIABLE)
    assert get(store_file(archive, FOLDER), archive) is None


@pytest.mark.parametrize("folder", ["archive/kept", "kept", "elsewhere", "link", "checkout/docs/kept"])
def test_the_environment_cannot_vouch_for_what_a_checkout_brings(
    archive: Path, tmp_path: Path, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "checkout" / ".git").mkdir(parents=True)
    (tmp_path / "link").symlink_to(archive, target_is_directory=True)
    monkeypatch.setenv(VARIABLE, folder if folder in {"kept", "elsewhere"} else str(tmp_path / folder))
    with pytest.raises(ValueError, match="out of every checkout"):
        store_file(archive, FOLDER)


def test_a_link_in_its_place_is_not_followed(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    monkeypatch.setenv(VARIABLE, str(kept))
    (tmp_path / "theirs").write_bytes(b"somebody's file")
    (kept / "store.sqlite3").symlink_to(tmp_path / "theirs")
    put(store_file(archive, FOLDER), archive)
    assert get(store_file(archive, FOLDER), archive) is None
    assert (tmp_path / "theirs").read_bytes() == b"somebody's file"
