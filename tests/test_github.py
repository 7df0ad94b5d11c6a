"""What GitHub and GitLab are told: that they understand it, that it is safe, and that archives get the same."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import click
import jsonschema
import pytest
import yaml
from check_jsonschema.builtin_schemas import get_builtin_schema
from markupsafe import Markup
from render_github import ROOT, rendered

from builder.cli import main
from builder.starting.skeleton import render_template, template_paths

OF_AN_ARCHIVE = {
    "install": Markup("python -m pip install --upgrade pip\npython -m pip install -r requirements.txt"),
    "content": Markup("articles-and-more"),
    "branch": Markup("trunk"),
    "licence": Markup(""),
}
SCHEMAS = {
    ".github/workflows/": "vendor.github-workflows",
    ".github/ISSUE_TEMPLATE/config.yml": "vendor.github-issue-config",
    ".github/ISSUE_TEMPLATE/": "vendor.github-issue-forms",
    ".github/dependabot.yml": "vendor.dependabot",
    ".gitlab-ci.yml": "vendor.gitlab-ci",
}


class _Plain(yaml.SafeLoader):
    """YAML 1.2 as the hosts read it: `on` is a word, and a day is text."""

    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith((":int", ":null", ":float"))]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


_Plain.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))


def is_ours(path: str) -> bool:
    return path.startswith((".github/", ".gitlab-ci", ".pre-commit"))


def texts() -> dict[str, str]:
    """By name: this repository's files, and those of an archive that has other names for everything."""
    of_archive = {path: render_template(path, OF_AN_ARCHIVE) for path in template_paths() if is_ours(path)}
    ci = ".github/workflows/ci.yml"
    return {
        ci: (ROOT / ci).read_text(encoding="utf-8"),
        **rendered(),
        **{f"archive:{path}": text for path, text in of_archive.items()},
    }


TEXTS = texts()
WORKFLOWS = {name: _Plain(text).get_single_data() for name, text in TEXTS.items() if ".github/workflows/" in name}


def workflow(name: str) -> Any:
    return WORKFLOWS[f".github/workflows/{name}.yml"]


def jobs() -> Iterator[tuple[str, str, Any]]:
    for name, data in WORKFLOWS.items():
        for job, body in data["jobs"].items():
            yield name, job, body


def steps() -> Iterator[tuple[str, Any]]:
    for name, _job, body in jobs():
        yield from ((name, step) for step in body["steps"])


def schema_of(name: str) -> str | None:
    path = name.removeprefix("archive:")
    return next((schema for start, schema in SCHEMAS.items() if path.startswith(start)), None)


def violations(text: str, schema: str) -> list[str]:
    """Of the schema that SchemaStore or GitHub keeps, of which the library brings a copy."""
    rules = get_builtin_schema(schema)
    document = json.loads(json.dumps(_Plain(text).get_single_data()))
    return [error.message for error in jsonschema.validators.validator_for(rules)(rules).iter_errors(document)]


@pytest.mark.parametrize("path", rendered())
def test_this_repository_has_what_archives_get(path: str) -> None:
    assert (ROOT / path).read_text(encoding="utf-8") == rendered()[path], "run tests/render_github.py"


def test_this_repository_has_nothing_else() -> None:
    own = {p.relative_to(ROOT).as_posix() for p in (ROOT / ".github").rglob("*") if p.is_file()}
    own = {path for path in own if not path.startswith(".github/scripts/")}
    shared = {path for path in rendered() if path.startswith(".github/")}
    assert own - shared == {".github/readme-home.png", ".github/workflows/ci.yml"}


def test_scripts_are_the_ones_that_archives_get() -> None:
    scripts = ROOT / ".github" / "scripts"
    assert scripts.resolve() == ROOT / "site_templates" / "new" / ".github" / "scripts"
    for path in scripts.iterdir():
        if path.suffix == ".py":
            name = f".github/scripts/{path.name}"
            assert render_template(name, OF_AN_ARCHIVE) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in TEXTS if schema_of(name)])
def test_it_is_what_the_host_understands(name: str) -> None:
    """A form that is wrong is not shown, and a workflow that is wrong does not run; nobody is told."""
    assert violations(TEXTS[name], schema_of(name) or "") == []


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        (".github/workflows/pages.yml", "runs-on:", "run-on:"),
        (".github/workflows/pages.yml", "workflow_dispatch", "workflow_despatch"),
        (".github/ISSUE_TEMPLATE/suggest-article.yml", "type: textarea", "type: text"),
        (".github/ISSUE_TEMPLATE/suggest-article.yml", "label: Headline", "lable: Headline"),
        (".github/dependabot.yml", "interval: monthly", "interval: often"),
        ("archive:.gitlab-ci.yml", "expire_in", "expires"),
    ],
)
def test_a_wrong_one_is_seen(name: str, right: str, wrong: str) -> None:
    assert right in TEXTS[name]
    assert violations(TEXTS[name].replace(right, wrong), schema_of(name) or "")


