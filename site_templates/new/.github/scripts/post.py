"""Post a report on GitHub, once: what stands there from before is brought up to date.

    python3 post.py comment            on the pull request that a workflow run was for
    python3 post.py issue FILE         as an issue; an empty FILE closes it

Runs with the right to write, beside nothing that came from a contributor. The report was made by a run that was given a
stranger's files: it is text that may be too long or try to call people, and nothing in it is believed. Where a pull
request changes the workflows, it has itself said what is run for it, and nothing of its report is shown.

Talks to GitHub by the program `gh`. From the environment: GH_TOKEN, GITHUB_REPOSITORY; for `comment` also RUN_ID,
RUN_URL, HEAD_SHA, HEAD_REPOSITORY, HEAD_BRANCH and BASE_BRANCH.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

ARTIFACT, MEMBER = "report", "report.md"
COMMENT_MARKER, ISSUE_MARKER = "<!-- explainer-report -->", "<!-- explainer-links -->"
WORKFLOWS = ".github/"
MAX_FILES = 3_000
"""So many files of a pull request GitHub lists, and no more."""
NOT_SHOWN = (
    "**This changes `.github/`, which says what is run for it.** So it may have written its report itself, and the "
    "report is not shown. Read the changes in `.github/` before anything else."
)
ISSUE_TITLE = "Links that lead nowhere"
AUTHOR = "github-actions[bot]"
"""Anybody can write a marker; only our own comments and issues are written over."""
MAX_ZIP, MAX_BYTES = 1_000_000, 1_000_000
PAGE, MAX_PAGES = 100, 30
MAX_CHARACTERS = 60_000
"""GitHub takes 65,536 in a comment or issue."""

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
MENTION = re.compile(r"@(?=\w)")


class UnusableError(Exception):
    """The report or what it belongs to is not what it must be; the text says how, for the run's log."""


def gh(*arguments: str, given: Any = None) -> bytes:
    """What `gh api` answers."""
    command = ["gh", "api", *arguments, *(["--input", "-"] if given is not None else [])]
    data = None if given is None else json.dumps(given).encode()
    return subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True).stdout


def fetch_report(repository: str, run: str) -> str | None:
    """The text that the run left behind; None where it left none. Raises UnusableError."""
    left = json.loads(gh(f"repos/{repository}/actions/runs/{run}/artifacts?name={ARTIFACT}"))["artifacts"]
    if not left:
        return None
    if len(left) > 1 or left[0]["size_in_bytes"] > MAX_ZIP:
        raise UnusableError(f"the run left {len(left)} reports, the first of {left[0]['size_in_bytes']:,} bytes")
    return unpack(gh(f"repos/{repository}/actions/artifacts/{int(left[0]['id'])}/zip"))


