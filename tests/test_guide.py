"""The guide, followed to the letter: its commands in their order, in a home of their own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml

from builder.cli import main
from builder.content.article import parse_article

GUIDE = (Path(__file__).parent.parent / "GUIDE.md").read_text(encoding="utf-8")

ELSEWHERE = (
    "python3 -m venv ",
    ". explainer-env/",
    "pip install ",
    "mkdocs serve",
    "git remote add ",
    "git push ",
)
"""How commands begin that need the network, a browser or another folder: what they prepare is here already."""
ANSWERS = (
    ' --name "Milk talks" --topic "the talks about the price of milk" --party "organisation: Dairy League"'
    ' --maintainer "Ada Lind" --licence CC-BY-4.0 --repo-url https://github.com/ada/milk-talks'
)
"""What a terminal would be asked for."""
PAGE = """<!doctype html><html lang="en"><head><title>Milk talks end without a price</title>
<link rel="canonical" href="https://herald.example.org/2022/03/milk-talks">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Milk talks end without a price",
"datePublished": "2022-03-08", "inLanguage": "en", "publisher": {"@type": "Organization", "name": "Norr Herald"},
"mainEntityOfPage": "https://herald.example.org/2022/03/milk-talks"}</script></head>
<body><article><h1>Milk talks end without a price</h1><p>The Dairy League and the Ministry of Trade parted in Lisbon
late on Monday with no price for the coming season, five hours after they had sat down at one table.</p>
<p>Both said that they would try again before the month was out.</p></article></body></html>
"""
WORDS = """Talks between the Dairy League and the Ministry of Trade about the price of milk ended in Lisbon on Monday
without a result. A second round is to be held in Lisbon on 28 March. Ines Dahl, the chair of the Dairy League, said
that the price on offer did not cover what farmers pay for feed. The ministry has not said what it offered.
"""


def find_blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


COMMANDS = [line for block in find_blocks("sh") for line in block.splitlines()]


def test_guide_takes_two_pages() -> None:
    assert 800 < len(GUIDE.split()) < 1250


def test_guide_names_only_commands_that_exist() -> None:
    assert isinstance(main, click.Group)
    named = set(re.findall(r"`explainer ([a-z]+)", GUIDE))
    assert named <= set(main.list_commands(None))


@pytest.mark.parametrize("beginning", ELSEWHERE)
def test_what_is_not_tried_stands_in_the_guide(beginning: str) -> None:
    assert any(line.startswith(beginning) for line in COMMANDS)


def test_guide_can_be_followed(tmp_path: Path) -> None:
    downloads, programs = tmp_path / "Downloads", tmp_path / "bin"
    downloads.mkdir()
    programs.mkdir()
    (downloads / "page.html").write_text(PAGE, encoding="utf-8")
    (downloads / "words.txt").write_text(WORDS, encoding="utf-8")
    for name, module in (("explainer", "builder.cli"), ("mkdocs", "mkdocs")):
        (programs / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" -m {module} "$@"\n')
        (programs / name).chmod(0o755)
    lines = [line for line in COMMANDS if not line.startswith(ELSEWHERE)]
    script = "\n".join(line + ANSWERS if line.startswith("explainer new ") else line for line in lines)
    followed = subprocess.run(
        ["bash", "-euxo", "pipefail", "-c", script],
        cwd=tmp_path,
        env={
            **os.environ,
            "HOME": str(tmp_path),
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            **{f"GIT_{who}_{what}": "ada@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert followed.returncode == 0, followed.stdout + followed.stderr
    archive = tmp_path / "milk-talks"
    (article,) = (archive / "content" / "articles").rglob("*.md")
    assert "did not cover what farmers pay" in article.read_text(encoding="utf-8")
    assert "sat down at one table" not in article.read_text(encoding="utf-8")
    home = (archive / "site" / "index.html").read_text(encoding="utf-8")
    assert "Lisbon, 7 March 2022" in home
    kept = subprocess.run(["git", "ls-files"], cwd=archive, capture_output=True, text=True, check=True).stdout
    assert "page.html" not in kept
    assert ".cache" not in kept
    assert "content/identifiers/" in kept


def test_corrections_of_the_guide_are_right() -> None:
    (corrections,) = find_blocks("yaml")
    words = " ".join(str(one["text"]) for one in yaml.safe_load(corrections)["corrections"])
    text = f"---\ntitle: A\nurl: https://example.org/a\npublisher: B\npublished: 2022-03-08\n{corrections}---\n{words}"
    article, problems = parse_article("content/articles/a.md", "a", text)
    assert problems == []
    assert article
    assert len(article.corrections) == 2
