"""The script that may write: what it believes, what it posts, and that it does so once. `gh` is a program of ours."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parent.parent / ".github" / "scripts" / "post.py"
SHA = "a" * 40
FORK = "stranger/archive"

GH = """\
import json, os, pathlib, sys
folder = pathlib.Path(os.environ["FAKE_GH"])
arguments = sys.argv[2:]
given = json.loads(sys.stdin.buffer.read()) if "--input" in arguments else None
method = arguments[arguments.index("--method") + 1] if "--method" in arguments else "GET"
path = next(word for word in arguments if word.startswith("repos/"))
fields = sorted(word for flag, word in zip(arguments, arguments[1:]) if flag == "-f")
key = " ".join([method, path, *fields])
with (folder / "calls").open("a") as log:
    log.write(json.dumps([key, given]) + "\\n")
answers = json.loads((folder / "answers.json").read_text())
if method != "GET":
    print("{}")
elif key in answers:
    answer, asked = answers[key], (folder / "calls").read_text().count(json.dumps(key))
    print(json.dumps(answer["in turn"][asked - 1] if "in turn" in answer else answer))
elif key.endswith("/zip"):
    sys.stdout.buffer.write((folder / "zip").read_bytes())
else:
    sys.exit(1)
"""

PULLS = "GET repos/o/r/pulls base=main head=stranger:my-branch per_page=100 state=open"
ARTIFACTS = "GET repos/o/r/actions/runs/77/artifacts?name=report"
COMMENTS = "GET repos/o/r/issues/5/comments?sort=created&per_page=100&page={}"
FILES = "GET repos/o/r/pulls/5/files?per_page=100&page={}"
ISSUES = "GET repos/o/r/issues?state=open&creator=github-actions%5Bbot%5D&per_page=100&page=1"


def packed(**members: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("_", "."), text)
    return data.getvalue()


def pull(number: int = 5, sha: str = SHA, repository: str | None = FORK) -> dict[str, Any]:
    return {"number": number, "head": {"sha": sha, "repo": repository and {"full_name": repository}}}


def remark(id_: int, body: str, author: str = "github-actions[bot]") -> dict[str, Any]:
    return {"id": id_, "number": id_, "user": {"login": author}, "body": body}


class GitHub:
    """What GitHub would answer, and what it was asked to change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.answers: dict[str, Any] = {
            PULLS: [pull()],
            ARTIFACTS: {"artifacts": [{"id": 9, "size_in_bytes": 100}]},
            COMMENTS.format(1): [],
            FILES.format(1): [{"filename": "content/articles/a.md"}, {"filename": "mkdocs.yml"}],
            ISSUES: [],
        }
        self.zip = packed(report_md=b"One article added.\n")
        program = folder / "bin" / "gh"
        program.parent.mkdir()
        program.write_text(f"#!{sys.executable}\n{GH}")
        program.chmod(0o755)

    def post(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        (self.folder / "answers.json").write_text(json.dumps(self.answers))
        (self.folder / "zip").write_bytes(self.zip)
        (self.folder / "calls").unlink(missing_ok=True)
        given = {
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "FAKE_GH": str(self.folder), "GITHUB_REPOSITORY": "o/r", "RUN_ID": "77",
            "RUN_URL": "https://github.com/o/r/actions/runs/77", "HEAD_SHA": SHA, "HEAD_REPOSITORY": FORK,
            "HEAD_BRANCH": "my-branch", "BASE_BRANCH": "main",
        }  # fmt: skip
        return subprocess.run(
            [sys.executable, SCRIPT, *arguments],
            env={**os.environ, **given, **environment}, capture_output=True, text=True, check=False,
        )  # fmt: skip

    @property
    def changes(self) -> list[tuple[str, Any]]:
        path = self.folder / "calls"
        calls = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
        return [(key, given) for key, given in calls if not key.startswith("GET ")]


@pytest.fixture
def github(tmp_path: Path) -> GitHub:
    return GitHub(tmp_path)


def test_first_comment(github: GitHub) -> None:
    done = github.post("comment")
    assert (done.returncode, done.stdout) == (0, "Commented on pull request 5.\n")
    ((key, given),) = github.changes
    assert key == "POST repos/o/r/issues/5/comments"
    assert given == {
        "body": "<!-- explainer-report -->\nOne article added.\n\n<sub>For aaaaaaaaa. The site as it would be, "
        "to download: [the run](https://github.com/o/r/actions/runs/77).</sub>\n"
    }


def test_later_comment_takes_its_place(github: GitHub) -> None:
    """On the second page; and not that of somebody who copied the marker."""
    github.answers[COMMENTS.format(1)] = [remark(1, "<!-- explainer-report --> mine now", "stranger")] * 100
    github.answers[COMMENTS.format(2)] = [remark(2, "Thanks!"), remark(3, "<!-- explainer-report -->\nold")]
    assert github.post("comment").stdout == "Updated the comment on pull request 5.\n"
    assert [key for key, _ in github.changes] == ["PATCH repos/o/r/issues/comments/3"]


@pytest.mark.parametrize(
    "pulls",
    [
        [],
        [pull(sha="b" * 40)],
        [pull(repository="somebody/else")],
        [pull(repository=None)],
        [pull(5), pull(6)],
    ],
    ids=["closed", "pushed-since", "other-fork", "fork-deleted", "two"],
)
def test_pull_request_that_is_not_the_run_s(pulls: list[Any], github: GitHub) -> None:
    github.answers[PULLS] = pulls
    done = github.post("comment")
    assert (done.returncode, github.changes) == (0, [])


@pytest.mark.parametrize(
    "file",
    [
        {"filename": ".github/workflows/pull-request.yml"},
        {"filename": ".github/workflows/other.yml"},
        {"filename": "content/a.md", "previous_filename": ".github/scripts/post.py"},
    ],
)
def test_who_changes_the_workflows_does_not_report_on_himself(file: dict[str, str], github: GitHub) -> None:
    """On any page of the list."""
    github.answers[FILES.format(1)] = [{"filename": f"content/articles/{n}.md"} for n in range(100)]
    github.answers[FILES.format(2)] = [file]
    assert github.post("comment").returncode == 0
    ((_key, given),) = github.changes
    assert "This changes `.github/`" in given["body"]
    assert "One article added" not in given["body"]


def test_who_changes_more_than_is_listed_does_not_either(github: GitHub) -> None:
    for page in range(1, 31):
        github.answers[FILES.format(page)] = [{"filename": f"content/{n}"} for n in range(100)]
    assert github.post("comment").returncode == 0
    ((_key, given),) = github.changes
    assert "One article added" not in given["body"]


def test_who_pushes_while_the_files_are_listed_waits_for_the_next_run(github: GitHub) -> None:
    """Else the files of a harmless commit would vouch for the report of a harmful one."""
    github.answers[PULLS] = {"in turn": [[pull()], [pull(sha="b" * 40)]]}
    done = github.post("comment")
    assert (done.returncode, github.changes) == (0, [])
    assert "pushed to meanwhile" in done.stdout


def test_number_in_the_report_is_not_believed(github: GitHub) -> None:
    github.zip = packed(report_md=b"Pull request 1\n", number=b"1\n")
    done = github.post("comment")
    assert (done.returncode, github.changes) == (1, [])
    assert "holds 2 files" in done.stderr


def test_odd_branch_is_a_value_and_no_address(github: GitHub) -> None:
    branch = "x&head=o:main/../../$(id)"
    github.answers[PULLS.replace("my-branch", branch)] = [pull()]
    assert github.post("comment", HEAD_BRANCH=branch).returncode == 0
    assert len(github.changes) == 1


def bomb() -> bytes:
    return packed(report_md=b"0" * 50_000_000)


def lying() -> bytes:
    """A zip whose directory says that the file is short."""
    data = bytearray(packed(report_md=b"0" * 2_000_000))
    size = (2_000_000).to_bytes(4, "little")
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no zip file"),
        (b"PK\x03\x04nonsense", "no zip file"),
        (packed(), "holds 0 files"),
        (packed(evil_sh=b"x"), "not only report.md"),
        (packed(**{"../report_md": b"x"}), "not only report.md"),
        (packed(report_md=b"\xff\xfe"), "not UTF-8"),
        (bomb(), "longer than"),
        (lying(), "no zip file"),
    ],
    ids=["empty", "cut", "none", "other", "path", "encoding", "bomb", "lying"],
)
def test_report_that_is_no_report(data: bytes, why: str, github: GitHub) -> None:
    github.zip = data
    done = github.post("comment")
    assert (done.returncode, github.changes) == (1, [])
    assert why in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "artifacts",
    [[{"id": 9, "size_in_bytes": 5_000_000}], [{"id": 9, "size_in_bytes": 1}, {"id": 8, "size_in_bytes": 1}]],
)
def test_report_is_one_and_small(artifacts: list[Any], github: GitHub) -> None:
    github.answers[ARTIFACTS] = {"artifacts": artifacts}
    assert github.post("comment").returncode == 1
    assert github.changes == []


