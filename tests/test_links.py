"""`explainer links` against a server of ours, which behaves as servers do."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from builder.commands import links as command
from builder.content.folder import read_content
from builder.links import asking
from builder.links.addresses import Place, find_addresses
from builder.links.asking import AGENT, Answer, ask, is_public
from builder.links.memory import read_memory, still_good, write_memory
from builder.links.politeness import Turns, ask_all, is_offline
from builder.links.report import judge, render_links_markdown

STATUSES = {
    "/good": 200, "/missing": 404, "/gone": 410, "/login": 401, "/forbidden": 403, "/busy": 429, "/legal": 451,
    "/error": 500, "/down": 503, "/odd": 799, "/": 200, "/päth": 200,
}  # fmt: skip
REDIRECTS = {
    "/moved": "/good", "/twice": "/moved", "/loop": "/loop", "/to-front": "/", "/to-missing": "/missing",
    "/away": "ftp://example.org/", "/file": "file:///etc/passwd", "/script": "javascript:alert(1)", "/nonsense": "http://[",
    "/inside": "http://127.0.0.2/admin",
}  # fmt: skip


class Handler(BaseHTTPRequestHandler):
    """Keeps what it was asked in the server's `asked`."""

    def log_message(self, *_: object) -> None:
        return

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        path = self.path.partition("?")[0]
        self.server.asked.append((self.command, self.path, self.headers["User-Agent"], self.headers["Host"]))  # type: ignore[attr-defined]
        if path == "/drip":
            self.drip()
        elif path == "/speaks":
            self.wfile.write(b"@everyone ![x](https://evil.example/x.png)\r\n\r\n")
            self.close_connection = True
        elif path == "/silent" or (path == "/no-head" and self.command == "HEAD"):
            self.close_connection = True
        elif path in REDIRECTS:
            self.send_response(302)
            self.send_header("Location", REDIRECTS[path])
            self.end_headers()
        elif path == "/get-only":
            self.send_response(404 if self.command == "HEAD" else 200)
            self.end_headers()
        else:
            self.send_response(STATUSES.get(path, 200))
            self.end_headers()

    def drip(self) -> None:
        try:
            for _ in range(100):
                self.wfile.write(b"H")
                time.sleep(0.05)
        except OSError:
            return


@pytest.fixture(scope="module")
def running() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def server(running: ThreadingHTTPServer) -> ThreadingHTTPServer:
    running.asked.clear()  # type: ignore[attr-defined]
    return running


def at(server: ThreadingHTTPServer, path: str) -> str:
    return f"http://127.0.0.1:{server.server_port}{path}"


def at_once(_host: str) -> None:
    return


@pytest.mark.parametrize(
    ("path", "verdict", "reason"),
    [
        ("/good", "good", "answers"),
        ("/good?a=b c&d=é#there", "good", "answers"),
        ("/moved", "good", "answers"),
        ("/twice", "good", "answers"),
        ("/get-only", "good", "answers"),
        ("/no-head", "good", "answers"),
        ("/missing", "broken", "answers 404: there is nothing here any more"),
        ("/gone", "broken", "answers 410: there is nothing here any more"),
        ("/to-missing", "broken", "answers 404: there is nothing here any more"),
        ("/login", "unknown", "answers 401 (Unauthorized)"),
        ("/forbidden", "unknown", "answers 403 (Forbidden)"),
        ("/busy", "unknown", "answers 429 (Too Many Requests)"),
        ("/legal", "unknown", "answers 451 (Unavailable For Legal Reasons)"),
        ("/error", "unknown", "answers 500 (Internal Server Error)"),
        ("/odd", "unknown", "answers 799"),
        ("/loop", "unknown", "leads from one address to the next, more than 10 times"),
        ("/to-front", "unknown", "leads to the front page now"),
        ("/", "good", "answers"),
        ("/away", "unknown", "leads to something that is no web address"),
        ("/file", "unknown", "leads to something that is no web address"),
        ("/script", "unknown", "leads to something that is no web address"),
    ],
)
def test_answer(path: str, verdict: str, reason: str, server: ThreadingHTTPServer) -> None:
    answer = ask(at(server, path), at_once, allow_private=True)
    assert (answer.verdict, answer.reason) == (verdict, reason)


