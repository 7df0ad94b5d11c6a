"""What contributors write, read from disk: the cases of `cases/content.md`, and what a text file cannot show."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.content import front_matter, yaml_nodes
from builder.content import tree as tree_module
from builder.content.article import parse_article
from builder.content.curated import PlaceMetadata
from builder.content.folder import Content, read_content
from builder.content.identifiers import MAX_LENGTH, identifier_of
from builder.content.tree import MAX_FILE
from builder.content.yaml_nodes import Mapping, Node, YamlError, parse_yaml, plain
from builder.problems import MOST, Problem, render_text
from builder.text import Location

CASES = Path(__file__).parent / "cases" / "content.md"
HEAD = "title: Talks end\nurl: https://news.example/1\npublisher: Example News\npublished: 2021-07-18\n"
BODY = "The talks ended on Sunday.\n"
GOOD = f"---\n{HEAD}---\n\n{BODY}"


@dataclass(frozen=True, slots=True)
class Case:
    title: str
    files: tuple[tuple[str, str], ...]
    expected: tuple[str, ...]


def _cases() -> list[Case]:
    sections = re.split(r"^### (.+)\n", CASES.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [_case(title, text) for title, text in zip(sections[::2], sections[1::2], strict=True)]


def _case(title: str, text: str) -> Case:
    fence = re.compile(r"^~~~~ (\S[^\n]*)\n(.*?)^~~~~\n", re.MULTILINE | re.DOTALL)
    files = tuple((match[1], match[2]) for match in fence.finditer(text))
    expected = tuple(line[2:] for line in fence.sub("", text).splitlines() if line.startswith("- "))
    return Case(title, files, () if expected == ("nothing",) else expected)


def _write(root: Path, *files: tuple[str, str | bytes]) -> Path:
    (root / "content").mkdir(parents=True, exist_ok=True)
    for name, text in files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root / "content"


def _read(root: Path, *files: tuple[str, str | bytes]) -> Content:
    return read_content(_write(root, *files))


def _line(problem: Problem) -> str:
    return f"{problem}{' (warning)' if problem.severity == 'warning' else ''}"


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case.title)
def test_case(case: Case, tmp_path: Path) -> None:
    assert case.files, "a case needs a file in fences: '~~~~ content/articles/x.md'"
    problems = _read(tmp_path, *case.files).problems
    assert [_line(problem) for problem in problems] == list(case.expected)


def test_every_message_says_what_and_what_to_do(tmp_path: Path) -> None:
    for number, case in enumerate(_cases()):
        for problem in _read(tmp_path / str(number), *case.files).problems:
            assert problem.message
            assert problem.hint, problem
            assert not problem.message.endswith("."), problem


# Bytes


@pytest.mark.parametrize(
    ("data", "place", "words"),
    [
        ("---\ntitle: Café\n".encode("latin-1"), "2:11", "0xe9 is not UTF-8"),
        (b"\xef\xbb\xbf---\nt\xc3\xa9\xc3\xa9\xff", "2:4", "0xff is not UTF-8"),
        (GOOD.encode("utf-16"), "1:1", "0xff is not UTF-8"),
        ("---\ntitle: T".encode("utf-16-le"), "1:2", "NUL"),
        (GOOD.encode() + b"half \xe2\x82", "9:6", "0xe2 is not UTF-8"),
        (GOOD.encode() + b"a\0", "9:2", "NUL"),
        (GOOD.encode() + b"a\x1b[31m", "9:2", "U+001B"),
        (GOOD.encode() + "a\u202eb".encode(), "9:2", "U+202E, turns the text"),
        (GOOD.encode() + "a\u2028b".encode(), "9:2", "U+2028"),
        (GOOD.replace("Talks", "Ta\x07lks").encode(), "2:10", "U+0007"),
        (GOOD.replace("Talks", "Ta\u2028lks").encode(), "2:10", "U+2028"),
        (GOOD.replace("Talks", "Ta\uffffks").encode(), "2:10", "U+FFFF"),
        (GOOD.replace("Talks", "Talks\u202e").encode(), "2:8", "cannot be seen, U+202E"),
        (GOOD.replace("Talks", "Ta\u00adlks").encode(), "2:8", "U+00AD"),
        (GOOD.replace("Talks", "Ta\u200dlks").encode(), "2:8", "U+200D"),
        (GOOD.replace("Talks end", '"Talks\\0"').encode(), "2:8", "U+0000"),
        (GOOD.replace("Talks end", '"\\ud83d"').encode(), "2:8", "half a character"),
        (GOOD.replace("Talks end", '"\\U7fffffff"').encode(), "2:1", "cannot be read"),
        ("\u200b".encode() + GOOD.encode(), "1:2", "something stands before"),
        (b"\xef\xbb\xbf" * 2 + GOOD.encode(), "1:2", "something stands before"),
        (b"\x89PNG\r\n\x1a\n", "1:1", "0x89 is not UTF-8"),
        (b" " * (MAX_FILE + 1), "1:1", "larger than"),
        (f"---\n{HEAD}---\n{'word ' * 70_000}".encode(), "7:1", "350,000 characters"),
        ((GOOD + "- a\n1. b\n" * 6000).encode(), "7:1", "12,002 lines"),
        (f"---\nx: {'y' * 200_001}\n---\n{BODY}".encode(), "2:1", "200,005 characters"),
        (f"---\nx: {'[' * 5000}\n---\n{BODY}".encode(), "2:", "lists stand within lists"),
        (f"---\n{HEAD}published: 2021-07-19\n---\n{BODY}".encode(), "6:1", "stands here a second time"),
        (GOOD.replace("2021-07-18", "２０２１-07-18").encode(), "5:12", "is not a date"),
        (GOOD.replace("2021-07-18", "20210718T1830+0430").encode(), "5:12", "is not a date"),
        (GOOD.replace("2021-07-18", "0000-01-01").encode(), "5:12", "there is no year 0"),
        (GOOD.replace("news.example/1", "[::1").encode(), "3:6", "is not a web address"),
        (GOOD.replace("news.example/1", "news.example:99999/").encode(), "3:6", "is not a web address"),
        (GOOD.replace("Talks end", "T" * 1001).encode(), "2:8", "is 1,001 characters long"),
    ],
)
def test_bad_bytes_are_named_and_neighbours_read(data: bytes, place: str, words: str, tmp_path: Path) -> None:
    neighbour = ("content/articles/neighbour.md", GOOD.replace("/1", "/2"))
    content = _read(tmp_path, ("content/articles/bad.md", data), neighbour)
    assert [article.id for article in content.articles] == ["neighbour"]
    first = content.problems[0]
    assert str(first).startswith(f"content/articles/bad.md:{place}"), first
    assert words in first.message
    assert {problem.path for problem in content.problems} == {"content/articles/bad.md"}


@pytest.mark.parametrize("text", [GOOD.replace("\n", "\r\n"), GOOD.replace("\n", "\r"), "\ufeff" + GOOD])
def test_line_ends_and_byte_order_marks_make_no_difference(text: str, tmp_path: Path) -> None:
    assert _read(tmp_path, ("content/articles/a.md", text)) == _read(tmp_path, ("content/articles/a.md", GOOD))


def test_lines_are_counted_alike_with_any_line_end(tmp_path: Path) -> None:
    text = GOOD.replace("publisher:", "publihser:").replace("\n", "\r\n")
    (problem,) = _read(tmp_path, ("content/articles/a.md", "\ufeff" + text)).problems
    assert (problem.line, problem.column) == (4, 1)


@pytest.mark.parametrize("title", ["no", "1.10", "007", "true", "2021-01-04", "1e3", "<<", ".inf", "0x1F", "12:30:45"])
def test_words_stay_what_they_are(title: str, tmp_path: Path) -> None:
    (article,) = _read(tmp_path, ("content/articles/a.md", GOOD.replace("Talks end", title))).articles
    assert article.title == title


def test_characters_beyond_the_first_plane_may_be_escaped_as_json_does(tmp_path: Path) -> None:
    (article,) = _read(tmp_path, ("content/articles/a.md", GOOD.replace("Talks end", '"\\ud83d\\ude00"'))).articles
    assert article.title == "😀"


@pytest.mark.parametrize("title", ["می‌خواهم", "👨‍👩‍👦", "د افغانستان جګړه", "٣ مايو"])
def test_joiners_of_real_scripts_are_kept(title: str, tmp_path: Path) -> None:
    (article,) = _read(tmp_path, ("content/articles/a.md", GOOD.replace("Talks end", title))).articles
    assert article.title == title


def test_many_mistakes_in_one_file_are_cut_short(tmp_path: Path) -> None:
    keys = "".join(f"k{n}: v\n" for n in range(500))
    problems = _read(tmp_path, ("content/articles/a.md", f"---\n{HEAD}{keys}---\n{BODY}")).problems
    assert len(problems) == 51
    assert any(problem.message == "there are more problems in this file" for problem in problems)


def test_a_list_of_thousands_is_walked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    walked = 0

    def counting(node: Node) -> object:
        nonlocal walked
        walked += 1
        return plain(node)

    monkeypatch.setattr(front_matter, "plain", counting)
    monkeypatch.setattr(yaml_nodes, "plain", counting)
    places = "".join(f"- name: Port {number}\n  kind: city\n" for number in range(1000))
    read, _, problems = front_matter.read_list("content/places.yml", places, PlaceMetadata)
    assert (len(read), problems) == (1000, [])
    assert walked < 20_000


def test_one_file_is_told_no_more_than_it_can_mend() -> None:
    wrong = "".join(f"- Port {number}\n" for number in range(1000))
    _, _, problems = front_matter.read_list("content/places.yml", wrong, PlaceMetadata)
    assert [problem.code for problem in problems] == ["type"] * MOST + ["more"]


# Files that are none


def test_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    _write(outside, ("content/secret.md", GOOD.replace("Talks end", "SECRET")))
    content = _write(tmp_path, ("content/articles/good.md", GOOD))
    (content / "articles" / "file.md").symlink_to(outside / "content" / "secret.md")
    (content / "articles" / "folder").symlink_to(outside / "content")
    (content / "articles" / "loop").symlink_to(content)
    (content / "articles" / "nowhere.md").symlink_to("missing.md")
    (content / "places.yml").symlink_to("/dev/zero")
    read = read_content(content)
    assert [article.id for article in read.articles] == ["good"]
    assert "SECRET" not in repr(read)
    assert [(problem.path, problem.code) for problem in read.problems] == [
        ("content/articles/file.md", "symlink"),
        ("content/articles/folder", "symlink"),
        ("content/articles/loop", "symlink"),
        ("content/articles/nowhere.md", "symlink"),
        ("content/places.yml", "symlink"),
    ]


def test_folders_as_deep_as_paths_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = _write(tmp_path, ("content/articles/good.md", GOOD))
    monkeypatch.chdir(content / "articles")
    depth = 2500  # deeper than Python calls, and than a path from the top can name
    for _ in range(depth):
        Path("d").mkdir()
        os.chdir("d")
    read = read_content(content)
    for _ in range(depth):  # nor can what clears up after tests
        os.chdir("..")
        Path("d").rmdir()
    assert [article.id for article in read.articles] == ["good"]
    assert {problem.code for problem in read.problems} <= {"unreadable"}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything may be read here")
def test_a_folder_that_may_be_listed_and_no_more(tmp_path: Path) -> None:
    files = ("good.md", GOOD), ("shut/a.md", GOOD), ("shut/inner/b.md", GOOD)
    content = _write(tmp_path, *((f"content/articles/{name}", text) for name, text in files))
    shut = content / "articles" / "shut"
    shut.chmod(0o444)
    try:
        read = read_content(content)
    finally:
        shut.chmod(0o755)
    assert [article.id for article in read.articles] == ["good"]
    assert [(problem.path, problem.code) for problem in read.problems] == [
        ("content/articles/shut/a.md", "unreadable"),
        ("content/articles/shut/inner", "unreadable"),
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_pipes_and_sockets_do_not_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = _write(tmp_path, ("content/articles/good.md", GOOD))
    os.mkfifo(content / "articles" / "pipe.md")
    monkeypatch.chdir(content)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("index.md")
        read = read_content(content)
    assert len(read.articles) == 1
    assert [problem.code for problem in read.problems] == ["not-a-file", "not-a-file"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_what_takes_a_files_place_is_not_followed(tmp_path: Path) -> None:
    """Between listing and reading, somebody may put something else there."""
    (tmp_path / "link.md").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "pipe.md")
    for name in ("link.md", "pipe.md", "gone.md"):
        problems: list[Problem] = []
        assert tree_module.read_text(tmp_path / name, name, problems) is None
        assert [problem.code for problem in problems] == ["unreadable"]


def test_unreadable_folders_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = _write(tmp_path, ("content/articles/good.md", GOOD), ("content/actors/a.md", "x"))
    listed = os.scandir

    def scandir(path: Path) -> object:
        if Path(path).name == "actors":
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    read = read_content(content)
    assert len(read.articles) == 1
    assert [str(problem) for problem in read.problems] == [
        "content/actors:1:1: this folder cannot be read (Permission denied). Check its permissions"
    ]


@pytest.mark.parametrize("name", [b"a\nb.md", b"\xff.md", "\u202egpj.md".encode(), b"a\x1b[2Jb.md"])
def test_hostile_file_names_are_named_but_not_drawn(name: bytes, tmp_path: Path) -> None:
    content = _write(tmp_path, ("content/articles/good.md", GOOD))
    try:
        Path(os.fsdecode(os.fsencode(content / "articles") + b"/" + name)).write_bytes(GOOD.encode())
    except OSError:
        pytest.skip("this file system refuses the name")
    read = read_content(content)
    assert [article.id for article in read.articles] == ["good"]
    assert [problem.code for problem in read.problems] == ["name"]
    assert render_text(read.problems).strip().isprintable()
    render_text(read.problems).encode()


def test_empty_folder(tmp_path: Path) -> None:
    assert _read(tmp_path) == Content()


# Order


class _Backwards:
    """A folder whose entries come the other way round."""

    def __init__(self, scan: Iterator[os.DirEntry[str]]) -> None:
        self._entries = list(scan)[::-1]

    def __enter__(self) -> Iterator[os.DirEntry[str]]:
        return iter(self._entries)

    def __exit__(self, *_: object) -> None:
        return


def test_order_is_that_of_days_and_ids_whatever_the_disk_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [
        (f"content/articles/{folder}/{name}.md", GOOD.replace("/1", f"/{name}").replace("-18", f"-{day}"))
        for folder, name, day in (("b", "x", 18), ("a", "z", 17), ("c", "y", 18), ("a", "bad", 99))
    ]
    first = _read(tmp_path / "one", *files)
    scan = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: _Backwards(scan(path)))
    second = _read(tmp_path / "two", *reversed(files))
    assert first == second
    assert [article.id for article in first.articles] == ["z", "x", "y"]


# YAML


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("ab:-?[]{},#&*!|>'\"%@`\\\n \t~0é\u2028\ud800"))))
def test_any_yaml_is_read_or_refused(text: str) -> None:
    where = _location_of_yaml(text)
    assert 5 <= where.line <= 5 + text.count("\n") + 1
    assert where.column >= 1


def _location_of_yaml(text: str) -> Location:
    try:
        node = parse_yaml(text, 5)
    except YamlError as error:
        return error.location
    plain(node)
    return node.location


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("---\n: abéط\r\u202e[]*#")), max_size=80))
def test_any_article_is_read_or_refused(text: str) -> None:
    for whole in (text, f"---\n{text}", f"---\n{HEAD}{text}", f"---\n{HEAD}---\n{text}"):
        article, problems = parse_article("a.md", "a", whole)
        assert (article is None) == bool(problems)
        assert all(1 <= problem.line <= whole.count("\n") + 1 for problem in problems)


@pytest.mark.parametrize("unit", ["a: b\n", "- [", "{a: ", "'", "? ", "k: |\n a\n", "- - ", "a:\n ", "#", "\\"])
def test_endless_yaml_is_read_or_refused(unit: str) -> None:
    with suppress(YamlError):
        assert parse_yaml(unit * (20_000 // len(unit))).location.line == 1


def test_too_many_values_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_nodes, "MAX_NODES", 100)
    with pytest.raises(YamlError, match="more than 100 keys and values"):
        parse_yaml(f"x: [{'a,' * 200}]")


def test_values_keep_their_places() -> None:
    node = parse_yaml("a: b\nc:\n  - d\n", 2)
    assert isinstance(node, Mapping)
    assert node.pairs["c"][0] == Location(3, 1)


# Ids


@given(st.text(max_size=200))
def test_ids_are_portable_and_stable(name: str) -> None:
    found = identifier_of(name)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", found)
    assert len(found) <= MAX_LENGTH
    assert identifier_of(found) == found
    assert found not in {"index", "con", "nul", "aux", "prn", "com1", "lpt9"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Stéphane Dujarric", "stephane-dujarric"),
        ("O’Brien's", "obriens"),
        ("NUL", "nul-1"),
        ("Index", "index-1"),
        ("…", ""),
        ("a" * 100, "a" * 80),
    ],
)
def test_ids(name: str, expected: str) -> None:
    assert identifier_of(name) == expected
