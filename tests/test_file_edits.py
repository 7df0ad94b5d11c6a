"""Changes to files: all or none, and never outside the content folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.content import file_edits
from builder.content.file_edits import FileEdit, edit_front_matter, edit_text, read_exactly, write_edits
from builder.content.yaml_edits import RefusedError, add_items


def test_files_are_made_changed_and_removed_and_all_of_it_taken_back(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "a.md").write_text("a")
    (tmp_path / "actors" / "b.md").write_text("b")
    edits = [FileEdit("actors/a.md", "a", "A"), FileEdit("actors/b.md", "b", None), FileEdit("names/c.yml", None, "c")]
    write_edits(tmp_path, edits)
    assert [read_exactly(tmp_path, edit.path) for edit in edits] == ["A", None, "c"]
    write_edits(tmp_path, [edit.undone for edit in edits])
    assert [read_exactly(tmp_path, edit.path) for edit in edits] == ["a", "b", None]
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == ["a.md", "b.md"]


def test_new_files_may_be_read_by_others(tmp_path: Path) -> None:
    write_edits(tmp_path, [FileEdit("actors/a.md", None, "a")])
    (tmp_path / "other").write_text("")
    assert (tmp_path / "actors" / "a.md").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_file_that_changed_meanwhile_stays(tmp_path: Path) -> None:
    write_edits(tmp_path, [FileEdit("actors/b.md", None, "b")])
    with pytest.raises(RefusedError, match="changed meanwhile"):
        write_edits(tmp_path, [FileEdit("actors/a.md", None, "a"), FileEdit("actors/b.md", "other", "B")])
    assert read_exactly(tmp_path, "actors/a.md") is None
    assert read_exactly(tmp_path, "actors/b.md") == "b"


def test_what_cannot_all_be_written_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = file_edits._write

    def fail(place: Path, text: str | None) -> None:
        if place.name == "b.md":
            raise OSError(28, "No space left on device")
        write(place, text)

    monkeypatch.setattr(file_edits, "_write", fail)
    with pytest.raises(RefusedError, match=r"actors/b\.md cannot be written \(No space left on device\)"):
        write_edits(tmp_path, [FileEdit("actors/a.md", None, "a"), FileEdit("actors/b.md", None, "b")])
    assert [path.name for path in (tmp_path / "actors").iterdir()] == []


@pytest.mark.parametrize(
    "path",
    [
        "../a.md", "actors/../../a.md", "/etc/passwd", "actors/.a.md", "places.yml", "actors/a.yml", "names/a.md",
        "articles/../a.md", "articles/.git/a.md", "identifiers/a.yml", "actors/A.md",
    ],
)  # fmt: skip
def test_a_path_outside_is_refused(path: str, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="no place"):
        write_edits(tmp_path / "content", [FileEdit(path, None, "x")])
    assert list(tmp_path.iterdir()) == []


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    content, outside = tmp_path / "content", tmp_path / "outside"
    content.mkdir()
    outside.mkdir()
    (outside / "a.md").write_text("a")
    (content / "actors").symlink_to(outside)
    (content / "names").mkdir()
    (content / "names" / "a.yml").symlink_to(outside / "a.md")
    for path in ("actors/a.md", "names/a.yml"):
        with pytest.raises(RefusedError, match="symbolic link"):
            write_edits(content, [FileEdit(path, "a", "b")])
    assert (outside / "a.md").read_text() == "a"


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "actors" / "b.md").mkdir(parents=True)
    (tmp_path / "actors" / "a.md").write_bytes(b"\xff")
    with pytest.raises(RefusedError, match="UTF-8"):
        read_exactly(tmp_path, "actors/a.md")
    with pytest.raises(RefusedError, match="cannot be read"):
        read_exactly(tmp_path, "actors/b.md")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_are_kept(end: str, mark: str) -> None:
    text = mark + end.join(["---", "name: A", "---", "Prose: ---", ""])
    edited = edit_front_matter("a.md", text, lambda yaml: add_items(yaml, "aliases", ["B"]))
    assert edited == mark + end.join(["---", "name: A", "aliases: [B]", "---", "Prose: ---", ""])


def test_mixed_line_ends_are_refused() -> None:
    for text in ("a\r\nb\n", "a\rb\n"):
        with pytest.raises(RefusedError, match="line end"):
            edit_text(text, str)


def test_a_file_without_front_matter_is_refused() -> None:
    with pytest.raises(RefusedError, match="does not begin with front matter"):
        edit_front_matter("a.md", "Prose.\n", str)