def test_broken_only_when_asked_as_a_reader_would(server: ThreadingHTTPServer) -> None:
    ask(at(server, "/missing"), at_once, allow_private=True)
    assert [entry[0] for entry in server.asked] == ["HEAD", "GET"]  # type: ignore[attr-defined]


def test_a_good_answer_costs_one_request(server: ThreadingHTTPServer) -> None:
    ask(at(server, "/p%C3%A4th/ü?q=a%26b&c=ö"), at_once, allow_private=True)
    ((method, path, agent, host),) = server.asked  # type: ignore[attr-defined]
    assert (method, path) == ("HEAD", "/p%C3%A4th/%C3%BC?q=a%26b&c=%C3%B6")
    assert agent == AGENT
    assert host == f"127.0.0.1:{server.server_port}"


def test_words_of_a_server_are_not_passed_on(server: ThreadingHTTPServer) -> None:
    answer = ask(at(server, "/speaks"), at_once, allow_private=True)
    assert answer == Answer("unknown", "gave an answer that is not HTTP")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/silent", "gave no answer (the connection was closed)"),
        ("/nonsense", "leads to something that is no web address"),
    ],
)
def test_no_answer_is_no_broken_link(path: str, reason: str, server: ThreadingHTTPServer) -> None:
    assert ask(at(server, path), at_once, allow_private=True) == Answer("unknown", reason)


def test_nobody_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        answer = ask(f"http://127.0.0.1:{taken.getsockname()[1]}/", at_once, allow_private=True)
    assert answer.verdict == "unknown"
    assert answer.reason.startswith("gave no answer (")