def zizmor(folder: Path) -> subprocess.CompletedProcess[str]:
    """https://docs.zizmor.sh: the known ways in which workflows are attacked."""
    program = Path(sys.executable).with_name("zizmor")
    return subprocess.run(
        [program, "--offline", "--quiet", "--persona", "pedantic", folder], capture_output=True, text=True, check=False
    )


def write_workflows(folder: Path, prefix: str, wrong: tuple[str, str] = ("", "")) -> None:
    for name, text in TEXTS.items():
        path = name.removeprefix(prefix)
        if name.startswith(prefix + ".github/") and path.endswith(".yml") and not path.endswith("ci.yml"):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text.replace(*wrong) if wrong[0] else text, encoding="utf-8")


@pytest.mark.parametrize("prefix", ["", "archive:"])
def test_no_known_attack_is_open(prefix: str, tmp_path: Path) -> None:
    write_workflows(tmp_path, prefix)
    found = zizmor(tmp_path)
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("          persist-credentials: false\n", ""),
        ("@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0", "@v5"),
        ('--since "$BASE"', '--since "${{ github.head_ref }}"'),
        ("  pull_request:", "  pull_request_target:"),
    ],
)
def test_a_known_attack_is_seen(right: str, wrong: str, tmp_path: Path) -> None:
    write_workflows(tmp_path, "", (right, wrong))
    assert zizmor(tmp_path).returncode != 0


def test_nothing_starts_with_the_rights_of_the_base_and_the_code_of_a_stranger() -> None:
    triggers = {name: set(data["on"]) for name, data in WORKFLOWS.items()}
    assert all("pull_request_target" not in found for found in triggers.values())
    assert triggers[".github/workflows/pull-request.yml"] == {"pull_request"}
    assert triggers[".github/workflows/comment.yml"] == {"workflow_run"}
    assert triggers[".github/workflows/pages.yml"] == {"push", "workflow_dispatch"}
    assert workflow("comment")["on"]["workflow_run"]["workflows"] == [workflow("pull-request")["name"]]


RIGHTS = {
    ("pull-request", "report"): {"actions": "read", "contents": "read"},
    ("comment", "comment"): {"actions": "read", "contents": "read", "pull-requests": "write"},
    ("pages", "build"): {"contents": "read"},
    ("pages", "deploy"): {"pages": "write", "id-token": "write"},
    ("links", "links"): {"contents": "read", "issues": "write"},
    ("ci", "check"): {"contents": "read"},
}


def test_only_the_run_of_the_right_workflow_is_reported() -> None:
    """A pull request can bring another workflow of the same name."""
    condition = workflow("comment")["jobs"]["comment"]["if"]
    assert "github.event.workflow.path == '.github/workflows/pull-request.yml'" in condition
    assert "github.event.workflow_run.event == 'pull_request'" in condition


def test_every_job_has_the_rights_that_it_needs_and_no_other() -> None:
    found = {
        (Path(name).stem, job): body.get("permissions", WORKFLOWS[name]["permissions"]) for name, job, body in jobs()
    }
    assert found == RIGHTS


@pytest.mark.parametrize(("name", "step"), [(name, step) for name, step in steps() if "uses" in step])
def test_action_is_pinned(name: str, step: Any) -> None:
    """A tag can be moved to other code; a comment says which version the hash is, and Dependabot keeps both."""
    assert re.fullmatch(r"actions/[a-z-]+(?:/restore)?@[0-9a-f]{40}", step["uses"])
    assert re.search(rf"{re.escape(step['uses'])} # v\d+\.\d+\.\d+$", TEXTS[name], re.MULTILINE)


