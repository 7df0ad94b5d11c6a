"""Pages that are finished outside MkDocs' loop are those that it makes, byte for byte, today and from the cache."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import get_navigation
from test_cache_remember import find_code, find_libraries
from test_layers import BUILDER, MODULES

from builder import workers
from builder.cache.store import open_store
from builder.finishing.edition import ACCOUNT, LIBRARIES, ROOMS, _keys
from builder.finishing.finished import Account, decode, encode
from builder.finishing.press import Press
from builder.finishing.surroundings import digest_of_surroundings
from builder.finishing.theme import ThemeFile, digest_of_theme, looking_beyond
from builder.pages.page import Page
from builder.workers import at_work

ONE_BY_ONE = "Pages are built one by one"
WATCHES = "def on_post_page(output, page, config):\n    return output\n"


@pytest.fixture(autouse=True)
def _one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


@pytest.fixture(autouse=True)
def log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.INFO, logger="mkdocs"):
        yield caplog


def set_up(folder: Path, **settings: Any) -> Path:
    """Change `mkdocs.yml`; the values of mappings are put among those that are there."""
    file = folder / "mkdocs.yml"
    config = yaml.safe_load(file.read_text(encoding="utf-8"))
    for name, value in settings.items():
        config[name] = {**config[name], **value} if isinstance(config.get(name), dict) else value
    file.write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def publish(folder: Path, **settings: Any) -> dict[str, bytes]:
    """What a build makes, by path."""
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "site"), **settings)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    site = folder / "site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def publish_one_by_one(folder: Path, log: pytest.LogCaptureFixture, **settings: Any) -> dict[str, bytes]:
    """The same by MkDocs' own way, which it goes for a hook that wants to see every page."""
    write(folder / "watches.py", WATCHES)
    text = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    set_up(folder, hooks=["watches.py"])
    log.clear()
    made = publish(folder, **settings)
    assert ONE_BY_ONE in log.text
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    log.clear()
    return made


def own_theme(folder: Path) -> None:
    write(folder / "own" / "main.html", '{% extends "base.html" %}{% block footer %}{{ page.title }}{% endblock %}')
    write(folder / "own" / "partials" / "toc-item.html", "<li>{{ toc_item.title }}</li>")
    set_up(folder, theme={"custom_dir": "own", "features": ["toc.integrate", "navigation.path", "navigation.indexes"]})


VARIANTS: dict[str, Callable[[Path], object]] = {
    "as it is": lambda folder: folder,
    "files": lambda folder: set_up(folder, use_directory_urls=False, site_url=""),
    "own theme": own_theme,
    "other search": lambda folder: set_up(
        folder, plugins=[{"search": {"lang": ["en", "fr"], "separator": "[\\s-]+"}}, "explainer"]
    ),
    "search last": lambda folder: set_up(folder, plugins=["explainer", "search"]),
    "no search": lambda folder: set_up(folder, plugins=["explainer"]),
    "search off": lambda folder: set_up(folder, plugins=[{"search": {"enabled": False}}, "explainer"]),
    "own navigation": lambda folder: set_up(
        folder,
        nav=[{"Start": "index.md"}, {"Who": ["actors/index.md", {"Elsewhere": "https://example.org/"}]}],
        repo_url="https://example.org/forge/port",
        edit_uri="edit/main/content/",
        theme={"features": ["content.action.edit", "navigation.sections"], "palette": {"scheme": "slate"}},
        extra={"social": [{"icon": "fontawesome/brands/mastodon", "link": "https://example.org/@port"}]},
    ),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_pages_are_those_that_mkdocs_makes(
    archive: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
    log: pytest.LogCaptureFixture,
    variant: str,
) -> None:
    folder = archive("fishery" if variant == "as it is" else "bare")
    VARIANTS[variant](folder)
    expected = publish_one_by_one(folder, log)
    assert len([path for path in expected if path.endswith(".html")]) > 10
    assert publish(folder) == expected
    monkeypatch.setattr(Press, "finish", None)  # nothing is left to be done
    assert publish(folder) == expected
    assert ONE_BY_ONE not in log.text


def test_workers_make_the_same_pages(archive: Callable[[str], Path], log: pytest.LogCaptureFixture) -> None:
    folder = archive("fishery")
    expected = publish_one_by_one(folder, log)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "_PAYS", 2)
        patch.setattr("builder.workers.active_count", lambda: 1)
        patch.setattr("builder.workers._cores", lambda: 2)
        assert publish(folder) == expected


def test_after_an_edit_the_site_is_as_if_made_from_nothing(archive: Callable[[str], Path]) -> None:
    folder = archive("bare")
    before = publish(folder)
    article = folder / "content" / "articles" / "2019-06-08-gazette-strike-ends.md"
    with article.open("a", encoding="utf-8") as text:
        text.write("\nThe dockers met the harbour board in Hull on 3 July 2019.\n")
    after = publish(folder)
    set_up(folder, plugins=["search", {"explainer": {"cache": False}}])
    assert publish(folder) == after != before