def test_server_that_drips_is_not_awaited(server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "SECONDS", 0.3)
    before = time.monotonic()
    answer = ask(at(server, "/drip"), at_once, allow_private=True)
    assert time.monotonic() - before < 3
    assert (answer.verdict, answer.overloaded) == ("unknown", True)
    assert answer.reason.startswith("gave no answer within")


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_server_that_drips_for_ever(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also while it has not yet said who it is: the head of a long record of TLS, then a byte at a time."""
    monkeypatch.setattr(asking, "SECONDS", 0.4)
    over = threading.Event()

    def drip(listening: socket.socket) -> None:
        connected, _ = listening.accept()
        with connected, contextlib.suppress(OSError):
            connected.sendall(b"\x16\x03\x03\x40\x00" if scheme == "https" else b"HTTP/1.1 200 OK\r\nX: ")
            while not over.wait(0.05):
                connected.sendall(b"\x02")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        dripping = threading.Thread(target=drip, args=(listening,))
        dripping.start()
        before = time.monotonic()
        try:
            answer = ask(f"{scheme}://127.0.0.1:{listening.getsockname()[1]}/", at_once, allow_private=True)
        finally:
            over.set()
            dripping.join()
    assert time.monotonic() - before < 5
    assert (answer.verdict, answer.overloaded) == ("unknown", True)


@given(st.text(max_size=40))
def test_no_address_is_too_odd(rest: str) -> None:
    """Where a server sends us is any text; nothing is asked here, for every host is unknown."""

    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "no")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", fail)
        for address in (f"https://{rest}", f"https://host.example/{rest}", rest):
            assert ask(address, at_once).verdict in ("broken", "unknown")


def test_server_without_tls(server: ThreadingHTTPServer) -> None:
    answer = ask(at(server, "/good").replace("http:", "https:"), at_once, allow_private=True)
    assert answer.verdict == "unknown"
    assert answer.reason.startswith("has no trustworthy certificate (")


@pytest.mark.parametrize(
    ("errno", "verdict"), [(socket.EAI_NONAME, "broken"), (socket.EAI_AGAIN, "unknown"), (socket.EAI_FAIL, "unknown")]
)
def test_host_that_cannot_be_looked_up(errno: int, verdict: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(errno, "no")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    assert ask("https://no.such.example/", at_once).verdict == verdict


@pytest.mark.parametrize("host", ["a..b", "x" * 70, "[fe80::1%25eth0]", "1.2.3.4.5.6:99999"])
def test_host_that_cannot_be_one(host: str) -> None:
    assert ask(f"https://{host}/", at_once).verdict in ("unknown", "broken")


def test_private_hosts_are_not_asked(server: ThreadingHTTPServer) -> None:
    for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433"):
        answer = ask(f"http://{host}:{server.server_port}/good", at_once)
        assert answer.verdict == "unknown", host
    assert server.asked == []  # type: ignore[attr-defined]


def test_a_public_host_cannot_send_us_inside(server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "is_public", lambda address: address == "127.0.0.1")
    assert ask(at(server, "/good"), at_once).verdict == "good"
    assert ask(at(server, "/inside"), at_once) == Answer("unknown", "leads into a private network")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1:248:1893:25c8:1946", True), ("64:ff9b::5db8:d822", True),
        ("127.0.0.1", False), ("10.1.2.3", False), ("192.168.1.1", False), ("172.16.0.1", False), ("100.64.0.1", False),
        ("169.254.169.254", False), ("0.0.0.0", False), ("224.0.0.1", False), ("255.255.255.255", False),
        ("::1", False), ("::", False), ("fe80::1", False), ("fe80::1%eth0", False), ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False), ("::ffff:10.0.0.1", False), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False),
    ],
)  # fmt: skip
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) == public


def test_a_host_is_given_time() -> None:
    turns = Turns(0.1)
    before = time.monotonic()
    for host in ("a", "b", "a", "b", "a"):
        turns.wait(host)
    assert 0.2 <= time.monotonic() - before < 1


def test_one_at_a_time_of_a_host_and_several_hosts_at_once() -> None:
    together = threading.Barrier(3, timeout=10)
    busy: dict[str, int] = {}

    def answer(address: str) -> Answer:
        host = address.split("/")[2]
        busy[host] = busy.get(host, 0) + 1
        assert busy[host] == 1
        if address.endswith("/1"):
            together.wait()
        busy[host] -= 1
        return Answer("good", "answers", 200)

    answers = ask_all([f"https://{host}/{n}" for host in ("a", "b", "c") for n in (1, 2, 3)], answer)
    assert len(answers) == 9


def test_who_is_overloaded_is_left_alone() -> None:
    asked = []

    def answer(address: str) -> Answer:
        asked.append(address)
        return Answer("unknown", "answers 429 (Too Many Requests)", 429, overloaded=True)

    answers = ask_all([f"https://a/{n}" for n in range(9)], answer)
    assert asked == ["https://a/0"]
    assert answers["https://a/8"].reason == "was not asked: another one there answers 429 (Too Many Requests)"
    assert {found.verdict for found in answers.values()} == {"unknown"}


def test_without_a_network_nothing_is_broken() -> None:
    assert is_offline({"https://a/": Answer("broken", "names a host that does not exist")})
    assert not is_offline(
        {"https://a/": Answer("broken", "names…"), "https://b/": Answer("unknown", "answers 403", 403)}
    )
    assert not is_offline({})


def test_memory(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "links.json"
    assert read_memory(path) == {}
    answered = {"https://a/": date(2021, 7, 1), "https://b/": date(2021, 6, 24), "https://c/": date(2021, 8, 1)}
    write_memory(path, answered)
    assert read_memory(path) == answered
    assert still_good(answered, [*answered, "https://d/"], date(2021, 7, 1)) == {"https://a/"}
    assert still_good(answered, answered, date(2021, 7, 7)) == {"https://a/"}
    assert still_good(answered, answered, date(2021, 7, 8)) == frozenset()


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"answered": []}', '{"answered": {"a": "soon"}}', '{"answered": {"a": 1}}', "["]
)
def test_memory_that_is_not_ours(text: str, tmp_path: Path) -> None:
    (tmp_path / "links.json").write_text(text)
    assert read_memory(tmp_path / "links.json") == {}


ARTICLE = """---
title: Quota agreed
url: {url}
publisher: Coast Herald
published: 2021-03-04
{more}---

The two fleets agreed on a quota on Thursday.
"""
Archive = Callable[..., Path]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """A folder with an archive; articles by name as (url, more lines of metadata)."""

    def write(actor: str = "", **articles: tuple[str, str]) -> Path:
        (tmp_path / "mkdocs.yml").write_text(
            "site_name: Quota\ndocs_dir: content\nplugins:\n  - explainer:\n      do_not_name: [Hidden Name]\n"
        )
        (tmp_path / "content" / "articles").mkdir(parents=True, exist_ok=True)
        for name, (url, more) in articles.items():
            (tmp_path / "content" / "articles" / f"{name}.md").write_text(ARTICLE.format(url=url, more=more))
        if actor:
            (tmp_path / "content" / "actors").mkdir(exist_ok=True)
            (tmp_path / "content" / "actors" / "fleet.md").write_text(actor)
        return tmp_path

    return write


@pytest.fixture
def explainer(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setattr(command, "PAUSE", 0)

    def run(folder: Path, *options: str) -> Result:
        return CliRunner().invoke(command.links, ["-f", str(folder / "mkdocs.yml"), *options])

    return run


ACTOR = """---
name: The Fleet
kind: group
same_as:
  - {same}
roles:
  - role: owner
    sources:
      - a
      - {source}
---
"""


def test_every_address_has_its_places(archive: Archive) -> None:
    folder = archive(
        a=("https://a.example/1", "archive_url: https://copy.example/1\nrights_url: https://a.example/rights\n"),
        b=("https://a.example/2", "rights_url: https://a.example/rights\n"),
        actor=ACTOR.format(same="https://data.example/Q1", source="https://a.example/3"),
    )
    found = find_addresses(read_content(folder / "content"), folder / "content")
    assert [(link.address, link.copy) for link in found] == [
        ("https://a.example/1", "https://copy.example/1"),
        ("https://a.example/2", None),
        ("https://a.example/3", None),
        ("https://a.example/rights", None),
        ("https://copy.example/1", None),
        ("https://data.example/Q1", None),
    ]
    places = {link.address: link.places for link in found}
    assert places["https://a.example/1"] == (Place("content/articles/a.md", 3, 6, "url"),)
    assert places["https://a.example/rights"] == (
        Place("content/articles/a.md", 7, 13, "rights_url"),
        Place("content/articles/b.md", 6, 13, "rights_url"),
    )
    assert places["https://a.example/3"] == (Place("content/actors/fleet.md", 10, 9, "sources"),)
    assert places["https://data.example/Q1"] == (Place("content/actors/fleet.md", 5, 5, "same_as"),)


def test_links_text(archive: Archive, explainer: Callable[..., Result], server: ThreadingHTTPServer) -> None:
    folder = archive(
        a=(at(server, "/missing?1"), ""),
        b=(at(server, "/gone"), f"archive_url: {at(server, '/good')}\n"),
        c=(at(server, "/forbidden"), f"archive_url: {at(server, '/missing?2')}\n"),
        d=(at(server, "/good?4"), ""),
    )
    done = explainer(folder, "--allow-private")
    assert done.exit_code == 1
    base = at(server, "")
    assert done.stdout == (
        f"content/articles/a.md:3:6: 'url': {base}/missing?1 answers 404: there is nothing here any more. "
        f"Look for a copy at https://web.archive.org/web/*/{base}/missing?1, give its address as "
        "'archive_url', and leave 'url' as it is [error: link-broken]\n"
        f"content/articles/c.md:3:6: 'url': {base}/forbidden answers 403 (Forbidden). Open it in a browser "
        "[warning: link-unknown]\n"
        f"content/articles/c.md:6:14: 'archive_url': {base}/missing?2 answers 404: there is nothing here any more. "
        "Find where it is now, or take it out [error: link-broken]\n"
    )
    assert done.stderr == "6 links: 2 good, 1 replaced, 2 broken, 1 unknown.\n"


def test_links_json_and_memory(archive: Archive, explainer: Callable[..., Result], server: ThreadingHTTPServer) -> None:
    folder = archive(a=(at(server, "/good"), ""), b=(at(server, "/forbidden"), ""))
    done = explainer(folder, "--allow-private", "--format", "json")
    assert done.exit_code == 0
    rows = json.loads(done.stdout)
    assert [(row["verdict"], row["status"], row["replaced"]) for row in rows] == [
        ("unknown", 403, False),
        ("good", 200, False),
    ]
    assert rows[1]["places"] == [{"path": "content/articles/a.md", "line": 3, "column": 6, "key": "url"}]

    asked = server.asked  # type: ignore[attr-defined]
    asked.clear()
    assert explainer(folder, "--allow-private").exit_code == 0
    assert {path for _, path, *_ in asked} == {"/forbidden"}
    asked.clear()
    assert explainer(folder, "--allow-private", "--recheck").exit_code == 0
    assert {path for _, path, *_ in asked} == {"/forbidden", "/good"}


def test_links_markdown(archive: Archive, explainer: Callable[..., Result], server: ThreadingHTTPServer) -> None:
    folder = archive(a=(at(server, "/good"), ""), b=(at(server, "/forbidden"), ""))
    assert explainer(folder, "--allow-private", "--format", "markdown").stdout == ""
    archive(c=(at(server, "/missing"), ""))
    done = explainer(folder, "--allow-private", "--format", "markdown")
    assert done.exit_code == 1
    assert done.stdout.startswith(
        f"One address leads nowhere any more.\n\n- [ ] `{at(server, '/missing')}` answers 404"
    )
    assert "\n  - `content/articles/c.md:3`, `url`\n" in done.stdout
    assert "<details><summary>1 not known</summary>" in done.stdout


def test_private_addresses_of_contributors(
    archive: Archive, explainer: Callable[..., Result], server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = archive(a=(at(server, "/good"), ""))
    done = explainer(folder)
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: Of 1 link none could be reached: is there a network? The first is http://127")
    assert done.stderr.endswith("which leads into a private network.\n")
    assert server.asked == []  # type: ignore[attr-defined]


def test_names_that_appear_nowhere_do_not_appear_here(
    archive: Archive, explainer: Callable[..., Result], server: ThreadingHTTPServer
) -> None:
    folder = archive(
        a=(at(server, "/missing"), ""), actor=ACTOR.format(same=at(server, "/missing/hidden-name"), source="a")
    )
    done = explainer(folder, "--allow-private", "--format", "json")
    assert "hidden-name" not in done.stdout
    assert "/missing" in done.stdout


def test_archive_without_addresses(archive: Archive, explainer: Callable[..., Result]) -> None:
    done = explainer(archive())
    assert (done.exit_code, done.stdout) == (0, "")


def test_a_long_list_is_cut(archive: Archive) -> None:
    folder = archive(**{f"a{n}": (f"https://a.example/{n}", "") for n in range(130)})
    found = find_addresses(read_content(folder / "content"), folder / "content")
    findings = judge(found, {link.address: Answer("broken", "answers 404", 404) for link in found})
    text = render_links_markdown(findings)
    assert text.startswith("130 addresses lead nowhere any more.")
    assert text.count("- [ ]") == 100
    assert text.endswith("- … and 30 more\n")