def test_run_without_report(github: GitHub) -> None:
    github.answers[ARTIFACTS] = {"artifacts": []}
    done = github.post("comment")
    assert (done.returncode, done.stdout, github.changes) == (0, "The run left no report.\n", [])


def posted(github: GitHub, text: str) -> str:
    github.zip = packed(report_md=text.encode())
    assert github.post("comment").returncode == 0
    ((_key, given),) = github.changes
    body: str = given["body"]
    return body


def test_nobody_is_called_and_nothing_is_hidden(github: GitHub) -> None:
    body = posted(
        github, "@everyone and cc @org/team, a\u202eb\x00c\x1b[31m\r\n<!-- explainer-report -->x jane@example.org\n"
    )
    assert body.startswith(
        "<!-- explainer-report -->\n@\u200beveryone and cc @\u200borg/team, abc[31m\nx jane@\u200bexample.org\n"
    )
    assert body.count("<!-- explainer-report -->") == 1


def test_long_report_is_cut_at_a_line(github: GitHub) -> None:
    entries = "".join(f"- entry {n} of many\n" for n in range(10_000))
    body = posted(github, f"Verdict.\n\n<details><summary>All</summary>\n\n```\n{entries}```\n\n</details>\n")
    assert len(body) < 65_536
    assert "\n```\n\n</details>\n\n*The rest is cut off here" in body
    assert body.split("\n```\n\n</details>")[0].endswith(" of many\n")
    assert body.endswith("</sub>\n")


