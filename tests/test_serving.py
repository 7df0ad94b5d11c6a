"""What `mkdocs serve` shows after an edit is what a build of the same content would, whichever page is asked for."""

from __future__ import annotations

import gzip
import logging
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from threading import Event, Thread
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener

import pytest
from jinja2 import DictLoader, Environment
from mkdocs.commands.serve import serve
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer
from test_finishing import WATCHES, own_theme, set_up, write
from watchdog.utils.dirsnapshot import DirectorySnapshot

from builder.finishing.press import Press
from builder.serving.answering import answering
from builder.serving.templates import Compiled
from builder.serving.turns import Over, Turns
from builder.serving.watching import _DEEPEST, _Looking, pause_after
from builder.serving.whole import needs_all_pages
from tests.conftest import run_mkdocs

INDEX = "search/search_index.json"
ENDS = "articles/2019-06-08-gazette-strike-ends"
NEW = """---
title: Harbour board looks ahead
url: https://example.org/ahead
publisher: Port Gazette
published: 2019-07-04
formerly: [2019-07-04-board]
---

Lena Holt said on 3 July 2019 that the harbour board would meet the dockers in Hull on 9 July 2019.
"""
_HERE = build_opener(ProxyHandler({}))


@pytest.fixture(autouse=True)
def log(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.LogCaptureFixture]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    with caplog.at_level(logging.INFO, logger="mkdocs"):
        yield caplog


class Visitor:
    """Who edits `folder`, and looks at what `server` makes of it."""

    def __init__(self, folder: Path, server: LiveReloadServer) -> None:
        self.folder, self.server = folder, server

    def get(self, path: str) -> str:
        """What is served below the site's root."""
        with _HERE.open(self.server.url + path, timeout=60) as answer:
            return str(answer.read().decode(errors="replace"))

    def status(self, path: str) -> int:
        try:
            self.get(path)
        except HTTPError as error:
            error.close()
            return error.code
        return 200

    def edit(self, change: Callable[[], object]) -> None:
        """Wait until what was changed is served, as a browser does."""
        address = "http://{0.netloc}/livereload/{1}/1"
        with _HERE.open(address.format(urlsplit(self.server.url), 0), timeout=60) as answer:
            shown = int(answer.read())
        change()
        with _HERE.open(address.format(urlsplit(self.server.url), shown), timeout=60) as answer:
            assert int(answer.read()) > shown

    def append(self, article: str, text: str) -> None:
        with (self.folder / "content" / f"{article}.md").open("a", encoding="utf-8") as file:
            file.write(text)

    def written(self) -> dict[str, bytes]:
        """The files there are to be served, by path."""
        return _files(Path(self.server.root))

    def built(self) -> dict[str, bytes]:
        """The files that a build makes of what is there now, to be served at the same address.

        It is another process: in one, MkDocs has one plugin for all.
        """
        write(self.folder / "built.yml", f"INHERIT: mkdocs.yml\nsite_url: {self.server.url}\n")
        site = self.folder / "site"
        made = run_mkdocs(self.folder, site, "--config-file", str(self.folder / "built.yml"))
        assert made.status == 0, made.log
        return _files(site)

    def is_made_of(self, expected: dict[str, bytes]) -> bool:
        """Whether all of a build is served, once all is asked for."""
        for path in expected:
            self.get(path)
        return self.written() == expected


def _files(folder: Path) -> dict[str, bytes]:
    """By path. Packed files are unpacked: what is served carries another hour."""
    return {
        path.relative_to(folder).as_posix(): gzip.decompress(path.read_bytes())
        if path.suffix == ".gz"
        else path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def open_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Visitor]]:
    opened: list[tuple[Thread, LiveReloadServer]] = []
    active: Queue[LiveReloadServer | BaseException] = Queue()

    class Told(LiveReloadServer):
        def server_activate(self) -> None:
            super().server_activate()
            active.put(self)

    def run(folder: Path, options: dict[str, Any]) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{free.getsockname()[1]}"
        try:
            serve(str(folder / "mkdocs.yml"), dev_addr=address, **options)
        except BaseException as error:  # noqa: BLE001 - raised where it is waited for
            active.put(error)

    def open_one(folder: Path, **options: Any) -> Visitor:
        thread = Thread(target=run, args=(folder, options), daemon=True)
        thread.start()
        server = active.get(timeout=60)
        if isinstance(server, BaseException):
            raise server
        opened.append((thread, server))
        return Visitor(folder, server)

    monkeypatch.setattr("mkdocs.commands.serve.LiveReloadServer", Told)
    yield open_one
    for thread, server in opened:
        server.shutdown()
        thread.join(timeout=60)