def unpack(data: bytes) -> str:
    """The only file in a zip, in memory: nothing is written under a name that somebody else chose."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if names != [MEMBER]:
                raise UnusableError(f"the report holds {len(names)} files, not only {MEMBER}")
            with archive.open(MEMBER) as member:
                text = member.read(MAX_BYTES + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise UnusableError(f"the report is no zip file that can be read ({type(error).__name__})") from error
    if len(text) > MAX_BYTES:
        raise UnusableError(f"the report is longer than {MAX_BYTES:,} bytes")
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnusableError("the report is not UTF-8") from error


def find_pull_request(repository: str, head: str, branch: str, sha: str, base: str) -> int | None:
    """The open pull request whose newest commit is `sha`; None where it has been closed or pushed to since.

    A run for a fork does not say its number, and nothing that the run wrote is believed.
    """
    owner = head.partition("/")[0]
    found = json.loads(
        gh(
            "--method", "GET", f"repos/{repository}/pulls",
            "-f", "state=open", "-f", f"base={base}", "-f", f"head={owner}:{branch}", "-f", "per_page=100",
        )
    )  # fmt: skip
    numbers = [
        int(pull["number"])
        for pull in found
        if pull["head"]["sha"] == sha and (pull["head"]["repo"] or {}).get("full_name") == head
    ]
    return numbers[0] if len(numbers) == 1 else None


def changes_workflows(repository: str, number: int) -> bool:
    """Whether a pull request touches what decides about its own run, or so many files that nobody can tell."""
    files = list(pages_of(f"repos/{repository}/pulls/{number}/files?"))
    names = [name for file in files for name in (file["filename"], file.get("previous_filename", ""))]
    return len(files) >= MAX_FILES or any(name.startswith(WORKFLOWS) for name in names)


def compose(marker: str, text: str, source: str) -> str:
    """The body to post: harmless, short enough, with what we know it by in front and where it comes from behind."""
    text = CONTROLS.sub("", text.replace("\r\n", "\n")).replace(marker, "")
    # A character without width between: nobody is called.
    text = MENTION.sub("@\u200b", text).strip()
    if len(text) > MAX_CHARACTERS:
        text = text[: text.rfind("\n", 0, MAX_CHARACTERS) + 1 or MAX_CHARACTERS]
        text += "\n```" if len(re.findall(r"^```", text, re.MULTILINE)) % 2 else ""
        text += "\n\n</details>" * (text.count("<details") - text.count("</details>"))
        text += "\n\n*The rest is cut off here; all of it is in what the run left behind.*"
    return f"{marker}\n{text}\n\n{source}\n"


def pages_of(listing: str) -> Iterator[dict[str, Any]]:
    """All that GitHub lists, asked for page by page."""
    for page in range(1, MAX_PAGES + 1):
        rows = json.loads(gh(f"{listing}per_page={PAGE}&page={page}"))
        yield from rows
        if len(rows) < PAGE:
            return


def find_own(listing: str, marker: str) -> dict[str, Any] | None:
    """The first of what `listing` gives that is ours and begins with `marker`."""
    return next(
        (row for row in pages_of(listing) if row["user"]["login"] == AUTHOR and (row["body"] or "").startswith(marker)),
        None,
    )


def comment(environment: dict[str, str]) -> str:
    """Post or update the comment; what was done, for the run's log."""
    repository, sha = environment["GITHUB_REPOSITORY"], environment["HEAD_SHA"]
    asked = repository, environment["HEAD_REPOSITORY"], environment["HEAD_BRANCH"], sha, environment["BASE_BRANCH"]
    number = find_pull_request(*asked)
    if number is None:
        return "No open pull request ends with the commit that the run was for."
    own_rules = changes_workflows(repository, number)
    if find_pull_request(*asked) != number:
        return "The pull request was pushed to meanwhile."
    report = NOT_SHOWN if own_rules else fetch_report(repository, environment["RUN_ID"])
    if report is None:
        return "The run left no report."
    source = f"<sub>For {sha[:9]}. The site as it would be, to download: [the run]({environment['RUN_URL']}).</sub>"
    body = {"body": compose(COMMENT_MARKER, report, source)}
    own = find_own(f"repos/{repository}/issues/{number}/comments?sort=created&", COMMENT_MARKER)
    if own:
        gh("--method", "PATCH", f"repos/{repository}/issues/comments/{own['id']}", given=body)
        return f"Updated the comment on pull request {number}."
    gh("--method", "POST", f"repos/{repository}/issues/{number}/comments", given=body)
    return f"Commented on pull request {number}."


def issue(environment: dict[str, str], text: str) -> str:
    """Open, update or close the issue; what was done, for the run's log."""
    repository = environment["GITHUB_REPOSITORY"]
    at = f"repos/{repository}/issues"
    own = find_own(f"{at}?state=open&creator={quote(AUTHOR)}&", ISSUE_MARKER)
    if not text.strip():
        if own is None:
            return "No link is broken."
        gh("--method", "PATCH", f"{at}/{own['number']}", given={"state": "closed"})
        return f"Closed issue {own['number']}: no link is broken any more."
    body = {"body": compose(ISSUE_MARKER, text, "<sub>Looked at once a week; closed when all is well.</sub>")}
    if own:
        gh("--method", "PATCH", f"{at}/{own['number']}", given=body)
        return f"Updated issue {own['number']}."
    gh("--method", "POST", at, given={"title": ISSUE_TITLE, **body})
    return "Opened an issue."


def main(arguments: list[str], environment: dict[str, str]) -> int:
    """The exit status: 0 done, or nothing to do; 1 it could not be done; 2 called wrongly."""
    try:
        match arguments:
            case ["comment"]:
                print(comment(environment))
            case ["issue", path]:
                print(issue(environment, Path(path).read_text(encoding="utf-8")))
            case _:
                print(__doc__, file=sys.stderr)
                return 2
    except UnusableError as error:
        print(f"Nothing was posted: {error}.", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"GitHub did not do it: gh ended with {error.returncode}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], dict(os.environ)))
