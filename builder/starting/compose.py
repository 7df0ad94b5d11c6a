"""Answers -> the files of a new archive."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from builder.starting.answers import Answers, Licence, Party
from builder.starting.skeleton import quote_yaml, render_template, template_paths

CONTENT = "content"
BRANCH = "main"
REQUIREMENTS = "requirements.txt"


_LICENCES: Mapping[Licence, tuple[str, str]] = {
    "CC-BY-4.0": (
        "Creative Commons Attribution 4.0 International licence (CC BY 4.0)",
        "https://creativecommons.org/licenses/by/4.0/legalcode",
    ),
    "CC-BY-SA-4.0": (
        "Creative Commons Attribution-ShareAlike 4.0 International licence (CC BY-SA 4.0)",
        "https://creativecommons.org/licenses/by-sa/4.0/legalcode",
    ),
    "CC0-1.0": (
        "Creative Commons CC0 1.0 Universal dedication (CC0 1.0)",
        "https://creativecommons.org/publicdomain/zero/1.0/legalcode",
    ),
}
"""What stands in the notice of each licence that gives something: its name and where its text is."""


def compose_archive(answers: Answers) -> Mapping[str, str]:
    """The text of each file by its path, with slashes, relative to the archive's folder; in the order of the paths."""
    values = _values(answers)
    files = {path: render_template(path, values) for path in template_paths() if _is_wanted(path, answers)}
    files |= {f"{CONTENT}/actors/{party.id}.md": _actor(party) for party in answers.parties}
    return dict(sorted(files.items()))


def _values(answers: Answers) -> dict[str, Any]:
    licence, legal_text = _LICENCES.get(answers.licence, ("", ""))
    return {
        "answers": answers,
        "licence": Markup(licence),
        "legal_text": Markup(legal_text),
        "copyright": _copyright(answers),
        "sources_in": [language for language in answers.languages if language.partition("-")[0].lower() != "en"],
        "edit_uri": _edit_uri(answers.repo_url),
        "requirement": Markup(answers.requirement),
        "install": Markup(f"pip install -r {REQUIREMENTS}"),
        "content": Markup(CONTENT),
        "branch": Markup(BRANCH),
    }


def _copyright(answers: Answers) -> str:
    terms = (
        "all rights reserved"
        if answers.licence == "none"
        else answers.licence.replace("CC-", "CC ").replace("-4", " 4")
    )
    return f"{answers.maintainer} and contributors, {terms}. The articles belong to their outlets."


def _actor(party: Party) -> str:
    return f"---\nname: {quote_yaml(party.name)}\nkind: {party.kind}\n---\n"


def _is_wanted(path: str, answers: Answers) -> bool:
    """Of GitHub's and GitLab's files an archive gets those of the one that keeps it; GitHub's, if that is not said."""
    if path == ".gitlab-ci.yml":
        return _is_on_gitlab(answers.repo_url)
    return not path.startswith(".github/") or not _is_on_gitlab(answers.repo_url)


def _is_on_gitlab(repo_url: str | None) -> bool:
    return "gitlab" in (urlsplit(repo_url or "").hostname or "")


def _edit_uri(repo_url: str | None) -> Markup:
    edit = "-/edit" if _is_on_gitlab(repo_url) else "edit"
    return Markup(f"{edit}/{BRANCH}/{CONTENT}/")