WANTS = {
    "hook": "def on_page_context(context, page, config, nav):\n    page.meta['description'] = 'SEEN'\n",
    "environment": "def on_env(env, config, files):\n    env.globals['x'] = 1\n",
    "page": (
        "from mkdocs.structure.files import File\n"
        "def on_files(files, config):\n    files.append(File.generated(config, 'more.md', content='# More'))\n"
    ),
}


@pytest.mark.parametrize("want", WANTS)
def test_who_wants_to_see_pages_sees_them(
    archive: Callable[[str], Path], log: pytest.LogCaptureFixture, want: str
) -> None:
    folder = set_up(archive("bare"), hooks=["wants.py"])
    write(folder / "wants.py", WANTS[want])
    made = publish(folder)
    assert log.text.count(ONE_BY_ONE) == 1
    assert (b'content="SEEN"' in made["articles/2019-06-08-gazette-strike-ends/index.html"]) == (want == "hook")
    assert ("more/index.html" in made) == (want == "page")


def test_a_dirty_build_goes_mkdocs_way(archive: Callable[[str], Path], log: pytest.LogCaptureFixture) -> None:
    config = load_config(str(archive("bare") / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=True)
    build(config, dirty=True)
    assert ONE_BY_ONE in log.text


@pytest.mark.parametrize(
    ("template", "beyond"),
    [
        ("{% for other in pages %}{{ other.url }}{% endfor %}", True),
        ("Built {{ build_date_utc }}", True),
        ("{{ page.update_date }}", True),
        ("{{ [1, 2] | random }}", True),
        ("{{ nav.homepage.content }}", True),
        ("{{ config.site_dir }}", True),
        ("All pages, built at random", False),
        ("{# pages #}{{ 'pages' }}{{ page.content }}{{ page.toc | first }}{{ nav.pages | length }}", False),
        ("{% broken", False),
    ],
)
def test_a_template_that_looks_beyond_its_page_is_known(template: str, beyond: bool) -> None:
    file = ThemeFile(0, "main.html", template.encode(), shipped=False)
    assert (looking_beyond([file], ()) == "main.html") == beyond
    assert looking_beyond([file], ("main.html",)) is None
    assert looking_beyond([replace(file, shipped=True)], ()) is None


def test_what_shows_other_pages_is_made_by_mkdocs(
    archive: Callable[[str], Path], log: pytest.LogCaptureFixture
) -> None:
    folder = archive("bare")
    own_theme(folder)
    write(folder / "own" / "main.html", '{% extends "base.html" %}{% block footer %}{{ pages | length }}{% endblock %}')
    publish(folder)
    assert "main.html shows more than its page" in log.text


def test_a_link_that_breaks_on_a_page_that_stays_the_same_is_reported(
    archive: Callable[[str], Path], log: pytest.LogCaptureFixture
) -> None:
    """The actor's page is as it was, and comes from the cache; the term to which its editor's words lead is gone."""
    folder = archive("fishery")
    term = folder / "content" / "glossary" / "purse-seine.md"
    write(term, "---\nterm: purse seine\n---\nA net that closes below like a purse.\n")
    with (folder / "content" / "actors" / "helena-marchetti.md").open("a", encoding="utf-8") as prose:
        prose.write("\nShe sold [nets](../glossary/purse-seine.md).\n")
    publish(folder, strict=True)
    term.unlink()
    cold, warm = [], []
    for said, cache in ((warm, True), (cold, False)):
        set_up(folder, plugins=["search", {"explainer": {"cache": cache}}])
        log.clear()
        with pytest.raises(Abort, match="strict mode"):
            publish(folder, strict=True)
        said += [record.getMessage() for record in log.records if record.levelno >= logging.WARNING]
    assert warm == cold
    assert any("helena-marchetti.md: the link to 'glossary/purse-seine.md'" in line for line in warm)


PAGE = Page.of("actors/jane-doe.md", "Jane Doe", "# Jane Doe\n", "Who she is", "content/actors/jane-doe.md")
OTHERS = {"uri": "a.md", "title": "A", "packed": b"a", "description": "a", "source": None, "searchable": False}


@pytest.fixture
def press(tmp_path: Path) -> Press:
    write(tmp_path / "mkdocs.yml", "site_name: Port talks\ntheme: material\nplugins: [search, explainer]\n")
    (tmp_path / "docs").mkdir()
    config = load_config(str(tmp_path / "mkdocs.yml"))
    home = File("index.md", None, config.site_dir, use_directory_urls=True)
    return Press(config.theme.get_env(), config, get_navigation(Files([home]), config), [home], None)


@pytest.mark.parametrize("field", [field.name for field in fields(Page)])
def test_the_key_tells_of_everything_in_a_page(press: Press, field: str) -> None:
    other = replace(PAGE, **{field: {**OTHERS, "contents_depth": 2}[field]})
    (key,), (another,) = (_keys(press, [page], "theme").values() for page in (PAGE, other))
    assert key != another


CHANGES: dict[str, Callable[[Press], object]] = {
    "name": lambda press: setattr(press.config, "site_name", "Other talks"),
    "address": lambda press: setattr(press.config, "site_url", "https://example.org/"),
    "extra": lambda press: press.config.extra.update(generator=False),
    "theme's setting": lambda press: press.config.theme.__setitem__("features", ["navigation.top"]),
    "plugin's setting": lambda press: press.config.plugins["material/search"].config.update(lang=["fr"]),
    "no plugin": lambda press: press.config.plugins.pop("material/search"),
    "navigation": lambda press: setattr(press.nav.items[0], "title", "Start"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_key_tells_of_what_is_around_a_page(press: Press, change: str) -> None:
    def digest() -> str | None:
        return digest_of_surroundings(press.config, press.nav, "theme", "code")

    before = digest()
    assert before == digest()
    CHANGES[change](press)
    assert digest() not in (before, None)
    assert digest_of_surroundings(press.config, press.nav, "theme", "other code") != digest()


def test_where_a_setting_cannot_be_compared_nothing_is_kept(press: Press) -> None:
    press.config.extra["odd"] = object()
    assert digest_of_surroundings(press.config, press.nav, "theme", "code") is None
    assert _keys(press, [PAGE], "theme") == {}


def test_theme_files_are_told_apart() -> None:
    file = ThemeFile(0, "main.html", b"a", shipped=False)
    others = [replace(file, folder=1), replace(file, path="other.html"), replace(file, content=b"b")]
    assert len({digest_of_theme([each]) for each in (file, *others)}) == 4


def test_the_code_is_all_that_finishing_imports() -> None:
    code = find_code(["builder.finishing.edition"])
    files = [MODULES[module].relative_to(BUILDER).with_suffix("").as_posix() for module in sorted(code)]
    assert [file for file in files if not any(f"{file}/".startswith(f"{room}/") for room in ROOMS)] == []
    assert find_libraries(code) <= set(LIBRARIES)


TEXTS = st.text(max_size=20)


@given(
    st.builds(
        Account,
        st.lists(st.dictionaries(TEXTS, TEXTS), max_size=2),
        st.dictionaries(TEXTS, st.lists(TEXTS, max_size=2), max_size=2),
        st.lists(TEXTS, max_size=2),
    )
)
def test_what_is_kept_is_what_was_told(account: Account) -> None:
    assert decode(encode(account)) == account


@pytest.mark.parametrize("value", [b"", b"\n", b"[]", b"[[],{},[1]]", b'[[],{"a":"b"},[]]', b"[{},{},[]]"])
def test_what_is_no_account_is_not_believed(value: bytes) -> None:
    assert decode(value) is None


def test_a_page_that_is_not_believed_is_made_again(archive: Callable[[str], Path]) -> None:
    folder = archive("bare")
    expected = publish(folder)
    with open_store(folder / ".cache" / "explainer" / "store.sqlite3") as store:
        assert store._connection is not None
        keys = [key for (key,) in store._connection.execute("SELECT key FROM entry WHERE kind = ?", (ACCOUNT,))]
        assert len(keys) > 5
        store.put_many(ACCOUNT, dict.fromkeys(keys, b"<script>alert(1)</script>"))
    assert publish(folder) == expected


def square(number: int) -> bytes:
    return b"%d" % number**2


@pytest.fixture
def _two_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_PAYS", 2)
    monkeypatch.setattr("builder.workers.active_count", lambda: 1)
    monkeypatch.setattr("builder.workers._cores", lambda: 2)


@pytest.mark.usefixtures("_two_workers")
def test_results_come_in_order_and_from_elsewhere() -> None:
    with at_work(square, 100) as results:
        assert list(results) == [square(number) for number in range(100)]
    with at_work(lambda _: b"%d" % os.getpid(), 100) as results:
        assert b"%d" % os.getpid() not in set(results)


@pytest.mark.usefixtures("_two_workers")
def test_a_worker_that_dies_is_not_missed() -> None:
    here = os.getpid()

    def die_elsewhere(number: int) -> bytes:
        if number == 20 and os.getpid() != here:
            os._exit(1)
        return square(number)

    with at_work(die_elsewhere, 100) as results:
        assert list(results) == [square(number) for number in range(100)]


@pytest.mark.usefixtures("_two_workers")
def test_a_mistake_in_the_work_is_raised_here() -> None:
    def fail(number: int) -> bytes:
        raise LookupError(number)

    with at_work(fail, 100) as results, pytest.raises(LookupError, match="0"):
        list(results)


def test_where_there_are_threads_nothing_is_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.workers.active_count", lambda: 2)
    monkeypatch.setattr("builder.workers._cores", lambda: 2)
    with at_work(lambda _: b"%d" % os.getpid(), 100) as results:
        assert set(results) == {b"%d" % os.getpid()}
