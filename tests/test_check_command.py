"""`explainer check` as people call it: what is printed where, how it ends, and that it says so again at each save."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.cli import main
from tests.test_checking_since import article, git, root, write
from tests.test_cli import run

__all__ = ["root"]
BUILDER = Path(__file__).parent.parent


@pytest.fixture
def config(root: Path) -> Path:
    write(root, "mkdocs.yml", "site_name: Talks\ndocs_dir: content\nplugins: [explainer]\n")
    (root / "content/articles/2023/old.md").unlink()
    (root / "content/notes.txt").unlink()
    git(root, "add", ".")
    git(root, "commit", "-qm", "Good")
    return root / "mkdocs.yml"


def test_the_line_and_a_caret(config: Path) -> None:
    write(config.parent, "content/articles/2023/one.md", article("one").replace("2023-01-10", "10 January"))
    result = run("check", "-f", config)
    assert result.exit_code == 1
    place, line, caret = result.stdout.splitlines()
    assert place.startswith("content/articles/2023/one.md:5:12: ")
    assert place.endswith("[error: value]")
    assert (line, caret) == ("    published: 10 January", "               ^")
    assert result.stderr == "1 error.\n"


def test_notes_fail_nothing(config: Path) -> None:
    body = "Olaf Brandt arrived in Bergen on Monday."
    write(config.parent, "content/articles/2023/new.md", article("new", body=body))
    result = run("check", "-f", config, "--since", "main")
    assert result.exit_code == 0
    assert "[note: near-name]" in result.stdout
    assert result.stderr == "1 note.\n"
    annotation = run("check", "-f", config, "--since", "main", "--format", "github").stdout
    assert annotation.startswith("::notice file=")
    (problem,) = json.loads(run("check", "-f", config, "--since", "main", "--format", "json").stdout)
    assert problem["severity"] == "note"


@pytest.mark.parametrize("revision", ["nowhere", "--help", "a b", "\x1b[2J"])
def test_what_is_no_revision_is_said(config: Path, revision: str) -> None:
    result = run("check", "-f", config, f"--since={revision}")
    assert result.exit_code == 2
    assert "revision" in result.stderr
    assert "\x1b" not in result.stderr


def test_a_full_check_judges_more(config: Path) -> None:
    corrected = article("two", 1).replace(
        "---\n\n", "corrections:\n  - text: next week\n    not_an_actor: true\n---\n\n"
    )
    write(config.parent, "content/articles/2023/two.md", corrected)
    result = run("check", "-f", config, "--since", "main")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "content/articles/2023/two.md: whether its words have an effect, a full 'explainer check' says." in (
        result.stderr
    )
    assert "correction-idle" in run("check", "-f", config).stdout


def test_annotations_name_files_as_the_checkout_does(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(config.parent, "content/articles/2023/one.md", "")
    monkeypatch.chdir(config.parent.parent)
    expected = f"file={config.parent.name}/content/articles/2023/one.md,"
    assert expected in run("check", "-f", config, "--format", "github").stdout
    monkeypatch.setenv("GITHUB_WORKSPACE", str(config.parent))
    assert "file=content/articles/2023/one.md," in run("check", "-f", config, "--format", "github").stdout


def test_originals(config: Path, tmp_path: Path) -> None:
    text = " ".join(f"word{number} of the original as it was printed" for number in range(9))
    write(config.parent, "content/articles/2023/one.md", article("one", body=text))
    write(tmp_path, "originals/one.txt", text)
    result = run("check", "-f", config, "--originals", tmp_path / "originals")
    assert "[warning: paraphrase-close]" in result.stdout
    assert run("check", "-f", config, "--originals", tmp_path / "nowhere").exit_code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals here")
@pytest.mark.parametrize(("setting", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colours_are_for_terminals(config: Path, setting: dict[str, str], coloured: bool) -> None:
    import pty

    write(config.parent, "content/articles/2023/one.md", "")
    leader, follower = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    process = subprocess.Popen(
        [sys.executable, "-m", "builder.cli", "check", "-f", str(config)], cwd=BUILDER, stdout=follower,
        stderr=subprocess.DEVNULL, env={**environment, "TERM": "xterm", **setting},
    )  # fmt: skip
    assert process.wait() == 1
    os.close(follower)
    printed = os.read(leader, 10_000).decode()
    os.close(leader)
    assert ("\x1b[31m" in printed) == coloured
    assert "the file is empty" in printed


class Watched:
    """A running `explainer check --watch`, and what it says line by line."""

    def __init__(self, config: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "builder.cli", "check", "-f", str(config), "--watch"], cwd=BUILDER,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        self._lines: queue.Queue[str] = queue.Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def until(self, piece: str) -> str:
        """The next line that holds `piece`."""
        while True:
            line = self._lines.get(timeout=60)
            if piece in line:
                return line


@pytest.fixture
def watched(config: Path) -> Iterator[Watched]:
    watched = Watched(config)
    yield watched
    watched.process.kill()
    watched.process.wait()
    watched.reader.join()
    assert watched.process.stdout
    watched.process.stdout.close()


def test_watch_says_it_again_at_each_save(watched: Watched, config: Path) -> None:
    """A bad file, the same mended by way of another name as editors do, a bad configuration, Ctrl-C."""
    watched.until("No problem found.")
    path = config.parent / "content/articles/2023/one.md"
    path.write_text(article("one").replace("title", "titel"), encoding="utf-8")
    assert "one.md:2:1: the key 'titel' is not known here" in watched.until("one.md")
    watched.until("1 error so far")
    watched.until("1 error.")
    idle = "corrections:\n  - text: without a word\n    not_an_actor: true\n---\n\n"
    path.write_text(article("one").replace("---\n\n", idle), encoding="utf-8")
    watched.until("No problem so far")
    watched.until("correction-idle")
    watched.until("1 warning.")
    draft = path.with_name(".one.md.swp")
    draft.write_text(article("one"), encoding="utf-8")
    draft.replace(path)
    watched.until("No problem found.")
    config.write_text("site_name: [", encoding="utf-8")
    watched.until("is not valid YAML")
    watched.process.send_signal(signal.SIGINT)
    assert watched.process.wait(timeout=60) == 0


def test_the_example_of_the_help_is_a_call() -> None:
    command = main.get_command(None, "check")  # type: ignore[arg-type]
    assert command is not None
    assert "Example: explainer check --since main" in (command.help or "")
