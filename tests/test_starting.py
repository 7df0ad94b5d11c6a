"""Starting another archive: from templates and answers to a folder that builds."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup

from builder.starting import skeleton
from builder.starting.skeleton import quote_yaml, render_template, skeleton_folder, template_paths


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for templates of a test's own."""
    monkeypatch.setattr(skeleton, "skeleton_folder", lambda: tmp_path)
    skeleton._environment.cache_clear()
    yield tmp_path
    skeleton._environment.cache_clear()


def test_templates_of_hidden_folders_are_found() -> None:
    paths = template_paths()
    assert ".gitignore" in paths
    assert all((skeleton_folder() / path).is_file() for path in paths)


def test_what_other_programs_write_in_braces_stays(templates: Path) -> None:
    (templates / "a.yml").write_text("run: ${{ github.sha }} {% raw %} {# no #} [[ install ]]\n")
    rendered = render_template("a.yml", {"install": Markup("pip install .")})
    assert rendered == "run: ${{ github.sha }} {% raw %} {# no #} pip install .\n"


@pytest.mark.parametrize(
    ("path", "expected"),
    [("a.yml", 'x: "a: \\"b\\" # [c](d)"'), ("a.md", 'x: a: "b" # \\[c\\](d)')],
)
def test_what_was_typed_is_escaped_by_the_kind_of_file(templates: Path, path: str, expected: str) -> None:
    (templates / path).write_text("x: [[ name ]]")
    assert render_template(path, {"name": 'a: "b" # [c](d)'}) == expected


def test_what_was_typed_is_refused_where_nothing_escapes_it(templates: Path) -> None:
    (templates / "run.sh").write_text("echo [[ name ]]")
    with pytest.raises(TypeError, match="typed"):
        render_template("run.sh", {"name": "$(reboot)"})


def test_a_value_that_is_missing_is_an_error(templates: Path) -> None:
    (templates / "a.md").write_text("[[ name ]]")
    with pytest.raises(UndefinedError):
        render_template("a.md", {})


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_quoted_text_is_read_back_to_the_letter(text: str) -> None:
    assert yaml.safe_load(f"x: {quote_yaml(text)}") == {"x": text}