VARIANTS: dict[str, Callable[[Path], object]] = {
    "as it is": lambda folder: folder,
    "files, below a path": lambda folder: set_up(
        folder, use_directory_urls=False, site_url="https://example.org/a/b/", nav=["index.md", "articles/index.md"]
    ),
    "own theme": own_theme,
    "no search": lambda folder: set_up(folder, plugins=["explainer"]),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_after_edits_is_served_what_a_build_makes(
    archive: Callable[[str], Path], open_server: Callable[..., Visitor], variant: str
) -> None:
    folder = archive("bare")
    VARIANTS[variant](folder)
    visitor = open_server(folder)
    visitor.edit(lambda: visitor.append(ENDS, "\nA second strike was called off on 20 June 2019 in Hull.\n"))
    second = visitor.built()
    assert not visitor.written().keys() >= second.keys()  # nobody has asked for anything
    assert visitor.is_made_of(second)
    visitor.edit(lambda: write(folder / "content" / "articles" / "2019-07-04-ahead.md", NEW))
    third = visitor.built()
    assert len(third) > len(second)
    assert visitor.is_made_of(third)
    visitor.edit((folder / "content" / f"{ENDS}.md").unlink)
    last = visitor.built()
    assert visitor.is_made_of(last)
    gone = next(path for path in third if path.startswith(ENDS))
    assert visitor.status(gone) == 404


def test_addresses_without_a_slash_lead_to_pages(
    archive: Callable[[str], Path], open_server: Callable[..., Visitor]
) -> None:
    visitor = open_server(archive("bare"))
    visitor.edit(lambda: visitor.append(ENDS, "\nNobody was hurt.\n"))
    assert "Nobody was hurt" in visitor.get(ENDS)
    assert visitor.get("").count("<h1") == 1


def test_links_that_break_are_told_when_all_pages_are_known(
    archive: Callable[[str], Path], open_server: Callable[..., Visitor], log: pytest.LogCaptureFixture
) -> None:
    visitor = open_server(archive("bare"))
    visitor.edit(lambda: write(visitor.folder / "content" / "index.md", "See [this](actors/nobody.md).\n"))
    visitor.get(INDEX)
    assert "index.md: the link to 'actors/nobody.md' leads to no page" in log.text


def test_a_bad_file_is_told_at_once_and_left_out(
    archive: Callable[[str], Path], open_server: Callable[..., Visitor], log: pytest.LogCaptureFixture
) -> None:
    visitor = open_server(archive("bare"))
    visitor.edit(lambda: write(visitor.folder / "content" / "articles" / "2019-06-30-bad.md", "Nothing\n"))
    assert "content/articles/2019-06-30-bad.md:1" in log.text
    assert visitor.status("articles/2019-06-30-bad/") == 404


def test_a_page_that_cannot_be_made_is_no_secret(
    archive: Callable[[str], Path],
    open_server: Callable[..., Visitor],
    log: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    visitor = open_server(archive("bare"))
    monkeypatch.setattr(Press, "finish", lambda *_: 1 / 0)
    visitor.edit(lambda: visitor.append(ENDS, "\nNobody was hurt.\n"))
    visitor.get(INDEX)
    assert "Not all pages could be made" in log.text
    assert visitor.status(f"{ENDS}/") == 500


def test_who_wants_to_see_all_pages_sees_them(
    archive: Callable[[str], Path], open_server: Callable[..., Visitor], log: pytest.LogCaptureFixture
) -> None:
    folder = archive("bare")
    write(folder / "watches.py", WATCHES)
    visitor = open_server(folder)
    visitor.edit(lambda: set_up(folder, hooks=["watches.py"]))
    assert "Pages are built one by one" in log.text
    assert visitor.written() == visitor.built()


def test_strict_server_makes_all_pages(
    archive: Callable[[str], Path],
    open_server: Callable[..., Visitor],
    log: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    visitor = open_server(archive("bare"), strict=True)
    visitor.edit(lambda: visitor.append(ENDS, "\nNobody was hurt.\n"))
    assert visitor.written() == visitor.built()
    failed = Event()
    monkeypatch.setattr("mkdocs.livereload.log.error", lambda *_: failed.set())
    write(visitor.folder / "content" / "index.md", "See [this](actors/nobody.md).\n")
    assert failed.wait(60)
    assert "leads to no page" in log.text


POST = "def on_post_build(config):\n    pass\n"


@pytest.mark.parametrize(
    ("change", "needed"),
    [
        (lambda folder: set_up(folder, site_name="Other"), False),
        (own_theme, False),
        (lambda folder: set_up(folder, strict=True), True),
        (lambda folder: set_up(folder, extra_templates=["feed.xml"]), True),
        (lambda folder: set_up(folder, theme={"static_templates": ["feed.xml"]}), True),
        (lambda folder: (own_theme(folder), write(folder / "own" / "404.html", "{{ pages }}")), True),
        (lambda folder: (write(folder / "post.py", POST), set_up(folder, hooks=["post.py"])), True),
    ],
)
def test_what_needs_all_pages(archive: Callable[[str], Path], change: Callable[[Path], object], needed: bool) -> None:
    folder = archive("bare")
    change(folder)
    config = load_config(str(folder / "mkdocs.yml"))
    assert needs_all_pages(config, config.plugins["explainer"]) is needed


def test_links_in_the_content_are_not_followed(
    archive: Callable[[str], Path], open_server: Callable[..., Visitor]
) -> None:
    folder = archive("bare")
    # Through it, everything that the computer has; with the other, for ever.
    (folder / "content" / "articles" / "all").symlink_to("/", target_is_directory=True)
    (folder / "content" / "round").symlink_to(folder / "content", target_is_directory=True)
    visitor = open_server(folder)
    visitor.edit(lambda: visitor.append(ENDS, "\nNobody was hurt.\n"))
    assert "Nobody was hurt" in visitor.get(f"{ENDS}/")


def test_watching_ends_somewhere(tmp_path: Path) -> None:
    content = tmp_path / "content"
    deep = Path(content, *"f" * (_DEEPEST + 5))
    deep.mkdir(parents=True)
    (content / "f" / "a.md").touch()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "b.md").touch()
    (content / "link").symlink_to(tmp_path / "elsewhere")
    look = _Looking(content)
    seen = DirectorySnapshot(str(content), stat=look.stat, listdir=look.listdir).paths
    assert {str(content), str(content / "f" / "a.md"), str(content / "link")} <= seen
    assert str(content / "link" / "b.md") not in seen
    assert str(deep) not in seen
    # Elsewhere, links are as MkDocs takes them.
    (tmp_path / "theme").symlink_to(tmp_path / "elsewhere")
    assert (
        str(tmp_path / "theme" / "b.md") in DirectorySnapshot(str(tmp_path), stat=look.stat, listdir=look.listdir).paths
    )


@pytest.mark.parametrize(("look", "pause"), [(0, 0.1), (0.006, 0.2), (1, 0.5)])
def test_who_has_more_files_is_looked_at_less_often(look: float, pause: float) -> None:
    assert pause_after(look) == pytest.approx(pause)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="may read everything")
def test_watching_bears_what_cannot_be_read(tmp_path: Path) -> None:
    closed = tmp_path / "content" / "closed"
    closed.mkdir(parents=True, mode=0)
    assert list(_Looking(tmp_path / "content").listdir(str(closed))) == []


def test_who_asks_comes_before_what_waits_behind() -> None:
    turns, order = Turns(), list[str]()
    begun, queued = Event(), Event()

    def work() -> None:
        for thing in turns.watch("Going on", ["first", "second"]):
            order.append(thing)
            begun.set()
            queued.wait(60)

    def ask() -> None:
        with turns.first():
            order.append("asked")

    behind, asking = Thread(target=work), Thread(target=ask)
    behind.start()
    begun.wait(60)
    asking.start()
    while not turns._asking:  # until it stands in line
        pass
    queued.set()
    asking.join(60)
    behind.join(60)
    assert order == ["first", "asked", "second"]


def test_after_the_end_there_are_no_turns() -> None:
    turns = Turns()
    going = iter(turns.watch("Going on", ["first", "second"]))
    next(going)
    ending = Thread(target=turns.end)
    ending.start()
    with pytest.raises(Over):
        next(going)
    ending.join(60)
    with pytest.raises(Over), turns.first():
        pass


def test_an_answer_is_of_one_build() -> None:
    """A request that waits for a rebuild is given what that made."""
    proofs: list[Any] = [None]
    answers = [b"old", b"new"]

    def app(_environ: object, start_response: Callable[..., object]) -> list[bytes]:
        proofs[0] = proofs[0] or Prepared()
        start_response("200 OK", [])
        return [answers.pop(0)]

    class Prepared:
        asked: list[str] = []  # noqa: RUF012

        def prepare(self, place: str) -> None:
            self.asked.append(place)

    told: list[tuple[object, ...]] = []
    answer = answering(app, "/", lambda: proofs[0])
    assert list(answer({"PATH_INFO": "/a/"}, lambda *args: told.append(args))) == [b"new"]  # type: ignore[arg-type]
    assert told == [("200 OK", [])]
    assert Prepared.asked == ["a"]


def test_templates_are_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = Compiled()

    def show(source: str) -> str:
        return (
            Environment(loader=DictLoader({"a": source}), bytecode_cache=compiled, autoescape=True)
            .get_template("a")
            .render()
        )

    assert show("old") == "old"
    with monkeypatch.context() as patch:
        patch.setattr(Environment, "compile", None)
        assert show("old") == "old"
    assert show("new") == "new"