@pytest.mark.parametrize(("name", "step"), [(name, step) for name, step in steps() if "run" in step])
def test_no_words_of_others_are_run(name: str, step: Any) -> None:
    assert "${{" not in step["run"]
    checked = subprocess.run(["bash", "-n"], input=step["run"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr


def test_no_step_knows_a_secret() -> None:
    assert all("secrets." not in TEXTS[name] for name in WORKFLOWS)


def test_token_is_given_to_programs_of_ours_only() -> None:
    """Not to the build, nor to anything that reads what a contributor wrote."""
    given = [step for _name, step in steps() if "GH_TOKEN" in step.get("env", {})]
    assert given
    for step in given:
        assert re.fullmatch(r"python3 \.github/scripts/post\.py (comment|issue links\.md)\n?", step["run"]) or (
            ("git -c credential.helper" in step["run"] and "take_content.py" in step["run"])
            or step["run"].startswith('caches="repos/$GITHUB_REPOSITORY/actions/caches?')
        )


def test_jobs_end_and_do_not_pile_up() -> None:
    assert all("timeout-minutes" in body for _name, _job, body in jobs())
    assert all("concurrency" in data for data in WORKFLOWS.values())


def test_pull_request_is_judged_by_the_code_of_the_base() -> None:
    (job,) = workflow("pull-request")["jobs"].values()
    checkouts = [step for step in job["steps"] if "checkout@" in step.get("uses", "")]
    assert [step["with"] for step in checkouts] == [
        {"ref": "${{ github.base_ref }}", "fetch-depth": 0, "persist-credentials": False}
    ]
    names = [step.get("name", step.get("uses", "")) for step in job["steps"]]
    # What is installed must be the base's, before anything of the pull request is there.
    assert names.index("Install Explainer") < next(n for n, name in enumerate(names) if name.startswith("Take the con"))
    # A run for a stranger may read what the branch kept, and leaves nothing for others.
    assert all("actions/cache@" not in step.get("uses", "") for step in job["steps"])


def cache_of(name: str) -> Any:
    steps = [step for job in workflow(name)["jobs"].values() for step in job["steps"]]
    (step,) = (step for step in steps if "actions/cache" in step.get("uses", ""))
    return step["with"]


def test_what_the_branch_keeps_is_what_a_pull_request_finds_and_out_of_the_checkout() -> None:
    assert cache_of("pages") == cache_of("pull-request")
    assert cache_of("pages")["path"].startswith("${{ runner.temp }}/")
    (build,) = (step for step in workflow("pages")["jobs"]["build"]["steps"] if "mkdocs" in step.get("run", ""))
    assert build["env"] == {"EXPLAINER_CACHE": cache_of("pages")["path"]}


def test_a_run_for_a_pull_request_believes_the_cache_only_after_it_was_looked_at() -> None:
    steps = workflow("pull-request")["jobs"]["report"]["steps"]
    given = [step for step in steps if "EXPLAINER_CACHE" in step.get("env", {})]
    assert [step["id"] for step in given] == ["check", "diff", "build"]
    assert {step["env"]["EXPLAINER_CACHE"] for step in given} == {"${{ steps.kept.outputs.folder }}"}
    (kept,) = (step for step in steps if step.get("id") == "kept")
    assert kept["env"]["FOLDER"] == cache_of("pull-request")["path"]
    assert f'key={cache_of("pull-request")["restore-keys"]}"' in kept["run"]


@pytest.mark.parametrize(
    ("answer", "believed"),
    [("echo 0", True), ("echo 1", False), ("exit 1", False), ("echo 0; exit 1", False), ("true", False)],
    ids=["the branch's", "its own", "no answer", "half an answer", "nothing"],
)
def test_a_cache_of_the_pull_requests_own_is_not_believed(answer: str, believed: bool, tmp_path: Path) -> None:
    """It may come from a workflow that the pull request brought and took back."""
    stub = tmp_path / "gh"
    stub.write_text(
        f"#!/bin/sh\ntest \"$2\" = 'repos/o/r/actions/caches?ref=refs/pull/7/merge&key=explainer-findings-' || exit 1\n"
        f"{answer}\n"
    )
    stub.chmod(0o755)
    kept = next(step for step in workflow("pull-request")["jobs"]["report"]["steps"] if step.get("id") == "kept")
    output = tmp_path / "output"
    output.touch()
    env = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}", "GITHUB_REPOSITORY": "o/r", "GITHUB_REF": "refs/pull/7/merge",
        "GITHUB_OUTPUT": str(output), "FOLDER": "/kept",
    }  # fmt: skip
    subprocess.run(["bash", "-e", "-o", "pipefail", "-c", kept["run"]], env=env, check=True)
    assert output.read_text() == ("folder=/kept\n" if believed else "")


GITLAB = _Plain(TEXTS["archive:.gitlab-ci.yml"]).get_single_data()


def test_only_the_published_branch_has_a_cache_on_gitlab() -> None:
    assert [name for name, job in GITLAB.items() if "cache" in job] == ["pages"]


