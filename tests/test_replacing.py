"""One site takes the place of another: whole or not at all, whatever the folder is and whoever else is at it."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.replacing.errors import explain
from builder.replacing.exchange import exchange
from builder.replacing.stage import Stage, open_stage

NEEDS_RIGHTS = pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write everywhere")
Tree = dict[str, str]
OLD: Tree = {"index.html": "old", "actors/a/index.html": "old", "assets/a.css": "old"}
NEW: Tree = {"index.html": "new", "actors/b/index.html": "new", "assets/a.css": "new"}


def write(folder: Path, tree: Tree) -> Path:
    for name, text in tree.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def tree(folder: Path) -> Tree:
    return {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in folder.rglob("*") if p.is_file()}


def publish(site: Path, new: Tree) -> Stage:
    stage = open_stage(site)
    write(stage.folder, new)
    stage.publish()
    stage.discard()
    return stage


def refuse(one: Path, other: Path) -> None:
    raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(other))


@pytest.fixture(params=["at once", "file by file", "within"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], object]:
    """The ways in which a site is replaced; it makes of a site's folder one for which it is this way."""
    if request.param == "file by file":
        monkeypatch.setattr("builder.replacing.stage.exchange", refuse)
    return lambda site: write(site, {".git/HEAD": "ref"} if request.param == "within" else {})


def hidden(site: Path) -> Tree:
    return {".git/HEAD": "ref"} if (site / ".git").exists() else {}


def test_the_old_site_is_whole_until_the_new_one_is_there(tmp_path: Path, way: Callable) -> None:
    site = write(tmp_path / "site", OLD)
    way(site)
    stage = open_stage(site)
    write(stage.folder, NEW)
    assert {name: text for name, text in tree(site).items() if not name.startswith(".")} == OLD
    stage.publish()
    stage.discard()
    assert tree(site) == NEW | hidden(site)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_build_that_fails_leaves_the_site_and_nothing_else(tmp_path: Path, way: Callable) -> None:
    site = write(tmp_path / "site", OLD)
    way(site)
    stage = open_stage(site)
    write(stage.folder, NEW)
    stage.discard()
    stage.discard()
    assert tree(site) == OLD | hidden(site)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_the_first_site_needs_no_folder(tmp_path: Path) -> None:
    publish(tmp_path / "deep" / "down" / "site", NEW)
    assert tree(tmp_path / "deep" / "down" / "site") == NEW


def test_it_is_one_step_where_the_system_has_one(tmp_path: Path) -> None:
    one, other = write(tmp_path / "one", OLD), write(tmp_path / "other", NEW)
    try:
        exchange(one, other)
    except OSError as error:
        pytest.skip(f"not here: {error}")
    assert (tree(one), tree(other)) == (NEW, OLD)
    site = write(tmp_path / "site", OLD)
    before = site.stat().st_ino
    publish(site, NEW)
    assert site.stat().st_ino != before


