"""What MkDocs makes of an archive that is spoilt, empty or set up in another way."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import Files

BAD = "---\ntitle: Herrings vanish overnight\npublished: 2019-06-31\n---\nNobody saw them leave.\n"


@pytest.fixture
def spoilt(archive: Callable[[str], Path]) -> Path:
    """An archive of which one article is bad."""
    folder = archive("bare")
    (folder / "content" / "articles" / "2019-06-30-herrings.md").write_text(BAD, encoding="utf-8")
    return folder


def test_bad_article_is_left_out_and_named(build: Callable, spoilt: Path) -> None:
    built = build(spoilt, spoilt / "site")
    assert built.status == 0, built.log
    warned = [line for line in built.warnings if "content/articles/2019-06-30-herrings.md:" in line]
    assert any("June 2019 has 30 days" in line and ":3:" in line for line in warned)
    assert any("'url' is missing" in line for line in warned)
    assert not (built.site / "articles" / "2019-06-30-herrings").exists()
    assert (built.site / "articles" / "2019-06-08-gazette-strike-ends" / "index.html").is_file()
    said = [path for path in built.site.rglob("*.html") if "Herrings" in path.read_text(encoding="utf-8")]
    assert said == []


def test_bad_article_stops_a_strict_build(build: Callable, spoilt: Path) -> None:
    built = build(spoilt, spoilt / "site", "--strict")
    assert built.status == 1
    assert "Traceback" not in built.log


def test_stray_file_is_named_and_not_published(build: Callable, archive: Callable[[str], Path]) -> None:
    folder = archive("bare")
    (folder / "content" / "notes.txt").write_text("call Wilma", encoding="utf-8")
    (folder / "content" / "articles" / "picture.png").write_bytes(b"\x89PNG")
    built = build(folder, folder / "site")
    assert built.status == 0, built.log
    assert any("content/notes.txt" in line for line in built.warnings)
    assert any("content/articles/picture.png" in line for line in built.warnings)
    assert list(built.site.glob("notes*")) == []
    assert [path for path in built.site.rglob("picture*") if "assets" not in path.parts] == []


def test_content_is_walked_through_by_no_one_who_follows_links(build: Callable, archive: Callable[[str], Path]) -> None:
    folder = archive("bare")
    # Through it, everything that the computer has.
    (folder / "content" / "articles" / "all").symlink_to("/", target_is_directory=True)
    built = build(folder, folder / "site")
    assert built.status == 0, built.log
    assert any("content/articles/all:1:1: this is a symbolic link" in line for line in built.warnings)
    assert (built.site / "articles" / "2019-06-08-gazette-strike-ends" / "index.html").is_file()


def test_empty_content_folder_builds(build: Callable, archive: Callable[[str], Path]) -> None:
    folder = archive("bare")
    for path in sorted((folder / "content").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    built = build(folder, folder / "site", "--strict")
    assert built.status == 0, built.log
    for address in ("", "timeline", "rounds", "actors", "glossary", "articles", "about"):
        assert (built.site / address / "index.html").is_file()
    assert "There are no articles here yet" in (built.site / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("link", ["actors/nobody.md", "timeline/index.md#no-such-day"])
def test_editors_broken_link_is_named_and_stops_a_strict_build(
    build: Callable, archive: Callable[[str], Path], link: str
) -> None:
    folder = archive("bare")
    (folder / "content" / "index.md").write_text(f"See [this]({link}).\n", encoding="utf-8")
    built = build(folder, folder / "site", "--strict")
    assert built.status == 1
    assert any(link in line for line in built.warnings)


def test_maintainers_own_navigation_address_and_theme_stay(build: Callable, archive: Callable[[str], Path]) -> None:
    folder = archive("bare")
    (folder / "own").mkdir()
    (folder / "own" / "main.html").write_text('{% extends "base.html" %}{% block footer %}OWN{% endblock %}', "utf-8")
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("nav: [{Start: index.md}, {When: timeline/index.md}]\n")
        config.write("repo_url: https://example.org/forge/port\nedit_uri: edit/main/content/\n")
    text = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    features = "  font: false\n  custom_dir: own\n  features: [content.action.edit]\n"
    (folder / "mkdocs.yml").write_text(text.replace("  font: false\n", features), encoding="utf-8")
    built = build(folder, folder / "site", "--strict")
    assert built.status == 0, built.log
    home = (built.site / "index.html").read_text(encoding="utf-8")
    assert "OWN" in home
    assert "When" in home
    assert "Glossary</a>" not in home.partition("<article")[0]
    source = (built.site / "articles" / "2019-06-08-gazette-strike-ends" / "index.html").read_text(encoding="utf-8")
    assert "https://example.org/forge/port/edit/main/content/articles/2019-06-08-gazette-strike-ends.md" in source
    # No file stands behind a page that the machine made.
    assert "/edit/main/" not in (built.site / "timeline" / "index.html").read_text(encoding="utf-8")


def test_setting_of_the_wrong_type_is_said(build: Callable, archive: Callable[[str], Path]) -> None:
    folder = archive("bare")
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("      quote_limit: {words: many}\n")
    text = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(text.replace("- explainer\n", "- explainer:\n"), encoding="utf-8")
    built = build(folder, folder / "site")
    assert built.status == 1
    assert "words" in built.log
    assert "Traceback" not in built.log


def test_a_second_build_leaves_nothing_of_the_first(build: Callable, archive: Callable[[str], Path]) -> None:
    folder = archive("bare")
    assert build(folder, folder / "site").status == 0
    (folder / "content" / "articles" / "2019-06-08-gazette-strike-ends.md").unlink()
    assert build(folder, folder / "site").status == 0
    assert not (folder / "site" / "articles" / "2019-06-08-gazette-strike-ends").exists()


HOSTILE = ('</title><script>alert("x")</script>', '" onfocus="alert(1)', "<img src=x onerror=alert(1)>")


class Head(HTMLParser):
    """What the page's head makes of names: scripts' text, and every attribute there is."""

    def __init__(self) -> None:
        super().__init__()
        self.attributes: set[str] = set()
        self.in_script = False
        self.scripts = ""
        self.description = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_script = tag == "script"
        self.attributes |= {name for name, _ in attrs}
        if ("name", "description") in attrs:
            self.description = dict(attrs)["content"] or ""

    def handle_data(self, data: str) -> None:
        if self.in_script:
            self.scripts += data


@pytest.mark.parametrize("name", HOSTILE)
def test_names_stay_text_in_the_head_too(build: Callable, archive: Callable[[str], Path], name: str) -> None:
    folder = archive("bare")
    (folder / "content" / "glossary").mkdir(exist_ok=True)
    (folder / "content" / "glossary" / "trap.md").write_text(f"---\nterm: '{name}'\n---\n\n{name}\n", encoding="utf-8")
    built = build(folder, folder / "site")
    assert built.status == 0, built.log
    head = Head()
    head.feed((built.site / "glossary" / "trap" / "index.html").read_text(encoding="utf-8"))
    assert not {attribute for attribute in head.attributes if attribute.startswith("on")}
    assert "alert" not in head.scripts
    assert head.description == name


@pytest.mark.parametrize(("command", "shown"), [("build", True), ("gh-deploy", True), ("serve", False)])
def test_progress_is_shown_unless_it_would_flicker_at_every_change(
    archive: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, command: str, shown: bool
) -> None:
    class Begun(Exception):  # noqa: N818
        pass

    def begin(root: Path, cache: Path, *, shown: bool, **_: str) -> None:
        raise Begun(root, cache, shown)

    folder = archive("bare")
    monkeypatch.setattr("builder.plugin.open_run", begin)
    monkeypatch.setattr("builder.plugin.log.isEnabledFor", lambda _level: True, raising=False)
    config = load_config(str(folder / "mkdocs.yml"))
    config.plugins.run_event("startup", command=command, dirty=False)
    with pytest.raises(Begun) as begun:
        config.plugins.run_event("files", Files([]), config=config)
    assert begun.value.args == (folder, folder / ".cache" / "explainer" / "store.sqlite3", shown)


def with_setting(folder: Path, line: str) -> Path:
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    assert "  - explainer" in text
    config.write_text(re.sub(r"  - explainer:?\n", f"  - explainer:\n      {line}\n", text), encoding="utf-8")
    return folder


@pytest.mark.parametrize("value", ["''", "false"])
def test_a_build_without_a_cache(build: Callable, archive: Callable[[str], Path], value: str) -> None:
    folder = with_setting(archive("bare"), f"cache: {value}")
    assert build(folder, folder / "site", "--strict").status == 0
    assert not (folder / ".cache").exists()


def test_a_cache_in_another_folder(build: Callable, archive: Callable[[str], Path]) -> None:
    folder = with_setting(archive("bare"), "cache: made/before")
    assert build(folder, folder / "site", "--strict").status == 0
    assert (folder / "made" / "before" / "store.sqlite3").is_file()


@pytest.mark.parametrize("value", ["/tmp/elsewhere", "../elsewhere", "a/../../elsewhere"])
def test_a_cache_outside_the_archive_is_refused(build: Callable, archive: Callable[[str], Path], value: str) -> None:
    folder = with_setting(archive("bare"), f"cache: {value}")
    built = build(folder, folder / "site")
    assert built.status == 1
    assert f"cache: '{value}' leads out of the archive" in built.log
    assert "Traceback" not in built.log