@pytest.mark.parametrize("tracked", [False, True], ids=["restored", "checked out"])
def test_gitlab_believes_what_was_restored_and_not_what_was_checked_out(tracked: bool, tmp_path: Path) -> None:
    checkout, kept = tmp_path / "checkout", tmp_path / "checkout-cache"
    (checkout / ".cache" / "explainer").mkdir(parents=True)
    (checkout / ".cache" / "explainer" / "store.sqlite3").write_text("before")
    kept.mkdir()
    (kept / "store.sqlite3").write_text("of another run")
    subprocess.run(["git", "init", "-q"], cwd=checkout, check=True)
    if tracked:
        subprocess.run(["git", "add", "-f", ".cache"], cwd=checkout, check=True)
    stub = tmp_path / "mkdocs"
    stub.write_text(
        '#!/bin/sh\ncat "$EXPLAINER_CACHE/store.sqlite3" > found\n'
        'mkdir -p "$EXPLAINER_CACHE" && echo after > "$EXPLAINER_CACHE/store.sqlite3"\n'
    )
    stub.chmod(0o755)
    env = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "EXPLAINER_CACHE": GITLAB["pages"]["variables"]["EXPLAINER_CACHE"].replace("${CI_PROJECT_DIR}", str(checkout)),
    }
    for line in GITLAB["pages"]["script"]:
        subprocess.run(["bash", "-e", "-o", "pipefail", "-c", line], cwd=checkout, env=env, check=True)
    assert (checkout / "found").read_text() == ("" if tracked else "before")
    assert (checkout / ".cache" / "explainer" / "store.sqlite3").read_text() == "after\n"


def test_pages_come_from_one_branch() -> None:
    pages = workflow("pages")
    assert pages["on"]["push"] == {"branches": ["main"]}
    assert pages["jobs"]["deploy"]["if"] == "${{ github.ref == 'refs/heads/main' }}"


def test_names_of_an_archive_are_everywhere() -> None:
    for name, text in TEXTS.items():
        if name.startswith("archive:.git") and not name.endswith((".py", ".md")):
            assert not re.search(r"\bcontent/|\[\[|\]\]|\bmain\b", text), name


def test_suggestion_asks_for_no_text_of_others() -> None:
    form = yaml.safe_load(TEXTS[".github/ISSUE_TEMPLATE/suggest-article.yml"])
    fields = {field["id"]: field for field in form["body"] if "id" in field}
    assert list(fields) == ["url", "title", "publisher", "published", "summary", "people", "rights"]
    required = {key for key, field in fields.items() if field.get("validations", {}).get("required")}
    assert required == {"url", "title", "publisher", "published"}
    assert all(option["required"] for option in fields["rights"]["attributes"]["options"])


def test_form_keeps_the_rules_that_no_schema_tells() -> None:
    """https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema"""
    form = yaml.safe_load(TEXTS[".github/ISSUE_TEMPLATE/suggest-article.yml"])
    fields = [field for field in form["body"] if field["type"] != "markdown"]
    assert fields
    ids, labels = [field["id"] for field in fields], [field["attributes"]["label"] for field in fields]
    assert len(set(ids)) == len(ids)
    assert len(set(labels)) == len(labels)
    assert all(re.fullmatch(r"[a-zA-Z0-9_-]+", name) for name in ids)
    assert all(len(option["label"]) < 255 for option in fields[-1]["attributes"]["options"])


@pytest.mark.parametrize(
    ("status", "report", "good"),
    [(0, "", True), (1, "One link is broken.", True), (1, "", False), (2, "", False)],
    ids=["well", "broken", "offline", "wrong"],
)
def test_what_could_not_be_asked_closes_no_issue(status: int, report: str, good: bool, tmp_path: Path) -> None:
    stub = tmp_path / "explainer"
    stub.write_text(f"#!/bin/sh\nprintf '%s' '{report}'\nexit {status}\n")
    stub.chmod(0o755)
    ask = next(step for step in workflow("links")["jobs"]["links"]["steps"] if step.get("name") == "Ask")
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", ask["run"]],
        cwd=tmp_path, env={"PATH": f"{tmp_path}:{os.environ['PATH']}"}, check=False,
    )  # fmt: skip
    assert (done.returncode == 0) == good
    assert (tmp_path / "links.md").read_text() == report


def test_hooks_of_pre_commit_are_the_same() -> None:
    published = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (used,) = yaml.safe_load(TEXTS[".pre-commit-config.yaml"])["repos"]
    assert used["repo"] == "local"
    for hook in (*published, *used["hooks"]):
        assert (hook["id"], hook["entry"], hook["pass_filenames"]) == ("explainer-check", "explainer check", False)
        assert re.search(hook["files"], "content/articles/a.md")
        assert not re.search(hook["files"], "builder/site.py")


def calls() -> list[str]:
    """Every call of Explainer that GitHub, GitLab and pre-commit make."""
    found = {
        call
        for text in TEXTS.values()
        for call in re.findall(r"^[^#\n]*?(?:- |: |^\s+)(explainer .+)$", text, re.MULTILINE)
    }
    return sorted(found)


@pytest.mark.parametrize("call", calls())
def test_what_is_called_is_there(call: str) -> None:
    words = re.split(r"\s(?:>|\|\|)", call)[0].split()
    command = main.get_command(click.Context(main), words[1])
    assert command
    options = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= options


def test_calls_are_found() -> None:
    assert {call.split()[1] for call in calls()} == {"check", "diff", "links"}