def test_one_long_line_is_cut_too(github: GitHub) -> None:
    assert len(posted(github, "é" * 400_000)) < 65_536


def test_github_that_refuses(github: GitHub) -> None:
    del github.answers[PULLS]
    done = github.post("comment")
    assert done.returncode == 1
    assert done.stderr == "GitHub did not do it: gh ended with 1.\n"


def test_issue_is_opened_updated_and_closed(github: GitHub, tmp_path: Path) -> None:
    report = tmp_path / "links.md"
    report.write_text("- `content/articles/a.md:4`\n")
    assert github.post("issue", str(report)).stdout == "Opened an issue.\n"
    ((key, given),) = github.changes
    assert key == "POST repos/o/r/issues"
    assert given["title"] == "Links that lead nowhere"
    assert given["body"].startswith("<!-- explainer-links -->\n- `content/articles/a.md:4`\n")

    github.answers[ISSUES] = [remark(3, "Something else"), remark(4, "<!-- explainer-links -->\nold")]
    assert github.post("issue", str(report)).stdout == "Updated issue 4.\n"
    assert [key for key, _ in github.changes] == ["PATCH repos/o/r/issues/4"]

    report.write_text("")
    assert github.post("issue", str(report)).stdout.startswith("Closed issue 4")
    assert github.changes == [("PATCH repos/o/r/issues/4", {"state": "closed"})]

    github.answers[ISSUES] = []
    assert github.post("issue", str(report)).stdout == "No link is broken.\n"
    assert github.changes == []


@pytest.mark.parametrize("arguments", [(), ("issue",), ("comment", "5"), ("delete",)])
def test_called_wrongly(arguments: tuple[str, ...], github: GitHub) -> None:
    assert github.post(*arguments).returncode == 2
