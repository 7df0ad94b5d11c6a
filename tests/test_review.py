"""`explainer review`: each decision by options, what it writes and what the site makes of it; and a session by keys."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from test_editor import Published, publish

from builder.cli import main
from builder.configuration import read_configuration
from tests import forking

ROOT = Path(__file__).parent.parent
BODIES = {
    "2023-01-02-outlet": (
        "Gao Feng, the mediator of the port, met Ana Levi, chief negotiator of the Dockers Union, in Bergen on "
        '1 January. They spoke of a "slow shift", a ban on overtime in the port. '
        "The Dockers Union met the Harbour Council. Ana Levi will publish the figures on 9 March."
    ),
    "2023-01-03-herald": (
        "Feng Gao, the mediator of the port, arrived in Oslo. Ana Levi, chief negotiator of the Dockers Union, "
        "spoke with the Harbour Council on 2 January. The Marlow Dossier, a folder of papers, was on the table."
    ),
}
COUNCIL = "---\nname: Harbour Council  # as it signs\nkind: organisation\npart_of: [port]\n---\nRuns the harbour.\n"
PORT = "---\nname: Port Authority\nkind: organisation\naliases:\n- Port of Bergen\n---\nOwns the harbour.\n"
ROUND = (
    "---\ntitle: First round\nperiod: 2023-01-02\nstatus: held\nparties: [harbour-council, port]\nhost: 'port'\n"
    "people:\n  - actor: harbour-council\n    side: port\nsources: [2023-01-03-herald]\n---\nThey met.\n"
)


class Archive:
    """An archive of two articles and a few entries, and the command run beside it."""

    def __init__(self, root: Path) -> None:
        self.content = root / "content"
        self.config = root / "mkdocs.yml"
        self.config.write_text("site_name: Talks\ndocs_dir: content\nplugins: [explainer]\n", encoding="utf-8")
        self.write("places.yml", "- name: Bergen\n  kind: city\n- name: Oslo\n  kind: city\n")
        for name, body in BODIES.items():
            head = f"title: Of {name}\nurl: https://news.example/{name}\npublisher: {name[11:].title()}\n"
            self.write(f"articles/{name}.md", f"---\n{head}published: {name[:10]}\n---\n{body}\n")

    def write(self, name: str, text: str) -> None:
        path = self.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    def read(self, name: str) -> str:
        return (self.content / name).read_bytes().decode()

    def files(self) -> dict[str, bytes]:
        found = (path for path in self.content.rglob("*") if path.is_file())
        return {path.relative_to(self.content).as_posix(): path.read_bytes() for path in found}

    def review(self, *arguments: str) -> Result:
        return CliRunner().invoke(main, ["review", "-f", str(self.config), *arguments])

    def decide(self, *arguments: str) -> Published:
        """The site after decisions that left nothing to check."""
        done = self.review(*arguments)
        assert (done.exit_code, done.exception) == (0, None), done.output
        site = self.site()
        assert site.problems == ()
        return site

    def refuse(self, *arguments: str) -> str:
        """What is said of decisions that cannot be made; nothing is written then."""
        before = self.files()
        done = self.review(*arguments)
        assert done.exit_code == 1
        assert done.stdout == ""
        assert done.stderr.endswith("Nothing was written.\n")
        assert self.files() == before
        return done.stderr

    def site(self) -> Published:
        return publish(self.content, read_configuration(self.config).settings)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


@pytest.fixture
def edited(archive: Archive) -> Archive:
    archive.write("actors/harbour-council.md", COUNCIL)
    archive.write("actors/port.md", PORT)
    archive.write("rounds/first.md", ROUND)
    assert archive.site().problems == ()
    return archive


# What is listed


def test_the_most_useful_come_first(archive: Archive) -> None:
    rows = json.loads(archive.review("--format", "json").stdout)
    assert [(row["one"]["id"], row["other"]["id"]) for row in rows["suggestions"]] == [("feng-gao", "gao-feng")]
    first = rows["unchecked"][0]
    assert (first["id"], first["articles"], first["outlets"]) == ("ana-levi", 2, 2)
    assert [sentence["publisher"] for sentence in first["sentences"]] == ["Outlet", "Herald"]
    assert first["roles"][0]["role"] == "chief negotiator of the Dockers Union"
    weights = [row["articles"] + row["outlets"] + row["rounds"] + row["entries"] for row in rows["unchecked"]]
    assert weights == sorted(weights, reverse=True)
    (term,) = rows["terms"]
    assert (term["id"], term["kind"]) == ("slow-shift", "term")
    assert "a ban on overtime" in term["sentence"]


def test_the_list_names_ids_and_sentences(archive: Archive) -> None:
    printed = archive.review("--most", "2").stdout
    assert "Ana Levi (person, actors/ana-levi, machine-read): " in printed
    assert "Outlet, 2023-01-02: Gao Feng, the mediator of the port" in printed
    assert "[2023-01-02-outlet]" in printed
    assert "slow shift (term, glossary/slow-shift, machine-read)" in printed


def test_hostile_names_do_not_reach_the_terminal(archive: Archive) -> None:
    name = "2023-01-03-herald"
    text = archive.read(f"articles/{name}.md").replace("publisher: Herald", 'publisher: "Her\u00adald"')
    archive.write(f"articles/{name}.md", text.replace("Ana Levi", "Ana\u00ad Levi\u202e"))
    printed = archive.review("--list").stdout
    assert "\u202e" not in printed
    assert "\u00ad" not in printed


# Accepting


def test_accept_writes_what_articles_say(archive: Archive) -> None:
    before = archive.site()
    site = archive.decide("--accept", "ana-levi")
    assert archive.read("actors/ana-levi.md") == (
        "---\nname: Ana Levi\nkind: person\nroles:\n  - role: chief negotiator of the Dockers Union\n"
        "    from: ../2023-01-02\n    until: 2023-01-03/..\n    sources: [2023-01-02-outlet, 2023-01-03-herald]\n---\n"
    )
    page = site.pages["actors/ana-levi.md"]
    assert "machine-read" in before.pages["actors/ana-levi.md"].partition("Roles over time")[0]
    assert "machine-read" not in page.partition("Roles over time")[0]
    assert "reported 2 January 2023 to 3 January 2023" in page
    # Told once, and still with the sentence that it rests on.
    roles = page.partition("Roles over time")[2].partition("</table>")[0]
    assert roles.count("chief negotiator") == 1
    assert "2023-01-02-outlet/#s1" in roles
    assert "machine-read" not in roles
    (archive.content / "actors" / "ana-levi.md").unlink()
    assert archive.site() == before


def test_accept_without_roles_leaves_these_machine_read(archive: Archive) -> None:
    site = archive.decide("--accept", "actors/ana-levi", "--without-roles")
    assert archive.read("actors/ana-levi.md") == "---\nname: Ana Levi\nkind: person\n---\n"
    assert "machine-read" in site.pages["actors/ana-levi.md"].partition("Roles over time")[2].partition("</table>")[0]


def test_accept_gives_no_alias_that_may_mean_another(archive: Archive) -> None:
    """A family name holds in the article that has the name in full, an alias in all."""
    archive.write("articles/2023-01-02-outlet.md", archive.read("articles/2023-01-02-outlet.md") + "Levi smiled.\n")
    archive.decide("--accept", "ana-levi")
    assert "aliases" not in archive.read("actors/ana-levi.md")


def test_what_has_an_entry_is_not_accepted_again(edited: Archive) -> None:
    assert "actors/port.md is there already" in edited.refuse("--accept", "port")
    assert "there is no actor or term 'nobody'" in edited.refuse("--accept", "ana-levi", "--accept", "nobody")


def test_a_term_needs_a_definition(archive: Archive) -> None:
    assert "needs a definition" in archive.refuse("--accept", "slow-shift")
    assert archive.review("--define", "slow-shift= ").exit_code == 2


def test_define_writes_the_editors_words(archive: Archive) -> None:
    before = archive.site()
    site = archive.decide("--define", "slow-shift=Work to rule = in the port.")
    assert archive.read("glossary/slow-shift.md") == (
        "---\nterm: slow shift\nsources: [2023-01-02-outlet]\n---\nWork to rule = in the port.\n"
    )
    assert "Work to rule = in the port." in site.pages["glossary/slow-shift.md"]
    (archive.content / "glossary" / "slow-shift.md").unlink()
    assert archive.site() == before


def test_a_definition_that_is_not_the_editors_is_refused(archive: Archive) -> None:
    text = archive.read("articles/2023-01-02-outlet.md")
    archive.write(
        "articles/2023-01-02-outlet.md",
        text.replace("published:", "text: full\nrights: all-rights-reserved\npublished:"),
    )
    assert "say it in your own" in archive.refuse("--define", "slow-shift=a ban on overtime in the port")


def test_kind_of_what_has_an_entry_and_of_what_has_none(edited: Archive) -> None:
    edited.decide("--kind", "port=group", "--kind", "ana-levi=person")
    assert edited.read("actors/port.md") == PORT.replace("organisation", "group")
    assert "kind: person" in edited.read("actors/ana-levi.md")
    assert edited.review("--kind", "port=ship").exit_code == 2


# Putting together, keeping apart


def test_alias(edited: Archive) -> None:
    before = edited.site()
    assert "actors/feng-gao.md" in before.pages
    site = edited.decide("--alias-of", "Feng Gao=port", "--kind", "port=person")
    assert edited.read("actors/port.md") == PORT.replace("organisation", "person").replace(
        "Bergen\n", "Bergen\n- Feng Gao\n"
    )
    assert "actors/feng-gao.md" not in site.pages
    edited.write("actors/port.md", PORT)
    assert edited.site() == before


def test_alias_of_what_has_no_entry_gives_it_one(archive: Archive) -> None:
    archive.decide("--alias-of", "Feng Gao=gao-feng")
    assert "name: Gao Feng\nkind: person\naliases: [Feng Gao]\n" in archive.read("actors/gao-feng.md")


def test_an_alias_that_is_anothers_is_refused(edited: Archive) -> None:
    assert "is a name in actors/port.md; merge the two" in edited.refuse("--alias-of", "port of bergen=harbour-council")
    assert "is a name in actors/port.md already" in edited.refuse("--alias-of", "Port of Bergen=port")


def test_merge_of_two_that_the_machine_found(archive: Archive) -> None:
    before = archive.site()
    site = archive.decide("--merge", "feng-gao=gao-feng")
    entry = archive.read("actors/gao-feng.md")
    assert "aliases: [Feng Gao]\n" in entry
    assert "formerly: [feng-gao]\n" in entry
    assert 'href="../gao-feng/"' in site.files["actors/feng-gao/index.html"]
    assert "2023-01-03-herald" in site.pages["actors/gao-feng.md"]
    assert json.loads(archive.review("--format", "json").stdout)["suggestions"] == []
    (archive.content / "actors" / "gao-feng.md").unlink()
    assert archive.site() == before


def test_merge_of_two_entries_follows_all_that_names_them(edited: Archive) -> None:
    mates = (
        "---\nname: Mates Club\nkind: group\npart_of: [harbour-council, port]\ndistinct_from: [Harbour Council]\n---\n"
    )
    edited.write("actors/mates-club.md", mates)
    edited.write("glossary/quay.md", "---\nterm: quay\nsee:\n  - harbour-council # its owner\n---\nA wall.\n")
    herald = edited.read("articles/2023-01-03-herald.md")
    corrections = "corrections:\n  - text: Feng Gao\n    actor: harbour-council\n"
    edited.write("articles/2023-01-03-herald.md", herald.replace("published:", corrections + "published:"))
    edited.write("actors/port.md", PORT.replace("aliases:", "distinct_from: [harbour council, Pier Club]\naliases:"))
    before, files = edited.site(), edited.files()
    assert before.problems == ()
    site = edited.decide("--merge", "harbour-council=port")
    assert edited.read("actors/port.md") == (
        "---\nname: Port Authority\nkind: organisation\ndistinct_from: [Pier Club]\naliases:\n- Port of Bergen\n"
        "- Harbour Council\nformerly: [harbour-council]\n---\nOwns the harbour.\n\nRuns the harbour.\n"
    )
    assert not (edited.content / "actors" / "harbour-council.md").exists()
    assert edited.read("actors/mates-club.md") == mates.replace("[harbour-council, port]", "[port]")
    assert edited.read("glossary/quay.md") == "---\nterm: quay\nsee:\n  - port # its owner\n---\nA wall.\n"
    assert edited.read("rounds/first.md") == ROUND.replace("[harbour-council, port]", "[port]").replace(
        "actor: harbour-council", "actor: port"
    )
    assert "actor: port\n" in edited.read("articles/2023-01-03-herald.md")
    assert 'href="../port/"' in site.files["actors/harbour-council/index.html"]
    for name, data in files.items():
        edited.write(name, data.decode())
    assert edited.site() == before


def test_merge_keeps_what_the_entry_that_goes_says(edited: Archive) -> None:
    role = (
        "roles:\n  - role: keeper\n    from: 2020\n    sources: [https://a.example/b]\nsame_as: [https://a.example/x]\n"
    )
    edited.write("actors/harbour-council.md", COUNCIL.replace("part_of: [port]\n", role).replace("\n", "\r\n"))
    edited.decide("--merge", "harbour-council=port")
    kept = edited.read("actors/port.md")
    assert 'roles:\n  - role: keeper\n    from: 2020\n    sources: ["https://a.example/b"]\n' in kept
    assert 'same_as: ["https://a.example/x"]' in kept
    assert kept.endswith("Owns the harbour.\n\nRuns the harbour.\n")


def test_merge_finds_the_correction_also_where_another_is_withheld(edited: Archive) -> None:
    herald = edited.read("articles/2023-01-03-herald.md")
    corrections = (
        "corrections:\n  - {text: Ana Levi, actor: port}\n  - text: Feng Gao\n    actor: harbour-council\n"
        "  - text: the table\n    not_an_actor: true\n"
    )
    edited.write("articles/2023-01-03-herald.md", herald.replace("published:", corrections + "published:"))
    edited.write("names/withheld-levi.yml", "name: Ana Levi\ndecision: do-not-name\n")
    edited.review("--merge", "harbour-council=port")
    assert edited.read("articles/2023-01-03-herald.md") == herald.replace(
        "published:", corrections.replace("harbour-council", "port") + "published:"
    )


@pytest.mark.parametrize(
    ("pair", "why"),
    [
        ("ana-levi=port", "is a person and the other is not"),
        ("port=port", "one and the same"),
        ("slow-shift=port", "of different sorts"),
        ("port=dockers-union", "merge dockers-union=port"),
        ("port=nobody", "there is no actor or term 'nobody'"),
        ("port=../x", "is not an id"),
        ("port=/etc/passwd", "is not an id"),
    ],
)
def test_a_merge_that_cannot_be_is_refused(pair: str, why: str, edited: Archive) -> None:
    assert why in edited.refuse("--merge", pair)


def test_distinct(archive: Archive) -> None:
    before = archive.site()
    archive.decide("--distinct", "gao-feng=feng-gao")
    assert "distinct_from: [Feng Gao]\n" in archive.read("actors/gao-feng.md")
    assert json.loads(archive.review("--format", "json").stdout)["suggestions"] == []
    assert "keeps them apart already" in archive.refuse("--distinct", "gao-feng=feng-gao")
    (archive.content / "actors" / "gao-feng.md").unlink()
    assert archive.site() == before


# Names without an entry


def test_ignore(archive: Archive) -> None:
    before = archive.site()
    assert "actors/marlow-dossier.md" in before.pages
    site = archive.decide("--ignore", "marlow-dossier", "--ignore", "slow-shift", "--reason", "a folder: papers")
    assert archive.read("names/marlow-dossier.yml") == (
        'name: Marlow Dossier\ndecision: ignore\nreason: "a folder: papers"\n'
    )
    assert "actors/marlow-dossier.md" not in site.pages
    assert "glossary/slow-shift.md" not in site.pages
    listed = archive.review("--format", "json").stdout
    assert "marlow-dossier" not in listed
    assert "slow-shift" not in listed
    for name in ("marlow-dossier", "slow-shift"):
        (archive.content / "names" / f"{name}.yml").unlink()
    assert archive.site() == before


def test_an_entry_is_not_ignored(edited: Archive) -> None:
    assert "delete it first" in edited.refuse("--ignore", "port")


def test_do_not_name(archive: Archive) -> None:
    before = archive.site()
    assert before.says("Feng Gao")
    site = archive.decide("--do-not-name", "Feng Gao")
    (path,) = (archive.content / "names").iterdir()
    assert path.name.startswith("withheld-")
    assert site.says("Feng Gao") == set()
    assert "Feng Gao" not in archive.review("--list").stdout
    path.unlink()
    assert archive.site() == before


def test_do_not_name_takes_all_forms_of_an_actor(archive: Archive) -> None:
    archive.write("articles/2023-01-02-outlet.md", archive.read("articles/2023-01-02-outlet.md") + "Levi smiled.\n")
    assert archive.decide("--do-not-name", "Ana Levi").says("Levi") == set()


def test_do_not_name_whom_no_article_names(archive: Archive) -> None:
    archive.decide("--do-not-name", "Tomas Dahl")
    assert "is there already" in archive.refuse("--do-not-name", "tomas  dahl")
    assert "one line" in archive.refuse("--do-not-name", "Tomas\u202eDahl")


def test_what_is_ignored_keeps_its_id_and_leaves_its_page(archive: Archive) -> None:
    def identify(*more: str) -> int:
        return CliRunner().invoke(main, ["identify", "-f", str(archive.config), *more]).exit_code

    assert identify() == 0
    recorded = archive.files()
    site = archive.decide("--ignore", "marlow-dossier", "--do-not-name", "Feng Gao")
    assert "no longer in this archive" in site.files["actors/marlow-dossier/index.html"]
    assert not [uri for uri in (*site.pages, *site.files) if "feng-gao" in uri]
    assert identify("--check") == 0
    assert {name: data for name, data in archive.files().items() if not name.startswith("names/")} == recorded


# Options


def test_dry_run_prints_and_writes_nothing(edited: Archive) -> None:
    before = edited.files()
    printed = edited.review("--merge", "harbour-council=port", "--ignore", "marlow-dossier", "--dry-run").stdout
    assert edited.files() == before
    assert "content/actors/harbour-council.md: deleted\n" in printed
    assert "content/actors/port.md: changed\n  ---\n  name: Port Authority\n" in printed
    assert "content/names/marlow-dossier.yml: new\n  name: Marlow Dossier\n  decision: ignore\n" in printed
    assert edited.review("--dry-run").exit_code == 2


def test_several_decisions_build_on_each_other(archive: Archive) -> None:
    archive.decide("--accept", "gao-feng", "--alias-of", "Master Gao=gao-feng", "--merge", "feng-gao=gao-feng")
    assert "aliases: [Master Gao, Feng Gao]\n" in archive.read("actors/gao-feng.md")
    assert "its page is actors/gao-feng now" in archive.refuse("--ignore", "feng-gao")


def test_who_was_merged_is_nobody_to_decide_about(archive: Archive) -> None:
    assert "there is no actor or term 'feng-gao'" in archive.refuse(
        "--merge", "feng-gao=gao-feng", "--ignore", "feng-gao"
    )


def test_all_or_nothing(archive: Archive) -> None:
    assert "there is no actor" in archive.refuse("--accept", "ana-levi", "--ignore", "nobody")


@pytest.mark.parametrize("text", ["name: [\n", "{name: Port Authority, kind: group}\n", "name: P\nkind: ship\n"])
def test_a_file_with_problems_is_not_touched(text: str, edited: Archive) -> None:
    edited.write("actors/port.md", f"---\n{text}---\n")
    assert edited.refuse("--alias-of", "The Port=port")


def test_what_the_decision_leaves_to_check_is_said(archive: Archive) -> None:
    archive.write("actors/gao-feng.md", "---\nname: Gao Feng\nkind: person\naliases: [Old Gao]\n---\n")
    archive.write("actors/ana-levi.md", "---\nname: Ana Levi\nkind: person\nformerly: [dockers-union]\n---\n")
    done = archive.review("--ignore", "feng-gao")
    assert done.exit_code == 0
    assert "former-id" not in done.stdout


def test_merging_into_an_entry_with_comments_changes_only_lines_that_are_meant(edited: Archive) -> None:
    noted = "---\n# Who owns it\nname: 'Port Authority' # since 1901\nkind: organisation\n\n---\nOwns it.\n"
    noted = noted.replace("\n", "\r\n")
    edited.write("actors/port.md", noted)
    edited.decide("--alias-of", "The Quay: Bergen=port")
    assert edited.read("actors/port.md") == noted.replace(
        "kind: organisation\r\n", 'kind: organisation\r\naliases: ["The Quay: Bergen"]\r\n'
    )


# On a terminal


class Terminal:
    """The command on a terminal of its own."""

    def __init__(self, archive: Archive, **environment: str) -> None:
        self.controller, end = pty.openpty()
        self.process = forking.start(
            "builder.cli", ["review", "-f", str(archive.config)], folder=ROOT, streams=(end, end, end),
            env={**os.environ, "TERM": "xterm", **environment},
        )  # fmt: skip
        os.close(end)
        self.shown = ""
        self.ended = False

    def expect(self, words: str, seconds: float = 60) -> str:
        """What is shown up to and with `words`."""
        until = time.monotonic() + seconds
        while words not in self.shown:
            ready, _, _ = select.select([self.controller], [], [], max(until - time.monotonic(), 0))
            try:
                more = os.read(self.controller, 65536) if ready else b""
            except OSError:
                more = b""
            assert more, f"{words!r} is not shown, but {self.shown!r}"
            self.shown += more.decode("utf-8", "replace").replace("\r\n", "\n")
        before, _, self.shown = self.shown.partition(words)
        return before + words

    def press(self, key: str) -> None:
        """What is pressed before a key is waited for is lost, as it should be."""
        self._wait(lines=False)
        os.write(self.controller, key.encode())

    def enter(self, line: str) -> None:
        self._wait(lines=True)
        os.write(self.controller, f"{line}\r".encode())

    def _wait(self, *, lines: bool) -> None:
        until = time.monotonic() + 60
        while bool(termios.tcgetattr(self.controller)[3] & termios.ICANON) is not lines:
            assert time.monotonic() < until
            time.sleep(0.005)

    def ends(self) -> int:
        self.ended = True
        return self.process.wait(60)

    def close(self) -> None:
        if not self.ended:
            os.kill(self.process.pid, signal.SIGKILL)
            self.process.wait()
        os.close(self.controller)


@pytest.fixture
def terminal(archive: Archive) -> Iterator[Terminal]:
    terminal = Terminal(archive)
    yield terminal
    terminal.close()


def test_a_session(archive: Archive, terminal: Terminal) -> None:
    """Merge, take it back, keep apart; accept, skip; press a wrong key; give a wrong id; quit."""
    before = archive.files()
    shown = terminal.expect("\n? ")
    assert "1 of " in shown
    assert "Outlet, 2023-01-02: Gao Feng, the mediator" in shown
    terminal.press("m")
    terminal.expect("content/actors/feng-gao.md: new")
    terminal.expect("\n? ")
    assert "formerly: [gao-feng]" in archive.read("actors/feng-gao.md")
    terminal.press("u")
    terminal.expect("content/actors/feng-gao.md: deleted")
    terminal.expect("\n? ")
    assert archive.files() == before
    terminal.press("x")
    terminal.expect("Press one of m, r, d, s, u, q.")
    terminal.press("d")
    terminal.expect("content/actors/feng-gao.md: new")
    assert "Ana Levi (person" in terminal.expect("\n? ")
    terminal.press("m")
    terminal.expect("Into which id?")
    terminal.enter("nobody")
    terminal.expect("Not done: there is no actor or term 'nobody'")
    terminal.press("m")
    terminal.expect("Into which id?")
    terminal.enter("")
    terminal.expect("\n? ")
    terminal.press("a")
    terminal.expect("content/actors/ana-levi.md: new")
    terminal.expect("\n? ")
    terminal.press("s")
    terminal.expect("\n? ")
    terminal.press("q")
    terminal.expect("2 decisions written.")
    assert terminal.ends() == 0
    assert set(archive.files()) - set(before) == {"actors/feng-gao.md", "actors/ana-levi.md"}
    assert archive.site().problems == ()


def test_a_session_in_which_a_term_is_defined(archive: Archive, terminal: Terminal) -> None:
    shown = ""
    while "(term, " not in shown:
        shown = terminal.expect("\n? ")
        terminal.press("a" if "(term, " in shown else "s")
    terminal.expect("in your own words?")
    terminal.enter("Work to rule.")
    terminal.expect("That is all.")
    assert terminal.ends() == 0
    assert archive.read("glossary/slow-shift.md").endswith("---\nWork to rule.\n")


@pytest.mark.parametrize("key", ["\x03", "\x04", "q"])
def test_a_session_ends_without_a_fuss(key: str, terminal: Terminal) -> None:
    terminal.expect("\n? ")
    terminal.press(key)
    shown = terminal.expect("0 decisions written.")
    assert terminal.ends() == 0
    assert "Traceback" not in shown


def test_a_session_whose_terminal_goes_away(terminal: Terminal) -> None:
    terminal.expect("\n? ")
    os.killpg(terminal.process.pid, signal.SIGHUP)
    assert terminal.ends() != 0


def test_a_file_that_changed_meanwhile_is_not_taken_back(archive: Archive, terminal: Terminal) -> None:
    terminal.expect("\n? ")
    terminal.press("d")
    terminal.expect("content/actors/feng-gao.md: new")
    terminal.expect("\n? ")
    archive.write("actors/feng-gao.md", "---\nname: Feng Gao\nkind: person\n---\nMine.\n")
    terminal.press("u")
    terminal.expect("changed meanwhile")
    terminal.press("q")
    assert terminal.ends() == 0
    assert archive.read("actors/feng-gao.md").endswith("Mine.\n")


def test_colours_obey(archive: Archive) -> None:
    escape = re.compile(r"\x1b\[[\d;]*m")  # colours; to move the cursor is none
    for environment, expected in (({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True)):
        terminal = Terminal(archive, **environment)
        try:
            assert bool(escape.search(terminal.expect("\n? "))) is expected
        finally:
            terminal.close()


def test_a_closed_pipe_is_no_error(archive: Archive) -> None:
    command = [sys.executable, "-m", "builder.cli", "review", "-f", str(archive.config)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