def test_what_cannot_be_exchanged_says_so(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        exchange(tmp_path, tmp_path / "missing")


def test_hidden_files_stay_and_all_others_go(tmp_path: Path, way: Callable) -> None:
    """As MkDocs leaves and empties a folder."""
    site = write(
        tmp_path / "site", OLD | {".nojekyll": "", ".well-known/x": "mine", ".htaccess": "old", "CNAME": "a.org"}
    )
    (site / ".link").symlink_to("nowhere")
    way(site)
    publish(site, NEW | {".htaccess": "new"})
    assert tree(site) == NEW | {".nojekyll": "", ".well-known/x": "mine", ".htaccess": "new"} | hidden(site)
    assert (site / ".link").readlink() == Path("nowhere")


NAMES = st.sampled_from("ab")
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
TREES = st.dictionaries(PATHS, st.sampled_from(["1", "2"])).map(
    # No file has the name of a folder.
    lambda tree: {name: text for name, text in tree.items() if not any(other.startswith(name + "/") for other in tree)}
)


@settings(max_examples=60)
@given(TREES, TREES)
def test_files_and_folders_may_change_places(tmp_path_factory: pytest.TempPathFactory, old: Tree, new: Tree) -> None:
    for within in (False, True):
        site = write(tmp_path_factory.mktemp("any") / "site", old | ({".git": "gitdir: elsewhere"} if within else {}))
        publish(site, new)
        (site / ".git").unlink(missing_ok=True)
        assert tree(site) == new
        assert {p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_dir()} == {
            parent.as_posix() for name in new for parent in Path(name).parents if parent.parts
        }


def test_a_link_to_the_site_goes_on_to_lead_to_it(tmp_path: Path, way: Callable) -> None:
    site = write(tmp_path / "releases" / "site", OLD)
    way(site)
    (tmp_path / "public").symlink_to(site)
    publish(tmp_path / "public", NEW)
    assert (tmp_path / "public").is_symlink()
    assert tree(site) == NEW | hidden(site)


def test_links_within_the_site_are_not_followed(tmp_path: Path, way: Callable) -> None:
    site = write(tmp_path / "site", OLD)
    way(site)
    outside = write(tmp_path / "outside", {"assets/a.css": "somebody's", "index.html": "somebody's"})
    shutil.rmtree(site / "assets")
    (site / "assets").symlink_to(outside / "assets")
    (site / "more").symlink_to(outside)
    publish(site, NEW)
    assert tree(site) == NEW | hidden(site)
    assert tree(outside) == {"assets/a.css": "somebody's", "index.html": "somebody's"}


@pytest.mark.skipif(os.name == "nt", reason="there are no such rights there")
@pytest.mark.parametrize("mode", [0o755, 0o750, 0o2775])
def test_rights_stay(tmp_path: Path, mode: int) -> None:
    site = write(tmp_path / "site", OLD)
    site.chmod(mode)
    publish(site, NEW)
    assert site.stat().st_mode & 0o7777 == mode


@pytest.mark.skipif(os.name == "nt", reason="there are no such rights there")
def test_rights_of_the_first_site_are_the_usual_ones(tmp_path: Path) -> None:
    (tmp_path / "usual").mkdir()
    publish(tmp_path / "site", NEW)
    assert (tmp_path / "site").stat().st_mode == (tmp_path / "usual").stat().st_mode


@NEEDS_RIGHTS
def test_a_site_in_a_folder_that_may_not_be_written_is_replaced(tmp_path: Path) -> None:
    site = write(tmp_path / "site", OLD)
    tmp_path.chmod(0o500)
    try:
        publish(site, NEW)
    finally:
        tmp_path.chmod(0o700)
    assert tree(site) == NEW


BUILD = """
import sys, time
from pathlib import Path
from builder.replacing.stage import open_stage
site, version, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for _ in range(times):
    stage = open_stage(site)
    for name in ("index.html", "a/index.html", "b/index.html"):
        (stage.folder / name).parent.mkdir(exist_ok=True)
        (stage.folder / name).write_text(version)
    print(stage.folder, flush=True)
    if len(sys.argv) > 4:
        time.sleep(600)
    stage.publish()
    stage.discard()
"""


def start(site: Path, version: str, times: int, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", BUILD, str(site), version, str(times), *more], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="nobody can tell there whether a build lives")
def test_what_a_killed_build_left_is_swept_away_and_what_a_living_one_has_is_not(tmp_path: Path, way: Callable) -> None:
    site = write(tmp_path / "site", OLD)
    way(site)
    killed, living = start(site, "x", 1, "stay"), start(site, "y", 1, "stay")
    try:
        left, alive = (Path(process.stdout.readline().strip()) for process in (killed, living))
        killed.send_signal(signal.SIGKILL)
        killed.communicate()
        assert tree(left)
        publish(site, NEW)
        assert not left.exists()
        assert set(tree(alive).values()) == {"y"}
        living.kill()
        living.communicate()
        publish(site, NEW)
        assert tree(site) == NEW | hidden(site)
        assert [path.name for path in tmp_path.iterdir()] == ["site"]
    finally:
        for process in (killed, living):
            process.kill()
            process.communicate()


@pytest.mark.parametrize("git", [False, True], ids=["at once", "within"])
def test_builds_at_once_leave_one_whole_site(tmp_path: Path, git: bool) -> None:
    site = write(tmp_path / "site", OLD)
    if git:
        write(site, {".git/HEAD": "ref"})
    running = [start(site, version, 40) for version in "xyz"]
    assert [process.communicate()[1] for process in running] == ["", "", ""]
    found = {name: text for name, text in tree(site).items() if not name.startswith(".git")}
    assert sorted(found) == ["a/index.html", "b/index.html", "index.html"]
    assert len(set(found.values())) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_who_reads_meanwhile_always_finds_a_site(tmp_path: Path) -> None:
    one, other = write(tmp_path / "one", OLD), write(tmp_path / "other", NEW)
    with suppress(OSError):
        exchange(one, other)
    if tree(one) != NEW:
        pytest.skip("the system has no such step")
    site, missed, done = write(tmp_path / "site", OLD), [], threading.Event()

    def read() -> None:
        while not done.is_set():
            if not (site / "index.html").exists():
                missed.append(1)

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(60):
        publish(site, NEW)
    done.set()
    reader.join()
    assert missed == []


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        (errno.ENOSPC, "Make room"),
        (errno.EROFS, "--site-dir"),
        (errno.EFBIG, "ulimit"),
        (errno.ELOOP, "Set that right"),
    ],
)
def test_what_went_wrong_is_a_sentence_with_place_and_remedy(tmp_path: Path, code: int, remedy: str) -> None:
    site = write(tmp_path / "site", OLD)
    stage = open_stage(site)
    error = OSError(code, os.strerror(code), str(stage.folder / "a" / "index.html"))
    said = explain(error, stage, str(site))
    stage.discard()
    assert said.startswith(f"{site / 'a' / 'index.html'}: {os.strerror(code)}. ")
    assert remedy in said
    assert said.endswith(f"the site in {site} was not touched.")


def test_a_site_that_could_not_be_replaced_as_a_whole_is_not_said_to_be_whole(tmp_path: Path) -> None:
    site = write(tmp_path / "site", OLD | {".git/HEAD": "ref"})
    stage = open_stage(site)
    write(stage.folder, NEW)
    shutil.rmtree(stage.folder)
    with pytest.raises(OSError, match="building") as raised:
        stage.publish()
    stage.discard()
    assert "may hold files of both builds" in explain(raised.value, stage, str(site))


@pytest.mark.parametrize("below", ["", "/below"])
def test_a_file_in_its_place_is_left_alone(tmp_path: Path, below: str) -> None:
    (tmp_path / "site").write_text("notes", encoding="utf-8")
    with pytest.raises(OSError, match="site"):
        open_stage(Path(f"{tmp_path / 'site'}{below}"))
    assert tree(tmp_path) == {"site": "notes"}
